"""Where it starts: circumscribed urban nuclei and the actions that happen in them."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from contracts.models import Action, City
from core.fields import TextsField, share_field, tonnes_field
from core.models import Revised, Sourced, WithId
from molecules.enums import MoleculeKind, MoleculeState
from molecules.models.package import Package
from molecules.models.stock import Stocked
from molecules.querysets import PublishableQuerySet


def _decimal_year(verbose_name: Any) -> models.DecimalField:
    return models.DecimalField(verbose_name, max_digits=6, decimal_places=2, null=True, blank=True)


class Molecule(Stocked, Revised, Sourced):
    """An urban nucleus. `basis` says what the polygon rests on; `has_official_polygon` whether the city drew it.

    Until `published_at` it is the team's alone. `spread_from` is the decimal year in which its package begins to
    spread, with the earliest and latest that the officer thinks possible.
    """

    city = models.ForeignKey(City, models.CASCADE, related_name="molecules")
    code = models.CharField(_("code"), max_length=40)
    names = TextsField(_("names"))
    kind = models.CharField(_("kind"), max_length=24, choices=MoleculeKind, default=MoleculeKind.MOLECULE)
    state = models.CharField(
        _("state"), max_length=14, choices=MoleculeState, default=MoleculeState.CANDIDATE
    )
    started_on = models.DateField(_("started on"), null=True, blank=True)
    parent = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="parts", verbose_name=_("part of")
    )
    replicated_from = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="replicas",
        verbose_name=_("replicated from"),
    )
    polygon = models.JSONField(_("polygon (GeoJSON)"))
    has_official_polygon = models.BooleanField(_("official polygon"), default=False)
    basis = models.CharField(_("basis of the polygon"), max_length=120, blank=True)
    area_km2 = models.DecimalField(_("area, km²"), max_digits=10, decimal_places=4, null=True, blank=True)
    residents_note = models.CharField(_("note on the residents"), max_length=200, blank=True)
    illustrative_baseline_tco2e = tonnes_field(_("illustrative baseline, t CO2e"))
    illustrative_target_tco2e = tonnes_field(_("illustrative target, t CO2e"))
    illustrative_method = models.TextField(_("method of the illustrative figures"), blank=True)
    package = models.ForeignKey(
        Package, models.SET_NULL, null=True, blank=True, related_name="molecules", verbose_name=_("package")
    )
    spread_from = _decimal_year(_("its package spreads from"))
    spread_earliest = _decimal_year(_("at the earliest"))
    spread_latest = _decimal_year(_("at the latest"))
    spread_source = models.TextField(_("what the start rests on"), blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    archived_at = models.DateTimeField(_("archived"), null=True, blank=True, editable=False)
    actions = models.ManyToManyField(
        Action, through="Intervention", related_name="molecules", verbose_name=_("actions")
    )

    objects = PublishableQuerySet.as_manager()

    class Meta:
        verbose_name = _("molecule")
        verbose_name_plural = _("molecules")
        ordering = ["city", "code"]
        constraints = [models.UniqueConstraint(fields=["city", "code"], name="molecule_code_once")]

    def __str__(self) -> str:
        return str(self.names) or self.code

    def get_absolute_url(self) -> str:
        """Its public page."""
        return reverse("molecule-detail", args=[self.city.slug, self.pk])


class Intervention(WithId):
    """An action that happens in a molecule, with the place it is known for.

    `share` is the part (0-1) of the action's effect that lies in the molecule; unknown where nobody said.
    """

    molecule = models.ForeignKey(Molecule, models.CASCADE, related_name="interventions")
    action = models.ForeignKey(Action, models.CASCADE, related_name="interventions")
    share = share_field(_("share of the action in this molecule"))
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    position_note = models.CharField(_("note on the position"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("intervention")
        verbose_name_plural = _("interventions")
        ordering = ["molecule", "action"]
        constraints = [
            models.UniqueConstraint(fields=["molecule", "action"], name="intervention_once"),
            models.CheckConstraint(
                condition=Q(share__isnull=True) | Q(share__range=(0, 1)), name="intervention_share_0_to_1"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.molecule}: {self.action.code}"
