"""Tables that stand on their side: labels in one column, the values of each row beside them."""

import re
from dataclasses import dataclass

from contracts.tables.wording import plain_words
from exchange.recognition.grids import Grid
from exchange.recognition.vocabulary import columns_named, columns_of

LOOK_AHEAD = 40
MOST_LABEL_COLUMNS = 3
TITLE_OF_FORM = re.compile(r"\b(b-?2\.2|outline|scheda|sheet|fiche|card)\b", re.IGNORECASE)


@dataclass(frozen=True)
class FormShape:
    """Where a form's labels stand, which column each of them is, and how far it reaches."""

    table: str
    label_column: int
    top: int
    bottom: int
    labels: tuple[tuple[int, str, str | None], ...]
    """Row, text and column of each label."""
    named: int


def find_form(grid: Grid, row: int, *, wanted: tuple[str, ...]) -> FormShape | None:
    """The form that begins in a row: at least three labels under one another name columns of one table."""
    if row + 2 >= len(grid.rows):
        return None
    found = [
        shape
        for column in range(MOST_LABEL_COLUMNS)
        if (shape := _shape(grid, row, column, wanted)) is not None
    ]
    return max(found, key=lambda shape: shape.named, default=None)


def _shape(grid: Grid, row: int, column: int, wanted: tuple[str, ...]) -> FormShape | None:
    window = _labels(grid, row, min(row + LOOK_AHEAD, len(grid.rows)), column)
    if len(window) < 3 or not columns_named(window[0][1]):
        return None
    table, named = _best_table([text for _row, text in window], wanted)
    share = named / len({text for _row, text in window})
    if named < (3 if table in wanted else 4) or share < (0.3 if table in wanted else 0.5):
        return None
    bottom = _bottom(grid, row, column, table)
    labels = _labels(grid, row, bottom, column)
    texts = tuple(dict.fromkeys(text for _row, text in labels))
    keys = dict(zip(texts, columns_of(table, texts), strict=True))
    return FormShape(table, column, row, bottom, tuple((at, text, keys[text]) for at, text in labels), named)


def _best_table(texts: list[str], wanted: tuple[str, ...]) -> tuple[str, int]:
    """The table of which most different columns are named, a titled one before others."""
    columns: dict[str, set[str]] = {}
    for text in texts:
        for table, column in columns_named(text):
            columns.setdefault(table, set()).add(column)
    if not columns:
        return "", 0
    table = max(columns, key=lambda key: (key in wanted, len(columns[key])))
    asked = tuple(dict.fromkeys(texts))
    return table, len({key for key in columns_of(table, asked) if key})


def _labels(grid: Grid, top: int, bottom: int, column: int) -> list[tuple[int, str]]:
    """The labels of a column that have a value at their right; a merged one once."""
    labels = []
    for row in range(top, bottom):
        text = grid.text(row, column)
        if text and grid.corner(row, column)[0] == row and _has_room(grid, row, column):
            labels.append((row, text))
    return labels


def _has_room(grid: Grid, row: int, column: int) -> bool:
    """Whether the label is not merged over everything, as titles and groups are."""
    beyond = [grid.corner(row, at) for at in range(column + 1, max(grid.width, column + 2))]
    return any(corner != grid.corner(row, column) for corner in beyond)


def _bottom(grid: Grid, row: int, column: int, table: str) -> int:
    """The row after the last label of the table; other tables begin where none comes for a long while."""
    last = row
    for at in range(row, len(grid.rows)):
        if any(key == table for key, _name in columns_named(grid.text(at, column))):
            last = at
        elif at - last > LOOK_AHEAD:
            break
    while last + 1 < len(grid.rows) and not grid.is_blank(last + 1) and _is_continued(grid, last + 1, column):
        last += 1
    return last + 1


def _is_continued(grid: Grid, row: int, column: int) -> bool:
    """Whether a row continues the form: another label with a value, or more lines of the value above."""
    text = grid.text(row, column)
    return not TITLE_OF_FORM.search(plain_words(text)) and any(
        grid.text(row, at) for at in range(column + 1, grid.width)
    )
