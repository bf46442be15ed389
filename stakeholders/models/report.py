"""What organisations report about their commitments, and what the city says to it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from contracts.models import ActionReport
from core.models import WithId
from stakeholders.enums import ReportState
from stakeholders.models.commitment import Commitment
from stakeholders.models.sheet import Attachment


class CommitmentReport(WithId):
    """An organisation's report on one action of its commitment; it counts as an action report once accepted."""

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="reports")
    action = models.ForeignKey("contracts.Action", models.CASCADE, related_name="commitment_reports")
    reported_on = models.DateField(_("as of"))
    share_done = models.DecimalField(_("share done"), max_digits=5, decimal_places=4, null=True, blank=True)
    quantity = models.DecimalField(
        _("measured quantity"), max_digits=18, decimal_places=4, null=True, blank=True
    )
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    text = models.TextField(_("text"), blank=True)
    evidence = models.ForeignKey(Attachment, models.SET_NULL, null=True, blank=True, related_name="reports")
    state = models.CharField(_("state"), max_length=12, choices=ReportState, default=ReportState.SUBMITTED)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField(_("written"), auto_now_add=True)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    review = models.TextField(_("what the city says"), blank=True)
    reviewed_at = models.DateTimeField(_("reviewed"), null=True, blank=True)
    action_report = models.OneToOneField(
        ActionReport, models.SET_NULL, null=True, blank=True, related_name="commitment_report"
    )

    class Meta:
        verbose_name = _("report on a commitment")
        verbose_name_plural = _("reports on commitments")
        ordering = ["-written_at"]

    def __str__(self) -> str:
        return f"{self.commitment}: {self.reported_on}"
