"""Cities on one scale, one panel each; what may not be compared is told and not drawn."""

from dataclasses import dataclass
from typing import Literal

Indicator = Literal["index", "per_resident", "against_trajectory"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CityPanel:
    """A comparable city: values by year in the indicator's unit, and the target's value where there is one.

    Units: `index` baseline = 100; `per_resident` t CO₂e a person; `against_trajectory` share above (+) or
    below (-) the trajectory.
    """

    city: str
    values: tuple[tuple[int, float], ...]
    baseline_year: int | None = None
    target_year: int | None = None
    target_value: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A city that may not be compared, with what differs in words."""

    city: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CityMultiples:
    """Comparable cities; `ours` is the name of the city in the dark, empty on the page of the network."""

    source: str
    indicator: Indicator
    panels: tuple[CityPanel, ...]
    ours: str = ""
    left_out: tuple[LeftOut, ...] = ()
    key: str = "cities"
