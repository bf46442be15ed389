"""The scales, margins and axes of drawings over years."""

from progress.charts.drawings.frame import Frame
from progress.charts.measure import text_width
from progress.charts.model import LinePlot, LineRole, Point
from progress.charts.scale import LinearScale, nice_ticks, year_ticks
from progress.charts.svg import Drawing
from progress.charts.words import plain_number

CLASSES: dict[LineRole, str] = {
    "target": "c-target",
    "measured": "c-measured",
    "other": "c-other",
    "nowcast": "c-nowcast",
    "projected": "c-projected",
    "scenario": "c-scenario",
    "nothing_more": "c-nothing_more",
    "edge": "c-edge",
    "budget": "c-budget",
}
ORDER: tuple[LineRole, ...] = (
    "budget",
    "other",
    "edge",
    "nothing_more",
    "target",
    "projected",
    "scenario",
    "nowcast",
    "measured",
)
"""Lines are drawn in this order: what matters most lies on top."""
TOP = 36.0
LEADER = 24.0
"""Room between the last year and the labels beside it."""


class Canvas:
    """The scales and margins of one drawing of lines."""

    def __init__(self, plot: LinePlot, frame: Frame, *, legend_height: float) -> None:
        self.years = plot.first_year, plot.last_year
        low, high = plot.value_range
        self.ticks = nice_ticks(low, high)
        longest = max(text_width(plain_number(tick)) for tick in self.ticks)
        left = max(longest + 10, 46 if frame.is_narrow else 58)
        right = 16 if frame.is_narrow else _label_margin(plot)
        self.top = legend_height + TOP
        self.floor = self.top + (230 if frame.is_narrow else 290)
        self.x = LinearScale(*self.years, left, frame.width - right)
        self.y = LinearScale(self.ticks[0], self.ticks[-1], self.floor, self.top)

    def place(self, point: Point) -> tuple[float, float]:
        """Return the pixels of a point."""
        return self.x(point.x), self.y(point.y)


def draw_axes(drawing: Drawing, plot: LinePlot, canvas: Canvas, frame: Frame) -> None:
    """Draw the grid with the values on its left, the years below and the unit above."""
    drawing.text(0, canvas.top - 19, plot.unit, "c-axis")
    for tick in canvas.ticks:
        y = canvas.y(tick)
        drawing.line(canvas.x.start, y, canvas.x.end, y, "c-grid" if tick else "c-zero")
        drawing.text(canvas.x.start - 8, y + 5, plain_number(tick), "c-axis", "end")
    first, last = canvas.years
    for year in year_ticks(first, last, count=5 if frame.is_narrow else 14):
        drawing.text(canvas.x(year), canvas.floor + 20, str(year), "c-axis", "middle")


def _label_margin(plot: LinePlot) -> float:
    """Return the room that labels of the last year need to the right of it."""
    labels = [point.label for line in plot.lines for point in line.points if point.x == plot.last_year]
    labels += [band.label for band in plot.bands if band.label]
    widest = max((text_width(label, bold=True) for label in labels), default=0.0)
    return (LEADER if len([label for label in labels if label]) > 1 else 16) + widest
