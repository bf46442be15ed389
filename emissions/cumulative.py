"""F19: cumulative emissions, the sum of yearly flows; budgets and late starts."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from emissions.columns import Floats, Numbers, to_floats, to_years, without_faults
from emissions.errors import ErrorMode, Labels


@dataclass(frozen=True, slots=True)
class ExtraEmissions:
    """What one path emits more than another over the same years; all arrays (n,)."""

    total_tco2e: Floats
    planned_tco2e: Floats
    extra_tco2e: Floats
    extra_share: Floats


@dataclass(frozen=True, slots=True)
class BudgetLeft:
    """What is left of a budget after each year (n, m), and the year that overdraws it (n,), NaN if none does."""

    left_tco2e: Floats
    exhausted_year: Floats


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


def extra_emissions(
    *,
    yearly_tco2e: npt.ArrayLike,
    planned_tco2e: npt.ArrayLike,
    years: npt.ArrayLike,
    after_year: Numbers,
    until_year: Numbers,
    labels: Labels = None,
    errors: ErrorMode = "raise",
) -> ExtraEmissions:
    """Compare two paths by all they emit, as a late start with the plan it misses (F19).

    Formula: `extra = C(path) - C(plan)`; `share = extra / C(plan)`. Both may meet the same target.

    Inputs: yearly_tco2e, planned_tco2e (n, m), t CO2e a year; the others and the errors as in
    `cumulative_emissions`. Outputs (n,): t CO2e, NaN where a year of the span is unknown; share, NaN where the
    plan's sum is not positive.
    Source: domain reference F19: Milano's line against the same end after six flat years, 48 % more.

    >>> late = extra_emissions(yearly_tco2e=[[100.0, 100.0, 20.0]], planned_tco2e=[[100.0, 60.0, 20.0]],
    ...                        years=[2020, 2021, 2022], after_year=[2020], until_year=[2022])
    >>> late.extra_tco2e.tolist(), late.extra_share.tolist()
    ([40.0], [0.5])
    """
    total, planned = (
        cumulative_emissions(
            yearly_tco2e=path,
            years=years,
            after_year=after_year,
            until_year=until_year,
            labels=labels,
            errors=errors,
        )
        for path in (yearly_tco2e, planned_tco2e)
    )
    extra = total - planned
    share = extra / np.where(planned > 0, planned, np.nan)
    return ExtraEmissions(total_tco2e=total, planned_tco2e=planned, extra_tco2e=extra, extra_share=share)


def population_budget(
    *,
    per_capita_tco2e: Numbers,
    population: Numbers,
    energy_share: Numbers,
    labels: Labels = None,
    errors: ErrorMode = "raise",
) -> Floats:
    """Give a city its part of a carbon budget by its people (F19); informative, no city is bound by it.

    Formula: `budget = per_capita x population x energy_share`.

    Inputs (n,): t CO2e a person from the first year of the budget on; persons; share of all emissions that the
    inventory covers (0-1); NaN where unknown. Output (n,): t CO2e, NaN where an input is unknown.
    Errors: a negative or infinite input, a share above 1: `EmissionsError` with the row, or NaN with
    `errors="mask"`.
    Source: Muenster's contract prints 14.7 Mt.

    >>> population_budget(per_capita_tco2e=[51.0], population=[310_000], energy_share=[0.93]).round(1).tolist()
    [14703300.0]
    """
    columns = {
        "per_capita_tco2e": to_floats(per_capita_tco2e),
        "population": to_floats(population),
        "energy_share": to_floats(energy_share),
    }
    faults = {
        "per_capita_tco2e is negative": columns["per_capita_tco2e"] < 0,
        "population is negative": columns["population"] < 0,
        "energy_share is not between 0 and 1": (columns["energy_share"] < 0) | (columns["energy_share"] > 1),
    }
    per_capita, population, share = without_faults(columns, faults, labels=labels, errors=errors).values()
    return per_capita * population * share


def budget_left(
    *,
    budget_tco2e: Numbers,
    after_year: Numbers,
    yearly_tco2e: npt.ArrayLike,
    years: npt.ArrayLike,
    labels: Labels = None,
    errors: ErrorMode = "raise",
) -> BudgetLeft:
    """Deduct each year's emissions from a budget; below zero it is exhausted (F19).

    Formula: `left(t) = budget - sum(E(i) for i in after + 1..t)`; the whole budget up to `after_year`.

    Inputs: budget_tco2e (n,), t CO2e; after_year (n,), NaN where unknown; yearly_tco2e (n, m), t CO2e a year,
    NaN where unknown; years (m,), strictly increasing.
    Outputs: left_tco2e (n, m), t CO2e, NaN from the first year that is unknown or not in the calendar;
    exhausted_year (n,), the first year that ends below zero.
    Errors: a negative budget, an infinite input: `EmissionsError` with the row, or NaN with `errors="mask"`.
    Source: Muenster and Aachen deduct each year's inventory.

    >>> budget = budget_left(budget_tco2e=[100.0], after_year=[2020], yearly_tco2e=[[70.0, 60.0, 50.0]],
    ...                      years=[2020, 2021, 2022])
    >>> budget.left_tco2e.tolist(), budget.exhausted_year.tolist()
    ([[100.0, 40.0, -10.0]], [2022.0])
    """
    columns = {"budget_tco2e": to_floats(budget_tco2e), "after_year": to_floats(after_year)}
    faults = {"budget_tco2e is negative": columns["budget_tco2e"] < 0}
    clean = without_faults(columns, faults, labels=labels, errors=errors)
    budget, after = clean["budget_tco2e"][:, None], clean["after_year"][:, None]
    calendar = to_years(years)
    is_spent = calendar > after
    spent = np.where(is_spent, to_floats(yearly_tco2e), 0.0).cumsum(axis=1)
    # A calendar with a hole, or that begins too late, has fewer years than have gone by.
    is_whole = is_spent.cumsum(axis=1) == np.maximum(calendar - after, 0.0)
    left = np.where(is_whole, budget - spent, np.nan)
    is_over = left < 0
    first = calendar[is_over.argmax(axis=1)]
    return BudgetLeft(left_tco2e=left, exhausted_year=np.where(is_over.any(axis=1), first, np.nan))
