"""Figures that arrive before the inventory: ratios, shares, months, units."""

import numpy as np
import pandas as pd
import pytest

from emissions.errors import EmissionsError
from emissions.proxies import read_proxies

SECTORS = pd.Index(["waste", "buildings", "transport"])
WASTE, BUILDINGS, TRANSPORT = range(3)


def make_values(*rows):
    """Rows of (kind, year, value) or (kind, year, month, value) of contract 0."""
    full = [(kind, year, *([None, *rest] if len(rest) == 1 else rest)) for kind, year, *rest in rows]
    frame = pd.DataFrame(full, columns=["kind", "year", "month", "value"])
    return frame.assign(contract=0)


def read(*rows, horizon=3, last_year=(2021.0,), sectors=SECTORS, **options):
    return read_proxies(
        make_values(*rows), last_year=np.array(last_year), sectors=sectors, horizon=horizon, **options
    )


def months(kind, year, values):
    return [(kind, year, month, value) for month, value in values.items()]


@pytest.mark.parametrize(
    ("kind", "sector", "share"),
    [
        ("gas_sold", BUILDINGS, 0.50),
        ("electricity_sold", BUILDINGS, 0.40),
        ("grid_factor", BUILDINGS, 0.40),
        ("heating_degree_days", BUILDINGS, 0.50 * 0.75),
        ("traffic", TRANSPORT, 0.90),
        ("waste_collected", WASTE, 0.50),
    ],
)
def test_each_kind_moves_its_share_of_its_sector(kind, sector, share):
    found = read((kind, 2021, 200.0), (kind, 2022, 150.0), horizon=1)
    expected = np.zeros((1, 3, 2))
    expected[0, sector, 1] = -0.25 * share
    np.testing.assert_allclose(found.change_share, expected, atol=1e-15)


def test_electricity_and_the_grid_factor_multiply():
    found = read(
        ("electricity_sold", 2021, 10.0), ("electricity_sold", 2022, 12.0),
        ("grid_factor", 2021, 0.3), ("grid_factor", 2022, 0.24), horizon=1,
    )  # fmt: skip
    np.testing.assert_allclose(found.change_share[0, BUILDINGS], [0, 0.4 * (1.2 * 0.8 - 1)])


def test_gas_knows_the_weather_already():
    found = read(
        ("gas_sold", 2021, 10.0), ("gas_sold", 2022, 9.0),
        ("heating_degree_days", 2021, 2000), ("heating_degree_days", 2022, 1000), horizon=1,
    )  # fmt: skip
    np.testing.assert_allclose(found.change_share[0, BUILDINGS], [0, -0.05])


def test_a_ratio_holds_until_the_next_but_the_weather_does_not():
    sales = read(("traffic", 2021, 100.0), ("traffic", 2022, 90.0))
    np.testing.assert_allclose(sales.change_share[0, TRANSPORT], [0, -0.09, -0.09, -0.09])
    weather = read(("heating_degree_days", 2021, 100.0), ("heating_degree_days", 2022, 80.0))
    np.testing.assert_allclose(weather.change_share[0, BUILDINGS], [0, -0.075, 0, 0])


def test_what_a_figure_sees_is_told_with_its_latest_year():
    found = read(("traffic", 2021, 100.0), ("traffic", 2022, 90.0), ("gas_sold", 2023, 90.0))
    told = {(part.sector, part.share): part.years_after.tolist() for part in found.seen}
    assert told == {
        (BUILDINGS, 0.5): [[0, 0, 0, 0]],
        (BUILDINGS, 0.4): [[0, 0, 0, 0]],
        (TRANSPORT, 0.9): [[0, 1, 1, 1]],
        (WASTE, 0.5): [[0, 0, 0, 0]],
    }


def test_sectors_that_are_not_computed_are_left_alone():
    found = read(("traffic", 2021, 100.0), ("traffic", 2022, 90.0), sectors=pd.Index(["ippu"]))
    np.testing.assert_array_equal(found.change_share, np.zeros((1, 1, 4)))
    assert found.seen == ()


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([("traffic", 2022, 90.0)], id="no value of the inventory's year"),
        pytest.param([("traffic", 2021, 0.0), ("traffic", 2022, 90.0)], id="nothing in the inventory's year"),
        pytest.param([("traffic", 2021, None), ("traffic", 2022, 90.0)], id="unknown"),
        pytest.param([("traffic", 2020, 100.0), ("traffic", 2025, 90.0)], id="outside the years asked for"),
    ],
)
def test_without_both_years_nothing_is_said(rows):
    np.testing.assert_array_equal(read(*rows).change_share, np.zeros((1, 3, 4)))


