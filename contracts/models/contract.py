"""The Climate City Contract, its versions, and what each version aims at."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contracts.enums import (
    BoundaryCoverage,
    CostBasis,
    GapReference,
    GeographicBoundary,
    PriceBasis,
    Scope,
    Sector,
    VersionState,
)
from contracts.models.city import City
from contracts.querysets import ContractQuerySet
from core.fields import TextsField, euro_field, share_field, tonnes_field, year_field
from core.models import Revised, Sourced, WithId


class Contract(Revised):
    """A city's Climate City Contract; its aims live in versions, its actions in the contract itself."""

    city = models.OneToOneField(City, models.PROTECT, related_name="contract")
    title = TextsField(_("title"))
    carbon_price_eur = euro_field(_("carbon price, EUR a tonne"))
    discount_share = share_field(_("discount rate, share a year"))
    budget_tco2e = tonnes_field(_("emissions budget from the year after the baseline, t CO2e"))
    assumptions_note = TextsField(_("where these assumptions come from"))
    cost_basis = models.CharField(_("what costs count"), max_length=11, choices=CostBasis, blank=True)
    price_basis = models.CharField(_("prices are"), max_length=4, choices=PriceBasis, blank=True)
    price_year = year_field(_("prices of"))
    field_visibility = models.JSONField(
        _("fields that are not public"),
        default=dict,
        blank=True,
        help_text=_("Visibility by field, for example action.cost_eur: internal."),
    )
    checked_at = models.DateTimeField(_("last checked"), null=True, blank=True, editable=False)

    objects = ContractQuerySet.as_manager()

    class Meta:
        verbose_name = _("contract")
        verbose_name_plural = _("contracts")
        ordering = ["city__slug"]

    def __str__(self) -> str:
        return str(self.title) or str(self.city)


class ContractVersion(Revised, Sourced):
    """One version of a contract with its target, as printed."""

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    is_current = models.BooleanField(_("current version"), default=False)
    state = models.CharField(_("state"), max_length=20, choices=VersionState, default=VersionState.DRAFT)
    edition = models.CharField(_("edition"), max_length=80, blank=True)
    previous = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="next_versions",
        verbose_name=_("made from version"),
    )
    part_visibility = models.JSONField(
        _("visibility of the documents"),
        default=dict,
        blank=True,
        help_text=_("Visibility by document, for example investment_plan: internal."),
    )
    council_decision = models.CharField(_("council decision, number"), max_length=80, blank=True)
    council_decided_on = models.DateField(_("council decision, date"), null=True, blank=True)
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    label_on = models.DateField(_("Mission Label awarded"), null=True, blank=True)
    frozen_at = models.DateTimeField(_("frozen"), null=True, blank=True, editable=False)
    gap_reference = models.CharField(
        _("the gap is measured against"),
        max_length=13,
        choices=GapReference,
        default=GapReference.BASELINE_YEAR,
    )
    geographic_boundary = models.CharField(
        _("geographic boundary"), max_length=7, choices=GeographicBoundary, blank=True
    )
    document_date_note = models.CharField(_("date of the document"), max_length=200, blank=True)
    vision = TextsField(_("vision"))
    baseline_year = year_field(_("baseline year"))
    baseline_series = models.ForeignKey(
        "contracts.InventorySeries",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("inventory series of the baseline"),
    )
    baseline_tco2e = tonnes_field(_("baseline, t CO2e"))
    target_year = models.PositiveSmallIntegerField(_("target year"), default=2030)
    target_reduction_tco2e = tonnes_field(_("target reduction, t CO2e"))
    target_reduction_share = share_field(_("target reduction, share of the baseline"))
    residual_tco2e = tonnes_field(_("residual emissions, t CO2e"))
    residual_share = share_field(_("residual emissions, share of the baseline"))
    printed_signatory_count = models.PositiveSmallIntegerField(
        _("signatories, as printed"), null=True, blank=True
    )
    printed_action_count = models.PositiveSmallIntegerField(_("actions, as printed"), null=True, blank=True)
    action_count_note = models.TextField(_("note on the number of actions"), blank=True)
    investment_eur = euro_field(_("total investment, EUR"))
    investment_note = models.TextField(_("note on the investment"), blank=True)

    class Meta:
        verbose_name = _("contract version")
        verbose_name_plural = _("contract versions")
        ordering = ["contract", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["contract", "number"], name="version_number_once"),
            models.UniqueConstraint(
                fields=["contract"], condition=Q(is_current=True), name="version_one_current"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contract}, v{self.number}"

    @property
    def is_editable(self) -> bool:
        """Whether texts and tables may change."""
        return self.state in VersionState.editable()


class TargetBoundary(WithId):
    """Whether a sector and scope is part of the target (table I-1.1)."""

    version = models.ForeignKey(ContractVersion, models.CASCADE, related_name="boundaries")
    sector = models.CharField(_("sector"), max_length=20, choices=Sector)
    scope = models.PositiveSmallIntegerField(_("scope"), choices=Scope)
    coverage = models.CharField(_("coverage"), max_length=16, choices=BoundaryCoverage)
    gases = models.JSONField(_("gases included"), default=list, blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("boundary of the target")
        verbose_name_plural = _("boundaries of the target")
        ordering = ["version", "sector", "scope"]
        constraints = [
            models.UniqueConstraint(fields=["version", "sector", "scope"], name="boundary_once_per_cell")
        ]

    def __str__(self) -> str:
        return f"{self.get_sector_display()}, {self.get_scope_display()}: {self.get_coverage_display()}"


class Objective(Revised, Sourced):
    """A strategic objective of the contract."""

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="objectives")
    code = models.CharField(_("code"), max_length=30)
    title = TextsField(_("title"))
    description = TextsField(_("description"))

    class Meta:
        verbose_name = _("objective")
        verbose_name_plural = _("objectives")
        ordering = ["contract", "code"]
        constraints = [models.UniqueConstraint(fields=["contract", "code"], name="objective_code_once")]

    def __str__(self) -> str:
        return str(self.title)


class Pathway(Revised, Sourced):
    """A pathway (percorso) of the contract: how an objective is to be reached."""

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="pathways")
    objective = models.ForeignKey(Objective, models.SET_NULL, null=True, blank=True, related_name="pathways")
    code = models.CharField(_("code"), max_length=30)
    title = TextsField(_("title"))
    description = TextsField(_("description"))
    direct_impact_tco2e = tonnes_field(_("direct impact, t CO2e a year"))
    field_of_action = models.CharField(_("field of action"), max_length=40, blank=True)
    lever = models.CharField(_("systemic lever"), max_length=20, blank=True)
    early_changes = TextsField(_("early changes (1-2 years)"))
    late_outcomes = TextsField(_("late outcomes (3-4 years)"))
    co_benefits = TextsField(_("co-benefits"))

    class Meta:
        verbose_name = _("pathway")
        verbose_name_plural = _("pathways")
        ordering = ["contract", "code"]
        constraints = [models.UniqueConstraint(fields=["contract", "code"], name="pathway_code_once")]

    def __str__(self) -> str:
        return str(self.title)
