"""From the rows of a file to rows of the table: groups handed down, sums set apart, details and notes left out."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from contracts.enums import Flow, PartyRole
from contracts.tables import Column, ColumnKind, TableSpec
from contracts.tables.cells import check_cells
from contracts.tables.wording import plain_words
from exchange.recognition.actions import PRINTED_WORDS, complete_action, is_action_table, make_codes
from exchange.recognition.body import Body, BodyRow, RowKind, means
from exchange.recognition.cell_reader import CellReader
from exchange.recognition.grids import Spot, is_empty
from exchange.recognition.model import AmbiguousCell, Notice, ReadRow
from exchange.recognition.sectors import (
    DETAIL_COLUMNS,
    flow_of,
    is_sector_table,
    name_repeated_sectors,
    sector_of,
    settle_subtotals,
)

Report = Callable[[int], None]
GIVEN = {"signatories": {"role": PartyRole.SIGNATORY.value}}
"""What the title of a table says of all its rows."""
GROUP_TEXTS = {"signatories": "category", "systems": "system", "barriers": "system"}
"""Tables whose headings between rows are a text column of them."""
REPORT_EVERY = 2_000


class Arrangement:
    """Reads the body of one table, row by row."""

    def __init__(self, body: Body, spec: TableSpec, reader: CellReader) -> None:
        self.body = body
        self.spec = spec
        self.reader = reader
        self.grid = body.grid
        self.mapped = {str(cell.column) for cell in body.used}
        self.rows: list[ReadRow] = []
        self.totals: list[ReadRow] = []
        self.doubts: list[AmbiguousCell] = []
        self.troubles: dict[str, list[str]] = defaultdict(list)
        self.notices: list[Notice] = []
        self.group: dict[str, str] = {
            key: value for key, value in GIVEN.get(spec.key, {}).items() if key not in self.mapped
        }
        self.labels: dict[int, str] = {}
        self.heads: set[int] = set()
        self.last: dict[str, Any] = {}

    def read(self, report: Report | None = None) -> None:
        """Read every row; `report` hears how many were read."""
        for count, row in enumerate(self.body.rows()):
            self._take(row)
            if report and count % REPORT_EVERY == 0:
                report(count)
        if "code" not in self.mapped and make_codes(self.spec, self.rows):
            self.notices.append(
                Notice(
                    "import_codes_made",
                    "warning",
                    self.rows[0].place,
                    {"rows": len(self.rows)},
                    "check_codes",
                )
            )
        if is_sector_table(self.spec):
            self.rows, sums, notices = settle_subtotals(self.rows, self.spec, self.heads)
            self.totals = sorted([*self.totals, *sums], key=lambda row: row.number)
            self.notices += notices
            name_repeated_sectors(self.rows, self.labels, self.spec)
        for read in self.rows:
            for column in check_cells(self.spec, read.cells):
                read.errors.setdefault(column, "")
        self._tell_troubles()

    def _take(self, row: BodyRow) -> None:
        if row.kind == RowKind.HEADER:
            return
        if row.kind == RowKind.NOTE:
            self.troubles["note_left_out"].append(self.grid.place(row.number))
        elif row.kind == RowKind.DETAIL:
            self.troubles["details_left_out"].append(self.grid.place(row.number))
        elif row.kind == RowKind.GROUP and not self._is_row_of_one_cell(row):
            self._open_group(row)
        else:
            self._read(row)

    def _is_row_of_one_cell(self, row: BodyRow) -> bool:
        """Whether a row with a single cell is a row all the same: a sector of which nothing is known, a code."""
        if is_sector_table(self.spec):
            return bool(row.label and sector_of(row.label))
        only = self.spec.identity[0] if len(self.spec.identity) == 1 else ""
        spot = row.spots.get(only)
        return bool(
            spot
            and not is_empty(self.grid.raw(*spot))
            and self.grid.corner(*spot) == spot
            and self._reach(spot) == 1
            and only in ("code", "sector")
            and " " not in self.grid.text(*spot)
        )

    def _reach(self, spot: Spot) -> int:
        """Over how many columns a cell is merged."""
        return next((right - left + 1 for top, left, _b, right in self.grid.merged if (top, left) == spot), 1)

    def _open_group(self, row: BodyRow) -> None:
        """A heading between rows: it fills a column that the rows below do not have."""
        text = row.label or next((self.grid.text(row.number, at) for at in range(self.grid.width)), "")
        opened = {
            column.key: value
            for column in self.spec.columns
            if column.key not in self.mapped and (value := means(self.spec, column.key, text))
        }
        key = GROUP_TEXTS.get(self.spec.key, "")
        if key and key not in self.mapped:
            opened[key] = text
        self.group |= opened
        if not opened:
            self.troubles["line_left_out"].append(self.grid.place(row.number))

    def _read(self, row: BodyRow) -> None:
        place = self.grid.place(row.number)
        read = ReadRow(row.number, place, is_total=row.kind == RowKind.TOTAL)
        columns = [
            cell for cell in self.body.used if not (read.is_total and self._names_row(str(cell.column)))
        ]
        for cell in columns:
            self._read_cell(read, str(cell.column), (row.number, cell.index))
        if read.is_total:
            read.errors = {}
            read.cells |= {"_label": row.label}
            self.totals.append(read)
            return
        read.cells |= {key: value for key, value in self.group.items() if not read.cells.get(key)}
        self._complete(read, row)
        if any(value not in (None, "", [], {}) for value in read.cells.values()) or read.errors:
            self.rows.append(read)

    def _names_row(self, column: str) -> bool:
        return self.spec.column(column).kind in (ColumnKind.CHOICE, ColumnKind.TEXT, ColumnKind.TEXTS)

    def _read_cell(self, read: ReadRow, column: str, spot: Spot) -> None:
        reading = self.reader.read(column, spot, number=read.number)
        if reading.trouble:
            self.troubles[reading.trouble].append(self.grid.place(*spot))
        if reading.error is not None:
            read.errors[column] = reading.error
        if reading.doubt is not None and not read.is_total:
            self.doubts.append(reading.doubt)
        if reading.note:
            read.cells.setdefault(self.reader.note_of(column), reading.note)
        if reading.value is not None:
            read.cells[column] = reading.value
        if printed := self.reader.printed_number(column, spot):
            read.printed[column] = printed

    def _complete(self, read: ReadRow, row: BodyRow) -> None:
        """What a row says beside its own cells."""
        if is_sector_table(self.spec):
            self._complete_sector(read, row)
        else:
            self._hand_down(read, row)
        if is_action_table(self.spec):
            complete_action(self.spec, read, row.number, self._texts(row), self.reader.language)

    def _complete_sector(self, read: ReadRow, row: BodyRow) -> None:
        """The sector of a row: named by it, or by the last row that named one."""
        detail = DETAIL_COLUMNS[self.spec.key]
        label = row.label
        sector = sector_of(label) if label else ""
        has_label_of_its_own = "sector" in self.mapped and self._text_of(row, "sector") == label
        if not has_label_of_its_own and read.cells.get("sector"):
            self.last["sector"] = read.cells["sector"]
            return
        read.errors.pop("sector", None)
        self.labels[read.number] = label
        if sector and not self._is_part(sector, read):
            read.cells["sector"] = self.last["sector"] = sector
            if detail in self.mapped and read.cells.get(detail):
                return
            self.heads.add(read.number)
        elif self.last.get("sector"):
            read.cells["sector"] = self.last["sector"]
            if label and not read.cells.get(detail):
                read.cells[detail] = label
            read.inherited = ("sector",)
        elif label:
            read.cells.pop("sector", None)
            read.errors["sector"] = label
        self._complete_flow(read, label)

    def _is_part(self, sector: str, read: ReadRow) -> bool:
        """Whether a name that means a sector is one of several of it, as GPC lists have them."""
        exact = plain_words(self.labels[read.number])
        return (
            sector == self.last.get("sector")
            and bool(self.heads)
            and exact not in ("buildings", "transport", "waste", "ippu", "afolu")
        )

    def _complete_flow(self, read: ReadRow, label: str) -> None:
        """A removal is a row of the kind sink, written without a minus."""
        if self.spec.key != "emissions" or read.cells.get("flow"):
            return
        flow = flow_of(label) if label else ""
        if flow == Flow.SINK:
            read.cells["flow"] = flow
            for column in ("scope_1", "scope_2", "scope_3", "total"):
                value = read.cells.get(column)
                if isinstance(value, str) and value.startswith("-"):
                    read.cells[column] = value.removeprefix("-")

    def _hand_down(self, read: ReadRow, row: BodyRow) -> None:
        """A blank cell in the first column means what stood there last, where that column groups the rows."""
        first = self._grouping_column()
        if first is None:
            return
        value = read.cells.get(first.key)
        if value:
            self.last[first.key] = value
        elif first.key not in read.errors and self.last.get(first.key) and not self._text_of(row, first.key):
            read.cells[first.key] = self.last[first.key]
            read.inherited = (first.key,)

    def _grouping_column(self) -> Column | None:
        first = min(self.body.used, key=lambda cell: cell.index, default=None)
        if first is None:
            return None
        column = self.spec.column(str(first.column))
        groups = column.kind == ColumnKind.CHOICE or (
            column.key in self.spec.identity[:-1] and len(self.spec.identity) > 1
        )
        return column if groups else None

    def _text_of(self, row: BodyRow, column: str) -> str:
        spot = row.spots.get(column)
        return self.grid.text(*spot) if spot else ""

    def _texts(self, row: BodyRow) -> dict[str, str]:
        return {
            column: self.grid.text(*spot) for column, spot in row.spots.items() if column in PRINTED_WORDS
        }

    def _tell_troubles(self) -> None:
        for name, places in self.troubles.items():
            severity = "note" if name.endswith("left_out") else "warning"
            shown = places[:20]
            self.notices.append(
                Notice(f"import_{name}", severity, ", ".join(shown), {"cells": len(places)}, f"import_{name}")
            )
