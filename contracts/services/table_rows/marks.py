"""A short digest of what a person wrote in a row, by which a later change of the row is noticed."""

import json
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from typing import Any

from contracts.services.table_rows.bulk import chunks
from core.history import UNTOLD, as_json
from core.models import WithId

MARK_LENGTH = 16
Linked = dict[str, dict[str, list[str]]]


def row_values(row: WithId) -> dict[str, Any]:
    """What a person wrote in a row, as JSON holds it."""
    return {name: as_json(getattr(row, name)) for name in _told_names(type(row))}


@cache
def _told_names(model: type[WithId]) -> tuple[str, ...]:
    return tuple(field.attname for field in model._meta.concrete_fields if field.name not in UNTOLD)


def marks_of(model: type[WithId], rows: Sequence[WithId]) -> dict[str, str]:
    """The digest of each row by its id, many-to-many fields included."""
    linked = _linked(model, rows)
    return {str(row.pk): _digest(row_values(row) | linked.get(str(row.pk), {})) for row in rows}


def _linked(model: type[WithId], rows: Sequence[WithId]) -> Linked:
    """What many-to-many fields of rows point to, in one query for each field and portion of rows."""
    found: Linked = {}
    for field in model._meta.many_to_many:
        source, target = field.m2m_column_name(), field.m2m_reverse_name()
        for pks in chunks([row.pk for row in rows]):
            pairs = getattr(model, field.name).through.objects.filter(**{f"{source}__in": pks})
            for row_pk, pk in pairs.values_list(source, target):
                found.setdefault(str(row_pk), {}).setdefault(field.name, []).append(str(pk))
    return {pk: {name: sorted(ids) for name, ids in links.items()} for pk, links in found.items()}


def _digest(values: dict[str, Any]) -> str:
    text = json.dumps(values, sort_keys=True, ensure_ascii=False)
    return sha256(text.encode()).hexdigest()[:MARK_LENGTH]
