"""The neighbourhoods that a city is cut into: where packages spread, and what molecules are held against."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from contracts.models import City
from core.fields import TextsField
from core.models import Revised, Sourced
from molecules.models.stock import Stocked


class Neighbourhood(Stocked, Revised, Sourced):
    """A part of a city, such as one of Milano's 88 NIL; together they cover it without overlap."""

    city = models.ForeignKey(City, models.CASCADE, related_name="neighbourhoods")
    code = models.CharField(_("code"), max_length=40)
    names = TextsField(_("names"))
    polygon = models.JSONField(_("polygon (GeoJSON)"))
    area_km2 = models.DecimalField(_("area, km²"), max_digits=10, decimal_places=4)

    class Meta:
        verbose_name = _("neighbourhood")
        verbose_name_plural = _("neighbourhoods")
        ordering = ["city", "code"]
        constraints = [models.UniqueConstraint(fields=["city", "code"], name="neighbourhood_code_once")]

    def __str__(self) -> str:
        return str(self.names) or self.code
