"""Drawing of horizontal bars: they read on a phone, and their names need no slanting."""

from itertools import pairwise

from progress.charts.drawings.frame import Frame, start_drawing
from progress.charts.drawings.legend import draw_legend
from progress.charts.measure import text_width, wrap_text
from progress.charts.model import Bar, BarGroup, BarPlot, Chart, Segment, TargetLine
from progress.charts.scale import LinearScale
from progress.charts.svg import HALO, Drawing

NAME_COLUMNS = {520.0: 150.0, 900.0: 330.0}
"""Room for the names beside the bars in each wide drawing."""
LABEL_GAP = 6.0
LINE = 17.0
SEAM = 1.2


def draw_bars(chart: Chart, plot: BarPlot, frame: Frame) -> str:
    """Return the SVG of groups of horizontal bars."""
    drawing = start_drawing(chart, frame)
    scale = _fit_scale(plot, frame)
    top = draw_legend(drawing, plot.legend) + (24 if plot.target else 6)
    y, rows = top, []
    for group in plot.groups:
        rows.append((group, y))
        y += _group_height(group, frame)
    drawing.height = y + 6
    _draw_connectors(drawing, rows, scale, frame)
    for group, row_top in rows:
        _draw_bars(drawing, group, scale, _bars_top(group, row_top, frame))
    spans = (
        [_bar_span(group, row_top, frame) for group, row_top in rows] if frame.is_narrow else [(top - 4, y)]
    )
    _draw_upright_lines(drawing, plot, scale, spans)
    for group, row_top in rows:
        _draw_names(drawing, group, row_top, frame)
        _draw_values(drawing, group, scale, _bars_top(group, row_top, frame))
    if plot.target:
        _draw_target_label(drawing, plot.target, scale, top)
    return drawing.render()


def _fit_scale(plot: BarPlot, frame: Frame) -> LinearScale:
    """Return the widest scale that leaves room for the label at the end of each bar."""
    left = 2.0 if frame.is_narrow else NAME_COLUMNS[frame.width]
    room = frame.width - left - 2
    bars = [bar for group in plot.groups for bar in group.bars]
    values = [value for bar in bars for segment in bar.segments for value in (segment.start, segment.end)]
    low, high = min([0.0, *values]), max([0.0, *values])
    widest = room
    for bar in bars:
        share = (_bar_end(bar) - low) / (high - low) if high > low else 0.0
        if share > 0:
            widest = min(widest, (room - LABEL_GAP - text_width(bar.label, bold=True)) / share)
    return LinearScale(low, high, left, left + widest)


def _bar_end(bar: Bar) -> float:
    return max((max(segment.start, segment.end) for segment in bar.segments), default=0.0)


def _bar_height(group: BarGroup) -> float:
    return 22.0 if len(group.bars) == 1 else 16.0


def _name_lines(group: BarGroup, frame: Frame) -> list[str]:
    return wrap_text(group.name, frame.width if frame.is_narrow else NAME_COLUMNS[frame.width] - 12)


def _group_height(group: BarGroup, frame: Frame) -> float:
    bars = len(group.bars) * (_bar_height(group) + 3)
    names = len(_name_lines(group, frame)) * LINE
    if frame.is_narrow:
        return names + 6 + bars + 10
    return max(bars, names) + 12


def _bars_top(group: BarGroup, row_top: float, frame: Frame) -> float:
    if frame.is_narrow:
        return row_top + len(_name_lines(group, frame)) * LINE + 4
    bars = len(group.bars) * (_bar_height(group) + 3) - 3
    return row_top + (_group_height(group, frame) - 12 - bars) / 2


def _bar_span(group: BarGroup, row_top: float, frame: Frame) -> tuple[float, float]:
    """Return top and bottom of the bars of a row, where the lines pass without crossing its name."""
    top = _bars_top(group, row_top, frame) - 4
    return top, top + len(group.bars) * (_bar_height(group) + 3) + 5


def _draw_upright_lines(
    drawing: Drawing, plot: BarPlot, scale: LinearScale, spans: list[tuple[float, float]]
) -> None:
    for top, bottom in spans:
        drawing.line(scale(0), top, scale(0), bottom, "c-zero")
        if plot.target:
            x = scale(plot.target.value)
            drawing.line(x, top, x, bottom, "c-halo")
            drawing.line(x, top, x, bottom, "c-target")


def _draw_names(drawing: Drawing, group: BarGroup, row_top: float, frame: Frame) -> None:
    lines = _name_lines(group, frame)
    if frame.is_narrow:
        x, first, anchor = 0.0, row_top + 13, "start"
    else:
        x, anchor = NAME_COLUMNS[frame.width] - 10, "end"
        first = row_top + (_group_height(group, frame) - 12) / 2 + 5 - (len(lines) - 1) * LINE / 2
    for index, line in enumerate(lines):
        drawing.text(x, first + index * LINE, line, "c-label", anchor)


def _draw_bars(drawing: Drawing, group: BarGroup, scale: LinearScale, y: float) -> None:
    height = _bar_height(group)
    for index, bar in enumerate(group.bars):
        seam = SEAM if len(bar.segments) > 1 else 0.0
        for segment in bar.segments:
            _draw_segment(drawing, segment, scale, y + index * (height + 3), height, seam=seam)


def _draw_values(drawing: Drawing, group: BarGroup, scale: LinearScale, y: float) -> None:
    height = _bar_height(group)
    for index, bar in enumerate(group.bars):
        middle = y + index * (height + 3) + height / 2
        drawing.text(scale(_bar_end(bar)) + LABEL_GAP, middle + 5, bar.label, "c-strong", **HALO)


def _draw_segment(
    drawing: Drawing, segment: Segment, scale: LinearScale, y: float, height: float, *, seam: float
) -> None:
    left, right = sorted((scale(segment.start), scale(segment.end)))
    inset = 0.6 if segment.paint.stroke else 0.0
    drawing.rect(left + inset, y + inset, right - left - seam - 2 * inset, height - 2 * inset, segment.paint)
    if segment.label and text_width(segment.label, bold=True) + 8 <= right - left:
        edge = HALO if segment.paint.hatch else {}
        look = {"fill": segment.paint.ink, **edge}
        drawing.text((left + right) / 2, y + height / 2 + 5, segment.label, "c-strong", "middle", **look)


def _draw_connectors(
    drawing: Drawing, rows: list[tuple[BarGroup, float]], scale: LinearScale, frame: Frame
) -> None:
    """Join a step of a waterfall with the next; on the narrow drawing names stand between the bars."""
    if frame.is_narrow:
        return
    for (group, top), (following, next_top) in pairwise(rows):
        carry = group.bars[-1].carry
        if carry is not None and following.bars[0].segments:
            x = scale(carry)
            bottom = _bars_top(group, top, frame) + _bar_height(group)
            drawing.line(x, bottom, x, _bars_top(following, next_top, frame), "c-lead")


def _draw_target_label(drawing: Drawing, target: TargetLine, scale: LinearScale, top: float) -> None:
    x, width = scale(target.value), text_width(target.label, bold=True)
    anchor = "start" if x + width <= drawing.width else "end"
    drawing.text(x, top - 9, target.label, "c-strong-target", anchor)
