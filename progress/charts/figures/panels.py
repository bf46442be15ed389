"""Plotly figure of small multiples: a grid of axes that all show the same range."""

from typing import Any

import plotly.graph_objects as go

from progress.charts import palette
from progress.charts.figures.layout import AXIS, NUMBER_FORMAT, figure_with, plotly_text, year_axis
from progress.charts.model import Panel, PanelPlot

COLUMNS = 3
ROW_HEIGHT = 190
YEARS_SHOWN = 3
"""Years that fit below one of the panels beside each other."""


def panels_figure(plot: PanelPlot, *, language: str) -> go.Figure:
    """Return one pair of axes a panel, matched with the first so that the scale is one."""
    columns = min(COLUMNS, len(plot.panels))
    rows = -(-len(plot.panels) // columns)
    traces: list[go.Scatter] = []
    axes: dict[str, Any] = {}
    titles = []
    years = year_axis(*plot.years, count=YEARS_SHOWN)
    for index, panel in enumerate(plot.panels):
        suffix = "" if index == 0 else str(index + 1)
        traces += _traces(panel, suffix)
        axes |= _axes(suffix, plot.unit if index == 0 else "", years)
        titles.append(_title(panel, suffix))
    return figure_with(
        traces,
        language=language,
        height=80 + ROW_HEIGHT * rows,
        showlegend=False,
        grid={"rows": rows, "columns": columns, "pattern": "independent", "ygap": 0.35},
        annotations=titles,
        **axes,
    )


def _axes(suffix: str, unit: str, years: dict[str, Any]) -> dict[str, Any]:
    matched_x = {"matches": "x"} if suffix else {}
    matched_y = {"matches": "y"} if suffix else {}
    title = {"title": {"text": plotly_text(unit)}} if unit else {}
    return {
        f"xaxis{suffix}": {**years, **matched_x},
        f"yaxis{suffix}": {**AXIS, "rangemode": "tozero", "tickformat": NUMBER_FORMAT, **title, **matched_y},
    }


def _title(panel: Panel, suffix: str) -> dict[str, Any]:
    text = plotly_text(panel.name)
    return {
        "text": f"<b>{text}</b>" if panel.is_ours else text,
        "xref": f"x{suffix} domain",
        "yref": f"y{suffix} domain",
        "x": 0,
        "y": 1.02,
        "xanchor": "left",
        "yanchor": "bottom",
        "showarrow": False,
    }


def _traces(panel: Panel, suffix: str) -> list[go.Scatter]:
    axes = {"xaxis": f"x{suffix}", "yaxis": f"y{suffix}"}
    colour = palette.HEADING if panel.is_ours else palette.LEAD
    traces = []
    if panel.target:
        last = panel.points[-1]
        traces.append(
            go.Scatter(
                x=[last.x, panel.target.x],
                y=[last.y, panel.target.y],
                name=plotly_text(panel.name),
                mode="lines+markers",
                line={"color": palette.TARGET, "width": 2.5, "dash": "dash"},
                hovertemplate=f"%{{x}}: %{{y:{NUMBER_FORMAT}}}<extra></extra>",
                **axes,
            )
        )
    traces.append(
        go.Scatter(
            x=[point.x for point in panel.points],
            y=[point.y for point in panel.points],
            name=plotly_text(panel.name),
            mode="lines+markers" if len(panel.points) > 1 else "markers",
            line={"color": colour, "width": 3 if panel.is_ours else 1.5},
            hovertemplate=f"%{{x}}: %{{y:{NUMBER_FORMAT}}}<extra></extra>",
            **axes,
        )
    )
    return traces
