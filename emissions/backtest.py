"""The nowcast's own score: hide the last inventory of every series, estimate it, compare."""

from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
import pandas as pd
from scipy import stats

from emissions.background import HALF_WIDTH_80, YEARLY_LOG_SD, read_series, yearly_changes
from emissions.columns import Codes, Floats
from emissions.errors import Bools
from emissions.nowcast import nowcast

LEAST_INVENTORIES: Final = 3
"""One to hide, and two for the rules that draw a line."""
LEAST_CHANGES: Final = 10
"""With fewer changes of other cities their 80th percentile is one of the last two values: the known wobble is taken."""
BOOTSTRAP_DRAWS: Final = 2000
HALF_SPLITS: Final = 50
SEED: Final = 20300101
INSIDE: Final = 0.80


@dataclass(frozen=True, slots=True)
class RuleError:
    """How far a rule errs, as shares of the hidden value."""

    median_abs_error: float
    mean_abs_error: float


@dataclass(frozen=True, slots=True)
class PairedBootstrap:
    """95 % intervals of the nowcast's error less that of carrying the last value forward; cities are drawn again."""

    median_difference_95: tuple[float, float]
    mean_difference_95: tuple[float, float]
    draws: int
    seed: int


@dataclass(frozen=True, slots=True)
class BacktestScore:
    """The published score; errors as shares of the hidden value."""

    series: int
    hidden: int
    skipped_series: int
    median_abs_error: float
    mean_abs_error: float
    interval_coverage: float
    interval_coverage_binomial_95: tuple[float, float]
    below_p10_share: float
    above_p90_share: float
    median_interval_half_width: float
    naive: dict[str, RuleError]
    paired_bootstrap_last_value: PairedBootstrap


@dataclass(frozen=True, slots=True)
class Hindcast:
    """Every hidden value beside what was estimated for it; arrays (m,), one entry per series used."""

    contract: Codes
    hidden_tco2e: Floats
    p10_tco2e: Floats
    p50_tco2e: Floats
    p90_tco2e: Floats
    naive_tco2e: dict[str, Floats]
    skipped_series: int

    @property
    def is_inside(self) -> Bools:
        """Whether the interval holds the hidden value; (m,)."""
        return (self.hidden_tco2e >= self.p10_tco2e) & (self.hidden_tco2e <= self.p90_tco2e)


def hindcast(
    series: pd.DataFrame,
    *,
    delivered: pd.DataFrame | None = None,
    sectors: pd.DataFrame | None = None,
    wobble_from_hidden: bool = True,
) -> Hindcast:
    """Hide the last inventory of every series of three or more and estimate it from the earlier ones.

    Formula: the nowcast as it is, with the yearly wobble of each city read from all other cities of the file
    (leave one city out): 80 % of their yearly changes lie within it. The naive rules: the last value, the
    line through the last two, and a straight line fitted to the logarithms of all earlier values.

    Inputs: series (`contract` a position, `year`, `tco2e`); delivered, sectors as in
    `emissions.nowcast.nowcast`; wobble_from_hidden, whether the hidden inventories of the *other* cities
    count as experience (no, where they hold what reports say).
    Output: `Hindcast`, in order of contract.
    Errors: as in `read_background`; `ValueError` where no series has three inventories.
    Source: docs/nowcast.md.

    >>> series = pd.DataFrame({"contract": [0] * 3, "year": [2019, 2020, 2021], "tco2e": [121.0, 110.0, 100.0]})
    >>> found = hindcast(series)
    >>> found.p50_tco2e.tolist(), found.naive_tco2e["last_two"].tolist()
    ([110.0], [99.0])
    """
    n_contracts = int(series["contract"].max()) + 1 if len(series) else 0
    known, skipped = _leave_out_short(_Inventories(*read_series(series, n_contracts=n_contracts)))
    shown, hidden = known.take(~known.is_last), known.take(known.is_last)
    to_year = np.full(n_contracts, np.nan)
    to_year[hidden.contract] = hidden.year
    owner, change = yearly_changes(*(known if wobble_from_hidden else shown))
    estimated = nowcast(
        to_year=to_year,
        series=pd.DataFrame(shown._asdict()),
        delivered=delivered,
        sectors=sectors,
        yearly_log_sd=wobble_of_others(owner, change, n_contracts=n_contracts),
    )
    at_hidden = estimated.years.groupby("contract").last()
    return Hindcast(
        contract=hidden.contract,
        hidden_tco2e=hidden.tco2e,
        p10_tco2e=at_hidden["p10_tco2e"].to_numpy(),
        p50_tco2e=at_hidden["p50_tco2e"].to_numpy(),
        p90_tco2e=at_hidden["p90_tco2e"].to_numpy(),
        naive_tco2e=_naive_rules(*shown, hidden.year),
        skipped_series=skipped,
    )


class _Inventories(NamedTuple):
    """Inventories in order of contract and year; arrays (m,), named as the columns of a series."""

    contract: Codes
    year: Floats
    tco2e: Floats

    @property
    def is_last(self) -> Bools:
        """Whether no later inventory of the contract follows; (m,)."""
        return np.append(self.contract[1:] != self.contract[:-1], [True])

    def take(self, rows: Bools) -> "_Inventories":
        """The inventories marked."""
        return _Inventories(self.contract[rows], self.year[rows], self.tco2e[rows])


