"""What all Plotly figures share: fonts, margins, separators of the language, no title inside."""

from html import escape
from typing import Any

import plotly.graph_objects as go

from progress.charts import palette
from progress.charts.scale import year_step
from progress.charts.svg import FONT_FAMILY, TEXT_SIZE

SEPARATORS = {"it": ",.", "en": ".,"}
"""Decimal and thousands mark of each language, as Plotly wants them."""

EMPTY_TEMPLATE = go.layout.Template()
NUMBER_FORMAT = ",.2~f"
"""Grouped thousands, at most two decimals, no trailing zeros."""

PATTERNS: dict[palette.Hatch, str] = {"diagonal": "/", "back": "\\", "dots": ".", "cross": "x"}
"""Plotly's sign of each hatch."""

CATEGORIES = {
    "automargin": True,
    "autorange": "reversed",
    "ticks": "outside",
    "ticklen": 6,
    "tickcolor": palette.WHITE,
}
AXIS = {"gridcolor": palette.GRID, "zerolinecolor": palette.HEADING, "automargin": True, "fixedrange": False}

YEARS_SHOWN = 8
"""Years that fit below the smallest figure; small multiples have room for fewer."""


def year_axis(first: int, last: int, *, count: int = YEARS_SHOWN) -> dict[str, Any]:
    """Return an axis with at most `count` whole years, counted back from the last one.

    Left to itself Plotly halves the years of a short series, and writes each half as the year that it lies in.
    """
    # A lone year has no extent: a year of room on both sides keeps its mark off the edge, and is not labelled.
    room = {"range": [last - 1, last + 1], "tickvals": [last]} if first == last else {}
    step = {} if room else {"tick0": last, "dtick": year_step(first, last, count=count)}
    return {**AXIS, "showgrid": False, "tickformat": "d", "hoverformat": "d", **step, **room}


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
        "margin": {"l": 8, "r": 16, "t": 28, "b": 8},
        "legend": {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom", "traceorder": "normal"},
    }
    return go.Figure(data=traces, layout={**common, **layout})


def plotly_text(text: str) -> str:
    """Escape a text: Plotly reads tags and entities in labels."""
    return escape(text, quote=False)


def pattern_of(paint: palette.Paint) -> dict[str, Any] | None:
    """Return the pattern of a hatched paint, None for a plain one."""
    if paint.hatch is None:
        return None
    return {
        "shape": PATTERNS[paint.hatch],
        "fgcolor": paint.fill,
        "bgcolor": "rgba(0,0,0,0)" if paint.is_open else palette.WHITE,
        "size": 7,
        "fillmode": "replace",
    }


def flat_colour(paint: palette.Paint) -> str:
    """Return the colour of a paint on white: a legend shows it where it would not show an opacity."""
    channels = (int(paint.fill[i : i + 2], 16) for i in (1, 3, 5))
    mixed = (round(255 + (channel - 255) * paint.opacity) for channel in channels)
    return "#" + "".join(f"{channel:02X}" for channel in mixed)
