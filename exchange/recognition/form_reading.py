"""Rows from forms: one form per row, or one column of values per row."""

from collections import defaultdict

from contracts.tables import ColumnKind, TableSpec
from contracts.tables.cells import check_cells
from contracts.tables.wording import plain_words
from exchange.recognition.actions import complete_action, is_action_table, make_codes
from exchange.recognition.body import TOTAL
from exchange.recognition.cell_reader import CellReader
from exchange.recognition.forms import FormShape
from exchange.recognition.grids import Grid, Spot, is_empty, letters
from exchange.recognition.model import AmbiguousCell, Notice, ReadRow
from exchange.recognition.sectors import is_sector_table, sector_of

Label = tuple[int, str, str | None]


class FormReading:
    """Reads the forms of one region into rows of its table."""

    def __init__(self, grid: Grid, spec: TableSpec, shape: FormShape, reader: CellReader) -> None:
        self.grid = grid
        self.spec = spec
        self.shape = shape
        self.reader = reader
        self.rows: list[ReadRow] = []
        self.totals: list[ReadRow] = []
        self.doubts: list[AmbiguousCell] = []
        self.notices: list[Notice] = []

    def read(self) -> None:
        """Read every form."""
        forms = self._split()
        self.reader.learn(
            (str(key), spot)
            for form in forms
            for at in self._value_columns(form)
            for key, spots in self._spots(form, at).items()
            for spot in spots[:1]
        )
        for form in forms:
            for at in self._value_columns(form):
                self._read_row(form, at)
        mapped = {key for _row, _text, key in self.shape.labels}
        if "code" not in mapped and make_codes(self.spec, self.rows):
            self.notices.append(Notice("import_codes_made", "warning", self.rows[0].place))
        troubles: dict[str, list[str]] = defaultdict(list)
        for notice in self.notices:
            troubles[notice.check].append(notice.place)
        self.notices = [
            Notice(
                check,
                "warning",
                ", ".join(places[:20]),
                {"cells": len(places), "rows": len(self.rows)},
                check,
            )
            for check, places in troubles.items()
        ]

    def _split(self) -> list[list[Label]]:
        """The labels form by form: a new one begins where a label comes again."""
        forms: list[list[Label]] = []
        seen: set[str] = set()
        for label in self.shape.labels:
            key = label[2]
            if not forms or (key is not None and key in seen):
                forms.append([])
                seen = set()
            forms[-1].append(label)
            seen |= {key} if key else set()
        return [form for form in forms if any(key for _row, _text, key in form)]

    def _value_columns(self, form: list[Label]) -> list[int]:
        """The columns that hold values: several where most labels have several of their own."""
        counts: dict[int, int] = defaultdict(int)
        for row, _text, _key in form:
            own = [
                at
                for at in range(self.shape.label_column + 1, len(self.grid.rows[row]))
                if not is_empty(self.grid.raw(row, at)) and self.grid.corner(row, at) == (row, at)
            ]
            for at in own:
                counts[at] += 1
        most = max(counts.values(), default=0)
        return (
            sorted(at for at, count in counts.items() if count >= max(2, most / 2))[:200]
            or sorted(counts)[:1]
        )

    def _spots(self, form: list[Label], at: int) -> dict[str, list[Spot]]:
        """The cells of each column of the table; a label over several rows has several."""
        ends = [row for row, _text, _key in form[1:]] + [self.shape.bottom]
        spots: dict[str, list[Spot]] = {}
        for (row, _text, key), end in zip(form, ends, strict=True):
            if key is None:
                continue
            below = [row]
            for step in range(row + 1, max(end, row + 1)):
                if self.grid.text(step, self.shape.label_column) not in (
                    "",
                    self.grid.text(row, self.shape.label_column),
                ):
                    break
                if self.grid.is_blank(step):
                    break
                below.append(step)
            spots[key] = [(step, at) for step in below if not is_empty(self.grid.raw(step, at))]
        return spots

    def _read_row(self, form: list[Label], at: int) -> None:
        top = form[0][0]
        where = self.grid.place(top, at)
        read = ReadRow(top * 1000 + at if len(self._value_columns(form)) > 1 else top, where)
        texts = {}
        for key, spots in self._spots(form, at).items():
            if not spots:
                continue
            texts[key] = "\n".join(self.grid.text(*spot) for spot in spots)
            read.places[key] = self.grid.place(*spots[0])
            self._read_cell(read, key, spots)
        if is_sector_table(self.spec) and not read.cells.get("sector"):
            label = texts.get("sector", "")
            if TOTAL.search(plain_words(label)):
                read.is_total, read.errors = True, {}
                self.notices = [notice for notice in self.notices if notice.place != read.places["sector"]]
                self.totals.append(read)
                return
            read.cells["sector"] = sector_of(label) or None
        if is_action_table(self.spec):
            complete_action(self.spec, read, read.number, texts, self.reader.language)
        if any(value not in (None, "", [], {}) for value in read.cells.values()):
            for column in check_cells(self.spec, read.cells):
                read.errors.setdefault(column, "")
            self.rows.append(read)

    def _read_cell(self, read: ReadRow, key: str, spots: list[Spot]) -> None:
        kind = self.spec.column(key).kind
        if kind in (ColumnKind.TEXT, ColumnKind.TEXTS) and len(spots) > 1:
            text = "\n".join(self.grid.text(*spot) for spot in spots)
            read.cells[key] = {self.reader.language: text} if kind == ColumnKind.TEXTS else text
            return
        reading = self.reader.read(key, spots[0], number=read.number)
        if reading.trouble:
            self.notices.append(Notice(f"import_{reading.trouble}", "warning", read.places[key]))
        if reading.error is not None:
            read.errors[key] = reading.error
        if reading.doubt is not None:
            self.doubts.append(reading.doubt)
        if reading.note:
            read.cells.setdefault(self.reader.note_of(key), reading.note)
        if reading.value is not None:
            read.cells[key] = reading.value
        if printed := self.reader.printed_number(key, spots[0]):
            read.printed[key] = printed


def form_place(grid: Grid, shape: FormShape) -> str:
    """Where a region of forms stands."""
    right = letters(max(grid.width - 1, shape.label_column + 1))
    return f"{grid.place(shape.top, shape.label_column)}:{right}{shape.bottom}"
