"""F16: one year's grid for all actions of a scenario."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emissions.errors import EmissionsError
from emissions.grid import energy_input, grid_savings
from tests.emissions.refusals import assert_row_named_or_masked, assert_unknown_where_any_input_is
from tests.emissions.strategies import relaxed

COLUMNS = ["scenario", "displaced_fuel_mwh", "fuel_factor", "new_electricity_mwh"]
GRID = [("today", 2021, 0.247), ("2030", 2030, 0.100)]


def make_actions(*rows):
    return pd.DataFrame(rows, columns=COLUMNS, index=[f"a{place}" for place in range(len(rows))])


def make_grid(*rows):
    index = [f"g{place}" for place in range(len(rows))]
    return pd.DataFrame(rows, columns=["scenario", "year", "grid_factor"], index=index)


def heat_pump(scenario):
    fuel, electricity = energy_input(output_mwh=[1_000, 1_000], efficiency=[0.9, 3])
    return (scenario, fuel, 0.20196, electricity)


def test_energy_input_gives_fuel_and_electricity():
    taken = energy_input(output_mwh=[1_000, 1_000, 0], efficiency=[0.9, 3, 3])
    np.testing.assert_allclose(taken, [1_111.11, 333.33, 0], atol=0.005)


def test_energy_input_stays_unknown():
    row = {"output_mwh": 1, "efficiency": 1}
    assert_unknown_where_any_input_is(energy_input, row, numbers=list(row))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"output_mwh": -1}, "output_mwh is negative"),
        ({"efficiency": 0}, "efficiency is not positive"),
        ({"efficiency": np.inf}, "efficiency is not a finite number"),
    ],
)
def test_energy_input_names_or_masks_the_row_that_makes_no_sense(change, reason):
    assert_row_named_or_masked(energy_input, {"output_mwh": 1, "efficiency": 0.9}, change, reason)


def test_grid_savings_give_the_worked_example():
    savings = grid_savings(make_actions(heat_pump("2030"), heat_pump("today")), make_grid(*GRID))
    assert savings.index.tolist() == ["a0", "a1"]
    assert savings.columns.tolist() == ["grid_year", "fuel_tco2e", "electricity_tco2e", "saving_tco2e"]
    np.testing.assert_allclose(
        savings, [[2030, 224.40, 33.33, 191.07], [2021, 224.40, 82.33, 142.07]], atol=0.005
    )


def test_grid_savings_of_solar_power_are_its_production_and_may_be_negative_for_demand():
    actions = make_actions(("today", 0, 0, -1_000), ("today", 0, 0, 1_000))
    assert grid_savings(actions, make_grid(*GRID))["saving_tco2e"].tolist() == [247.0, -247.0]


def test_grid_savings_stay_unknown_part_by_part():
    actions = make_actions(
        ("x", None, 0.2, 10), ("x", 10, None, 10), ("x", 10, 0.2, None), ("y", 10, 0.2, 10)
    )
    savings = grid_savings(actions, make_grid(("x", 2030, 0.1), ("y", 2030, None)))
    np.testing.assert_allclose(savings["fuel_tco2e"], [np.nan, np.nan, 2, 2])
    np.testing.assert_allclose(savings["electricity_tco2e"], [1, 1, np.nan, np.nan])
    np.testing.assert_array_equal(savings["saving_tco2e"], [np.nan] * 4)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (("2030", 2031, 0.2), "scenario has a grid factor already"),
        (("2050", None, 0.2), "year is not a finite number"),
        (("2050", 2050, -0.2), "grid_factor is negative"),
        (("2050", 2050, np.inf), "grid_factor is not a finite number"),
    ],
)
def test_grid_savings_refuse_a_second_year_in_one_scenario_and_what_makes_no_sense(row, reason):
    with pytest.raises(EmissionsError) as caught:
        grid_savings(make_actions(heat_pump("2030")), make_grid(*GRID, row), errors="mask")
    assert (caught.value.row, caught.value.reason) == ("g2", reason)


def test_grid_savings_name_the_action_without_a_scenario():
    with pytest.raises(EmissionsError) as caught:
        grid_savings(make_actions(heat_pump("2030"), heat_pump("2050")), make_grid(*GRID), errors="mask")
    assert (caught.value.row, caught.value.reason) == ("a1", "scenario has no grid factor")


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (("2030", -1, 0.2, 1), "displaced_fuel_mwh is negative"),
        (("2030", 1, -0.2, 1), "fuel_factor is negative"),
        (("2030", 1, 0.2, np.inf), "new_electricity_mwh is not a finite number"),
    ],
)
def test_grid_savings_name_or_mask_the_action_that_makes_no_sense(row, reason):
    actions = make_actions(heat_pump("2030"), row)
    with pytest.raises(EmissionsError) as caught:
        grid_savings(actions, make_grid(*GRID))
    assert (caught.value.row, caught.value.reason) == ("a1", reason)
    masked = grid_savings(actions, make_grid(*GRID), errors="mask")
    np.testing.assert_allclose(masked["saving_tco2e"], [191.07, np.nan], atol=0.005)


@relaxed
@given(st.floats(0, 1e6), st.floats(0, 1e6), st.floats(0, 1), st.floats(0, 1))
def test_a_cleaner_grid_never_lowers_the_saving_of_electrification(fuel, electricity, one, other):
    cleaner, dirtier = sorted((one, other))
    actions = make_actions(("clean", fuel, 0.2, electricity), ("dirty", fuel, 0.2, electricity))
    savings = grid_savings(actions, make_grid(("dirty", 2021, dirtier), ("clean", 2030, cleaner)))[
        "saving_tco2e"
    ]
    assert savings["a0"] >= savings["a1"]
