"""What differs between two texts, word by word."""

import re
from difflib import SequenceMatcher
from typing import Literal

Kind = Literal["same", "removed", "added"]
Piece = tuple[Kind, str]

_LINES = re.compile(r"[^\n]*\n+|[^\n]+")
_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
LARGEST_COMPARISON = 1_000_000
"""Words of one passage times those of the other, up to which they are compared word by word (about 0.2 s)."""


def word_diff(a: str, b: str) -> list[Piece]:
    """The pieces that lead from text `a` to text `b`, in reading order.

    Put together, the pieces that are not "added" give `a`, and those that are not "removed" give `b`. Lines are
    compared first and words only in passages that differ, so that a long text with few changes is quick; a very
    long passage that was written anew is told as removed and added whole.
    """
    pieces: list[Piece] = []
    for kind, old, new in _steps(_LINES.findall(a), _LINES.findall(b)):
        if kind == "equal":
            pieces.append(("same", old))
        else:
            pieces += _compare_words(old, new)
    return _join(pieces)


def _steps(old: list[str], new: list[str]) -> list[tuple[str, str, str]]:
    """How two lists of parts match: kind, the part of the old text and that of the new one."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return [
        (kind, "".join(old[i1:i2]), "".join(new[j1:j2])) for kind, i1, i2, j1, j2 in matcher.get_opcodes()
    ]


def _compare_words(old: str, new: str) -> list[Piece]:
    old_words, new_words = _WORDS.findall(old), _WORDS.findall(new)
    if len(old_words) * len(new_words) > LARGEST_COMPARISON:
        return [("removed", old), ("added", new)]
    pieces: list[Piece] = []
    for kind, gone, come in _steps(old_words, new_words):
        pieces += [("same", gone)] if kind == "equal" else [("removed", gone), ("added", come)]
    return pieces


def _join(pieces: list[Piece]) -> list[Piece]:
    """Drop empty pieces and join neighbours of one kind."""
    joined: list[Piece] = []
    for kind, text in pieces:
        if text and joined and joined[-1][0] == kind:
            joined[-1] = (kind, joined[-1][1] + text)
        elif text:
            joined.append((kind, text))
    return joined
