"""What the checks look at, read with a fixed number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from contracts.documents.reading import READERS, tables_by_store
from contracts.enums import GapReference, InventoryState
from contracts.models import (
    Action,
    Contract,
    ContractVersion,
    Inventory,
    InventoryLine,
    Milestone,
    Section,
)
from contracts.services.activities import Measurement, multiply_factor
from contracts.tables.checks import CheckContext, InventorySheet
from emissions.gases import Gas

ACTION_CELLS = {
    "_id": "id",
    "code": "code",
    "title": "title",
    "promoter": "promoter",
    "flow": "flow",
    "quantification": "quantification",
    "included_in": "included_in__code",
    "reduction_tco2e": "reduction_tco2e",
    "in_existing_plan": "in_existing_plan",
    "start_year": "start_year",
    "end_year": "end_year",
    "cost_eur": "cost_eur",
    "funding_secured_eur": "funding_secured_eur",
    "funding_requested_eur": "funding_requested_eur",
}
"""The cells of actions that checks look at: reading all of them for every save would take too long."""
Cells = dict[str, Any]


@dataclass(frozen=True)
class SharedFacts:
    """What belongs to the contract, whichever version is checked."""

    tables: dict[str, list[Cells]]
    inventories: list[tuple[Inventory, list[Cells]]]


def read_shared(contract: Contract) -> SharedFacts:
    """Actions, milestones and published inventories of a contract."""
    actions = Action.objects.filter(contract=contract, archived_at=None).order_by("code_key")
    rows = [dict(zip(ACTION_CELLS, row, strict=True)) for row in actions.values_list(*ACTION_CELLS.values())]
    costed = [row for row in rows if row["cost_eur"] is not None]
    costs = ("_id", "code", "cost_eur", "funding_secured_eur", "funding_requested_eur")
    milestones = Milestone.objects.filter(action__contract=contract).exclude(effect_share=None)
    steps = milestones.order_by("due_on", "id").values_list("id", "action__code", "title", "effect_share")
    return SharedFacts(
        tables={
            "action_portfolio": rows,
            "cost_interventions": [{name: row[name] for name in costs} for row in costed],
            "milestones": [
                dict(zip(("_id", "code", "title", "effect_share"), row, strict=True)) for row in steps
            ],
        },
        inventories=_read_inventories(contract),
    )


def read_tables(version: ContractVersion, shared: SharedFacts) -> dict[str, list[Cells]]:
    """Every table of a version that checks look at, as it is today; rows keep their id."""
    found = dict(shared.tables)
    for store, specs in tables_by_store().items():
        if store not in {"actions", "clauses", "pathways"}:
            read = READERS[store].read(version, specs)
            found |= {key: [{**row.cells, "_id": row.id} for row in rows] for key, rows in read.items()}
    start = (version.baseline_series_id, version.baseline_year)
    for inventory, rows in shared.inventories:
        if (inventory.series_id, inventory.year) == start:
            found["emissions"] = rows
    return found


def read_context(version: ContractVersion, shared: SharedFacts) -> CheckContext:
    """What the tables of a version do not say themselves."""
    series = version.baseline_series_id
    years = [inventory.year for inventory, _rows in shared.inventories if inventory.series_id == series]
    return CheckContext(
        baseline_year=version.baseline_year,
        target_year=version.target_year,
        baseline_tco2e=version.baseline_tco2e,
        target_reduction_tco2e=version.target_reduction_tco2e,
        residual_tco2e=version.residual_tco2e,
        printed_action_count=version.printed_action_count,
        printed_signatory_count=version.printed_signatory_count,
        measures_against_bau=version.gap_reference == GapReference.BAU_2030,
        texts={
            key: tuple(text for text in body.values() if text)
            for key, body in Section.objects.filter(version=version).values_list("key", "body")
        },
        inventories=[_sheet(version, inventory, rows) for inventory, rows in shared.inventories],
        latest_inventory_year=max(years, default=None),
    )


def _sheet(version: ContractVersion, inventory: Inventory, rows: Sequence[Cells]) -> InventorySheet:
    """An inventory as a table of emissions; by one after the baseline, of the same series, the city is judged."""
    is_same_series = inventory.series_id == version.baseline_series_id
    return InventorySheet(
        name=str(inventory),
        year=inventory.year,
        rows=[*rows, _printed_total(inventory)],
        subject=str(inventory.pk),
        is_baseline=is_same_series and inventory.year == version.baseline_year,
        is_judged=is_same_series and inventory.year > (version.baseline_year or 0),
    )


def _read_inventories(contract: Contract) -> list[tuple[Inventory, list[Cells]]]:
    inventories = Inventory.objects.filter(series__city=contract.city_id, state=InventoryState.PUBLISHED)
    lines: dict[UUID, list[Cells]] = {}
    for line in InventoryLine.objects.filter(inventory__in=inventories).select_related("factor"):
        if line.in_target_boundary:
            lines.setdefault(line.inventory_id, []).append(_line_cells(line))
    return [(one, lines.get(one.pk, [])) for one in inventories.select_related("series")]


def _line_cells(line: InventoryLine) -> Cells:
    """A line as a row of a table of emissions, with what its activity and factor give."""
    measured = Measurement(quantity=line.activity, unit=line.activity_unit, factor=line.factor)
    is_carbon_dioxide = line.factor is not None and line.factor.gas == Gas.CO2 and line.co2_tonnes is not None
    return {
        "sector": line.sector,
        "label": line.label or line.gpc_code,
        "flow": line.flow,
        "scope": line.scope,
        "counts_toward_total": line.counts_toward_total,
        f"scope_{line.scope}" if line.scope else "total": line.value_tco2e,
        "product_tco2e": multiply_factor(measured),
        "product_of": line.co2_tonnes if is_carbon_dioxide else line.value_tco2e,
    }


def _printed_total(inventory: Inventory) -> Cells:
    scopes = {f"scope_{scope}": getattr(inventory, f"reported_scope{scope}_tco2e") for scope in (1, 2, 3)}
    return {"_total": True, "total": inventory.reported_total_tco2e, **scopes}
