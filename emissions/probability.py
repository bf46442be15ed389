"""The chance of reaching the target: many futures drawn from the evidence on each action."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from emissions.columns import Floats, to_floats, to_years
from emissions.combination import SourceCaps
from emissions.drivers import DriverCounts
from emissions.errors import Bools
from emissions.futures import MARGIN_TCO2E, StartLevel, draw_futures, read_portfolio

DRIVERS_SHOWN: Final = 10
PERCENTS: Final = (10, 50, 90)


class NoChance(StrEnum):
    """Why no probability can be said."""

    NO_LEVEL = "no_level"
    NO_TARGET = "no_target"
    TARGET_YEAR_PAST = "target_year_past"
    NO_DATED_ACTION = "no_dated_action"


@dataclass(frozen=True, slots=True)
class TargetChance:
    """The probability of the target and what moves it; NaN and a reason where it cannot be said.

    `levels_tco2e`: rows by year, columns p10, p50, p90. `drivers`: see `DriverCounts.rank`. `n_without_tonnes` and
    `n_without_dates` count the actions left out (one without both counts as without tonnes): with any, or without a
    known existing plan, the probability is a lower bound.
    """

    probability: float
    standard_error: float
    reason: NoChance | None
    levels_tco2e: pd.DataFrame
    drivers: pd.DataFrame
    n_draws: int
    seed: int
    n_actions: int
    n_without_tonnes: int
    n_without_dates: int
    knows_existing_plan: bool


def simulate_target(
    actions: pd.DataFrame,
    start: StartLevel,
    *,
    caps: SourceCaps | None = None,
    years: npt.ArrayLike,
    n_draws: int = 10_000,
    seed: int,
) -> TargetChance:
    """Draw futures of one contract and count those that reach the target.

    Formula, in each draw: `level(t) = L exp(s z + w sqrt-time walk) - existing(t) - (C(f(t)) - C(f(level year)))`, not
    below 0; C is the combination of F15 with its caps, f the share of each action's full effect in a year, from its
    reports, a Beta share of the rest and a slip of its ramp (F13). Probability = share of draws with `level(target
    year) <= target`; standard error = that of a Beta(k + 1, n - k + 1), which is never 0.
    What was delivered before the level's year is already in the level: only differences to that year are subtracted.

    Inputs: actions, one row each under a unique label: `isolated_tco2e` (t CO2e a year at full effect), `group`,
    `sector` (codes into caps, -1 for none), `cut_share` (0-1, NaN where not declared), `start_year`, `end_year`, `rung`
    (word), `delivered_share` (0-1 by the latest report), `in_level_share` (0-1 by reports up to the level's year; the
    column may be missing), `lateness_years`, `is_late`, `is_funded`; NaN where unknown. years (m,), strictly
    increasing; seed not negative.
    Output: `TargetChance`. The same seed gives the same bytes whatever the order of the rows, and an action keeps its
    random numbers when others come or go, so that scenarios can be compared.
    Errors: `EmissionsError` with the row for an action that makes no sense (see `expect_delivery`, `read_schedule`,
    `combine_sources`), or with the name of the field of `start`.
    Source: assumptions of `emissions.delivery`; Monte Carlo with numpy PCG64.

    >>> actions = pd.DataFrame({"isolated_tco2e": [50.0], "group": [-1], "sector": [0], "cut_share": [None],
    ...     "start_year": [2025], "end_year": [2028], "rung": ["verified"], "delivered_share": [None],
    ...     "lateness_years": [None], "is_late": [False], "is_funded": [True]}, index=["metro"])
    >>> start = StartLevel(level_tco2e=100.0, level_log_sd=0.01, level_year=2025, target_tco2e=80.0, target_year=2030)
    >>> simulate_target(actions, start, years=[2030], seed=1).probability
    1.0
    """
    start.check()
    chance, known = _say_without_draws(actions, start, to_years(years), n_draws=n_draws, seed=seed)
    if chance.reason is not None:
        return chance
    return _draw_chance(chance, actions[known], start, caps or SourceCaps())


def _say_without_draws(
    actions: pd.DataFrame, start: StartLevel, calendar: Floats, *, n_draws: int, seed: int
) -> tuple[TargetChance, Bools]:
    """What is known before any draw, the probability not yet, and which actions can be drawn (n,)."""
    tonnes = to_floats(actions["isolated_tco2e"])
    undated = np.isnan(to_floats(actions["start_year"]) + to_floats(actions["end_year"]))
    known = ~np.isnan(tonnes) & ~undated
    chance = TargetChance(
        probability=np.nan,
        standard_error=np.nan,
        reason=_find_reason(start, known),
        levels_tco2e=_describe_levels(calendar, np.empty(0), np.empty((0, 1))),
        drivers=DriverCounts.empty(0).rank(pd.Index([], dtype=str), n_draws=1, most=0),
        n_draws=n_draws,
        seed=seed,
        n_actions=int(known.sum()),
        n_without_tonnes=int(np.isnan(tonnes).sum()),
        n_without_dates=int((undated & ~np.isnan(tonnes)).sum()),
        knows_existing_plan=start.knows_existing_plan,
    )
    return chance, known


def _find_reason(start: StartLevel, known: Bools) -> NoChance | None:
    """The first thing that is missing."""
    missing = {
        NoChance.NO_LEVEL: np.isnan(start.level_tco2e + start.level_log_sd + start.level_year),
        NoChance.NO_TARGET: np.isnan(start.target_tco2e + start.target_year),
        NoChance.TARGET_YEAR_PAST: start.target_year <= start.level_year,
        NoChance.NO_DATED_ACTION: not known.any(),
    }
    return next((reason for reason, applies in missing.items() if applies), None)


def _draw_chance(
    chance: TargetChance, actions: pd.DataFrame, start: StartLevel, caps: SourceCaps
) -> TargetChance:
    """Fill in what the draws say."""
    n_draws, years = chance.n_draws, chance.levels_tco2e.index.to_numpy()
    calendar = np.unique(np.append(years[years >= start.level_year], start.target_year))
    portfolio = read_portfolio(actions, start, caps)
    futures = draw_futures(portfolio, start, calendar=calendar, n_draws=n_draws, seed=chance.seed)
    at_target = futures.levels_tco2e[np.searchsorted(calendar, start.target_year)]
    n_met = int(np.count_nonzero(at_target <= start.target_tco2e + MARGIN_TCO2E))
    first, second = n_met + 1, n_draws - n_met + 1
    return replace(
        chance,
        probability=n_met / n_draws,
        standard_error=float(np.sqrt(first * second / (n_draws + 3)) / (n_draws + 2)),
        levels_tco2e=_describe_levels(years, calendar, futures.levels_tco2e),
        drivers=futures.drivers.rank(portfolio.labels, n_draws=n_draws, most=DRIVERS_SHOWN),
    )


def _describe_levels(years: Floats, calendar: Floats, levels_tco2e: Floats) -> pd.DataFrame:
    """P10, P50 and P90 of the years asked for; NaN where nothing was drawn, as before the level's year."""
    drawn = np.percentile(levels_tco2e, PERCENTS, axis=1).T
    frame = pd.DataFrame(drawn, index=calendar, columns=[f"p{percent}" for percent in PERCENTS])
    return frame.reindex(pd.Index(years, name="year"))
