"""The table behind a chart as CSV: machine headers with units, unrounded numbers, no formulas."""

import csv
import io
from datetime import date

from progress.charts.model import Cell, Table

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def csv_text(table: Table) -> str:
    """Return the table as RFC 4180 text; unknown cells are empty."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(column.key for column in table.columns)
    writer.writerows([_machine_cell(cell) for cell in row] for row in table.rows)
    return buffer.getvalue()


def _machine_cell(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, str):
        return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell
    return _machine_number(cell)


def _machine_number(value: float) -> str:
    """Return the shortest exact decimal form; whole numbers carry no decimal point."""
    return str(int(value)) if value == int(value) else repr(float(value))
