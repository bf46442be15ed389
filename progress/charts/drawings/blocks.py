"""Drawing of numbered blocks: width and height both carry a number, heights start at zero."""

from progress.charts.drawings.frame import Frame, start_drawing
from progress.charts.drawings.legend import draw_legend
from progress.charts.measure import Anchor, Box, LabelPlacer, text_width
from progress.charts.model import Block, BlockPlot, Chart
from progress.charts.scale import LinearScale, nice_ticks
from progress.charts.svg import HALO, Drawing
from progress.charts.words import plain_number

TOP, BOTTOM = 40.0, 52.0
SEAM = 1.2
ROOM_BELOW = 1.2
"""The scale goes on below the lowest block, so that its number stands under it."""
THIN = 3.0
"""Blocks thinner than this have no seam: it would eat them."""


class BlockCanvas:
    """The scales of a drawing of blocks."""

    def __init__(self, plot: BlockPlot, frame: Frame, *, legend_height: float) -> None:
        heights = [block.height for block in plot.blocks]
        highest = max(heights) if plot.ceiling is None else plot.ceiling
        self.ticks = nice_ticks(min(heights) * ROOM_BELOW, highest)
        left = max(text_width(plain_number(tick)) for tick in self.ticks) + 12
        self.top = legend_height + TOP
        self.floor = self.top + (240 if frame.is_narrow else 290)
        self.x = LinearScale(0.0, max(block.end for block in plot.blocks), left, frame.width - 10)
        self.y = LinearScale(self.ticks[0], self.ticks[-1], self.floor, self.top)

    def top_of(self, block: Block) -> float:
        """Return where the far end of a block lies, at most at the edge of the drawing."""
        return max(self.y(block.height), self.top)


def draw_blocks(chart: Chart, plot: BlockPlot, frame: Frame) -> str:
    """Return the SVG of numbered blocks."""
    drawing = start_drawing(chart, frame)
    canvas = BlockCanvas(plot, frame, legend_height=draw_legend(drawing, plot.legend))
    drawing.height = canvas.floor + BOTTOM
    _draw_axes(drawing, plot, canvas, frame)
    for block in plot.blocks:
        left, right = canvas.x(block.start), canvas.x(block.end)
        far, zero = canvas.top_of(block), canvas.y(0)
        seam = SEAM if right - left > THIN else 0.0
        drawing.rect(left, min(far, zero), right - left - seam, abs(far - zero), block.paint)
    drawing.line(canvas.x.start, canvas.y(0), canvas.x.end, canvas.y(0), "c-zero")
    _draw_numbers(drawing, plot, canvas)
    return drawing.render()


def _draw_axes(drawing: Drawing, plot: BlockPlot, canvas: BlockCanvas, frame: Frame) -> None:
    drawing.text(0, canvas.top - 24, plot.y_unit, "c-axis")
    for tick in canvas.ticks:
        y = canvas.y(tick)
        drawing.line(canvas.x.start, y, canvas.x.end, y, "c-grid")
        drawing.text(canvas.x.start - 8, y + 5, plain_number(tick), "c-axis", "end")
    for tick in nice_ticks(0.0, canvas.x.high, count=4 if frame.is_narrow else 8):
        if tick <= canvas.x.high:
            x, words = canvas.x(tick), plain_number(tick)
            anchor: Anchor = "end" if x + text_width(words) / 2 > drawing.width else "middle"
            drawing.line(x, canvas.floor, x, canvas.floor + 4, "c-lead")
            drawing.text(x, canvas.floor + 19, words, "c-axis", anchor)
    drawing.text(drawing.width, canvas.floor + 42, plot.x_unit, "c-axis", "end")


def _draw_numbers(drawing: Drawing, plot: BlockPlot, canvas: BlockCanvas) -> None:
    """Write each number at the far end of its block where it finds room, the widest blocks first."""
    placer = LabelPlacer(Box(canvas.x.start, canvas.top - 20, drawing.width, canvas.floor + 2))
    for block in sorted(plot.blocks, key=lambda block: (block.start - block.end, block.start)):
        words = _words_of(block, canvas)
        width = text_width(words, bold=True)
        x = min((canvas.x(block.start) + canvas.x(block.end)) / 2, drawing.width - width / 2 - 1)
        far = canvas.top_of(block)
        spot = placer.place(words, [(x, far + 16 if block.height < 0 else far - 5, "middle")], bold=True)
        if spot:
            drawing.text(spot[0], spot[1], words, "c-strong", "middle", **HALO)


def _words_of(block: Block, canvas: BlockCanvas) -> str:
    """Return the number of a block, with its height where the drawing cuts it."""
    is_cut = canvas.y(block.height) < canvas.top
    return f"{block.number}: {plain_number(round(block.height))}" if is_cut else block.number
