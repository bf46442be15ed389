"""Words that contracts store; sector, scope, flow, notation key and maturity are those of `emissions.words`."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class MissionGroup(models.TextChoices):
    """How a city takes part in the EU Mission."""

    EU = "eu100", _("Mission city of the EU")
    ASSOCIATED = "associated", _("Mission city of an associated country")
    TRAINING = "training", _("Fictitious training city")


class CityRole(models.TextChoices):
    """What a member of a city's team may do."""

    LEAD = "lead", _("city lead")
    OFFICER = "officer", _("city officer")
    READER = "reader", _("reader")


class Sector(models.TextChoices):
    """Sector of emissions, of an action, of a gap row."""

    BUILDINGS = "buildings", _("Buildings")
    TRANSPORT = "transport", _("Transport")
    WASTE = "waste", _("Waste")
    IPPU = "ippu", _("Industrial processes")
    AFOLU = "afolu", _("Agriculture, forestry and land use")
    ENERGY_SYSTEMS = "energy_systems", _("Energy systems")
    CROSS_CUTTING = "cross_cutting", _("Cross-cutting")
    BEHAVIOURAL = "behavioural", _("Behavioural change")


class Scope(models.IntegerChoices):
    """GPC scope of an inventory line."""

    ONE = 1, _("Scope 1")
    TWO = 2, _("Scope 2")
    THREE = 3, _("Scope 3")


class Flow(models.TextChoices):
    """Whether tonnes are emitted or removed."""

    SOURCE = "source", pgettext_lazy("flow", "source")
    SINK = "sink", _("sink")


class NotationKey(models.TextChoices):
    """Why an inventory line has no number (GPC/CRF)."""

    INCLUDED_ELSEWHERE = "IE", _("IE: included elsewhere")
    NOT_ESTIMATED = "NE", _("NE: not estimated")
    NOT_OCCURRING = "NO", _("NO: not occurring")
    CONFIDENTIAL = "C", _("C: confidential")
    NOT_APPLICABLE = "NA", _("NA: not applicable")


class InventoryQuality(models.TextChoices):
    """Where an inventory's total comes from."""

    OFFICIAL = "official", _("official")
    REPORTED = "reported", _("reported to CDP or the Covenant of Mayors, not verified")
    REPORTED_SUM = "reported-sum", _("our sum of the reported scopes")
    DERIVED = "derived", _("derived from a published percentage")
    PORTAL = "portal", _("published in this portal")


class InventoryState(models.TextChoices):
    """Where an inventory stands in its life."""

    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")
    RESTATED = "restated", _("restated by a later one")


class FactorApproach(models.TextChoices):
    """What an emission factor counts; the two are never compared without saying so."""

    COMBUSTION = "ipcc", _("combustion (IPCC)")
    LIFE_CYCLE = "lca", _("life cycle")
    NOT_STATED = "", _("not stated")


class ScopeCoverage(models.TextChoices):
    """Which GPC scopes a series of inventories covers."""

    ONE = "s1", _("scope 1")
    ONE_TWO = "s12", _("scopes 1 and 2")
    ONE_TWO_WASTE = "s12w", _("scopes 1 and 2, and waste treated outside (scope 3)")
    ALL = "s123", _("scopes 1, 2 and 3")
    NOT_STATED = "", _("not stated")


class ProxyKind(models.TextChoices):
    """A yearly or monthly figure that tells how emissions move before the next inventory is there."""

    GRID_FACTOR = "grid_factor", _("Emission factor of grid electricity")
    ELECTRICITY_SOLD = "electricity_sold", _("Electricity sold")
    GAS_SOLD = "gas_sold", _("Natural gas sold")
    TRAFFIC = "traffic", _("Road traffic")
    HEATING_DEGREE_DAYS = "heating_degree_days", _("Heating degree days")
    WASTE_COLLECTED = "waste_collected", _("Waste collected")


class VersionState(models.TextChoices):
    """Where a version of the contract stands in its life (domain reference 4.3)."""

    DRAFT = "draft", _("draft")
    CO_CREATION = "co_creation", _("in co-creation")
    INTERNAL_REVIEW = "internal_review", _("in internal review")
    COUNCIL_APPROVAL = "council_approval", _("before the council")
    OPEN_FOR_SIGNATURE = "open_for_signature", _("open for signature")
    SIGNED = "signed", pgettext_lazy("contract version", "signed")
    SUBMITTED = "submitted", pgettext_lazy("contract version", "submitted")
    PRE_VALIDATION = "pre_validation", _("in pre-validation")
    RETURNED_MINOR = "returned_minor", _("returned for minor edits")
    DEFERRED = "deferred", _("deferred to the next window")
    UNDER_REVIEW = "under_review", _("under review")
    REVISION_REQUESTED = "revision_requested", _("revision requested")
    LABELLED = "labelled", _("awarded the Mission Label")
    IN_IMPLEMENTATION = "in_implementation", _("in implementation")
    IN_REVISION = "in_revision", _("in revision")
    SUPERSEDED = "superseded", _("superseded")
    WITHDRAWN = "withdrawn", pgettext_lazy("contract version", "withdrawn")
    ARCHIVED = "archived", pgettext_lazy("contract version", "archived")

    @classmethod
    def editable(cls) -> list["VersionState"]:
        """States in which texts and tables may change; later the version is what parties sign and reviewers read."""
        return [cls.DRAFT, cls.CO_CREATION, cls.INTERNAL_REVIEW]

    @classmethod
    def public(cls) -> list["VersionState"]:
        """States in which citizens may read the version."""
        return [
            cls.SIGNED,
            cls.SUBMITTED,
            cls.PRE_VALIDATION,
            cls.RETURNED_MINOR,
            cls.DEFERRED,
            cls.UNDER_REVIEW,
            cls.REVISION_REQUESTED,
            cls.LABELLED,
            cls.IN_IMPLEMENTATION,
            cls.IN_REVISION,
            cls.SUPERSEDED,
        ]


