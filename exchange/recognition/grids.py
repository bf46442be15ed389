"""A grid: the cells of one sheet as plain values, with what the file says of them."""

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

Value = str | int | float | bool | None
Spot = tuple[int, int]
"""Row and column of a cell, from zero."""
Range = tuple[int, int, int, int]
"""First row, first column, last row, last column, from zero, all included."""


@dataclass
class Grid:
    """One sheet, or one text file.

    A merged area has its value in its upper left corner only; `merged` says where it reaches. `formulas` are cells
    whose formula was saved without its result and `errors` those whose result is an error: both are unknown, no
    formula is ever computed. `percents` are numbers that the file shows as percentages (0.4 is read "40 %").
    `is_text` tells that numbers stand as they were written, so that 1.234 may mean two things.
    """

    sheet: str
    rows: list[list[Value]]
    merged: list[Range] = field(default_factory=list)
    formulas: set[Spot] = field(default_factory=set)
    errors: set[Spot] = field(default_factory=set)
    percents: set[Spot] = field(default_factory=set)
    is_text: bool = False
    is_hidden: bool = False

    def __post_init__(self) -> None:
        self._corners: dict[Spot, Spot] = {}
        for top, left, bottom, right in self.merged:
            for row in range(top, min(bottom, len(self.rows)) + 1):
                for column in range(left, right + 1):
                    self._corners[row, column] = (top, left)

    @cached_property
    def width(self) -> int:
        """The number of columns of the widest row."""
        return max((len(row) for row in self.rows), default=0)

    def raw(self, row: int, column: int) -> Value:
        """What stands in the cell itself."""
        cells = self.rows[row] if row < len(self.rows) else []
        return cells[column] if column < len(cells) else None

    def corner(self, row: int, column: int) -> Spot:
        """The cell that holds the value of this one: itself, or the corner of its merged area."""
        return self._corners.get((row, column), (row, column))

    def value(self, row: int, column: int) -> Value:
        """What stands in the cell or in the corner of its merged area."""
        return self.raw(*self.corner(row, column)) if self._corners else self.raw(row, column)

    def text(self, row: int, column: int) -> str:
        """The same as text, in one line."""
        return as_text(self.value(row, column))

    def place(self, row: int, column: int | None = None) -> str:
        """Where a cell or a row stands, as spreadsheets write it: Sheet1!C7, 'A-1.1 Energy'!C7, Sheet1!7."""
        return f"{self._name}!{'' if column is None else letters(column)}{row + 1}"

    @cached_property
    def _name(self) -> str:
        """The sheet's name as references write it."""
        return self.sheet if re.fullmatch(r"\w+", self.sheet) else "'" + self.sheet.replace("'", "''") + "'"

    def is_blank(self, row: int) -> bool:
        """Whether nothing stands in a row."""
        return all(is_empty(value) for value in self.rows[row])

    def as_json(self) -> dict[str, Any]:
        """What the reading process hands over."""
        return {
            "sheet": self.sheet,
            "rows": self.rows,
            "merged": self.merged,
            "formulas": sorted(self.formulas),
            "errors": sorted(self.errors),
            "percents": sorted(self.percents),
            "is_text": self.is_text,
            "is_hidden": self.is_hidden,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Grid":
        """The grid that `as_json` wrote."""
        spots = {
            name: {(row, column) for row, column in data[name]} for name in ("formulas", "errors", "percents")
        }
        merged = [(top, left, bottom, right) for top, left, bottom, right in data["merged"]]
        return cls(**{**data, "merged": merged, **spots})


def letters(column: int) -> str:
    """The name of a column: 0 is A, 26 is AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def is_empty(value: Value) -> bool:
    """Whether a value is nothing at all."""
    return value is None or (isinstance(value, str) and not value.strip())


def as_text(value: Value) -> str:
    """A value in one line; numbers in plain digits with a point, as precise as spreadsheets are."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return plain_number(value)
    return " ".join(value.split())


def plain_number(value: float) -> str:
    """A number in plain digits: 15 significant ones, as spreadsheets keep, so that 0.1 + 0.2 reads 0.3."""
    if isinstance(value, int) or float(value).is_integer():
        return str(int(value))
    text = format(float(f"{value:.15g}"), ".17f") if abs(value) < 1e-4 else f"{value:.15g}"
    if "e" in text:
        return str(int(value))
    return text.rstrip("0").rstrip(".") if "." in text else text
