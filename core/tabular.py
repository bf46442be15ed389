"""Tables for machines: CSV that streams, with exact numbers and nothing that a spreadsheet would run."""

import csv
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


def csv_response(
    filename: str, headers: Sequence[str], rows: Iterable[Iterable[Any]]
) -> StreamingHttpResponse:
    """A download in UTF-8 that is written while it is sent, so that its length costs no memory."""
    response = StreamingHttpResponse(csv_lines(headers, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response
