"""Texts that cities translate: one JSON column, one entry per language."""

from typing import Any, NamedTuple

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext as _


class TextInLanguage(NamedTuple):
    """A text and the language it is written in."""

    text: str
    language: str

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.text)


class Texts(dict[str, str]):
    """One text in one or more languages, by language code.

    Reads as the active language; where that is missing, as the portal's first language that is there,
    so that a page never shows an empty place for a text that exists.
    """

    def pick(self, language: str | None = None) -> TextInLanguage:
        """The text for ``language`` (default: the active one) with the language it really is in."""
        wanted = (language or get_language() or settings.LANGUAGE_CODE).split("-")[0]
        for code in (wanted, settings.LANGUAGE_CODE, *self):
            if self.get(code):
                return TextInLanguage(self[code], code)
        return TextInLanguage("", wanted)

    def __str__(self) -> str:
        return self.pick().text

    def __bool__(self) -> bool:
        return any(self.values())


class TextsWidget(forms.MultiWidget):
    """One box per language."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        boxes: dict[str, forms.Widget | type[forms.Widget]] = {
            code: forms.Textarea({"rows": 2, "lang": code, "placeholder": name, "aria-label": name})
            for code, name in settings.LANGUAGES
        }
        super().__init__(boxes, attrs)

    def decompress(self, value: Any) -> list[str]:
        """Hand each language to its box."""
        return [(value or {}).get(code, "") for code, _name in settings.LANGUAGES]


class TextsFormField(forms.MultiValueField):
    """`Texts` in a form, for example of Django's admin."""

    def __init__(self, **kwargs: Any) -> None:
        fields = [forms.CharField(label=name, required=False) for _code, name in settings.LANGUAGES]
        super().__init__(fields, require_all_fields=False, widget=TextsWidget(), **kwargs)

    def compress(self, data_list: list[str]) -> Texts:
        """Keep the languages that were written."""
        pairs = zip(settings.LANGUAGES, data_list, strict=False)
        return Texts({code: text for (code, _name), text in pairs if text})


class TextsField(models.JSONField):
    """Stores `Texts`; look-ups by language work on every database (``title__it__icontains``)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", Texts)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Texts:
        """Wrap what the database holds."""
        return Texts(super().from_db_value(value, expression, connection) or {})

    def to_python(self, value: Any) -> Texts:
        """Wrap what a caller sets."""
        texts = super().to_python(value) or {}
        if not isinstance(texts, dict):
            raise ValidationError(_("Write a text for each language."), code="invalid")
        return Texts(texts)

    def formfield(self, **kwargs: Any) -> Any:
        """Ask for each language in a box of its own."""
        return models.Field.formfield(
            self, **{"form_class": TextsFormField, "show_hidden_initial": False, **kwargs}
        )


def tonnes_field(verbose_name: Any, **kwargs: Any) -> models.DecimalField:
    """A quantity in t CO2e that may be unknown (null), exact to a tenth of a kilogram."""
    return models.DecimalField(verbose_name, max_digits=16, decimal_places=4, null=True, blank=True, **kwargs)


def euro_field(verbose_name: Any, **kwargs: Any) -> models.DecimalField:
    """An amount in euro that may be unknown (null)."""
    return models.DecimalField(verbose_name, max_digits=16, decimal_places=2, null=True, blank=True, **kwargs)


def share_field(verbose_name: Any, **kwargs: Any) -> models.DecimalField:
    """A share (0-1) that may be unknown (null)."""
    return models.DecimalField(verbose_name, max_digits=9, decimal_places=6, null=True, blank=True, **kwargs)


def year_field(verbose_name: Any, **kwargs: Any) -> models.PositiveSmallIntegerField:
    """A calendar year that may be unknown (null)."""
    return models.PositiveSmallIntegerField(verbose_name, null=True, blank=True, **kwargs)


def quantity_field(verbose_name: Any, **kwargs: Any) -> models.DecimalField:
    """A quantity in a unit told elsewhere, that may be unknown (null)."""
    return models.DecimalField(verbose_name, max_digits=20, decimal_places=6, null=True, blank=True, **kwargs)
