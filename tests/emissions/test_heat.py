"""F6: heat and power share what their plant emits."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emissions.heat import split_plant
from tests.emissions.refusals import assert_row_named_or_masked, assert_unknown_where_any_input_is
from tests.emissions.strategies import relaxed, tonnes

PLANT: dict[str, Any] = {
    "heat_mwh": 600_000,
    "power_mwh": 400_000,
    "heat_efficiency": 0.9,
    "power_efficiency": 0.4,
    "total_tco2e": 300_000,
}


def split(**change):
    return split_plant(**{name: [value] for name, value in (PLANT | change).items()})


def stack(**columns):
    plant = split_plant(**columns)
    parts = [plant.heat_tco2e, plant.power_tco2e, plant.heat_factor_t_per_mwh, plant.power_factor_t_per_mwh]
    return np.stack(parts, axis=-1)


def test_split_plant_gives_the_worked_example():
    plant = split()
    assert plant.heat_tco2e.tolist() == [pytest.approx(120_000, abs=0.5)]
    assert plant.power_tco2e.tolist() == [pytest.approx(180_000, abs=0.5)]
    assert plant.heat_factor_t_per_mwh.tolist() == [pytest.approx(0.2, abs=1e-6)]
    assert plant.power_factor_t_per_mwh.tolist() == [pytest.approx(0.45, abs=1e-6)]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"power_mwh": 0}, [300_000, 0, 0.5, np.nan]),
        ({"heat_mwh": 0}, [0, 300_000, np.nan, 0.75]),
        ({"heat_mwh": 0, "power_mwh": 0}, [np.nan] * 4),
        ({"total_tco2e": 0}, [0, 0, 0, 0]),
        ({"heat_efficiency": 1, "power_efficiency": 1}, [180_000, 120_000, 0.3, 0.3]),
    ],
)
def test_split_plant_at_its_edges(change, expected):
    columns = {name: [value] for name, value in (PLANT | change).items()}
    np.testing.assert_allclose(stack(**columns), [expected], rtol=1e-12)


def test_split_plant_stays_unknown():
    assert_unknown_where_any_input_is(stack, PLANT, numbers=list(PLANT))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"heat_mwh": -1}, "heat_mwh is negative"),
        ({"power_mwh": -1}, "power_mwh is negative"),
        ({"total_tco2e": -1}, "total_tco2e is negative"),
        ({"heat_efficiency": 0}, "heat_efficiency is not above 0 and up to 1"),
        ({"heat_efficiency": 90}, "heat_efficiency is not above 0 and up to 1"),
        ({"power_efficiency": 0}, "power_efficiency is not above 0 and up to 1"),
        ({"power_efficiency": 1.01}, "power_efficiency is not above 0 and up to 1"),
        ({"total_tco2e": np.inf}, "total_tco2e is not a finite number"),
    ],
)
def test_split_plant_names_or_masks_the_row_that_makes_no_sense(change, reason):
    assert_row_named_or_masked(stack, PLANT, change, reason)


@relaxed
@given(st.floats(1, 1e6), st.floats(1, 1e6), st.floats(0.1, 1), st.floats(0.1, 1), tonnes)
def test_split_plant_conserves_tonnes(heat, power, heat_efficiency, power_efficiency, total):
    plant = split(
        heat_mwh=heat,
        power_mwh=power,
        heat_efficiency=heat_efficiency,
        power_efficiency=power_efficiency,
        total_tco2e=total,
    )
    np.testing.assert_allclose(plant.heat_tco2e + plant.power_tco2e, [total], rtol=1e-12)
    assert 0 <= plant.heat_tco2e[0] <= total * (1 + 1e-12)
