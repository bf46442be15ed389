"""What every form of the portal shares: translated texts, errors of services, conflicts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from django import forms
from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from core.access import Conflict
from core.fields import Texts
from core.models import Revised

Saved = TypeVar("Saved")


class TextsFormMixin(forms.Form):
    """Makes `title_it`, `title_en` … of each text in `texts`; `cleaned_data["title"]` is a `Texts`.

    A text in `required_texts` must be there in at least one language. The fields stand where `texts` are named in
    `field_order`.
    """

    texts: Mapping[str, Any] = {}
    long_texts: tuple[str, ...] = ()
    required_texts: tuple[str, ...] = ()

    def __init__(self, data: Any = None, *, initial: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(data, initial=self._split(initial or {}), **kwargs)
        for name, label in self.texts.items():
            for code, language in settings.LANGUAGES:
                self.fields[f"{name}_{code}"] = self._field(name, label, code, language)
        self.order_fields(self.field_order)

    def order_fields(self, field_order: Any) -> None:
        """Put the fields in order; the name of a text stands for its fields in all languages."""
        names = [part for name in field_order or () for part in self.parts_of(name)]
        super().order_fields(names or None)

    def clean(self) -> dict[str, Any]:
        """Join the languages of each text."""
        cleaned = super().clean() or self.cleaned_data
        for name in self.texts:
            joined = {code: cleaned.pop(f"{name}_{code}", "") for code, _language in settings.LANGUAGES}
            cleaned[name] = Texts({code: text for code, text in joined.items() if text})
            if name in self.required_texts and not cleaned[name] and not self._has_errors(name):
                self.add_error(self.parts_of(name)[0], _("Write this in at least one language."))
        return cleaned

    def _field(self, name: str, label: Any, code: str, language: Any) -> forms.Field:
        is_long = name in self.long_texts
        widget = forms.Textarea(attrs={"rows": 4}) if is_long else forms.TextInput()
        widget.attrs["lang"] = code
        caption = _("%(label)s (%(language)s)") % {"label": label, "language": language}
        return forms.CharField(
            label=caption,
            required=False,
            max_length=None if is_long else 300,
            widget=widget,
            help_text=_("In at least one language.") if name in self.required_texts else "",
        )

    def parts_of(self, name: str) -> list[str]:
        """The form fields of a text, or the field itself."""
        return [f"{name}_{code}" for code, _language in settings.LANGUAGES] if name in self.texts else [name]

    def _has_errors(self, name: str) -> bool:
        return any(part in self.errors for part in self.parts_of(name))

    def _split(self, initial: Mapping[str, Any]) -> dict[str, Any]:
        shown = dict(initial)
        for name in self.texts:
            shown |= {f"{name}_{code}": text for code, text in (shown.pop(name, None) or {}).items()}
        return shown


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, even if nothing; None when the page is only looked at."""
    return request.POST if request.method == "POST" else None


def add_errors(form: forms.BaseForm, error: ValidationError) -> None:
    """Attach what a service refused to the fields it names; the rest stands above the form.

    A form whose fields have other names than the service's arguments says so in `error_fields`.
    """
    aliases = getattr(form, "error_fields", {})
    by_field = error.error_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.error_list}
    for name, errors in by_field.items():
        target = next(
            (field for field in (aliases.get(name, name), *_language_parts(name)) if field in form.fields),
            None,
        )
        for one in errors:
            form.add_error(target, one)


def save_form(form: forms.BaseForm, save: Callable[[dict[str, Any]], Saved]) -> Saved | None:
    """Call a service with what a form checked; None, with the errors on the form, when either refuses."""
    if not form.is_valid():
        return None
    try:
        return save(dict(form.cleaned_data))
    except ValidationError as error:
        add_errors(form, error)
    return None


def has_conflict(form: forms.BaseForm) -> bool:
    """Whether someone else changed the row while this form was being filled."""
    return form.has_error(NON_FIELD_ERRORS, Conflict.code)


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that two people filled differently, each value in words."""

    label: str
    stored: str
    typed: str


def show_conflict(form: forms.BaseForm, fresh: forms.BaseForm, row: Revised) -> list[Difference]:
    """The fields in which what was typed differs from the current state of the row.

    The form then carries the current revision: saving it again, after the comparison, is meant.
    """
    data = cast("QueryDict", form.data).copy()
    data[form.add_prefix("revision")] = str(row.revision)
    form.data = data
    pairs = [(form[name], fresh[name]) for name in form.fields if not form[name].is_hidden]
    return [
        Difference(str(typed.label), _in_words(stored), _in_words(typed))
        for typed, stored in pairs
        if typed.field.has_changed(stored.initial, typed.data)
    ]


def _in_words(bound: forms.BoundField) -> str:
    value = bound.value()
    chosen = {str(one) for one in value} if isinstance(value, list | tuple) else {str(value)}
    labels = [str(label) for key, label in getattr(bound.field, "choices", []) if str(key) in chosen]
    return ", ".join(labels) if labels else str("" if value is None else value)


def _language_parts(name: str) -> list[str]:
    return [f"{name}_{code}" for code, _language in settings.LANGUAGES]
