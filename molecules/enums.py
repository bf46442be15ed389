"""Words that molecules store."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class MoleculeKind(models.TextChoices):
    """Kind of urban nucleus."""

    MOLECULE = "molecule", _("molecule")
    CAMPUS = "campus", _("campus")
    REGENERATION_AREA = "regeneration_area", _("regeneration area")
    NEIGHBOURHOOD = "neighbourhood", _("neighbourhood (NIL)")
    ENERGY_COMMUNITY = "energy_community", _("energy community")
    CARBON_NEUTRAL_AREA = "carbon_neutral_area", _("carbon-neutral area")


class MoleculeState(models.TextChoices):
    """How far a molecule has come."""

    CANDIDATE = "candidate", _("candidate")
    IN_DESIGN = "in_design", _("in design")
    IN_WORKS = "in_works", _("in works")
    IN_OPERATION = "in_operation", _("in operation")
    REPLICATED = "replicated", _("replicated elsewhere")


class StockFigure(models.TextChoices):
    """What stands in an area and can be counted; the word is the field of the model."""

    RESIDENTS = "residents", _("residents")
    DWELLINGS = "dwellings", _("dwellings")
    FLOOR_AREA_M2 = "floor_area_m2", _("floor area, m²")
    JOBS = "jobs", pgettext_lazy("posts of work", "jobs")


class EmissionBasis(models.TextChoices):
    """Where the emissions of an area come from."""

    MEASURED = "measured", _("local inventory")
    APPORTIONED = "apportioned", _("apportioned from the city")


class PackageParameterName(models.TextChoices):
    """What an officer states of how a package spreads; the words are columns of `emissions.diffusion`."""

    SATURATION = "saturation", _("saturation, share of the stock")
    RISE_YEARS = "rise_years", _("years from a tenth to nine tenths of saturation")
    KM_PER_YEAR = "km_per_year", _("kilometres a year")
    YEARS_PER_DIFFERENCE = "years_per_difference", _("years of delay in a wholly unlike neighbourhood")
    ABATEMENT = "abatement_tco2e", _("t CO₂e a year saved per unit of stock")


class InstrumentKind(models.TextChoices):
    """What a policy instrument does."""

    RULE = "rule", _("rule")
    INCENTIVE = "incentive", _("incentive")
    DISINCENTIVE = "disincentive", _("disincentive")


class Payer(models.TextChoices):
    """Who pays for an instrument."""

    CITY = "city", _("the city")
    REGION = "region", _("the region")
    STATE = "state", _("the state")
    OWNERS = "owners", _("owners and investors")
    USERS = "users", _("residents and users")
