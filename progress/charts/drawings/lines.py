"""Drawing of lines over years: the trajectory and what was measured."""

from progress.charts.drawings.frame import Frame, start_drawing
from progress.charts.drawings.legend import LegendItem, draw_legend
from progress.charts.measure import Anchor, Box, LabelPlacer, boxes_along, spots_around, text_width
from progress.charts.model import Chart, Line, LinePlot, LineRole, Point
from progress.charts.scale import LinearScale, nice_ticks, year_ticks
from progress.charts.svg import HALO, Drawing
from progress.charts.words import plain_number

CLASSES: dict[LineRole, str] = {"target": "c-target", "measured": "c-measured", "other": "c-other"}
ORDER: tuple[LineRole, ...] = ("other", "target", "measured")
TOP, BOTTOM = 36.0, 30.0


class Canvas:
    """The scales and margins of one drawing of lines."""

    def __init__(self, plot: LinePlot, frame: Frame, *, legend_height: float) -> None:
        left, right = (46, 16) if frame.is_narrow else (58, _label_margin(plot))
        years = [point.x for line in plot.lines for point in line.points]
        self.years = min(years), max(years)
        self.ticks = nice_ticks(0, max(point.y for line in plot.lines for point in line.points))
        self.top = legend_height + TOP
        self.floor = self.top + (230 if frame.is_narrow else 290)
        self.x = LinearScale(*self.years, left, frame.width - right)
        self.y = LinearScale(self.ticks[0], self.ticks[-1], self.floor, self.top)

    def place(self, point: Point) -> tuple[float, float]:
        """Return the pixels of a point."""
        return self.x(point.x), self.y(point.y)


def draw_lines(chart: Chart, plot: LinePlot, frame: Frame) -> str:
    """Return the SVG of lines over years."""
    drawing = start_drawing(chart, frame)
    canvas = Canvas(plot, frame, legend_height=draw_legend(drawing, _legend(plot)))
    drawing.height = canvas.floor + BOTTOM
    _draw_axes(drawing, plot, canvas, frame)
    for role in ORDER:
        for line in plot.lines:
            if line.role == role:
                _draw_line(drawing, line, canvas)
    _draw_distance(drawing, plot, canvas)
    _draw_labels(drawing, plot, canvas)
    return drawing.render()


def _label_margin(plot: LinePlot) -> float:
    """Return the room that labels of the last year need to the right of it."""
    last = max(point.x for line in plot.lines for point in line.points)
    labels = [point.label for line in plot.lines for point in line.points if point.x == last]
    return 16 + max(text_width(label, bold=True) for label in labels)


def _legend(plot: LinePlot) -> list[LegendItem]:
    items: list[LegendItem] = []
    for line in plot.lines:
        item = (line.name, CLASSES[line.role])
        if item not in items:
            items.append(item)
    return items


def _draw_axes(drawing: Drawing, plot: LinePlot, canvas: Canvas, frame: Frame) -> None:
    drawing.text(0, canvas.top - 19, plot.unit, "c-axis")
    for tick in canvas.ticks:
        y = canvas.y(tick)
        drawing.line(canvas.x.start, y, canvas.x.end, y, "c-grid" if tick else "c-zero")
        drawing.text(canvas.x.start - 8, y + 5, plain_number(tick), "c-axis", "end")
    first, last = canvas.years
    for year in year_ticks(first, last, count=5 if frame.is_narrow else 14):
        drawing.text(canvas.x(year), canvas.floor + 20, str(year), "c-axis", "middle")


def _draw_line(drawing: Drawing, line: Line, canvas: Canvas) -> None:
    class_ = CLASSES[line.role]
    pairs = [canvas.place(point) for point in line.points]
    if line.role == "target":
        drawing.polyline(pairs, "c-halo")
        drawing.polyline(pairs, class_)
        drawing.circle(*pairs[-1], 5.0, "c-target-dot")
        return
    if len(pairs) > 1:
        drawing.polyline(pairs, class_)
    for pair in pairs:
        drawing.circle(*pair, 5.0, f"{class_}-dot")


def _draw_distance(drawing: Drawing, plot: LinePlot, canvas: Canvas) -> None:
    if plot.distance:
        x = canvas.x(plot.distance.x)
        drawing.line(x, canvas.y(plot.distance.expected), x, canvas.y(plot.distance.observed), "c-distance")


def _draw_labels(drawing: Drawing, plot: LinePlot, canvas: Canvas) -> None:
    placer = LabelPlacer(Box(canvas.x.start + 2, canvas.top - 14, drawing.width, canvas.floor - 2))
    for line in plot.lines:
        pairs = [canvas.place(point) for point in line.points]
        placer.block(boxes_along(pairs))
        placer.block(Box(x - 6, y - 6, x + 6, y + 6) for x, y in pairs)
    if plot.distance:
        middle = (canvas.y(plot.distance.expected) + canvas.y(plot.distance.observed)) / 2
        spots = spots_around(canvas.x(plot.distance.x), middle, gap=24)
        _place_label(drawing, placer, plot.distance.label, spots, "c-strong-target")
    styles = {"target": "c-strong-target", "measured": "c-strong", "other": "c-axis"}
    for role in reversed(ORDER):
        for line in plot.lines:
            if line.role == role:
                _draw_line_labels(drawing, line, canvas, placer, styles[role])


def _draw_line_labels(drawing: Drawing, line: Line, canvas: Canvas, placer: LabelPlacer, style: str) -> None:
    for point in reversed(line.points):
        if not point.label:
            continue
        _place_label(drawing, placer, point.label, spots_around(*canvas.place(point)), style)


def _place_label(
    drawing: Drawing, placer: LabelPlacer, label: str, spots: list[tuple[float, float, Anchor]], style: str
) -> None:
    """Write a label where it finds room; what finds none stands in the table alone."""
    spot = placer.place(label, spots, bold=style != "c-axis")
    if spot:
        drawing.text(spot[0], spot[1], label, style, spot[2], **HALO)
