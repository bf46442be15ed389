"""Estimated width of text, line breaking and placing of labels without overlaps."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

Anchor = Literal["start", "middle", "end"]

NARROW, WIDE = frozenset("fijlrtI.,:;'!|()[]/ \u00a0\u202f-"), frozenset("mwMWGOQ%@ØÖ—₂")
BOLD_FACTOR = 1.06
LINE_HEIGHT = 1.25


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: "Box") -> bool:
        """Whether the two rectangles share more than an edge."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom

    def inside(self, other: "Box") -> bool:
        """Whether this rectangle lies wholly within the other."""
        across = other.left <= self.left and self.right <= other.right
        return across and other.top <= self.top and self.bottom <= other.bottom


def text_width(text: str, *, size: float = 14, bold: bool = False) -> float:
    """Estimate the width of a line of text in a common sans-serif (the web font is narrower)."""
    units = sum(_character_width(character) for character in text)
    return units * size * (BOLD_FACTOR if bold else 1.0)


def text_box(
    text: str, x: float, y: float, *, size: float = 14, bold: bool = False, anchor: Anchor = "start"
) -> Box:
    """Return the rectangle that a text with its baseline at y takes up."""
    width = text_width(text, size=size, bold=bold)
    left = {"start": x, "middle": x - width / 2, "end": x - width}[anchor]
    return Box(left, y - size * 0.8, left + width, y + size * 0.25)


def wrap_text(text: str, width: float, *, lines: int = 2, size: float = 14) -> list[str]:
    """Break a text into at most `lines` lines of `width` pixels; what does not fit ends in an ellipsis."""
    broken: list[str] = []
    current = ""
    for word in text.split(" "):
        candidate = f"{current} {word}" if current else word
        if current and text_width(candidate, size=size) > width:
            broken.append(current)
            current = word
        else:
            current = candidate
    broken.append(current)
    if len(broken) > lines:
        broken = [*broken[: lines - 1], " ".join(broken[lines - 1 :])]
    return [shorten_text(line, width, size=size) for line in broken]


def shorten_text(text: str, width: float, *, size: float = 14) -> str:
    """Cut a text to a width in pixels, with an ellipsis where something was cut."""
    if text_width(text, size=size) <= width:
        return text
    while text and text_width(f"{text}…", size=size) > width:
        text = text[:-1]
    return f"{text.rstrip()}…"


@dataclass(slots=True)
class LabelPlacer:
    """Finds free room for labels: inside the bounds, clear of obstacles and of earlier labels."""

    bounds: Box
    taken: list[Box] = field(default_factory=list)

    def block(self, boxes: Iterable[Box]) -> None:
        """Keep labels away from these rectangles."""
        self.taken.extend(boxes)

    def place(
        self, text: str, spots: Iterable[tuple[float, float, Anchor]], *, bold: bool = False
    ) -> tuple[float, float, Anchor] | None:
        """Return the first spot where the text fits and take it; None when none is free."""
        for x, y, anchor in spots:
            box = text_box(text, x, y, bold=bold, anchor=anchor)
            if box.inside(self.bounds) and not any(box.overlaps(other) for other in self.taken):
                self.taken.append(box)
                return x, y, anchor
        return None


def spots_around(x: float, y: float, *, gap: float = 9) -> list[tuple[float, float, Anchor]]:
    """Return the places for a label near a point, the best first: right, above, below, left, corners."""
    up, down, middle = y - gap - 2, y + gap + 12, y + 5
    return [
        (x + gap, middle, "start"),
        (x, up, "middle"),
        (x, down, "middle"),
        (x - gap, middle, "end"),
        (x + gap * 0.7, up, "start"),
        (x + gap * 0.7, down, "start"),
        (x - gap * 0.7, up, "end"),
        (x - gap * 0.7, down, "end"),
        (x, up - 14, "middle"),
        (x, down + 14, "middle"),
        (x + gap, up - 10, "start"),
        (x - gap, down + 10, "end"),
    ]


def spread_evenly(wanted: Sequence[float], *, gap: float, low: float, high: float) -> list[float]:
    """Move ordered positions apart until each has its gap, as little as needed in all, within low..high.

    >>> spread_evenly([10, 12, 40], gap=8, low=0, high=60)
    [7.0, 15.0, 40.0]
    """
    groups: list[tuple[float, int]] = []
    for index, position in enumerate(wanted):
        mean, count = float(position) - index * gap, 1
        # Whoever would push the group above joins it: together they stand around their common middle.
        while groups and groups[-1][0] > mean:
            above, size = groups.pop()
            mean, count = (above * size + mean * count) / (size + count), size + count
        groups.append((mean, count))
    highest = high - gap * (len(wanted) - 1)
    shifts = [max(min(mean, highest), low) for mean, count in groups for _ in range(count)]
    return [shift + index * gap for index, shift in enumerate(shifts)]


def boxes_along(pairs: list[tuple[float, float]], *, step: float = 6, half: float = 3) -> list[Box]:
    """Return small rectangles along a line, so that labels can keep clear of it."""
    boxes = []
    for (x1, y1), (x2, y2) in pairwise(pairs):
        count = max(int(max(abs(x2 - x1), abs(y2 - y1)) / step), 1)
        for index in range(count + 1):
            x, y = x1 + (x2 - x1) * index / count, y1 + (y2 - y1) * index / count
            boxes.append(Box(x - half, y - half, x + half, y + half))
    return boxes


def _character_width(character: str) -> float:
    """Width as a share of the font size, close to Arial."""
    if character in NARROW:
        return 0.3
    if character in WIDE:
        return 0.86
    return 0.68 if character.isupper() else 0.56
