"""Greenhouse-gas inventories; each series keeps to one method and is never joined with another."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contracts.enums import (
    FactorApproach,
    Flow,
    InventoryQuality,
    InventoryState,
    NotationKey,
    Scope,
    ScopeCoverage,
    Sector,
)
from contracts.models.city import City
from contracts.models.factor import EmissionFactor
from core.fields import TextsField, tonnes_field
from core.models import Revised, Sourced, WithId


class InventorySeries(Revised):
    """Inventories of one city that can be compared: same method, gases and boundary."""

    city = models.ForeignKey(City, models.CASCADE, related_name="inventory_series")
    code = models.SlugField(_("code"), unique=True)
    title = TextsField(_("title"))
    method = models.CharField(_("method"), max_length=120, blank=True)
    approach = models.CharField(_("emission factors"), max_length=4, choices=FactorApproach, blank=True)
    scopes = models.CharField(_("scopes covered"), max_length=4, choices=ScopeCoverage, blank=True)

    class Meta:
        verbose_name = _("inventory series")
        verbose_name_plural = _("inventory series")
        ordering = ["city", "code"]

    def __str__(self) -> str:
        return str(self.title) or self.code


class Inventory(Revised, Sourced):
    """One year's inventory. It may have only a reported total ("not published by sector")."""

    series = models.ForeignKey(InventorySeries, models.CASCADE, related_name="inventories")
    year = models.PositiveSmallIntegerField(_("year"))
    state = models.CharField(_("state"), max_length=10, choices=InventoryState, default=InventoryState.DRAFT)
    reported_total_tco2e = tonnes_field(_("reported total, t CO2e"))
    reported_scope1_tco2e = tonnes_field(_("reported scope 1, t CO2e"))
    reported_scope2_tco2e = tonnes_field(_("reported scope 2, t CO2e"))
    reported_scope3_tco2e = tonnes_field(_("reported scope 3, t CO2e"))
    gases = models.CharField(_("gases"), max_length=60, blank=True)
    gwp_set = models.CharField(_("GWP set"), max_length=10, blank=True)
    quality = models.CharField(
        _("quality"), max_length=14, choices=InventoryQuality, default=InventoryQuality.PORTAL
    )
    is_plottable = models.BooleanField(_("fit for a chart"), default=True)
    restates = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="restated_by",
        verbose_name=_("takes the place of"),
    )
    published_at = models.DateTimeField(_("published"), null=True, blank=True)

    class Meta:
        verbose_name = _("inventory")
        verbose_name_plural = _("inventories")
        ordering = ["series", "year"]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "year"],
                condition=Q(state=InventoryState.PUBLISHED),
                name="inventory_one_published_per_year",
            )
        ]

    def __str__(self) -> str:
        return f"{self.series.code} {self.year}"


class InventoryLine(Sourced, WithId):
    """A value or a notation key, never both. Sinks carry a positive removal.

    `counts_toward_total` is off for details of another line (sub-sectors) and for energy that is counted once
    elsewhere; `gpc_code` is the GPC 1.1 sub-sector where it is known. `source_group` is the shared source that
    actions name too. Activity, factor and the tonnes of each gas are kept where the inventory publishes them: only
    then can a value be told in another factor or GWP set.
    """

    inventory = models.ForeignKey(Inventory, models.CASCADE, related_name="lines")
    sector = models.CharField(_("sector"), max_length=20, choices=Sector)
    gpc_code = models.CharField(_("GPC sub-sector"), max_length=12, blank=True)
    label = models.CharField(_("sub-sector, as printed"), max_length=120, blank=True)
    scope = models.PositiveSmallIntegerField(_("scope"), choices=Scope, null=True, blank=True)
    flow = models.CharField(_("source or sink"), max_length=6, choices=Flow, default=Flow.SOURCE)
    source_group = models.CharField(_("emission source"), max_length=60, blank=True)
    activity = models.DecimalField(_("activity"), max_digits=20, decimal_places=6, null=True, blank=True)
    activity_unit = models.CharField(_("unit of the activity"), max_length=20, blank=True)
    factor = models.ForeignKey(
        EmissionFactor,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("emission factor"),
    )
    co2_tonnes = tonnes_field(_("CO2, t"))
    ch4_tonnes = tonnes_field(_("CH4, t"))
    n2o_tonnes = tonnes_field(_("N2O, t"))
    value_tco2e = tonnes_field(_("value, t CO2e"))
    notation_key = models.CharField(_("notation key"), max_length=2, choices=NotationKey, blank=True)
    included_in_note = models.CharField(_("included in"), max_length=120, blank=True)
    counts_toward_total = models.BooleanField(_("counts toward the total"), default=True)
    in_target_boundary = models.BooleanField(_("inside the target's boundary"), default=True)

    class Meta:
        verbose_name = _("inventory line")
        verbose_name_plural = _("inventory lines")
        ordering = ["inventory", "sector", "scope", "label"]
        constraints = [
            models.CheckConstraint(
                condition=Q(value_tco2e__isnull=False, notation_key="")
                | (Q(value_tco2e__isnull=True) & ~Q(notation_key="")),
                name="line_value_or_notation_key",
                violation_error_message=_(
                    "A line has a value or a notation key, never both and never neither."
                ),
            ),
            models.CheckConstraint(
                condition=Q(value_tco2e__isnull=True) | Q(value_tco2e__gte=0),
                name="line_value_not_negative",
                violation_error_message=_("A value is not negative; a removal is a sink."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.inventory}: {self.get_sector_display()} {self.label}".strip()
