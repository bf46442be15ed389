"""Checks of what a version aims at, of its baseline year, of its boundary, and of printed counts."""

from collections.abc import Iterator
from decimal import Decimal

from contracts.enums import BoundaryCoverage, Flow, PartyRole, ResidualMethod, Sector
from contracts.tables.checks.findings import WARNING, TableFinding
from contracts.tables.checks.gap import TABLE as GAP
from contracts.tables.checks.rows import SCOPE_COLUMNS, Tables, finding_at, finding_in

LARGEST_RESIDUAL_SHARE = Decimal("0.2")
"""What the Mission expects at most to be left in the target year (domain reference F10)."""
OLDEST_BASELINE_YEAR = 2018
"""Baselines should not be older (domain reference 2.1)."""
COVID_YEARS = (2020, 2021)
"""Years that the pandemic made exceptional (domain reference 2.1, pitfall 22)."""
STALE_MONTHS = 24
"""When a reminder is due (pitfall 21)."""
FIGURES = ("baseline_tco2e", "target_reduction_tco2e", "residual_tco2e")


def find_large_residual(tables: Tables) -> Iterator[TableFinding]:
    """Targets that leave more than a fifth of the baseline: accepted by the Mission, and worth knowing.

    Formula: residual ≤ 20 % of the baseline, so that the target is at least 80 % (F10). Tolerance: ±2 t.
    Source: domain reference F10, pitfall 13. Where the residual is unknown the target is judged.
    """
    baseline, target, residual = (_figure(tables, name) for name in FIGURES)
    if baseline is None or baseline <= 0:
        return
    allowed = baseline * LARGEST_RESIDUAL_SHARE + tables.context.tolerance_tco2e
    if residual is not None and residual > allowed:
        numbers = {"residual_tco2e": residual, "residual_share": residual / baseline}
        yield finding_in(GAP, "residual_above_fifth", numbers)
    elif target is not None and baseline - target > allowed:
        numbers = {"target_tco2e": target, "target_share": target / baseline}
        yield finding_in(GAP, "target_below_four_fifths", numbers)


def find_other_targets(tables: Tables) -> Iterator[TableFinding]:
    """Figures of the target that the gap table prints otherwise. Tolerance: ±2 t between tables (2.3)."""
    total = tables.total(GAP)
    if total is None:
        return
    for name in FIGURES:
        promised, printed = getattr(tables.context, name), total.number(name)
        if promised is None or printed is None:
            continue
        if abs(promised - printed) > tables.context.tolerance_tco2e:
            numbers = {"column": name, "target_tco2e": promised, "printed_tco2e": printed}
            yield finding_in(GAP, "target_differs_from_gap", numbers, severity=WARNING, place=name)


def find_odd_baseline_year(tables: Tables) -> Iterator[TableFinding]:
    """Baselines older than 2018, or of a year of the pandemic: both are accepted. Source: domain reference 2.1."""
    year = tables.context.baseline_year
    if year is not None and year < OLDEST_BASELINE_YEAR:
        yield finding_in("emissions", "baseline_year_old", {"year": year})
    if year in COVID_YEARS:
        yield finding_in("emissions", "baseline_year_covid", {"year": year})


def find_stale_inventory(tables: Tables) -> Iterator[TableFinding]:
    """Newest inventories whose year ended more than 24 months ago; asked only where the day is known (pitfall 21)."""
    year, today = tables.context.latest_inventory_year, tables.context.today
    if year is None or today is None:
        return
    months = (today.year - year - 1) * 12 + today.month - 1
    if months > STALE_MONTHS:
        yield finding_in("emissions", "inventory_stale", {"year": year, "months": months})


def find_incomplete_portfolio(tables: Tables) -> Iterator[TableFinding]:
    """Portfolios of which fewer actions are listed than the contract counts: sums of them are incomplete."""
    printed, listed = tables.context.printed_action_count, len(tables.rows("action_portfolio"))
    if printed is not None and listed < printed:
        yield finding_in("action_portfolio", "action_rows_incomplete", {"printed": printed, "listed": listed})


def find_other_signatory_count(tables: Tables) -> Iterator[TableFinding]:
    """Lists of signatories that are longer or shorter than the number the city gives."""
    signing = [row for row in tables.rows("signatories") if row.text("role") in {"", PartyRole.SIGNATORY}]
    printed, listed = tables.context.printed_signatory_count, len(signing)
    if printed is not None and listed != printed:
        yield finding_in("signatories", "signatory_count_differs", {"printed": printed, "listed": listed})


def find_missing_reasons(tables: Tables) -> Iterator[TableFinding]:
    """Sectors of which a scope is left out of the target without a reason. Source: domain reference 1.2, I-1.1."""
    for row in tables.rows("target_boundary"):
        out = [scope for scope in SCOPE_COLUMNS if row.text(scope) == BoundaryCoverage.NOT_INCLUDED]
        if out and not row.text("note"):
            numbers = {"sector": row.sector, "scopes": ", ".join(scope[-1] for scope in out)}
            yield finding_at(
                row, "boundary_without_reason", "target_boundary", numbers, columns=(*out, "note")
            )


def find_sinks_outside_boundary(tables: Tables) -> Iterator[TableFinding]:
    """Removals that actions or the residual strategy count on while land use is no part of the target.

    Source: domain reference F10 and pitfall 12 (Milan leaves the uptake of its trees out for that reason).
    """
    if not tables.rows("target_boundary") or _includes(tables, Sector.AFOLU):
        return
    for row in tables.rows("residual_emissions"):
        if row.text("method") == ResidualMethod.NATURAL_SINK:
            numbers = {"source": row.text("residual_source"), "volume_tco2e": row.number("volume_tco2e")}
            yield finding_at(row, "residual_sink_outside_boundary", "residual_emissions", numbers)
    sinks = [row for row in tables.rows("action_portfolio") if row.text("flow") == Flow.SINK]
    tonnes = [value for row in sinks if (value := row.number("reduction_tco2e"))]
    if tonnes:
        absorbed = {"actions": len(tonnes), "removed_tco2e": sum(tonnes, Decimal(0))}
        columns = ("flow", "reduction_tco2e")
        yield finding_in("action_portfolio", "sinks_outside_boundary", absorbed, columns=columns)


def _includes(tables: Tables, sector: str) -> bool:
    rows = [row for row in tables.rows("target_boundary") if row.sector == sector]
    return any(row.text(scope) == BoundaryCoverage.INCLUDED for row in rows for scope in SCOPE_COLUMNS)


def _figure(tables: Tables, name: str) -> Decimal | None:
    """A figure of the target: what the version says, else what the gap table adds up to."""
    promised: Decimal | None = getattr(tables.context, name)
    return tables.whole(GAP, name) if promised is None else promised
