"""Cells as the fields of a model hold them."""

from collections.abc import Mapping
from decimal import ROUND_HALF_EVEN, Decimal
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from core.fields import Texts, TextsField
from core.models import WithId

Messages = dict[str, Any]


def field_values(model: type[WithId], cells: Mapping[str, Any]) -> dict[str, Any]:
    """The cells that are fields of the model, as values of these fields; decimals are rounded to their column.

    Null at a field that always holds something (source or sink, kind of aggregation) leaves it as it is.
    """
    names = _fields_of(model)
    told = {key: value for key, value in cells.items() if key in names}
    return {
        key: _field_value(names[key], value)
        for key, value in told.items()
        if value is not None or not _holds_always(names[key])
    }


def clean_row(row: WithId) -> Messages:
    """What the fields of a row refuse, by column, without a query: ties to other rows were looked up before."""
    try:
        row.clean_fields(exclude=_ties_of(type(row)))
    except ValidationError as error:
        return messages_of(error)
    return {}


def messages_of(error: ValidationError) -> Messages:
    """The messages of a refusal by column."""
    return {key: " ".join(messages) for key, messages in error.message_dict.items()}


@cache
def _fields_of(model: type[WithId]) -> Mapping[str, models.Field]:
    """The fields of a model that hold values, by name."""
    return {field.name: field for field in model._meta.concrete_fields if not field.is_relation}


@cache
def _ties_of(model: type[WithId]) -> frozenset[str]:
    """The fields of a model that point to other rows."""
    return frozenset(field.name for field in model._meta.concrete_fields if field.is_relation)


def _field_value(field: models.Field, value: Any) -> Any:
    if value is None:
        return _nothing(field)
    if isinstance(field, TextsField):
        return Texts(value)
    if isinstance(field, models.DecimalField):
        return Decimal(value).quantize(Decimal(1).scaleb(-field.decimal_places), ROUND_HALF_EVEN)
    return value


def _holds_always(field: models.Field) -> bool:
    return not field.null and field.get_default() not in ("", [], {})


def _nothing(field: models.Field) -> Any:
    """What the field holds where nothing is known."""
    return None if field.null else field.get_default()
