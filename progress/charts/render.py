"""The entry to the charts: plain data of a chart and a language in, everything a page needs out."""

import json
from collections.abc import Callable
from typing import Any

import plotly.graph_objects as go
from django.utils import translation

from progress.charts.builders.abatement_curve import AbatementCurve, build_abatement_curve
from progress.charts.builders.actions_summary import ActionsSummary, build_actions_summary
from progress.charts.builders.cities_map import CitiesMap, build_cities_map
from progress.charts.builders.city_multiples import CityMultiples, build_city_multiples
from progress.charts.builders.cumulative import CumulativeEmissions, build_cumulative
from progress.charts.builders.drivers import Drivers, build_drivers
from progress.charts.builders.gap_steps import GapWaterfall
from progress.charts.builders.gap_waterfall import build_gap_waterfall
from progress.charts.builders.indicator_path import IndicatorPath, build_indicator_path
from progress.charts.builders.milestones import MilestonesTimeline, build_milestones
from progress.charts.builders.molecule_bars import MoleculeBars, build_molecule_bars
from progress.charts.builders.molecule_layer import MoleculeLayer, build_molecule_layer
from progress.charts.builders.molecule_path import MoleculePath, build_molecule_path
from progress.charts.builders.molecules_map import MoleculesMap, build_molecules_map
from progress.charts.builders.own_paths import OwnPaths, build_own_paths
from progress.charts.builders.projection import Projection
from progress.charts.builders.projection_chart import build_projection
from progress.charts.builders.promise_coverage import PromisedSectors, build_promise_coverage
from progress.charts.builders.scenario import ScenarioComparison, build_scenario
from progress.charts.builders.sectors import SectorsBars, build_sectors
from progress.charts.builders.spread import SpreadBands, build_spread_bands
from progress.charts.builders.spread_map import SpreadMap, build_spread_map
from progress.charts.builders.trajectory import Trajectory, build_trajectory
from progress.charts.builders.verdict_history import VerdictHistory, build_verdict_history
from progress.charts.csv_text import csv_text
from progress.charts.drawings.bars import draw_bars
from progress.charts.drawings.blocks import draw_blocks
from progress.charts.drawings.events import draw_events
from progress.charts.drawings.frame import NARROW, WIDE, Frame
from progress.charts.drawings.lines import draw_lines
from progress.charts.drawings.maps import draw_map
from progress.charts.drawings.panels import draw_panels
from progress.charts.figures.bars import bars_figure
from progress.charts.figures.blocks import blocks_figure
from progress.charts.figures.events import events_figure
from progress.charts.figures.lines import lines_figure
from progress.charts.figures.panels import panels_figure
from progress.charts.model import (
    BarPlot,
    BlockPlot,
    Chart,
    EventPlot,
    LinePlot,
    MapPlot,
    PanelPlot,
    RenderedChart,
)
from progress.charts.table import table_headers, table_rows

ChartData = (
    Trajectory
    | Projection
    | GapWaterfall
    | VerdictHistory
    | Drivers
    | AbatementCurve
    | CumulativeEmissions
    | ScenarioComparison
    | CityMultiples
    | OwnPaths
    | SectorsBars
    | MilestonesTimeline
    | ActionsSummary
    | MoleculesMap
    | MoleculeBars
    | MoleculeLayer
    | MoleculePath
    | CitiesMap
    | IndicatorPath
    | PromisedSectors
    | SpreadBands
    | SpreadMap
)

BUILDERS: dict[type, Callable[[Any], Chart]] = {
    Trajectory: build_trajectory,
    Projection: build_projection,
    VerdictHistory: build_verdict_history,
    Drivers: build_drivers,
    AbatementCurve: build_abatement_curve,
    CumulativeEmissions: build_cumulative,
    ScenarioComparison: build_scenario,
    CityMultiples: build_city_multiples,
    OwnPaths: build_own_paths,
    GapWaterfall: build_gap_waterfall,
    SectorsBars: build_sectors,
    MilestonesTimeline: build_milestones,
    ActionsSummary: build_actions_summary,
    MoleculesMap: build_molecules_map,
    MoleculeBars: build_molecule_bars,
    MoleculeLayer: build_molecule_layer,
    MoleculePath: build_molecule_path,
    CitiesMap: build_cities_map,
    IndicatorPath: build_indicator_path,
    PromisedSectors: build_promise_coverage,
    SpreadBands: build_spread_bands,
    SpreadMap: build_spread_map,
}

DRAWERS: dict[type, Callable[[Chart, Any, Frame], str]] = {
    LinePlot: draw_lines,
    BarPlot: draw_bars,
    EventPlot: draw_events,
    MapPlot: draw_map,
    BlockPlot: draw_blocks,
    PanelPlot: draw_panels,
}

FIGURES: dict[type, Callable[..., go.Figure]] = {
    LinePlot: lines_figure,
    BarPlot: bars_figure,
    EventPlot: events_figure,
    BlockPlot: blocks_figure,
    PanelPlot: panels_figure,
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
    return "" if chart.plot is None else DRAWERS[type(chart.plot)](chart, chart.plot, frame)


def chart_figure(chart: Chart, *, language: str) -> go.Figure | None:
    """Return the Plotly figure of a chart; maps have none, the pages use Leaflet for them."""
    make_figure = FIGURES.get(type(chart.plot))
    return None if make_figure is None else make_figure(chart.plot, language=language)


def _figure_json(figure: go.Figure | None) -> str:
    if figure is None:
        return ""
    return json.dumps(figure.to_plotly_json(), separators=(",", ":"), ensure_ascii=False, sort_keys=True)
