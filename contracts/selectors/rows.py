"""The rows of a table as a page shows them: searched, page by page, in words."""

import math
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from contracts.documents import Row, read_page, read_rows
from contracts.models import ContractVersion
from contracts.tables import Column, ColumnKind, TableSpec
from contracts.tables.cells import format_cell
from core.fields import Texts

ROWS_A_PAGE = 25
LONGEST_NAME, LONGEST_CELL = 120, 160


class ShownCell(NamedTuple):
    """A cell in words; `language` is set where it is not the page's."""

    text: str
    is_number: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row as the page shows it: what people call it, and its cells after the first one, which heads it."""

    row: Row
    name: str
    head: str
    cells: list[ShownCell]


@dataclass(frozen=True, slots=True)
class ShownPage:
    """One page of a table, and how many rows hold the words that are looked for."""

    spec: TableSpec
    rows: list[ShownRow]
    found: int
    number: int
    search: str

    @property
    def pages(self) -> int:
        """How many pages the rows fill."""
        return max(1, math.ceil(self.found / ROWS_A_PAGE))

    @property
    def first(self) -> int:
        """The number of the first row that is shown."""
        return (self.number - 1) * ROWS_A_PAGE + 1 if self.found else 0

    @property
    def last(self) -> int:
        """The number of the last row that is shown."""
        return min(self.number * ROWS_A_PAGE, self.found)

    @property
    def previous(self) -> int | None:
        """The page before, None on the first."""
        return self.number - 1 if self.number > 1 else None

    @property
    def next(self) -> int | None:
        """The page after, None on the last."""
        return self.number + 1 if self.number < self.pages else None


def row_page(
    version: ContractVersion, spec: TableSpec, *, language: str, search: str = "", number: int = 1
) -> ShownPage:
    """One page of the rows of a table that hold the words of `search`; a page after the last one is empty."""
    page = read_page(version, spec.key, limit=ROWS_A_PAGE, offset=(number - 1) * ROWS_A_PAGE, query=search)
    return ShownPage(spec, [show_row(spec, row, language) for row in page.rows], page.total, number, search)


def find_row(version: ContractVersion, spec: TableSpec, row_id: str) -> Row | None:
    """The row of a table with that id."""
    return next((row for row in read_rows(version, spec.key) if row.id == row_id), None)


def show_row(spec: TableSpec, row: Row, language: str) -> ShownRow:
    """A row in words."""
    head, *cells = [_show_cell(column, row.cells.get(column.key), language) for column in spec.columns]
    name = name_of(spec, row.cells, language)
    return ShownRow(row, name, head.text or name, cells)


def _show_cell(column: Column, value: Any, language: str) -> ShownCell:
    """A cell in words, cut at a word so that one text does not fill the page."""
    if column.kind == ColumnKind.TEXTS:
        text, written_in = Texts(value or {}).pick(language)
        return ShownCell(shorten(text), language="" if written_in == language else written_in)
    return ShownCell(shorten(format_cell(column, value, language)), column.is_number)


def shorten(text: str) -> str:
    """A long text cut at a word."""
    return text if len(text) <= LONGEST_CELL else text[:LONGEST_CELL].rsplit(" ", 1)[0] + " …"


def name_of(spec: TableSpec, cells: dict[str, Any], language: str) -> str:
    """What people call a row: its identity columns in words, "Total" in a total row, else its first filled cell."""
    identity = [spec.column(key) for key in spec.identity] or list(spec.columns)[:1]
    named = [format_cell(one, cells.get(one.key), language) for one in identity if cells.get(one.key)]
    if not named and spec.total_row:
        return _("Total")
    filled = (format_cell(one, cells[one.key], language) for one in spec.columns if cells.get(one.key))
    return " · ".join(named)[:LONGEST_NAME] or next(filled, "")[:LONGEST_NAME]
