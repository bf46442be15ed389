"""Tables for machines: CSV that streams, with exact numbers and nothing that a spreadsheet would run."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.http import StreamingHttpResponse

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
"""A text that begins so is read as a formula by spreadsheets; an apostrophe before it makes it a text."""


class _Echo:
    """A file that gives each line back instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def machine_cell(value: Any) -> str:
    """A value as a machine reads it: point decimals, ISO dates, true/false, empty for unknown.

    Texts that a spreadsheet would run as a formula get an apostrophe in front; numbers keep their minus.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float | Decimal):
        return machine_number(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


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
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA_STARTS) else text


def csv_response(
    filename: str, headers: Sequence[str], rows: Iterable[Iterable[Any]]
) -> StreamingHttpResponse:
    """A download in UTF-8 that is written while it is sent, so that its length costs no memory."""
    response = StreamingHttpResponse(csv_lines(headers, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response
