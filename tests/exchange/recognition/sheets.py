"""Made-up tables as cities print them, and what is recognised in them in short."""

import io
from collections.abc import Callable
from typing import Any

import xlsxwriter

from exchange.recognition.delimited import read_text
from exchange.recognition.grids import Grid
from exchange.recognition.inspection import read_tables
from exchange.recognition.model import RecognisedTable
from exchange.recognition.spreadsheets import read_workbook

Draw = Callable[[Any], None]


def workbook_bytes(draw: Draw) -> bytes:
    """The bytes of a workbook that `draw` fills."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    draw(book)
    book.close()
    return stream.getvalue()


def grids_of(source: str | Draw) -> list[Grid]:
    """The grids of a text, or of a workbook that is drawn."""
    return (
        [read_text(source.encode(), "t")]
        if isinstance(source, str)
        else read_workbook(workbook_bytes(source))
    )


def recognise(source: str | Draw, **options: Any) -> list[RecognisedTable]:
    """Every table of a text or workbook."""
    return read_tables(grids_of(source), **{"language": "en", **options})


def only(source: str | Draw, **options: Any) -> RecognisedTable:
    """The one table that is there."""
    (table,) = recognise(source, **options)
    return table


def cells(table: RecognisedTable, *columns: str) -> list[tuple[Any, ...]]:
    """Some columns of all rows."""
    return [tuple(row.cells.get(column) for column in columns) for row in table.rows]


def checks(table: RecognisedTable) -> list[tuple[str, str]]:
    """What was found, and where."""
    return [(notice.check, notice.place) for notice in table.notices]


def write_rows(sheet: Any, rows: list[list[Any]], *, top: int = 0) -> None:
    """Rows of plain values."""
    for number, row in enumerate(rows):
        sheet.write_row(top + number, 0, row)
