"""What moves the chance of reaching the target."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Driver:
    """An action and the difference (0-1, signed) it makes to the probability."""

    code: str
    title: str
    difference_share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Drivers:
    """The actions that move the probability, in any order; `reason` says why there is none.

    `comparison` says in words which two cases the difference compares.
    """

    city: str
    source: str
    target_year: int
    probability: float | None
    drivers: tuple[Driver, ...] = ()
    reason: str = ""
    comparison: str = ""
    key: str = "drivers"
