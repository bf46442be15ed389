"""Futures of one contract drawn year by year: the level without actions, minus what its actions save together."""

from dataclasses import dataclass, fields
from typing import Final

import numpy as np
import pandas as pd

from emissions.columns import Floats
from emissions.combination import Combination, SourceCaps, combine_sources
from emissions.delivery import (
    COMMON_CAUSE_SHARE,
    EXISTING_PLAN_SHARE_MEAN,
    EXISTING_PLAN_SHARE_WEIGHT,
    YEARLY_LOG_SD,
    DeliveryExpectation,
    expect_delivery,
)
from emissions.draws import CityDraws, draw_city, draw_deliveries, draw_share
from emissions.drivers import DriverCounts
from emissions.errors import EmissionsError, faulty_rows
from emissions.schedule import Schedule, read_schedule, share_at

MARGIN_TCO2E: Final = 1e-6
"""A target missed by less than a millionth of a tonne is met: sums differ by that much with the order of addition."""


@dataclass(frozen=True, slots=True)
class StartLevel:
    """Where a contract stands and where it wants to be; t CO2e a year and years, NaN where unknown.

    The level is log-normal: its median and the standard deviation of its logarithm, in its year. The existing plan's
    reduction grows evenly from the baseline year to the target year; what of it lies before the level's year is in the
    level. `as_of_year` is when rungs and reports were read (NaN: the level's year). `yearly_log_sd` is how far
    emissions wander in a year without any action.

    >>> StartLevel(level_tco2e=100.0, level_log_sd=0.0, level_year=2025, target_tco2e=20.0, target_year=2030).as_of_year
    nan
    """

    level_tco2e: float
    level_log_sd: float
    level_year: float
    target_tco2e: float
    target_year: float
    baseline_year: float = np.nan
    existing_plan_tco2e: float = np.nan
    as_of_year: float = np.nan
    yearly_log_sd: float = YEARLY_LOG_SD

    @property
    def knows_existing_plan(self) -> bool:
        """Whether the existing plan's reduction and the years it spreads over are known."""
        return bool(np.isfinite(self.existing_plan_tco2e + self.baseline_year))

    def check(self) -> None:
        """Raise `EmissionsError` with the name of the first field that makes no sense.

        >>> StartLevel(level_tco2e=-1.0, level_log_sd=0.0, level_year=2025, target_tco2e=20.0, target_year=2030).check()
        Traceback (most recent call last):
        ...
        emissions.errors.EmissionsError: row 'level_tco2e': is negative or not a finite number
        """
        for name in (field.name for field in fields(self)):
            value = getattr(self, name)
            if value < 0 or np.isinf(value):
                raise EmissionsError(name, "is negative or not a finite number")
        if self.as_of_year < self.level_year:
            raise EmissionsError("as_of_year", "is before level_year")
        if self.target_year <= self.baseline_year:
            raise EmissionsError("target_year", "is not after baseline_year")


@dataclass(frozen=True, slots=True)
class Portfolio:
    """The actions that can be simulated, rows in the order of the combination."""

    labels: "pd.Index[str]"
    combination: Combination
    expectation: DeliveryExpectation
    schedule: Schedule


@dataclass(frozen=True, slots=True)
class Futures:
    """What the draws gave: levels by calendar year (m, n_draws), t CO2e a year, and how often each action mattered."""

    levels_tco2e: Floats
    drivers: DriverCounts


