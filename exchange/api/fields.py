"""The words that describe the fields of a resource; answers, documents and checks all follow them.

A field is how columns of the database become a column of the answer: `shape` receives whole columns of the rows of a
page, and a field without `shape` is answered as it is stored. What is unknown is null, never zero; enumerations and
lists are never null.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import Choices
from django.utils.functional import Promise

from core.fields import Texts
from exchange.api.readers import Reader

Text = str | Promise
Schema = Mapping[str, Any]
Column = Sequence[Any]
Shape = Callable[..., Column]
"""Takes the reader and each source column of a page; answers one column of the same length."""

FIRST_VERSION = "1.0.0"
NOT_STATED = "not_stated"
"""Stands where an enumeration is empty: enumerations are never null."""
EURO = "EUR"
TONNES_A_YEAR = "t[CO2e]/a"
TONNES = "t[CO2e]"
DECIMAL: Schema = {"type": "string", "format": "decimal", "pattern": r"^-?\d{1,16}(\.\d{1,6})?$"}
SAMPLE_ID = "0190a000-0000-7000-8000-000000000006"


@dataclass(frozen=True)
class Field:
    """One field: its name and meaning, the columns it is read from, its form as JSON Schema, and an example.

    A heavy field is answered only where `fields` names it. `since` is the version of the API that brought it.
    """

    name: str
    description: Text
    columns: tuple[str, ...]
    schema: Schema
    example: Any
    shape: Shape | None = None
    choices: type[Choices] | None = None
    is_heavy: bool = False
    since: str = FIRST_VERSION


def or_null(schema: Schema) -> Schema:
    """The same, or null."""
    return {**schema, "type": [schema["type"], "null"]}


def text(
    name: str, description: Text, *, example: str, column: str = "", required: bool = False, **options: Any
) -> Field:
    """A text that is the same in every language; null where nothing was written."""
    schema: Schema = {"type": "string", "maxLength": 10_000}
    form, shape = (schema, None) if required else (or_null(schema), _blank_to_null)
    return Field(name, description, (column or name,), form, example, shape, **options)


def words(name: str, description: Text, *, example: str, column: str = "") -> Field:
    """A translated text: in the reader's language, or with `languages=all` in every one as a map."""
    texts: Schema = {"type": "object", "additionalProperties": {"type": "string", "maxLength": 10_000}}
    schema = {"anyOf": [{"type": ["string", "null"], "maxLength": 10_000}, texts]}
    return Field(name, description, (column or name,), schema, example, _pick_language)


def identifier(name: str, description: Text, *, column: str = "") -> Field:
    """A UUID that never changes."""
    return Field(name, description, (column or name,), {"type": "string", "format": "uuid"}, SAMPLE_ID)


def integer(
    name: str, description: Text, *, example: int, column: str = "", low: int = 0, high: int = 2**53
) -> Field:
    """A whole number, null where unknown."""
    schema = {"type": ["integer", "null"], "format": "int64", "minimum": low, "maximum": high}
    return Field(name, description, (column or name,), schema, example)


def year(name: str, description: Text, *, example: int, column: str = "") -> Field:
    """A calendar year, null where unknown."""
    schema = {"type": ["integer", "null"], "format": "int32", "minimum": 0, "maximum": 32_767}
    return Field(name, description, (column or name,), schema, example)


def degrees(name: str, description: Text, *, example: float) -> Field:
    """A longitude or latitude in WGS 84, null where unknown."""
    schema = {"type": ["number", "null"], "format": "double", "minimum": -180, "maximum": 180}
    return Field(name, description, (name,), schema, example)


def flag(name: str, description: Text, *, column: str = "") -> Field:
    """Yes or no; what may be unknown is an enumeration instead (`answer`)."""
    return Field(name, description, (column or name,), {"type": "boolean"}, example=False)


def answer(name: str, description: Text, *, column: str = "") -> Field:
    """Yes, no or not stated."""
    schema = {"type": "string", "enum": ["yes", "no", NOT_STATED]}
    return Field(name, description, (column or name,), schema, "no", _answer)


def day(name: str, description: Text, *, example: str, column: str = "") -> Field:
    """A date, null where unknown."""
    schema = or_null({"type": "string", "format": "date"})
    return Field(name, description, (column or name,), schema, date.fromisoformat(example))


def instant(name: str, description: Text, *, example: str, column: str = "") -> Field:
    """An instant in UTC with Z, null where it has not come."""
    schema = or_null({"type": "string", "format": "date-time"})
    return Field(name, description, (column or name,), schema, datetime.fromisoformat(example))


