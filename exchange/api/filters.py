"""The filters that resources describe: strict ones, since a value that is silently ignored hides a mistake."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.db.models import Choices, QuerySet
from django_filters import Filter

from exchange.api.fields import DECIMAL, NOT_STATED, Text, enumerate_values

MAX_LENGTH = 512
"""Of every value in a query."""
Found = Callable[[QuerySet, str, Any], QuerySet]
"""Narrows rows by a value; django-filter gives it the name of the filter's column too."""


_IS_PLAIN = RegexValidator(str(DECIMAL["pattern"]))


@dataclass(frozen=True)
class Parameter:
    """A filter with what documents say of it; `clean` and `filter` are django-filter's."""

    description: Text
    filter: Filter
    schema: Mapping[str, Any]
    example: str

    def narrow(self, rows: QuerySet, raw: str) -> QuerySet:
        """The rows that the value of a query lets through; raises `ValidationError` for a value of another form."""
        narrowed: QuerySet = self.filter.filter(rows, self.filter.field.clean(raw))
        return narrowed


class _PlainDecimalField(forms.DecimalField):
    """A decimal as answers write it: digits, no exponent, no spaces, no signs of a language."""

    def clean(self, value: Any) -> Any:
        """Look at the text before it becomes a number."""
        _IS_PLAIN(value)
        return super().clean(value)


class _FlagField(forms.ChoiceField):
    def clean(self, value: Any) -> bool:
        return bool(super().clean(value) == "true")


class _WordsField(forms.Field):
    """Words of a code list with commas between them."""

    def __init__(self, *, values: list[str], **options: Any) -> None:
        super().__init__(**options)
        self.one = forms.ChoiceField(choices=[(value, value) for value in values])

    def clean(self, value: Any) -> list[str]:
        return [_stored(self.one.clean(word)) for word in str(value).split(",")]


class _WordField(forms.ChoiceField):
    def clean(self, value: Any) -> str:
        return _stored(super().clean(value))


class _AnyFilter(Filter):
    """Unlike django-filter's own, it also filters by what counts as empty: false, and a word that stands for none."""

    def filter(self, qs: QuerySet, value: Any) -> QuerySet:
        return qs.filter(**{f"{self.field_name}__{self.lookup_expr}": value})


class _UUIDFilter(_AnyFilter):
    field_class = forms.UUIDField


class _WordFilter(_AnyFilter):
    field_class = _WordField


class _WordsFilter(_AnyFilter):
    field_class = _WordsField


class _FlagFilter(_AnyFilter):
    field_class = _FlagField


class _DayFilter(_AnyFilter):
    field_class = forms.DateField


class _YearFilter(_AnyFilter):
    field_class = forms.IntegerField


class _DecimalFilter(_AnyFilter):
    field_class = _PlainDecimalField


def _stored(word: str) -> str:
    return "" if word == NOT_STATED else word


def by_id(column: str, description: Text, *, example: str) -> Parameter:
    """Rows of one other resource; an id that does not exist finds none."""
    return Parameter(description, _UUIDFilter(column), {"type": "string", "format": "uuid"}, example)


def by_word(column: str, description: Text, words_of: type[Choices]) -> Parameter:
    """Rows with one word of a code list."""
    values = enumerate_values(words_of)
    found = _WordFilter(column, choices=[(value, value) for value in values])
    return Parameter(description, found, {"type": "string", "enum": values}, values[0])


def by_words(column: str, description: Text, words_of: type[Choices]) -> Parameter:
    """Rows with one of several words of a code list."""
    values = enumerate_values(words_of)
    schema = {"type": "string", "maxLength": MAX_LENGTH}
    return Parameter(description, _WordsFilter(column, "in", values=values), schema, ",".join(values[:2]))


def by_flag(description: Text, *, column: str = "", found: Found | None = None) -> Parameter:
    """Rows for which a thing is true, or is not: by their column, or as `found` narrows them."""
    words = [("true", "true"), ("false", "false")]
    flag = _FlagFilter(column or None, choices=words, method=found)
    return Parameter(description, flag, {"type": "boolean"}, "true")


def by_form(description: Text, form: type[forms.Field], found: Found, *, example: str) -> Parameter:
    """Rows as `found` narrows them by a value of a form of its own."""

    class FormFilter(Filter):
        field_class = form

    schema = {"type": "string", "maxLength": MAX_LENGTH}
    return Parameter(description, FormFilter(method=found), schema, example)


def by_day(column: str, description: Text, lookup: str) -> Parameter:
    """Rows with a day up to, or from, a day."""
    found = _DayFilter(column, lookup, input_formats=["%Y-%m-%d"])
    return Parameter(description, found, {"type": "string", "format": "date"}, "2030-12-31")


def by_year(column: str, description: Text, lookup: str = "exact") -> Parameter:
    """Rows of a year."""
    schema = {"type": "integer", "format": "int32", "minimum": 1900, "maximum": 2200}
    found = _YearFilter(column, lookup, min_value=1900, max_value=2200)
    return Parameter(description, found, schema, "2030")


def by_decimal(column: str, description: Text, lookup: str) -> Parameter:
    """Rows with a quantity up to, or from, a number."""
    return Parameter(description, _DecimalFilter(column, lookup), DECIMAL, "1000.5")