def read_portfolio(actions: pd.DataFrame, start: StartLevel, caps: SourceCaps) -> Portfolio:
    """Read actions whose tonnes and dates are known, columns as in `simulate_target`, into the order they are added in.

    Errors: `EmissionsError` with the row of a label that stands twice, and of what its parts cannot read.

    >>> actions = pd.DataFrame({"isolated_tco2e": [50.0], "group": [-1], "sector": [0], "cut_share": [None],
    ...     "start_year": [2025], "end_year": [2028], "rung": ["verified"], "delivered_share": [None],
    ...     "lateness_years": [None], "is_late": [False], "is_funded": [True]}, index=["metro"])
    >>> start = StartLevel(level_tco2e=100.0, level_log_sd=0.01, level_year=2025, target_tco2e=80.0, target_year=2030)
    >>> read_portfolio(actions, start, SourceCaps()).labels.tolist()
    ['metro']
    """
    if "in_level_share" not in actions:
        actions = actions.assign(in_level_share=np.nan)
    # Sorted by label first, so that the same sums are made whatever the order of the rows.
    actions = actions.set_axis(actions.index.map(str)).sort_index()
    faulty_rows({"action is there twice": actions.index.duplicated()}, labels=actions.index)
    combination = combine_sources(
        isolated_tco2e=actions["isolated_tco2e"],
        group=actions["group"].to_numpy(dtype=np.intp),
        sector=actions["sector"].to_numpy(dtype=np.intp),
        cut_share=actions["cut_share"],
        caps=caps,
        labels=actions.index,
    )
    actions = actions.iloc[combination.order]
    expectation = expect_delivery(actions)
    as_of_year = start.level_year if np.isnan(start.as_of_year) else start.as_of_year
    schedule = read_schedule(actions, expectation, level_year=start.level_year, as_of_year=as_of_year)
    return Portfolio(actions.index, combination, expectation, schedule)


def draw_futures(
    portfolio: Portfolio, start: StartLevel, *, calendar: Floats, n_draws: int, seed: int
) -> Futures:
    """Draw the levels of every calendar year, and count what each action changes in the target year.

    Inputs: calendar (m,), strictly increasing, from the level's year on, with the target year in it. Output: levels
    (m, n_draws).
    Source: see `simulate_target`, which gives the doctest of both.
    """
    city = draw_city(seed, n_draws=n_draws, n_years=len(calendar))
    levels = _draw_background(start, city, calendar)
    counts = DriverCounts.empty(len(portfolio.labels))
    combination, schedule = portfolio.combination, portfolio.schedule
    deliveries = draw_deliveries(seed, portfolio.labels.tolist(), portfolio.expectation, city.common_cause)
    not_reported = (combination.effect * (1.0 - schedule.reported_share))[:, None]
    for chunk, share, slip in deliveries:
        ramp = _DelayedRamp(portfolio, share * not_reported, *schedule.delay(slip))
        in_level = ramp.amounts_at(start.level_year)
        saved_before = combination.credit(in_level)
        for place, year in enumerate(calendar):
            amounts = ramp.amounts_at(year)
            if year == start.target_year:
                whole = (combination.effect * schedule.whole_at(year))[:, None]
                needed = levels[place, chunk] - start.target_tco2e - MARGIN_TCO2E + saved_before
                counts.add(combination, amounts=amounts, whole=whole, not_done=in_level, needed=needed)
            levels[place, chunk] -= combination.credit(amounts) - saved_before
    return Futures(np.maximum(levels, 0.0, out=levels), counts)


@dataclass(frozen=True, slots=True)
class _DelayedRamp:
    """The amounts of a chunk of draws in any year; `promised` (n, k) is what is not yet reported, times its share."""

    portfolio: Portfolio
    promised: Floats
    begin: Floats
    rate: Floats

    def amounts_at(self, year: float) -> Floats:
        """Effect times how far each action has come in a year (n, k)."""
        reported = self.portfolio.combination.effect * self.portfolio.schedule.reported_at(year)
        amounts = share_at(self.begin, self.rate, year)
        amounts *= self.promised
        amounts += reported[:, None]
        return amounts


def _draw_background(start: StartLevel, city: CityDraws, calendar: Floats) -> Floats:
    """The levels that would be there if no action went on: start, random walk and existing plan (m, n_draws)."""
    steps = np.sqrt(np.diff(calendar, prepend=start.level_year))[:, None] * city.background
    logarithm = start.level_log_sd * city.level + start.yearly_log_sd * np.cumsum(steps, axis=0)
    levels: Floats = start.level_tco2e * np.exp(logarithm)
    if start.knows_existing_plan:
        span = [start.baseline_year, start.target_year]
        in_level = np.interp(start.level_year, span, [0.0, 1.0])
        still_to_come = np.interp(calendar, span, [0.0, 1.0]) - in_level
        normal = np.sqrt(COMMON_CAUSE_SHARE) * city.common_cause
        normal = normal + np.sqrt(1.0 - COMMON_CAUSE_SHARE) * city.existing_plan
        share = draw_share(EXISTING_PLAN_SHARE_MEAN, EXISTING_PLAN_SHARE_WEIGHT, normal)
        levels -= start.existing_plan_tco2e * still_to_come[:, None] * share
    return levels
