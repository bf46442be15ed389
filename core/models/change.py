"""The public change feed."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.enums import ChangeVerb
from core.models.base import WithId


class Change(WithId):
    """One change of a public thing, written in its transaction; feeds and webhooks read these rows."""

    verb = models.CharField(_("what happened"), max_length=12, choices=ChangeVerb)
    subject_kind = models.CharField(_("kind of thing"), max_length=60)
    subject_id = models.UUIDField(_("id of the thing"))
    city_slug = models.CharField(_("city"), max_length=60, blank=True)
    summary = models.CharField(_("summary"), max_length=300, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="changes"
    )
    made_at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        ordering = ["-made_at"]
        indexes = [models.Index(fields=["city_slug", "-made_at"], name="change_feed")]

    def __str__(self) -> str:
        return f"{self.subject_kind} {self.verb}"
