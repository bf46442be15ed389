"""Abstract bases: an id that sorts by time, a revision for optimistic locking, a source."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7


class WithId(models.Model):
    """A row known everywhere by a UUIDv7."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)

    class Meta:
        abstract = True


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
