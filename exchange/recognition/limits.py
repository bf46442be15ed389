"""How much of a file is read."""

from typing import Any

from exchange.recognition.refusals import Refusal, RefusedFile

MAX_ROWS = 250_000
MAX_COLUMNS = 1_000
MAX_CELL_CHARACTERS = 200_000
MAX_CELLS = 3_000_000
MAX_CHARACTERS = 100_000_000
"""Of all cells together; texts that a workbook stores once and shows often count each time."""
MAX_MERGED_CELLS = 500_000
READING_SECONDS = 20
READING_MEMORY_BYTES = 2**30


def check_width(columns: int) -> None:
    """Refuse a row that no person made."""
    if columns > MAX_COLUMNS:
        raise RefusedFile(Refusal.TOO_MANY_COLUMNS, columns=columns, limit=MAX_COLUMNS)


def check_row_count(rows: int) -> None:
    """Refuse more rows than can be looked at."""
    if rows > MAX_ROWS:
        raise RefusedFile(Refusal.TOO_MANY_ROWS, limit=MAX_ROWS)


class Budget:
    """What one file may bring in all."""

    def __init__(self) -> None:
        self.cells = 0
        self.characters = 0

    def spend(self, row: list[Any]) -> None:
        """Count a row; refuse the file when it brings too much."""
        self.cells += len(row)
        self.characters += sum(len(cell) for cell in row if isinstance(cell, str))
        if self.cells > MAX_CELLS:
            raise RefusedFile(Refusal.TOO_MANY_CELLS, limit=MAX_CELLS)
        if self.characters > MAX_CHARACTERS:
            raise RefusedFile(Refusal.TOO_MUCH_MEMORY)
