"""Estimated values with their 80 % interval, year by year."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.quantities import format_share
from progress.charts.model import Band, Column, Line, LineRole, Point
from progress.charts.palette import ESTIMATE_PAINT, Paint
from progress.charts.words import DisplayUnit, display_unit

INTERVAL_SHARE = 0.8
YearTotals = tuple[tuple[int, float], ...]
"""Years with their tonnes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class YearInterval:
    """An estimate for a year: one chance in ten to lie below `p10`, as likely above as below `p50`."""

    year: int
    p10: float
    p50: float
    p90: float


def interval_share() -> str:
    """Return how many values in a hundred lie inside the interval."""
    return format_share(INTERVAL_SHARE, 0)


def ordered_intervals(intervals: tuple[YearInterval, ...]) -> list[YearInterval]:
    """Return the estimates by year."""
    return sorted(intervals, key=lambda interval: interval.year)


def interval_words(interval: YearInterval, unit: DisplayUnit) -> str:
    """Return the estimate with its interval: 1,050 kt (980–1,130)."""
    return unit.interval(interval.p10, interval.p50, interval.p90)


def nowcast_lines(
    intervals: tuple[YearInterval, ...], unit: DisplayUnit, *, start: tuple[int, float] | None
) -> tuple[list[Line], list[Band]]:
    """Return the dashed line and the band of a nowcast, both from the last comparable inventory on."""
    estimates = ordered_intervals(intervals)
    if not estimates:
        return [], []
    values = {"year": estimates[-1].year, "amount": unit.label(estimates[-1].p50)}
    label = _("%(amount)s estimated for %(year)s") % values
    line = interval_line(
        intervals, unit, name=_("Nowcast (estimated)"), role="nowcast", start=start, label=label
    )
    band = interval_band(
        intervals,
        unit,
        name=_("nowcast, %(share)s interval (estimated)") % {"share": interval_share()},
        start=start,
    )
    return [line], [band]


def interval_line(
    intervals: tuple[YearInterval, ...],
    unit: DisplayUnit,
    *,
    name: str,
    role: LineRole,
    label: str = "",
    start: tuple[int, float] | None = None,
) -> Line:
    """Return the middle values as a line, from a known value when there is one; the last carries the label."""
    estimates = ordered_intervals(intervals)
    pairs = [*([start] if start else []), *((each.year, each.p50) for each in estimates)]
    points = [Point(year, unit.convert(value)) for year, value in pairs]
    points[-1] = Point(points[-1].x, points[-1].y, label)
    return Line(name, role, tuple(points))


def interval_band(
    intervals: tuple[YearInterval, ...],
    unit: DisplayUnit,
    *,
    name: str,
    start: tuple[int, float] | None = None,
    paint: Paint = ESTIMATE_PAINT,
) -> Band:
    """Return the 80 % interval as an area that opens from a known value when there is one."""
    points = [
        (each.year, unit.convert(each.p10), unit.convert(each.p90)) for each in ordered_intervals(intervals)
    ]
    if start:
        points.insert(0, (start[0], unit.convert(start[1]), unit.convert(start[1])))
    return Band(name, tuple(points), paint)


def nowcast_description(intervals: tuple[YearInterval, ...]) -> str:
    """Return the estimates as a sentence."""
    unit = display_unit(*(each.p90 for each in intervals))
    rows = (f"{each.year}: {interval_words(each, unit)}" for each in ordered_intervals(intervals))
    values = {"rows": "; ".join(rows), "share": interval_share()}
    return _("Estimated, with the %(share)s interval: %(rows)s.") % values


def interval_columns() -> tuple[Column, Column, Column]:
    """Return the columns of an estimate and the ends of its interval."""
    share = {"share": interval_share()}
    low, high = _("%(share)s interval, low end (t CO₂e)"), _("%(share)s interval, high end (t CO₂e)")
    return (
        Column("estimated_p50_tco2e", _("Estimated (t CO₂e)"), "tonnes", "–"),
        Column("estimated_p10_tco2e", low % share, "tonnes", "–"),
        Column("estimated_p90_tco2e", high % share, "tonnes", "–"),
    )


def interval_cells(interval: YearInterval | None) -> tuple[float | None, float | None, float | None]:
    """Return the cells of `interval_columns`."""
    return (None, None, None) if interval is None else (interval.p50, interval.p10, interval.p90)
