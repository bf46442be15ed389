"""Headings inside texts of authors, fitted below the heading of their section."""

from collections.abc import Iterator, Sequence
from typing import Any

from core.richtext import Block

LOWEST = 6


def fit_headings(blocks: Sequence[Block], *, below: int) -> list[Block]:
    """The blocks with headings that follow on level `below` and skip none, as PDF/UA asks.

    In quotes and lists a heading becomes a strong paragraph: those who listen to a paper would lose their way.
    """
    fitted: list[Block] = []
    open_levels: list[int] = []
    for block in blocks:
        if block["kind"] != "heading":
            fitted.append(_without_headings(block))
            continue
        while open_levels and open_levels[-1] >= block["level"]:
            open_levels.pop()
        open_levels.append(block["level"])
        fitted.append(block | {"level": min(below + len(open_levels), LOWEST)})
    return fitted


def _without_headings(block: Block) -> Block:
    if block["kind"] == "heading":
        return {"kind": "paragraph", "runs": [run | {"strong": True} for run in block["runs"]]}
    if "items" in block:
        return block | {"items": [list(_all_without(item)) for item in block["items"]]}
    if "blocks" in block:
        return block | {"blocks": list(_all_without(block["blocks"]))}
    return block


def _all_without(blocks: Sequence[Any]) -> Iterator[Block]:
    return (_without_headings(block) for block in blocks)
