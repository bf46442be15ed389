"""Yearly and monthly figures that move with emissions, known long before an inventory."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contracts.enums import ProxyKind
from contracts.models.city import City
from core.models import Revised, Sourced


class ProxyValue(Revised, Sourced):
    """One figure of a city for a year, or for one month of it."""

    city = models.ForeignKey(City, models.CASCADE, related_name="proxy_values")
    kind = models.CharField(_("kind"), max_length=20, choices=ProxyKind)
    year = models.PositiveSmallIntegerField(_("year"))
    month = models.PositiveSmallIntegerField(_("month"), null=True, blank=True)
    value = models.DecimalField(_("value"), max_digits=20, decimal_places=6)
    unit = models.CharField(_("unit"), max_length=20)

    class Meta:
        verbose_name = _("proxy figure")
        verbose_name_plural = _("proxy figures")
        ordering = ["city", "kind", "year", "month"]
        constraints = [
            models.UniqueConstraint(fields=["city", "kind", "year", "month"], name="proxy_once_a_month"),
            models.UniqueConstraint(
                fields=["city", "kind", "year"], condition=Q(month=None), name="proxy_once_a_year"
            ),
            models.CheckConstraint(
                condition=Q(month__isnull=True) | Q(month__range=(1, 12)),
                name="proxy_month_1_to_12",
                violation_error_message=_("A month lies between 1 and 12."),
            ),
            models.CheckConstraint(
                condition=Q(value__gte=0),
                name="proxy_not_negative",
                violation_error_message=_("A figure is not negative."),
            ),
        ]

    def __str__(self) -> str:
        when = self.year if self.month is None else f"{self.year}-{self.month:02}"
        return f"{self.get_kind_display()} {when}"
