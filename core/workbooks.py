"""Workbooks (XLSX) that people fill in: the first sheet as plain cells, read in a process that cannot harm ours."""

import json
from typing import Any

from core.limited_process import LimitedProcessError, run_limited

LARGEST_FILE_BYTES = 5 * 2**20
SECONDS, WALL_SECONDS = 10, 30
MEMORY_BYTES = 512 * 2**20
ZIP = b"PK\x03\x04"

Cell = str | int | float | bool | None


class UnreadableWorkbook(Exception):
    """The file is no workbook, or larger than a person would fill in."""


def read_first_sheet(content: bytes) -> list[list[Cell]]:
    """The rows of the first sheet, from its first cell on. Raises `UnreadableWorkbook`."""
    if not content.startswith(ZIP) or len(content) > LARGEST_FILE_BYTES:
        raise UnreadableWorkbook
    try:
        answer = run_limited(
            "core.workbook_reader",
            content,
            memory_bytes=MEMORY_BYTES,
            seconds=SECONDS,
            wall_seconds=WALL_SECONDS,
        )
    except LimitedProcessError as error:
        raise UnreadableWorkbook from error
    rows: list[list[Any]] = json.loads(answer)
    return rows
