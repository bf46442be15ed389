"""What a series of inventories alone says of the years after it: last value, cautious drift, yearly wobble."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from emissions.columns import Codes, Floats, Numbers, to_floats
from emissions.errors import Bools, ErrorMode, faulty_rows

YEARLY_LOG_SD: Final = 0.085
"""Wobble of a city's total in one year: of 56 changes between published inventories of 24 cities, 80 % stay
within a factor exp(1.28 x 0.085), about 11 %. It carries method changes and noise, not only emissions."""

LONG_SERIES_CHANGES: Final = 5
"""Changes from which a city's own history counts, and how many own changes the experience of the other cities
is worth. Fewer than five changes in one direction happen by pure chance more often than once in ten times."""

DRIFT_SD: Final = 0.02
"""How far the lasting yearly trend of a city is from zero, in logs: emissions of the EU fell by about 1 % a year
from 1990 to 2022, those of its countries between +1 % and -3 %."""

HALF_WIDTH_80: Final = 1.2815515655446004
"""Standard deviations from the middle of a normal distribution to the 10th and the 90th percentile."""


@dataclass(frozen=True, slots=True)
class Background:
    """What the inventories of each contract say, one entry per contract; all arrays (n,), NaN where none is known."""

    last_year: Floats
    last_tco2e: Floats
    inventories: Codes
    yearly_log_sd: Floats
    drift_log: Floats
    """Yearly change of the logarithm; 0 in a short series."""
    drift_log_sd: Floats

    def drift_share(self, years_after: Floats) -> Floats:
        """The change since the last inventory as a share of it, for years after it (m,); output (n, m)."""
        return np.expm1(self.drift_log[:, None] * years_after)

    def log_sd(self, years_after: Floats) -> Floats:
        """Standard deviation of the logarithm, for years after the last inventory (m,); output (n, m)."""
        walk = self.yearly_log_sd[:, None] ** 2 * years_after
        spread: Floats = np.sqrt(walk + (self.drift_log_sd[:, None] * years_after) ** 2)
        return spread


def read_background(
    series: pd.DataFrame,
    *,
    n_contracts: int,
    yearly_log_sd: Numbers = YEARLY_LOG_SD,
    errors: ErrorMode = "raise",
) -> Background:
    """Read last value, drift and wobble out of the comparable inventories of many contracts.

    Formula: with `z = ln(E_j / E_i) / sqrt(t_j - t_i)` the changes between neighbours,
    `sd^2 = (5 pool^2 + sum z^2) / (5 + number of z)` and
    `drift = w ln(E_last / E_first) / T`, `w = 0.02^2 / (0.02^2 + sd^2 / T)` (the mean of what is left of a
    zero-mean prior once the series is known) where a series has five changes or more; else `sd = pool`,
    `drift = 0`.

    Inputs: series, one comparable inventory each: `contract` (0 to n - 1), `year` (whole), `tco2e` (t CO2e a
    year, NaN where unknown: such a row is passed over); yearly_log_sd, the experience of other cities, one
    number or (n,).
    Output: `Background`, (n,).
    Errors: a contract outside 0 to n - 1, a year that is not whole, a total that is infinite or not above 0, a
    second inventory of one year: `EmissionsError` with the row, or a row passed over with `errors="mask"`.
    Source: docs/nowcast.md.

    >>> series = pd.DataFrame({"contract": [0, 0], "year": [2019, 2021], "tco2e": [110.0, 100.0]})
    >>> found = read_background(series, n_contracts=1)
    >>> found.last_tco2e.tolist(), found.drift_log.tolist()
    ([100.0], [0.0])
    """
    contract, year, tonnes = read_series(series, n_contracts=n_contracts, errors=errors)
    pool = np.broadcast_to(to_floats(yearly_log_sd), (n_contracts,))
    number = np.bincount(contract, minlength=n_contracts)
    known = number > 0
    first_year, first_tco2e, last_year, last_tco2e = _find_ends(number, year, tonnes)
    is_long = number > LONG_SERIES_CHANGES
    owner, change = yearly_changes(contract, year, tonnes)
    own = np.bincount(owner, weights=change**2, minlength=n_contracts)
    shared = (LONG_SERIES_CHANGES * pool**2 + own) / (LONG_SERIES_CHANGES + number - 1)
    variance = np.where(is_long, shared, pool**2)
    years = np.where(is_long, last_year - first_year, np.inf)
    climb = np.log(last_tco2e / first_tco2e)
    weight = np.where(is_long, DRIFT_SD**2 / (DRIFT_SD**2 + variance / years), 0.0)
    return Background(
        last_year=last_year,
        last_tco2e=last_tco2e,
        inventories=number,
        yearly_log_sd=np.where(known, np.sqrt(variance), np.nan),
        drift_log=np.where(known, weight * np.where(is_long, climb, 0.0) / years, np.nan),
        drift_log_sd=np.where(known, DRIFT_SD * np.sqrt(1.0 - weight), np.nan),
    )


def _find_ends(number: Codes, year: Floats, tonnes: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    """Year and total of the first inventory of each contract, then of the last; each (n,), NaN without any."""
    known, last = number > 0, np.cumsum(number) - 1
    first = last - number + 1
    ends = np.full((4, len(number)), np.nan)
    ends[:, known] = year[first[known]], tonnes[first[known]], year[last[known]], tonnes[last[known]]
    first_year, first_tco2e, last_year, last_tco2e = ends
    return first_year, first_tco2e, last_year, last_tco2e


def read_series(
    series: pd.DataFrame, *, n_contracts: int, errors: ErrorMode = "raise"
) -> tuple[Codes, Floats, Floats]:
    """Read the usable inventories: contract, year and total (m,), in order of contract and year.

    Inputs and errors as in `read_background`.

    >>> rows = pd.DataFrame({"contract": [0, 0], "year": [2021, 2019], "tco2e": [100.0, 110.0]})
    >>> read_series(rows, n_contracts=1)[2].tolist()
    [110.0, 100.0]
    """
    contract, year, tonnes = (to_floats(series[name]) for name in ("contract", "year", "tco2e"))
    faults = position_faults(contract, n_contracts) | {
        "year is not a whole year": year != np.floor(year),
        "tco2e is not above 0": tonnes <= 0,
        "tco2e is not a finite number": np.isinf(tonnes),
        "year has an inventory already": repeated_rows(contract, year),
    }
    faulty = faulty_rows(faults, labels=series.index, errors=errors)
    usable = np.flatnonzero(~faulty & ~np.isnan(tonnes))
    order = usable[np.lexsort((year[usable], contract[usable]))]
    return contract[order].astype(np.intp), year[order], tonnes[order]


def yearly_changes(contract: Codes, year: Floats, tonnes: Floats) -> tuple[Codes, Floats]:
    """Scale the changes between neighbouring inventories to one year; rows in order of contract and year.

    Formula: `z = ln(E_j / E_i) / sqrt(t_j - t_i)`. Output: the contract of each change and the change, (m,).

    >>> found = yearly_changes(np.array([0, 0, 1]), np.array([2015.0, 2019.0, 2020.0]), np.array([1.0, 1.2, 5.0]))
    >>> found[0].tolist(), found[1].round(3).tolist()
    ([0], [0.091])
    """
    is_change = np.flatnonzero(contract[1:] == contract[:-1])
    width = year[is_change + 1] - year[is_change]
    return contract[is_change], np.log(tonnes[is_change + 1] / tonnes[is_change]) / np.sqrt(width)


def position_faults(contract: Floats, n_contracts: int) -> dict[str, Bools]:
    """Name, for `faulty_rows`, the rows whose contract is not a position from 0 to n - 1.

    >>> position_faults(np.array([0.0, 2.0]), 2)
    {'contract is not a known position': array([False,  True])}
    """
    is_position = (contract >= 0) & (contract < n_contracts) & (contract == np.floor(contract))
    return {"contract is not a known position": ~is_position}


def repeated_rows(*keys: Floats | Codes) -> Bools:
    """Mark the rows whose keys all stand in an earlier row; keys and mask (n,). NaN equals nothing.

    >>> repeated_rows(np.array([7, 7, 7]), np.array([2020.0, 2021.0, 2020.0])).tolist()
    [False, False, True]
    """
    order = np.lexsort(keys)
    is_same = np.logical_and.reduce([key[order[1:]] == key[order[:-1]] for key in keys])
    repeated = np.zeros(len(order), dtype=np.bool_)
    repeated[order[1:]] = is_same
    return repeated
