"""Abstract bases: an id that sorts by time, a revision for optimistic locking, a source."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from core.validators import validate_signs


class WithId(models.Model):
    """A row known everywhere by a UUIDv7."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)

    class Meta:
        abstract = True

    def clean_fields(self, exclude: Any = None) -> None:
        """Refuse, besides what each field refuses, texts that people wrote and that cannot be stored."""
        errors: dict[str, Any] = {}
        try:
            super().clean_fields(exclude=exclude)
        except ValidationError as error:
            errors = error.error_dict
        for field in self._meta.concrete_fields:
            if field.editable and field.name not in (exclude or ()) and field.name not in errors:
                try:
                    validate_signs(getattr(self, field.attname), field.name)
                except ValidationError as error:
                    errors |= error.error_dict
        if errors:
            raise ValidationError(errors)


class Revised(WithId):
    """An editable row: `revision` counts its changes and is sent back by forms to notice a conflict."""

    revision = models.PositiveIntegerField(_("revision"), default=1, editable=False)
    source_language = models.CharField(
        _("source language"), max_length=5, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        abstract = True


class Sourced(models.Model):
    """A published figure with its source; `illustrative` ones are shown with that word."""

    source = models.TextField(_("source"), blank=True)
    note = models.TextField(_("note"), blank=True)
    is_illustrative = models.BooleanField(_("illustrative"), default=False)

    class Meta:
        abstract = True
