"""Checks of inventory lines against their own activity and factor."""

from collections.abc import Iterator
from decimal import Decimal

from contracts.enums import FindingSeverity
from contracts.models import Inventory, InventoryLine
from contracts.services.activities import SAME_SHARE, Measurement, multiply_factor
from contracts.services.checks.facts import ROUNDING, ContractFacts, Found
from emissions.gases import Gas

FAR_SHARE = Decimal("0.01")
"""Above 1 % the difference is a warning; above 0.01 % (domain reference 2.3) it is worth a note."""


def find_other_products(facts: ContractFacts) -> Iterator[Found]:
    """Values that are not activity times factor; a factor of CO2 is held against the line's CO2 where that is told."""
    for inventory in facts.inventories:
        for line in facts.lines.get(inventory.pk, []):
            computed = multiply_factor(
                Measurement(quantity=line.activity, unit=line.activity_unit, factor=line.factor)
            )
            printed = _printed(line)
            if computed is None or printed is None:
                continue
            difference = abs(printed - computed)
            if difference > max(SAME_SHARE * computed, ROUNDING):
                yield _found(inventory, line, printed, computed)


def _printed(line: InventoryLine) -> Decimal | None:
    """What the product must be."""
    is_carbon_dioxide = line.factor is not None and line.factor.gas == Gas.CO2
    return line.co2_tonnes if is_carbon_dioxide and line.co2_tonnes is not None else line.value_tco2e


def _found(inventory: Inventory, line: InventoryLine, printed: Decimal, computed: Decimal) -> Found:
    is_far = abs(printed - computed) > FAR_SHARE * computed
    scope = f", scope {line.scope}" if line.scope else ""
    part = f", {line.label or line.gpc_code}" if line.label or line.gpc_code else ""
    numbers = {
        "year": inventory.year,
        "sector": line.sector,
        "label": line.label,
        "printed_tco2e": float(printed),
        "computed_tco2e": float(computed),
        "difference_tco2e": float(printed - computed),
    }
    return Found(
        "inventory_activity_product",
        inventory,
        f"{inventory}, {line.sector}{scope}{part}, {line.flow}",
        numbers,
        FindingSeverity.WARNING if is_far else FindingSeverity.NOTE,
    )
