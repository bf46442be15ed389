"""The staged path as one sheet: A3 across, with its words around the drawing."""

import re
from dataclasses import dataclass

from progress.charts.builders.staged_path import PathData
from progress.charts.drawings.staged_path import FLAT, TALL, WIDER, Grid, draw_path
from progress.charts.measure import wrap_text
from progress.charts.palette import WHITE
from progress.charts.svg import Drawing, number

WIDTH, HEIGHT = 1587.0, 1123.0
"""A3 across at 96 pixels an inch."""
SIDE = 45.0
INNER = WIDTH - 2 * SIDE
NARROWEST = 1000.0
"""A path of few stages is drawn larger, not wider; down to this width."""
LEGEND = 70.0
MOST_TALL = 14
TITLE, LEAD, SMALL = 40.0, 20.0, 13.0
STEP = 18.0
SIZE = re.compile(r' width="[^"]+" height="[^"]+"')


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetText:
    """The words around the drawing."""

    title: str
    lead: str
    facts: tuple[str, ...]
    notes: tuple[str, ...]
    sources: str


def draw_sheet(text: SheetText, data: PathData) -> str:
    """The whole sheet as one SVG file."""
    sheet = Drawing(uid="path-sheet", width=WIDTH, height=HEIGHT, title=text.title, description=text.lead)
    sheet.add("rect", x=0, y=0, width=WIDTH, height=HEIGHT, fill=WHITE)
    sheet.text(SIDE, 78, text.title, "c-strong", font_size=TITLE)
    sheet.text(WIDTH - SIDE, 78, " · ".join(text.facts), "c-axis", "end", font_size=LEAD - 3)
    y = 84.0
    for line in wrap_text(text.lead, INNER / WIDER, lines=2, size=LEAD):
        y += 28
        sheet.text(SIDE, y, line, font_size=LEAD)
    foot = [
        line
        for note in (*text.notes, text.sources)
        for line in wrap_text(note, INNER / WIDER, lines=3, size=SMALL)
    ]
    top, bottom = y + 24, HEIGHT - 30 - STEP * len(foot)
    for index, line in enumerate(foot):
        sheet.text(SIDE, bottom + STEP * (index + 1), line, "c-axis", font_size=SMALL)
    return _place(sheet.render(), draw_body(data, bottom - top - 12), top, bottom - top - 12)


def draw_body(data: PathData, room: float) -> str:
    """The drawing alone, in such a width that it fills a box as wide as the sheet and `room` high."""
    row = TALL if len(data.rows) <= MOST_TALL else FLAT
    height = Grid(INNER, 0.0, row).height(data) + LEGEND
    width = max(NARROWEST, INNER * height / room)
    return draw_path(data, uid="path-body", grid=Grid(width, max(320.0, width * 0.28), row))


def _place(sheet: str, body: str, top: float, room: float) -> str:
    """Put the drawing into the sheet: it fills its box, whatever its own size."""
    box = f' x="{number(SIDE)}" y="{number(top)}" width="{number(INNER)}" height="{number(room)}" '
    placed = SIZE.sub(f'{box}preserveAspectRatio="xMidYMin meet"', body, count=1)
    return f"{sheet.removesuffix('</svg>')}{placed}</svg>"
