"""The parameters of a spread, fitted to adoption that was observed."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy import optimize, special

from emissions.columns import Floats, Numbers, to_floats
from emissions.diffusion import ARRIVAL_TO_HALF, PIONEERS, TENTH_TO_NINE_TENTHS
from emissions.errors import EmissionsError, faulty_rows

LEAST_OBSERVATIONS: Final = 5
"""Three parameters and two degrees of freedom."""
RISE_LIMITS: Final = (0.5, 60.0)
"""Years from 10 % to 90 % of saturation that a fit may find."""
_HALF_WIDTH: Final = float(special.ndtri(0.9))
"""Standard errors from the middle to P10 and P90."""
_STARTS: Final = ((0.3, 4.0), (0.6, 10.0), (0.95, 25.0))


@dataclass(frozen=True, slots=True)
class AdoptionFit:
    """Parameters (3,): P10, best and P90 of `saturation` (0-1), `rise_years` and `arrival_year`.

    error_share: root mean square of what the curve misses. is_settled: whether the observations decide the saturation,
    that is whether its P10 to P90 is narrower than half of it; early observations alone never do.
    """

    saturation: Floats
    rise_years: Floats
    arrival_year: Floats
    error_share: float
    is_settled: bool


def fit_adoption(years: Numbers, shares: Numbers) -> AdoptionFit:
    """Fit the wave of `diffusion.spread` in one place to observed shares of adoption.

    Formula: least squares of `saturation x (S(k (t - arrival) - ln 99) - 0.01) / 0.99`, 0 before the arrival, with
    `k = ln 81 / rise_years`; ranges are normal approximations from the Jacobian, cut to what is possible.

    Inputs (n,): years and shares of the stock that had adopted by then, 0-1, at least five, none missing.
    Output: `AdoptionFit`.
    Errors: `EmissionsError` for fewer than five observations, a share outside 0-1, a year given twice, or where nobody
    adopted: there is no wave to fit.
    Source: Griliches 1957; Seber & Wild 1989, chapter 5 (intervals).

    >>> years = np.arange(2015.0, 2030.0)
    >>> found = fit_adoption(years, wave(years - 2016.0, saturation=0.6, rise_years=5.0))
    >>> [round(float(one[1]), 3) for one in (found.saturation, found.rise_years, found.arrival_year)], found.is_settled
    ([0.6, 5.0, 2016.0], True)
    """
    when, share = _read(years, shares)
    upper = (1.0, RISE_LIMITS[1], float(when.max()))
    lower = (0.0, RISE_LIMITS[0], float(when.min()) - RISE_LIMITS[1])
    fits = [
        optimize.least_squares(
            lambda guess: wave(when - guess[2], saturation=guess[0], rise_years=guess[1]) - share,
            (saturation, rise, float(when[share > 0].min()) - 0.5 * rise),
            bounds=(lower, upper),
            x_scale=(0.5, 5.0, 5.0),
        )
        for saturation, rise in _STARTS
    ]
    best = min(fits, key=lambda fit: float(fit.cost))
    errors = _standard_errors(best.jac, float(best.cost), len(when))
    saturation, rise, arrival = (
        np.clip([value - _HALF_WIDTH * error, value, value + _HALF_WIDTH * error], least, most)
        for value, error, least, most in zip(best.x, errors, lower, upper, strict=True)
    )
    settled = saturation[2] - saturation[0] < 0.5 * saturation[1]
    return AdoptionFit(saturation, rise, arrival, float(np.sqrt(2.0 * best.cost / len(when))), bool(settled))


def wave(since_arrival: Floats, *, saturation: float, rise_years: float) -> Floats:
    """Adoption (n,), 0-1, so many years after the wave arrived; 0 before.

    >>> wave(np.array([-1.0, 0.0, 500.0]), saturation=0.6, rise_years=5.0).round(9).tolist()
    [0.0, 0.0, 0.6]
    """
    steep = TENTH_TO_NINE_TENTHS / rise_years
    shares: Floats = special.expit(np.maximum(0.0, since_arrival) * steep - ARRIVAL_TO_HALF)
    return saturation * (shares - PIONEERS) / (1.0 - PIONEERS)


def _read(years: Numbers, shares: Numbers) -> tuple[Floats, Floats]:
    when, share = to_floats(years), to_floats(shares)
    if len(when) != len(share) or len(when) < LEAST_OBSERVATIONS:
        raise EmissionsError("observations", f"at least {LEAST_OBSERVATIONS} years with a share are needed")
    faulty_rows(
        {
            "the year is not a number": ~np.isfinite(when),
            "the share is not between 0 and 1": ~((share >= 0) & (share <= 1)),
        }
    )
    if len(np.unique(when)) < len(when):
        raise EmissionsError("observations", "a year is given twice")
    if not share.any():
        raise EmissionsError("observations", "nobody adopted, so there is no wave to fit")
    return when, share


def _standard_errors(jacobian: Floats, cost: float, n: int) -> Floats:
    """Of the parameters; infinite for those that the observations leave open."""
    _, singular, right = np.linalg.svd(jacobian, full_matrices=False)
    weak = singular <= singular.max() * 1e-9
    scale = np.divide(1.0, singular, out=np.zeros_like(singular), where=~weak)
    variance = np.square(right.T * scale).sum(axis=1) * 2.0 * cost / (n - 3)
    open_ones = (np.abs(right[weak]) > 1e-6).any(axis=0)
    errors: Floats = np.where(open_ones, np.inf, np.sqrt(variance))
    return errors
