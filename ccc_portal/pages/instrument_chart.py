"""The city with and without each instrument, to the end of a year, as bars with the range of their draws."""

import json
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from contracts.models import City
from core.quantities import format_number
from molecules.selectors.instrument_ranges import ComparisonRanges, Range, YearRanges
from molecules.selectors.workbench import InstrumentComparison, YearFigures
from progress.charts.csv_text import csv_text
from progress.charts.drawings.frame import NARROW, WIDE
from progress.charts.measure import shorten_text
from progress.charts.model import Bar, BarGroup, BarPlot, Cell, Chart, Column, Segment, Table
from progress.charts.palette import HEADING, RAMP, Paint
from progress.charts.render import chart_figure, draw_chart
from progress.charts.table import table_headers, table_rows
from progress.charts.words import DisplayUnit, display_unit

SURE = Paint(RAMP[3])
TO_MIDDLE = Paint(RAMP[3], stroke=HEADING, hatch="diagonal")
TO_HIGH = Paint(HEADING, stroke=HEADING, hatch="dots")
NAME_WIDTH = 170.0
"""Room for the names of the bars, in pixels."""
Case = tuple[str, float | None, Range | None]
"""A bar: its name, the tonnes with the likeliest parameters, the range of the draws; None where it is not known."""


def build_comparison(
    city: City, compared: InstrumentComparison, figures: YearFigures, ranges: ComparisonRanges | None
) -> Chart:
    """Return the bars of a year in the active language: without any, without each, with all."""
    drawn = ranges.by_year[figures.year] if ranges else None
    cases = _cases(figures, drawn)
    unit = display_unit(*(amount for _name, amount, _range in cases))
    return Chart(
        key=f"instruments-{figures.year}",
        title=_finding(city, figures, drawn, unit),
        subtitle=_(
            "Saved from %(first)s to the end of %(year)s by what spreads into the city, in %(unit)s. What is without "
            "one instrument has all others."
        )
        % {"first": compared.first_year, "year": figures.year, "unit": unit.name},
        source=_(
            "Computed from the parameters that the page names, each with its source in the assumption sheet."
        ),
        description="; ".join(f"{name}: {_label(amount, band, unit)}" for name, amount, band in cases),
        table=_table(figures, drawn, cases),
        plot=_plot(cases, unit),
        notes=tuple(_notes(compared, figures, ranges)),
        span="full",
    )


def show_chart(chart: Chart) -> dict[str, Any]:
    """A chart as the component of pages takes it, in the active language."""
    return {name: getattr(chart, name) for name in ("key", "title", "subtitle", "source", "notes")} | {
        "svg_wide": draw_chart(chart, WIDE[chart.span]),
        "svg_narrow": draw_chart(chart, NARROW),
        "table_headers": table_headers(chart.table),
        "table_numeric": [column.is_numeric for column in chart.table.columns],
        "table_rows": table_rows(chart.table),
    }


def show_figure(chart: Chart) -> str:
    """The Plotly figure of a chart as JSON."""
    figure = chart_figure(chart, language=get_language() or "it")
    return "{}" if figure is None else json.dumps(figure.to_plotly_json(), ensure_ascii=False)


def show_csv(chart: Chart) -> str:
    """The table of a chart for machines."""
    return csv_text(chart.table)


def _cases(figures: YearFigures, drawn: YearRanges | None) -> list[Case]:
    each = [
        (
            _("Without “%(name)s”") % {"name": row.instrument},
            None if row.last_tco2e is None else figures.with_tco2e - row.last_tco2e,
            drawn.without_each[place] if drawn else None,
        )
        for place, row in enumerate(figures.rows)
    ]
    return [
        (_("Without any instrument"), figures.without_tco2e, drawn.without if drawn else None),
        *(each if len(each) > 1 or not _is_known(figures) else []),
        (_("With all chosen"), figures.with_tco2e, drawn.with_all if drawn else None),
    ]


def _is_known(figures: YearFigures) -> bool:
    """Whether the effect of every instrument is known; without the only one it is as without any."""
    return all(row.last_tco2e is not None for row in figures.rows)


def _plot(cases: list[Case], unit: DisplayUnit) -> BarPlot:
    groups = [
        BarGroup(name, (Bar(_segments(amount, band, unit), _label(amount, band, unit)),))
        for name, (_whole, amount, band) in zip(_short_names([case[0] for case in cases]), cases, strict=True)
    ]
    if all(band is None for _name, _amount, band in cases):
        return BarPlot(tuple(groups), unit.name)
    return BarPlot(
        tuple(groups),
        unit.name,
        legend=((_sure(), SURE), (_to_middle(), TO_MIDDLE), (_to_high(), TO_HIGH)),
    )


