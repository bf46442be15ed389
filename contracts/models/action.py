"""Actions of the portfolio and what is reported of them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contracts.enums import (
    ActionHealth,
    ActionScale,
    ActionState,
    EvidenceLevel,
    Flow,
    Materiality,
    Maturity,
    PromoterType,
    Quantification,
    Sector,
    Typology,
)
from contracts.models.contract import Contract, Pathway
from contracts.models.factor import EmissionFactor
from contracts.querysets import ActionQuerySet
from core.fields import TextsField, euro_field, quantity_field, share_field, tonnes_field, year_field
from core.models import Revised, Sourced, WithId


class Action(Revised, Sourced):
    """One action of the contract, material or immaterial.

    `reduction_tco2e` is the isolated reduction in t CO2e a year at full effect, as its promoter states it; tonnes
    of a sink (`flow`) are removals. `code` is kept as the city writes it, `code_key` is unique per contract.
    """

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="actions")
    pathway = models.ForeignKey(Pathway, models.SET_NULL, null=True, blank=True, related_name="actions")
    code = models.CharField(_("code"), max_length=40)
    code_key = models.CharField(max_length=40, editable=False)
    title = TextsField(_("title"))
    description = TextsField(_("description"))
    sector = models.CharField(_("sector"), max_length=20, choices=Sector)
    other_sectors = models.JSONField(_("other sectors"), default=list, blank=True)
    subcategory = models.CharField(_("sub-category"), max_length=120, blank=True)
    typology = models.CharField(_("typology"), max_length=12, choices=Typology, blank=True)
    maturity = models.CharField(_("maturity"), max_length=12, choices=Maturity, default=Maturity.NOT_STATED)
    materiality = models.CharField(
        _("material or immaterial"), max_length=10, choices=Materiality, default=Materiality.MATERIAL
    )
    levers = models.JSONField(_("levers"), default=list, blank=True)
    flow = models.CharField(_("source or sink"), max_length=6, choices=Flow, default=Flow.SOURCE)
    quantification = models.CharField(
        _("quantification"), max_length=16, choices=Quantification, default=Quantification.NOT_ESTIMATED
    )
    included_in = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="includes", verbose_name=_("included in")
    )
    reduction_tco2e = tonnes_field(_("reduction, t CO2e a year"))
    reduction_note = models.CharField(_("reduction, as printed"), max_length=200, blank=True)
    source_group = models.CharField(
        _("shared source"),
        max_length=60,
        blank=True,
        help_text=_(
            "Actions that name the same source cut the same emissions; their tonnes are not simply added."
        ),
    )
    cut_share = share_field(_("cut of the shared source, share"))
    in_existing_plan = models.BooleanField(_("already in an existing plan"), null=True, blank=True)
    start_year = year_field(_("start year"))
    end_year = year_field(_("end year"))
    timeline_note = models.CharField(_("timeline, as printed"), max_length=200, blank=True)
    cost_eur = euro_field(_("cost, EUR"))
    cost_note = models.CharField(_("cost, as printed"), max_length=300, blank=True)
    funding_secured_eur = euro_field(_("funding secured, EUR"))
    running_cost_eur = euro_field(_("running cost, EUR a year"))
    saving_eur = euro_field(_("saving, EUR a year"))
    lifetime_years = models.PositiveSmallIntegerField(_("lifetime, years"), null=True, blank=True)
    funding_requested_eur = euro_field(_("funding requested, EUR"))
    field_of_action = models.CharField(_("field of action"), max_length=40, blank=True)
    outcome = TextsField(_("outcome of the pathway"))
    scale = models.CharField(_("scale"), max_length=8, choices=ActionScale, blank=True)
    addressed = models.CharField(_("addressed entities"), max_length=300, blank=True)
    responsible = models.CharField(_("responsible body"), max_length=300, blank=True)
    stakeholders_note = models.TextField(_("involved stakeholders"), blank=True)
    comments = TextsField(_("resources, timelines, milestones"))
    renewable_mwh = quantity_field(_("renewable energy generated, MWh a year"))
    removed_energy_mwh = quantity_field(_("energy removed or replaced, MWh a year"))
    removed_energy_note = models.CharField(_("fuel removed or replaced"), max_length=200, blank=True)
    compensated_tco2e = tonnes_field(_("emissions compensated, t CO2e a year"))
    contact_email = models.EmailField(_("e-mail of whoever reports on it"), blank=True)
    field_visibility = models.JSONField(_("fields that are not public"), default=dict, blank=True)
    promoter = models.CharField(_("promoter"), max_length=300, blank=True)
    promoter_type = models.CharField(_("kind of promoter"), max_length=14, choices=PromoterType, blank=True)
    location_note = models.CharField(_("place, as printed"), max_length=300, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=ActionState, blank=True)
    health = models.CharField(
        _("keeps its time"), max_length=8, choices=ActionHealth, default=ActionHealth.UNKNOWN
    )
    archived_at = models.DateTimeField(_("archived"), null=True, blank=True, editable=False)

    objects = ActionQuerySet.as_manager()

    class Meta:
        verbose_name = _("action")
        verbose_name_plural = _("actions")
        ordering = ["contract", "code_key"]
        indexes = [models.Index(fields=["contract", "sector"], name="action_by_sector")]
        constraints = [
            models.UniqueConstraint(fields=["contract", "code_key"], name="action_code_once"),
            models.CheckConstraint(
                condition=Q(reduction_tco2e__isnull=True) | Q(quantification=Quantification.QUANTIFIED),
                name="action_tonnes_only_if_quantified",
                violation_error_message=_("Tonnes belong only to a quantified action."),
            ),
            models.CheckConstraint(
                condition=Q(included_in__isnull=True) | ~Q(included_in=F("id")),
                name="action_not_in_itself",
                violation_error_message=_("An action cannot be included in itself."),
            ),
            models.CheckConstraint(
                condition=Q(cut_share__isnull=True) | Q(cut_share__range=(0, 1)),
                name="action_cut_share_0_to_1",
                violation_error_message=_("The cut of the shared source lies between 0 and 1."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def is_archived(self) -> bool:
        """Whether the action was taken out of the portfolio (and can be restored)."""
        return self.archived_at is not None


class ActionReport(WithId):
    """A dated report of an action's progress by its owner; never derived from the calendar.

    Where a quantity was measured, `reduction_tco2e` is that quantity times the factor that the report names.
    """

    action = models.ForeignKey(Action, models.CASCADE, related_name="reports")
    reported_on = models.DateField(_("as of"))
    share_done = share_field(_("share done"))
    reduction_tco2e = tonnes_field(_("reduction reached, t CO2e a year"))
    measured_quantity = models.DecimalField(
        _("measured quantity"), max_digits=18, decimal_places=6, null=True, blank=True
    )
    measured_unit = models.CharField(_("unit of the quantity"), max_length=20, blank=True)
    factor = models.ForeignKey(
        EmissionFactor,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("emission factor"),
    )
    spent_eur = euro_field(_("spent so far, EUR"))
    note = models.TextField(_("what was done"), blank=True)
    evidence_level = models.CharField(
        _("evidence"), max_length=12, choices=EvidenceLevel, default=EvidenceLevel.DECLARED
    )
    evidence_url = models.URLField(_("address of the evidence"), blank=True)
    organisation_id = models.UUIDField(_("reporting organisation"), null=True, blank=True)
    organisation_name = models.CharField(_("name of the reporting organisation"), max_length=300, blank=True)
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="action_reports"
    )
    created_at = models.DateTimeField(_("written"), auto_now_add=True)

    class Meta:
        verbose_name = _("action report")
        verbose_name_plural = _("action reports")
        ordering = ["action", "-reported_on", "-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(share_done__isnull=True) | Q(share_done__range=(0, 1)),
                name="report_share_0_to_1",
                violation_error_message=_("The share done lies between 0 and 1."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.action.code}, {self.reported_on}"


class ActionKind(Sourced, WithId):
    """An entry of a contract's own vocabulary of actions: typologies, priorities, sub-categories."""

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="action_kinds")
    scheme = models.CharField(_("scheme"), max_length=40)
    code = models.CharField(_("code"), max_length=80)
    label = TextsField(_("label"))
    description = models.TextField(_("description"), blank=True)
    printed_action_count = models.PositiveSmallIntegerField(_("actions, as printed"), null=True, blank=True)

    class Meta:
        verbose_name = _("kind of action")
        verbose_name_plural = _("kinds of action")
        ordering = ["contract", "scheme", "code"]
        constraints = [
            models.UniqueConstraint(fields=["contract", "scheme", "code"], name="action_kind_once")
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.label}"
