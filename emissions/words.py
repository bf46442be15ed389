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
