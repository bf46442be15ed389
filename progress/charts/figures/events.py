"""Plotly figure of events on a calendar."""

import plotly.graph_objects as go

from progress.charts import palette
from progress.charts.figures.layout import AXIS, CATEGORIES, figure_with, plotly_text
from progress.charts.model import Event, EventPlot, Mark
from progress.charts.palette import STATE_COLOURS, VERDICT_COLOURS

COLOURS = {**STATE_COLOURS, **VERDICT_COLOURS}
SYMBOLS: dict[Mark, str] = {
    "reached": "circle",
    "planned": "diamond-open",
    "moved": "square-open",
    "missed": "triangle-up",
    "on_track": "circle",
    "at_risk": "square-open",
    "off_track": "triangle-up",
    "not_measured": "diamond-open",
}


def events_figure(plot: EventPlot, *, language: str) -> go.Figure:
    """Return one scatter trace a state, the old dates of moved events as hollow rings, and today's line."""
    marks = list(dict.fromkeys(event.mark for event in plot.events))
    traces = [_trace([event for event in plot.events if event.mark == mark], mark) for mark in marks]
    moved = [event for event in plot.events if event.old_when]
    if moved:
        traces.append(_old_dates(moved))
    names = [plotly_text(event.name) for event in plot.events]
    today = {"type": "line", "x0": plot.today.isoformat(), "x1": plot.today.isoformat(), "y0": 0, "y1": 1}
    return figure_with(
        traces,
        language=language,
        height=120 + 38 * len(plot.events),
        xaxis={**AXIS, "type": "date"},
        yaxis={**CATEGORIES, "categoryorder": "array", "categoryarray": list(dict.fromkeys(names))},
        shapes=[{**today, "yref": "paper", "line": {"color": palette.HEADING, "width": 1.5, "dash": "dot"}}],
    )


def _trace(events: list[Event], mark: Mark) -> go.Scatter:
    return go.Scatter(
        x=[event.when.isoformat() for event in events],
        y=[plotly_text(event.name) for event in events],
        text=[plotly_text(f"{event.when_text} · {event.word}") for event in events],
        name=plotly_text(events[0].word),
        mode="markers",
        marker={"symbol": SYMBOLS[mark], "size": 15, "color": COLOURS[mark], "line": {"width": 2}},
        hovertemplate="%{y}<br>%{text}<extra></extra>",
    )


def _old_dates(events: list[Event]) -> go.Scatter:
    return go.Scatter(
        x=[event.old_when.isoformat() for event in events if event.old_when],
        y=[plotly_text(event.name) for event in events],
        text=[plotly_text(event.old_text) for event in events],
        mode="markers",
        showlegend=False,
        marker={"symbol": "circle-open", "size": 12, "color": palette.LEAD, "line": {"width": 2}},
        hovertemplate="%{y}<br>%{text}<extra></extra>",
    )
