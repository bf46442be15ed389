"""Contracts, what their versions aim at, and their own vocabulary of actions."""

from decimal import Decimal

from django.utils.text import slugify

from ccc_portal.demo.ids import demo_id
from ccc_portal.demo.inventories import baseline_series, series_id
from ccc_portal.demo.sources import Dataset
from ccc_portal.demo.wording import ENGLISH, cite, texts
from contracts.enums import VersionState
from contracts.models import (
    ActionKind,
    Contract,
    ContractVersion,
    EmissionsGapRow,
    ExistingPlan,
    ExistingPlanMeasure,
    Objective,
    Pathway,
    TargetBoundary,
)

PRIORITY = "priority"
"""The scheme under which Milan lists its systemic priorities: its objectives."""
PRINTED_PLANS = "PRINTED"
"""Code of the plans that stand behind column 3 of a gap table which does not name them."""


def build_contracts(data: Dataset) -> list[Contract]:
    """One contract a city."""
    return [
        Contract(
            id=demo_id(row["city_id"], "contract"),
            city_id=demo_id(row["city_id"], "city"),
            title=texts(
                it=f"Contratto climatico della città di {row['name']}",
                en=f"Climate City Contract of {row['name']}",
            ),
            carbon_price_eur=row.get("carbon_price_eur"),
            discount_share=row.get("discount_percent"),
            budget_tco2e=row.get("budget_tco2e"),
            assumptions_note=texts(it=row.get("assumptions_it", ""), en=row.get("assumptions_en", "")),
        )
        for row in data.rows("contracts")
    ]


def build_versions(data: Dataset) -> list[ContractVersion]:
    """The published version of each contract; all of them hold the Mission Label."""
    series = baseline_series(data)
    return [
        ContractVersion(
            id=demo_id(row["city_id"], "version:1"),
            contract_id=demo_id(row["city_id"], "contract"),
            number=1,
            is_current=True,
            state=VersionState.LABELLED if row["label_announced"] else VersionState.SIGNED,
            source_language=ENGLISH,
            document_date_note=row["ccc_document_date"],
            vision=texts(it=row.get("vision_it", ""), en=row.get("vision_en", "")),
            baseline_year=row["baseline_year"],
            baseline_series_id=series_id(series[row["city_id"]]) if row["city_id"] in series else None,
            baseline_tco2e=row["baseline_tco2e"],
            target_reduction_tco2e=row["reduction_target_2030_tco2e"],
            target_reduction_share=row["reduction_target_2030_pct"],
            residual_tco2e=row["residual_2030_tco2e"],
            residual_share=row["residual_2030_pct"],
            printed_signatory_count=row["n_signatories"],
            printed_action_count=row["n_actions"],
            action_count_note=row["n_actions_note"],
            investment_eur=row["investment_total_eur"],
            investment_note="\n".join(
                part for part in (row["investment_note"], row["investment_or_count_source"]) if part
            ),
            source=row["main_source"],
            note=row["notes"],
        )
        for row in data.rows("contracts")
    ]


def build_target_boundaries(data: Dataset) -> list[TargetBoundary]:
    """Table I-1.1: which sector and scope is part of the target."""
    return [
        TargetBoundary(
            id=demo_id(row["city_id"], f"boundary:{row['sector']}:{row['scope']}"),
            version_id=demo_id(row["city_id"], "version:1"),
            sector=row["sector"],
            scope=row["scope"],
            coverage=row["coverage"],
            note=row["note"],
        )
        for row in data.rows("target_boundaries")
    ]


def build_gap_rows(data: Dataset) -> list[EmissionsGapRow]:
    """The emissions-gap tables as printed: an empty cell stays empty, a printed zero stays zero."""
    return [
        EmissionsGapRow(
            id=demo_id(city, f"gap:{row['sector'] or 'total'}"),
            version_id=demo_id(city, "version:1"),
            sector=row["sector"],
            position=position,
            baseline_tco2e=row["baseline_tco2e"],
            target_reduction_tco2e=row["reduction_target_2030_tco2e"],
            existing_plan_tco2e=row["reduction_by_existing_plans_tco2e"],
            gap_tco2e=row["emissions_gap_tco2e"],
            portfolio_tco2e=row["reduction_by_ccc_portfolio_tco2e"],
            residual_tco2e=row["residual_2030_tco2e"],
            source=cite(row),
            note=row["note"],
        )
        for city, rows in data.by_city("gap").items()
        for position, row in enumerate(rows, start=1)
    ]


