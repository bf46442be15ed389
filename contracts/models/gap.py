"""The emissions gap and the plans that were there before the contract."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from contracts.enums import Sector
from contracts.models.contract import Contract, ContractVersion
from core.fields import TextsField, tonnes_field, year_field
from core.models import Revised, Sourced, WithId


class EmissionsGapRow(Sourced, WithId):
    """One row of the emissions-gap table as printed; `sector` is empty in the total row.

    `label` keeps the contract's own name where a city prints several rows for one sector.
    """

    version = models.ForeignKey(ContractVersion, models.CASCADE, related_name="gap_rows")
    sector = models.CharField(_("sector"), max_length=20, choices=Sector, blank=True)
    label = models.CharField(_("row, as printed"), max_length=120, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    baseline_tco2e = tonnes_field(_("baseline, t CO2e"))
    target_reduction_tco2e = tonnes_field(_("target reduction, t CO2e"))
    existing_plan_tco2e = tonnes_field(_("reduction by existing plans, t CO2e"))
    gap_tco2e = tonnes_field(_("emissions gap, t CO2e"))
    portfolio_tco2e = tonnes_field(_("reduction by the contract's portfolio, t CO2e"))
    residual_tco2e = tonnes_field(_("residual emissions, t CO2e"))

    class Meta:
        verbose_name = _("emissions-gap row")
        verbose_name_plural = _("emissions-gap rows")
        ordering = ["version", "position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "sector", "label"], name="gap_row_once_per_sector")
        ]

    def __str__(self) -> str:
        return f"{self.version}: {self.label or self.get_sector_display() or _('total')}"

    @property
    def is_total(self) -> bool:
        """Whether this is the total row."""
        return self.sector == ""


class ExistingPlan(Revised, Sourced):
    """A plan that was there before the contract (Milan's Piano Aria e Clima)."""

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="existing_plans")
    code = models.CharField(_("code"), max_length=30)
    title = TextsField(_("title"))
    approved_year = year_field(_("approved in"))

    class Meta:
        verbose_name = _("existing plan")
        verbose_name_plural = _("existing plans")
        ordering = ["contract", "code"]
        constraints = [models.UniqueConstraint(fields=["contract", "code"], name="existing_plan_once")]

    def __str__(self) -> str:
        return str(self.title)


class ExistingPlanMeasure(Revised, Sourced):
    """What an existing plan takes off a sector by the target year; never part of the contract's portfolio."""

    plan = models.ForeignKey(ExistingPlan, models.CASCADE, related_name="measures")
    code = models.CharField(_("code"), max_length=30)
    sector = models.CharField(_("sector"), max_length=20, choices=Sector)
    title = TextsField(_("title"))
    reduction_tco2e = tonnes_field(_("reduction, t CO2e a year"))

    class Meta:
        verbose_name = _("measure of an existing plan")
        verbose_name_plural = _("measures of existing plans")
        ordering = ["plan", "code"]
        constraints = [models.UniqueConstraint(fields=["plan", "code"], name="plan_measure_once")]

    def __str__(self) -> str:
        return str(self.title)
