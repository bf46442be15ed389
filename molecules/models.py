"""Where it starts: circumscribed urban nuclei and the actions that happen in them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from contracts.models import Action, City
from core.fields import TextsField, tonnes_field
from core.models import Revised, Sourced, WithId
from molecules.enums import MoleculeKind


class Molecule(Revised, Sourced):
    """An urban nucleus. `basis` says what the polygon rests on; `has_official_polygon` whether the city drew it."""

    city = models.ForeignKey(City, models.CASCADE, related_name="molecules")
    code = models.CharField(_("code"), max_length=40)
    names = TextsField(_("names"))
    kind = models.CharField(_("kind"), max_length=24, choices=MoleculeKind, default=MoleculeKind.MOLECULE)
    polygon = models.JSONField(_("polygon (GeoJSON)"))
    has_official_polygon = models.BooleanField(_("official polygon"), default=False)
    basis = models.CharField(_("basis of the polygon"), max_length=120, blank=True)
    area_km2 = models.DecimalField(_("area, km²"), max_digits=10, decimal_places=4, null=True, blank=True)
    residents = models.PositiveIntegerField(_("residents"), null=True, blank=True)
    residents_note = models.CharField(_("note on the residents"), max_length=200, blank=True)
    illustrative_baseline_tco2e = tonnes_field(_("illustrative baseline, t CO2e"))
    illustrative_target_tco2e = tonnes_field(_("illustrative target, t CO2e"))
    illustrative_method = models.TextField(_("method of the illustrative figures"), blank=True)
    archived_at = models.DateTimeField(_("archived"), null=True, blank=True, editable=False)
    actions = models.ManyToManyField(
        Action, through="Intervention", related_name="molecules", verbose_name=_("actions")
    )

    class Meta:
        verbose_name = _("molecule")
        verbose_name_plural = _("molecules")
        ordering = ["city", "code"]
        constraints = [models.UniqueConstraint(fields=["city", "code"], name="molecule_code_once")]

    def __str__(self) -> str:
        return str(self.names) or self.code


class Intervention(WithId):
    """An action that happens in a molecule, with the place it is known for."""

    molecule = models.ForeignKey(Molecule, models.CASCADE, related_name="interventions")
    action = models.ForeignKey(Action, models.CASCADE, related_name="interventions")
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    position_note = models.CharField(_("note on the position"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("intervention")
        verbose_name_plural = _("interventions")
        ordering = ["molecule", "action"]
        constraints = [models.UniqueConstraint(fields=["molecule", "action"], name="intervention_once")]

    def __str__(self) -> str:
        return f"{self.molecule}: {self.action.code}"
