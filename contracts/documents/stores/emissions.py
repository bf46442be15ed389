"""The inventory that the contract starts from: its lines pivoted to sector, label and flow by scope."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from django.db.models import Case, IntegerField, QuerySet, Value, When

from contracts.documents.rows import Cells, Row, RowPage, fill_cells, find_in, slice_rows, state_number
from contracts.enums import InventoryState
from contracts.models import ContractVersion, Inventory, InventoryLine
from contracts.tables import TableSpec

UNSCOPED = "total"
"""The column of a line that no scope is told of; nothing else is ever stored as a total."""
LINE_ORDER = ("sector", "label", "gpc_code", "flow", "scope", "id")
LINE_VALUES = (
    "id",
    "inventory_id",
    "sector",
    "label",
    "gpc_code",
    "flow",
    "scope",
    "value_tco2e",
    "notation_key",
    "counts_toward_total",
)
Line = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class EmissionsRow:
    """Lines that are printed as one row: at most one for each column."""

    id: str
    lines: Mapping[str, Line]


class EmissionsReader:
    """Lines of the baseline series in the baseline year."""

    def read(self, version: ContractVersion, specs: Sequence[TableSpec]) -> dict[str, list[Row]]:
        """The rows of the inventory, in one query."""
        pivoted = pivot_lines(_lines(version))
        return {spec.key: [_row(spec, one) for one in pivoted] for spec in specs}

    def page(
        self, version: ContractVersion, spec: TableSpec, *, limit: int, offset: int, query: str
    ) -> RowPage:
        """Some rows; an inventory has a few hundred lines at most."""
        rows = self.read(version, [spec])[spec.key]
        return slice_rows(rows, limit=limit, offset=offset, query=query)

    def find(self, version: ContractVersion, spec: TableSpec, row_id: str) -> Row | None:
        """The row of an id."""
        return find_in(self.read(version, [spec])[spec.key], row_id)

    def count(self, version: ContractVersion, specs: Sequence[TableSpec]) -> dict[str, int]:
        """The number of rows, in one query."""
        rows = len(pivot_lines(_lines(version)))
        return {spec.key: rows for spec in specs}


def baseline_inventories(version: ContractVersion) -> QuerySet[Inventory]:
    """The inventories of the baseline series and year: what is public first, then the newest draft."""
    if version.baseline_series_id is None or version.baseline_year is None:
        return Inventory.objects.none()
    is_public = When(state=InventoryState.PUBLISHED, then=Value(0))
    return (
        Inventory.objects.filter(series=version.baseline_series_id, year=version.baseline_year)
        .exclude(state=InventoryState.RESTATED)
        .order_by(Case(is_public, default=Value(1), output_field=IntegerField()), "-id")
    )


def pivot_lines(lines: Iterable[Line]) -> list[EmissionsRow]:
    """Lines as rows. A second line of the same place, told apart by nothing printed, begins a row of its own."""
    rows: dict[tuple[Any, ...], dict[str, Line]] = {}
    for line in lines:
        column = f"scope_{line['scope']}" if line["scope"] else UNSCOPED
        place = (line["inventory_id"], line["sector"], line_label(line), line["flow"], line["scope"] is None)
        number = 0
        while column in rows.setdefault((*place, number), {}):
            number += 1
        rows[(*place, number)][column] = line
    return [EmissionsRow(_row_id(place), found) for place, found in rows.items()]


def line_label(line: Line) -> str:
    """What the row is called: the printed sub-sector, else its GPC code."""
    return line["label"] or line["gpc_code"]


def _row_id(place: tuple[Any, ...]) -> str:
    inventory_id, *names = place
    return str(uuid5(UUID(str(inventory_id)), "/".join(map(str, names))))


def _lines(version: ContractVersion) -> list[Line]:
    inventory = baseline_inventories(version).values("pk")[:1]
    lines = InventoryLine.objects.filter(inventory__in=inventory)
    return list(lines.order_by(*LINE_ORDER).values(*LINE_VALUES))


def _row(spec: TableSpec, row: EmissionsRow) -> Row:
    cells = _cells(spec, row)
    return Row(row.id, cells, state_number(cells))


def _cells(spec: TableSpec, row: EmissionsRow) -> Cells:
    first = next(iter(row.lines.values()))
    amounts = {
        key: line["notation_key"] if line["value_tco2e"] is None else line["value_tco2e"]
        for key, line in row.lines.items()
    }
    cells = {
        **amounts,
        "sector": first["sector"],
        "label": line_label(first),
        "flow": first["flow"],
        "counts_toward_total": first["counts_toward_total"],
    }
    return fill_cells(
        [column for column in spec.columns if not column.computed or column.key in amounts], cells
    )
