"""The "Climate City Contract Tables" workbook: one sheet for each table, a cover, and where each row comes from."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from contracts.tables import TABLES, ColumnKind
from core.tabular import begins_formula
from exchange.enums import NO_TABLE, SHEET_MARK
from exchange.workbooks import cover
from exchange.workbooks.grids import Grid, GridColumn, lay_out, machine_header
from exchange.workbooks.names import printed_title, sheet_name, template_numbers
from exchange.workbooks.provenance import ByRow, Provenance
from exchange.workbooks.values import exact_float, words_of

MADE = datetime(2000, 1, 1, tzinfo=UTC)
"""The date of making that every workbook bears, so that the same content gives the same bytes."""
NAMES_ROW, HEAD_ROW, FIRST_ROW = 3, 4, 5
"""Of the names of the columns (hidden), the headings and the rows, counted from 0; above stand title and units."""
MOST_COMMENTS = 50
CELL_CHARACTERS = 16_000
"""A cell holds 32,767 UTF-16 units, of which some characters need two."""
NARROW, WIDE = 14, 44
NOTHING = Provenance()


def write_workbook(document: Mapping[str, Any], *, language: str, provenance: ByRow | None = None) -> bytes:
    """The workbook of a document (`contracts.documents`), headed in `language`; the same input gives the same bytes."""
    stream = BytesIO()
    with translation.override(language):
        writer = _Writer(Workbook(stream, {"constant_memory": True}), language, provenance or {})
        writer.write(document)
    return stream.getvalue()


class _Writer:
    """One workbook being written, sheet after sheet and row after row."""

    def __init__(self, book: Workbook, language: str, provenance: ByRow) -> None:
        self.book, self.language, self.provenance = book, language, provenance
        self.names: list[str] = []
        self.sources: list[tuple[str, int, str, Provenance]] = []
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.quiet = book.add_format({"italic": True, "font_color": "#455A6E"})
        self.head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        self.text = book.add_format({"text_wrap": True, "valign": "top"})
        self.inert = book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True})
        self.whole = book.add_format({"num_format": "0", "valign": "top"})
        self.decimals: dict[int, Format] = {}

    def write(self, document: Mapping[str, Any]) -> None:
        """Write all sheets and close the book."""
        self.book.set_properties({"title": cover.TITLE, "created": MADE})
        self._write_cover(document)
        for spec in TABLES:
            self._write_table(
                lay_out(spec, document["tables"].get(spec.key, []), self.language, cut=CELL_CHARACTERS)
            )
        self._write_sources()
        self.book.close()

    def _add_sheet(self, title: str) -> Worksheet:
        name = sheet_name(title, self.names)
        self.names.append(name)
        return self.book.add_worksheet(name)

    def _write_cover(self, document: Mapping[str, Any]) -> None:
        sheet = self._add_sheet(_("Read me"))
        sheet.set_column(0, 0, NARROW * 2)
        sheet.set_column(1, 1, WIDE * 2)
        self._put(sheet, 0, 0, cover.TITLE, self.title)
        self._mark(sheet, 1, [], NO_TABLE)
        lines = cover.describe_version(document)
        for row, (label, value) in enumerate(lines, start=2):
            self._put(sheet, row, 0, label, self.head)
            self._put(sheet, row, 1, value)
        for row, line in enumerate(cover.explain_reading(), start=len(lines) + 3):
            self._put(sheet, row, 1, line)

    def _write_table(self, grid: Grid) -> None:
        spec = grid.spec
        sheet = self._add_sheet(printed_title(spec))
        self._put(sheet, 0, 0, str(spec.title), self.title)
        if numbers := template_numbers(spec):
            self._put(sheet, 1, 0, _("In the templates: %(numbers)s") % {"numbers": numbers}, self.quiet)
        if units := _tell_units(grid):
            self._put(sheet, 2, 0, units, self.quiet)
        self._mark(sheet, NAMES_ROW, [machine_header(column) for column in grid.columns], spec.key)
        for number, column in enumerate(grid.columns):
            self._put(sheet, HEAD_ROW, number, column.header, self.head)
            sheet.set_column(number, number, _width(column))
        sheet.freeze_panes(FIRST_ROW, 1)
        for row, entry in enumerate(grid.rows, start=FIRST_ROW):
            for number, column in enumerate(grid.columns):
                self._put_cell(sheet, row, number, column, column.value(entry["cells"]))
            source = self.provenance.get(entry["id"])
            if source is not None and source != NOTHING:
                self.sources.append((sheet.name, row + 1, str(spec.title), source))
        self._comment(sheet, grid)

    def _mark(self, sheet: Worksheet, row: int, names: Sequence[str], table: str) -> None:
        """A hidden row that lets the portal read the sheet again without any guessing."""
        sheet.set_row(row, None, None, {"hidden": True})
        for number, text in enumerate([*names, f"{SHEET_MARK} {table} {self.language}"]):
            self._put(sheet, row, number, text, self.quiet)

    def _put_cell(self, sheet: Worksheet, row: int, number: int, column: GridColumn, value: Any) -> None:
        """A number as a number, everything else as text; nothing where nothing is known."""
        if value is None:
            return
        amount = exact_float(value) if column.column.is_number else None
        if column.column.kind == ColumnKind.YEAR:
            sheet.write_number(row, number, int(value), self.whole)
        elif amount is not None:
            sheet.write_number(row, number, amount, self._decimals_of(value))
        elif text := words_of(column.column, value, self.language):
            self._put(sheet, row, number, text)

    def _put(self, sheet: Worksheet, row: int, number: int, text: str, form: Format | None = None) -> None:
        """Write a text as a text: never a formula, a link, or the XML that xlsxwriter takes `<r>…</r>` for."""
        inert = f"{text} " if text.startswith("<r>") and text.endswith("</r>") else text
        sheet.write_string(row, number, inert, form or (self.inert if begins_formula(text) else self.text))

    def _decimals_of(self, value: Any) -> Format:
        """Grouped, with as many decimals as the value has."""
        exponent = Decimal(str(value)).normalize().as_tuple().exponent
        digits = max(0, -exponent) if isinstance(exponent, int) else 0
        if digits not in self.decimals:
            form = "#,##0" + (f".{'0' * digits}" if digits else "")
            self.decimals[digits] = self.book.add_format({"num_format": form, "valign": "top"})
        return self.decimals[digits]

    def _comment(self, sheet: Worksheet, grid: Grid) -> None:
        """Say beside the first cell what is illustrative or has a note, where that is the exception."""
        marked = [
            (row, told)
            for row, entry in enumerate(grid.rows, start=FIRST_ROW)
            if (source := self.provenance.get(entry["id"])) and (told := _remark(source))
        ]
        for row, told in marked if len(marked) <= MOST_COMMENTS else []:
            sheet.write_comment(row, 0, told, {"author": ""})

    def _write_sources(self) -> None:
        sheet = self._add_sheet(_("Sources"))
        self._put(sheet, 0, 0, _("Where each row comes from"), self.title)
        self._mark(sheet, 1, [], NO_TABLE)
        headers = [
            _("Place"),
            _("Table"),
            _("Source"),
            _("Note"),
            _("Illustrative"),
            _("Entered by"),
            _("Entered on"),
            _("Published in"),
        ]
        for number, header in enumerate(headers):
            self._put(sheet, HEAD_ROW, number, header, self.head)
            sheet.set_column(number, number, WIDE if number in (2, 3) else NARROW * 1.5)
        sheet.freeze_panes(FIRST_ROW, 1)
        for row, (name, line, title, source) in enumerate(self.sources, start=FIRST_ROW):
            for number, text in enumerate((f"{name}!{line}", title, *_source_cells(source))):
                if text:
                    self._put(sheet, row, number, text)


def _source_cells(source: Provenance) -> tuple[str, ...]:
    return (
        source.source,
        source.note,
        _("yes") if source.is_illustrative else "",
        source.entered_by,
        _iso(source.entered_on),
        source.published_in,
    )


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _remark(source: Provenance) -> str:
    """What a reader must know beside the row itself."""
    return ". ".join(
        part for part in (_("Illustrative figure") if source.is_illustrative else "", source.note) if part
    )


def _tell_units(grid: Grid) -> str:
    """The units of the columns that have one; a single unit without naming its columns."""
    units = {column.header: column.column.unit for column in grid.columns if column.column.unit}
    if len(set(units.values())) == 1:
        return _("Unit: %(unit)s") % {"unit": next(iter(units.values()))}
    told = "; ".join(f"{header}: {unit}" for header, unit in units.items())
    return _("Units: %(units)s") % {"units": told} if told else ""


def _width(column: GridColumn) -> int:
    return WIDE if column.column.kind in (ColumnKind.TEXTS, ColumnKind.CODES) else NARROW
