"""Checks of inventories: printed totals against their lines."""

from collections.abc import Iterator
from decimal import Decimal

from contracts.enums import FindingSeverity, Flow, Scope
from contracts.models import Inventory, InventoryLine
from contracts.services.checks.facts import SUM_TOLERANCE, ContractFacts, Found, net, total

TOTAL_DIFFERS = "inventory_total_differs"


def find_scope_sums(facts: ContractFacts) -> Iterator[Found]:
    """Printed totals of scopes that are not the sums of their columns, with the row that explains the difference."""
    for inventory in facts.inventories:
        lines = facts.counted_lines(inventory)
        if not lines or any(line.scope is None for line in lines if line.value_tco2e is not None):
            continue
        for scope in Scope:
            printed = getattr(inventory, f"reported_scope{scope.value}_tco2e")
            column = [line for line in lines if line.scope == scope]
            if printed is None or abs(printed - total(column)) <= SUM_TOLERANCE:
                continue
            numbers = {
                "year": inventory.year,
                "scope": scope.value,
                **_difference(printed, total(column)),
                "sector": _explaining_sector(lines, printed - total(column)),
            }
            yield Found("inventory_scope_sum", inventory, f"{inventory}, scope {scope.value}", numbers)


def find_total_sums(facts: ContractFacts) -> Iterator[Found]:
    """Printed totals that are neither the gross nor the net sum of their sectors."""
    for inventory in facts.inventories:
        lines, printed = facts.counted_lines(inventory), inventory.reported_total_tco2e
        gross = total(line for line in lines if line.flow == Flow.SOURCE)
        if printed is None or all(line.value_tco2e is None for line in lines):
            continue
        if all(abs(printed - computed) > SUM_TOLERANCE for computed in (gross, total(lines))):
            numbers = {
                "reported_tco2e": float(printed),
                "lines_tco2e": float(total(lines)),
                "difference_tco2e": float(total(lines) - printed),
            }
            yield Found(TOTAL_DIFFERS, inventory, str(inventory), numbers)


def find_detail_sums(facts: ContractFacts) -> Iterator[Found]:
    """Sub-sectors that do not add up to their sector."""
    for inventory in facts.inventories:
        sectors = facts.sector_totals(inventory)
        for sector, details in _details_by_sector(facts, inventory).items():
            if sector in sectors and abs(sectors[sector] - total(details)) > SUM_TOLERANCE:
                numbers = {
                    "year": inventory.year,
                    "sector": sector,
                    **_difference(sectors[sector], total(details)),
                }
                yield Found("inventory_detail_sum", inventory, f"{inventory}, {sector}", numbers)


def find_totals_only(facts: ContractFacts) -> Iterator[Found]:
    """Inventories after the baseline, by which the city is judged, that tell nothing of sectors."""
    version = facts.version
    for inventory in facts.inventories:
        is_judged = inventory.series_id == version.baseline_series_id and inventory.year > (
            version.baseline_year or 0
        )
        if is_judged and not facts.counted_lines(inventory):
            numbers = {"year": inventory.year}
            yield Found("inventory_total_only", inventory, str(inventory), numbers, FindingSeverity.NOTE)


def _difference(printed: Decimal, computed: Decimal) -> dict[str, float]:
    return {
        "printed_tco2e": float(printed),
        "computed_tco2e": float(computed),
        "difference_tco2e": float(printed - computed),
    }


def _explaining_sector(lines: list[InventoryLine], difference: Decimal) -> str:
    """The sector of the one line that is as large as the difference: it may stand in the wrong column."""
    sectors = [line.sector for line in lines if line.value_tco2e and abs(net(line)) == abs(difference)]
    return sectors[0] if len(sectors) == 1 else ""


def _details_by_sector(facts: ContractFacts, inventory: Inventory) -> dict[str, list[InventoryLine]]:
    groups: dict[str, list[InventoryLine]] = {}
    for line in facts.lines.get(inventory.pk, []):
        if not line.counts_toward_total and line.in_target_boundary:
            groups.setdefault(line.sector, []).append(line)
    return groups
