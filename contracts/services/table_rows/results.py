"""What came of writing many rows, and what was wrong with them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import ngettext


@dataclass(frozen=True, slots=True)
class MergeResult:
    """How many rows were added, changed and left as they were; `undo` is JSON for `undo_merge`."""

    created: int
    changed: int
    unchanged: int
    undo: dict[str, Any]


class RowErrors(ValidationError):
    """What is wrong with the rows of an import: `rows` holds a message by column for each row, by index from 0.

    An error of a whole row stands at the column `NON_FIELD_ERRORS`. Nothing was written.
    """

    def __init__(self, rows: Mapping[int, Mapping[str, Any]]) -> None:
        self.rows = {index: {key: str(text) for key, text in rows[index].items()} for index in sorted(rows)}
        message = ngettext(
            "%(count)s row cannot be taken as it is: nothing was written.",
            "%(count)s rows cannot be taken as they are: nothing was written.",
            len(self.rows),
        )
        super().__init__(message % {"count": len(self.rows)}, code="rows")
