"""The boundary of the target: one row for each sector, made of the scopes that are told of it."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Count

from contracts.documents.rows import Cells, Row, RowPage, fill_cells, find_in, slice_rows, state_number
from contracts.models import ContractVersion, TargetBoundary
from contracts.tables import TableSpec

NOTE_SEPARATOR = " · "


class BoundaryReader:
    """Rows of `TargetBoundary` by sector; the sector is the id of the row."""

    def read(self, version: ContractVersion, specs: Sequence[TableSpec]) -> dict[str, list[Row]]:
        """The sectors with their scopes, in one query."""
        sectors: dict[str, list[dict[str, Any]]] = {}
        found = TargetBoundary.objects.filter(version=version).order_by("sector", "scope")
        for one in found.values("sector", "scope", "coverage", "gases", "note"):
            sectors.setdefault(one["sector"], []).append({**one})
        return {spec.key: [_row(spec, sector, parts) for sector, parts in sectors.items()] for spec in specs}

    def page(
        self, version: ContractVersion, spec: TableSpec, *, limit: int, offset: int, query: str
    ) -> RowPage:
        """Some sectors; there are never more than a handful."""
        rows = self.read(version, [spec])[spec.key]
        return slice_rows(rows, limit=limit, offset=offset, query=query)

    def find(self, version: ContractVersion, spec: TableSpec, row_id: str) -> Row | None:
        """The row of an id."""
        return find_in(self.read(version, [spec])[spec.key], row_id)

    def count(self, version: ContractVersion, specs: Sequence[TableSpec]) -> dict[str, int]:
        """The number of sectors, in one query."""
        counted = TargetBoundary.objects.filter(version=version).order_by()
        sectors = counted.aggregate(sectors=Count("sector", distinct=True))["sectors"]
        return {spec.key: sectors for spec in specs}


def _row(spec: TableSpec, sector: str, parts: Sequence[dict[str, Any]]) -> Row:
    cells = _cells(spec, parts)
    return Row(sector, cells, state_number(cells))


def _cells(spec: TableSpec, parts: Sequence[dict[str, Any]]) -> Cells:
    """One row of a sector; where its scopes have different notes or gases, it has all of them."""
    notes = dict.fromkeys(part["note"] for part in parts if part["note"])
    gases = dict.fromkeys(gas for part in parts for gas in part["gases"])
    cells: Cells = {f"scope_{part['scope']}": part["coverage"] for part in parts}
    cells |= {"sector": parts[0]["sector"], "gases": list(gases), "note": NOTE_SEPARATOR.join(notes)}
    return fill_cells(spec.stored_columns, cells)
