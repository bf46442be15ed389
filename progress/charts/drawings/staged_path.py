"""Drawing of the staged path: lanes of stages on a calendar, with what waits for what."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from contracts.enums import MilestoneState
from progress.charts.builders.staged_path import PathData, PathRow
from progress.charts.drawings.marks import draw_mark
from progress.charts.measure import text_width, wrap_text
from progress.charts.palette import HEADING, LEAD, RAMP, TARGET
from progress.charts.scale import LinearScale, year_ticks
from progress.charts.svg import HALO, Drawing, number

PAGE_WIDTH = 1000.0
HEAD, FOOT, LANE, LINE = 30.0, 28.0, 34.0, 17.0
TALL, FLAT = 46.0, 30.0
"""Height of a row with a name in two lines, and in one."""
KEY_HEIGHT = 26.0
MARK_ROOM = 12.0
EDGE = 30.0
"""Room for the ring of a mark on the last day."""
WIDER = 1.15
"""How much wider the face of a reader without ours may be: a file that was sent on has to hold its words too."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Where the rows of a drawing stand."""

    width: float
    names: float
    row: float

    def height(self, data: PathData) -> float:
        """The height of all rows with their headings, years and days."""
        return HEAD + LANE * len(data.lanes) + self.row * len(data.rows) + FOOT


def draw_path(data: PathData, *, uid: str = "staged-path", grid: Grid | None = None) -> str:
    """The SVG of the path with its legend; the same data give the same bytes."""
    grid = grid or Grid(PAGE_WIDTH, 290.0, TALL)
    drawing = Drawing(uid=uid, width=grid.width, height=0, title=data.title, description=_describe(data))
    bottom = grid.height(data)
    scale = _draw_calendar(drawing, data, grid, bottom - FOOT)
    places = _places(data, grid)
    _draw_links(drawing, data, scale, places)
    y = HEAD
    for lane in data.lanes:
        drawing.add("rect", class_="c-ground", x=0, y=y + 4, width=grid.width, height=LANE - 8)
        drawing.text(8, y + LANE / 2 + 5, lane.title, "c-strong")
        y += LANE
        for row in lane.rows:
            _draw_row(drawing, row, scale, places[row.key], grid)
            y += grid.row
    drawing.height = bottom + _draw_legend(drawing, bottom + 6)
    return drawing.render()


def _describe(data: PathData) -> str:
    return "; ".join(f"{row.name} ({row.words})" for row in data.rows) or _(
        "No milestone of the path is published."
    )


def _places(data: PathData, grid: Grid) -> dict[Hashable, float]:
    """The height of the middle of each row."""
    places, y = {}, HEAD
    for lane in data.lanes:
        y += LANE
        for row in lane.rows:
            places[row.key] = y + grid.row / 2
            y += grid.row
    return places


def _draw_calendar(drawing: Drawing, data: PathData, grid: Grid, bottom: float) -> LinearScale:
    days = [data.today, data.ends_on]
    for row in data.rows:
        days += [one for one in (row.stands_on, row.planned_on) if one]
    first, last = min(days).year, max(days).year
    scale = LinearScale(
        date(first, 1, 1).toordinal(), date(last + 1, 1, 1).toordinal(), grid.names + 10, grid.width - EDGE
    )
    labelled = year_ticks(first, last, count=max(2, int((grid.width - grid.names) / 48)))
    for year in range(first, last + 2):
        x = scale(date(year, 1, 1).toordinal())
        drawing.line(x, HEAD - 8, x, bottom, "c-grid")
        if year in labelled:
            drawing.text(scale(date(year, 7, 1).toordinal()), HEAD - 14, str(year), "c-axis", "middle")
    end, today = scale(data.ends_on.toordinal()), scale(data.today.toordinal())
    drawing.line(end, HEAD - 8, end, bottom, "c-target")
    drawing.line(today, HEAD - 8, today, bottom, "c-now")
    drawing.text(min(end + 10, grid.width - 4), bottom + 18, _("end of the path"), "c-strong-target", "end")
    drawing.text(today, bottom + 18, _("today"), "c-strong", "middle")
    return scale


def _draw_links(
    drawing: Drawing, data: PathData, scale: LinearScale, places: Mapping[Hashable, float]
) -> None:
    """Lines from each stage down or up to the row of the one that waits for it, and on to its mark."""
    rows = {row.key: row for row in data.rows}
    for first, second in data.links:
        before, after = rows[first], rows[second]
        x1, x2 = scale(before.stands_on.toordinal()), scale(after.stands_on.toordinal())
        y1, y2 = places[first], places[second]
        is_critical = before.is_critical and after.is_critical
        look: dict[str, Any] = {
            "fill": "none",
            "stroke": HEADING if is_critical else LEAD,
            "stroke_width": 3.5 if is_critical else 1.5,
            "stroke_linejoin": "round",
        }
        drawing.add("path", class_="c-wait", d=_way(x1, y1, x2, y2), **look)


