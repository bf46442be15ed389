"""F5: the local factor, and location and market beside each other."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emissions.electricity import electricity_emissions, local_electricity_factor
from tests.emissions.refusals import assert_row_named_or_masked, assert_unknown_where_any_input_is
from tests.emissions.strategies import relaxed

LOCAL: dict[str, Any] = {
    "consumption_mwh": 1_000_000,
    "local_production_mwh": 100_000,
    "local_production_tco2e": 0,
    "green_purchases_mwh": 50_000,
    "green_purchases_tco2e": 0,
    "grid_factor": 0.285,
}
NOTHING_LOCAL = {"local_production_mwh": 0, "green_purchases_mwh": 0}
BOUGHT: dict[str, Any] = {
    "consumption_mwh": 1_000,
    "location_factor": 0.25,
    "certified_mwh": 400,
    "residual_mix_factor": 0.5,
    "certified_factor": 0.01,
}


def as_columns(row, **change):
    return {name: [value] for name, value in (row | change).items()}


def test_local_electricity_factor_gives_the_worked_example():
    assert local_electricity_factor(**as_columns(LOCAL)).tolist() == [pytest.approx(0.24225, abs=1e-9)]


def test_local_electricity_factor_adds_what_local_plants_and_purchases_emit():
    emitting = as_columns(LOCAL, local_production_tco2e=20_000, green_purchases_tco2e=1_000)
    assert local_electricity_factor(**emitting).tolist() == [pytest.approx(0.26325, abs=1e-9)]


def test_local_electricity_factor_of_a_place_that_makes_all_it_uses_has_no_grid_in_it():
    own = as_columns(LOCAL, local_production_mwh=950_000, local_production_tco2e=95_000)
    assert local_electricity_factor(**own).tolist() == [pytest.approx(0.095, abs=1e-12)]


def test_local_electricity_factor_of_a_very_small_place_is_computed_too():
    small = as_columns(LOCAL, consumption_mwh=0.5, **NOTHING_LOCAL)
    assert local_electricity_factor(**small).tolist() == [0.285]


def test_local_electricity_factor_stays_unknown():
    assert_unknown_where_any_input_is(local_electricity_factor, LOCAL, numbers=list(LOCAL))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (
            {"consumption_mwh": 0, **NOTHING_LOCAL},
            "consumption_mwh is not positive",
        ),
        ({"consumption_mwh": -1}, "consumption_mwh is negative"),
        ({"local_production_mwh": -1}, "local_production_mwh is negative"),
        ({"local_production_tco2e": -1}, "local_production_tco2e is negative"),
        ({"green_purchases_mwh": -1}, "green_purchases_mwh is negative"),
        ({"green_purchases_tco2e": -1}, "green_purchases_tco2e is negative"),
        ({"grid_factor": -0.1}, "grid_factor is negative"),
        ({"grid_factor": np.inf}, "grid_factor is not a finite number"),
        (
            {"local_production_mwh": 950_001},
            "local production and green purchases are above consumption_mwh",
        ),
    ],
)
def test_local_electricity_factor_names_or_masks_the_row_that_makes_no_sense(change, reason):
    assert_row_named_or_masked(local_electricity_factor, LOCAL, change, reason)


def test_electricity_emissions_keep_location_and_market_apart():
    both = electricity_emissions(**as_columns(BOUGHT))
    assert (both.location_tco2e.tolist(), both.market_tco2e.tolist()) == ([250.0], [304.0])


def test_certified_power_counts_zero_by_convention():
    columns = as_columns(BOUGHT)
    del columns["certified_factor"]
    assert electricity_emissions(**columns).market_tco2e.tolist() == [300.0]


def test_electricity_emissions_know_each_view_by_its_own_inputs():
    is_unknown = {}
    for name in BOUGHT:
        both = electricity_emissions(**as_columns(BOUGHT, **{name: None}))
        is_unknown[name] = np.isnan([both.location_tco2e[0], both.market_tco2e[0]]).tolist()
    assert is_unknown == {
        "consumption_mwh": [True, True],
        "location_factor": [True, False],
        "certified_mwh": [False, True],
        "residual_mix_factor": [False, True],
        "certified_factor": [False, True],
    }


def test_power_that_is_all_certified_needs_no_residual_mix():
    both = electricity_emissions(**as_columns(BOUGHT, certified_mwh=1_000, residual_mix_factor=None))
    assert both.market_tco2e.tolist() == [10.0]


@pytest.mark.parametrize("view", ["location_tco2e", "market_tco2e"])
@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"consumption_mwh": -1}, "consumption_mwh is negative"),
        ({"location_factor": -1}, "location_factor is negative"),
        ({"certified_mwh": -1}, "certified_mwh is negative"),
        ({"residual_mix_factor": -1}, "residual_mix_factor is negative"),
        ({"certified_factor": -1}, "certified_factor is negative"),
        ({"certified_mwh": 1_001}, "certified_mwh is above consumption_mwh"),
        ({"consumption_mwh": np.inf}, "consumption_mwh is not a finite number"),
    ],
)
def test_electricity_emissions_name_or_mask_the_row_that_makes_no_sense(change, reason, view):
    def compute(**columns):
        return getattr(electricity_emissions(**columns), view)

    assert_row_named_or_masked(compute, BOUGHT, change, reason)


@relaxed
@given(st.floats(0, 1), st.floats(0, 1), st.floats(0.01, 1))
def test_more_clean_power_of_its_own_never_raises_the_local_factor(one, other, grid):
    less, more = sorted((one, other))
    low, high = (
        local_electricity_factor(**as_columns(LOCAL, local_production_mwh=900_000 * share, grid_factor=grid))
        for share in (more, less)
    )
    assert 0.0 <= low[0] <= high[0] <= grid
