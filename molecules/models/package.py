"""What spreads from a molecule: a package of measures, what is stated of its spread, and adoption that was observed."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contracts.enums import Sector
from contracts.models import City
from core.fields import TextsField, euro_field
from core.models import Revised, Sourced, WithId
from molecules.enums import PackageParameterName, StockFigure
from molecules.models.neighbourhood import Neighbourhood


class Package(Revised, Sourced):
    """A package of measures that molecules try out and the city takes up; counted in units of one stock figure."""

    city = models.ForeignKey(City, models.CASCADE, related_name="packages")
    code = models.CharField(_("code"), max_length=40)
    names = TextsField(_("names"))
    plain_words = TextsField(_("what it is, in plain words"), blank=True)
    sector = models.CharField(_("sector"), max_length=20, choices=Sector)
    stock_figure = models.CharField(_("counted in"), max_length=16, choices=StockFigure)
    cost_eur = euro_field(_("cost per unit of stock, EUR"))
    cost_source = models.TextField(_("source of the cost"), blank=True)
    archived_at = models.DateTimeField(_("archived"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("package of measures")
        verbose_name_plural = _("packages of measures")
        ordering = ["city", "code"]
        constraints = [
            models.UniqueConstraint(fields=["city", "code"], name="package_code_once"),
            models.CheckConstraint(
                condition=Q(cost_eur__isnull=True) | Q(cost_eur__gte=0), name="package_cost_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return str(self.names) or self.code


class PackageParameter(Sourced, WithId):
    """One parameter of how a package spreads: its likeliest value within a range, and where they come from."""

    package = models.ForeignKey(Package, models.CASCADE, related_name="parameters")
    name = models.CharField(_("parameter"), max_length=24, choices=PackageParameterName)
    low = models.DecimalField(_("least"), max_digits=14, decimal_places=6)
    likely = models.DecimalField(_("likeliest"), max_digits=14, decimal_places=6)
    high = models.DecimalField(_("greatest"), max_digits=14, decimal_places=6)
    is_fitted = models.BooleanField(_("fitted to observed adoption"), default=False)

    class Meta:
        verbose_name = _("parameter of a package")
        verbose_name_plural = _("parameters of packages")
        ordering = ["package", "name"]
        constraints = [
            models.UniqueConstraint(fields=["package", "name"], name="package_parameter_once"),
            models.CheckConstraint(
                condition=Q(low__gte=0, low__lte=F("likely"), likely__lte=F("high")),
                name="package_parameter_in_order",
                violation_error_message=_("Least, likeliest and greatest value are not in order."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.package}: {self.get_name_display()}"


class ObservedAdoption(Sourced, WithId):
    """The share (0-1) of the stock that had adopted a package by a year, in a neighbourhood or the whole city."""

    package = models.ForeignKey(Package, models.CASCADE, related_name="observations")
    neighbourhood = models.ForeignKey(
        Neighbourhood, models.CASCADE, null=True, blank=True, related_name="observations"
    )
    year = models.PositiveSmallIntegerField(_("year"))
    share = models.DecimalField(_("share that had adopted"), max_digits=9, decimal_places=6)

    class Meta:
        verbose_name = _("observed adoption")
        verbose_name_plural = _("observed adoptions")
        ordering = ["package", "neighbourhood", "year"]
        constraints = [
            models.UniqueConstraint(
                fields=["package", "neighbourhood", "year"], name="neighbourhood_adoption_once_a_year"
            ),
            models.UniqueConstraint(
                fields=["package", "year"], condition=Q(neighbourhood=None), name="city_adoption_once_a_year"
            ),
            models.CheckConstraint(condition=Q(share__range=(0, 1)), name="adoption_share_0_to_1"),
        ]

    def __str__(self) -> str:
        return f"{self.package} {self.year}: {self.share}"
