"""Drawing of the areas behind lines."""

from progress.charts.drawings.canvas import Canvas
from progress.charts.model import LinePlot
from progress.charts.svg import Drawing

WITHOUT_AREA = 2
"""An area needs at least two years."""


def draw_bands(drawing: Drawing, plot: LinePlot, canvas: Canvas) -> None:
    """Draw each area, in order, with a white seam to its neighbours where it is opaque."""
    for band in plot.bands:
        if len(band.points) < WITHOUT_AREA:
            continue
        upper = [(canvas.x(year), canvas.y(high)) for year, _low, high in band.points]
        lower = [(canvas.x(year), canvas.y(low)) for year, low, _high in band.points]
        drawing.polygon([*upper, *reversed(lower)], band.paint)
