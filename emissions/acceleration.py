"""The acceleration index: whether a molecule's emission intensity falls faster than that of areas like it."""

from collections.abc import Hashable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
import pandas as pd
from scipy import stats

from emissions.columns import Floats, to_bools, to_floats, to_years
from emissions.diffusion import unlikeness
from emissions.errors import Bools, EmissionsError, faulty_rows

CONTROLS: Final = 5
LEAST_YEARS: Final = 4
"""Fewer years than that leave less than two degrees of freedom to a slope."""
INTERVAL_SHARE: Final = 0.9
RESAMPLES: Final = 2_000


class AccelerationVerdict(StrEnum):
    """What can be said: faster, slower, or not yet - with the reason why not."""

    FASTER = "faster"
    SLOWER = "slower"
    INTERVAL_HOLDS_ZERO = "interval_holds_zero"
    NOT_MEASURED = "not_measured"
    TOO_FEW_YEARS = "too_few_years"
    TOO_FEW_CONTROLS = "too_few_controls"


CANNOT_TELL: Final = frozenset(AccelerationVerdict) - {AccelerationVerdict.FASTER, AccelerationVerdict.SLOWER}


@dataclass(frozen=True, slots=True)
class Acceleration:
    """The index of one molecule, in shares a year: 0.02 = its intensity falls two points of percent a year faster.

    fall: the molecule's own yearly fall; control_falls: those of its control areas, nearest first, with their labels
    in `controls`; low and high: the bootstrap interval. NaN where the verdict tells why there is none.
    """

    verdict: AccelerationVerdict
    index: float = np.nan
    low: float = np.nan
    high: float = np.nan
    fall: float = np.nan
    controls: tuple[Hashable, ...] = ()
    control_falls: tuple[float, ...] = ()


def acceleration(
    molecule: Hashable,
    intensities: pd.DataFrame,
    areas: pd.DataFrame,
    *,
    seed: int,
    resamples: int = RESAMPLES,
) -> Acceleration:
    """Compare the yearly fall of a molecule's emission intensity with that of the areas nearest to it by stock.

    Formula: the fall of an area is `1 - exp(b)`, b the least-squares slope of `ln(intensity)` on the year. The index
    is the molecule's fall minus the mean fall of the five nearest areas (`unlikeness` by the stock figures) with at
    least four years. The interval is a studentised bootstrap over both: residuals of each area are drawn anew, and
    the control areas with replacement. "Cannot tell" while the interval holds zero, and whenever the molecule or
    fewer than five controls are measured: what is apportioned from the city falls as the city does, by construction.

    Inputs: intensities, a row an area, a column a year, positive, NaN where unknown; areas, the same labels:
    `is_measured`, `is_control`, and the stock figures to match by; a seed.
    Output: `Acceleration`.
    Errors: `EmissionsError` for an unknown molecule, other labels, years out of order, an intensity not above zero.
    Source: Ashenfelter & Card 1985 (difference in differences); Efron & Tibshirani 1993, chapter 12 (bootstrap-t).

    >>> years = np.arange(2015, 2023)
    >>> rows = {name: 4.0 * rate ** (years - 2015) for name, rate in
    ...         {"mol": 0.9, "a": 0.98, "b": 0.98, "c": 0.98, "d": 0.98, "e": 0.98}.items()}
    >>> areas = pd.DataFrame({"is_measured": True, "is_control": [False] + [True] * 5, "residents": 1.0}, list(rows))
    >>> found = acceleration("mol", pd.DataFrame(rows, index=years).T, areas, seed=1)
    >>> str(found.verdict), round(found.index, 9), round(found.low, 9)
    ('faster', 0.08, 0.08)
    """
    years, logs = _read(molecule, intensities, areas)
    measured = to_bools(areas["is_measured"])
    place = int(np.flatnonzero(areas.index == molecule)[0])
    if not measured[place]:
        return Acceleration(AccelerationVerdict.NOT_MEASURED)
    enough = (~np.isnan(logs)).sum(axis=1) >= LEAST_YEARS
    if not enough[place]:
        return Acceleration(AccelerationVerdict.TOO_FEW_YEARS)
    controls = _nearest(place, areas, measured & enough & to_bools(areas["is_control"]))
    if len(controls) < CONTROLS:
        return Acceleration(AccelerationVerdict.TOO_FEW_CONTROLS)
    lines = [_fit(years, logs[row]) for row in (place, *controls)]
    falls = [line.fall for line in lines]
    index = falls[0] - float(np.mean(falls[1:]))
    low, high = _interval(lines, index, np.random.default_rng(seed), resamples)
    verdict = AccelerationVerdict.INTERVAL_HOLDS_ZERO
    if low > 0 or high < 0:
        verdict = AccelerationVerdict.FASTER if low > 0 else AccelerationVerdict.SLOWER
    labels = tuple(areas.index[row] for row in controls)
    return Acceleration(verdict, index, low, high, falls[0], labels, tuple(falls[1:]))


