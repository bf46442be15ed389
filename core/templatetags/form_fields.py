"""What the field component must know of a bound form field."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BaseForm, BoundField
from django.utils.translation import gettext_lazy as _

DATE_HINT = _("Day, month and year, for example 30.06.2027.")


@dataclass(frozen=True, slots=True)
class FormError:
    """An error of a form and the id of the control to go to, empty for the form as a whole."""

    message: str
    target: str


def describe_field(bound: BoundField, *, unit: str = "") -> dict[str, Any]:
    """Return the parameters of components/field.html; numbers and dates get the controls people expect."""
    widget = bound.field.widget
    adapt_widget(bound.field)
    return {
        "field": bound,
        "shape": choose_shape(widget),
        "unit": unit,
        "optional": not bound.field.required and not isinstance(widget, forms.CheckboxInput),
        "limit": widget.attrs.get("maxlength") if isinstance(widget, forms.Textarea) else None,
    }


def choose_shape(widget: forms.Widget) -> str:
    """Return how label and control stand to one another: hidden, check, group or line."""
    if widget.is_hidden:
        return "hidden"
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "group"
    return "check" if isinstance(widget, forms.CheckboxInput) else "line"


def adapt_widget(field: forms.Field) -> None:
    """Ask for numbers in a text box with the right keyboard, and for days in one that says how they are written.

    The browser's own date control holds the Tab key for each of its parts and hides what it does not understand;
    a text box keeps what was typed, so that the error beside it can be read.
    """
    widget = field.widget
    if isinstance(widget, forms.DateInput):
        widget.format = "%d.%m.%Y"
        widget.attrs.setdefault("autocomplete", "off")
        if str(DATE_HINT) not in str(field.help_text):
            field.help_text = f"{field.help_text} {DATE_HINT}".strip()
    elif isinstance(field, forms.IntegerField) and isinstance(widget, forms.TextInput | forms.NumberInput):
        _ask_for_number(
            widget, "decimal" if isinstance(field, forms.FloatField | forms.DecimalField) else "numeric"
        )


def list_errors(form: BaseForm) -> list[FormError]:
    """Return the errors of a form in the order of its fields, those of the whole form first."""
    whole = [FormError(str(message), "") for message in form.non_field_errors()]
    fields = [
        FormError(f"{bound.label}: {message}", _control_id(bound))
        for bound in form
        for message in bound.errors
    ]
    return [*whole, *fields]


def _control_id(bound: BoundField) -> str:
    return bound.id_for_label or f"{bound.auto_id}_0"


def _ask_for_number(widget: forms.widgets.Input, keyboard: str) -> None:
    widget.input_type = "text"
    widget.attrs.setdefault("inputmode", keyboard)
    widget.attrs.setdefault("autocomplete", "off")
    for name in ("step", "min", "max"):
        widget.attrs.pop(name, None)
