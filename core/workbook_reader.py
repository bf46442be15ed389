"""Reads the first sheet of a workbook from standard input and writes its cells as JSON; runs in a limited process."""

import io
import json
import sys
import zipfile
from datetime import date, time, timedelta
from typing import Any

import python_calamine

LARGEST_UNPACKED_BYTES = 100 * 2**20
MOST_ROWS, MOST_COLUMNS, MOST_CHARACTERS = 2_000, 300, 20_000


def read_cells(content: bytes) -> list[list[Any]]:
    """The cells from the first one on: texts, numbers, yes or no, None where nothing is; days as ISO texts.

    Raises `ValueError` for a workbook that is larger than a person would fill in.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(part.file_size for part in archive.infolist()) > LARGEST_UNPACKED_BYTES:
            raise ValueError("too large when unpacked")
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    sheet = book.get_sheet_by_index(0)
    height, width = (sheet.end[0] + 1, sheet.end[1] + 1) if sheet.end else (0, 0)
    if height > MOST_ROWS or width > MOST_COLUMNS:
        raise ValueError("too many cells")
    return [[_plain(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]


def _plain(cell: Any) -> Any:
    if cell is None or cell == "":
        return None
    if isinstance(cell, bool | int):
        return cell
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() else cell
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return str(cell)
    if len(cell) > MOST_CHARACTERS:
        raise ValueError("too long a text")
    return str(cell)


if __name__ == "__main__":
    json.dump(read_cells(sys.stdin.buffer.read()), sys.stdout)
