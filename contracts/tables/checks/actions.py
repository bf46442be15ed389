"""Checks of the portfolio: codes and titles, years against the baseline, and what may not be counted."""

from collections.abc import Iterator
from decimal import Decimal

from contracts.enums import Flow, Quantification
from contracts.tables.checks.findings import ERROR, NOTE, TableFinding
from contracts.tables.checks.gap import TABLE as GAP
from contracts.tables.checks.rows import Row, Tables, finding_at, finding_in
from contracts.tables.checks.words import plain_words
from core.validators import normalise_code

PORTFOLIO, OUTLINES, COSTS = "action_portfolio", "action_outlines", "cost_interventions"
CODED = (PORTFOLIO, OUTLINES, COSTS)
SHORTEST_TITLE = 12
"""Letters below which equal titles say nothing ("Solar roofs")."""


def find_duplicate_codes(tables: Tables) -> Iterator[TableFinding]:
    """Codes that two rows of one table share once case and spaces are set aside. Source: pitfall 24 (CoMIEB3)."""
    for table in CODED:
        first: dict[str, Row] = {}
        for row in tables.rows(table):
            code = normalise_code(row.text("code"))
            if code and code in first:
                numbers = {"code": row.text("code"), "other": first[code].text("code")}
                yield finding_at(row, "duplicate_code", table, numbers, severity=ERROR, columns=("code",))
            first.setdefault(code, row)


def find_same_titles(tables: Tables) -> Iterator[TableFinding]:
    """Titles that several codes of one promoter share, punctuation and capitals set aside: one action listed twice."""
    groups: dict[tuple[str, str], dict[str, Row]] = {}
    for row in tables.rows(PORTFOLIO):
        title, code = plain_words(row.text("title")), normalise_code(row.text("code"))
        if code and len(title) >= SHORTEST_TITLE:
            groups.setdefault((title, plain_words(row.text("promoter"))), {}).setdefault(code, row)
    for rows in groups.values():
        if len(rows) > 1:
            codes = [row.text("code") for row in rows.values()]
            first = next(iter(rows.values()))
            yield finding_at(
                first,
                "same_title",
                PORTFOLIO,
                {"title": first.text("title"), "codes": ", ".join(codes)},
                severity=NOTE,
            )


def find_other_titles(tables: Tables) -> Iterator[TableFinding]:
    """Codes whose title differs between two tables, where neither is a part of the other.

    Source: domain reference 2.3 (Milan's A2AEB1 is "East" in B-2.1 and "West" in B-2.2).
    """
    portfolio = tables.by_code(PORTFOLIO)
    for table in (OUTLINES, COSTS):
        for code, row in tables.by_code(table).items():
            other = portfolio.get(code)
            if other is None or not _says_otherwise(other, row):
                continue
            numbers = {"code": row.text("code"), "title": other.text("title"), "other": row.text("title")}
            yield finding_at(row, "title_differs", table, numbers, columns=("title",))


def find_other_tonnes(tables: Tables) -> Iterator[TableFinding]:
    """Codes whose tonnes differ between the portfolio and another table. Tolerance: ±2 t (2.3)."""
    portfolio = tables.by_code(PORTFOLIO)
    for table in (OUTLINES, COSTS):
        for code, row in tables.by_code(table).items():
            printed, listed = (
                row.number("reduction_tco2e"),
                portfolio.get(code, Row({})).number("reduction_tco2e"),
            )
            if printed is None or listed is None or abs(printed - listed) <= tables.context.tolerance_tco2e:
                continue
            numbers = {"code": row.text("code"), "printed_tco2e": printed, "listed_tco2e": listed}
            yield finding_at(row, "tonnes_differ", table, numbers, columns=("reduction_tco2e",))


def find_years_out_of_order(tables: Tables) -> Iterator[TableFinding]:
    """Actions that end before they start."""
    for row in tables.rows(PORTFOLIO):
        start, end = row.year("start_year"), row.year("end_year")
        if start is not None and end is not None and end < start:
            numbers = {"code": row.text("code"), "start_year": start, "end_year": end}
            yield finding_at(
                row, "action_end_before_start", PORTFOLIO, numbers, columns=("start_year", "end_year")
            )


def find_early_actions(tables: Tables) -> Iterator[TableFinding]:
    """Actions with tonnes that ended by the baseline year (a warning), or began before it (a note).

    What was done by then is in the baseline already: only the part after it counts. Source: pitfall 17 (2012-2023).
    """
    baseline = tables.context.baseline_year
    if baseline is None:
        return
    for row in tables.rows(PORTFOLIO):
        start, end = row.year("start_year"), row.year("end_year")
        if not row.number("reduction_tco2e") or (start is not None and end is not None and end < start):
            continue
        numbers = {"code": row.text("code"), "start_year": start, "end_year": end, "baseline_year": baseline}
        if end is not None and end <= baseline:
            yield finding_at(
                row, "action_before_baseline", PORTFOLIO, numbers, columns=("end_year", "reduction_tco2e")
            )
        elif start is not None and start < baseline:
            yield finding_at(
                row,
                "action_begun_before_baseline",
                PORTFOLIO,
                numbers,
                severity=NOTE,
                columns=("start_year", "reduction_tco2e"),
            )


