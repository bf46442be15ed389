"""The legend above a drawing, in rows that fit its width."""

from collections.abc import Sequence

from progress.charts.drawings.marks import draw_mark
from progress.charts.measure import text_width, wrap_text
from progress.charts.model import Mark
from progress.charts.palette import Paint
from progress.charts.svg import Drawing

ROW_HEIGHT = 22.0
LINE = 18.0
SWATCH = 24.0
GAP = 18.0
KEY = 22.0

WITHOUT_DOT = ("c-target", "c-edge", "c-budget")

LegendItem = tuple[str, Paint | str]
"""A name and its look: a paint (box) or a line class such as `c-target`."""


def draw_legend(drawing: Drawing, items: Sequence[LegendItem], *, top: float = 0) -> float:
    """Draw the items in rows and return the height they take; a name wider than the drawing is broken."""
    x, y = 0.0, top
    for name, look in items:
        needed = SWATCH + text_width(name)
        if x and x + needed > drawing.width:
            x, y = 0.0, y + ROW_HEIGHT
        _draw_swatch(drawing, look, x, y + 10)
        lines = [name] if needed <= drawing.width else wrap_text(name, drawing.width - SWATCH, lines=3)
        for line in lines[:-1]:
            drawing.text(x + SWATCH, y + 15, line)
            y += LINE
        drawing.text(x + SWATCH, y + 15, lines[-1])
        x += needed + GAP
    return y + ROW_HEIGHT - top if items else 0.0


def draw_mark_legend(drawing: Drawing, items: Sequence[tuple[str, Mark]], *, top: float = 0) -> float:
    """Draw marks with their words in rows and return the height they take."""
    x, y = 0.0, top
    for name, mark in items:
        needed = SWATCH + text_width(name)
        if x and x + needed > drawing.width:
            x, y = 0.0, y + ROW_HEIGHT + 2
        draw_mark(drawing, mark, x + 11, y + 11)
        drawing.text(x + SWATCH + 2, y + 16, name)
        x += needed + GAP
    return y + ROW_HEIGHT + 4 - top if items else 0.0


def draw_key(look: Paint | Mark) -> str:
    """Return one look of a legend as a picture of its own, hidden from screen readers: its words stand beside it."""
    drawing = Drawing(uid="", width=KEY, height=KEY, title="", description="")
    if isinstance(look, Paint):
        drawing.rect(3.0, 3.0, KEY - 6, KEY - 6, look)
    else:
        draw_mark(drawing, look, KEY / 2, KEY / 2)
    return drawing.render_key()


def _draw_swatch(drawing: Drawing, look: Paint | str, x: float, middle: float) -> None:
    if isinstance(look, Paint):
        drawing.rect(x + 1, middle - 7, 14, 14, look)
        return
    drawing.line(x, middle, x + 19, middle, look)
    if look not in WITHOUT_DOT:
        drawing.circle(x + 9.5, middle, 4.5, f"{look}-dot")
