"""Drawing of areas and places: an equirectangular map, good for the extent of a city or a country."""

import math
from collections.abc import Iterator

from progress.charts.drawings.clipping import Position, clip_ring
from progress.charts.drawings.frame import Frame, start_drawing
from progress.charts.drawings.legend import draw_legend, draw_mark_legend
from progress.charts.drawings.marks import draw_mark
from progress.charts.measure import Anchor, Box, LabelPlacer, spots_around
from progress.charts.model import Chart, MapPlot, MapShape, Ring
from progress.charts.palette import WHITE, Paint
from progress.charts.svg import HALO, Drawing, number, paint_attributes

MARGIN = 14.0
LAND_MARGIN = 28.0
SURROUNDINGS = 0.3
"""Degrees of land above and below a place, so that a place alone still lies in its country."""
LAND_STEP = 3.0
MAX_HEIGHT = 400.0


class Projection:
    """Longitude and latitude to pixels: longitude shrunk by the cosine of the middle latitude."""

    def __init__(self, positions: list[Position], *, width: float, top: float, margin: float) -> None:
        west, east = min(p[0] for p in positions), max(p[0] for p in positions)
        south, north = min(p[1] for p in positions), max(p[1] for p in positions)
        self._shrink = math.cos(math.radians((south + north) / 2))
        across, along = (east - west) * self._shrink or 0.01, north - south or 0.01
        self._scale = min((width - 2 * margin) / across, MAX_HEIGHT / along)
        self._west, self._north, self._top = west, north, top + margin
        self._left = (width - across * self._scale) / 2
        self.bottom = self._top + along * self._scale + margin

    def __call__(self, position: Position) -> Position:
        """Return the pixels of a position."""
        longitude, latitude = position
        x = self._left + (longitude - self._west) * self._shrink * self._scale
        return x, self._top + (self._north - latitude) * self._scale


def draw_map(chart: Chart, plot: MapPlot, frame: Frame) -> str:
    """Return the SVG of a map; labels that find no room are left to the table."""
    drawing = start_drawing(chart, frame)
    top = draw_legend(drawing, plot.legend)
    top += draw_mark_legend(drawing, plot.marks, top=top)
    margin = LAND_MARGIN if plot.land else MARGIN
    projection = Projection(list(_positions(plot)), width=frame.width, top=top, margin=margin)
    drawing.height = projection.bottom
    bounds = Box(0, top, frame.width, projection.bottom)
    _draw_ground(drawing, plot, projection, bounds)
    for shape in plot.shapes:
        _draw_shape(drawing, shape, projection)
    _draw_labels(drawing, plot, projection, bounds)
    return drawing.render()


def _draw_ground(drawing: Drawing, plot: MapPlot, projection: Projection, bounds: Box) -> None:
    """Draw what lies below the shapes: the outline of the area, else land in the sea, else a plain ground.

    Land goes on beside and below the frame, where a page gives the drawing more room than it asks for.
    """
    if plot.outline:
        drawing.add("path", class_="c-outline", d=_path(plot.outline, projection), fill_rule="evenodd")
        return
    drawing.add(
        "rect",
        class_="c-sea" if plot.land else "c-ground",
        x=0.0,
        y=bounds.top,
        width=bounds.right,
        height=bounds.bottom - bounds.top,
    )
    around = Box(-bounds.right / 2, bounds.top, 1.5 * bounds.right, 1.5 * bounds.bottom)
    clipped = [clip_ring([projection(position) for position in ring], around) for ring in plot.land]
    path = "".join(_ring_path(ring, step=LAND_STEP) for ring in clipped if len(ring) > 2)
    if path:
        drawing.add("path", class_="c-land", d=path, fill_rule="evenodd")


def _positions(plot: MapPlot) -> Iterator[Position]:
    for ring in plot.outline:
        yield from ring
    for shape in plot.shapes:
        for ring in shape.rings:
            yield from ring
        if shape.position:
            yield shape.position
            if plot.land:
                longitude, latitude = shape.position
                yield longitude, latitude - SURROUNDINGS
                yield longitude, latitude + SURROUNDINGS


def _path(rings: tuple[Ring, ...], projection: Projection) -> str:
    return "".join(_ring_path([projection(position) for position in ring]) for ring in rings)


def _ring_path(ring: list[Position], *, step: float = 0.5) -> str:
    """Return one ring, leaving out corners that fall within a step (in pixels) of the last one."""
    kept: list[Position] = []
    for x, y in ring:
        if not kept or abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= step:
            kept.append((x, y))
    return "M" + "L".join(f"{number(x)},{number(y)}" for x, y in kept) + "Z"


def _draw_shape(drawing: Drawing, shape: MapShape, projection: Projection) -> None:
    if shape.rings:
        paint = paint_attributes(shape.paint or Paint(WHITE))
        path = _path(shape.rings, projection)
        drawing.add("path", class_="c-area", d=path, fill_rule="evenodd", stroke_linejoin="round", **paint)
    if shape.position and shape.mark:
        draw_mark(drawing, shape.mark, *projection(shape.position))


def _draw_labels(drawing: Drawing, plot: MapPlot, projection: Projection, bounds: Box) -> None:
    placer = LabelPlacer(bounds)
    for shape in plot.shapes:
        if shape.position and shape.mark:
            x, y = projection(shape.position)
            placer.block([Box(x - 9, y - 9, x + 9, y + 9)])
    for shape in plot.shapes:
        if not shape.label:
            continue
        x, y = projection(shape.position or middle_of(shape.rings[0]))
        centred: list[tuple[float, float, Anchor]] = [] if shape.mark else [(x, y + 5, "middle")]
        spot = placer.place(shape.label, [*centred, *spots_around(x, y, gap=13)], bold=True)
        if spot:
            drawing.text(spot[0], spot[1], shape.label, "c-strong", spot[2], **HALO)


def middle_of(ring: Ring) -> Position:
    """Return the centroid of a ring (shoelace formula), its first corner when it has no area."""
    area = x_sum = y_sum = 0.0
    origin_x, origin_y = ring[0]
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        cross = (x1 - origin_x) * (y2 - origin_y) - (x2 - origin_x) * (y1 - origin_y)
        area += cross
        x_sum += (x1 + x2 - 2 * origin_x) * cross
        y_sum += (y1 + y2 - 2 * origin_y) * cross
    if not area:
        return ring[0]
    return origin_x + x_sum / (3 * area), origin_y + y_sum / (3 * area)
