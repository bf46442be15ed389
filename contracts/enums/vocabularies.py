"""Words that only the contract's tables use (domain reference 1.2, 1.3 and 3.1)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Gas(models.TextChoices):
    """Greenhouse gases that a target may cover."""

    CO2 = "CO2", "CO₂"
    CH4 = "CH4", "CH₄"
    N2O = "N2O", "N₂O"
    HFC = "HFC", "HFC"
    PFC = "PFC", "PFC"
    SF6 = "SF6", "SF₆"
    NF3 = "NF3", "NF₃"


class FieldOfAction(models.TextChoices):
    """Fields of action of the template."""

    ENERGY_SYSTEMS = "energy_systems", pgettext_lazy("field of action", "Energy systems")
    BUILT_ENVIRONMENT = "built_environment", _("Built environment")
    MOBILITY = "mobility", _("Mobility and transport")
    GREEN = "green", _("Green infrastructure and nature-based solutions")
    CIRCULAR_ECONOMY = "circular_economy", _("Waste and circular economy")
    LAND_USE = "land_use", _("Land use")
    OTHER = "other", pgettext_lazy("field of action", "Other")


class Level(models.TextChoices):
    """A rating in three steps: influence, interest, priority, quality of data."""

    HIGH = "high", pgettext_lazy("level", "high")
    MEDIUM = "medium", pgettext_lazy("level", "medium")
    LOW = "low", pgettext_lazy("level", "low")


class PolicyType(models.TextChoices):
    """What kind of text a policy is."""

    REGULATION = "regulation", _("regulation")
    POLICY = "policy", _("policy")
    STRATEGY = "strategy", pgettext_lazy("policy", "strategy")
    ACTION_PLAN = "action_plan", pgettext_lazy("policy", "action plan")


class PolicyLevel(models.TextChoices):
    """Who made a policy."""

    LOCAL = "local", pgettext_lazy("policy level", "local")
    REGIONAL = "regional", pgettext_lazy("policy level", "regional")
    NATIONAL = "national", pgettext_lazy("policy level", "national")
    EU = "eu", _("European Union")


class BarrierType(models.TextChoices):
    """What kind of obstacle stands in the way of climate neutrality."""

    TECHNICAL = "technical", _("technical")
    REGULATORY = "regulatory", _("regulatory")
    FINANCIAL = "financial", _("financial")
    INSTITUTIONAL = "institutional", _("institutional or of capacity")
    SOCIAL = "social", _("social or behavioural")
    DATA = "data", _("data")


class ResidualMethod(models.TextChoices):
    """How residual emissions are to be balanced."""

    NATURAL_SINK = "natural_sink", _("natural sink")
    TECHNOLOGICAL_SINK = "technological_sink", _("technological sink")
    OFFSETS = "offsets", _("offsets that are bought")
    REGIONAL_PROJECTS = "regional_projects", _("projects in the region")


class InvestmentBarrierType(models.TextChoices):
    """What kind of obstacle stands in the way of investment."""

    FUNDING = "funding", pgettext_lazy("barrier", "funding")
    CAPACITY = "capacity", pgettext_lazy("barrier", "capacity")
    GOVERNANCE = "governance", _("governance or regulation")
    ECONOMIC = "economic", pgettext_lazy("barrier", "economic")
    STRUCTURAL = "structural", pgettext_lazy("barrier", "structural")


class CapitalKind(models.TextChoices):
    """Whether money is public or private."""

    PUBLIC = "public", pgettext_lazy("capital", "public")
    PRIVATE = "private", pgettext_lazy("capital", "private")


class FinanceForm(models.TextChoices):
    """Whether money is to come back to whoever gives it."""

    NON_REIMBURSABLE = "non_reimbursable", _("not to be paid back")
    WITH_RETURN = "with_return", _("investment with a return")
    BLENDED = "blended", _("both together")
    OTHER = "other", pgettext_lazy("form of finance", "other")


class CostBearer(models.TextChoices):
    """Whose cost a row of the cost scenarios counts."""

    CITY = "city", _("everyone in the city")
    MUNICIPALITY = "municipality", _("the municipality's own share")
