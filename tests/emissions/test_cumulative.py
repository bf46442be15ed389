"""F19: yearly sums, never trapezoids."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emissions.cumulative import cumulative_emissions, cumulative_linear
from emissions.errors import EmissionsError
from emissions.trajectory import linear_trajectory, milestone_trajectory
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
