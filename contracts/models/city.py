"""Cities of the Mission and the people who work for them."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from contracts.enums import CityRole, MissionGroup
from contracts.querysets import CityQuerySet
from core.fields import TextsField
from core.models import Revised, Sourced, WithId


class City(Revised, Sourced):
    """A city of the EU Mission (or the fictitious training city)."""

    slug = models.SlugField(_("short name in addresses"), unique=True)
    names = TextsField(_("names"))
    country_code = models.CharField(_("country"), max_length=2)
    identifiers = models.JSONField(
        _("identifiers"), default=list, blank=True, help_text=_("List of {scheme, value}")
    )
    mission_group = models.CharField(_("Mission group"), max_length=12, choices=MissionGroup)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    area_km2 = models.DecimalField(_("area, km²"), max_digits=10, decimal_places=2, null=True, blank=True)
    boundary = models.JSONField(_("boundary (GeoJSON)"), null=True, blank=True)
    label_date = models.DateField(_("Mission Label announced"), null=True, blank=True)
    is_training = models.BooleanField(_("fictitious training city"), default=False)
    signers_named_from = models.DateTimeField(
        _("persons who sign are named in public from"),
        null=True,
        blank=True,
        help_text=_("Empty: nobody is named. Whoever signed earlier was told so and stays unnamed."),
    )

    objects = CityQuerySet.as_manager()

    class Meta:
        verbose_name = _("city")
        verbose_name_plural = _("cities")
        ordering = ["slug"]

    def __str__(self) -> str:
        return str(self.names) or self.slug

    def get_absolute_url(self) -> str:
        """The city's public page."""
        return reverse("city-dashboard", args=[self.slug])


class CityPopulation(Sourced, WithId):
    """Residents of a city on 1 January of a year."""

    city = models.ForeignKey(City, models.CASCADE, related_name="populations")
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    residents = models.PositiveIntegerField(_("residents"))

    class Meta:
        verbose_name = _("population")
        verbose_name_plural = _("populations")
        ordering = ["city", "-year"]
        constraints = [models.UniqueConstraint(fields=["city", "year"], name="population_once_per_year")]

    def __str__(self) -> str:
        return f"{self.city} {self.year}: {self.residents}"


class CityMembership(WithId):
    """What a person may do for a city."""

    city = models.ForeignKey(City, models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="city_memberships")
    role = models.CharField(_("role"), max_length=10, choices=CityRole)
    created_at = models.DateTimeField(_("since"), auto_now_add=True)

    class Meta:
        verbose_name = _("city membership")
        verbose_name_plural = _("city memberships")
        ordering = ["city", "user"]
        constraints = [models.UniqueConstraint(fields=["city", "user"], name="member_once_per_city")]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()} ({self.city})"
