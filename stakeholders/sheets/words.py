"""The vocabularies of the action sheet of organisations (Milan's Annex 2)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Step(models.TextChoices):
    """The pages of the wizard, in their order."""

    CONTEXT = "contesto", _("Context")
    IMPACTS = "impatti", _("Impacts")
    GOVERNANCE = "governo", _("Governance and costs")
    DEVELOPER = "sviluppo", _("For developers")


class ImpactSector(models.TextChoices):
    """The rows in which the sheet tells emissions."""

    ENERGY = "energy", _("Energy system")
    BUILDINGS = "buildings", _("Buildings and materials")
    CIRCULAR = "circular", _("Circular economy and waste")
    MOBILITY = "mobility", _("Mobility")
    GREEN = "green", _("Green and nature-based solutions")


class ProjectCategory(models.TextChoices):
    """Whether the project builds the city or changes what the organisation owns and does."""

    URBAN_PROJECT = "urban_project", _("urban project")
    OWN_ASSETS = "own_assets", _("own assets and activities")


class ProjectScale(models.TextChoices):
    """How large the project is."""

    BUILDING = "building", pgettext_lazy("scale of a project", "building")
    DISTRICT = "district", pgettext_lazy("scale of a project", "district")
    OTHER = "other", pgettext_lazy("scale of a project", "other")


class InterventionType(models.TextChoices):
    """What kind of change the project brings."""

    TECHNOLOGICAL = "technological", pgettext_lazy("intervention", "technological")
    GOVERNANCE = "governance", pgettext_lazy("intervention", "governance or policy")
    FINANCIAL = "financial", pgettext_lazy("intervention", "financial")
    MANAGERIAL = "managerial", pgettext_lazy("intervention", "managerial")
    BEHAVIOURAL = "behavioural", pgettext_lazy("intervention", "behavioural")
    OTHER = "other", pgettext_lazy("intervention", "other")


class BaselineKind(models.TextChoices):
    """What "before" means: the state before the works, or a standard building at the legal minimum."""

    EXISTING = "existing", _("existing assets: the state before the works")
    NEW_BUILD = "new_build", _("new build: a standard building at the legal minimum")


class HeatNetwork(models.TextChoices):
    """The district heating network, because each has a factor of its own."""

    EAST = "east", pgettext_lazy("heat network", "East")
    WEST = "west", pgettext_lazy("heat network", "West")
    NORTH = "north", pgettext_lazy("heat network", "North")
    AVERAGE = "average", pgettext_lazy("heat network", "average of the inventory")


class OtherFunding(models.TextChoices):
    """Where money beside the organisation's own comes from."""

    EU = "eu", _("European Union")
    INCENTIVE = "incentive", _("national, regional or local incentive")
    OTHER = "other", pgettext_lazy("funding", "other")


class CoBenefit(models.TextChoices):
    """What the project does for people beside emissions."""

    AIR = "air", _("cleaner air")
    HEALTH = "health", _("health and comfort")
    JOBS = "jobs", _("jobs and skills")
    EQUITY = "equity", _("less energy poverty")
    BIODIVERSITY = "biodiversity", _("biodiversity")
    ADAPTATION = "adaptation", _("adaptation to heat and rain")
    OTHER = "other", pgettext_lazy("co-benefit", "other")