@dataclass(frozen=True, slots=True)
class _Line:
    """A straight line through the logarithms of one area: years from their mean (n,), residuals (n,), slope."""

    slope: float
    centred: Floats
    residuals: Floats

    @property
    def fall(self) -> float:
        """The yearly fall, a share."""
        return float(1.0 - np.exp(self.slope))

    @property
    def variance(self) -> float:
        """Of the slope, with two degrees of freedom spent."""
        freedom = len(self.centred) - 2
        return float(np.square(self.residuals).sum() / freedom / np.square(self.centred).sum())


def _read(molecule: Hashable, intensities: pd.DataFrame, areas: pd.DataFrame) -> tuple[Floats, Floats]:
    """Years (t,) and logarithms (areas, t), NaN where unknown."""
    if not intensities.index.equals(areas.index):
        raise EmissionsError("areas", "the labels of intensities and areas differ")
    if molecule not in areas.index:
        raise EmissionsError(molecule, "no such area")
    values = np.column_stack([to_floats(intensities[year]) for year in intensities.columns])
    broken = np.logical_or.reduce(np.isinf(values) | (values <= 0), axis=1)
    faulty_rows({"an intensity is not above zero": broken}, labels=areas.index)
    return to_years(intensities.columns.to_numpy()), np.log(values)


def _nearest(place: int, areas: pd.DataFrame, eligible: Bools) -> list[int]:
    """The rows of the nearest control areas, nearest first; those without a common figure do not count."""
    figures: pd.DataFrame = areas.drop(columns=["is_measured", "is_control"])
    far = unlikeness(figures.iloc[[place]], figures)[0]
    rows = [row for row in np.flatnonzero(eligible).tolist() if row != place and not np.isnan(far[row])]
    return sorted(rows, key=lambda row: float(far[row]))[:CONTROLS]


def _fit(years: Floats, logs: Floats) -> _Line:
    known = ~np.isnan(logs)
    fitted = stats.linregress(years[known], logs[known])
    residuals: Floats = logs[known] - (fitted.intercept + fitted.slope * years[known])
    return _Line(float(fitted.slope), years[known] - years[known].mean(), residuals)


def _interval(
    lines: list[_Line], index: float, random: np.random.Generator, resamples: int
) -> tuple[float, float]:
    """The studentised interval of the index: deviations of resamples in their own errors, turned around."""
    falls = np.array([line.fall for line in lines])
    variances = np.array([line.variance * np.exp(2.0 * line.slope) for line in lines])
    error, nature = _error(falls, variances)
    drawn = [_resample(line, random, resamples) for line in lines]
    new_falls, new_variances = (np.stack([one[part] for one in drawn]) for part in (0, 1))
    chosen = random.integers(1, len(lines), size=(len(lines), resamples))
    chosen[0] = 0
    columns = np.arange(resamples)
    new_falls, new_variances = new_falls[chosen, columns], new_variances[chosen, columns]
    new_falls[0] += np.sqrt(nature) * random.standard_normal(resamples)
    errors, _ = _error(new_falls, new_variances)
    deviations = (new_falls[0] - new_falls[1:].mean(axis=0) - index) / np.where(errors > 0, errors, np.inf)
    tail = (1.0 - INTERVAL_SHARE) / 2.0
    upper, lower = np.quantile(deviations, [1.0 - tail, tail])
    return index - float(upper) * float(error), index - float(lower) * float(error)


def _error(falls: Floats, variances: Floats) -> tuple[Floats, Floats]:
    """Standard error of the index (...), and how much areas differ by nature: falls and variances (1 + k, ...).

    No two areas fall alike, molecule or not: what the controls scatter beyond the errors of their slopes belongs to
    the molecule's fall as well, or every odd area would pass for fast or slow.
    """
    scatter = falls[1:].var(axis=0, ddof=1)
    noise = variances[1:].mean(axis=0)
    nature: Floats = np.maximum(0.0, scatter - noise)
    return np.sqrt(variances[0] + nature + np.maximum(scatter, noise) / len(falls[1:])), nature


def _resample(line: _Line, random: np.random.Generator, resamples: int) -> tuple[Floats, Floats]:
    """Falls and their variances (resamples,) with residuals drawn anew, widened by the degrees of freedom spent."""
    size = len(line.residuals)
    widened = line.residuals * np.sqrt(size / (size - 2))
    noise = random.choice(widened, size=(resamples, size))
    spread_of_years = np.square(line.centred).sum()
    shift = noise @ line.centred / spread_of_years
    left = noise - noise.mean(axis=1, keepdims=True) - shift[:, None] * line.centred
    slopes = line.slope + shift
    variances = np.square(left).sum(axis=1) / (size - 2) / spread_of_years * np.exp(2.0 * slopes)
    return 1.0 - np.exp(slopes), variances
