"""A recognised table as `manage.py inspect_table` prints it."""

from typing import Any

from exchange.recognition.files import cell_place
from exchange.recognition.inspection import describe_ambiguous, describe_notice
from exchange.recognition.model import ReadRow, RecognisedTable
from exchange.selectors.import_words import tell_notice
from exchange.selectors.row_errors import tell_error


def inspect(table: RecognisedTable) -> dict[str, Any]:
    """What was recognised; `rows` counts the rows that an import would write, `cells` holds what is in them."""
    return {
        "kind": table.table or None,
        "template": table.generation or None,
        "title": table.title,
        "place": table.place,
        "rows": len(table.rows),
        "header": [{"text": cell.text, "column": cell.column, "place": cell.letter} for cell in table.header],
        "unrecognised_columns": table.unrecognised_columns,
        "ambiguous_cells": [describe_ambiguous(cell) for cell in table.ambiguous],
        "findings": [
            describe_notice(notice) | {"message": tell_notice(describe_notice(notice))}
            for notice in table.notices
        ],
        "errors": [
            {
                "place": cell_place(table, row, column),
                "column": column,
                "message": tell_error(table.table, column, text),
            }
            for row in table.rows
            for column, text in row.errors.items()
        ],
        "cells": [_row(row) for row in table.rows],
        "totals": [_row(row) for row in table.totals],
        "first_lines": table.first_lines,
    }


def _row(row: ReadRow) -> dict[str, Any]:
    cells = {key: value for key, value in row.cells.items() if not key.startswith("_")}
    return {"place": row.place, "cells": cells}
