"""The plain data of the projection."""

from dataclasses import dataclass

from progress.charts.builders.intervals import YearInterval, YearTotals
from progress.charts.words import FIRMEST_FIRST


@dataclass(frozen=True, slots=True, kw_only=True)
class RungPath:
    """Emissions by year if only what stands on this rung (`progress.enums.Rung`) or a firmer one comes.

    The path of `delivered` holds the verified tonnes too; a path of `verified` beside it is drawn as one more.
    """

    rung: str
    totals_tco2e: YearTotals


@dataclass(frozen=True, slots=True, kw_only=True)
class Projection:
    """A city's way to the target year and the chance of getting there.

    `measured_tco2e` holds comparable totals only. `fan` is what the draws give (P10 to P90).
    `probability` is None where it cannot be said and `probability_reason` then says why, as the end of a
    sentence ("48 actions have no estimate of their effect"). `assumptions` are full sentences.
    """

    city: str
    source: str
    baseline_year: int
    baseline_tco2e: float | None
    target_year: int
    residual_tco2e: float | None
    measured_tco2e: YearTotals = ()
    nowcast: tuple[YearInterval, ...] = ()
    paths: tuple[RungPath, ...] = ()
    fan: tuple[YearInterval, ...] = ()
    probability: float | None = None
    probability_reason: str = ""
    assumptions: tuple[str, ...] = ()
    key: str = "projection"

    @property
    def ordered_paths(self) -> list[RungPath]:
        """The paths with any year, the firmest rung (the highest emissions) first."""
        order: dict[str, int] = {rung: position for position, rung in enumerate(FIRMEST_FIRST)}
        drawn = (path for path in self.paths if path.totals_tco2e)
        return sorted(drawn, key=lambda path: order[path.rung])

    @property
    def drawn_measured(self) -> list[tuple[int, float]]:
        """The inventories from the baseline on, all where there is none: what comes needs the room."""
        ordered = sorted(self.measured_tco2e)
        return [total for total in ordered if total[0] >= self.baseline_year] or ordered

    @property
    def last_measured(self) -> tuple[int, float] | None:
        """The last comparable inventory."""
        return max(self.measured_tco2e, default=None)

    @property
    def has_figures(self) -> bool:
        """Whether there is anything to draw beside the target line."""
        return bool(self.measured_tco2e or self.nowcast or self.ordered_paths or self.fan)
