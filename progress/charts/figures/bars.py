"""Plotly figure of horizontal bars, floating ones by their base."""

from typing import Any

import plotly.graph_objects as go

from progress.charts import palette
from progress.charts.figures.layout import (
    AXIS,
    CATEGORIES,
    NUMBER_FORMAT,
    PATTERNS,
    figure_with,
    flat_colour,
    plotly_text,
)
from progress.charts.model import BarPlot, Segment


def bars_figure(plot: BarPlot, *, language: str) -> go.Figure:
    """Return one bar trace a name of segment; bars of one group stand beside each other."""
    categories = [plotly_text(group.name) for group in plot.groups]
    several = max(len(group.bars) for group in plot.groups) > 1
    shapes, annotations = _target_shapes(plot)
    rows = sum(len(group.bars) for group in plot.groups)
    return figure_with(
        _traces(plot, several=several),
        language=language,
        height=110 + rows * (26 if several else 38) + 12 * len(plot.groups),
        barmode="group" if several else "overlay",
        bargap=0.25,
        showlegend=bool(plot.legend),
        xaxis={
            **AXIS,
            "rangemode": "tozero",
            "tickformat": NUMBER_FORMAT,
            "title": {"text": plotly_text(plot.unit)},
        },
        yaxis={**CATEGORIES, "categoryorder": "array", "categoryarray": categories},
        shapes=shapes,
        annotations=annotations,
    )


def _traces(plot: BarPlot, *, several: bool) -> list[go.Bar]:
    grouped: dict[str, list[tuple[str, Segment]]] = {}
    for group in plot.groups:
        for bar in group.bars:
            for segment in bar.segments:
                grouped.setdefault(segment.name, []).append((plotly_text(group.name), segment))
    names = list(dict.fromkeys([*(name for name, _paint in plot.legend), *grouped]))
    return [_trace(name, grouped[name], several=several) for name in names if name in grouped]


def _trace(name: str, entries: list[tuple[str, Segment]], *, several: bool) -> go.Bar:
    paints = [segment.paint for _category, segment in entries]
    extra: dict[str, Any] = {"offsetgroup": plotly_text(name)} if several else {}
    return go.Bar(
        orientation="h",
        name=plotly_text(name),
        y=[category for category, _segment in entries],
        x=[segment.end - segment.start for _category, segment in entries],
        base=[segment.start for _category, segment in entries],
        marker={
            "color": [flat_colour(paint) for paint in paints],
            "line": {"color": [paint.stroke or palette.WHITE for paint in paints], "width": 1.2},
            **_patterns(paints),
        },
        hovertemplate=f"%{{y}}: %{{x:{NUMBER_FORMAT}}}<extra>{plotly_text(name)}</extra>",
        **extra,
    )


def _patterns(paints: list[palette.Paint]) -> dict[str, Any]:
    """Return the pattern of each bar; nothing when all are plain."""
    if not any(paint.hatch for paint in paints):
        return {}
    return {
        "pattern": {
            "shape": [PATTERNS[paint.hatch] if paint.hatch else "" for paint in paints],
            "fgcolor": [paint.fill if paint.hatch else palette.WHITE for paint in paints],
            "bgcolor": [palette.WHITE if paint.hatch else flat_colour(paint) for paint in paints],
            "size": 7,
        }
    }


def _target_shapes(plot: BarPlot) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    if plot.target is None:
        return [], []
    where = {"xref": "x", "yref": "paper"}
    line = {"color": palette.TARGET, "width": 2.5, "dash": "dash"}
    value = plot.target.value
    shape = {"type": "line", "x0": value, "x1": value, "y0": 0, "y1": 1, "line": line, **where}
    words = {"text": plotly_text(plot.target.label), "font": {"color": palette.TARGET}, "showarrow": False}
    return [shape], [{"x": value, "y": 1, "xanchor": "left", "yanchor": "bottom", **words, **where}]
