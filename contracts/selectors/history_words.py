"""Kept values of fields as people read them: labels, names, days and quantities in the reader's language."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from contracts.enums import Gas, Lever, Sector, Visibility
from contracts.tables import SECTIONS, TABLES, ColumnKind, Part, TableSpec
from contracts.tables.cells import format_cell
from contracts.visibility import ACTION
from core.fields import TextsField
from core.models import FieldChange
from core.quantities import (
    NO_BREAK_SPACE,
    format_date,
    format_instant,
    format_money,
    format_number,
    format_share,
    format_tonnes,
)

NOTHING: tuple[Any, ...] = (None, "", [], {})
VOCABULARIES = {"other_sectors": Sector, "levers": Lever, "gases": Gas}
"""The words of fields that hold a list of stored values."""
SHAPE_KEYS = frozenset({"coordinates", "geometries", "features"})
_TITLES = {
    **{section.key: section.title for section in SECTIONS},
    **{table.key: table.title for table in TABLES},
    **{part.value: part.label for part in Part},
}


def find_field(kind: str, name: str) -> Any | None:
    """The field of that name of a kind of row; None where its model has it no more."""
    try:
        return apps.get_model(kind)._meta.get_field(name)
    except FieldDoesNotExist:
        return None


def field_label(kind: str, name: str) -> str:
    """The name of a field as forms show it."""
    field = find_field(kind, name)
    return name if field is None else str(getattr(field, "verbose_name", name))


class Names:
    """The names of the rows that a page of the history tells of, found with one query for each model."""

    def __init__(self, kept: Iterable[FieldChange]) -> None:
        wanted: dict[type[models.Model], set[str]] = {}
        for one in kept:
            wanted.setdefault(apps.get_model(one.subject_kind), set()).add(str(one.subject_id))
            field = find_field(one.subject_kind, one.field)
            if field is not None and field.is_relation:
                wanted.setdefault(field.related_model, set()).update(_ids(one.old), _ids(one.new))
        self._rows = {
            model: {str(row.pk): row for row in model._base_manager.select_related().filter(pk__in=ids)}  # noqa: SLF001 - finds every row, as Django does
            for model, ids in wanted.items()
            if ids
        }

    def find(self, model: type[models.Model], pk: Any) -> Any | None:
        """The row of that id; None where it is gone."""
        return self._rows.get(model, {}).get(str(pk))

    def tell(self, model: type[models.Model], value: Any) -> str:
        """The names of the rows of one id or of several."""
        return "; ".join(str(self.find(model, pk) or _("a row that is gone")) for pk in _ids(value))


def in_words(kept: FieldChange, value: Any, other: Any, names: Names, spec: TableSpec | None = None) -> str:
    """One of a change's two values; of a translated text or of cells, only what differs from the other.

    A value that its field could not hold today (it is of another kind than it was) is told as it is.
    """
    if value in NOTHING:
        return _("empty")
    try:
        told = _tell(kept, value, other, names, spec)
    except (ArithmeticError, AttributeError, TypeError, ValueError):
        told = str(value)
    return told or _("empty")


def _tell(kept: FieldChange, value: Any, other: Any, names: Names, spec: TableSpec | None) -> str:
    field = find_field(kept.subject_kind, kept.field)
    others = other if isinstance(other, dict) else {}
    if spec is not None and kept.field == "cells":
        return "\n".join(_cells(spec, value, others))
    if isinstance(field, TextsField):
        return _texts(value, others)
    if isinstance(value, dict):
        return "\n".join(_parts(kept.subject_kind, value, others))
    if field is not None and field.is_relation:
        return names.tell(field.related_model, value)
    return _simple(field, value)


def _simple(field: Any, value: Any) -> str:
    """A value that is no text in several languages and names no row."""
    if isinstance(value, bool | list):
        return _item(value, dict(VOCABULARIES[field.name].choices) if field.name in VOCABULARIES else {})
    if labels := dict(getattr(field, "flatchoices", ())):
        return str(labels.get(value, value))
    if isinstance(field, models.DateField):
        return _day(field, value)
    if isinstance(field, models.DecimalField):
        return _quantity(field.name, Decimal(str(value)))
    is_count = isinstance(value, int) and not field.name.endswith("year")
    return format_number(value) if is_count else str(value)


def _day(field: models.DateField, value: str) -> str:
    if isinstance(field, models.DateTimeField):
        return format_instant(datetime.fromisoformat(value))
    return format_date(date.fromisoformat(value))


def _quantity(name: str, value: Decimal) -> str:
    """A quantity in the unit that its field's name tells, with every decimal that it has."""
    digits = max(0, -int(value.normalize().as_tuple().exponent))
    match name.rpartition("_")[2]:
        case "tco2e":
            return format_tonnes(value, "t", digits, co2e=True)
        case "eur":
            return format_money(value, "eur", digits)
        case "share":
            return format_share(value, max(0, digits - 2))
        case "mwh":
            return f"{format_number(value, digits)}{NO_BREAK_SPACE}MWh"
    return format_number(value, digits)


def _texts(value: Mapping[str, str], other: Mapping[str, str]) -> str:
    """The text in the reader's language, and by its name each other language that changed too."""
    changed = {code: text for code, text in value.items() if text and text != other.get(code)}
    own = changed.pop((get_language() or settings.LANGUAGE_CODE).split("-")[0], "")
    languages = dict(settings.LANGUAGES)
    rest = (f"{languages.get(code, code)}: {text}" for code, text in changed.items())
    return "\n".join([*([own] if own else []), *rest])


def _cells(spec: TableSpec, value: Mapping[str, Any], other: Mapping[str, Any]) -> Iterator[str]:
    columns = {column.key: column for column in spec.columns}
    for key, cell in value.items():
        column, before = columns.get(key), other.get(key)
        if cell in NOTHING or cell == before:
            continue
        if column is None:
            yield f"{key}: {_item(cell, {})}"
        elif column.kind == ColumnKind.TEXTS:
            yield f"{column.label}: {_texts(cell, before or {})}"
        else:
            unit = column.unit if column.kind == ColumnKind.NUMBER and column.unit != "share" else ""
            told = format_cell(column, cell, get_language() or settings.LANGUAGE_CODE)
            yield f"{column.label}: {NO_BREAK_SPACE.join(part for part in (told, unit) if part)}"


def _parts(kind: str, value: Mapping[str, Any], other: Mapping[str, Any]) -> Iterator[str]:
    """The entries of an object that changed; a drawn shape has nothing to read."""
    if SHAPE_KEYS & value.keys():
        yield _("a shape on the map")
        return
    levels = dict(Visibility.choices)
    for key, one in value.items():
        if one != other.get(key) and one not in NOTHING:
            yield f"{_key(kind, key)}: {_item(one, levels)}"


def _key(kind: str, key: str) -> str:
    """What an entry is of: a document, a section, a table, or a field ("action.cost_eur")."""
    if key in _TITLES:
        return str(_TITLES[key])
    room, dot, name = key.rpartition(".")
    return field_label(f"contracts.{room}" if dot and room == ACTION else kind, name or key)


def _item(value: Any, words: Mapping[Any, Any]) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, dict):
        return ", ".join(_item(one, words) for one in value.values() if one not in NOTHING)
    if isinstance(value, list):
        return "; ".join(_item(one, words) for one in value)
    return str(words.get(value, value))


def _ids(value: Any) -> list[str]:
    return [str(one) for one in (value if isinstance(value, list) else [value]) if one not in NOTHING]
