"""The table behind a chart, formatted for people in the active language."""

from datetime import date
from typing import Any

from core.quantities import format_date, format_number, format_share
from progress.charts.model import Cell, Column, Table


def table_headers(table: Table) -> list[str]:
    """Return the headings of the columns."""
    return [str(column.label) for column in table.columns]


def table_rows(table: Table) -> list[list[str]]:
    """Return the rows as words and numbers of the active language; unknown cells say so in words."""
    return [
        [format_cell(cell, column) for cell, column in zip(row, table.columns, strict=True)]
        for row in table.rows
    ]


def format_cell(cell: Cell, column: Column) -> str:
    """Return one cell in the active language."""
    if cell is None:
        return str(column.unknown)
    value: Any = cell
    if column.kind in ("tonnes", "number"):
        return format_number(value, digits=column.digits)
    if column.kind == "share":
        return format_share(value, digits=1)
    if column.kind == "date" and isinstance(cell, date):
        return format_date(cell, "short")
    return str(cell)
