"""Cutting rings at the edges of a frame (Sutherland-Hodgman)."""

from collections.abc import Sequence

from progress.charts.measure import Box

Position = tuple[float, float]


def clip_ring(ring: Sequence[Position], box: Box) -> list[Position]:
    """Return the part of a closed ring that lies inside the box, empty where none does."""
    kept = list(ring)
    for axis, edge, direction in ((0, box.left, 1), (0, box.right, -1), (1, box.top, 1), (1, box.bottom, -1)):
        kept = _clip_side(kept, axis, edge, direction)
    return kept


def _clip_side(ring: list[Position], axis: int, edge: float, direction: int) -> list[Position]:
    kept: list[Position] = []
    for before, here in zip([*ring[-1:], *ring], ring, strict=False):
        was_inside, is_inside = ((place[axis] - edge) * direction >= 0 for place in (before, here))
        if was_inside != is_inside:
            kept.append(_crossing(before, here, axis, edge))
        if is_inside:
            kept.append(here)
    return kept


def _crossing(before: Position, here: Position, axis: int, edge: float) -> Position:
    part = (edge - before[axis]) / (here[axis] - before[axis])
    return before[0] + part * (here[0] - before[0]), before[1] + part * (here[1] - before[1])
