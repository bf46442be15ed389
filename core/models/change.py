"""The change feed, and what each change did to every field."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.enums import ChangeVerb
from core.fields import TextsField
from core.models.base import WithId


class Change(WithId):
    """One change of a public thing, written in its transaction; feeds and webhooks read these rows."""

    verb = models.CharField(_("what happened"), max_length=12, choices=ChangeVerb)
    subject_kind = models.CharField(_("kind of thing"), max_length=60)
    subject_id = models.UUIDField(_("id of the thing"))
    city_slug = models.CharField(_("city"), max_length=60, blank=True)
    summary = TextsField(_("summary"), help_text=_("In every language, as it was when the change was made."))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="changes"
    )
    made_at = models.DateTimeField(_("when"), auto_now_add=True)
    via = models.CharField(
        _("through the API credential"),
        max_length=100,
        blank=True,
        help_text=_("Empty where a person did it."),
    )
    is_public = models.BooleanField(
        _("public"), default=True, help_text=_("Drafts and reviews stay inside the office.")
    )

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        ordering = ["-made_at"]
        indexes = [models.Index(fields=["city_slug", "-made_at"], name="change_feed")]

    def __str__(self) -> str:
        return f"{self.subject_kind} {self.verb}"


class FieldChange(WithId):
    """What a change did to one field of one row: the values before and after, as JSON (decimals and days as text).

    One change may touch many rows (an import); `subject_label` keeps the row's name, also when the row is gone.
    """

    change = models.ForeignKey(Change, models.CASCADE, related_name="fields")
    subject_kind = models.CharField(_("kind of thing"), max_length=60)
    subject_id = models.UUIDField(_("id of the thing"))
    subject_label = models.CharField(_("thing"), max_length=200, blank=True)
    field = models.CharField(_("field"), max_length=60)
    old = models.JSONField(_("before"), null=True)
    new = models.JSONField(_("after"), null=True)

    class Meta:
        verbose_name = _("change of a field")
        verbose_name_plural = _("changes of fields")
        ordering = ["-change__made_at", "subject_label", "field"]
        indexes = [models.Index(fields=["subject_kind", "subject_id"], name="field_history")]

    def __str__(self) -> str:
        return f"{self.subject_label}: {self.field}"