def test_contract_without_inventory_has_no_ratio():
    found = read(("traffic", 2021, 100.0), ("traffic", 2022, 90.0), last_year=(np.nan,))
    np.testing.assert_array_equal(found.change_share, np.zeros((1, 3, 4)))


YEAR_OF_GAS = {1: 20, 2: 18, 3: 14, 4: 8, 5: 3, 6: 2, 7: 2, 8: 2, 9: 3, 10: 8, 11: 9, 12: 11}


def test_twelve_months_make_a_year():
    found = read(*months("gas_sold", 2021, YEAR_OF_GAS), ("gas_sold", 2022, 90.0), horizon=1)
    np.testing.assert_allclose(found.change_share[0, BUILDINGS], [0, -0.05])


def test_the_grid_factor_of_twelve_months_is_their_mean():
    twelve = dict.fromkeys(range(1, 13), 0.2)
    found = read(("grid_factor", 2021, 0.25), *months("grid_factor", 2022, twelve), horizon=1)
    np.testing.assert_allclose(found.change_share[0, BUILDINGS], [0, 0.4 * -0.2])


def test_a_yearly_value_stands_before_the_months():
    found = read(
        *months("gas_sold", 2021, YEAR_OF_GAS),
        ("gas_sold", 2021, 200.0),
        ("gas_sold", 2022, 150.0),
        horizon=1,
    )
    np.testing.assert_allclose(found.change_share[0, BUILDINGS], [0, -0.125])


@pytest.mark.parametrize(
    ("known", "change"),
    [
        pytest.param((1, 2, 3), -0.05, id="three winter months carry 52 of 100"),
        pytest.param((1, 2, 12, 7), -0.05, id="51 of 100"),
        pytest.param((1, 2, 12, 8, 9), -0.05, id="54 of 100"),
        pytest.param((5, 6, 7, 8, 9, 10, 11, 12), 0.0, id="eight months carry 40 of 100"),
        pytest.param((1, 2, 12), 0.0, id="49 of 100"),
        pytest.param((1, 2, 5, 11), -0.05, id="exactly 50 of 100"),
    ],
)
def test_months_are_compared_like_for_like_when_they_carry_half_of_the_year(known, change):
    part = {month: 0.9 * YEAR_OF_GAS[month] for month in known}
    found = read(*months("gas_sold", 2021, YEAR_OF_GAS), *months("gas_sold", 2022, part), horizon=1)
    np.testing.assert_allclose(found.change_share[0, BUILDINGS], [0, change], atol=1e-12)


def test_months_say_nothing_where_the_base_year_is_not_whole():
    base = {month: value for month, value in YEAR_OF_GAS.items() if month != 7}
    found = read(*months("gas_sold", 2021, base), *months("gas_sold", 2022, base), horizon=1)
    np.testing.assert_array_equal(found.change_share, np.zeros((1, 3, 2)))


BAD_VALUES = [
    ({"contract": 1}, "contract is not a known position"),
    ({"year": 2022.5}, "year is not a whole year"),
    ({"month": 0}, "month is not from 1 to 12"),
    ({"month": 13}, "month is not from 1 to 12"),
    ({"value": -1.0}, "value is negative"),
    ({"value": np.inf}, "value is not a finite number"),
    ({"year": 2021}, "the month or year has a value already"),
    (
        {"value": 301.0},
        "value is more than 3 times that of the inventory's year, or less than a third: a unit?",
    ),
    (
        {"value": 33.0},
        "value is more than 3 times that of the inventory's year, or less than a third: a unit?",
    ),
]


@pytest.mark.parametrize(("change", "reason"), BAD_VALUES)
def test_proxies_name_or_pass_over_the_value_that_makes_no_sense(change, reason):
    base, bad = (
        {"contract": 0, "kind": "traffic", "year": year, "month": None, "value": 100.0}
        for year in (2021, 2022)
    )
    values = pd.DataFrame([base, bad | change], index=["good", "bad"])
    options = {"last_year": np.array([2021.0]), "sectors": SECTORS, "horizon": 1}
    with pytest.raises(EmissionsError) as caught:
        read_proxies(values, **options)
    assert (caught.value.row, caught.value.reason) == ("bad", reason)
    np.testing.assert_array_equal(
        read_proxies(values, **options, errors="mask").change_share, np.zeros((1, 3, 2))
    )


@pytest.mark.parametrize(("value", "change"), [(300.0, 1.8), (34.0, -0.594)])
def test_a_ratio_up_to_three_is_a_city(value, change):
    found = read(("traffic", 2021, 100.0), ("traffic", 2022, value), horizon=1)
    np.testing.assert_allclose(found.change_share[0, TRANSPORT], [0, change])


def test_unknown_kind_is_refused():
    with pytest.raises(EmissionsError, match="unknown kind 'steam'"):
        read(("steam", 2021, 1.0))
