"""Valdoria: the same forms in the folder `training`, and what no real city publishes."""

from dataclasses import replace

from ccc_portal.demo.converters import Converter, choice, day, number, required, text, year
from ccc_portal.demo.reading import Table
from ccc_portal.demo.tables.cells import NAME, NOTE, POSITIVE, SLUG
from ccc_portal.demo.tables.published import PUBLISHED_TABLES
from contracts.enums import ActionHealth, ActionState, EvidenceLevel, Materiality, MilestoneState
from stakeholders.enums import CommitmentState


def _training(table: Table, file: str, extra: dict[str, Converter] | None = None) -> Table:
    return replace(table, file=f"training/{file}", columns={**table.columns, **(extra or {})})


TITLE_IT = {"title_it": required(text(300))}
TRAINING_TABLES: dict[str, Table] = {
    "cities": _training(PUBLISHED_TABLES["cities"], "city.csv"),
    "context": _training(PUBLISHED_TABLES["context"], "city_context.csv"),
    "contracts": _training(
        PUBLISHED_TABLES["contracts"], "contract.csv", {"vision_it": text(), "vision_en": text()}
    ),
    "baseline": _training(PUBLISHED_TABLES["baseline"], "inventory_lines.csv"),
    "series": _training(PUBLISHED_TABLES["series"], "inventories.csv"),
    "gap": _training(PUBLISHED_TABLES["gap"], "gap_by_sector.csv"),
    "actions": _training(
        PUBLISHED_TABLES["actions"],
        "actions.csv",
        {**TITLE_IT, "state": choice(ActionState), "health": choice(ActionHealth)},
    ),
    "kinds": _training(PUBLISHED_TABLES["kinds"], "kinds.csv"),
    "pathways": _training(PUBLISHED_TABLES["pathways"], "pathways.csv"),
    "target_boundaries": _training(PUBLISHED_TABLES["target_boundaries"], "target_boundaries.csv"),
    "existing_plans": _training(PUBLISHED_TABLES["existing_plans"], "existing_plans.csv"),
    "parties": _training(PUBLISHED_TABLES["parties"], "organisations.csv"),
    "investments": _training(PUBLISHED_TABLES["investments"], "investments.csv"),
    "molecule_figures": _training(PUBLISHED_TABLES["molecule_figures"], "molecule_figures.csv"),
    "milestones": _training(
        PUBLISHED_TABLES["milestones"],
        "milestones.csv",
        {
            "event_it": required(text()),
            "state": choice(MilestoneState),
            "reached_on": day,
            "moved_from": day,
            "reason": text(),
            "action_id": text(40),
        },
    ),
    "reports": Table(
        "training/reports.csv",
        {
            "city_id": SLUG,
            "action_id": required(text(40)),
            "reported_on": required(day),
            "share_done": number(0, factor="0.01"),
            "reduction_tco2e": POSITIVE,
            "spent_eur": POSITIVE,
            "note": NOTE,
            "evidence_level": choice(EvidenceLevel),
            "evidence_url": text(200),
            "organisation": text(300),
        },
        key=("city_id", "action_id", "reported_on"),
    ),
    "commitments": Table(
        "training/commitments.csv",
        {
            "city_id": SLUG,
            "code": SLUG,
            "organisation": required(text(300)),
            **TITLE_IT,
            "title_en": NAME,
            "statement_it": text(),
            "statement_en": text(),
            "materiality": choice(Materiality),
            "actions": text(),
            "start_year": year,
            "end_year": year,
            "reduction_tco2e": POSITIVE,
            "investment_eur": POSITIVE,
            "state": choice(CommitmentState),
        },
        key=("city_id", "code"),
    ),
}
