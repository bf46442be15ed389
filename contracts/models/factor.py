"""Emission factors; a factor is never overwritten, a new edition is a new row."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from contracts.models.city import City
from core.fields import year_field
from core.models import Sourced, WithId


class EmissionFactor(Sourced, WithId):
    """Emissions per unit of a carrier, for a region and year, with publisher and edition."""

    city = models.ForeignKey(
        City, models.CASCADE, null=True, blank=True, related_name="emission_factors", verbose_name=_("city")
    )
    carrier = models.CharField(_("carrier"), max_length=80)
    region = models.CharField(_("region"), max_length=40, blank=True)
    year = year_field(_("year"))
    value = models.DecimalField(_("value"), max_digits=14, decimal_places=6)
    unit = models.CharField(_("unit"), max_length=30)
    gas = models.CharField(_("gas"), max_length=10, default="CO2e")
    method = models.CharField(_("method"), max_length=30, blank=True)
    publisher = models.CharField(_("publisher"), max_length=120, blank=True)
    edition = models.CharField(_("edition"), max_length=120, blank=True)
    is_verified = models.BooleanField(_("verified"), default=False)

    class Meta:
        verbose_name = _("emission factor")
        verbose_name_plural = _("emission factors")
        ordering = ["carrier", "region", "-year"]

    def __str__(self) -> str:
        return f"{self.carrier} {self.region} {self.year or ''}: {self.value} {self.unit}"
