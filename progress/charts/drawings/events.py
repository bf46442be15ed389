"""Drawing of events: a calendar on the wide page, a list on the narrow one."""

from datetime import date

from progress.charts.drawings.frame import Frame, start_drawing
from progress.charts.drawings.marks import draw_mark
from progress.charts.measure import text_width, wrap_text
from progress.charts.model import Chart, Event, EventPlot
from progress.charts.scale import LinearScale, year_ticks
from progress.charts.svg import HALO, Drawing

NAME_COLUMN = 320.0
ROW, TOP, LINE = 42.0, 30.0, 18.0


def draw_events(chart: Chart, plot: EventPlot, frame: Frame) -> str:
    """Return the SVG of a timeline."""
    drawing = start_drawing(chart, frame)
    if frame.is_narrow:
        _draw_list(drawing, plot)
    else:
        _draw_calendar(drawing, plot)
    return drawing.render()


def _draw_list(drawing: Drawing, plot: EventPlot) -> None:
    y, marks = 6.0, []
    for event in plot.events:
        marks.append((event, y + 10))
        drawing.text(30, y + 14, f"{event.when_text} · {event.word}", "c-strong")
        y += 14
        lines = wrap_text(event.name, drawing.width - 30, lines=4)
        for line in [*lines, *([event.old_text] if event.old_text else [])]:
            y += LINE
            drawing.text(30, y, line, "c-axis" if line == event.old_text else "c-label")
        y += 18
    drawing.height = y
    drawing.line(11, marks[0][1], 11, marks[-1][1], "c-grid")
    for event, middle in marks:
        draw_mark(drawing, event.mark, 11, middle)


def _draw_calendar(drawing: Drawing, plot: EventPlot) -> None:
    bottom = TOP + ROW * len(plot.events)
    drawing.height = bottom + 24
    scale = _draw_years(drawing, plot, bottom)
    today = scale(plot.today.toordinal())
    drawing.line(today, TOP - 6, today, bottom, "c-now")
    drawing.text(today, bottom + 17, plot.today_label, "c-strong", "middle")
    for index, event in enumerate(plot.events):
        _draw_row(drawing, event, scale, TOP + index * ROW + ROW / 2)


def _draw_years(drawing: Drawing, plot: EventPlot, bottom: float) -> LinearScale:
    dates = [plot.today, *(event.when for event in plot.events)]
    dates += [event.old_when for event in plot.events if event.old_when]
    first, last = min(dates).year, max(dates).year
    start, end = date(first, 1, 1).toordinal(), date(last + 1, 1, 1).toordinal()
    scale = LinearScale(start, end, NAME_COLUMN + 10, drawing.width - 12)
    labelled = year_ticks(first, last, count=14)
    for year in range(first, last + 2):
        x = scale(date(year, 1, 1).toordinal())
        drawing.line(x, TOP - 6, x, bottom, "c-grid")
        if year in labelled:
            drawing.text(scale(date(year, 7, 1).toordinal()), TOP - 12, str(year), "c-axis", "middle")
    return scale


def _draw_row(drawing: Drawing, event: Event, scale: LinearScale, y: float) -> None:
    lines = wrap_text(event.name, NAME_COLUMN - 10)
    for index, line in enumerate(lines):
        drawing.text(0, y + 5 + (index - (len(lines) - 1) / 2) * LINE, line)
    x = scale(event.when.toordinal())
    left, right = x, x
    if event.old_when:
        old = scale(event.old_when.toordinal())
        drawing.line(old, y, x, y, "c-lead")
        drawing.circle(old, y, 6.0, "c-ghost")
        left, right = min(old, x), max(old, x)
    draw_mark(drawing, event.mark, x, y)
    words = f"{event.when_text} · {event.word}"
    if event.old_text:
        words = f"{words} ({event.old_text})"
    if right + 16 + text_width(words, bold=True) <= drawing.width:
        drawing.text(right + 16, y + 5, words, "c-label", **HALO)
    else:
        drawing.text(left - 16, y + 5, words, "c-label", "end", **HALO)