def share(name: str, description: Text, *, example: str, column: str = "") -> Field:
    """A share of 0 to 1 as a decimal string, null where unknown."""
    return Field(name, description, (column or name,), or_null(DECIMAL), example, _decimals)


def quantity(name: str, description: Text, unit: str, *, example: str, column: str) -> Field:
    """A quantity with its unit (UCUM), null where unknown."""
    schema = or_null(_object(value=DECIMAL, unit={"type": "string", "const": unit}))
    shape = partial(_quantities, unit=unit)
    return Field(name, description, (column,), schema, {"value": example, "unit": unit}, shape)


def money(name: str, description: Text, *, example: str, column: str) -> Field:
    """An amount of euros, null where unknown."""
    schema = or_null(_object(amount=DECIMAL, currency={"type": "string", "const": EURO}))
    return Field(name, description, (column,), schema, {"amount": example, "currency": EURO}, _money)


def choice(name: str, description: Text, words_of: type[Choices], *, column: str = "") -> Field:
    """A word of a code list; `not_stated` where there is none."""
    values = enumerate_values(words_of)
    schema = {"type": "string", "enum": values}
    shape = _not_stated if NOT_STATED in values else None
    return Field(name, description, (column or name,), schema, values[0], shape, words_of)


def choices(name: str, description: Text, words_of: type[Choices], *, column: str = "") -> Field:
    """Several words of a code list, as stored: other words are kept, since lists are open."""
    schema = {"type": "array", "maxItems": 100, "items": {"type": "string", "maxLength": 60}}
    example = enumerate_values(words_of)[:1]
    return Field(name, description, (column or name,), schema, example, _lists, words_of)


def reference(name: str, description: Text, resource: str, *, column: str) -> Field:
    """Another resource by its id and address, null where there is none; `embed` brings the whole."""
    schema = or_null(
        _object(id={"type": "string", "format": "uuid"}, href={"type": "string", "format": "uri"})
    )
    example = {"id": SAMPLE_ID, "href": f"https://ccc.example.org/api/v1/{resource}/{SAMPLE_ID}"}
    return Field(name, description, (column,), schema, example, partial(_references, resource=resource))


def structure(name: str, description: Text, schema: Schema, *, example: Any, column: str = "") -> Field:
    """What is stored as JSON and answered as it is."""
    return Field(name, description, (column or name,), schema, example)


def geometry(name: str, description: Text, *, column: str = "") -> Field:
    """A GeoJSON geometry (RFC 7946), null where there is none; heavy."""
    schema = {"type": ["object", "null"], "properties": {"type": {"type": "string"}}}
    point = {"type": "Point", "coordinates": [9.19, 45.464]}
    return Field(name, description, (column or name,), schema, point, is_heavy=True)


def enumerate_values(words_of: type[Choices]) -> list[str]:
    """The values of a code list as the API says them."""
    return [str(value) or NOT_STATED for value in words_of.values]


def _object(**properties: Schema) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def plain_decimal(value: Decimal) -> str:
    """A decimal in digits, without an exponent and without zeros that say nothing.

    >>> plain_decimal(Decimal("4200.5000")), plain_decimal(Decimal("0.0000")), plain_decimal(Decimal(1400))
    ('4200.5', '0', '1400')
    """
    digits = f"{value:f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def _blank_to_null(_reader: Reader, values: Column) -> Column:
    return [value or None for value in values]


def _pick_language(reader: Reader, values: Sequence[Texts]) -> Column:
    if reader.wants_all_languages:
        return [texts or None for texts in values]
    code = reader.language
    return [texts.get(code) or texts.pick(code).text or None for texts in values]


def _answer(_reader: Reader, values: Column) -> Column:
    told = {True: "yes", False: "no", None: NOT_STATED}
    return [told[value] for value in values]


def _decimals(_reader: Reader, values: Column) -> Column:
    return [None if value is None else plain_decimal(value) for value in values]


def _quantities(_reader: Reader, values: Column, *, unit: str) -> Column:
    return [None if value is None else {"value": plain_decimal(value), "unit": unit} for value in values]


def _money(_reader: Reader, values: Column) -> Column:
    return [None if value is None else {"amount": f"{value:.2f}", "currency": EURO} for value in values]


def _not_stated(_reader: Reader, values: Column) -> Column:
    return [value or NOT_STATED for value in values]


def _lists(_reader: Reader, values: Column) -> Column:
    return [value or [] for value in values]


def _references(reader: Reader, values: Sequence[UUID | None], *, resource: str) -> Column:
    base = reader.address_of(resource)
    return [None if value is None else {"id": value, "href": f"{base}/{value}"} for value in values]
