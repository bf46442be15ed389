"""Marks that say a state by their shape; the word stands beside them."""

from typing import Any

from progress.charts.model import Mark
from progress.charts.palette import STATE_COLOURS, VERDICT_COLOURS, WHITE
from progress.charts.svg import Drawing, number

RADIUS = 9.0
COLOURS = {**STATE_COLOURS, **VERDICT_COLOURS}
SHAPES: dict[Mark, str] = {
    "reached": "tick",
    "planned": "diamond",
    "moved": "arrow",
    "missed": "triangle",
    "on_track": "tick",
    "at_risk": "arrow",
    "off_track": "triangle",
    "not_measured": "diamond",
}


def draw_mark(drawing: Drawing, mark: Mark, x: float, y: float) -> None:
    """Draw a mark: disc with a tick, diamond, square with an arrow or triangle with an exclamation mark."""
    colour, shape = COLOURS[mark], SHAPES[mark]
    look: dict[str, Any] = {"fill": WHITE, "stroke": colour, "stroke_width": 2, "stroke_linejoin": "round"}
    sign: dict[str, Any] = {"fill": "none", "stroke": colour, "stroke_width": 2, "stroke_linecap": "round"}
    if shape == "tick":
        drawing.add("circle", class_="c-mark", cx=x, cy=y, r=RADIUS, **look)
        drawing.add("path", d=f"M{_at(x - 4, y)}l3,3.5l5,-7", **sign)
    elif shape == "diamond":
        drawing.add("path", class_="c-mark", d=f"M{_at(x, y - RADIUS)}l9,9l-9,9l-9,-9z", **look)
    elif shape == "arrow":
        drawing.add("path", class_="c-mark", d=f"M{_at(x - 8, y - 8)}h16v16h-16z", **look)
        drawing.add("path", d=f"M{_at(x - 4, y)}h8m-3,-3l3,3l-3,3", **sign)
    else:
        drawing.add("path", class_="c-mark", d=f"M{_at(x, y - RADIUS - 1)}l10,18h-20z", **look)
        drawing.add("path", d=f"M{_at(x, y - 3)}v5m0,3.2v.2", **sign)


def _at(x: float, y: float) -> str:
    return f"{number(x)},{number(y)}"
