"""Milestones: what published sources tell has happened, and the staged path of the training city."""

from uuid import UUID

from ccc_portal.demo.actions import action_id
from ccc_portal.demo.ids import demo_id
from ccc_portal.demo.reading import Row
from ccc_portal.demo.references import ALL_CITIES
from ccc_portal.demo.sources import Dataset
from ccc_portal.demo.wording import ENGLISH, texts
from contracts.enums import MilestoneState
from contracts.models import Milestone, MilestoneMove


def build_milestones(data: Dataset) -> list[Milestone]:
    """Milestones; those of published sources are events that took place, so they are reached."""
    return [
        Milestone(
            id=_milestone_id(row),
            city_id=None if row["city_id"] == ALL_CITIES else demo_id(row["city_id"], "city"),
            action_id=action_id(row["city_id"], row["action_id"]) if row.get("action_id") else None,
            title=texts(en=row["event"], it=row.get("event_it", "")),
            source_language=ENGLISH,
            due_on=row["date"].day,
            due_note="" if row["date"].is_exact else row["date"].printed,
            state=row.get("state", MilestoneState.REACHED),
            reached_on=row.get("reached_on", row["date"].day if row["date"].is_exact else None),
            effect_share=row.get("effect_percent"),
            source=row["source"],
        )
        for row in data.rows("milestones")
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
        for row in data.rows("milestones")
        if row.get("moved_from")
    ]


def _milestone_id(row: Row) -> UUID:
    city = "" if row["city_id"] == ALL_CITIES else row["city_id"]
    return demo_id(city, f"milestone:{row['date'].printed}:{row['event']}")
