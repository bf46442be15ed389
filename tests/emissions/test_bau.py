"""F12: what would happen without a plan."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emissions.bau import business_as_usual
from tests.emissions.refusals import assert_row_named_or_masked, assert_unknown_where_any_input_is
from tests.emissions.strategies import relaxed, tonnes

CITY: dict[str, Any] = {
    "baseline_tco2e": 500_000,
    "baseline_year": 2021,
    "activity_growth_share": 0.005,
    "replacement_share": 0.01,
}
YEARS = np.arange(2020, 2032)


def compute(**columns):
    return business_as_usual(**columns, years=YEARS)


def test_business_as_usual_gives_the_worked_example():
    years = business_as_usual(
        **{name: [value] for name, value in CITY.items()}, years=[2020, 2021, 2022, 2030]
    )
    np.testing.assert_allclose(years, [[np.nan, 500_000, 497_475, 477_728.7]], atol=0.05)


@pytest.mark.parametrize(
    ("growth", "replaced", "expected"),
    [(0.1, 0.0, 121.0), (-0.1, 0.0, 81.0), (0.0, 1.0, 0.0), (-0.5, 0.5, 6.25), (0.0, 0.0, 100.0)],
)
def test_business_as_usual_grows_and_is_replaced(growth, replaced, expected):
    line = business_as_usual(
        baseline_tco2e=[100],
        baseline_year=[2020],
        activity_growth_share=[growth],
        replacement_share=[replaced],
        years=[2019, 2020, 2022],
    )
    np.testing.assert_allclose(line, [[np.nan, 100, expected]], rtol=1e-12)


def test_business_as_usual_stays_unknown():
    assert_unknown_where_any_input_is(compute, CITY, numbers=list(CITY))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"baseline_tco2e": -1}, "baseline_tco2e is negative"),
        ({"activity_growth_share": -1}, "activity_growth_share is not above -1"),
        ({"replacement_share": -0.01}, "replacement_share is not between 0 and 1"),
        ({"replacement_share": 1.01}, "replacement_share is not between 0 and 1"),
        ({"baseline_year": -np.inf}, "baseline_year is not a finite number"),
    ],
)
def test_business_as_usual_names_or_masks_the_row_that_makes_no_sense(change, reason):
    assert_row_named_or_masked(compute, CITY, change, reason)


@relaxed
@given(tonnes, st.floats(-0.05, 0.05), st.floats(0, 0.1))
def test_business_as_usual_changes_by_the_same_share_every_year(baseline, growth, replaced):
    line = business_as_usual(
        baseline_tco2e=[baseline],
        baseline_year=[2020],
        activity_growth_share=[growth],
        replacement_share=[replaced],
        years=YEARS,
    )
    assert line[0, 0] == baseline
    np.testing.assert_allclose(line[0, 1:], line[0, :-1] * (1 + growth) * (1 - replaced), rtol=1e-9)
