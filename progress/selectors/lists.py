"""What all filtered lists share: which way they are sorted."""

from collections.abc import Mapping

from django.db.models import F, OrderBy, QuerySet


def sort_rows(
    rows: QuerySet, key: str, ways: Mapping[str, str], *, default: str, last: str, first: str = ""
) -> QuerySet:
    """Sort by one of `ways` (`-key` downwards), unknown values last; an unknown key sorts by `default`.

    `first` keeps groups together; `last` decides between equals, so that pages never overlap.
    """
    name = key.removeprefix("-")
    chosen, down = (name, key.startswith("-")) if name in ways else (default, False)
    way = ways[chosen]
    groups = [first] if first else []
    return rows.order_by(*groups, OrderBy(F(way), descending=down, nulls_last=True), last)
