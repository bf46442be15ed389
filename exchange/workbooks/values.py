"""How a cell of the document is written: as a number where a spreadsheet holds it exactly, else as words."""

from decimal import Decimal, InvalidOperation
from typing import Any

from contracts.tables import Column, ColumnKind
from contracts.tables.cells import format_cell, parse_cell

NUMBERS = (ColumnKind.NUMBER, ColumnKind.INTEGER, ColumnKind.YEAR)
MOST_DIGITS = 15
"""A float has 15 decimal digits that always survive; spreadsheets keep no more."""


def exact_float(value: Any) -> float | None:
    """The number, where it comes back from a spreadsheet as it was; None for notation keys and too many digits."""
    try:
        exact = Decimal(str(value))
    except InvalidOperation:
        return None
    if not exact.is_finite():
        return None
    _sign, digits, exponent = exact.normalize().as_tuple()
    survives = len(digits) <= MOST_DIGITS and int(exponent) >= -MOST_DIGITS
    return float(exact) if survives else None


def words_of(column: Column, value: Any, language: str) -> str:
    """A cell in words; empty where nothing is known. Numbers keep all their digits, ungrouped."""
    if value in (None, [], ""):
        return ""
    if column.kind in NUMBERS and _is_decimal(value):
        text = format(Decimal(str(value)), "f")
        return text.replace(".", ",") if language == "it" else text
    if isinstance(value, str) and column.kind in (ColumnKind.TEXT, ColumnKind.TEXTS):
        return value
    words = format_cell(column, value, language)
    return words if parse_cell(column, words, language=language).value == value else _stored_words(value)


def _stored_words(value: Any) -> str:
    """The stored words of a vocabulary, where their labels would not be understood again."""
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)


def _is_decimal(value: Any) -> bool:
    try:
        return Decimal(str(value)).is_finite()
    except InvalidOperation:
        return False