class BoundaryCoverage(models.TextChoices):
    """Whether a sector and scope is part of the target."""

    INCLUDED = "included", _("included")
    NOT_INCLUDED = "not_included", _("not included")
    NOT_APPLICABLE = "not_applicable", _("not applicable")


class Typology(models.TextChoices):
    """Kind of an action as the contract prints it (Milan's words; other cities' in full)."""

    MOLECULE = "MOL", _("Urban regeneration molecule")
    NETWORK = "NET", _("Network or infrastructure")
    PROJECT = "PRJ", _("Project")
    ENABLING = "ENB", _("Enabling action")
    STRATEGY = "STR", _("Strategy, not yet an action")
    MACRO = "MACRO", _("Macro-action")
    MACRO_COMPONENT = "MACRO-COMP", _("Component of a macro-action")
    LEVER = "LEVER", _("Lever")
    NOT_STATED = "", _("not stated")


class Maturity(models.TextChoices):
    """How far an action is from being real; coverage of the gap is always shown by it."""

    PROJECT = "project", _("Projects")
    STRATEGY = "strategy", _("Strategies without a project yet")
    ENABLING = "enabling", _("Enabling actions")
    NOT_STATED = "not_stated", _("Maturity not stated")


class Materiality(models.TextChoices):
    """Material actions change things, immaterial ones change conditions."""

    MATERIAL = "material", _("material")
    IMMATERIAL = "immaterial", _("immaterial")


class Quantification(models.TextChoices):
    """What is known of an action's effect; only `quantified` carries tonnes."""

    QUANTIFIED = "quantified", _("quantified")
    NOT_ESTIMATED = "not_estimated", _("not estimated")
    NOT_QUANTIFIABLE = "not_quantifiable", _("no direct effect on emissions")
    INCLUDED_IN = "included_in", _("included in another action")
    CONFIDENTIAL = "confidential", _("confidential")


class PromoterType(models.TextChoices):
    """Who carries an action."""

    MUNICIPALITY = "municipality", _("municipality")
    STAKEHOLDER = "stakeholder", _("stakeholder")
    NOT_STATED = "", _("not stated")


class ActionState(models.TextChoices):
    """Where an action stands in its life."""

    IDEA = "idea", _("idea")
    PROPOSED = "proposed", _("proposed")
    ACCEPTED = "accepted", pgettext_lazy("action", "accepted")
    PLANNED = "planned", _("planned")
    IN_PROGRESS = "in_progress", _("in progress")
    COMPLETED = "completed", _("completed")
    ON_HOLD = "on_hold", _("on hold")
    CANCELLED = "cancelled", _("cancelled")
    NOT_STATED = "", _("not stated")


class ActionHealth(models.TextChoices):
    """Whether an action keeps its own time."""

    ON_TIME = "on_time", _("on time")
    LATE = "late", _("late")
    UNKNOWN = "unknown", _("not known")


class Lever(models.TextChoices):
    """Systemic lever an action pulls (NetZeroCities)."""

    TECHNOLOGY = "technology", _("technology and infrastructure")
    GOVERNANCE = "governance", _("governance and policy")
    SOCIAL_INNOVATION = "social_innovation", _("social innovation")
    PARTICIPATION = "participation", _("democracy and participation")
    FINANCE = "finance", _("finance and funding")
    LEARNING = "learning", _("learning and capabilities")


class EvidenceLevel(models.TextChoices):
    """What stands behind a report."""

    DECLARED = "declared", _("declared")
    DOCUMENTED = "documented", _("documented")
    VERIFIED = "verified", _("verified")


class MilestoneState(models.TextChoices):
    """Where a milestone stands; a moved one keeps its old dates."""

    PLANNED = "planned", pgettext_lazy("milestone", "planned")
    REACHED = "reached", pgettext_lazy("milestone", "reached")
    MISSED = "missed", pgettext_lazy("milestone", "missed")
    MOVED = "moved", pgettext_lazy("milestone", "moved")


class PassRule(models.TextChoices):
    """What proves that a milestone is reached."""

    INDICATOR = "indicator", _("an indicator comes to a value")
    REPORT = "report", _("a report is accepted")


class PartyRole(models.TextChoices):
    """Role of an organisation in the published contract."""

    PROMOTER = "promoter", _("promoter")
    SIGNATORY = "signatory", _("signatory")
    MAIN_PARTNER = "main partner", _("main partner")
    SUPPORTER = "supporter", _("supporter")


class FindingSeverity(models.TextChoices):
    """How much a finding matters."""

    NOTE = "note", _("note")
    WARNING = "warning", _("warning")
    ERROR = "error", pgettext_lazy("finding", "error")