def _short_names(names: list[str]) -> list[str]:
    """Names that leave room for their bars on a phone, no two alike; the table tells them in full."""
    short = [_shorten(name) for name in names]
    return [one if short.count(one) == 1 else f"{place}. {one}" for place, one in enumerate(short)]


def _shorten(name: str) -> str:
    short = shorten_text(name, NAME_WIDTH)
    return short if short == name or "“" not in name else f"{short}”"


def _segments(amount: float | None, band: Range | None, unit: DisplayUnit) -> tuple[Segment, ...]:
    """Nothing is drawn where nothing is known: its label says so."""
    if amount is None:
        return ()
    if band is None:
        return (Segment(0.0, unit.convert(amount), _("With the likeliest parameters"), SURE),)
    low, middle, high = (unit.convert(one) for one in (band.p10, band.p50, band.p90))
    return (
        Segment(0.0, low, _sure(), SURE),
        Segment(low, middle, _to_middle(), TO_MIDDLE),
        Segment(middle, high, _to_high(), TO_HIGH),
    )


def _label(amount: float | None, band: Range | None, unit: DisplayUnit) -> str:
    if amount is None:
        return _("not known: it applies to nothing that spreads")
    return unit.amount(amount) if band is None else unit.interval(band.p10, band.p50, band.p90)


def _sure() -> str:
    return _("exceeded in nine draws of ten (P10)")


def _to_middle() -> str:
    return _("up to the middle of the draws (P50)")


def _to_high() -> str:
    return _("up to what one draw in ten exceeds (P90)")


def _finding(city: City, figures: YearFigures, drawn: YearRanges | None, unit: DisplayUnit) -> str:
    band = drawn.difference if drawn else None
    values = {
        "city": city,
        "year": figures.year,
        "amount": _label(figures.difference_tco2e, band, unit),
    }
    if figures.difference_tco2e <= 0:
        return _("By the end of %(year)s these instruments save %(city)s nothing") % values
    return _("By the end of %(year)s these instruments save %(city)s another %(amount)s") % values


def _notes(
    compared: InstrumentComparison, figures: YearFigures, ranges: ComparisonRanges | None
) -> list[str]:
    notes = []
    if ranges is None:
        notes.append(
            _(
                "There are too many neighbourhoods and instruments to draw ranges while you wait: these are the "
                "likeliest values alone."
            )
        )
    else:
        notes.append(
            _(
                "The ranges hold eight of ten of %(draws)s draws of the parameters of the packages; each draw is "
                "computed with and without. What an instrument changes has no range: nobody stated one."
            )
            % {"draws": format_number(ranges.draws)}
        )
    unknown = [str(row.instrument) for row in figures.rows if row.last_tco2e is None]
    if unknown:
        notes.append(
            _("Not known, and not drawn: what is saved without %(names)s.") % {"names": ", ".join(unknown)}
        )
    if compared.is_illustrative:
        notes.append(_("Some inputs are illustrative: the page says which."))
    return notes


def _table(figures: YearFigures, drawn: YearRanges | None, cases: list[Case]) -> Table:
    unknown = _("not known")
    columns = (
        Column("case", _("Case")),
        Column("likeliest_tco2e", _("With the likeliest parameters (t CO₂e)"), "tonnes", unknown),
        Column("p10_tco2e", _("P10 (t CO₂e)"), "tonnes", unknown),
        Column("p50_tco2e", _("P50 (t CO₂e)"), "tonnes", unknown),
        Column("p90_tco2e", _("P90 (t CO₂e)"), "tonnes", unknown),
    )
    rows: list[tuple[Cell, ...]] = [(name, amount, *_cells(band)) for name, amount, band in cases]
    added = drawn.difference if drawn else None
    rows.append((_("Added by all chosen"), figures.difference_tco2e, *_cells(added)))
    for place, row in enumerate(figures.rows):
        lost = drawn.lost[place] if drawn else None
        name = _("Lost without “%(name)s”") % {"name": row.instrument}
        rows.append((name, row.last_tco2e, *_cells(lost)))
    return Table(columns, tuple(rows))


def _cells(band: Range | None) -> tuple[float | None, ...]:
    return (None, None, None) if band is None else (band.p10, band.p50, band.p90)
