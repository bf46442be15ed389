"""From the nucleus to the city: what spreads from the molecules of a city, as a band by year."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.quantities import format_number
from progress.charts.builders.intervals import (
    YearInterval,
    YearTotals,
    interval_band,
    interval_line,
    interval_share,
    interval_words,
    ordered_intervals,
)
from progress.charts.model import Cell, Chart, Column, Line, LinePlot, Point, Table
from progress.charts.words import DisplayUnit, display_unit


@dataclass(frozen=True, slots=True, kw_only=True)
class SpreadBands:
    """What all molecules of a run save by year, t CO2e: likeliest values, and the bands where they were drawn.

    `horizon` is the year that the finding tells, None where the run does not reach it.
    """

    city: str
    source: str
    likeliest_tco2e: YearTotals
    bands: tuple[YearInterval, ...] = ()
    molecules: int = 0
    horizon: int | None = None
    is_illustrative: bool = False
    key: str = "spread"


def build_spread_bands(data: SpreadBands) -> Chart:
    """Return the chart of the bands in the active language."""
    unit = display_unit(*(amount for _year, amount in data.likeliest_tco2e), *(one.p90 for one in data.bands))
    return Chart(
        key=data.key,
        title=_finding(data, unit),
        subtitle=_(
            "What is saved a year beyond the molecules themselves, in %(unit)s: the middle of all draws in the band "
            "that holds %(share)s of them, and what the likeliest parameters give."
        )
        % {"unit": unit.name, "share": interval_share()},
        source=data.source,
        description=_description(data, unit),
        table=_table(data),
        plot=_plot(data, unit) if data.likeliest_tco2e else None,
        notes=tuple(_notes(data)),
        span="full",
    )


def _finding(data: SpreadBands, unit: DisplayUnit) -> str:
    amounts = {one.year: interval_words(one, unit) for one in data.bands} or {
        year: unit.amount(amount) for year, amount in data.likeliest_tco2e
    }
    if data.horizon not in amounts:
        return _("What spreads from the molecules of %(city)s") % {"city": data.city}
    values = {
        "count": format_number(data.molecules, 0),
        "amount": amounts[data.horizon],
        "year": data.horizon,
    }
    return (
        ngettext(
            "By %(year)s what spreads from %(count)s molecule would save %(amount)s of CO₂e a year",
            "By %(year)s what spreads from %(count)s molecules would save %(amount)s of CO₂e a year",
            data.molecules,
        )
        % values
    )


def _notes(data: SpreadBands) -> list[str]:
    notes = []
    if not data.bands:
        notes.append(
            _("The bands have not been drawn yet: only what the likeliest parameters give is known.")
        )
    if data.is_illustrative:
        notes.append(_("Some inputs are illustrative: the page says which."))
    return notes


def _description(data: SpreadBands, unit: DisplayUnit) -> str:
    parts = [f"{one.year}: {interval_words(one, unit)}" for one in ordered_intervals(data.bands)]
    if not parts:
        parts = [f"{year}: {unit.amount(amount)}" for year, amount in sorted(data.likeliest_tco2e)]
    return "; ".join(parts) or _("No figures are published.")


def _plot(data: SpreadBands, unit: DisplayUnit) -> LinePlot:
    points = [Point(year, unit.convert(amount)) for year, amount in sorted(data.likeliest_tco2e)]
    last = data.likeliest_tco2e[-1][1]
    label = _("likeliest parameters: %(amount)s") % {"amount": unit.label(last)}
    points[-1] = Point(points[-1].x, points[-1].y, label)
    lines = [Line(_("With the likeliest parameters"), "other", tuple(points))]
    if not data.bands:
        return LinePlot(tuple(lines), _("%(unit)s a year") % {"unit": unit.name})
    final = ordered_intervals(data.bands)[-1]
    middle = _("middle of the draws: %(amount)s (%(low)s–%(high)s)") % {
        "amount": unit.label(final.p50),
        "low": unit.label(final.p10),
        "high": unit.label(final.p90),
    }
    lines.append(
        interval_line(data.bands, unit, name=_("Middle of the draws"), role="projected", label=middle)
    )
    name = _("spread, %(share)s interval (drawn)") % {"share": interval_share()}
    band = interval_band(data.bands, unit, name=name)
    return LinePlot(tuple(lines), _("%(unit)s a year") % {"unit": unit.name}, bands=(band,))


def _table(data: SpreadBands) -> Table:
    share = {"share": interval_share()}
    columns = (
        Column("year", _("Year"), "year"),
        Column("likeliest_tco2e", _("With the likeliest parameters (t CO₂e)"), "tonnes"),
        Column("p10_tco2e", _("%(share)s interval, low end (t CO₂e)") % share, "tonnes", _("not drawn yet")),
        Column("p50_tco2e", _("Middle of the draws (t CO₂e)"), "tonnes", _("not drawn yet")),
        Column("p90_tco2e", _("%(share)s interval, high end (t CO₂e)") % share, "tonnes", _("not drawn yet")),
    )
    bands = {one.year: (one.p10, one.p50, one.p90) for one in data.bands}
    rows: list[tuple[Cell, ...]] = [
        (year, amount, *bands.get(year, (None, None, None))) for year, amount in sorted(data.likeliest_tco2e)
    ]
    return Table(columns, tuple(rows))
