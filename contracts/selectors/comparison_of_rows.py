"""What differs between the rows of one table in two documents."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from django.conf import settings

from contracts.tables import Column, TableSpec, find_section
from contracts.tables.cells import format_cell
from contracts.tables.spec import ColumnKind
from core.canonical import canonical_json

MOST_ROWS = 100
"""Rows of one kind that a page names one by one; the others are counted."""

Cells = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell that two versions fill differently, each in words; empty where it says nothing."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row that is in both versions, and the cells in which it differs."""

    name: str
    cells: list[CellChange]


@dataclass(frozen=True, slots=True)
class TableChange:
    """What differs in a table: rows that came, that went, and that are not as they were."""

    spec: TableSpec
    section_title: str
    added: list[str]
    removed: list[str]
    changed: list[RowChange]

    @property
    def shown_added(self) -> list[str]:
        """The first rows that came."""
        return self.added[:MOST_ROWS]

    @property
    def shown_removed(self) -> list[str]:
        """The first rows that went."""
        return self.removed[:MOST_ROWS]

    @property
    def shown_changed(self) -> list[RowChange]:
        """The first rows that are not as they were."""
        return self.changed[:MOST_ROWS]

    @property
    def unnamed(self) -> int:
        """How many rows the page does not name one by one."""
        return sum(max(0, len(rows) - MOST_ROWS) for rows in (self.added, self.removed, self.changed))


def compare_tables(
    specs: Iterable[TableSpec], before: Mapping[str, list[Any]], after: Mapping[str, list[Any]], language: str
) -> list[TableChange]:
    """The tables that differ, in the order of the contract."""
    found = [
        _compare_table(spec, before.get(spec.key, []), after.get(spec.key, []), language) for spec in specs
    ]
    return [one for one in found if one.added or one.removed or one.changed]


def pair_rows(
    spec: TableSpec, before: list[Any], after: list[Any]
) -> Iterator[tuple[Cells | None, Cells | None]]:
    """Each row of the two tables with the one that it is in the other, by the columns that make a row the same row.

    Rows that share these columns are paired in their order; None stands where there is no such row.
    """
    old, new = _by_identity(spec, before), _by_identity(spec, after)
    for key in {**old, **new}:
        yield from zip_longest(old.get(key, []), new.get(key, []))


def row_name(spec: TableSpec, cells: Cells, language: str) -> str:
    """What people call a row: the columns that identify it, in words."""
    named = (format_cell(spec.column(key), cells.get(key), language) for key in spec.identity)
    filled = (format_cell(one, cells.get(one.key), language) for one in spec.columns)
    return " · ".join(part for part in named if part) or next((part for part in filled if part), "")


def _by_identity(spec: TableSpec, rows: list[Any]) -> dict[str, list[Cells]]:
    found: dict[str, list[Cells]] = {}
    for row in rows:
        cells = row["cells"]
        known = {key: cells.get(key) for key in spec.identity} if spec.identity else cells
        found.setdefault(canonical_json(known), []).append(cells)
    return found


def _compare_table(spec: TableSpec, before: list[Any], after: list[Any], language: str) -> TableChange:
    change = TableChange(spec, str(find_section(spec.section).title), [], [], [])
    if before == after:
        return change
    for old, new in pair_rows(spec, before, after):
        if old is None and new is not None:
            change.added.append(row_name(spec, new, language))
        elif new is None and old is not None:
            change.removed.append(row_name(spec, old, language))
        elif old is not None and new is not None and (cells := _compare_cells(spec, old, new, language)):
            change.changed.append(RowChange(row_name(spec, new, language), cells))
    return change


def _compare_cells(spec: TableSpec, old: Cells, new: Cells, language: str) -> list[CellChange]:
    changes: list[CellChange] = []
    for column in spec.columns:
        if old.get(column.key) != new.get(column.key):
            changes += _compare_cell(column, old.get(column.key), new.get(column.key), language)
    return changes


def _compare_cell(column: Column, old: Any, new: Any, language: str) -> list[CellChange]:
    """A cell in words; a translated text once for each language in which it differs."""
    if column.kind != ColumnKind.TEXTS:
        pair = format_cell(column, old, language), format_cell(column, new, language)
        return [CellChange(str(column.label), *pair)] if pair[0] != pair[1] else []
    texts = [
        (code, (old or {}).get(code, ""), (new or {}).get(code, "")) for code, _name in settings.LANGUAGES
    ]
    return [
        CellChange(f"{column.label} ({code})", before, after)
        for code, before, after in texts
        if before != after
    ]
