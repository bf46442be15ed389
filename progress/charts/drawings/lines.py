"""Drawing of lines over years: the trajectory, what was measured and what is estimated."""

from progress.charts.drawings.bands import draw_bands
from progress.charts.drawings.canvas import CLASSES, ORDER, Canvas, draw_axes
from progress.charts.drawings.end_labels import crowded_ends, draw_end_labels
from progress.charts.drawings.frame import Frame, start_drawing
from progress.charts.drawings.legend import LegendItem, draw_legend
from progress.charts.measure import Anchor, Box, LabelPlacer, boxes_along, spots_around
from progress.charts.model import Chart, Line, LinePlot, LineRole
from progress.charts.svg import HALO, Drawing

LABEL_STYLES: dict[LineRole, str] = {"target": "c-strong-target", "other": "c-axis", "budget": "c-axis"}
JOINED_BY_DOTS: tuple[LineRole, ...] = ("measured", "other")
"""Lines whose every value was counted: each carries its dot. Of the others only the named values do."""

NEEDS_HALO: tuple[LineRole, ...] = ("projected", "scenario", "edge")
"""Lines that run across areas."""


def draw_lines(chart: Chart, plot: LinePlot, frame: Frame) -> str:
    """Return the SVG of lines over years."""
    drawing = start_drawing(chart, frame)
    ends = crowded_ends(plot)
    canvas = Canvas(plot, frame, legend_height=draw_legend(drawing, _legend(plot, frame, crowded=bool(ends))))
    drawing.height = canvas.floor + 30
    draw_axes(drawing, plot, canvas, frame)
    draw_bands(drawing, plot, canvas)
    for role in ORDER:
        for line in plot.lines:
            if line.role == role:
                _draw_line(drawing, line, canvas, over_bands=bool(plot.bands))
    _draw_distance(drawing, plot, canvas)
    if ends and not frame.is_narrow:
        draw_end_labels(drawing, ends, canvas)
    _draw_labels(drawing, plot, canvas, skip_last=bool(ends))
    return drawing.render()


def _legend(plot: LinePlot, frame: Frame, *, crowded: bool) -> list[LegendItem]:
    """Return the looks with their names; on a phone crowded labels of the last year stand here instead."""
    last = plot.last_year
    items: list[LegendItem] = []
    for line in plot.lines:
        label = next((point.label for point in line.points if point.x == last and point.label), "")
        is_named_by_label = crowded and frame.is_narrow and bool(label)
        item = (label if is_named_by_label else line.name, CLASSES[line.role])
        if item[0] and item not in items:
            items.append(item)
    for band in plot.bands:
        if not band.label:
            items.append((band.name, band.paint))
        elif frame.is_narrow or not crowded:
            items.append((band.label, band.paint))
    return items


def _draw_line(drawing: Drawing, line: Line, canvas: Canvas, *, over_bands: bool) -> None:
    class_ = CLASSES[line.role]
    pairs = [canvas.place(point) for point in line.points]
    if line.role == "target":
        drawing.polyline(pairs, "c-halo")
        drawing.polyline(pairs, class_)
        drawing.circle(*pairs[-1], 5.0, "c-target-dot")
        return
    if len(pairs) > 1:
        if over_bands and line.role in NEEDS_HALO:
            drawing.polyline(pairs, "c-halo")
        drawing.polyline(pairs, class_)
    if line.role == "edge":
        return
    for point, pair in zip(line.points, pairs, strict=True):
        if line.role in JOINED_BY_DOTS or point.label:
            drawing.circle(*pair, 5.0, f"{class_}-dot")


def _draw_distance(drawing: Drawing, plot: LinePlot, canvas: Canvas) -> None:
    if plot.distance:
        x = canvas.x(plot.distance.x)
        drawing.line(x, canvas.y(plot.distance.expected), x, canvas.y(plot.distance.observed), "c-distance")


def _draw_labels(drawing: Drawing, plot: LinePlot, canvas: Canvas, *, skip_last: bool) -> None:
    placer = LabelPlacer(Box(canvas.x.start + 2, canvas.top - 14, drawing.width, canvas.floor - 2))
    for line in plot.lines:
        pairs = [canvas.place(point) for point in line.points]
        placer.block(boxes_along(pairs))
        placer.block(Box(x - 6, y - 6, x + 6, y + 6) for x, y in pairs)
    if skip_last:
        placer.block([Box(canvas.x.end + 2, 0, drawing.width, canvas.floor)])
    if plot.distance:
        middle = (canvas.y(plot.distance.expected) + canvas.y(plot.distance.observed)) / 2
        spots = spots_around(canvas.x(plot.distance.x), middle, gap=24)
        _place_label(drawing, placer, plot.distance.label, spots, "c-strong-target")
    for role in reversed(ORDER):
        for line in plot.lines:
            if line.role == role:
                _draw_line_labels(drawing, line, canvas, placer, skip_last=skip_last)


def _draw_line_labels(
    drawing: Drawing, line: Line, canvas: Canvas, placer: LabelPlacer, *, skip_last: bool
) -> None:
    style = LABEL_STYLES.get(line.role, "c-strong")
    for point in reversed(line.points):
        if not point.label or (skip_last and point.x == canvas.years[1]):
            continue
        _place_label(drawing, placer, point.label, spots_around(*canvas.place(point)), style)


def _place_label(
    drawing: Drawing, placer: LabelPlacer, label: str, spots: list[tuple[float, float, Anchor]], style: str
) -> None:
    """Write a label where it finds room; what finds none stands in the table alone."""
    spot = placer.place(label, spots, bold=style != "c-axis")
    if spot:
        drawing.text(spot[0], spot[1], label, style, spot[2], **HALO)
