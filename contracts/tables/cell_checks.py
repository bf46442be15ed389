"""Whether stored cells are what their columns say."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from contracts.enums import NotationKey
from contracts.tables.numbers import decimal_text
from contracts.tables.spec import Column, ColumnKind, TableSpec

Message = str | Promise

TOO_LARGE = Decimal(10) ** 14
DECIMALS = 12
_DECIMAL = re.compile(rf"-?[0-9]+(\.[0-9]{{1,{DECIMALS}}})?")
_EMPTY: tuple[Any, ...] = (None, "", [], {})


def check_cells(spec: TableSpec, cells: Mapping[str, Any]) -> dict[str, Message]:
    """What is wrong with the cells of a row, by column; empty where nothing is."""
    columns = {column.key: column for column in spec.columns}
    problems: dict[str, Message] = {
        key: _("The table has no such column.") for key in cells if key not in columns
    }
    for key, column in columns.items():
        if message := _check_cell(column, cells.get(key)):
            problems[key] = message
    return problems


def limit_message(column: Column, amount: Decimal) -> Message:
    """What is wrong with the size of a quantity; empty where nothing is."""
    if abs(amount) >= TOO_LARGE:
        return _("This number is too large.")
    if column.low is not None and amount < Decimal(str(column.low)):
        return _("This must be at least %(low)s.") % {"low": decimal_text(Decimal(str(column.low)))}
    if column.high is not None and amount > Decimal(str(column.high)):
        return _("This must be at most %(high)s.") % {"high": decimal_text(Decimal(str(column.high)))}
    return ""


def _check_cell(column: Column, value: Any) -> Message:
    if value in _EMPTY or (column.kind == ColumnKind.TEXTS and _is_blank(value)):
        return _("Write a value; this column is required.") if column.required else ""
    return _CHECKS[column.kind](column, value)


def _is_blank(value: Any) -> bool:
    return isinstance(value, dict) and not any(value.values())


def _check_text(_column: Column, value: Any) -> Message:
    return "" if isinstance(value, str) else _("This must be a text.")


def _check_texts(_column: Column, value: Any) -> Message:
    languages = {code for code, _name in settings.LANGUAGES}
    fits = isinstance(value, dict) and value.keys() <= languages
    fits = fits and all(isinstance(text, str) for text in value.values())
    return "" if fits else _("This must be a text for each language.")


def _check_number(column: Column, value: Any) -> Message:
    if column.notation and value in _words(NotationKey):
        return ""
    if not isinstance(value, str) or not _DECIMAL.fullmatch(value):
        return _("This is not a number.")
    return limit_message(column, Decimal(value))


def _check_integer(column: Column, value: Any) -> Message:
    if not isinstance(value, int) or isinstance(value, bool):
        return _("This is not a whole number.")
    return limit_message(column, Decimal(value))


def _check_date(_column: Column, value: Any) -> Message:
    try:
        date.fromisoformat(value)
    except (TypeError, ValueError):
        return _("This is not a day.")
    return ""


def _check_choice(column: Column, value: Any) -> Message:
    return "" if value in _values(column) else _("Choose one of the list.")


def _check_choices(column: Column, value: Any) -> Message:
    fits = isinstance(value, list) and all(item in _values(column) for item in value)
    return "" if fits else _("Choose from the list.")


def _check_codes(_column: Column, value: Any) -> Message:
    fits = isinstance(value, list) and all(isinstance(code, str) and code for code in value)
    return "" if fits else _("This must be a list of codes.")


def _check_yes_no(_column: Column, value: Any) -> Message:
    return "" if isinstance(value, bool) else _("Write yes or no.")


def _values(column: Column) -> tuple[Any, ...]:
    return _words(column.choices) if column.choices else ()


@cache
def _words(choices: type[models.Choices]) -> tuple[Any, ...]:
    """The stored values of a vocabulary, which Django puts together anew each time it is asked."""
    return tuple(choices.values)


_CHECKS: dict[ColumnKind, Callable[[Column, Any], Message]] = {
    ColumnKind.TEXT: _check_text,
    ColumnKind.TEXTS: _check_texts,
    ColumnKind.NUMBER: _check_number,
    ColumnKind.INTEGER: _check_integer,
    ColumnKind.YEAR: _check_integer,
    ColumnKind.DATE: _check_date,
    ColumnKind.CHOICE: _check_choice,
    ColumnKind.CHOICES: _check_choices,
    ColumnKind.CODES: _check_codes,
    ColumnKind.BOOLEAN: _check_yes_no,
}
