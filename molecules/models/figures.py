"""What belongs to a molecule: its emissions and target, its photos, the indicators and milestones that are its own."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contracts.enums import Sector
from contracts.models import Indicator, Milestone
from core.fields import TextsField
from core.models import Sourced, WithId
from molecules.enums import EmissionBasis, StockFigure
from molecules.models.molecule import Molecule
from molecules.models.neighbourhood import Neighbourhood


class LocalEmission(Sourced, WithId):
    """Emissions of a sector in a year, in a molecule or a neighbourhood: measured there, or apportioned by a key."""

    molecule = models.ForeignKey(
        Molecule, models.CASCADE, null=True, blank=True, related_name="local_emissions"
    )
    neighbourhood = models.ForeignKey(
        Neighbourhood, models.CASCADE, null=True, blank=True, related_name="local_emissions"
    )
    year = models.PositiveSmallIntegerField(_("year"))
    sector = models.CharField(_("sector"), max_length=20, choices=Sector)
    emissions_tco2e = models.DecimalField(_("emissions, t CO₂e"), max_digits=16, decimal_places=4)
    basis = models.CharField(_("basis"), max_length=12, choices=EmissionBasis)
    key = models.CharField(_("apportioned by"), max_length=16, choices=StockFigure, blank=True)

    class Meta:
        verbose_name = _("local emission")
        verbose_name_plural = _("local emissions")
        ordering = ["molecule", "neighbourhood", "year", "sector"]
        constraints = [
            models.CheckConstraint(
                condition=Q(molecule=None) ^ Q(neighbourhood=None), name="local_emission_of_one_area"
            ),
            models.CheckConstraint(
                condition=Q(basis=EmissionBasis.MEASURED, key="")
                | (Q(basis=EmissionBasis.APPORTIONED) & ~Q(key="")),
                name="local_emission_apportioned_by_key",
                violation_error_message=_("Say by which figure the city's emissions were shared out."),
            ),
            models.UniqueConstraint(fields=["molecule", "year", "sector"], name="molecule_emission_once"),
            models.UniqueConstraint(
                fields=["neighbourhood", "year", "sector"], name="neighbourhood_emission_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.molecule or self.neighbourhood} {self.year} {self.get_sector_display()}"


class MoleculeTarget(Sourced, WithId):
    """What a molecule wants to emit in a year: a point of its trajectory."""

    molecule = models.ForeignKey(Molecule, models.CASCADE, related_name="targets")
    year = models.PositiveSmallIntegerField(_("year"))
    emissions_tco2e = models.DecimalField(_("emissions, t CO₂e"), max_digits=16, decimal_places=4)

    class Meta:
        verbose_name = _("target of a molecule")
        verbose_name_plural = _("targets of molecules")
        ordering = ["molecule", "year"]
        constraints = [
            models.UniqueConstraint(fields=["molecule", "year"], name="molecule_target_once_a_year"),
            models.CheckConstraint(condition=Q(emissions_tco2e__gte=0), name="molecule_target_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.molecule} {self.year}: {self.emissions_tco2e}"


class MoleculePhoto(Sourced, WithId):
    """A picture of a molecule with its text alternative; `source` says who made it and under which licence."""

    molecule = models.ForeignKey(Molecule, models.CASCADE, related_name="photos")
    file = models.FileField(_("file"), upload_to="molecules/%Y/%m/")
    alternative = TextsField(_("text alternative"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("photo of a molecule")
        verbose_name_plural = _("photos of molecules")
        ordering = ["molecule", "position", "id"]

    def __str__(self) -> str:
        return str(self.alternative)


class MoleculeIndicator(WithId):
    """An indicator of the contract that is measured in a molecule."""

    molecule = models.ForeignKey(Molecule, models.CASCADE, related_name="indicator_links")
    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="molecule_links")

    class Meta:
        verbose_name = _("indicator of a molecule")
        verbose_name_plural = _("indicators of molecules")
        ordering = ["molecule", "indicator"]
        constraints = [
            models.UniqueConstraint(fields=["molecule", "indicator"], name="molecule_indicator_once")
        ]

    def __str__(self) -> str:
        return f"{self.molecule}: {self.indicator}"


class MoleculeMilestone(WithId):
    """A milestone of the city that a molecule has to reach."""

    molecule = models.ForeignKey(Molecule, models.CASCADE, related_name="milestone_links")
    milestone = models.ForeignKey(Milestone, models.CASCADE, related_name="molecule_links")

    class Meta:
        verbose_name = _("milestone of a molecule")
        verbose_name_plural = _("milestones of molecules")
        ordering = ["molecule", "milestone"]
        constraints = [
            models.UniqueConstraint(fields=["molecule", "milestone"], name="molecule_milestone_once")
        ]

    def __str__(self) -> str:
        return f"{self.molecule}: {self.milestone}"
