"""Which row is the same row again: its identity columns decide, whatever case, spaces or language they are in."""

from collections.abc import Iterable, Mapping
from functools import cache
from itertools import product
from typing import Any

from contracts.documents.rows import Row
from contracts.enums import Flow
from contracts.tables import Column, ColumnKind, TableSpec, find_table
from core.canonical import canonical_json
from core.validators import normalise_code

Key = tuple[Any, ...]
UNTOLD = {"flow": Flow.SOURCE.value}
"""What a row is where an identity column does not say: tonnes are emitted unless they are called a sink."""


def keys_of(spec: TableSpec, cells: Mapping[str, Any]) -> list[Key]:
    """The identities of a row: one for each language of a translated text.

    A row of cells that tells nothing in its identity columns is the same only as one with all cells equal; in the
    other stores there is one such row (the total of the gap table).
    """
    tokens = [_tokens(column, cells.get(column.key)) for column in _identity(spec.key)]
    if spec.store == "cells" and not any(one for options in tokens for one in options):
        return [("=", canonical_json({key: value for key, value in cells.items() if value is not None}))]
    if all(len(options) == 1 for options in tokens):
        return [tuple(options[0] for options in tokens)]
    return list(product(*tokens))


class RowIndex:
    """Rows found by any of their identities."""

    def __init__(self, spec: TableSpec, rows: Iterable[Row]) -> None:
        self._spec = spec
        self._rows: dict[Key, Row] = {}
        for row in rows:
            for key in keys_of(spec, row.cells):
                self._rows.setdefault(key, row)

    def find(self, cells: Mapping[str, Any]) -> Row | None:
        """The row that is the same as these cells."""
        return self.find_key(keys_of(self._spec, cells))

    def find_key(self, keys: Iterable[Key]) -> Row | None:
        """The row of any of these identities."""
        return next((self._rows[key] for key in keys if key in self._rows), None)


@cache
def _identity(table: str) -> tuple[Column, ...]:
    spec = find_table(table)
    return tuple(spec.column(key) for key in spec.identity)


def _tokens(column: Column, value: Any) -> list[str]:
    """What a cell is compared by; an unknown one by the empty word."""
    if column.kind == ColumnKind.TEXTS and isinstance(value, dict):
        return [
            " ".join(text.casefold().split()) for text in value.values() if text and isinstance(text, str)
        ] or [""]
    if value is None:
        return [UNTOLD.get(column.key, "")]
    if column.key == "code":
        return [normalise_code(str(value))]
    return [" ".join(str(value).casefold().split())]
