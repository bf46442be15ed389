"""Running every check over whatever tables are there."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from contracts.tables.checks import actions, energy, gap, indicators, inventory, money, sums, target, writing
from contracts.tables.checks.findings import Cells, CheckContext, TableFinding
from contracts.tables.checks.rows import Tables

Check = Callable[[Tables], Iterator[TableFinding]]

CHECKS: tuple[Check, ...] = (
    sums.find_row_sums,
    sums.find_column_sums,
    inventory.find_scope_sums,
    inventory.find_total_sums,
    inventory.find_detail_sums,
    inventory.find_totals_only,
    inventory.find_other_products,
    energy.find_fuel_in_scope_two,
    energy.find_electricity_in_scope_one,
    energy.find_territory_in_scope_three,
    energy.find_other_factor_products,
    energy.find_factor_slips,
    gap.find_odd_signs,
    gap.find_broken_differences,
    gap.find_column_sums,
    gap.find_other_baselines,
    gap.find_unknown_residuals,
    gap.find_coverage,
    target.find_large_residual,
    target.find_other_targets,
    target.find_odd_baseline_year,
    target.find_stale_inventory,
    target.find_incomplete_portfolio,
    target.find_other_signatory_count,
    target.find_missing_reasons,
    target.find_sinks_outside_boundary,
    actions.find_duplicate_codes,
    actions.find_same_titles,
    actions.find_other_titles,
    actions.find_other_tonnes,
    actions.find_years_out_of_order,
    actions.find_early_actions,
    actions.find_plan_leaks,
    actions.find_unknown_inclusions,
    actions.find_large_actions,
    actions.find_zero_effects,
    actions.find_rows_above_gap,
    money.find_negative_costs,
    money.find_money_above_cost,
    money.find_other_money_totals,
    money.find_money_parts,
    money.find_money_without_period,
    indicators.find_without_numbers,
    indicators.find_wrong_ways,
    indicators.find_uneven_targets,
    indicators.find_falling_milestones,
    writing.find_mixed_formats,
    writing.find_zero_rows,
    writing.find_shares_above_whole,
    writing.find_unit_words,
)
"""Every check of a contract; each knows nothing of the others."""


def check_tables(tables: Mapping[str, Sequence[Cells]], context: CheckContext) -> list[TableFinding]:
    """What every check finds in some tables: one imported file alone, or a whole document.

    `tables` are rows of cells by table key (`contracts.tables.spec`). Rows of a file also bring what is printed:
    `_total` (the row is a printed total), computed columns (a printed row total), `_place` (the cell they came from)
    and `_raw` (texts as written, by column). A check whose table is not there finds nothing.
    """
    asked = Tables(tables, context)
    return [finding for check in CHECKS for finding in check(asked)]
