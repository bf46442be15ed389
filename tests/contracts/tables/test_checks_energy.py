"""Energy, scopes and emission factors."""

from typing import Any

import pytest

from tests.contracts.tables.checking import check, emissions_row, found, names


@pytest.mark.parametrize(
    ("row", "checks"),
    [
        ({"sector": "buildings", "carrier": "Gas naturale", "scope_2": "5"}, ["scope_fuel_as_two"]),
        ({"sector": "buildings", "carrier": "Gasolio", "scope_2": "5"}, ["scope_fuel_as_two"]),
        ({"sector": "buildings", "carrier": "Heizöl", "scope_2": "5"}, ["scope_fuel_as_two"]),
        ({"sector": "buildings", "carrier": "Gas", "scope_1": "5"}, []),
        ({"sector": "buildings", "carrier": "Gas", "scope_2": "0"}, []),
        ({"sector": "buildings", "carrier": "District heating (gas)", "scope_2": "5"}, []),
        ({"sector": "buildings", "carrier": "Electricity from gas", "scope_2": "5"}, []),
        (
            {"sector": "transport", "carrier": "Energia elettrica", "scope_1": "5"},
            ["scope_electricity_as_one"],
        ),
        ({"sector": "transport", "carrier": "Electricity (own photovoltaic)", "scope_1": "5"}, []),
        ({"sector": "transport", "carrier": "Electricity", "scope_2": "5"}, []),
        ({"sector": "buildings", "carrier": "Electricity", "scope_1": "5"}, []),
        ({"sector": "transport", "carrier": "Benzina", "scope_1": "5"}, []),
    ],
)
def test_carriers_stand_in_a_scope_they_can_have(row: dict[str, Any], checks: list[str]) -> None:
    assert names({"energy_use": [row]}) == checks


@pytest.mark.parametrize(
    ("row", "checks"),
    [
        (emissions_row("ippu", None, None, 5), ["scope_process_as_three"]),
        (emissions_row("afolu", None, None, 5), ["scope_land_as_three"]),
        (emissions_row("ippu", 9, None, 5), []),
        (emissions_row("ippu", None, None, "NE"), []),
        (emissions_row("waste", None, None, 5), []),
    ],
)
def test_what_happens_inside_is_not_scope_three(row: dict[str, Any], checks: list[str]) -> None:
    assert names({"emissions": [row]}) == checks


USE = [
    {"sector": "buildings", "carrier": "Natural gas", "scope_1": "1000000"},
    {"sector": "buildings", "carrier": "Oil", "scope_1": "0"},
    {"sector": "buildings", "carrier": "Electricity", "scope_2": "500000"},
    {"sector": "transport", "carrier": "Hydrogen", "scope_1": "500"},
]
FACTORS = [
    {"carrier": "natural gas", "total": "202", "unit": "kg CO2eq/MWh"},
    {"carrier": "Electricity", "total": "0.25", "unit": "t/MWh"},
]


@pytest.mark.parametrize(
    ("scopes", "expected"),
    [
        ((202_000, 125_000), []),
        ((202_020, 125_000), []),
        ((202_100, 125_000), [("energy_factor_product", "note", "buildings")]),
        ((210_000, 125_000), [("energy_factor_product", "warning", "buildings")]),
        ((202_000, 125), [("energy_unit_slip", "warning", "buildings")]),
        ((None, 0), []),
    ],
)
def test_energy_times_factor_gives_the_emissions(scopes: Any, expected: list[tuple[str, str, str]]) -> None:
    emissions = [
        emissions_row("buildings", *scopes),
        emissions_row("transport", 70),
        emissions_row("waste", 5),
    ]
    tables = {"energy_use": USE, "emission_factors": FACTORS, "emissions": emissions}
    assert found(tables) == expected


def test_parts_of_a_sector_are_not_held_against_all_its_energy() -> None:
    emissions = [emissions_row("buildings", 5, label="Homes")]
    assert names({"energy_use": USE, "emission_factors": FACTORS, "emissions": emissions}) == []


@pytest.mark.parametrize(
    ("factor", "checks"),
    [
        ({"carrier": "Gas", "total": "0.202", "unit": "t/MWh"}, []),
        ({"carrier": "Gas", "total": "202", "unit": "t/MWh"}, ["factor_unit_slip"]),
        ({"carrier": "Gas", "total": "0.202", "unit": "kg/MWh"}, ["factor_unit_slip"]),
        ({"carrier": "Gas", "total": "56.1", "unit": "kg/GJ"}, []),
        ({"carrier": "Gas", "total": "56.1", "unit": "nobody knows"}, []),
        ({"carrier": "Gas", "total": "NE", "unit": "t/MWh"}, []),
        ({"carrier": "Biogas", "total": "0.0002", "unit": "t/MWh"}, []),
        ({"carrier": "Waste", "total": "500", "unit": "t/MWh"}, []),
    ],
)
def test_factors_of_fuels_lie_in_a_known_range(factor: dict[str, Any], checks: list[str]) -> None:
    assert names({"emission_factors": [factor]}) == checks


def test_factor_without_a_number_or_unit_gives_no_product() -> None:
    emissions = [emissions_row("buildings", 7)]
    for factor in ({"carrier": "Natural gas", "unit": "t/MWh"}, {"carrier": "Natural gas", "total": "5"}):
        assert check({"energy_use": USE[:1], "emission_factors": [factor], "emissions": emissions}) == []
