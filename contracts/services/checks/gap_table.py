"""Checks of the emissions-gap table, row by row, column by column, and against the inventory."""

from collections.abc import Iterator
from decimal import Decimal

from contracts.enums import FindingSeverity
from contracts.models import EmissionsGapRow
from contracts.services.checks.facts import ROUNDING, SUM_TOLERANCE, ContractFacts, Found

COLUMNS = [
    "baseline_tco2e",
    "target_reduction_tco2e",
    "existing_plan_tco2e",
    "gap_tco2e",
    "portfolio_tco2e",
    "residual_tco2e",
]


def find_odd_signs(facts: ContractFacts) -> Iterator[Found]:
    """Targets above their baseline, negative gaps and residuals, rows that start from a sink."""
    for row in facts.gap_rows:
        if row.baseline_tco2e is not None and row.baseline_tco2e < 0:
            yield _found("gap_sink_row", row, FindingSeverity.NOTE, baseline_tco2e=row.baseline_tco2e)
            continue
        if _is_above(row.target_reduction_tco2e, row.baseline_tco2e):
            yield _found(
                "gap_target_above_baseline",
                row,
                target_tco2e=row.target_reduction_tco2e,
                baseline_tco2e=row.baseline_tco2e,
            )
        if _is_above(Decimal(0), row.residual_tco2e):
            yield _found("gap_negative_residual", row, residual_tco2e=row.residual_tco2e)
        if _is_above(Decimal(0), row.gap_tco2e):
            yield _found("gap_negative_gap", row, gap_tco2e=row.gap_tco2e)


def find_broken_differences(facts: ContractFacts) -> Iterator[Found]:
    """Rows whose gap is not the target less the existing plans, or whose residual not the baseline less the target."""
    for row in facts.gap_rows:
        for check, printed, whole, part in (
            (
                "gap_not_target_minus_existing",
                row.gap_tco2e,
                row.target_reduction_tco2e,
                row.existing_plan_tco2e,
            ),
            (
                "gap_residual_not_baseline_minus_target",
                row.residual_tco2e,
                row.baseline_tco2e,
                row.target_reduction_tco2e,
            ),
        ):
            if printed is None or whole is None or part is None:
                continue
            if abs(printed - (whole - part)) > SUM_TOLERANCE:
                yield _found(
                    check,
                    row,
                    printed_tco2e=printed,
                    computed_tco2e=whole - part,
                    difference_tco2e=printed - (whole - part),
                )


def find_column_sums(facts: ContractFacts) -> Iterator[Found]:
    """Columns whose rows do not add up to the printed total."""
    for printed in (row for row in facts.gap_rows if row.is_total):
        for column in COLUMNS:
            values = [getattr(row, column) for row in facts.gap_rows if not row.is_total]
            known = [value for value in values if value is not None]
            total = getattr(printed, column)
            if total is not None and known and abs(total - sum(known)) > SUM_TOLERANCE:
                numbers = {
                    "column": column,
                    "printed_tco2e": float(total),
                    "computed_tco2e": float(sum(known)),
                    "difference_tco2e": float(total - sum(known)),
                }
                yield Found("gap_column_sum", printed, column, numbers)


def find_other_baselines(facts: ContractFacts) -> Iterator[Found]:
    """Baselines of the gap table that are not those of the inventory; whole tonnes apart is rounding, and a note."""
    inventory = facts.baseline_inventory
    totals = facts.sector_totals(inventory) if inventory else {}
    for row in facts.gap_rows:
        if row.baseline_tco2e is None or row.sector not in totals:
            continue
        difference = row.baseline_tco2e - totals[row.sector]
        if abs(difference) >= ROUNDING:
            severity = FindingSeverity.NOTE if abs(difference) <= SUM_TOLERANCE else FindingSeverity.WARNING
            yield _found(
                "gap_baseline_differs",
                row,
                severity,
                printed_tco2e=row.baseline_tco2e,
                inventory_tco2e=totals[row.sector],
            )


def _is_above(value: Decimal | None, limit: Decimal | None) -> bool:
    return value is not None and limit is not None and value > limit


def _found(
    check: str,
    row: EmissionsGapRow,
    severity: FindingSeverity = FindingSeverity.WARNING,
    **numbers: Decimal | None,
) -> Found:
    told = {name: float(value) for name, value in numbers.items() if value is not None}
    place = row.label or row.sector or "total"
    return Found(check, row, place, {"sector": row.sector, "label": row.label, **told}, severity)
