"""An indicator against its baseline and its targets."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.quantities import format_number
from progress.charts.model import Chart, Column, Line, LinePlot, Point, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorPath:
    """The published values of an indicator by year, with its baseline and the targets that are numbers."""

    name: str
    unit: str
    source: str
    baseline: tuple[int, float] | None
    targets: tuple[tuple[int, float], ...]
    values: tuple[tuple[int, float], ...]
    key: str = "indicator"


def build_indicator_path(data: IndicatorPath) -> Chart:
    """Return the chart of an indicator in the active language."""
    lines = tuple(line for line in (_targets(data), _values(data)) if line.points)
    return Chart(
        key=data.key,
        title=_finding(data),
        subtitle=_("%(name)s. Dashed: from the baseline to the targets.") % {"name": data.name},
        source=data.source,
        description="; ".join(f"{year}: {format_number(value)}" for year, value in data.values),
        table=_table(data),
        plot=LinePlot(lines, data.unit or _("value")) if lines else None,
        span="full",
    )


def _finding(data: IndicatorPath) -> str:
    if not data.values:
        return _("No value is published yet")
    year, value = max(data.values)
    said = {"year": year, "value": _amount(data, value)}
    later = sorted(target for target in data.targets if target[0] >= year)
    if not later:
        return _("%(value)s in %(year)s") % said
    said |= {"target": _amount(data, later[0][1]), "target_year": later[0][0]}
    return _("%(value)s in %(year)s; the target for %(target_year)s is %(target)s") % said


def _amount(data: IndicatorPath, value: float) -> str:
    return f"{format_number(value)}\u00a0{data.unit}".rstrip("\u00a0")


def _targets(data: IndicatorPath) -> Line:
    start = [Point(*data.baseline)] if data.baseline else []
    ends = [Point(year, value, format_number(value)) for year, value in sorted(data.targets)]
    return Line(_("Baseline and targets"), "target", (*start, *ends))


def _values(data: IndicatorPath) -> Line:
    newest = max((year for year, _value in data.values), default=None)
    points = (
        Point(year, value, format_number(value) if year == newest else "")
        for year, value in sorted(data.values)
    )
    return Line(_("Measured"), "measured", tuple(points))


def _table(data: IndicatorPath) -> Table:
    columns = (
        Column("year", _("Year"), "year"),
        Column("value", data.unit or _("Value"), "number", digits=2),
        Column("kind", _("Kind")),
    )
    baseline = [(*data.baseline, _("baseline"))] if data.baseline else []
    values = [(year, value, _("measured")) for year, value in sorted(data.values)]
    targets = [(year, value, _("target")) for year, value in sorted(data.targets)]
    return Table(columns, (*baseline, *values, *targets))