def build_existing_plans(data: Dataset) -> list[ExistingPlan]:
    """The plans that are named, and one unnamed for each other table with a column of existing plans."""
    named = {
        (row["city_id"], row["code"]): ExistingPlan(
            id=demo_id(row["city_id"], f"plan:{row['code']}"),
            contract_id=demo_id(row["city_id"], "contract"),
            code=row["code"],
            title=texts(it=row["title_it"], en=row["title_en"]),
            approved_year=row["approved_year"],
            source=row["source"],
            note=row["note"],
        )
        for row in reversed(data.rows("existing_plans"))
    }
    unnamed = [
        ExistingPlan(
            id=demo_id(city, f"plan:{PRINTED_PLANS}"),
            contract_id=demo_id(city, "contract"),
            code=PRINTED_PLANS,
            title=texts(
                it="Piani esistenti, come stampati nella tabella del divario emissivo",
                en="Existing plans, as printed in the emissions-gap table",
            ),
            source=cite(data.by_city("gap")[city][0]),
        )
        for city in _cities_with_unnamed_plans(data)
    ]
    return [*named.values(), *unnamed]


def build_plan_measures(data: Dataset) -> list[ExistingPlanMeasure]:
    """What existing plans take off each sector; a table that prints only their total gives no measure."""
    named = [
        _measure(
            row["city_id"],
            row["code"],
            sector=row["sector"],
            reduction=row["reduction_tco2e"],
            source=row["source"],
        )
        for row in data.rows("existing_plans")
    ]
    printed = [
        _measure(
            city,
            PRINTED_PLANS,
            sector=row["sector"],
            reduction=row["reduction_by_existing_plans_tco2e"],
            source=cite(row),
            note=row["note"],
        )
        for city in _cities_with_unnamed_plans(data)
        for row in data.by_city("gap")[city]
        if row["sector"] and row["reduction_by_existing_plans_tco2e"]
    ]
    return named + printed


def _cities_with_unnamed_plans(data: Dataset) -> list[str]:
    named = data.by_city("existing_plans")
    return [
        city
        for city, rows in data.by_city("gap").items()
        if city not in named and any(row["reduction_by_existing_plans_tco2e"] for row in rows)
    ]


def _measure(
    city: str, plan: str, *, sector: str, reduction: Decimal | None, source: str, note: str = ""
) -> ExistingPlanMeasure:
    return ExistingPlanMeasure(
        id=demo_id(city, f"plan:{plan}:{sector}"),
        plan_id=demo_id(city, f"plan:{plan}"),
        code=sector.upper(),
        sector=sector,
        title=texts(it="Misure del settore", en="Measures of the sector"),
        reduction_tco2e=reduction,
        source=source,
        note=note,
    )


def build_kinds(data: Dataset) -> list[ActionKind]:
    """Typologies, priorities and categories in the contract's own words."""
    return [
        ActionKind(
            id=demo_id(row["city_id"], f"kind:{row['scheme']}:{row['code'] or row['label_en']}"),
            contract_id=demo_id(row["city_id"], "contract"),
            scheme=row["scheme"],
            code=row["code"] or slugify(row["label_en"])[:80],
            label=texts(en=row["label_en"], it=row["label_it"]),
            description=row["description"],
            printed_action_count=row["n_actions"],
            source=row["source"],
        )
        for row in data.rows("kinds")
    ]


def build_objectives(data: Dataset) -> list[Objective]:
    """The systemic priorities of a contract."""
    return [
        Objective(
            id=demo_id(row["city_id"], f"objective:{row['code']}"),
            contract_id=demo_id(row["city_id"], "contract"),
            code=row["code"],
            title=texts(en=row["label_en"], it=row["label_it"]),
            source_language=ENGLISH,
            source=row["source"],
        )
        for row in data.rows("kinds")
        if row["scheme"] == PRIORITY
    ]


def build_pathways(data: Dataset) -> list[Pathway]:
    """One pathway for each priority, with the direct impact that table B-1.1 attaches to it."""
    impacts = {(row["city_id"], row["code"]): row for row in data.rows("pathways")}
    return [
        Pathway(
            id=demo_id(row["city_id"], f"pathway:{row['code']}"),
            contract_id=demo_id(row["city_id"], "contract"),
            objective_id=demo_id(row["city_id"], f"objective:{row['code']}"),
            code=row["code"],
            title=texts(en=row["label_en"], it=row["label_it"]),
            source_language=ENGLISH,
            direct_impact_tco2e=impact["direct_impact_tco2e"],
            source=impact["source"],
            note=impact["note"],
        )
        for row in data.rows("kinds")
        if row["scheme"] == PRIORITY and (impact := impacts.get((row["city_id"], row["code"])))
    ]
