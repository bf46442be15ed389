"""What the checks look at, read once with a fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from contracts.enums import FindingSeverity, Flow, InventoryState, PartyRole
from contracts.models import (
    Action,
    Contract,
    ContractVersion,
    EmissionsGapRow,
    Inventory,
    InventoryLine,
)
from core.models import WithId

SUM_TOLERANCE = Decimal(2)
"""Printed tables are rounded to whole tonnes: sums of them may be this far off (domain reference 2.3)."""
ROUNDING = Decimal("0.5")
"""Two printings of one figure that differ by less are the same figure."""


class Found(NamedTuple):
    """What a check found: the thing, its place in words, and the numbers of the sentence."""

    check_name: str
    subject: WithId
    place: str
    numbers: dict[str, Any]
    severity: FindingSeverity = FindingSeverity.WARNING


@dataclass(frozen=True)
class ContractFacts:
    """Everything of one contract that is checked."""

    contract: Contract
    version: ContractVersion
    gap_rows: list[EmissionsGapRow]
    inventories: list[Inventory]
    lines: dict[Any, list[InventoryLine]]
    actions: list[Action]
    signatory_count: int

    def counted_lines(self, inventory: Inventory) -> list[InventoryLine]:
        """The lines that make the total an inventory is judged by."""
        lines = self.lines.get(inventory.pk, [])
        return [line for line in lines if line.counts_toward_total and line.in_target_boundary]

    def sector_totals(self, inventory: Inventory) -> dict[str, Decimal]:
        """Net tonnes of each sector of an inventory."""
        totals: dict[str, Decimal] = {}
        for line in self.counted_lines(inventory):
            totals[line.sector] = totals.get(line.sector, Decimal(0)) + net(line)
        return totals

    @property
    def baseline_inventory(self) -> Inventory | None:
        """The inventory that the contract starts from."""
        wanted = (self.version.baseline_series_id, self.version.baseline_year)
        return next((item for item in self.inventories if (item.series_id, item.year) == wanted), None)


def read_facts(contract: Contract) -> ContractFacts | None:
    """The facts of a contract; None while it has no current version."""
    version = contract.versions.filter(is_current=True).first()
    if version is None:
        return None
    inventories = list(
        Inventory.objects.filter(
            series__city=contract.city_id, state=InventoryState.PUBLISHED
        ).select_related("series")
    )
    lines: dict[Any, list[InventoryLine]] = {}
    for line in InventoryLine.objects.filter(inventory__in=inventories).select_related("factor"):
        lines.setdefault(line.inventory_id, []).append(line)
    return ContractFacts(
        contract=contract,
        version=version,
        gap_rows=list(version.gap_rows.all()),
        inventories=inventories,
        lines=lines,
        actions=list(contract.actions.filter(archived_at=None)),
        signatory_count=contract.parties.filter(role=PartyRole.SIGNATORY).count(),
    )


def net(line: InventoryLine) -> Decimal:
    """A line's tonnes with the sign they have in a total; a notation key counts as nothing."""
    value = line.value_tco2e or Decimal(0)
    return -value if line.flow == Flow.SINK else value


def total(lines: Iterable[InventoryLine]) -> Decimal:
    """The net sum of lines."""
    return sum((net(line) for line in lines), Decimal(0))
