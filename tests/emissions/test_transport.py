"""F7: kilometres of vehicles, passengers and freight."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emissions.transport import transport_emissions, vehicle_km_of_freight, vehicle_km_of_passengers
from tests.emissions.refusals import assert_row_named_or_masked, assert_unknown_where_any_input_is
from tests.emissions.strategies import relaxed

CARS: dict[str, Any] = {"distance_vkm": 895e6, "factor_g_per_vkm": 188}
PASSENGERS: dict[str, Any] = {"transport_pkm": 3_003e6, "occupancy": 1.2}
FREIGHT: dict[str, Any] = {"transport_tkm": 100e6, "max_load_tonnes": 1.5, "utilisation_share": 0.4}


def as_columns(row):
    return {name: [value] for name, value in row.items()}


def test_transport_emissions_give_the_worked_example_of_cars():
    assert transport_emissions(**as_columns(CARS)).tolist() == [pytest.approx(168_260, abs=0.5)]


def test_transport_emissions_give_the_worked_example_of_passengers():
    distance = vehicle_km_of_passengers(**as_columns(PASSENGERS))
    emitted = transport_emissions(distance_vkm=distance, factor_g_per_vkm=[130])
    assert emitted.tolist() == [pytest.approx(325_325, abs=0.5)]


def test_transport_emissions_give_the_worked_example_of_freight():
    distance = vehicle_km_of_freight(**as_columns(FREIGHT))
    emitted = transport_emissions(distance_vkm=distance, factor_g_per_vkm=[216])
    assert emitted.tolist() == [pytest.approx(36_000, abs=0.5)]


@pytest.mark.parametrize(
    ("compute", "row"),
    [
        (transport_emissions, CARS),
        (vehicle_km_of_passengers, PASSENGERS),
        (vehicle_km_of_freight, FREIGHT),
    ],
)
def test_transport_stays_unknown(compute, row):
    assert_unknown_where_any_input_is(compute, row, numbers=list(row))


@pytest.mark.parametrize(
    ("compute", "row", "change", "reason"),
    [
        (transport_emissions, CARS, {"distance_vkm": -1}, "distance_vkm is negative"),
        (transport_emissions, CARS, {"factor_g_per_vkm": -1}, "factor_g_per_vkm is negative"),
        (transport_emissions, CARS, {"distance_vkm": np.inf}, "distance_vkm is not a finite number"),
        (vehicle_km_of_passengers, PASSENGERS, {"transport_pkm": -1}, "transport_pkm is negative"),
        (vehicle_km_of_passengers, PASSENGERS, {"occupancy": 0}, "occupancy is not positive"),
        (vehicle_km_of_passengers, PASSENGERS, {"occupancy": np.inf}, "occupancy is not a finite number"),
        (vehicle_km_of_freight, FREIGHT, {"transport_tkm": -1}, "transport_tkm is negative"),
        (vehicle_km_of_freight, FREIGHT, {"max_load_tonnes": 0}, "max_load_tonnes is not positive"),
        (
            vehicle_km_of_freight,
            FREIGHT,
            {"utilisation_share": 0},
            "utilisation_share is not above 0 and up to 1",
        ),
        (
            vehicle_km_of_freight,
            FREIGHT,
            {"utilisation_share": 40},
            "utilisation_share is not above 0 and up to 1",
        ),
    ],
)
def test_transport_names_or_masks_the_row_that_makes_no_sense(compute, row, change, reason):
    assert_row_named_or_masked(compute, row, change, reason)


def test_transport_of_nothing_emits_nothing_and_a_full_lorry_is_fine():
    assert transport_emissions(distance_vkm=[0], factor_g_per_vkm=[0]).tolist() == [0.0]
    assert vehicle_km_of_passengers(transport_pkm=[0], occupancy=[0.5]).tolist() == [0.0]
    full = vehicle_km_of_freight(transport_tkm=[30, 0], max_load_tonnes=[0.5, 3], utilisation_share=[1, 1])
    assert full.tolist() == [60.0, 0.0]


@relaxed
@given(st.floats(0, 1e9), st.floats(0.1, 60), st.floats(0.1, 60))
def test_fuller_vehicles_drive_less(transport, one, other):
    emptier, fuller = sorted((one, other))
    more, less = vehicle_km_of_passengers(transport_pkm=[transport] * 2, occupancy=[emptier, fuller])
    assert less <= more
