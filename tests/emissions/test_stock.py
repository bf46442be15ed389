"""F14: the closed form against the step of one year."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emissions.stock import stock_turnover
from tests.emissions.refusals import assert_row_named_or_masked, assert_unknown_where_any_input_is
from tests.emissions.strategies import relaxed

CARS: dict[str, Any] = {
    "start_factor": 130,
    "start_year": 2021,
    "removed_share": 0.08,
    "inserted_share": 0.08,
    "new_factor": 95,
}
YEARS = np.arange(2020, 2031)


def compute(**columns):
    return stock_turnover(**columns, years=YEARS)


def test_stock_turnover_gives_the_worked_example():
    cars = {name: [value] for name, value in CARS.items()}
    factor = stock_turnover(**cars, years=[2020, 2021, 2022, 2023])
    np.testing.assert_allclose(factor, [[np.nan, 130, 127.2, 124.624]], atol=1e-9)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"removed_share": 0, "inserted_share": 0}, [130, 130, 130]),
        ({"removed_share": 0, "inserted_share": 0.1}, [130, 139.5, 149]),
        ({"removed_share": 1, "inserted_share": 1}, [130, 95, 95]),
        ({"removed_share": 1, "inserted_share": 0}, [130, 0, 0]),
        ({"removed_share": 1e-300, "inserted_share": 0.1}, [130, 139.5, 149]),
        ({"removed_share": 0.5, "inserted_share": 0.1, "new_factor": 10}, [130, 66, 34]),
    ],
)
def test_stock_turnover_at_its_edges(change, expected):
    row = {name: [value] for name, value in (CARS | change).items()}
    np.testing.assert_allclose(stock_turnover(**row, years=[2021, 2022, 2023]), [expected], atol=1e-9)


def test_stock_turnover_stays_unknown():
    assert_unknown_where_any_input_is(compute, CARS, numbers=list(CARS))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"start_factor": -1}, "start_factor is negative"),
        ({"new_factor": -1}, "new_factor is negative"),
        ({"removed_share": -0.01}, "removed_share is not between 0 and 1"),
        ({"removed_share": 8}, "removed_share is not between 0 and 1"),
        ({"inserted_share": -0.01}, "inserted_share is negative"),
        ({"start_year": np.inf}, "start_year is not a finite number"),
    ],
)
def test_stock_turnover_names_or_masks_the_row_that_makes_no_sense(change, reason):
    assert_row_named_or_masked(compute, CARS, change, reason)


def test_stock_turnover_may_start_clean_and_end_clean():
    row = {name: [value] for name, value in (CARS | {"start_factor": 0, "new_factor": 0}).items()}
    assert stock_turnover(**row, years=[2021, 2025]).tolist() == [[0.0, 0.0]]


@relaxed
@given(st.floats(0, 300), st.floats(0, 1), st.floats(0, 1), st.floats(0, 300))
def test_stock_turnover_steps_from_year_to_year(start, removed, inserted, new):
    row = {
        **CARS,
        "start_factor": start,
        "removed_share": removed,
        "inserted_share": inserted,
        "new_factor": new,
    }
    factor = compute(**{name: [value] for name, value in row.items()})[0, 1:]
    np.testing.assert_allclose(factor[1:], factor[:-1] * (1 - removed) + new * inserted, rtol=1e-7, atol=1e-7)


@relaxed
@given(st.floats(0, 300), st.floats(0, 1), st.floats(0, 300))
def test_a_stock_that_keeps_its_size_stays_between_old_and_new(start, renewed, new):
    row = {
        **CARS,
        "start_factor": start,
        "removed_share": renewed,
        "inserted_share": renewed,
        "new_factor": new,
    }
    factor = compute(**{name: [value] for name, value in row.items()})[0, 1:]
    low, high = sorted((start, new))
    assert bool(((factor >= low - 1e-7) & (factor <= high + 1e-7)).all())
