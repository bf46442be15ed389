"""What all Plotly figures share: fonts, margins, separators of the language, no title inside."""

from html import escape
from typing import Any

import plotly.graph_objects as go

from progress.charts import palette
from progress.charts.svg import FONT_FAMILY, TEXT_SIZE

SEPARATORS = {"it": ",.", "en": ".,"}
"""Decimal and thousands mark of each language, as Plotly wants them."""

EMPTY_TEMPLATE = go.layout.Template()
AXIS = {"gridcolor": palette.GRID, "zerolinecolor": palette.HEADING, "automargin": True, "fixedrange": False}


def figure_with(traces: list[Any], *, language: str, height: int, **layout: Any) -> go.Figure:
    """Return a responsive figure; its title is the heading of the page's figure, so it has none."""
    common = {
        "template": EMPTY_TEMPLATE,
        "autosize": True,
        "height": height,
        "separators": SEPARATORS[language[:2]],
        "font": {"family": FONT_FAMILY, "size": TEXT_SIZE, "color": palette.TEXT},
        "paper_bgcolor": palette.WHITE,
        "plot_bgcolor": palette.WHITE,
        "margin": {"l": 8, "r": 16, "t": 12, "b": 8},
        "legend": {"orientation": "h", "y": -0.12, "traceorder": "normal"},
    }
    return go.Figure(data=traces, layout={**common, **layout})


def plotly_text(text: str) -> str:
    """Escape a text: Plotly reads tags and entities in labels."""
    return escape(text, quote=False)


def marker_of(paint: palette.Paint) -> dict[str, Any]:
    """Return a paint as the marker of a bar trace."""
    border = paint.stroke or palette.WHITE
    return {"color": paint.fill, "opacity": paint.opacity, "line": {"color": border, "width": 1.2}}
