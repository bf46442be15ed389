"""Bringing cells into the one form in which they are kept and compared."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError

from contracts.documents.rows import Cells, plain_decimal
from contracts.documents.stores.emissions import UNSCOPED
from contracts.tables import Column, ColumnKind, TableSpec, find_table
from contracts.tables.cells import check_cells
from core.validators import validate_signs

Messages = dict[str, Any]


@cache
def written_spec(table: str) -> TableSpec:
    """The table with the columns that are kept: a total only where it is the line of no scope."""
    spec = find_table(table)
    columns = spec.stored_columns
    if spec.store == "emissions":
        columns = (*columns, replace(spec.column(UNSCOPED), computed=False, notation=True))
    return replace(spec, columns=columns)


@cache
def _columns(table: str) -> tuple[Mapping[str, Column], frozenset[str]]:
    """The columns that are kept by key, and the keys of the others."""
    stored = {column.key: column for column in written_spec(table).columns}
    return stored, frozenset(column.key for column in find_table(table).columns) - stored.keys()


def tidy_cells(spec: TableSpec, cells: Mapping[str, Any], *, language: str = "") -> Cells:
    """The cells as they are kept; computed columns and keys that begin with an underscore are left out.

    A translated text that is given as plain words is taken to be in `language`. What cannot be read stays as it is:
    `problems_of` then tells what is wrong with it.
    """
    stored, computed = _columns(spec.key)
    return {
        key: _tidy(stored[key], value, language) if key in stored else value
        for key, value in cells.items()
        if key not in computed and not key.startswith("_")
    }


def whole_row(spec: TableSpec, kept: Mapping[str, Any], told: Mapping[str, Any]) -> Cells:
    """All cells of a row as they are to be: what is told, and what is kept of the rest."""
    stored, _computed = _columns(spec.key)
    return {key: value for key, value in kept.items() if key in stored} | dict(told)


def changed_cells(kept: Mapping[str, Any], told: Mapping[str, Any]) -> Cells:
    """The told cells that are not kept so already."""
    return {key: value for key, value in told.items() if kept.get(key) != value}


def merge_texts(old: Mapping[str, Any], new: Cells) -> Cells:
    """New cells whose translated texts keep the languages of `old` that they do not name; null takes away all."""
    return {
        key: _drop_blanks({**_texts(old.get(key)), **told}) if isinstance(told, dict) else told
        for key, told in new.items()
    }


def problems_of(spec: TableSpec, cells: Mapping[str, Any]) -> Messages:
    """What is wrong with a whole row, by column; empty where nothing is."""
    problems: Messages = dict(check_cells(written_spec(spec.key), cells))
    for key, value in cells.items():
        if key not in problems:
            try:
                validate_signs(value, key)
            except ValidationError as error:
                problems[key] = " ".join(error.messages)
    return problems


def _texts(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _drop_blanks(texts: Mapping[str, Any]) -> dict[str, Any] | None:
    """The languages in which something is written."""
    return {code: text for code, text in texts.items() if text} or None


def _tidy(column: Column, value: Any, language: str) -> Any:
    if isinstance(value, dict):
        return {code: text.strip() if isinstance(text, str) else text for code, text in value.items()}
    if not isinstance(value, str):
        return None if value == [] else value
    text = value.strip()
    if not text:
        return None
    if column.kind == ColumnKind.TEXTS and language:
        return {language: text}
    return _tidy_number(text) if column.kind == ColumnKind.NUMBER else text


def _tidy_number(text: str) -> str:
    """A decimal without trailing zeros; a notation key and what is no number stay as they are."""
    try:
        amount = Decimal(text)
    except InvalidOperation:
        return text
    is_plain = amount.is_finite() and not set(text) & set("eE_")
    return plain_decimal(amount) if is_plain else text
