"""The action sheets of a commitment, its attachments, and what was said about it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contracts.models import Action, AddedFile
from core.fields import TextsField, tonnes_field
from core.models import Revised, WithId
from stakeholders.enums import Cluster, NoteKind, Side
from stakeholders.models.commitment import Commitment
from stakeholders.querysets import AttachmentQuerySet


class ActionSheet(Revised):
    """One project of an organisation as Milan's stakeholder sheet asks for it.

    `answers` follows the declared fields of `stakeholders.sheets`: decimals are strings, unknown is absent. `results`
    holds what was computed from them with its receipt: every factor, its source, and every step.
    """

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="sheets")
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    variant = models.CharField(_("variant"), max_length=24, choices=Cluster, blank=True)
    title = TextsField(_("title"))
    answers = models.JSONField(_("answers"), default=dict, blank=True)
    confidential = models.JSONField(
        _("confidential fields"), default=list, blank=True, help_text=_("Keys that only the city reads.")
    )
    latitude = models.DecimalField(_("latitude"), max_digits=8, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(_("longitude"), max_digits=9, decimal_places=6, null=True, blank=True)
    action = models.ForeignKey(
        Action, models.SET_NULL, null=True, blank=True, related_name="sheets", verbose_name=_("action")
    )
    reduction_tco2e = tonnes_field(_("computed reduction, t CO2e a year"))
    results = models.JSONField(_("results"), default=dict, blank=True)

    class Meta:
        verbose_name = _("action sheet")
        verbose_name_plural = _("action sheets")
        ordering = ["commitment", "position"]
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__range=(-90, 90),
                    longitude__range=(-180, 180),
                ),
                name="sheet_place_on_earth",
                violation_error_message=_("Give both numbers of a place on the map."),
            )
        ]

    def __str__(self) -> str:
        return str(self.title)


class Attachment(AddedFile):
    """A file beside a commitment.

    One that a frozen text names stays when it is taken out (`removed_at`), for who signed or reads that text.
    """

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="attachments")
    sheet = models.ForeignKey(ActionSheet, models.CASCADE, null=True, blank=True, related_name="attachments")
    file = models.FileField(_("file"), upload_to="commitments/%Y/%m/")
    removed_at = models.DateTimeField(_("taken out"), null=True, blank=True, editable=False)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("attachment of a commitment")
        verbose_name_plural = _("attachments of commitments")
        ordering = ["commitment", "uploaded_at"]


class CommitmentNote(WithId):
    """One entry of a negotiation; a requested change stays open until it is resolved."""

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="notes")
    sheet = models.ForeignKey(ActionSheet, models.SET_NULL, null=True, blank=True, related_name="notes")
    field = models.CharField(_("field"), max_length=60, blank=True)
    kind = models.CharField(_("kind"), max_length=16, choices=NoteKind, default=NoteKind.COMMENT)
    side = models.CharField(_("side"), max_length=12, choices=Side)
    text = models.TextField(_("text"), blank=True)
    version_number = models.PositiveSmallIntegerField(_("version"), null=True, blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField(_("written"), auto_now_add=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    resolved_at = models.DateTimeField(_("resolved"), null=True, blank=True)

    class Meta:
        verbose_name = _("note on a commitment")
        verbose_name_plural = _("notes on commitments")
        ordering = ["commitment", "written_at"]

    def __str__(self) -> str:
        return f"{self.commitment}: {self.get_kind_display()}"
