"""Plain tables as checks read them: rows with numbers, texts and places, printed totals apart."""

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Any

from contracts.enums import Flow
from contracts.tables.checks.findings import (
    NOTE,
    WARNING,
    Cells,
    CheckContext,
    InventorySheet,
    TableFinding,
)
from contracts.tables.checks.words import plain_words
from core.validators import normalise_code

SCOPE_COLUMNS = ("scope_1", "scope_2", "scope_3")
TOTAL_WORDS = frozenset({"total", "totale", "totali", "totals", "overall", "somma", "sum", "gesamt", "summe"})
_NAMES = (
    "label",
    "subsector",
    "carrier",
    "activity",
    "code",
    "name",
    "title",
    "residual_source",
    "intervention",
    "item",
    "income_category",
    "indicator",
    "organisation_name",
    "sector",
    "field_of_action",
)
"""Columns that say what a row is, the most telling first."""
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


class Row:
    """One row: cells as `contracts.tables.spec` says; keys that begin with an underscore say where it comes from."""

    __slots__ = ("_numbers", "cells")

    def __init__(self, cells: Mapping[str, Any]) -> None:
        self.cells = cells
        self._numbers: dict[str, Decimal | None] = {}

    def number(self, column: str) -> Decimal | None:
        """The quantity of a cell; None where it is unknown, empty, a notation key or a text."""
        if column not in self._numbers:
            self._numbers[column] = read_number(self.cells.get(column))
        return self._numbers[column]

    def numbers(self, columns: Iterable[str]) -> list[Decimal]:
        """The known quantities of some columns."""
        return [value for value in map(self.number, columns) if value is not None]

    def year(self, column: str) -> int | None:
        """A year, or None."""
        value = self.number(column)
        return None if value is None else int(value)

    def text(self, column: str) -> str:
        """A text, of a translated one that of the first language that has one."""
        value = self.cells.get(column)
        if isinstance(value, Mapping):
            return next((text for text in value.values() if text), "")
        return "" if value is None else str(value).strip()

    @property
    def id(self) -> str:
        """The row's id, empty where it comes from a file."""
        return str(self.cells.get("_id") or "")

    @property
    def sector(self) -> str:
        """The row's sector, empty in total rows."""
        return self.text("sector")

    @property
    def name(self) -> str:
        """What the row is called: its own printed name, else its code, title or sector."""
        return next((text for text in map(self.text, _NAMES) if text), "")

    @property
    def place(self) -> str:
        """Where the row is, in words, with the cell of the file it was read from."""
        kind = self.text("carrier") or self.text("activity")
        parts = [self.sector, self.text("subsector"), kind] if kind else [self.name or "total"]
        name, cell = ", ".join(part for part in parts if part), self.text("_place")
        return f"{name} ({cell})" if cell else name

    @property
    def is_total(self) -> bool:
        """Whether the row is a printed sum of others; a stored row never is one by its name."""
        return bool(self.cells.get("_total")) or (not self.id and plain_words(self.name) in TOTAL_WORDS)

    def counts(self, split: Container[str] = ()) -> bool:
        """Whether the row enters totals; `split` names sectors that are printed whole and in parts."""
        told = self.cells.get("counts_toward_total")
        return told if isinstance(told, bool) else not (self.sector in split and self.text("label"))


def read_number(value: Any) -> Decimal | None:
    """The decimal of a cell; None for anything else, be it unknown, a notation key or a text.

    >>> read_number("1076.5"), read_number("NE"), read_number(None)
    (Decimal('1076.5'), None, None)
    """
    if value is None or isinstance(value, bool):
        return None
    if isinstance(value, Decimal):
        return value if value.is_finite() else None
    text = str(value).strip()
    return Decimal(text) if _NUMBER.fullmatch(text) else None


