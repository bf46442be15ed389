"""The sizes a chart is drawn in and the start of a drawing."""

from dataclasses import dataclass

from progress.charts.model import Chart, Span
from progress.charts.svg import Drawing


@dataclass(frozen=True, slots=True)
class Frame:
    """A width to draw for; narrow frames stack names above their bars and lists under each other."""

    name: str
    width: float

    @property
    def is_narrow(self) -> bool:
        """Whether the drawing is the one for phones."""
        return self.name == "narrow"


NARROW = Frame("narrow", 300)
WIDE: dict[Span, Frame] = {"full": Frame("wide", 900), "half": Frame("wide", 520)}


def start_drawing(chart: Chart, frame: Frame) -> Drawing:
    """Return an empty drawing with ids of its own; its height is set when the content is known."""
    return Drawing(
        uid=f"{chart.key}-{frame.name}",
        width=frame.width,
        height=0,
        title=chart.title,
        description=chart.description,
    )
