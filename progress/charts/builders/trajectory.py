"""The trajectory to the target year with what was measured."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from core.quantities import format_share
from progress.charts.builders.intervals import (
    YearInterval,
    interval_cells,
    interval_columns,
    interval_share,
    nowcast_description,
    nowcast_lines,
    ordered_intervals,
)
from progress.charts.builders.nowcast_finding import nowcast_finding
from progress.charts.model import Cell, Chart, Column, Distance, Line, LinePlot, Point, Table
from progress.charts.words import DisplayUnit, display_unit, in_tonnes
from progress.enums import Verdict

EQUAL_WITHIN_SHARE = 0.0005
"""Deviations that would print as 0.0 % are told as lying on the line."""

FINDINGS = {
    ("off_track", "above"): gettext_noop(
        "In %(year)s %(city)s emitted %(observed)s, %(difference)s more (%(share)s) than its trajectory to"
        " %(target_year)s"
    ),
    ("at_risk", "above"): gettext_noop(
        "At risk: in %(year)s %(city)s emitted %(observed)s, %(difference)s more (%(share)s) than its trajectory"
        " to %(target_year)s"
    ),
    ("at_risk", "below"): gettext_noop(
        "At risk, although in %(year)s %(city)s emitted %(observed)s, %(difference)s less (%(share)s) than its"
        " trajectory to %(target_year)s"
    ),
    ("on_track", "above"): gettext_noop(
        "On track within the tolerance: in %(year)s %(city)s emitted %(observed)s, %(difference)s more (%(share)s)"
        " than its trajectory to %(target_year)s"
    ),
    ("on_track", "below"): gettext_noop(
        "On track: in %(year)s %(city)s emitted %(observed)s, %(difference)s less (%(share)s) than its trajectory"
        " to %(target_year)s"
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class InventorySeries:
    """Totals that may be compared with each other; `is_comparable` when also with the baseline."""

    name: str
    totals_tco2e: tuple[tuple[int, float], ...]
    is_comparable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Trajectory:
    """A city's promise and its inventories; the judged year comes from the snapshot, None when not measured.

    `nowcast` estimates the years after the last comparable inventory.
    """

    city: str
    source: str
    baseline_year: int
    baseline_tco2e: float | None
    target_year: int
    residual_tco2e: float | None
    verdict: str
    observed_year: int | None = None
    observed_tco2e: float | None = None
    trajectory_tco2e: float | None = None
    series: tuple[InventorySeries, ...] = ()
    nowcast: tuple[YearInterval, ...] = ()
    key: str = "trajectory"


def build_trajectory(data: Trajectory) -> Chart:
    """Return the chart of the trajectory in the active language."""
    unit = display_unit(
        data.baseline_tco2e, *(total for series in data.series for _, total in series.totals_tco2e)
    )
    estimated, bands = nowcast_lines(_newer_estimates(data), unit, start=_last_comparable(data))
    lines = [*_target_line(data, unit), *(_series_line(series, unit, data) for series in _ordered(data))]
    lines = [line for line in [*lines, *estimated] if line.points]
    return Chart(
        key=data.key,
        title=_finding(data),
        subtitle=_subtitle(data, unit),
        source=data.source,
        description=_description(data),
        table=_table(data),
        plot=LinePlot(
            tuple(lines), _("%(unit)s a year") % {"unit": unit.name}, _distance(data, unit), tuple(bands)
        )
        if lines
        else None,
        notes=_notes(data),
        span="full",
    )


def _subtitle(data: Trajectory, unit: DisplayUnit) -> str:
    values = {"unit": unit.name, "share": interval_share()}
    if _newer_estimates(data):
        return (
            _(
                "Emissions a year in %(unit)s. Solid: measured by inventories. Dotted with a band: estimated, %(share)s"
                " interval. Dashed: trajectory to the target."
            )
            % values
        )
    return (
        _("Emissions a year in %(unit)s. Solid: measured by inventories. Dashed: trajectory to the target.")
        % values
    )


def _last_comparable(data: Trajectory) -> tuple[int, float] | None:
    """Return the last measured value that may be compared with the baseline."""
    totals = [total for series in data.series if series.is_comparable for total in series.totals_tco2e]
    return max(totals, default=None)


def _newer_estimates(data: Trajectory) -> tuple[YearInterval, ...]:
    """Return the estimates of years that no comparable inventory has measured yet."""
    last = _last_comparable(data)
    estimates = ordered_intervals(data.nowcast)
    return tuple(each for each in estimates if last is None or each.year > last[0])


def _finding(data: Trajectory) -> str:
    """Return what the newest figure says: an estimate where nothing newer was measured."""
    estimates = _newer_estimates(data)
    if not estimates:
        return _measured_finding(data)
    expected = _trajectory_at(data, estimates[-1].year)
    return nowcast_finding(estimates[-1], city=data.city, expected_tco2e=expected)


def _measured_finding(data: Trajectory) -> str:
    if data.baseline_tco2e is None or data.residual_tco2e is None:
        return _("No trajectory can be drawn for %(city)s: its baseline or its target is not published") % {
            "city": data.city
        }
    observed, expected = data.observed_tco2e, data.trajectory_tco2e
    if data.verdict == Verdict.NOT_MEASURED or observed is None or expected is None:
        return _(
            "No comparable inventory after %(year)s: whether %(city)s is on its trajectory cannot be said"
        ) % {"year": data.baseline_year, "city": data.city}
    return _judged_finding(data, observed, expected)


def _judged_finding(data: Trajectory, observed: float, expected: float) -> str:
    difference = observed - expected
    share = difference / expected if expected else None
    values = {
        "year": data.observed_year,
        "city": data.city,
        "observed": in_tonnes(observed),
        "difference": in_tonnes(abs(difference)),
        "share": format_share(abs(share) if share is not None else None),
        "target_year": data.target_year,
    }
    if share is not None and abs(share) < EQUAL_WITHIN_SHARE:
        return (
            _("In %(year)s %(city)s emitted %(observed)s, just what its trajectory to %(target_year)s asks")
            % values
        )
    side = "above" if difference > 0 else "below"
    # Off track below the line cannot be judged so: the plain comparison is told.
    verdict = data.verdict if (data.verdict, side) in FINDINGS else Verdict.ON_TRACK
    return _(FINDINGS[verdict, side]) % values


def _distance(data: Trajectory, unit: DisplayUnit) -> Distance | None:
    """Return the step between the judged inventory and the trajectory; too small a one is not drawn."""
    year, observed, expected = data.observed_year, data.observed_tco2e, data.trajectory_tco2e
    if data.verdict == Verdict.NOT_MEASURED or year is None or observed is None or not expected:
        return None
    if abs(observed - expected) / expected < EQUAL_WITHIN_SHARE:
        return None
    amount = unit.label(abs(observed - expected))
    text = _("%(amount)s too much") if observed > expected else _("%(amount)s less than asked")
    return Distance(year, unit.convert(expected), unit.convert(observed), text % {"amount": amount})


def _ordered(data: Trajectory) -> list[InventorySeries]:
    return sorted(data.series, key=lambda series: not series.is_comparable)


def _target_line(data: Trajectory, unit: DisplayUnit) -> list[Line]:
    if data.baseline_tco2e is None or data.residual_tco2e is None:
        return []
    label = _("Target %(year)s: %(amount)s") % {
        "year": data.target_year,
        "amount": unit.label(data.residual_tco2e),
    }
    points = (
        Point(data.baseline_year, unit.convert(data.baseline_tco2e)),
        Point(data.target_year, unit.convert(data.residual_tco2e), label),
    )
    return [Line(_("Trajectory to the target"), "target", points)]


def _series_line(series: InventorySeries, unit: DisplayUnit, data: Trajectory) -> Line:
    """Return one series; in the comparable one the baseline and the last year carry their values."""
    totals = sorted(series.totals_tco2e)
    labelled = {totals[0][0], totals[-1][0]} if totals else set()
    if series.is_comparable:
        labelled.add(data.baseline_year)
    points = tuple(
        Point(year, unit.convert(total), _year_label(year, unit.label(total)) if year in labelled else "")
        for year, total in totals
    )
    name = _("Measured, comparable with the baseline") if series.is_comparable else series.name
    return Line(name, "measured" if series.is_comparable else "other", points)


def _year_label(year: int, amount: str) -> str:
    return _("%(amount)s in %(year)s") % {"amount": amount, "year": year}


def _description(data: Trajectory) -> str:
    parts = []
    if data.baseline_tco2e is not None and data.residual_tco2e is not None:
        parts.append(
            _("The trajectory falls from %(baseline)s in %(year)s to %(residual)s in %(target_year)s.")
            % {
                "baseline": in_tonnes(data.baseline_tco2e),
                "year": data.baseline_year,
                "residual": in_tonnes(data.residual_tco2e),
                "target_year": data.target_year,
            }
        )
    for series in _ordered(data):
        totals = "; ".join(f"{year}: {in_tonnes(total)}" for year, total in sorted(series.totals_tco2e))
        parts.append(f"{series.name}: {totals}.")
    estimates = _newer_estimates(data)
    if estimates:
        parts.append(nowcast_description(estimates))
    return " ".join(parts) or _("No figures are published.")


def _notes(data: Trajectory) -> tuple[str, ...]:
    """Return what was measured, where the title tells an estimate, and what the grey series are."""
    measured = (f"{_measured_finding(data)}.",) if _newer_estimates(data) else ()
    others = sum(not series.is_comparable for series in data.series)
    if not others:
        return measured
    text = ngettext(
        "%(count)s series in grey follows another method and is not compared with the baseline.",
        "%(count)s series in grey follow other methods and are not compared with the baseline.",
        others,
    )
    return (*measured, text % {"count": others})


def _table(data: Trajectory) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (year, series.name, _trajectory_at(data, year) if series.is_comparable else None, total)
        for series in _ordered(data)
        for year, total in sorted(series.totals_tco2e)
    ]
    known = {row[0] for row in rows if row[2] is not None}
    if data.baseline_tco2e is not None and data.residual_tco2e is not None:
        name = _("Trajectory to the target")
        ends = {data.baseline_year: data.baseline_tco2e, data.target_year: data.residual_tco2e}
        rows += [(year, name, amount, None) for year, amount in ends.items() if year not in known]
    rows.sort(key=lambda row: (str(row[1]), int(str(row[0]))))
    columns = (
        Column("year", _("Year"), "year"),
        Column("series", _("Series")),
        Column("trajectory_tco2e", _("Trajectory (t CO₂e)"), "tonnes", _("outside the trajectory")),
        Column("measured_tco2e", _("Measured (t CO₂e)"), "tonnes", _("not measured")),
    )
    estimates = _newer_estimates(data)
    if not estimates:
        return Table(columns, tuple(rows))
    estimated = [
        (row.year, _("Nowcast (estimated)"), _trajectory_at(data, row.year), None) for row in estimates
    ]
    cells = [interval_cells(None) for _row in rows] + [interval_cells(row) for row in estimates]
    joined = zip([*rows, *estimated], cells, strict=True)
    return Table((*columns, *interval_columns()), tuple((*row, *more) for row, more in joined))


def _trajectory_at(data: Trajectory, year: int) -> float | None:
    """Return the linear trajectory (F18) in a year, None outside its years; the judged year keeps its figure."""
    baseline, residual = data.baseline_tco2e, data.residual_tco2e
    if baseline is None or residual is None or not data.baseline_year <= year <= data.target_year:
        return None
    if year == data.observed_year and data.trajectory_tco2e is not None:
        return data.trajectory_tco2e
    passed = (year - data.baseline_year) / (data.target_year - data.baseline_year)
    return baseline + (residual - baseline) * passed
