"""Rows of tables as plain data: cells as `contracts.tables.spec` says, whatever they are kept in."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Protocol
from uuid import UUID
from zlib import crc32

from contracts.models import ContractVersion
from contracts.tables import Column, TableSpec

Cells = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Row:
    """One row. `hidden` names the columns that this row alone keeps from the public, with who reads them.

    `revision` is another number whenever the row was changed (`state_number` where its store counts none), and 0 in a
    version that is frozen.
    """

    id: str
    cells: Cells
    revision: int = 0
    hidden: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RowPage:
    """Some rows of a table, and how many there are in all."""

    rows: list[Row]
    total: int


class Reader(Protocol):
    """How the rows of one store are read; the number of queries never depends on the number of rows."""

    def read(self, version: ContractVersion, specs: Sequence[TableSpec]) -> dict[str, list[Row]]:
        """All rows of some tables of the store, by table."""
        ...

    def page(
        self, version: ContractVersion, spec: TableSpec, *, limit: int, offset: int, query: str
    ) -> RowPage:
        """Rows from `offset` on that hold the words of `query`."""
        ...

    def find(self, version: ContractVersion, spec: TableSpec, row_id: str) -> Row | None:
        """The row of an id."""
        ...

    def count(self, version: ContractVersion, specs: Sequence[TableSpec]) -> dict[str, int]:
        """The number of rows by table, in one query."""
        ...


def plain_value(value: Any) -> Any:
    """What a model holds as a cell: decimals and days as text, nothing known as null."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, Decimal):
        return plain_decimal(value)
    if isinstance(value, Mapping):
        return {code: text for code, text in value.items() if text} or None
    if isinstance(value, date):
        return value.isoformat()
    return None if value in ("", []) else value


def plain_decimal(value: Decimal) -> str:
    """A quantity without trailing zeros and without an exponent; zero has no sign."""
    return format(value.normalize(), "f") if value else "0"


def fill_cells(columns: Iterable[Column], cells: Mapping[str, Any]) -> Cells:
    """A cell for each column, null where nothing is known."""
    return {column.key: plain_value(cells.get(column.key)) for column in columns}


def state_number(cells: Cells) -> int:
    """A number of the cells as they are, for rows that count no revisions."""
    text = json.dumps(cells, sort_keys=True, ensure_ascii=False)
    return crc32(text.encode()) % 2**31 or 1


def find_in(rows: Iterable[Row], row_id: str) -> Row | None:
    """The row of an id among rows that were read already."""
    return next((row for row in rows if row.id == row_id), None)


def as_uuid(row_id: str) -> UUID:
    """The id as a UUID; for what cannot be one, that of no row."""
    try:
        return UUID(row_id)
    except ValueError:
        return UUID(int=0)


def slice_rows(rows: Sequence[Row], *, limit: int, offset: int, query: str) -> RowPage:
    """A page of rows that were read already."""
    found = [row for row in rows if holds_words(row, query)] if query else list(rows)
    return RowPage(found[offset : offset + limit], len(found))


def holds_words(row: Row, query: str) -> bool:
    """Whether some cell holds the words, whatever their case."""
    wanted = query.casefold()
    return any(wanted in text.casefold() for value in row.cells.values() for text in _texts_of(value))


def _texts_of(value: Any) -> Iterable[str]:
    if isinstance(value, Mapping):
        return value.values()
    if isinstance(value, list):
        return value
    return () if value is None else (str(value),)
