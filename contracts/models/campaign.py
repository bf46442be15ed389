"""Monitoring campaigns, and what readers of public figures tell the city."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contracts.enums import CampaignItemState, CampaignState, CorrectionState
from contracts.models.action import Action, ActionReport
from contracts.models.contract import Contract
from contracts.models.party import ContractParty
from core.fields import TextsField
from core.models import Revised, WithId


class MonitoringCampaign(Revised):
    """One round of monitoring: asks every action owner and every signatory for a report, then freezes a report."""

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="campaigns")
    title = TextsField(_("title"))
    reference_year = models.PositiveSmallIntegerField(_("year it reports on"))
    opens_on = models.DateField(_("opens on"))
    closes_on = models.DateField(_("closes on"))
    state = models.CharField(
        _("state"), max_length=10, choices=CampaignState, default=CampaignState.SCHEDULED
    )
    report = models.TextField(_("frozen report (canonical JSON)"), blank=True, editable=False)
    report_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("monitoring campaign")
        verbose_name_plural = _("monitoring campaigns")
        ordering = ["contract", "-opens_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on__gt=models.F("opens_on")),
                name="campaign_closes_after_opening",
                violation_error_message=_("A campaign closes after it opens."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.contract}: {self.title}"


class CampaignItem(WithId):
    """One request for a report, of an action or of a signatory; the link in its mail is the right to answer it."""

    campaign = models.ForeignKey(MonitoringCampaign, models.CASCADE, related_name="items")
    action = models.ForeignKey(Action, models.CASCADE, null=True, blank=True, related_name="campaign_items")
    party = models.ForeignKey(
        ContractParty, models.CASCADE, null=True, blank=True, related_name="campaign_items"
    )
    contact_email = models.EmailField(_("asked by e-mail"), blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=CampaignItemState, default=CampaignItemState.WAITING
    )
    statement = models.TextField(_("what was reported"), blank=True)
    report = models.ForeignKey(
        ActionReport, models.SET_NULL, null=True, blank=True, related_name="campaign_items"
    )
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    reminder_count = models.PositiveSmallIntegerField(_("reminders sent"), default=0)
    reminded_at = models.DateTimeField(_("last reminded"), null=True, blank=True)

    class Meta:
        verbose_name = _("request of a campaign")
        verbose_name_plural = _("requests of campaigns")
        ordering = ["campaign", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(action__isnull=False, party__isnull=True)
                | Q(action__isnull=True, party__isnull=False),
                name="campaign_item_action_or_party",
            ),
            models.UniqueConstraint(fields=["campaign", "action"], name="campaign_asks_action_once"),
            models.UniqueConstraint(fields=["campaign", "party"], name="campaign_asks_party_once"),
        ]

    def __str__(self) -> str:
        return f"{self.campaign}: {self.action or self.party}"


class CorrectionRequest(WithId):
    """A reader says that a public figure looks wrong; the city's officers answer."""

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="corrections")
    page = models.CharField(_("page"), max_length=300)
    figure = models.CharField(_("figure"), max_length=300, blank=True)
    message = models.TextField(_("what looks wrong"))
    email = models.EmailField(_("address for the answer"), blank=True)
    language = models.CharField(max_length=5, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE)
    state = models.CharField(_("state"), max_length=10, choices=CorrectionState, default=CorrectionState.OPEN)
    created_at = models.DateTimeField(_("received"), auto_now_add=True)
    answer = models.TextField(_("answer"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    class Meta:
        verbose_name = _("hint of a wrong figure")
        verbose_name_plural = _("hints of wrong figures")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.page}: {self.message[:60]}"
