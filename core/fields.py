"""Texts that cities translate: one JSON column, one entry per language."""

from typing import Any, NamedTuple

from django.conf import settings
from django.db import models
from django.utils.translation import get_language


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
        return Texts(super().to_python(value) or {})


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