def _way(x1: float, y1: float, x2: float, y2: float) -> str:
    """Down or up to the row of the second, across to its mark, and an arrowhead in that direction."""
    if abs(x2 - x1) <= MARK_ROOM:
        step = MARK_ROOM if y2 > y1 else -MARK_ROOM
        back = number(-step / 2)
        return f"M{_at(x1, y1)}V{number(y2 - step)}m-4,{back}l4,{number(step / 2)}l4,{back}"
    step = MARK_ROOM if x2 > x1 else -MARK_ROOM
    half, back = number(step / 2), number(-step / 2)
    return f"M{_at(x1, y1)}V{number(y2)}H{number(x2 - step)}m{back},-4l{half},4l{back},4"


def _draw_row(drawing: Drawing, row: PathRow, scale: LinearScale, y: float, grid: Grid) -> None:
    lines = wrap_text(row.name, (grid.names - 14) / WIDER, lines=2 if grid.row >= TALL else 1)
    for index, line in enumerate(lines):
        drawing.text(8, y + 5 + (index - (len(lines) - 1) / 2) * LINE, line)
    x = scale(row.stands_on.toordinal())
    left = right = x
    if row.latest_on and row.latest_on > row.stands_on:
        _draw_slack(drawing, x, scale(row.latest_on.toordinal()), y + grid.row / 2 - 5)
    if row.planned_on:
        old = scale(row.planned_on.toordinal())
        drawing.line(old, y, x, y, "c-lead")
        drawing.circle(old, y, 6.0, "c-ghost")
        left, right = min(old, x), max(old, x)
    if row.is_critical:
        _draw_ring(drawing, x, y)
    draw_mark(drawing, row.mark, x, y)
    words = f"{row.words} · {_('critical')}" if row.is_critical else row.words
    if right + 18 + text_width(words) * WIDER <= grid.width:
        drawing.text(right + 18, y + 5, words, "c-label", **HALO)
    else:
        drawing.text(left - 18, y + 5, words, "c-label", "end", **HALO)


def _draw_slack(drawing: Drawing, start: float, end: float, y: float) -> None:
    drawing.add(
        "path", class_="c-slack", d=f"M{_at(start, y - 3)}v6m0,-3H{number(end)}m0,-3v6", fill="none",
        stroke=RAMP[2], stroke_width=2, stroke_dasharray="5 3",
    )  # fmt: skip


def _draw_ring(drawing: Drawing, x: float, y: float) -> None:
    drawing.add("circle", class_="c-critical", cx=x, cy=y, r=14.0, fill="none", stroke=TARGET, stroke_width=3)


def _draw_legend(drawing: Drawing, top: float) -> float:
    """What the shapes mean, in rows that fit the width; the height they take."""
    x, y = 8.0, top
    for name, kind in (
        (str(MilestoneState.REACHED.label), "reached"),
        (str(MilestoneState.PLANNED.label), "planned"),
        (str(MilestoneState.MOVED.label), "moved"),
        (str(MilestoneState.MISSED.label), "missed"),
        (_("first planned day"), "ghost"),
        (_("waits for the one before"), "wait"),
        (_("critical: a day later moves the end"), "critical"),
        (_("room to slip"), "slack"),
    ):
        needed = 34 + text_width(name) * WIDER + 18
        if x > 8 and x + needed > drawing.width:
            x, y = 8.0, y + KEY_HEIGHT
        _draw_key(drawing, kind, x + 12, y + 16)
        drawing.text(x + 34, y + 21, name)
        x += needed
    return y + KEY_HEIGHT + 8 - top


def _draw_key(drawing: Drawing, kind: str, x: float, y: float) -> None:
    if kind == "ghost":
        drawing.circle(x, y, 6.0, "c-ghost")
    elif kind == "wait":
        arrow = f"M{_at(x - 10, y)}h20m-6,-4l6,4l-6,4"
        drawing.add("path", class_="c-wait", d=arrow, fill="none", stroke=LEAD, stroke_width=1.5)
    elif kind == "slack":
        _draw_slack(drawing, x - 12, x + 14, y)
    elif kind == "critical":
        drawing.add(
            "circle", class_="c-critical", cx=x, cy=y, r=9.0, fill="none", stroke=TARGET, stroke_width=3
        )
    else:
        draw_mark(drawing, kind, x, y)  # type: ignore[arg-type]  # the four marks of states


def _at(x: float, y: float) -> str:
    return f"{number(x)},{number(y)}"
