"""Finding the header of a table: one to four rows that name its columns, groups above and units below them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from exchange.recognition.grids import Grid, is_empty
from exchange.recognition.vocabulary import LONGEST_HEADER, columns_of, tables_named

MAX_DEPTH = 4
PREFERRED = 100
"""How much a title outweighs the header: a table that is named is that table."""
NUMBERING = re.compile(r"\(?[\divx]{1,4}\)?([\s=+-]+\(?\d{1,2}\)?)*", re.IGNORECASE)
UNIT = re.compile(
    r"[\[(]?\s*((?:absolute|abs\.?|relative|rel\.?|assolut[oaie]|relativ[oaie])[\])]?(?:\s.*)?|%|[km]?t(onnes|onnellate|ons)?\b.*|[kmgt]wh\b.*|[tg]j\b.*|€|(k|m|mln|mio)?\s?(€|eur)\b.*|eur[o]?|"
    r"n\.?|no\.?|#|year|anno|date|text|unit[aà]?)\s*[\])]?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Header:
    """A header that was found: where it stands, what its columns are called, what table it fits."""

    row: int
    depth: int
    texts: tuple[str, ...]
    table: str
    named: int
    """How many columns of the table it names."""
    share: float
    """The share of its texts that name a column."""

    @property
    def is_convincing(self) -> bool:
        """Whether it makes a table without any title."""
        return self.named >= 3 or (self.named == 2 and self.share >= 0.6)


def find_header(grid: Grid, row: int, *, wanted: tuple[str, ...] = (), hint: str = "") -> Header | None:
    """The header that begins in a row, if one does.

    `wanted` are tables that a title named; another table then needs a far better header. `hint` is a text (a unit, the
    name of the sheet) that decides between tables with the same columns.
    """
    best: Header | None = None
    best_score = 0.0
    for depth in range(1, MAX_DEPTH + 1):
        if row + depth > len(grid.rows) or not _may_be_header(grid, row + depth - 1, is_first=depth == 1):
            break
        texts = header_texts(grid, row, depth)
        header = _judge(texts, row, depth, wanted, hint)
        if header is not None and (score := header.named - 0.1 * depth) > best_score:
            best, best_score = header, score
    return best and _with_merged_rows(grid, best, wanted, hint)


def header_texts(grid: Grid, row: int, depth: int) -> tuple[str, ...]:
    """The text of each column, from the group above down to the column itself, each said once."""
    rows = [_filled_right(grid, row + step, row + depth - 1) for step in range(depth)]
    width = max((len(texts) for texts in rows), default=0)
    joined = []
    for column in range(width):
        parts: list[str] = []
        for texts in rows:
            text = texts[column] if column < len(texts) else ""
            if text and text not in parts:
                parts.append(text)
        joined.append(" / ".join(parts))
    return tuple(joined)


def skip_below_header(grid: Grid, row: int) -> tuple[int, str]:
    """The first row under a header that is no row of units or of column numbers; and the units it passed over."""
    units = ""
    while row < len(grid.rows):
        texts = [grid.text(row, column) for column in range(len(grid.rows[row]))]
        filled = [text for text in texts if text]
        values = [value for value in grid.rows[row] if not is_empty(value)]
        if filled and all(UNIT.fullmatch(text) for text in filled):
            units = " | ".join(texts)
        elif not _is_numbering(filled, values):
            break
        row += 1
    return row, units


def _with_merged_rows(grid: Grid, header: Header, wanted: tuple[str, ...], hint: str) -> Header:
    """The header with the rows over which its cells are merged: they hold units, absolute and percent."""
    last = header.row + header.depth - 1
    bottoms = [
        bottom
        for top, left, bottom, _right in grid.merged
        if header.row <= top <= last < bottom < header.row + MAX_DEPTH + 1 and grid.text(top, left)
    ]
    if not bottoms:
        return header
    depth = max(bottoms) - header.row + 1
    whole = _judge(header_texts(grid, header.row, depth), header.row, depth, (header.table, *wanted), hint)
    return whole if whole is not None and whole.named >= header.named else header


def _judge(texts: tuple[str, ...], row: int, depth: int, wanted: tuple[str, ...], hint: str) -> Header | None:
    """The table that the texts fit best."""
    filled = tuple(text for text in texts if text)
    counts = tables_named(filled)
    if not counts:
        return None
    table = max(counts, key=lambda key: (*_rank(key, texts, counts[key], wanted, hint),))
    named = len({key for key in columns_of(table, texts) if key})
    if not named or (table not in wanted and (named < 2 or len(filled) < 2)):
        return None
    return Header(row, depth, texts, table, named, named / len(filled))


def _rank(
    table: str, texts: tuple[str, ...], count: int, wanted: tuple[str, ...], hint: str
) -> tuple[float, float]:
    """How well a table fits: columns that are named, each once, before the words around."""
    if count < 2 and table not in wanted:
        return (count, 0.0)
    named = len({key for key in columns_of(table, texts) if key})
    return (named + (PREFERRED if table in wanted else 0), _hint_score(table, hint))


@lru_cache(maxsize=2048)
def _hint_score(table: str, hint: str) -> float:
    """What the words around a table say where its columns leave it open."""
    words = hint.casefold()
    told = {
        "energy_use": r"[kmgt]wh|energ|consum",
        "emissions": r"co2|ghg|emission|emissioni|gas serra",
        "activity": r"activit|attivit",
        "governance": r"governanc",
        "social_innovation": r"social|sociale",
    }
    pattern = told.get(table)
    return float(bool(pattern and re.search(pattern, words)))


def _may_be_header(grid: Grid, row: int, *, is_first: bool) -> bool:
    """Whether a row can belong to a header: short texts, no quantities; years may be there."""
    values = [value for value in grid.rows[row] if not is_empty(value)]
    if not values:
        return False
    texts = [value for value in values if isinstance(value, str)]
    if any(len(text) > LONGEST_HEADER for text in texts):
        return False
    numbers = [value for value in values if not isinstance(value, str)] + [
        text for text in texts if re.fullmatch(r"[\d.,\s%-]+", text)
    ]
    years = [number for number in numbers if re.fullmatch(r"(19|20)\d\d", str(number))]
    return len(numbers) == len(years) and (not is_first or len(texts) > len(years))


def _is_numbering(filled: list[str], values: Sequence[object]) -> bool:
    """A row "(1) (2) (3) = (1)-(2)" under a header."""
    if len(filled) < 2 or any(isinstance(value, float) for value in values):
        return False
    digits = [int(found[0]) for text in filled if (found := re.search(r"\d+", text))]
    return all(NUMBERING.fullmatch(text) for text in filled) and digits == list(
        range(digits[0], digits[0] + len(digits)) if digits else []
    )


def _filled_right(grid: Grid, row: int, last: int) -> list[str]:
    """The texts of a header row; the name of a group reaches to the right over columns that it groups."""
    width = max(len(grid.rows[step]) for step in range(row, last + 1))
    texts = [grid.text(row, column) for column in range(width)]
    if row == last:
        return texts
    below = [grid.text(row + 1, column) for column in range(width)]
    for column in range(1, width):
        is_open = not texts[column] and below[column] and not _is_merged(grid, row, column)
        if is_open and texts[column - 1] and below[column - 1] and below[column] != texts[column - 1]:
            texts[column] = texts[column - 1]
    return texts


def _is_merged(grid: Grid, row: int, column: int) -> bool:
    return grid.corner(row, column) != (row, column)
