"""What stands in an area: the figures by which areas are compared and the city's figures are shared out."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Stocked(models.Model):
    """Stock figures of an area, each null where unknown; the names are those of `StockFigure`."""

    residents = models.PositiveIntegerField(_("residents"), null=True, blank=True)
    dwellings = models.PositiveIntegerField(_("dwellings"), null=True, blank=True)
    floor_area_m2 = models.PositiveBigIntegerField(_("floor area, m²"), null=True, blank=True)
    jobs = models.PositiveIntegerField(pgettext_lazy("posts of work", "jobs"), null=True, blank=True)

    class Meta:
        abstract = True
