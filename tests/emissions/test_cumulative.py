"""F19: yearly sums, never trapezoids."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emissions.cumulative import (
    budget_left,
    cumulative_emissions,
    cumulative_linear,
    extra_emissions,
    population_budget,
)
from emissions.errors import EmissionsError
from emissions.trajectory import linear_trajectory, milestone_trajectory
from tests.emissions.refusals import assert_row_named_or_masked, assert_unknown_where_any_input_is
from tests.emissions.strategies import relaxed, tonnes

YEARS = np.arange(2021, 2031)
BASELINE, TARGET = 4_567_402.0, 913_480.4


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        pytest.param({2021: BASELINE, 2030: TARGET}, 22_837_010.0, id="straight line"),
        pytest.param({2021: BASELINE, 2027: BASELINE, 2030: TARGET}, 33_798_774.8, id="late start, same end"),
    ],
)
def test_cumulative_emissions_tell_paths_with_one_end_apart(points, expected):
    frame = pd.DataFrame({"contract": "milano", "year": points.keys(), "tco2e": points.values()})
    yearly = milestone_trajectory(frame, contracts=pd.Index(["milano"]), years=YEARS)
    total = cumulative_emissions(yearly_tco2e=yearly, years=YEARS, after_year=[2021], until_year=[2030])
    assert total.tolist() == [pytest.approx(expected, abs=0.5)]


def test_cumulative_emissions_take_a_span_of_each_row():
    total = cumulative_emissions(
        yearly_tco2e=[[1, 2, 4], [1, 2, 4], [1, 2, 4]],
        years=[2020, 2021, 2022],
        after_year=[2019, 2020, 2021],
        until_year=[2022, 2021, 2021],
    )
    assert total.tolist() == [7.0, 2.0, 0.0]


@pytest.mark.parametrize(
    ("yearly", "after", "until"),
    [
        ([1, np.nan, 4], 2019, 2022),
        ([1, 2, 4], 2019, 2023),
        ([1, 2, 4], 2018, 2022),
        ([1, 2, 4], np.nan, 2022),
    ],
)
def test_cumulative_emissions_are_unknown_where_a_year_is(yearly, after, until):
    total = cumulative_emissions(
        yearly_tco2e=[yearly], years=[2020, 2021, 2022], after_year=[after], until_year=[until]
    )
    np.testing.assert_array_equal(total, [np.nan])


def test_cumulative_emissions_ignore_unknown_years_outside_the_span():
    total = cumulative_emissions(
        yearly_tco2e=[[np.nan, 2, 4]], years=[2020, 2021, 2022], after_year=[2020], until_year=[2022]
    )
    assert total.tolist() == [6.0]


@pytest.mark.parametrize(
    ("after", "until", "reason"),
    [
        (2022, 2021, "until_year is before after_year"),
        (-np.inf, 2021, "after_year is not a finite number"),
        (2020, np.inf, "until_year is not a finite number"),
    ],
)
def test_cumulative_emissions_name_or_mask_the_row_that_makes_no_sense(after, until, reason):
    columns: dict[str, Any] = {
        "yearly_tco2e": [[2], [2]],
        "years": [2021],
        "after_year": [2020, after],
        "until_year": [2021, until],
    }
    with pytest.raises(EmissionsError) as caught:
        cumulative_emissions(**columns, labels=["good", "bad"])
    assert (caught.value.row, caught.value.reason) == ("bad", reason)
    np.testing.assert_array_equal(cumulative_emissions(**columns, errors="mask"), [2, np.nan])


def test_cumulative_linear_stays_unknown():
    total = cumulative_linear(
        baseline_tco2e=[1, 1], target_tco2e=[None, 1], baseline_year=[2021, 2021], target_year=[2030, None]
    )
    np.testing.assert_array_equal(total, [np.nan, np.nan])


@relaxed
@given(st.integers(2000, 2025), st.integers(1, 30), tonnes, tonnes)
def test_cumulative_linear_is_the_sum_over_the_line(start, span, baseline, target):
    years = np.arange(start, start + span + 1)
    columns: dict[str, Any] = {
        "baseline_year": [start],
        "target_year": [start + span],
        "baseline_tco2e": [baseline],
        "target_tco2e": [target],
    }
    summed = cumulative_emissions(
        yearly_tco2e=linear_trajectory(**columns, years=years),
        years=years,
        after_year=[start],
        until_year=[start + span],
    )
    np.testing.assert_allclose(cumulative_linear(**columns), summed, rtol=1e-9, atol=1e-6)


LATE = {2021: BASELINE, 2027: BASELINE, 2030: TARGET}
MUENSTER: dict[str, Any] = {"per_capita_tco2e": 51, "population": 310_000, "energy_share": 0.93}


def test_a_late_start_costs_the_worked_extra_tonnes():
    frame = pd.DataFrame({"contract": "milano", "year": LATE.keys(), "tco2e": LATE.values()})
    late = milestone_trajectory(frame, contracts=pd.Index(["milano"]), years=YEARS)
    planned = linear_trajectory(
        baseline_year=[2021],
        target_year=[2030],
        baseline_tco2e=[BASELINE],
        target_tco2e=[TARGET],
        years=YEARS,
    )
    extra = extra_emissions(
        yearly_tco2e=late, planned_tco2e=planned, years=YEARS, after_year=[2021], until_year=[2030]
    )
    assert extra.total_tco2e.tolist() == [pytest.approx(33_798_774.8, abs=0.5)]
    assert extra.planned_tco2e.tolist() == [pytest.approx(22_837_010.0, abs=0.5)]
    assert extra.extra_tco2e.tolist() == [pytest.approx(10_961_764.8, abs=0.5)]
    assert extra.extra_share.tolist() == [pytest.approx(0.480, abs=0.0005)]


def test_extra_emissions_stay_unknown_and_have_no_share_of_nothing():
    extra = extra_emissions(
        yearly_tco2e=[[5.0], [np.nan], [5.0], [5.0]],
        planned_tco2e=[[0.0], [1.0], [np.nan], [1.0]],
        years=[2021],
        after_year=[2020, 2020, 2020, 2022],
        until_year=[2021] * 4,
        errors="mask",
    )
    np.testing.assert_array_equal(extra.extra_tco2e, [5, np.nan, np.nan, np.nan])
    np.testing.assert_array_equal(extra.extra_share, [np.nan] * 4)


def test_extra_emissions_name_the_row_whose_years_stand_in_the_wrong_order():
    with pytest.raises(EmissionsError) as caught:
        extra_emissions(
            yearly_tco2e=[[1.0]],
            planned_tco2e=[[1.0]],
            years=[2021],
            after_year=[2022],
            until_year=[2021],
            labels=["bad"],
        )
    assert (caught.value.row, caught.value.reason) == ("bad", "until_year is before after_year")


def test_population_budget_gives_the_worked_example():
    budget = population_budget(**{name: [value] for name, value in MUENSTER.items()})
    assert budget.tolist() == [pytest.approx(14_703_300, abs=0.5)]


def test_population_budget_stays_unknown():
    assert_unknown_where_any_input_is(population_budget, MUENSTER, numbers=list(MUENSTER))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"per_capita_tco2e": -1}, "per_capita_tco2e is negative"),
        ({"population": -1}, "population is negative"),
        ({"energy_share": -0.01}, "energy_share is not between 0 and 1"),
        ({"energy_share": 93}, "energy_share is not between 0 and 1"),
        ({"population": np.inf}, "population is not a finite number"),
    ],
)
def test_population_budget_names_or_masks_the_row_that_makes_no_sense(change, reason):
    assert_row_named_or_masked(population_budget, MUENSTER, change, reason)


def test_population_budget_may_cover_nothing_or_everything():
    budget = population_budget(per_capita_tco2e=[0, 2], population=[3, 3], energy_share=[0, 1])
    assert budget.tolist() == [0.0, 6.0]
    nobody = population_budget(per_capita_tco2e=[0.5], population=[0], energy_share=[0.5])
    assert nobody.tolist() == [0.0]


def test_budget_left_deducts_each_year_and_names_the_one_that_overdraws():
    budget = budget_left(
        budget_tco2e=[100, 130, 1_000],
        after_year=[2020, 2020, 2021],
        yearly_tco2e=[[70, 60, 50, 40]] * 3,
        years=[2020, 2021, 2022, 2023],
    )
    expected = [[100, 40, -10, -50], [130, 70, 20, -20], [1_000, 1_000, 950, 910]]
    np.testing.assert_array_equal(budget.left_tco2e, expected)
    np.testing.assert_array_equal(budget.exhausted_year, [2022, 2023, np.nan])


def test_a_budget_used_to_the_last_tonne_is_not_exhausted():
    budget = budget_left(budget_tco2e=[60], after_year=[2020], yearly_tco2e=[[60, 0]], years=[2021, 2022])
    np.testing.assert_array_equal(budget.left_tco2e, [[0, 0]])
    np.testing.assert_array_equal(budget.exhausted_year, [np.nan])


def test_a_budget_overdrawn_by_a_part_of_a_tonne_is_exhausted():
    budget = budget_left(budget_tco2e=[60], after_year=[2020], yearly_tco2e=[[60, 0.5]], years=[2021, 2022])
    np.testing.assert_array_equal(budget.exhausted_year, [2022])


@pytest.mark.parametrize(
    ("row", "years", "expected"),
    [
        ({"yearly_tco2e": [[1, np.nan, 1]]}, [2021, 2022, 2023], [9, np.nan, np.nan]),
        ({}, [2021, 2023, 2024], [9, np.nan, np.nan]),
        ({}, [2022, 2023, 2024], [np.nan, np.nan, np.nan]),
        ({"after_year": [None]}, [2021, 2022, 2023], [np.nan, np.nan, np.nan]),
        ({"budget_tco2e": [None]}, [2021, 2022, 2023], [np.nan, np.nan, np.nan]),
        ({}, [2019, 2020, 2021], [10, 10, 9]),
        ({"budget_tco2e": [0]}, [2021, 2022, 2023], [-1, -2, -3]),
    ],
)
def test_budget_left_is_unknown_from_the_first_unknown_year_on(row, years, expected):
    columns: dict[str, Any] = {"budget_tco2e": [10], "after_year": [2020], "yearly_tco2e": [[1, 1, 1]]}
    np.testing.assert_array_equal(budget_left(**(columns | row), years=years).left_tco2e, [expected])


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"budget_tco2e": -1}, "budget_tco2e is negative"),
        ({"budget_tco2e": np.inf}, "budget_tco2e is not a finite number"),
        ({"after_year": -np.inf}, "after_year is not a finite number"),
    ],
)
def test_budget_left_names_or_masks_the_row_that_makes_no_sense(change, reason):
    def compute(**columns):
        return budget_left(**columns, years=[2021, 2022]).left_tco2e

    row = {"budget_tco2e": 10, "after_year": 2020, "yearly_tco2e": [4, 5]}
    assert_row_named_or_masked(compute, row, change, reason)


@relaxed
@given(tonnes, st.lists(tonnes, min_size=1, max_size=10))
def test_budget_left_and_cumulative_emissions_sum_to_the_budget(budget, yearly):
    years = np.arange(2021, 2021 + len(yearly))
    left = budget_left(budget_tco2e=[budget], after_year=[2020], yearly_tco2e=[yearly], years=years)
    spent = cumulative_emissions(
        yearly_tco2e=[yearly], years=years, after_year=[2020], until_year=[2020 + len(yearly)]
    )
    np.testing.assert_allclose(left.left_tco2e[:, -1] + spent, [budget], atol=1e-5)
    assert bool((np.diff(left.left_tco2e) <= 0).all())
