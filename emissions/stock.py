"""F14: how the factor of a stock changes as old things leave it and new ones enter."""

import numpy as np
import numpy.typing as npt

from emissions.columns import Floats, Numbers, to_floats, to_years, without_faults
from emissions.errors import ErrorMode, Labels

_LARGEST_SHARE = 1.0 - np.finfo(np.float64).epsneg


def stock_turnover(
    *,
    start_factor: Numbers,
    start_year: Numbers,
    removed_share: Numbers,
    inserted_share: Numbers,
    new_factor: Numbers,
    years: npt.ArrayLike,
    labels: Labels = None,
    errors: ErrorMode = "raise",
) -> Floats:
    """Follow the factor of a stock (cars, boilers) that is renewed a little every year (F14).

    Formula: `EF(t + 1) = EF(t)(1 - removed) + EF_new x inserted`, in closed form `EF(t) = EF_0 a^n + EF_new x
    inserted x (1 - a^n) / (1 - a)` with `a = 1 - removed` and `n = t - start`. A stock that keeps its size has
    inserted = removed; otherwise the factor is per unit of the stock at its start.

    Inputs (n,): factors in any one unit; year; shares of the stock a year (removed 0-1, inserted from 0 up);
    NaN where unknown; years (m,), strictly increasing. Output: factor (n, m) in the same unit, NaN before the
    start or where an input is unknown.
    Errors: a negative factor or inserted share, a removed share outside 0-1, an infinite value: `EmissionsError`
    with the row, or a NaN row with `errors="mask"`.
    Source: Kausal Paths, DilutionNode.

    >>> stock_turnover(start_factor=[130.0], start_year=[2021], removed_share=[0.08], inserted_share=[0.08],
    ...                new_factor=[95.0], years=[2021, 2022, 2023]).round(3).tolist()
    [[130.0, 127.2, 124.624]]
    """
    columns = {
        "start_factor": to_floats(start_factor),
        "start_year": to_floats(start_year),
        "removed_share": to_floats(removed_share),
        "inserted_share": to_floats(inserted_share),
        "new_factor": to_floats(new_factor),
    }
    faults = {
        "start_factor is negative": columns["start_factor"] < 0,
        "removed_share is not between 0 and 1": (columns["removed_share"] < 0)
        | (columns["removed_share"] > 1),
        "inserted_share is negative": columns["inserted_share"] < 0,
        "new_factor is negative": columns["new_factor"] < 0,
    }
    clean = without_faults(columns, faults, labels=labels, errors=errors)
    factor, start, removed, inserted, new = (column[:, None] for column in clean.values())
    elapsed = to_years(years) - start
    n_years = np.where(elapsed < 0, np.nan, elapsed)
    return factor * (1.0 - removed) ** n_years + new * inserted * _sum_kept(removed, n_years)


def _sum_kept(removed: Floats, n_years: Floats) -> Floats:
    """The sum of (1 - removed)^i for i below n: exact where next to nothing is removed, n where nothing is."""
    gone = -np.expm1(n_years * np.log1p(-np.minimum(removed, _LARGEST_SHARE)))
    is_nothing = removed == 0.0
    return np.where(is_nothing, n_years, gone / np.where(is_nothing, 1.0, removed))
