"""Labels in the margin beside the last year, spread so that none covers another."""

from dataclasses import dataclass

from progress.charts.drawings.canvas import LEADER, Canvas
from progress.charts.measure import spread_evenly
from progress.charts.model import LinePlot, LineRole
from progress.charts.svg import Drawing

STYLES: dict[LineRole, str] = {"target": "c-strong-target", "other": "c-axis", "budget": "c-axis"}
ROW = 19.0
CROWD = 2
"""From this many labels on, those of the last year stand in the margin."""


@dataclass(frozen=True, slots=True)
class EndLabel:
    """Words that belong to a value of the last year."""

    value: float
    text: str
    style: str


def crowded_ends(plot: LinePlot) -> list[EndLabel]:
    """Return the labels of the last year when there are several, an empty list when one finds room alone."""
    found = [
        EndLabel(point.y, point.label, STYLES.get(line.role, "c-strong"))
        for line in plot.lines
        for point in line.points
        if point.x == plot.last_year and point.label
    ]
    found += [
        EndLabel((band.points[-1][1] + band.points[-1][2]) / 2, band.label, "c-label")
        for band in plot.bands
        if band.label and band.points[-1][0] == plot.last_year
    ]
    return found if len(found) >= CROWD else []


def draw_end_labels(drawing: Drawing, ends: list[EndLabel], canvas: Canvas) -> None:
    """Write the labels beside the last year, each joined to its value by a thin line."""
    ordered = sorted(ends, key=lambda end: (-end.value, end.text))
    wanted = [canvas.y(end.value) for end in ordered]
    rows = spread_evenly(wanted, gap=ROW, low=canvas.top - 10, high=canvas.floor - 4)
    start = canvas.x.end
    for end, value, row in zip(ordered, wanted, rows, strict=True):
        drawing.line(start + 7, value, start + LEADER - 5, row, "c-lead")
        drawing.text(start + LEADER - 2, row + 5, end.text, end.style)
