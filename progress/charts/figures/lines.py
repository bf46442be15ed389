"""Plotly figure of lines over years."""

from typing import Any

import plotly.graph_objects as go

from progress.charts import palette
from progress.charts.figures.layout import AXIS, NUMBER_FORMAT, figure_with, plotly_text
from progress.charts.model import Line, LinePlot, LineRole

LOOKS: dict[LineRole, dict[str, Any]] = {
    "target": {"line": {"color": palette.TARGET, "width": 2.5, "dash": "dash"}, "marker": {"size": 9}},
    "measured": {"line": {"color": palette.HEADING, "width": 3}, "marker": {"size": 10}},
    "other": {"line": {"color": palette.LEAD, "width": 1.5}, "marker": {"size": 9, "symbol": "circle-open"}},
}


def lines_figure(plot: LinePlot, *, language: str) -> go.Figure:
    """Return scatter traces, one a series, with the target on a white halo."""
    traces = []
    for line in plot.lines:
        if line.role == "target":
            traces.append(_halo(line))
        traces.append(_trace(line, plot.unit))
    return figure_with(
        traces,
        language=language,
        height=440,
        hovermode="x unified",
        xaxis={**AXIS, "showgrid": False, "tickformat": "d", "hoverformat": "d"},
        yaxis={
            **AXIS,
            "rangemode": "tozero",
            "tickformat": NUMBER_FORMAT,
            "title": {"text": plotly_text(plot.unit)},
        },
    )


def _trace(line: Line, unit: str) -> go.Scatter:
    return go.Scatter(
        x=[point.x for point in line.points],
        y=[point.y for point in line.points],
        name=plotly_text(line.name),
        mode="lines+markers" if len(line.points) > 1 else "markers",
        hovertemplate=f"%{{y:{NUMBER_FORMAT}}} {plotly_text(unit)}",
        **LOOKS[line.role],
    )


def _halo(line: Line) -> go.Scatter:
    return go.Scatter(
        x=[point.x for point in line.points],
        y=[point.y for point in line.points],
        mode="lines",
        line={"color": palette.WHITE, "width": 7},
        showlegend=False,
        hoverinfo="skip",
    )
