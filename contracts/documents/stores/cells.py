"""Tables that have no model of their own: rows of `TableRow`."""

import json
from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Q, QuerySet, TextField
from django.db.models.functions import Cast

from contracts.documents.rows import Row, RowPage, as_uuid, fill_cells
from contracts.models import ContractVersion, TableRow
from contracts.tables import TableSpec

Values = tuple[Any, str, int, dict[str, Any]]
_VALUES = ("id", "table", "revision", "cells")


class CellsReader:
    """Rows of `TableRow`."""

    def read(self, version: ContractVersion, specs: Sequence[TableSpec]) -> dict[str, list[Row]]:
        """All rows of some tables, by table, in one query."""
        by_key = {spec.key: spec for spec in specs}
        tables: dict[str, list[Row]] = {key: [] for key in by_key}
        found = _in_order(version).filter(table__in=by_key).values_list(*_VALUES)
        for values in found.iterator(chunk_size=5_000):
            tables[values[1]].append(_row(by_key[values[1]], values))
        return tables

    def page(
        self, version: ContractVersion, spec: TableSpec, *, limit: int, offset: int, query: str
    ) -> RowPage:
        """Rows from `offset` on that hold the words of `query`, in two queries."""
        found = _in_order(version).filter(table=spec.key)
        if query:
            found = _holding(found, query)
        rows = found.values_list(*_VALUES)[offset : offset + limit]
        return RowPage([_row(spec, values) for values in rows], found.count())

    def find(self, version: ContractVersion, spec: TableSpec, row_id: str) -> Row | None:
        """The row of an id, in one query."""
        found = _in_order(version).filter(table=spec.key, pk=as_uuid(row_id)).values_list(*_VALUES).first()
        return _row(spec, found) if found else None

    def count(self, version: ContractVersion, specs: Sequence[TableSpec]) -> dict[str, int]:
        """The number of rows by table, in one query."""
        found = TableRow.objects.filter(version=version).order_by().values("table").annotate(rows=Count("id"))
        counted = {one["table"]: one["rows"] for one in found}
        return {spec.key: counted.get(spec.key, 0) for spec in specs}


def _in_order(version: ContractVersion) -> QuerySet[TableRow]:
    return TableRow.objects.filter(version=version).order_by("table", "position", "id")


def _holding(rows: QuerySet[TableRow], query: str) -> QuerySet[TableRow]:
    """SQLite keeps JSON with letters beyond ASCII escaped, PostgreSQL does not."""
    escaped = json.dumps(query)[1:-1]
    words = Q(cells_text__icontains=query) | Q(cells_text__icontains=escaped)
    return rows.annotate(cells_text=Cast("cells", TextField())).filter(words)


def _row(spec: TableSpec, values: Values) -> Row:
    row_id, _table, revision, cells = values
    return Row(str(row_id), fill_cells(spec.stored_columns, cells), revision)
