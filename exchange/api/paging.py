"""Pages by keyset: a cursor holds the last row's values, so that rows which come and go move nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import Any

from django.core import signing
from django.db.models import F, Q, QuerySet
from django.db.models.expressions import OrderBy

LIFE_SECONDS = 7 * 24 * 3600
DEFAULT_LIMIT, MOST_ROWS = 50, 200


@dataclass(frozen=True)
class Key:
    """One column that rows are sorted by; unknown values come last, whichever way."""

    column: str
    is_descending: bool = False

    def order(self, *, backward: bool) -> OrderBy:
        """How the database sorts, from the first row on or from the last one back."""
        descending = self.is_descending != backward
        column = F(self.column)
        nulls = {"nulls_first": True} if backward else {"nulls_last": True}
        return column.desc(**nulls) if descending else column.asc(**nulls)

    def beyond(self, value: Any, *, backward: bool) -> Q:
        """The rows that come after a value in that order."""
        descending = self.is_descending != backward
        if value is None:
            return Q((f"{self.column}__isnull", False)) if backward else Q(pk__in=())
        further = Q((f"{self.column}__{'lt' if descending else 'gt'}", value))
        return further if backward else further | Q((f"{self.column}__isnull", True))

    def same(self, value: Any) -> Q:
        """The rows with that value."""
        return Q((f"{self.column}__isnull", True)) if value is None else Q((self.column, value))


@dataclass(frozen=True)
class Cursor:
    """Where a page begins: the values of the row beside it, which way it goes, and when the first page was read."""

    values: tuple[Any, ...]
    is_backward: bool
    sync_token: str

    def sign(self, query: str) -> str:
        """As text for one query only (its filters and sort), signed by the portal."""
        told = [_as_text(value) for value in self.values]
        return signing.dumps([told, self.is_backward, self.sync_token], salt=_salt(query))

    @classmethod
    def read(cls, text: str, query: str) -> "Cursor":
        """The cursor of a query; raises `signing.BadSignature` for one of another query, changed or too old."""
        values, is_backward, sync_token = signing.loads(text, salt=_salt(query), max_age=LIFE_SECONDS)
        return cls(tuple(values), is_backward, sync_token)


def order_rows(rows: QuerySet, keys: Sequence[Key], cursor: Cursor | None) -> QuerySet:
    """Sort rows, and begin beside the row that the cursor holds."""
    backward = cursor is not None and cursor.is_backward
    ordered = rows.order_by(*(key.order(backward=backward) for key in keys))
    return ordered.filter(_after(keys, cursor)) if cursor else ordered


def _after(keys: Sequence[Key], cursor: Cursor) -> Q:
    """Beyond the first key's value, or the same there and beyond the second's, and so on."""
    ways = []
    for place, key in enumerate(keys):
        way = key.beyond(cursor.values[place], backward=cursor.is_backward)
        for earlier, value in zip(keys[:place], cursor.values, strict=False):
            way &= earlier.same(value)
        ways.append(way)
    return reduce(or_, ways)


def _salt(query: str) -> str:
    return f"exchange.api.cursor:{query}"


def _as_text(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value if value is None or isinstance(value, int) else str(value)
