"""Why a file is not read: one code and its numbers."""

from enum import StrEnum
from typing import Any


class Refusal(StrEnum):
    """Every reason for which a file is refused."""

    TOO_LARGE = "too_large"
    EMPTY = "empty"
    EXTENSION = "extension"
    OLD_WORKBOOK = "old_workbook"
    ENCRYPTED = "encrypted"
    MACROS = "macros"
    NOT_A_WORKBOOK = "not_a_workbook"
    OTHER_WORKBOOK = "other_workbook"
    PDF = "pdf"
    PROGRAM = "program"
    PICTURE = "picture"
    WEB_PAGE = "web_page"
    BINARY = "binary"
    BOMB = "bomb"
    ENTITIES = "entities"
    DAMAGED = "damaged"
    TOO_MANY_COLUMNS = "too_many_columns"
    TOO_MANY_ROWS = "too_many_rows"
    TOO_MANY_CELLS = "too_many_cells"
    CELL_TOO_LONG = "cell_too_long"
    TOO_SLOW = "too_slow"
    TOO_MUCH_MEMORY = "too_much_memory"


class RefusedFile(Exception):
    """A file that is not read, with the code of the reason and its numbers."""

    def __init__(self, code: Refusal, **numbers: Any) -> None:
        super().__init__(f"{code} {numbers or ''}".strip())
        self.code = Refusal(code)
        self.numbers = numbers

    def as_json(self) -> dict[str, Any]:
        """What is stored of it."""
        return {"refused": self.code.value, "numbers": self.numbers}
