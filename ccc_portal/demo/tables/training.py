"""Valdoria: the same forms in the folder `training`, and what no real city publishes."""

from dataclasses import replace

from ccc_portal.demo.converters import (
    Converter,
    choice,
    day,
    maybe,
    number,
    required,
    text,
    whole,
    year,
    yes_no,
)
from ccc_portal.demo.reading import Table
from ccc_portal.demo.tables.cells import NAME, NOTE, POSITIVE, SECTOR, SLUG, SOURCE
from ccc_portal.demo.tables.published import PUBLISHED_TABLES
from ccc_portal.demo.tables.spread import OBSERVED_TABLES, SPREAD_TABLES
from contracts.enums import (
    ActionHealth,
    ActionState,
    EvidenceLevel,
    InventoryState,
    Materiality,
    NotationKey,
    ProxyKind,
    Scope,
)
from stakeholders.enums import ActionPartyRole, CommitmentState


def _training(table: Table, file: str, extra: dict[str, Converter] | None = None) -> Table:
    return replace(table, file=f"training/{file}", columns={**table.columns, **(extra or {})})


PERCENT = number(0, factor="0.01")
FACTOR_CODE = text(40)
STATE = choice([InventoryState.PUBLISHED, InventoryState.RESTATED])
TITLE_IT = {"title_it": required(text(300))}
TRAINING_TABLES: dict[str, Table] = {
    "cities": _training(PUBLISHED_TABLES["cities"], "city.csv"),
    "context": _training(PUBLISHED_TABLES["context"], "city_context.csv"),
    "contracts": _training(
        PUBLISHED_TABLES["contracts"],
        "contract.csv",
        {
            "vision_it": text(),
            "vision_en": text(),
            "carbon_price_eur": POSITIVE,
            "discount_percent": PERCENT,
            "budget_tco2e": POSITIVE,
            "assumptions_it": text(),
            "assumptions_en": text(),
        },
    ),
    "factors": _training(
        PUBLISHED_TABLES["factors"], "emission_factors.csv", {"code": required(FACTOR_CODE)}
    ),
    "series": replace(
        _training(
            PUBLISHED_TABLES["series"], "inventories.csv", {"state": STATE, "published_on": required(day)}
        ),
        key=("series_id", "year", "state"),
    ),
    "series_metadata": _training(PUBLISHED_TABLES["series_metadata"], "series_metadata.csv"),
    "detailed_lines": Table(
        "training/inventory_lines.csv",
        {
            "city_id": SLUG,
            "year": required(year),
            "state": STATE,
            "sector": SECTOR,
            "gpc_code": text(12),
            "scope": choice([], {str(scope.value): scope.value for scope in Scope}),
            "label": required(text(120)),
            "source_group": text(60),
            "activity": POSITIVE,
            "activity_unit": text(20),
            "factor": FACTOR_CODE,
            "co2_tonnes": POSITIVE,
            "ch4_tonnes": POSITIVE,
            "n2o_tonnes": POSITIVE,
            "value_tco2e": POSITIVE,
            "notation_key": choice([*NotationKey, ""]),
            "included_in_note": text(120),
            "source": SOURCE,
            "note": NOTE,
        },
        key=("city_id", "year", "state", "sector", "scope", "label"),
    ),
    "proxies": Table(
        "training/proxies.csv",
        {
            "city_id": SLUG,
            "kind": choice(ProxyKind),
            "year": required(year),
            "month": whole(1, highest=12),
            "value": required(POSITIVE),
            "unit": required(text(20)),
            "source": SOURCE,
            "note": NOTE,
        },
        key=("city_id", "kind", "year", "month"),
    ),
    "gap": _training(PUBLISHED_TABLES["gap"], "gap_by_sector.csv"),
    "actions": _training(
        PUBLISHED_TABLES["actions"],
        "actions.csv",
        {
            **TITLE_IT,
            "state": choice(ActionState),
            "health": choice(ActionHealth),
            "source_group": text(60),
            "cut_percent": PERCENT,
            "in_existing_plan": maybe(yes_no),
            "funding_secured_eur": POSITIVE,
            "running_cost_eur": POSITIVE,
            "saving_eur": POSITIVE,
            "lifetime_years": whole(1),
        },
    ),
    "kinds": _training(PUBLISHED_TABLES["kinds"], "kinds.csv"),
    "pathways": _training(PUBLISHED_TABLES["pathways"], "pathways.csv"),
    "target_boundaries": _training(PUBLISHED_TABLES["target_boundaries"], "target_boundaries.csv"),
    "existing_plans": _training(PUBLISHED_TABLES["existing_plans"], "existing_plans.csv"),
    "parties": _training(PUBLISHED_TABLES["parties"], "organisations.csv"),
    "investments": _training(PUBLISHED_TABLES["investments"], "investments.csv"),
    "molecule_figures": _training(PUBLISHED_TABLES["molecule_figures"], "molecule_figures.csv"),
    "milestone_dependencies": _training(
        PUBLISHED_TABLES["milestone_dependencies"], "milestone_dependencies.csv"
    ),
    **{name: _training(table, table.file) for name, table in SPREAD_TABLES.items()},
    **OBSERVED_TABLES,
    "milestones": _training(PUBLISHED_TABLES["planned_milestones"], "milestones.csv"),
    "reports": Table(
        "training/reports.csv",
        {
            "city_id": SLUG,
            "action_id": required(text(40)),
            "reported_on": required(day),
            "share_done": PERCENT,
            "reduction_tco2e": POSITIVE,
            "measured_quantity": POSITIVE,
            "measured_unit": text(20),
            "factor": FACTOR_CODE,
            "spent_eur": POSITIVE,
            "note": NOTE,
            "evidence_level": choice(EvidenceLevel),
            "evidence_url": text(200),
            "organisation": text(300),
        },
        key=("city_id", "action_id", "reported_on"),
    ),
    "action_parties": Table(
        "training/action_parties.csv",
        {
            "city_id": SLUG,
            "action_id": required(text(40)),
            "organisation": required(text(300)),
            "role": choice(ActionPartyRole),
            "share_percent": PERCENT,
        },
        key=("city_id", "action_id", "organisation"),
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
