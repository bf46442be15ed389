"""Milestones: what published sources tell has happened or is planned, and the staged path of the training city."""

from uuid import UUID

from ccc_portal.demo.actions import action_id
from ccc_portal.demo.ids import demo_id
from ccc_portal.demo.molecules import molecule_id
from ccc_portal.demo.reading import Row
from ccc_portal.demo.references import ALL_CITIES
from ccc_portal.demo.sources import Dataset
from ccc_portal.demo.wording import ENGLISH, texts
from contracts.enums import MilestoneState
from contracts.models import Milestone, MilestoneDependency, MilestoneMove
from molecules.models import MoleculeIndicator, MoleculeMilestone


def build_milestones(data: Dataset) -> list[Milestone]:
    """Milestones; those of published sources without a state are events that took place, so they are reached."""
    return [_build_milestone(row) for row in milestone_rows(data)]


def build_dependencies(data: Dataset) -> list[MilestoneDependency]:
    """Which milestone waits for which."""
    rows = {(row["city_id"], row["code"]): row for row in milestone_rows(data) if row.get("code")}
    return [
        MilestoneDependency(
            id=demo_id(row["city_id"], f"dependency:{row['before']}:{row['after']}"),
            before_id=_milestone_id(rows[row["city_id"], row["before"]]),
            after_id=_milestone_id(rows[row["city_id"], row["after"]]),
            least_days=row["least_days"],
            reason=row["reason"],
        )
        for row in data.rows("milestone_dependencies")
    ]


def build_moves(data: Dataset) -> list[MilestoneMove]:
    """The old dates of milestones that were moved."""
    return [
        MilestoneMove(
            id=demo_id(row["city_id"], f"move:{row['event']}"),
            milestone_id=_milestone_id(row),
            from_date=row["moved_from"],
            to_date=row["date"].day,
            reason=row["reason"],
        )
        for row in milestone_rows(data)
        if row.get("moved_from")
    ]


def build_molecule_milestones(data: Dataset) -> list[MoleculeMilestone]:
    """The milestones that molecules have to reach."""
    return [
        MoleculeMilestone(
            id=demo_id(row["city_id"], f"molecule-milestone:{code}:{row['code']}"),
            molecule_id=molecule_id(row["city_id"], code),
            milestone_id=_milestone_id(row),
        )
        for row in milestone_rows(data)
        for code in row.get("molecules", "").split()
    ]


def build_molecule_indicators(data: Dataset) -> list[MoleculeIndicator]:
    """The indicators of the contract that are measured in molecules."""
    city = data.source.molecules_city
    return [
        MoleculeIndicator(
            id=demo_id(city, f"molecule-indicator:{known['molecule_id']}:{code}"),
            molecule_id=molecule_id(city, known["molecule_id"]),
            indicator_id=_indicator_id(city, code),
        )
        for known in (feature["properties"] for feature in data.molecules)
        for code in known.get("indicators", ())
    ]


def milestone_rows(data: Dataset) -> list[Row]:
    """The rows of all files of milestones."""
    return [*data.rows("milestones"), *data.rows("planned_milestones")]


def _build_milestone(row: Row) -> Milestone:
    city, day = row["city_id"], row["date"]
    return Milestone(
        id=_milestone_id(row),
        city_id=None if city == ALL_CITIES else demo_id(city, "city"),
        action_id=action_id(city, row["action_id"]) if row.get("action_id") else None,
        title=texts(en=row["event"], it=row.get("event_it", "")),
        source_language=ENGLISH,
        due_on=day.day,
        due_note="" if day.is_exact else day.printed,
        state=row.get("state", MilestoneState.REACHED),
        reached_on=row.get("reached_on", day.day if day.is_exact else None),
        expected_on=row.get("expected_on"),
        effect_share=row.get("effect_percent"),
        pass_rule=row.get("pass_rule", ""),
        pass_indicator_id=_indicator_id(city, row["indicator"]) if row.get("indicator") else None,
        pass_value=row.get("pass_value"),
        source=row["source"],
    )


def _indicator_id(city: str, code: str) -> UUID:
    return demo_id(city, f"indicator:{code}")


def _milestone_id(row: Row) -> UUID:
    city = "" if row["city_id"] == ALL_CITIES else row["city_id"]
    return demo_id(city, f"milestone:{row['date'].printed}:{row['event']}")
