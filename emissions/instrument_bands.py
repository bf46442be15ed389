"""How sure the effect of instruments is: the spread with and without each, with parameters drawn from their ranges."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from emissions.columns import Codes, Floats, to_years
from emissions.diffusion import City, check_city
from emissions.diffusion_bands import BAND_PERCENT, PackageRanges, draw_packages, save_once
from emissions.errors import Bools, EmissionsError
from emissions.instruments import change_columns, check_targets, read_effects


@dataclass(frozen=True, slots=True)
class InstrumentBands:
    """P10, P50 and P90 of t CO2e saved from the first year to the end of each of h years, for k instruments.

    without_tco2e, with_tco2e, difference_tco2e (3, h): without any, with all, and what all add together.
    without_each_tco2e (k, 3, h): with all but one; last_tco2e (k, 3, h): what is lost without that one. Differences
    are those of the same draw, so their band is not the difference of the bands.
    """

    without_tco2e: Floats
    with_tco2e: Floats
    difference_tco2e: Floats
    without_each_tco2e: Floats
    last_tco2e: Floats


def draw_instruments(
    ranges: PackageRanges,
    instruments: pd.DataFrame,
    targets: Bools,
    city: City,
    years: npt.ArrayLike,
    *,
    until: Sequence[int],
    seed: int,
    n_draws: int,
) -> InstrumentBands:
    """Draw the comparison of `compare_instruments` over consecutive whole years.

    Formula: the parameters of `draw_savings`, each draw changed by no instrument, by all, and by all but each; sums
    from the first year to the end of each year of `until`, 0 for a year before the first.

    Inputs: ranges of m packages; instruments (k) (INSTRUMENT_COLUMNS); targets (k, m); city; years (t,), each a year
    after the one before; years (h,) until which is summed; a seed and the number of draws.
    Output: `InstrumentBands`; the same seed gives the same numbers.
    Errors: those of `compare_instruments` and `draw_savings`; a year of `until` beyond the last; no draws.
    Source: domain.md section 2 (bands are P10 to P90); common random numbers for comparisons (Glasserman 2003).

    >>> from emissions.diffusion import PACKAGE_COLUMNS
    >>> from emissions.instruments import INSTRUMENT_COLUMNS
    >>> frame = pd.DataFrame([["retrofit", 2000.0, 0.5, 1.0, 2.0, 0.0, 1.0]], columns=list(PACKAGE_COLUMNS))
    >>> bonus = pd.DataFrame([[0.1, 1.0, 0.0, 1990.0, np.nan, np.nan]], columns=list(INSTRUMENT_COLUMNS))
    >>> city = City(*(np.array([[value]]) for value in (0.0, 0.0, 100.0, 900.0)))
    >>> bands = draw_instruments(PackageRanges(frame, frame, frame), bonus, np.array([[True]]), city, [2060],
    ...     until=[2060], seed=1, n_draws=2)
    >>> bands.with_tco2e.round(6).ravel().tolist(), bands.last_tco2e.round(6).ravel().tolist()
    ([60.0, 60.0, 60.0], [10.0, 10.0, 10.0])
    """
    calendar = to_years(years)
    ends = _count_years(calendar, until)
    drawn, codes = draw_packages(ranges, seed=seed, n_draws=n_draws)
    check_city(city, len(codes), len(calendar))
    check_targets(targets, len(instruments), len(codes))
    effects, horizon = read_effects(instruments), float(calendar[-1])

    def save_until(columns: dict[str, Floats], used: Bools) -> Floats:
        # Taken out of use by naming no target, an instrument changes nothing.
        changed = change_columns(columns, effects, targets & used[:, None], until_year=horizon)
        yearly = save_once(columns | changed, codes, city, calendar).sum(axis=0)
        sums: Floats = np.concatenate([[0.0], np.cumsum(yearly)])[ends]
        return sums

    in_use = _choices(len(instruments))
    return _summarise(np.array([[save_until(columns, used) for used in in_use] for columns in drawn]))


def _count_years(calendar: Floats, until: Sequence[int]) -> Codes:
    """How many years (h,) from the first to each of `until`."""
    if (np.diff(calendar) != 1).any():
        raise EmissionsError("years", "the years do not follow one another")
    counts: Codes = np.maximum(np.asarray(until, np.intp) - int(calendar[0]) + 1, 0)
    if (counts > len(calendar)).any():
        raise EmissionsError("until", "a year lies beyond the last")
    return counts


def _choices(count: int) -> Bools:
    """Which instruments are in use (2 + k, k): none, all, all but each."""
    none, every = np.zeros((1, count), np.bool_), np.ones((1, count), np.bool_)
    return np.vstack([none, every, ~np.eye(count, dtype=np.bool_)])


def _summarise(saved: Floats) -> InstrumentBands:
    """Bands of what was saved (n, 2 + k, h) in the order of `_choices`, and of what each lacks against all."""
    if not len(saved):
        raise EmissionsError("draws", "nothing was drawn")
    lost = saved[:, 1:2] - saved
    bands, lost_bands = (np.percentile(part, BAND_PERCENT, axis=0).swapaxes(0, 1) for part in (saved, lost))
    return InstrumentBands(bands[0], bands[1], lost_bands[0], bands[2:], lost_bands[2:])
