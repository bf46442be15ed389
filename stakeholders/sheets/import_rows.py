"""Reading the rows of a filled workbook: cells as answers, and what is wrong in which cell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from contracts.tables import Column, ColumnKind
from contracts.tables.cell_checks import Message
from contracts.tables.cells import parse_cell
from core.fields import Texts
from core.tabular import machine_number
from core.validators import UNSTORABLE
from stakeholders.sheets.answers import check_answers, fields_of, keep_known
from stakeholders.sheets.import_columns import (
    CONFIDENTIAL,
    KEY,
    ORGANISATION,
    TITLES,
    find_column,
    import_columns,
)

MOST_HEADER_ROWS = 5
MOST_SHEETS = 300
Cell = str | int | float | bool | None


class RefusedTable(Exception):
    """The table has no headers that are known, or too many rows; the text says which."""


@dataclass(slots=True)
class SheetRow:
    """One row: what it says, and what is wrong, by column."""

    line: int
    cells: dict[str, Any] = field(default_factory=dict)
    faults: dict[str, Message] = field(default_factory=dict)
    answers: dict[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """The number that whoever filled the table in gave the row."""
        return self.cells.get(KEY) or ""

    def text(self, name: str) -> Texts:
        """A text in the languages in which it was written."""
        parts = {code: self.cells.get(f"{name}_{code}") for code, _language in settings.LANGUAGES}
        return Texts({code: part for code, part in parts.items() if part})


@dataclass(frozen=True, slots=True)
class SheetTable:
    """The rows of a workbook, and the letters of its columns."""

    rows: list[SheetRow]
    letters: Mapping[str, str]


def read_table(variant: str, grid: Sequence[Sequence[Cell]]) -> SheetTable:
    """The rows of a filled workbook; each cell that cannot be read is a fault of its row. Raises `RefusedTable`."""
    heads = [_heads(variant, row) for row in grid[:MOST_HEADER_ROWS]]
    count = max((number for number, row in enumerate(heads, start=1) if len(row) > 1), default=0)
    places: dict[int, str] = {}
    for row in heads[:count]:
        places |= row
    if missing := [name for name in (KEY, ORGANISATION) if name not in places.values()]:
        raise RefusedTable(_("There is no header for: %(columns)s.") % {"columns": ", ".join(missing)})
    _refuse_unknown(grid[:count], places)
    columns = {column.key: column for column in import_columns(variant)}
    rows = [
        _read_row(number, variant, {columns[key]: _at(row, place) for place, key in places.items()})
        for number, row in enumerate(grid[count:], start=count + 1)
        if any(cell not in (None, "") for cell in row)
    ]
    if not 1 <= len(rows) <= MOST_SHEETS:
        raise RefusedTable(_("A workbook holds between 1 and %(most)s sheets.") % {"most": MOST_SHEETS})
    _check_keys(rows)
    return SheetTable(rows, {key: column_letter(place) for place, key in places.items()})


def column_letter(place: int) -> str:
    """The letter of a column as spreadsheets write it.

    >>> column_letter(0), column_letter(25), column_letter(26)
    ('A', 'Z', 'AA')
    """
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _heads(variant: str, row: Sequence[Cell]) -> dict[int, str]:
    """The known headers of a row, by their place."""
    found = {place: find_column(variant, str(cell)) for place, cell in enumerate(row) if cell}
    return {place: key for place, key in found.items() if key}


def _refuse_unknown(heads: Sequence[Sequence[Cell]], places: Mapping[int, str]) -> None:
    """Refuse columns that no sheet of the cluster has, so that no answer is left out in silence."""
    words = {
        place: str(cell) for row in heads for place, cell in enumerate(row) if cell and place not in places
    }
    if words:
        told = ", ".join(f"{column_letter(place)} ({text})" for place, text in sorted(words.items()))
        raise RefusedTable(
            _("The sheets of this cluster have no such columns: %(columns)s.") % {"columns": told}
        )


def _at(row: Sequence[Cell], place: int) -> Cell:
    return row[place] if place < len(row) else None


def _read_row(line: int, variant: str, cells: Mapping[Column, Cell]) -> SheetRow:
    row = SheetRow(line)
    for column, cell in cells.items():
        _read_cell(row, column, cell)
    keys = {one.key for one in fields_of(variant)}
    row.answers = keep_known({key: value for key, value in row.cells.items() if key in keys})
    row.faults = check_answers(variant, row.answers) | row.faults
    _read_frame(row, variant)
    return row


def _read_cell(row: SheetRow, column: Column, cell: Cell) -> None:
    if cell is None or (isinstance(cell, bool) and column.kind == ColumnKind.BOOLEAN):
        row.cells[column.key] = cell
        return
    is_number = isinstance(cell, int | float) and not isinstance(cell, bool)
    words = machine_number(cell) if isinstance(cell, int | float) else cell
    if UNSTORABLE.search(words):
        row.faults[column.key] = _("This text holds signs that cannot be stored.")
        return
    parsed = parse_cell(column, words, number_format="en" if is_number else "auto", language="it")
    if parsed.ambiguous_readings:
        row.faults[column.key] = _("This text may mean two numbers: write it as a number.")
    elif parsed.error:
        row.faults[column.key] = str(parsed.error)
    else:
        row.cells[column.key] = parsed.value


def _read_frame(row: SheetRow, variant: str) -> None:
    """Check what stands before the questions, as far as the row alone tells."""
    for name, message in (
        (KEY, _("Give the row a number or a word of its own.")),
        (ORGANISATION, _("Say whose sheet this is.")),
    ):
        if not row.cells.get(name):
            row.faults.setdefault(name, message)
    first = f"title_{settings.LANGUAGES[0][0]}"
    if not row.text("title"):
        row.faults.setdefault(first, _("Give the project a title."))
    for name in TITLES:
        for code, words in row.text(name).items():
            if name != "statement" and len(words) > 300:
                row.faults.setdefault(f"{name}_{code}", _("At most 300 characters."))
    _read_place(row)
    _read_confidential(row, variant)


def _read_place(row: SheetRow) -> None:
    given = [name for name in ("latitude", "longitude") if row.cells.get(name) is not None]
    if len(given) == 1 and not {"latitude", "longitude"} & row.faults.keys():
        missing = "longitude" if given == ["latitude"] else "latitude"
        row.faults[missing] = _("Give both numbers of a place on the map.")
    for name in given:
        row.cells[name] = Decimal(row.cells[name]).quantize(Decimal("0.000001"))


def _read_confidential(row: SheetRow, variant: str) -> None:
    if CONFIDENTIAL not in row.cells and CONFIDENTIAL not in row.faults:
        return  # no such column: what is marked stays marked
    words = [part.strip() for part in (row.cells.get(CONFIDENTIAL) or "").split(";") if part.strip()]
    allowed = {one.key for one in fields_of(variant) if one.can_be_confidential}
    found = {part: find_column(variant, part) for part in words}
    if strange := [part for part, key in found.items() if key not in allowed]:
        row.faults[CONFIDENTIAL] = _("These answers cannot be kept from the public: %(columns)s.") % {
            "columns": "; ".join(strange)
        }
    row.cells[CONFIDENTIAL] = sorted(set(found.values()) & allowed)


def _check_keys(rows: Sequence[SheetRow]) -> None:
    seen: dict[str, int] = {}
    for row in rows:
        if row.key and row.key in seen:
            row.faults[KEY] = _("Line %(line)s has the same key.") % {"line": seen[row.key]}
        seen.setdefault(row.key, row.line)
