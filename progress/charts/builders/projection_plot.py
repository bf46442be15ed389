"""Lines and wedges of the projection."""

from itertools import pairwise

from django.utils.translation import gettext as _

from progress.charts.builders.intervals import interval_line, interval_share, nowcast_lines, ordered_intervals
from progress.charts.builders.projection import Projection, RungPath
from progress.charts.builders.rung_words import rung_name, rung_paint
from progress.charts.model import Band, Line, LinePlot, Point
from progress.charts.words import DisplayUnit


def projection_plot(data: Projection, unit: DisplayUnit) -> LinePlot | None:
    """Return measured, nowcast, one wedge a rung, the simulated interval and the target; None without any."""
    estimated, bands = nowcast_lines(data.nowcast, unit, start=data.last_measured)
    lines = [*_target(data, unit), *_measured(data, unit), *_ends(data, unit), *_fan(data, unit), *estimated]
    if not lines:
        return None
    words = _("%(unit)s a year") % {"unit": unit.name}
    return LinePlot(tuple(lines), words, bands=(*_wedges(data, unit), *bands))


def _target(data: Projection, unit: DisplayUnit) -> list[Line]:
    if data.baseline_tco2e is None or data.residual_tco2e is None:
        return []
    label = _("Target %(year)s: %(amount)s") % {
        "year": data.target_year,
        "amount": unit.label(data.residual_tco2e),
    }
    start = Point(data.baseline_year, unit.convert(data.baseline_tco2e))
    end = Point(data.target_year, unit.convert(data.residual_tco2e), label)
    return [Line(_("Trajectory to the target"), "target", (start, end))]


def _measured(data: Projection, unit: DisplayUnit) -> list[Line]:
    totals = data.drawn_measured
    if not totals:
        return []
    last = totals[-1][0]
    points = (
        Point(year, unit.convert(total), _at(year, unit.label(total)) if year == last else "")
        for year, total in totals
    )
    return [Line(_("Measured, comparable with the baseline"), "measured", tuple(points))]


def _at(year: int, amount: str) -> str:
    return _("%(amount)s in %(year)s") % {"amount": amount, "year": year}


def _ends(data: Projection, unit: DisplayUnit) -> list[Line]:
    """Return the highest path (nothing comes but what is delivered) and the lowest one (everything comes)."""
    paths = data.ordered_paths
    if not paths:
        return []
    words = {
        0: _("if nothing more comes: %(amount)s"),
        len(paths) - 1: _("if everything comes: %(amount)s"),
    }
    name = _("Projected by rung")
    return [
        _path_line(paths[position], name, text, unit)
        for position, text in words.items()
        if len(paths) > position
    ]


def _path_line(path: RungPath, name: str, text: str, unit: DisplayUnit) -> Line:
    totals = sorted(path.totals_tco2e)
    label = text % {"amount": unit.label(totals[-1][1])}
    points = [Point(year, unit.convert(total)) for year, total in totals]
    points[-1] = Point(points[-1].x, points[-1].y, label)
    return Line(name, "nothing_more", tuple(points))


def _fan(data: Projection, unit: DisplayUnit) -> list[Line]:
    """Return the edges and the middle of the simulated interval."""
    years = ordered_intervals(data.fan)
    if not years:
        return []
    last = years[-1]
    label = _("simulated: %(amount)s (%(low)s–%(high)s)") % {
        "amount": unit.label(last.p50),
        "low": unit.label(last.p10),
        "high": unit.label(last.p90),
    }
    name = _("Simulated, middle")
    edges = _("simulated, %(share)s interval") % {"share": interval_share()}
    return [
        Line(edges, "edge", tuple(Point(each.year, unit.convert(each.p10)) for each in years)),
        Line(edges, "edge", tuple(Point(each.year, unit.convert(each.p90)) for each in years)),
        interval_line(data.fan, unit, name=name, role="projected", label=label),
    ]


def _wedges(data: Projection, unit: DisplayUnit) -> list[Band]:
    """Return what each further rung takes away: the area between one path and the next."""
    return [
        wedge
        for firmer, path in pairwise(data.ordered_paths)
        if (wedge := _wedge(firmer, path, unit)) is not None
    ]


def _wedge(firmer: RungPath, path: RungPath, unit: DisplayUnit) -> Band | None:
    above, below = dict(firmer.totals_tco2e), dict(path.totals_tco2e)
    years = sorted(above.keys() & below.keys())
    if not years or all(above[year] == below[year] for year in years):
        return None
    amount = unit.label(below[years[-1]] - above[years[-1]])
    label = _("%(rung)s: %(amount)s") % {"rung": rung_name(path.rung), "amount": amount}
    points = tuple((year, unit.convert(below[year]), unit.convert(above[year])) for year in years)
    return Band(rung_name(path.rung), points, rung_paint(path.rung), label)
