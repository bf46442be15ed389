"""Drawing of small multiples: one panel a city, all on one scale, ours in the dark."""

from progress.charts.drawings.frame import Frame, start_drawing
from progress.charts.measure import (
    Anchor,
    Box,
    LabelPlacer,
    boxes_along,
    shorten_text,
    spots_around,
    text_width,
)
from progress.charts.model import Chart, Panel, PanelPlot
from progress.charts.scale import LinearScale, nice_ticks
from progress.charts.svg import HALO, Drawing
from progress.charts.words import plain_number

COLUMNS = {True: 2, False: 4}
"""Panels beside each other in a narrow and in a wide drawing."""
GAP, TOP = 14.0, 26.0
NAME, PLOT, YEARS = 24.0, 110.0, 24.0
HEIGHT = NAME + PLOT + YEARS + 12


class PanelScales:
    """The one scale of all panels, and where each panel stands."""

    def __init__(self, plot: PanelPlot, frame: Frame) -> None:
        values = [point.y for point in plot.points] + ([plot.reference] if plot.reference is not None else [])
        self.years = plot.years
        self.ticks = nice_ticks(min(values), max(values), count=3)
        self.columns = min(COLUMNS[frame.is_narrow], len(plot.panels))
        self.axis = max(text_width(plain_number(tick)) for tick in self.ticks) + 8
        self.width = (frame.width - GAP * (COLUMNS[frame.is_narrow] - 1)) / COLUMNS[frame.is_narrow]

    def corner(self, index: int) -> tuple[float, float]:
        """Return the upper left corner of a panel."""
        row, column = divmod(index, self.columns)
        return column * (self.width + GAP), TOP + row * HEIGHT

    def across(self, left: float) -> LinearScale:
        """Return the scale of the years in a panel that starts at a pixel."""
        return LinearScale(*self.years, left + self.axis + 6, left + self.width - 16)

    def upright(self, top: float) -> LinearScale:
        """Return the scale of the values in a panel that starts at a pixel."""
        return LinearScale(self.ticks[0], self.ticks[-1], top + NAME + PLOT, top + NAME)


def draw_panels(chart: Chart, plot: PanelPlot, frame: Frame) -> str:
    """Return the SVG of small multiples."""
    drawing = start_drawing(chart, frame)
    scales = PanelScales(plot, frame)
    rows = -(-len(plot.panels) // scales.columns)
    drawing.height = TOP + rows * HEIGHT
    drawing.text(0, 14, plot.unit, "c-axis")
    for index, panel in enumerate(plot.panels):
        left, top = scales.corner(index)
        _draw_frame(drawing, plot, scales, left, top)
        _draw_name(drawing, panel, scales, left, top)
        _draw_panel(drawing, panel, scales, left, top)
    return drawing.render()


def _draw_frame(drawing: Drawing, plot: PanelPlot, scales: PanelScales, left: float, top: float) -> None:
    x, y = scales.across(left), scales.upright(top)
    for tick in scales.ticks:
        class_ = "c-lead" if tick == plot.reference else "c-grid"
        drawing.line(left + scales.axis, y(tick), left + scales.width, y(tick), class_ if tick else "c-zero")
        drawing.text(left + scales.axis - 5, y(tick) + 5, plain_number(tick), "c-axis", "end")
    first, last = scales.years
    drawing.text(left + scales.axis, top + NAME + PLOT + 19, str(first), "c-axis")
    if last > first:
        drawing.text(left + scales.width, top + NAME + PLOT + 19, str(last), "c-axis", "end")
    if plot.reference is not None and plot.reference not in scales.ticks:
        drawing.line(x.start - 6, y(plot.reference), left + scales.width, y(plot.reference), "c-lead")


def _draw_name(drawing: Drawing, panel: Panel, scales: PanelScales, left: float, top: float) -> None:
    name = shorten_text(panel.name, scales.width - 8)
    drawing.text(left, top + 12, name, "c-strong" if panel.is_ours else "c-label")


def _draw_panel(drawing: Drawing, panel: Panel, scales: PanelScales, left: float, top: float) -> None:
    x, y = scales.across(left), scales.upright(top)
    class_ = "c-measured" if panel.is_ours else "c-other"
    pairs = [(x(point.x), y(point.y)) for point in panel.points]
    placer = LabelPlacer(Box(left + scales.axis, top + 16, left + scales.width, top + NAME + PLOT + 4))
    ends = [pairs[-1]]
    if panel.target:
        ends.append((x(panel.target.x), y(panel.target.y)))
        drawing.polyline(ends, "c-target")
    if len(pairs) > 1:
        drawing.polyline(pairs, class_)
    drawing.circle(*pairs[-1], 5.0, f"{class_}-dot")
    placer.block(boxes_along(pairs))
    placer.block(boxes_along(ends))
    placer.block(Box(px - 6, py - 6, px + 6, py + 6) for px, py in ends)
    if panel.target:
        drawing.circle(*ends[-1], 5.0, "c-target-dot")
        _write(drawing, placer, panel.target.label, ends[-1], "c-strong-target")
    _write(drawing, placer, panel.points[-1].label, pairs[-1], "c-strong")


def _write(drawing: Drawing, placer: LabelPlacer, label: str, at: tuple[float, float], style: str) -> None:
    spots: list[tuple[float, float, Anchor]] = spots_around(*at, gap=8)
    spot = placer.place(label, spots, bold=True)
    if spot:
        drawing.text(spot[0], spot[1], label, style, spot[2], **HALO)
