"""Checks of the emissions-gap table: row by row, column by column, and against the table of emissions."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from contracts.tables.checks.findings import ERROR, NOTE, WARNING, TableFinding
from contracts.tables.checks.rounding import ROUNDING, sum_tolerance
from contracts.tables.checks.rows import Row, Tables, finding_at
from contracts.tables.checks.sums import Difference, column_differences, severity_of

TABLE = "emissions_gap"
COLUMNS = (
    "baseline_tco2e",
    "target_reduction_tco2e",
    "existing_plan_tco2e",
    "gap_tco2e",
    "portfolio_tco2e",
    "residual_tco2e",
)
IDENTITIES = {
    "gap_not_target_minus_existing": ("gap_tco2e", "target_reduction_tco2e", "existing_plan_tco2e"),
    "gap_residual_not_baseline_minus_target": ("residual_tco2e", "baseline_tco2e", "target_reduction_tco2e"),
}
"""Column = column less column (domain reference 1.2: col 4 = col 2 − col 3, col 6 = col 1 − col 2)."""
KILO = Decimal(1000)


def find_odd_signs(tables: Tables) -> Iterator[TableFinding]:
    """Targets above their baseline, negative gaps and residuals, rows that start from a sink."""
    for row in tables.all_rows(TABLE):
        baseline, target = row.number("baseline_tco2e"), row.number("target_reduction_tco2e")
        residual, gap = row.number("residual_tco2e"), row.number("gap_tco2e")
        if baseline is not None and baseline < 0:
            yield _found("gap_sink_row", row, ("baseline_tco2e",), {"baseline_tco2e": baseline}, NOTE)
            continue
        if baseline is not None and target is not None and target > baseline:
            columns = ("target_reduction_tco2e", "baseline_tco2e")
            yield _found(
                "gap_target_above_baseline",
                row,
                columns,
                {"target_tco2e": target, "baseline_tco2e": baseline},
            )
        if residual is not None and residual < 0:
            yield _found("gap_negative_residual", row, ("residual_tco2e",), {"residual_tco2e": residual})
        if gap is not None and gap < 0:
            yield _found("gap_negative_gap", row, ("gap_tco2e",), {"gap_tco2e": gap})


def find_broken_differences(tables: Tables) -> Iterator[TableFinding]:
    """Rows whose gap is not the target less the existing plans, or whose residual not the baseline less the target.

    Formula: gap = target − existing; residual = baseline − target. Tolerance: ±2 t, more only where all figures are
    whole thousands. Where a column's total is off by the same tonnes, that column's cell is the one to mend.
    Source: domain reference 2.3 (Leipzig: 1,036,816 − 144,002 is not 856,013).
    """
    for row in tables.all_rows(TABLE):
        for check, columns in IDENTITIES.items():
            printed, whole, part = (row.number(column) for column in columns)
            if printed is None or whole is None or part is None:
                continue
            off = Difference(printed, whole - part)
            if abs(off.amount) <= sum_tolerance([whole, part], printed, tables.context.tolerance_tco2e):
                continue
            if slip := _unit_slip(off):
                numbers = {"factor": slip, "column": columns[0], **off.numbers()}
                yield _found("gap_unit_slip", row, columns, numbers)
                continue
            mend = _mend(tables, row, columns[1], whole, off)
            proposal = "correct_cell" if mend else "correct_row"
            yield _found(check, row, columns, {**off.numbers(), **mend}, ERROR, proposal=proposal)


def find_column_sums(tables: Tables) -> Iterator[TableFinding]:
    """Columns whose rows do not add up to the printed total.

    Formula: sum of the sectors = total. Tolerance: `sum_tolerance`. A total above rows of which one has no number is
    a warning: what is missing may make the difference. Source: domain reference 2.3 (Leipzig).
    """
    for column in COLUMNS:
        for total, off in column_differences(tables, TABLE, column):
            numbers = {"column": column, **off.numbers()}
            severity = severity_of(tables, TABLE, column, off)
            cell = total.text("_place")
            yield TableFinding(
                check="gap_column_sum",
                severity=severity,
                table=TABLE,
                place=f"{column} ({cell})" if cell else column,
                numbers=numbers,
                proposal="correct_column" if severity == ERROR else "fill_unknown_rows",
                row=total.id,
                columns=(column,),
            )


def find_other_baselines(tables: Tables) -> Iterator[TableFinding]:
    """Baselines that are not those of the table of emissions; whole tonnes apart is rounding, and a note.

    Formula: gap table column 1 = emissions of the sector. Tolerance: ±2 t between tables. A baseline in thousands of
    tonnes is a slip of the unit. Source: domain reference 2.3 (Milan: transport 674,403 and 674,404).
    """
    if tables.context.measures_against_bau:
        return
    for row, baseline, inventory in _compared_baselines(tables):
        off = Difference(baseline, inventory)
        if abs(off.amount) < ROUNDING:
            continue
        if slip := _unit_slip(off):
            slipped = {"factor": slip, "column": "baseline_tco2e", **off.numbers()}
            yield _found("gap_unit_slip", row, ("baseline_tco2e",), slipped)
            continue
        severity = NOTE if abs(off.amount) <= tables.context.tolerance_tco2e else WARNING
        told = {"printed_tco2e": baseline, "inventory_tco2e": inventory}
        yield _found("gap_baseline_differs", row, ("baseline_tco2e",), told, severity)


def find_unknown_residuals(tables: Tables) -> Iterator[TableFinding]:
    """Rows whose residual is unknown while the whole baseline counts as reduction.

    Formula: target ≥ baseline with an unknown residual. Tolerance: ±2 t.
    Source: domain reference 2.3 (Mannheim: waste, industry and land use).
    """
    for row in tables.rows(TABLE):
        target, baseline = row.number("target_reduction_tco2e"), row.number("baseline_tco2e")
        if not target or target < 0 or row.number("residual_tco2e") is not None:
            continue
        start = tables.sector_baselines.get(row.sector) if baseline is None else baseline
        if start is None or target >= start - tables.context.tolerance_tco2e:
            columns = ("target_reduction_tco2e", "residual_tco2e")
            yield _found("gap_unknown_residual", row, columns, {"target_tco2e": target})


def find_coverage(tables: Tables) -> Iterator[TableFinding]:
    """Portfolios that do not close the gap (a note: accepted, and to be explained), or that claim more than it.

    Formula: coverage = portfolio / gap (F11). Tolerance: ±2 t.
    Source: domain reference 1.2 (actions of existing plans are never part of the portfolio), pitfalls 11 and 13.
    """
    gap, portfolio = tables.whole(TABLE, "gap_tco2e"), tables.whole(TABLE, "portfolio_tco2e")
    if gap is None or gap <= 0 or portfolio is None:
        return
    tolerance = sum_tolerance([portfolio], gap, tables.context.tolerance_tco2e)
    told = {"gap_tco2e": gap, "portfolio_tco2e": portfolio, "coverage_share": portfolio / gap}
    columns = ("gap_tco2e", "portfolio_tco2e")
    row = tables.total(TABLE) or Row({})
    if portfolio < gap - tolerance:
        yield _found("coverage_below_gap", row, columns, told, NOTE)
    elif portfolio > gap + tolerance:
        yield _found("portfolio_above_gap", row, columns, told)


def _compared_baselines(tables: Tables) -> Iterator[tuple[Row, Decimal, Decimal]]:
    """Rows with their baseline and what the table of emissions says: sector by sector, else the totals alone."""
    printed: dict[str, list[Row]] = {}
    for row in tables.rows(TABLE):
        printed.setdefault(row.sector, []).append(row)
    baselines = tables.sector_baselines
    for sector, rows in printed.items():
        known = [value for row in rows if (value := row.number("baseline_tco2e")) is not None]
        if len(known) == len(rows) and sector in baselines:
            yield rows[0], sum(known, Decimal(0)), baselines[sector]
    total = tables.total(TABLE)
    if not printed and baselines and total is not None and total.number("baseline_tco2e") is not None:
        yield total, total.number("baseline_tco2e") or Decimal(0), sum(baselines.values(), Decimal(0))


def _mend(tables: Tables, row: Row, column: str, value: Decimal, off: Difference) -> dict[str, Any]:
    """The cell that stands wrong where its column is off by the same tonnes, with what it should be."""
    wrong = [other.amount for _total, other in column_differences(tables, TABLE, column)]
    if row is tables.total(TABLE) or not any(abs(amount - off.amount) <= 1 for amount in wrong):
        return {}
    return {"column": column, "found_tco2e": value, "proposed_tco2e": value - off.amount}


def _unit_slip(off: Difference) -> int:
    """1,000 where the printed figure is that many times too small or too large (kt for t), else 0."""
    if off.printed <= 0 or off.computed <= 0:
        return 0
    ratio = max(off.printed, off.computed) / min(off.printed, off.computed)
    return 1000 if abs(ratio / KILO - 1) <= Decimal("0.02") else 0


def _found(
    check: str,
    row: Row,
    columns: tuple[str, ...],
    numbers: Mapping[str, Any],
    severity: str = WARNING,
    *,
    proposal: str = "",
) -> TableFinding:
    told = {"sector": row.sector, "label": row.text("label"), **numbers}
    return finding_at(row, check, TABLE, told, severity=severity, proposal=proposal, columns=columns)
