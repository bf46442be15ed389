"""Plotly figure of numbered blocks: bars with widths of their own."""

import plotly.graph_objects as go

from progress.charts import palette
from progress.charts.figures.layout import (
    AXIS,
    NUMBER_FORMAT,
    figure_with,
    flat_colour,
    pattern_of,
    plotly_text,
)
from progress.charts.model import Block, BlockPlot


def blocks_figure(plot: BlockPlot, *, language: str) -> go.Figure:
    """Return one bar trace a look, every bar at its place along the x axis."""
    names = plot.legend or (("", plot.blocks[0].paint),)
    traces = [_trace(name, [each for each in plot.blocks if each.paint == paint]) for name, paint in names]
    yaxis = {**AXIS, "tickformat": NUMBER_FORMAT, "title": {"text": plotly_text(plot.y_unit)}}
    if plot.ceiling is not None:
        yaxis["range"] = [min(0.0, *(block.height for block in plot.blocks)), plot.ceiling]
    return figure_with(
        traces,
        language=language,
        height=460,
        barmode="overlay",
        xaxis={
            **AXIS,
            "rangemode": "tozero",
            "showgrid": False,
            "tickformat": NUMBER_FORMAT,
            "title": {"text": plotly_text(plot.x_unit)},
        },
        yaxis=yaxis,
    )


def _trace(name: str, blocks: list[Block]) -> go.Bar:
    paint = blocks[0].paint
    return go.Bar(
        name=plotly_text(name),
        x=[block.start for block in blocks],
        width=[block.end - block.start for block in blocks],
        offset=0,
        y=[block.height for block in blocks],
        text=[block.number for block in blocks],
        textposition="outside",
        customdata=[plotly_text(block.name) for block in blocks],
        marker={
            "color": flat_colour(paint),
            "line": {"color": paint.stroke or palette.WHITE, "width": 1.2},
            "pattern": pattern_of(paint),
        },
        hovertemplate=f"%{{text}}. %{{customdata}}: %{{y:{NUMBER_FORMAT}}} €/t<extra></extra>",
    )
