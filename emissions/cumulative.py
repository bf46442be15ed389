"""F19: cumulative emissions, the sum of yearly flows."""

import numpy as np
import numpy.typing as npt

from emissions.columns import Floats, Numbers, to_floats, to_years, without_faults
from emissions.errors import ErrorMode, Labels


def cumulative_emissions(
    *,
    yearly_tco2e: npt.ArrayLike,
    years: npt.ArrayLike,
    after_year: Numbers,
    until_year: Numbers,
    labels: Labels = None,
    errors: ErrorMode = "raise",
) -> Floats:
    """Sum the yearly emissions after the baseline year up to and including the last year (F19).

    Formula: `C = sum(E(t) for t in b+1..y)`. Inventories are yearly flows: they are added, not integrated
    over instants.

    Inputs: yearly_tco2e (n, m), t CO2e a year, NaN where unknown; years (m,), strictly increasing;
    after_year, until_year (n,).
    Output (n,): t CO2e, NaN where a year of the span is unknown or not in the calendar.
    Errors: until_year before after_year or an infinite year: `EmissionsError` with the row, or NaN with
    `errors="mask"`.
    Source: GPC inventories are annual; worked example on Milano's figures.

    >>> cumulative_emissions(
    ...     yearly_tco2e=[[100.0, 60.0, 20.0]], years=[2020, 2021, 2022], after_year=[2020], until_year=[2022]
    ... ).tolist()
    [80.0]
    """
    columns = {"after_year": to_floats(after_year), "until_year": to_floats(until_year)}
    faults = {"until_year is before after_year": columns["until_year"] < columns["after_year"]}
    clean = without_faults(columns, faults, labels=labels, errors=errors)
    after, until = clean["after_year"], clean["until_year"]
    calendar = to_years(years)
    inside = (calendar > after[:, None]) & (calendar <= until[:, None])
    total = np.where(inside, to_floats(yearly_tco2e), 0.0).sum(axis=1)
    return np.where(inside.sum(axis=1) == until - after, total, np.nan)


def cumulative_linear(
    *, baseline_tco2e: Numbers, target_tco2e: Numbers, baseline_year: Numbers, target_year: Numbers
) -> Floats:
    """Sum the straight trajectory from the year after the baseline up to and including the target year (F19).

    Formula: `C = sum(L(t) for t in b+1..y) = n (B + T) / 2 - (B - T) / 2` with `n = y - b` whole years.

    Inputs (n,): t CO2e a year and whole years, NaN where unknown. Output (n,): t CO2e, NaN where an input is
    unknown.
    Errors: none; the order of the years is checked by `evaluate` and by the trajectory functions.
    Source: the closed form of `cumulative_emissions` over `linear_trajectory` (a test holds them together).

    >>> cumulative_linear(
    ...     baseline_tco2e=[4_567_402.0], target_tco2e=[913_480.4], baseline_year=[2021], target_year=[2030]
    ... ).round(0).tolist()
    [22837010.0]
    """
    baseline, target = to_floats(baseline_tco2e), to_floats(target_tco2e)
    n_years = to_floats(target_year) - to_floats(baseline_year)
    return (n_years * (baseline + target) - (baseline - target)) / 2.0