def find_plan_leaks(tables: Tables) -> Iterator[TableFinding]:
    """Actions of an existing plan that carry tonnes in the portfolio: they belong to column 3 of the gap table.

    Source: domain reference F15 e and pitfall 11.
    """
    for row in tables.rows(PORTFOLIO):
        tonnes = row.number("reduction_tco2e")
        if row.cells.get("in_existing_plan") is True and tonnes and row.text("flow") != Flow.SINK:
            numbers = {"code": row.text("code"), "reduction_tco2e": tonnes}
            yield finding_at(
                row,
                "action_in_existing_plan",
                PORTFOLIO,
                numbers,
                columns=("in_existing_plan", "reduction_tco2e"),
            )


def find_unknown_inclusions(tables: Tables) -> Iterator[TableFinding]:
    """Actions that say they are included in one that is not there, in none, or in themselves. Source: F15 c."""
    codes = set(tables.by_code(PORTFOLIO))
    for row in tables.rows(PORTFOLIO):
        named = row.text("included_in")
        is_included = row.text("quantification") == Quantification.INCLUDED_IN
        if not named and not is_included:
            continue
        if normalise_code(named) in codes - {normalise_code(row.text("code"))}:
            continue
        numbers = {"code": row.text("code"), "included_in": named}
        check = "included_in_unknown" if named else "included_in_missing"
        yield finding_at(row, check, PORTFOLIO, numbers, columns=("included_in", "quantification"))


def find_large_actions(tables: Tables) -> Iterator[TableFinding]:
    """Actions that claim more than the whole baseline: kilograms written as tonnes, nearly always.

    Source: domain reference 1.2 (Milan's sheets ask for kg CO2e a year) and pitfall 8.
    """
    baseline = tables.context.baseline_tco2e or tables.whole(GAP, "baseline_tco2e")
    if baseline is None or baseline <= 0:
        return
    for row in tables.rows(PORTFOLIO):
        tonnes = row.number("reduction_tco2e")
        if tonnes is not None and tonnes > baseline:
            numbers = {"code": row.text("code"), "reduction_tco2e": tonnes, "baseline_tco2e": baseline}
            yield finding_at(row, "action_above_baseline", PORTFOLIO, numbers, columns=("reduction_tco2e",))


def find_zero_effects(tables: Tables) -> Iterator[TableFinding]:
    """Actions whose effect is written as nought: not estimated is not nought. Source: pitfall 7."""
    for row in tables.rows(PORTFOLIO):
        if row.number("reduction_tco2e") == 0:
            yield finding_at(
                row,
                "action_zero_tonnes",
                PORTFOLIO,
                {"code": row.text("code")},
                severity=NOTE,
                columns=("reduction_tco2e",),
            )


def find_rows_above_gap(tables: Tables) -> Iterator[TableFinding]:
    """Portfolios whose actions claim together more than the gap, sinks, plans and included actions left out.

    Tolerance: ±2 t. Source: pitfalls 10 and 11 (overlaps, actions of existing plans).
    """
    gap = tables.whole(GAP, "gap_tco2e")
    claimed = sum((_counted_tonnes(row) for row in tables.rows(PORTFOLIO)), Decimal(0))
    if gap is not None and gap > 0 and claimed > gap + tables.context.tolerance_tco2e:
        numbers = {"claimed_tco2e": claimed, "gap_tco2e": gap}
        yield finding_in(PORTFOLIO, "actions_above_gap", numbers, columns=("reduction_tco2e",))


def _counted_tonnes(row: Row) -> Decimal:
    is_left_out = (
        row.text("flow") == Flow.SINK or row.text("included_in") or row.cells.get("in_existing_plan") is True
    )
    return Decimal(0) if is_left_out else row.number("reduction_tco2e") or Decimal(0)


def _says_otherwise(one: Row, other: Row) -> bool:
    """Whether two rows have titles in a common language of which neither is a part of the other."""
    pairs = [(_titles(one).get(language, ""), text) for language, text in _titles(other).items()]
    told = [(plain_words(first), plain_words(second)) for first, second in pairs if first and second]
    return any(first not in second and second not in first for first, second in told)


def _titles(row: Row) -> dict[str, str]:
    title = row.cells.get("title")
    return dict(title) if isinstance(title, dict) else {"": str(title or "")}
