"""Rows of the database as items of an answer: only the wanted columns are read, and shaped a column at a time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from django.db.models import QuerySet

from exchange.api.answers import OPTIONS
from exchange.api.readers import Reader
from exchange.api.resources import Embed, Guard, Resource
from exchange.api.selections import Selection

Item = dict[str, Any]


@dataclass(frozen=True)
class Page:
    """Items, and the raw columns that they were read from."""

    items: list[Item]
    columns: Mapping[str, Sequence[Any]]


def read_items(rows: QuerySet, selection: Selection, reader: Reader, extra: Iterable[str] = ()) -> Page:
    """The wanted fields of rows, with what is embedded in them; one query, one for each embed, one for the team.

    `extra` names columns to be read besides. A row of the reader's own city is answered as its team reads it.
    """
    resource = selection.resource
    page = _read_columns(rows, selection, reader, extra)
    if resource.guard:
        _withhold(page, selection, resource.guard, _own_rows(page, resource, reader))
    for name, inner in selection.embeds.items():
        _embed(page, name, inner, selection.link(name), reader)
    return page


def _read_columns(rows: QuerySet, selection: Selection, reader: Reader, extra: Iterable[str]) -> Page:
    resource = selection.resource
    has_own = bool(reader.own_cities)
    fields = [one for one in resource.public if selection.wants(one)]
    internal = [one for one in resource.internal if has_own and selection.wants(one)]
    needed = dict.fromkeys(column for one in (*fields, *internal) for column in one.columns)
    needed |= dict.fromkeys(("pk", *extra, *(resource.guard.columns if resource.guard else ())))
    needed |= dict.fromkeys(link.column or "pk" for link in map(selection.link, selection.embeds))
    needed |= {resource.city: None} if has_own else {}
    raw = rows.values_list(*needed)
    columns = dict(zip(needed, zip(*raw, strict=True), strict=True)) if raw else dict.fromkeys(needed, ())
    page = Page(_assemble(columns, fields, resource, reader), columns)
    if internal:
        own = _own_rows(page, resource, reader)
        shaped = _assemble(columns, internal, None, reader)
        for item, more, is_own in zip(page.items, shaped, own, strict=True):
            item.update(more if is_own else ())
    return page


def _assemble(
    columns: Mapping[str, Sequence[Any]], fields: Iterable[Any], linked: Resource | None, reader: Reader
) -> list[Item]:
    """Items of some fields, with links where they are of a resource."""
    shaped = {
        one.name: columns[one.columns[0]]
        if one.shape is None
        else one.shape(reader, *(columns[column] for column in one.columns))
        for one in fields
    }
    if linked:
        base = reader.address_of(linked.name)
        shaped["_links"] = [{"self": f"{base}/{pk}"} for pk in columns["pk"]]
    names = tuple(shaped)
    return [dict(zip(names, values, strict=True)) for values in zip(*shaped.values(), strict=True)]


def _own_rows(page: Page, resource: Resource, reader: Reader) -> Sequence[bool]:
    """For each row whether it is of a city of the reader's."""
    if not reader.own_cities:
        return [False] * len(page.items)
    return [city in reader.own_cities for city in page.columns[resource.city]]


def _withhold(page: Page, selection: Selection, guard: Guard, own: Sequence[bool]) -> None:
    """Take out of each item what its reader may not see, and name it there."""
    told = zip(*(page.columns[column] for column in guard.columns), strict=True)
    for item, is_own, values in zip(page.items, own, told, strict=True):
        hidden = sorted(guard.hides(is_own, *values) & item.keys())
        item["withheld"] = hidden
        item.update(dict.fromkeys(hidden))


def _embed(page: Page, name: str, inner: Selection, link: Embed, reader: Reader) -> None:
    if link.column:
        _embed_one(page, name, inner, link, reader)
    else:
        _embed_many(page, name, inner, link, reader)


def _embed_one(page: Page, name: str, inner: Selection, link: Embed, reader: Reader) -> None:
    """Put into each item the one row that it names; null where there is none, or none that the reader may see."""
    keys = page.columns[link.column]
    found = read_items(inner.resource.rows(reader, pk__in=set(keys) - {None}), inner, reader)
    written = (
        orjson.Fragment(orjson.dumps(item, option=OPTIONS)) for item in found.items
    )  # once for all rows
    by_key = dict(zip(found.columns["pk"], written, strict=True))
    for item, key in zip(page.items, keys, strict=True):
        item.setdefault("_embedded", {})[name] = by_key.get(key)


def _embed_many(page: Page, name: str, inner: Selection, link: Embed, reader: Reader) -> None:
    """Put into each item the rows that name it, in the order of their own resource."""
    lists: dict[Any, list[Item]] = {pk: [] for pk in page.columns["pk"]}
    among = {f"{link.path}__in": list(lists)}
    rows = inner.resource.rows(reader, **among).filter(**among)
    ordered = rows.order_by(inner.resource.sorts[inner.resource.default_sort], "pk")
    found = read_items(ordered, inner, reader, [link.path])
    for owner, item in zip(found.columns[link.path], found.items, strict=True):
        if owner in lists:
            lists[owner].append(item)
    for item, of_item in zip(page.items, lists.values(), strict=True):
        item.setdefault("_embedded", {})[name] = of_item
