"""How wide columns must be, from the words they hold: the layout is decided before the typesetter sees the table."""

from collections.abc import Sequence
from dataclasses import dataclass

POINTS_PER_MM = 72 / 25.4
PORTRAIT_POINTS, LANDSCAPE_POINTS = (width * POINTS_PER_MM for width in (210 - 42, 297 - 42))
EM = 0.54
"""Mean width of a character of the tables' typeface, in its size."""
PADDING_POINTS = 8.0
LONGEST_UNBROKEN = 13
"""Longer words are hyphenated."""
WIDEST = 120
ROOM_FOR_NAMES = 24
EVENNESS = 0.72
"""Between all columns as wide as each other (0) and all texts as high as each other (1)."""
NORMAL, SMALL = 8.5, 7.0
FEW_COLUMNS = 4
"""So few columns stand upright whatever they hold: nothing would be won by turning the sheet."""
MOST_LINES = {False: 9, True: 11}
"""Lines that a row of mean texts may take, upright and turned; higher rows are no table any more."""


@dataclass(frozen=True, slots=True)
class Need:
    """What a column needs, in characters: the least it can be, and what would be comfortable."""

    least: int
    wished: float
    mean: float


@dataclass(frozen=True, slots=True)
class Layout:
    """How a table is set; `widths` are relative."""

    is_turned: bool
    size: float
    widths: tuple[float, ...]


def column_need(header: str, texts: Sequence[str], *, is_number: bool, is_name: bool = False) -> Need:
    """Measure a column by its header and its texts; what names a row gets room for its words."""
    lengths = [len(text) for text in texts] or [0]
    mean = sum(lengths) / len(lengths)
    words = header.replace("\n", " ").split()
    least = max([min(len(word), LONGEST_UNBROKEN) for word in words] + [3])
    if is_number:
        return Need(max([least, *lengths]), max([least, *lengths]), mean)
    longest = max((len(word) for text in texts[:200] for word in text[:400].split()), default=0)
    least = max(least, min(longest, LONGEST_UNBROKEN))
    if is_name:
        least = max(least, min(round(mean), ROOM_FOR_NAMES))
    return Need(least, max(least, min(max(lengths), WIDEST, 2 * mean**EVENNESS + 4)), mean)


def lay_out(needs: Sequence[Need]) -> Layout | None:
    """The smallest change that lets all columns fit: upright, turned, turned and small; None where none does."""
    for is_turned, size in ((False, NORMAL), (True, NORMAL), (True, SMALL)):
        room = _room(len(needs), is_turned=is_turned, size=size)
        spare = room - sum(need.least for need in needs)
        is_high = len(needs) > FEW_COLUMNS and _lines(needs, spare) > MOST_LINES[is_turned]
        if spare < 0 or is_high:
            continue
        widths = _share(needs, spare)
        return Layout(
            is_turned, size, tuple(round(width * EM * size + PADDING_POINTS, 1) for width in widths)
        )
    return None


def _room(columns: int, *, is_turned: bool, size: float) -> float:
    """Characters of a line, without the padding of the columns."""
    points = LANDSCAPE_POINTS if is_turned else PORTRAIT_POINTS
    return (points - columns * PADDING_POINTS) / (EM * size)


def _share(needs: Sequence[Need], spare: float) -> list[float]:
    """Give what is left to those who wish for more than their least, in proportion."""
    wishes = [need.wished - need.least for need in needs]
    factor = min(1.0, spare / sum(wishes)) if sum(wishes) else 0.0
    return [need.least + wish * factor for need, wish in zip(needs, wishes, strict=True)]


def _lines(needs: Sequence[Need], spare: float) -> float:
    """Lines that a row of mean texts takes."""
    return max(
        (need.mean / width for need, width in zip(needs, _share(needs, spare), strict=True)), default=0
    )
