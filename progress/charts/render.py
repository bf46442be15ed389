"""The entry to the charts: plain data of a chart and a language in, everything a page needs out."""

import json
from collections.abc import Callable
from typing import Any

import plotly.graph_objects as go
from django.utils import translation

from progress.charts.builders.actions_summary import ActionsSummary, build_actions_summary
from progress.charts.builders.cities_map import CitiesMap, build_cities_map
from progress.charts.builders.gap_steps import GapWaterfall
from progress.charts.builders.gap_waterfall import build_gap_waterfall
from progress.charts.builders.milestones import MilestonesTimeline, build_milestones
from progress.charts.builders.molecules_map import MoleculesMap, build_molecules_map
from progress.charts.builders.sectors import SectorsBars, build_sectors
from progress.charts.builders.trajectory import Trajectory, build_trajectory
from progress.charts.csv_text import csv_text
from progress.charts.drawings.bars import draw_bars
from progress.charts.drawings.events import draw_events
from progress.charts.drawings.frame import NARROW, WIDE, Frame
from progress.charts.drawings.lines import draw_lines
from progress.charts.drawings.maps import draw_map
from progress.charts.figures.bars import bars_figure
from progress.charts.figures.events import events_figure
from progress.charts.figures.lines import lines_figure
from progress.charts.model import BarPlot, Chart, EventPlot, LinePlot, MapPlot, RenderedChart
from progress.charts.table import table_headers, table_rows

ChartData = (
    Trajectory | GapWaterfall | SectorsBars | MilestonesTimeline | ActionsSummary | MoleculesMap | CitiesMap
)

BUILDERS: dict[type, Callable[[Any], Chart]] = {
    Trajectory: build_trajectory,
    GapWaterfall: build_gap_waterfall,
    SectorsBars: build_sectors,
    MilestonesTimeline: build_milestones,
    ActionsSummary: build_actions_summary,
    MoleculesMap: build_molecules_map,
    CitiesMap: build_cities_map,
}


def render_chart(data: ChartData, language: str) -> RenderedChart:
    """Return the chart of these data in a language: sentences, both drawings, figure, table and CSV.

    The same data and language always give the same bytes.
    """
    with translation.override(language):
        chart = BUILDERS[type(data)](data)
        figure = chart_figure(chart, language=language)
        return RenderedChart(
            key=chart.key,
            language=language,
            span=chart.span,
            title=chart.title,
            subtitle=chart.subtitle,
            source=chart.source,
            notes=list(chart.notes),
            svg_wide=draw_chart(chart, WIDE[chart.span]),
            svg_narrow=draw_chart(chart, NARROW),
            figure_json=_figure_json(figure),
            table_headers=table_headers(chart.table),
            table_numeric=[column.is_numeric for column in chart.table.columns],
            table_rows=table_rows(chart.table),
            csv=csv_text(chart.table),
        )


def draw_chart(chart: Chart, frame: Frame) -> str:
    """Return the SVG of a chart in one width, an empty string when there is nothing to draw."""
    match chart.plot:
        case LinePlot():
            return draw_lines(chart, chart.plot, frame)
        case BarPlot():
            return draw_bars(chart, chart.plot, frame)
        case EventPlot():
            return draw_events(chart, chart.plot, frame)
        case MapPlot():
            return draw_map(chart, chart.plot, frame)
    return ""


def chart_figure(chart: Chart, *, language: str) -> go.Figure | None:
    """Return the Plotly figure of a chart; maps have none, the pages use Leaflet for them."""
    match chart.plot:
        case LinePlot():
            return lines_figure(chart.plot, language=language)
        case BarPlot():
            return bars_figure(chart.plot, language=language)
        case EventPlot():
            return events_figure(chart.plot, language=language)
    return None


def _figure_json(figure: go.Figure | None) -> str:
    if figure is None:
        return ""
    return json.dumps(figure.to_plotly_json(), separators=(",", ":"), ensure_ascii=False, sort_keys=True)