def _leave_out_short(known: _Inventories) -> tuple[_Inventories, int]:
    """The inventories of series long enough to hide one, and how many series are not."""
    number = np.bincount(known.contract)
    is_long = number >= LEAST_INVENTORIES
    if not is_long.any():
        raise ValueError(f"no series has {LEAST_INVENTORIES} inventories or more")
    return known.take(is_long[known.contract]), int(np.sum((number > 0) & ~is_long))


def wobble_of_others(owner: Codes, change: Floats, *, n_contracts: int) -> Floats:
    """The yearly wobble of each city as the other cities show it: 80 % of their changes lie within it.

    Formula: `sd_i = quantile_80(|z_j|, j not of city i) / 1.2816`; with fewer than ten such changes the
    published wobble `YEARLY_LOG_SD`.

    Inputs: the city of each yearly change, and the change (m,). Output: (n,).

    >>> wobble_of_others(np.array([0, 0]), np.array([0.1, -0.2]), n_contracts=1).tolist()
    [0.085]
    """
    size = np.abs(change)
    others = (size[owner != place] for place in range(n_contracts))
    return np.array(
        [
            np.quantile(part, INSIDE) / HALF_WIDTH_80 if len(part) >= LEAST_CHANGES else YEARLY_LOG_SD
            for part in others
        ]
    )


def score(found: Hindcast, *, draws: int = BOOTSTRAP_DRAWS, seed: int = SEED) -> BacktestScore:
    """Sum a hindcast up: errors, coverage with its binomial interval, naive rules, paired bootstrap.

    Formula: error = `|estimate - hidden| / hidden`; the binomial interval is Clopper and Pearson's.

    >>> series = pd.DataFrame({"contract": [0] * 3, "year": [2019, 2020, 2021], "tco2e": [121.0, 110.0, 100.0]})
    >>> score(hindcast(series)).mean_abs_error
    0.1
    """
    hidden = found.hidden_tco2e
    error = _errors(found.p50_tco2e, hidden)
    naive = {name: _errors(values, hidden) for name, values in found.naive_tco2e.items()}
    inside = int(found.is_inside.sum())
    exact = stats.binomtest(inside, len(hidden)).proportion_ci(confidence_level=0.95, method="exact")
    return BacktestScore(
        series=len(hidden),
        hidden=len(hidden),
        skipped_series=found.skipped_series,
        median_abs_error=float(np.median(error)),
        mean_abs_error=float(np.mean(error)),
        interval_coverage=inside / len(hidden),
        interval_coverage_binomial_95=(float(exact.low), float(exact.high)),
        below_p10_share=float(np.mean(hidden < found.p10_tco2e)),
        above_p90_share=float(np.mean(hidden > found.p90_tco2e)),
        median_interval_half_width=float(np.median(found.p90_tco2e / found.p50_tco2e)) - 1.0,
        naive={
            name: RuleError(float(np.median(values)), float(np.mean(values)))
            for name, values in naive.items()
        },
        paired_bootstrap_last_value=_paired_bootstrap(error, naive["last_value"], draws, seed),
    )


def half_split_coverage(
    series: pd.DataFrame, *, splits: int = HALF_SPLITS, seed: int = SEED
) -> tuple[float, float, float]:
    """Coverage when only a random half of the cities is known: 10th percentile, middle and 90th of many halves."""
    random, cities = np.random.default_rng(seed), hindcast(series).contract
    shares = [
        float(hindcast(series[series["contract"].isin(half)]).is_inside.mean())
        for half in (random.permutation(cities)[: (len(cities) + 1) // 2] for _ in range(splits))
    ]
    low, middle, high = np.quantile(shares, [0.1, 0.5, 0.9]).tolist()
    return low, middle, high


def _errors(estimate: Floats, hidden: Floats) -> Floats:
    return np.abs(estimate - hidden) / hidden


def _paired_bootstrap(error: Floats, other: Floats, draws: int, seed: int) -> PairedBootstrap:
    """Draw cities with replacement, the same for both rules, and take the 2.5th and 97.5th percentile."""
    drawn = np.random.default_rng(seed).integers(len(error), size=(draws, len(error)))

    def interval(differences: Floats) -> tuple[float, float]:
        low, high = np.quantile(differences, [0.025, 0.975]).tolist()
        return low, high

    return PairedBootstrap(
        median_difference_95=interval(np.median(error[drawn], axis=1) - np.median(other[drawn], axis=1)),
        mean_difference_95=interval((error - other)[drawn].mean(axis=1)),
        draws=draws,
        seed=seed,
    )


def _naive_rules(contract: Codes, year: Floats, tonnes: Floats, asked: Floats) -> dict[str, Floats]:
    """What the rules on the series alone say for the hidden years; rows in order of contract and year, each (m,)."""
    last = np.flatnonzero(np.append(contract[1:] != contract[:-1], [True]))
    slope = (tonnes[last] - tonnes[last - 1]) / (year[last] - year[last - 1])
    place = np.cumsum(np.append([0], contract[1:] != contract[:-1]))
    logs, number = np.log(tonnes), np.bincount(place)

    def mean(values: Floats) -> Floats:
        return np.bincount(place, weights=values) / number

    centred = year - mean(year)[place]
    fitted = mean(centred * logs) / mean(centred**2)
    return {
        "last_value": tonnes[last],
        "last_two": tonnes[last] + slope * (asked - year[last]),
        "log_linear": np.exp(mean(logs) + fitted * (asked - mean(year))),
    }
