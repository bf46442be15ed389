"""Tables for machines and spreadsheets: exact numbers, and nothing that a spreadsheet would run."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import xlsxwriter
from django.http import HttpResponse, StreamingHttpResponse
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from core.enums import Withheld

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
"""A text that begins so is read as a formula by spreadsheets; an apostrophe before it makes it a text."""
UNSEEN = re.compile(r"[\s\ufeff\u200b]*")
"""Blanks and characters without a width, which some spreadsheets drop before they look at the first one."""

LONGEST_SHEET_NAME = 31
COLUMN_CHARACTERS, WIDE_COLUMNS = 22, 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class _Echo:
    """A file that gives each line back instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def machine_cell(value: Any) -> str:
    """A value as a machine reads it: point decimals, ISO dates, true/false, empty for unknown, "not public".

    Texts that a spreadsheet would run as a formula get an apostrophe in front; numbers keep their minus.
    """
    if value is None:
        return ""
    if isinstance(value, Withheld):
        return str(value.value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float | Decimal):
        return machine_number(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    text = str(value)
    return f"'{text}" if begins_formula(text) else text


def begins_formula(text: str) -> bool:
    """Whether a spreadsheet could run the text: also behind blanks, or written in full-width characters."""
    seen = text[UNSEEN.match(text).end() :][:1]  # type: ignore[union-attr]  # the pattern matches anything
    return text.startswith(FORMULA_STARTS) or unicodedata.normalize("NFKC", seen) in FORMULA_STARTS


def machine_number(value: float | Decimal) -> str:
    """The shortest exact form of a number: no grouping, no exponent, no useless zeros."""
    text = format(Decimal(str(value)), "f")
    return (text.rstrip("0").rstrip(".") or "0") if "." in text else text


def csv_lines(headers: Sequence[str], rows: Iterable[Iterable[Any]]) -> Iterator[str]:
    """The lines of an RFC 4180 table, one at a time; headers carry the unit as a suffix (`gap_tco2e`)."""
    writer = csv.writer(_Echo(), lineterminator="\r\n")
    yield writer.writerow(headers)
    for row in rows:
        yield writer.writerow([machine_cell(value) for value in row])


def read_csv(content: bytes) -> list[tuple[int, list[str]]]:
    """The rows of a table with the number of the line each ends on; rows without any content are left out.

    The file is in UTF-8, with commas or with the semicolons that spreadsheets write in Italian; the apostrophe that
    `machine_cell` puts before a formula is taken off again. Raises `ValueError` where the content is no such text.
    """
    text = content.decode("utf-8-sig")
    first = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;", key=first.count), strict=True)
    try:
        rows = [(reader.line_num, [_plain_cell(cell) for cell in row]) for row in reader]
    except csv.Error as error:
        raise ValueError(str(error)) from error
    return [(line, row) for line, row in rows if any(row)]


def _plain_cell(cell: str) -> str:
    text = cell.strip()
    return text[1:] if text.startswith("'") and begins_formula(text[1:]) else text


def csv_response(
    filename: str, headers: Sequence[str], rows: Iterable[Iterable[Any]]
) -> StreamingHttpResponse:
    """A download in UTF-8 that is written while it is sent, so that its length costs no memory."""
    response = StreamingHttpResponse(csv_lines(headers, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response


def xlsx_response(filename: str, sheets: Mapping[str, Iterable[Sequence[Any]]]) -> HttpResponse:
    """A workbook of plain sheets, the first row of each in bold; numbers as numbers, texts never as formulas."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False})
    bold, inert = book.add_format({"bold": True}), book.add_format({"quote_prefix": True})
    for title, rows in sheets.items():
        sheet = book.add_worksheet(title[:LONGEST_SHEET_NAME])
        sheet.set_column(0, WIDE_COLUMNS, COLUMN_CHARACTERS)
        for number, row in enumerate(rows):
            _write_row(sheet, number, row, bold if number == 0 else None, inert)
        sheet.freeze_panes(1, 0)
    book.close()
    response = HttpResponse(content.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response


def _write_row(
    sheet: Worksheet, number: int, values: Sequence[Any], form: Format | None, inert: Format
) -> None:
    """Write a row; nothing where nothing is known."""
    for column, value in enumerate(values):
        if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
            sheet.write_number(number, column, float(value), form)
        elif value is not None:
            # A space keeps xlsxwriter from taking `<r>…</r>` for the XML of a rich text.
            text = f"{value} " if str(value).startswith("<r>") else str(value)
            sheet.write_string(number, column, text, inert if begins_formula(text) else form)
