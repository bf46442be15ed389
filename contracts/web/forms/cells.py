"""Form fields for the cells of a described table: what is typed becomes a cell as `contracts.tables.spec` says."""

from collections.abc import Callable
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from contracts.enums import NotationKey
from contracts.tables import Column, ColumnKind
from contracts.tables.cells import Parsed, format_cell, parse_cell
from contracts.tables.columns import EURO, SHARE
from contracts.tables.numbers import NumberFormat
from contracts.web.forms.fields import CODES_LIST, choices_with_blank

NOTATION_LIST = "notation-keys"
LONGEST_TEXT = 500
UNIT_SIGNS = {SHARE: "%", EURO: "€", f"{EURO}/a": "€/a"}
DAY_HINT = _("Day, month and year, for example 30.06.2027.")
NOTATION_HINT = _("A number, or a notation key: %(keys)s.")
CODES_HINT = _("Codes as the contract writes them, with semicolons between them.")


class CellField(forms.CharField):
    """A cell that is typed as words: a number with its key, a year, a day, codes."""

    def __init__(self, column: Column, **kwargs: Any) -> None:
        self.column = column
        super().__init__(required=column.required, max_length=LONGEST_TEXT, **kwargs)

    def write(self, value: Any) -> str:
        """A stored cell as people type it; a share loses its sign, which stands in the box beside it."""
        words = format_cell(self.column, value, get_language() or "en")
        return words.removesuffix("%") if self.column.unit == SHARE else words

    def clean(self, value: Any) -> Any:
        """The cell that was typed, None when the field is empty."""
        words = str(super().clean(value)).strip()
        if not words:
            return None
        parsed = _read(self.column, words)
        if parsed.error:
            raise ValidationError(str(parsed.error), code="invalid")
        return parsed.value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether another value was typed, however it is written."""
        try:
            return bool(self.clean(data) != self.clean(initial))
        except ValidationError:
            return True


def unit_sign(column: Column) -> str:
    """The unit of a column as people write it."""
    return UNIT_SIGNS.get(column.unit, column.unit)


def make_field(column: Column) -> forms.Field:
    """The form field of a column that is not translated."""
    field = _MAKERS.get(column.kind, _make_typed)(column)
    field.label = cast("str", column.label)  # a lazy text is as good
    field.help_text = " ".join(str(part) for part in (column.hint, _hint(column)) if part)
    return field


def _read(column: Column, words: str) -> Parsed:
    """Read what was typed; where a separator may mean two things it has the meaning of the page's language."""
    language = get_language() or "en"
    if column.unit == SHARE and words and words[-1].isdigit():
        words += "%"
    parsed = parse_cell(column, words, number_format="auto", language=language)
    if parsed.ambiguous_readings:
        own: NumberFormat = "it" if language.startswith("it") else "en"
        parsed = parse_cell(column, words, number_format=own, language=language)
    return parsed


def _make_typed(column: Column) -> forms.Field:
    attrs = {"autocomplete": "off"}
    if column.notation:
        attrs["list"] = NOTATION_LIST
    elif column.kind == ColumnKind.CODES:
        attrs["list"] = CODES_LIST
    elif column.is_number:
        attrs["inputmode"] = "decimal"
    elif column.kind == ColumnKind.YEAR:
        attrs["inputmode"] = "numeric"
    return CellField(column, widget=forms.TextInput(attrs=attrs))


def _make_text(column: Column) -> forms.Field:
    return forms.CharField(
        required=column.required, empty_value=None, widget=forms.Textarea(attrs={"rows": 1})
    )


def _make_choice(column: Column) -> forms.Field:
    words = [(value, label) for value, label in _choices(column) if value != ""]
    blank = choices_with_blank(words, _("not stated"))
    return forms.TypedChoiceField(required=column.required, empty_value=None, choices=blank)


def _make_choices(column: Column) -> forms.Field:
    words = [(value, label) for value, label in _choices(column) if value != ""]
    return forms.TypedMultipleChoiceField(
        required=column.required, empty_value=None, choices=words, widget=forms.CheckboxSelectMultiple
    )


def _make_yes_no(_column: Column) -> forms.Field:
    return forms.NullBooleanField(required=False)


def _choices(column: Column) -> list[tuple[Any, Any]]:
    return list(column.choices.choices) if column.choices else []


def _hint(column: Column) -> str:
    if column.notation:
        return str(NOTATION_HINT) % {"keys": ", ".join(NotationKey.values)}
    hints = {ColumnKind.DATE: DAY_HINT, ColumnKind.CODES: CODES_HINT}
    return str(hints.get(column.kind, ""))


_MAKERS: dict[ColumnKind, Callable[[Column], forms.Field]] = {
    ColumnKind.TEXT: _make_text,
    ColumnKind.CHOICE: _make_choice,
    ColumnKind.CHOICES: _make_choices,
    ColumnKind.BOOLEAN: _make_yes_no,
}
