"""The words of the science; the rooms above reuse their string values as choices."""

from enum import IntEnum, StrEnum


class Sector(StrEnum):
    """Where emissions arise, in the words of the contracts."""

    BUILDINGS = "buildings"
    TRANSPORT = "transport"
    WASTE = "waste"
    IPPU = "ippu"
    AFOLU = "afolu"
    ENERGY_SYSTEMS = "energy_systems"
    CROSS_CUTTING = "cross_cutting"
    BEHAVIOURAL = "behavioural"

    @classmethod
    def _missing_(cls, value: object) -> "Sector | None":
        """Some contracts write cross_sector for what we call cross_cutting."""
        return cls.CROSS_CUTTING if value == "cross_sector" else None


class Scope(IntEnum):
    """1 released inside the boundary, 2 grid-supplied energy, 3 outside because of activity inside."""

    DIRECT = 1
    GRID = 2
    OUTSIDE = 3


class Flow(StrEnum):
    """Whether a quantity is emitted (source) or removed (sink); both are stored as positive tonnes."""

    SOURCE = "source"
    SINK = "sink"


class NotationKey(StrEnum):
    """What stands in place of a number (GPC, CRF)."""

    INCLUDED_ELSEWHERE = "IE"
    NOT_ESTIMATED = "NE"
    NOT_OCCURRING = "NO"
    CONFIDENTIAL = "C"
    NOT_APPLICABLE = "NA"

    @property
    def hides_emissions(self) -> bool:
        """True where a real quantity exists and is missing: the total is then a lower bound."""
        return self in (NotationKey.NOT_ESTIMATED, NotationKey.CONFIDENTIAL)


class Maturity(StrEnum):
    """How firm an action is, by the typology that the contract prints."""

    PROJECT = "project"
    STRATEGY = "strategy"
    ENABLING = "enabling"
    NOT_STATED = "not_stated"


class Quantification(StrEnum):
    """What the contract says about the reduction of an action; only `quantified` carries counted tonnes."""

    QUANTIFIED = "quantified"
    NOT_ESTIMATED = "not_estimated"
    NOT_QUANTIFIABLE = "not_quantifiable"
    ENABLING = "enabling"
    INCLUDED_IN = "included_in"
    CONFIDENTIAL = "confidential"


class Verdict(StrEnum):
    """Whether the promise is being kept, judged at the year of the inventory."""

    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    OFF_TRACK = "off_track"
    NOT_MEASURED = "not_measured"


class ActionState(StrEnum):
    """Where an action stands in its life, as its promoter says."""

    IDEA = "idea"
    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    PLANNED = "planned"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    ON_HOLD = "on_hold"
    CANCELLED = "cancelled"
    NOT_STATED = ""


class EvidenceLevel(StrEnum):
    """What stands behind a report, from weak to strong."""

    DECLARED = "declared"
    DOCUMENTED = "documented"
    VERIFIED = "verified"


class Rung(StrEnum):
    """The evidence ladder of an action, from a thought to tonnes that someone else has checked."""

    IDEA = "idea"
    PLANNED = "planned"
    COMMITTED = "committed"
    FUNDED = "funded"
    UNDER_WAY = "under_way"
    DELIVERED = "delivered"
    VERIFIED = "verified"


class CreditMethod(StrEnum):
    """How the claims of one cell of the overlap ledger are joined (F15)."""

    ADDITIVE = "additive"
    ALONE = "alone"
    PROPORTIONAL = "proportional"
    SHAPLEY = "shapley"
    UNCAPPED = "uncapped"


class CreditReason(StrEnum):
    """Why an action is credited what it is; of several cuts the one that takes most tonnes."""

    IN_FULL = "in_full"
    NO_CAP_KNOWN = "no_cap_known"
    SOURCE_CAP = "source_cap"
    SHARED_PROPORTIONAL = "shared_proportional"
    SHARED_SHAPLEY = "shared_shapley"
    SECTOR_CAP = "sector_cap"
    CONTRACT_CAP = "contract_cap"
    CANCELLED = "cancelled"
    INCLUDED_IN = "included_in"
    EXISTING_PLAN = "existing_plan"
    SINK = "sink"
    ENABLING = "enabling"
    NOT_ESTIMATED = "not_estimated"
    NOT_QUANTIFIABLE = "not_quantifiable"
    CONFIDENTIAL = "confidential"
    CONTRADICTORY = "contradictory"

    @property
    def is_unknown(self) -> bool:
        """True where the credit is not known, which is not zero."""
        return self in (
            CreditReason.NOT_ESTIMATED,
            CreditReason.NOT_QUANTIFIABLE,
            CreditReason.CONFIDENTIAL,
            CreditReason.CONTRADICTORY,
        )