class Tables:
    """Every table that is there, by key, and what is known besides."""

    def __init__(self, tables: Mapping[str, Sequence[Cells]], context: CheckContext) -> None:
        self.context = context
        self._rows = {key: tuple(map(Row, rows)) for key, rows in tables.items()}
        self._without_totals: dict[str, tuple[Row, ...]] = {}
        self._by_code: dict[str, dict[str, Row]] = {}

    @property
    def keys(self) -> Sequence[str]:
        """The tables that are there, in their order."""
        return tuple(self._rows)

    def all_rows(self, table: str) -> tuple[Row, ...]:
        """The rows of a table with its printed totals, in their order; none where the table is not there."""
        return self._rows.get(table, ())

    def rows(self, table: str) -> tuple[Row, ...]:
        """The rows of a table without its printed totals."""
        if table not in self._without_totals:
            rows = self.all_rows(table)
            self._without_totals[table] = tuple(row for row in rows if not is_total(table, row))
        return self._without_totals[table]

    def by_code(self, table: str) -> Mapping[str, Row]:
        """The rows of a table by their code without case and spaces; of two with one code the first."""
        if table not in self._by_code:
            rows = {normalise_code(row.text("code")): row for row in reversed(self.rows(table))}
            self._by_code[table] = {code: row for code, row in reversed(rows.items()) if code}
        return self._by_code[table]

    def total(self, table: str) -> Row | None:
        """The printed total of the whole table, which is its last one."""
        return next((row for row in reversed(self.all_rows(table)) if is_total(table, row)), None)

    def counted(self, table: str) -> tuple[Row, ...]:
        """The rows that make the total: neither totals nor details of another row.

        Where emissions do not say what counts, a row with a name of its own is a detail of its sector's nameless row.
        """
        rows = self.rows(table)
        split = {row.sector for row in rows if table == "emissions" and not row.text("label")}
        return tuple(row for row in rows if row.counts(split))

    @cached_property
    def sector_baselines(self) -> dict[str, Decimal]:
        """Net tonnes of each sector in the table of emissions."""
        sums: dict[str, Decimal] = {}
        for row in self.counted("emissions"):
            tonnes = emitted(row)
            if tonnes is not None:
                sums[row.sector] = sums.get(row.sector, Decimal(0)) + tonnes
        return sums

    @cached_property
    def sheets(self) -> tuple[tuple[InventorySheet, "Tables"], ...]:
        """Every inventory with its own rows: those of the context, else the table of emissions that is there."""
        own = InventorySheet(
            "", self.context.baseline_year, [row.cells for row in self.all_rows("emissions")]
        )
        found = self.context.inventories or ([own] if own.rows else [])
        return tuple((sheet, Tables({"emissions": sheet.rows}, self.context)) for sheet in found)

    def whole(self, table: str, column: str) -> Decimal | None:
        """A column's printed total, or the sum of its rows where none is printed; None where nothing is known."""
        total = self.total(table)
        if total is not None and total.number(column) is not None:
            return total.number(column)
        known = [value for row in self.counted(table) if (value := row.number(column)) is not None]
        return sum(known, Decimal(0)) if known else None


def is_total(table: str, row: Row) -> bool:
    """Whether a row is a printed total; in the gap table it is the row without a sector."""
    return row.is_total or (table == "emissions_gap" and not row.sector and not row.text("label"))


def signed(row: Row, column: str) -> Decimal | None:
    """A quantity with the sign it has in a net total: what a sink removes is negative, however it was written."""
    value = row.number(column)
    is_sink = value is not None and row.text("flow") == Flow.SINK
    return -abs(value) if value is not None and is_sink else value


def emitted(row: Row) -> Decimal | None:
    """What a row with scopes adds up to, net of sinks: its printed total, else its scopes; None where none is known."""
    if row.number("total") is not None:
        return signed(row, "total")
    known = [value for value in (signed(row, column) for column in SCOPE_COLUMNS) if value is not None]
    return sum(known, Decimal(0)) if known else None


def finding_at(
    row: Row,
    check: str,
    table: str,
    numbers: Mapping[str, Any],
    *,
    severity: str = WARNING,
    proposal: str = "",
    columns: tuple[str, ...] = (),
) -> TableFinding:
    """What a check found in a row: a warning unless told otherwise, mended as the check's own proposal says."""
    told = plain_numbers(numbers)
    return TableFinding(check, severity, table, row.place, told, proposal or check, row.id, columns)


def finding_in(
    table: str,
    check: str,
    numbers: Mapping[str, Any],
    *,
    severity: str = NOTE,
    place: str = "",
    columns: tuple[str, ...] = (),
) -> TableFinding:
    """What a check found in a table as a whole: a note unless told otherwise."""
    return TableFinding(check, severity, table, place, plain_numbers(numbers), check, "", columns)


def plain_numbers(numbers: Mapping[str, Any]) -> dict[str, Any]:
    """The numbers of a sentence as JSON can keep them."""
    return {name: float(value) if isinstance(value, Decimal) else value for name, value in numbers.items()}
