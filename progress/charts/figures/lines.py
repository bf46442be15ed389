"""Plotly figure of lines over years."""

from typing import Any

import plotly.graph_objects as go

from progress.charts import palette
from progress.charts.figures.layout import (
    AXIS,
    NUMBER_FORMAT,
    figure_with,
    flat_colour,
    pattern_of,
    plotly_text,
    year_axis,
)
from progress.charts.model import Band, Line, LinePlot, LineRole

LOOKS: dict[LineRole, dict[str, Any]] = {
    "target": {"line": {"color": palette.TARGET, "width": 2.5, "dash": "dash"}, "marker": {"size": 9}},
    "measured": {"line": {"color": palette.HEADING, "width": 3}, "marker": {"size": 10}},
    "other": {"line": {"color": palette.LEAD, "width": 1.5}, "marker": {"size": 9, "symbol": "circle-open"}},
    "nowcast": {
        "line": {"color": palette.HEADING, "width": 2.5, "dash": "dot"},
        "marker": {"size": 9, "symbol": "circle-open"},
    },
    "projected": {
        "line": {"color": palette.HEADING, "width": 2.5, "dash": "dashdot"},
        "marker": {"size": 8, "symbol": "diamond-open"},
    },
    "scenario": {
        "line": {"color": palette.SCENARIO, "width": 3, "dash": "longdash"},
        "marker": {"size": 8, "symbol": "square"},
    },
    "nothing_more": {
        "line": {"color": palette.LEAD, "width": 2},
        "marker": {"size": 8, "symbol": "triangle-up-open"},
    },
    "edge": {"line": {"color": palette.HEADING, "width": 1.5, "dash": "dot"}, "marker": {"size": 4}},
    "budget": {
        "line": {"color": palette.MUTED, "width": 1.5, "dash": "longdash"},
        "marker": {"size": 5, "symbol": "line-ew"},
    },
}


def lines_figure(plot: LinePlot, *, language: str) -> go.Figure:
    """Return the bands, then one scatter trace a series, with the target on a white halo."""
    traces = [trace for band in plot.bands for trace in _band(band)]
    for line in plot.lines:
        if line.role == "target":
            traces.append(_halo(line))
        traces.append(_trace(line, plot.unit))
    named: set[str] = set()
    for trace in traces:
        # Two edges of one band are one thing in the legend.
        if trace.name in named:
            trace.showlegend = False
        named.add(trace.name)
    return figure_with(
        traces,
        language=language,
        height=440,
        hovermode="x unified",
        xaxis=year_axis(plot.first_year, plot.last_year),
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


def _band(band: Band) -> list[go.Scatter]:
    """Return the lower edge and, filled down to it, the upper one."""
    years = [year for year, _low, _high in band.points]
    edge = {"color": band.paint.stroke or flat_colour(band.paint), "width": 0.5}
    common: dict[str, Any] = {"x": years, "mode": "lines", "line": edge, "hoverinfo": "skip"}
    return [
        go.Scatter(y=[low for _year, low, _high in band.points], showlegend=False, **common),
        go.Scatter(
            y=[high for _year, _low, high in band.points],
            name=plotly_text(band.label or band.name),
            fill="tonexty",
            fillcolor=flat_colour(band.paint),
            fillpattern=pattern_of(band.paint),
            **common,
        ),
    ]


def _halo(line: Line) -> go.Scatter:
    return go.Scatter(
        x=[point.x for point in line.points],
        y=[point.y for point in line.points],
        mode="lines",
        line={"color": palette.WHITE, "width": 7},
        showlegend=False,
        hoverinfo="skip",
    )
