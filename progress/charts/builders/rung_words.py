"""Names and looks of the rungs in charts."""

from progress.charts.palette import RUNG_PAINTS, Paint
from progress.enums import Rung


def rung_name(rung: str) -> str:
    """Return a rung as a heading in the active language."""
    label = str(Rung(rung).label)
    return label[:1].upper() + label[1:]


def rung_paint(rung: str) -> Paint:
    """Return the look of a rung."""
    return RUNG_PAINTS[rung]
