"""F1: every unit against its size, factors as publishers print them, and there and back again."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emissions.errors import EmissionsError
from emissions.units import (
    UNITS,
    Quantity,
    convert_factors,
    convert_quantities,
    find_factor_unit,
    find_unit,
    tonnes_per_unit,
)
from tests.emissions.refusals import assert_row_named_or_masked
from tests.emissions.strategies import relaxed, tonnes

SIZES = {
    "MWh": {"Wh": 1e-6, "kWh": 1e-3, "MWh": 1, "GWh": 1e3, "TWh": 1e6}
    | {"toe": 11.63, "ktoe": 11.63e3, "Mtoe": 11.63e6},
    "GJ": {"J": 1e-9, "kJ": 1e-6, "MJ": 1e-3, "GJ": 1, "TJ": 1e3, "PJ": 1e6, "MWh": 3.6, "toe": 41.868},
    "t": {"g": 1e-6, "kg": 1e-3, "t": 1, "kt": 1e3, "Mt": 1e6},
    "km": {"m": 1e-3, "km": 1, "vkm": 1, "kvkm": 1e3, "Mvkm": 1e6, "Gvkm": 1e9},
    "pkm": {"pkm": 1, "kpkm": 1e3, "Mpkm": 1e6, "Gpkm": 1e9},
    "tkm": {"tkm": 1, "ktkm": 1e3, "Mtkm": 1e6, "Gtkm": 1e9},
    "m3": {"l": 1e-3, "m3": 1},
    "m2": {"m2": 1, "ha": 1e4, "km2": 1e6},
}


@pytest.mark.parametrize(
    ("base", "unit", "size"), [(b, u, s) for b, rows in SIZES.items() for u, s in rows.items()]
)
def test_every_unit_has_its_size(base, unit, size):
    assert convert_quantities([2.0], from_unit=unit, to_unit=base).tolist() == [2.0 * size]


def test_no_unit_is_left_out_of_the_table_above():
    assert sorted({unit for rows in SIZES.values() for unit in rows}) == sorted(UNITS)


@pytest.mark.parametrize(
    ("text", "symbol"),
    [
        (" MWh ", "MWh"),
        ("kwh", "kWh"),
        ("mwh", "MWh"),
        ("tep", "toe"),
        ("ktep", "ktoe"),
        ("Mtep", "Mtoe"),
        ("tonne", "t"),
        ("tonnes", "t"),
        ("L", "l"),
        ("m³", "m3"),
        ("m²", "m2"),
        ("km²", "km2"),
    ],
)
def test_find_unit_reads_other_spellings(text, symbol):
    assert find_unit(text) is UNITS[symbol]


@pytest.mark.parametrize("text", ["", "mt", "MT", "T", "gj", "therm", "kWh/m2", "CO2"])
def test_find_unit_guesses_nothing(text):
    assert find_unit(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kg/TJ", ("kg", "", "TJ")),
        ("g/kWh", ("g", "", "kWh")),
        ("t/MWh", ("t", "", "MWh")),
        ("kt/GWh", ("kt", "", "GWh")),
        (" kg / GJ ", ("kg", "", "GJ")),
        ("kgCO2e/GJ", ("kg", "CO2e", "GJ")),
        ("kg CO2eq/GJ", ("kg", "CO2e", "GJ")),
        ("t CO2-eq/MWh", ("t", "CO2e", "MWh")),
        ("tCO₂/MWh", ("t", "CO2", "MWh")),
        ("kg CH₄/TJ", ("kg", "CH4", "TJ")),
        ("kg N2O/TJ", ("kg", "N2O", "TJ")),
        ("g SF₆/kWh", ("g", "SF6", "kWh")),
        ("g NF₃/kWh", ("g", "NF3", "kWh")),
        ("t[CO2e]/MWh", ("t", "CO2e", "MWh")),
        ("g/km", ("g", "", "km")),
        ("kg/t", ("kg", "", "t")),
        ("kg/l", ("kg", "", "l")),
    ],
)
def test_find_factor_unit_reads_what_publishers_print(text, expected):
    read = find_factor_unit(text)
    assert read is not None
    assert (read.mass.symbol, read.gas, read.per.symbol) == expected


@pytest.mark.parametrize(
    "text", ["", "kg", "/MWh", "kg/", "MWh/kg", "foo/MWh", "kg/foo", "kg XYZ/MWh", "kg/MWh/a", "k9/MWh"]
)
def test_find_factor_unit_guesses_nothing(text):
    assert find_factor_unit(text) is None


@pytest.mark.parametrize(
    ("kg_per_tj", "t_per_mwh"), [(56_100, 0.20196), (69_300, 0.24948), (74_100, 0.26676), (63_100, 0.22716)]
)
def test_convert_factors_gives_the_worked_examples(kg_per_tj, t_per_mwh):
    converted = convert_factors([kg_per_tj], from_unit="kg/TJ", to_unit="t/MWh")
    np.testing.assert_allclose(converted, [t_per_mwh], rtol=1e-12)


def test_convert_factors_takes_a_unit_a_row():
    converted = convert_factors(
        pd.Series([246.8524, 0.164, None]),
        from_unit=["g/kWh", "kg CO2e/kWh", None],
        to_unit=["t/MWh", "kg/GJ", ""],
    )
    np.testing.assert_allclose(converted, [0.2468524, 0.164 / 0.0036, np.nan], rtol=1e-12)


@pytest.mark.parametrize(
    ("factor_unit", "activity_unit", "expected"),
    [
        ("kg/GJ", "GWh", 3.6),
        ("g/km", "Mvkm", 1.0),
        ("kg/t", "kt", 1.0),
        ("t/MWh", "kWh", 1e-3),
        ("kg/l", "m3", 1.0),
    ],
)
def test_tonnes_per_unit_fits_the_factor_to_the_activity(factor_unit, activity_unit, expected):
    assert tonnes_per_unit([1.0], factor_unit=factor_unit, activity_unit=activity_unit).tolist() == [expected]


def test_conversions_of_nothing_are_nothing():
    assert convert_quantities([], from_unit=[], to_unit="MWh").tolist() == []


def test_an_unknown_number_needs_no_unit():
    converted = convert_quantities([None, 1.0], from_unit=[None, "GWh"], to_unit="MWh")
    np.testing.assert_array_equal(converted, [np.nan, 1_000.0])


def test_one_number_may_be_asked_in_many_units():
    assert convert_quantities(1.0, from_unit="MWh", to_unit=["kWh", "GJ"]).tolist() == [1_000.0, 3.6]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"from_unit": None}, "unit is missing"),
        ({"from_unit": " "}, "unit is missing"),
        ({"to_unit": None}, "unit is missing"),
        ({"from_unit": "therm"}, "unknown unit 'therm'"),
        ({"to_unit": "therm"}, "unknown unit 'therm'"),
        ({"from_unit": "km"}, "'km' and 'MWh' do not measure the same"),
        ({"values": np.inf}, "value is not a finite number"),
    ],
)
def test_convert_quantities_names_or_masks_the_row_that_makes_no_sense(change, reason):
    good = {"values": 1.0, "from_unit": "GWh", "to_unit": "MWh"}
    assert_row_named_or_masked(convert, good, change, reason)


def convert(*, values: Any, **rest: Any) -> Any:
    return convert_quantities(values, **rest)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"from_unit": None}, "factor unit is missing"),
        ({"to_unit": ""}, "factor unit is missing"),
        ({"from_unit": "MWh"}, "unknown factor unit 'MWh'"),
        ({"to_unit": "t"}, "unknown factor unit 't'"),
        ({"from_unit": "kg/km"}, "'kg/km' and 't CO2/MWh' do not measure the same"),
        ({"from_unit": "kg CH4/TJ"}, "'kg CH4/TJ' and 't CO2/MWh' do not measure the same"),
    ],
)
def test_convert_factors_names_or_masks_the_row_that_makes_no_sense(change, reason):
    def convert_rows(*, factors: Any, **rest: Any) -> Any:
        return convert_factors(factors, **rest)

    good = {"factors": 1.0, "from_unit": "kg/TJ", "to_unit": "t CO2/MWh"}
    assert_row_named_or_masked(convert_rows, good, change, reason)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"factor_unit": None}, "factor unit is missing"),
        ({"factor_unit": "kg"}, "unknown factor unit 'kg'"),
        ({"activity_unit": None}, "activity unit is missing"),
        ({"activity_unit": "cars"}, "unknown activity unit 'cars'"),
        ({"activity_unit": "t"}, "'kg/TJ' and 't' do not measure the same"),
    ],
)
def test_tonnes_per_unit_names_or_masks_the_row_that_makes_no_sense(change, reason):
    def fit_rows(*, factors: Any, **rest: Any) -> Any:
        return tonnes_per_unit(factors, **rest)

    good = {"factors": 1.0, "factor_unit": "kg/TJ", "activity_unit": "GWh"}
    assert_row_named_or_masked(fit_rows, good, change, reason)


def test_the_first_of_several_broken_rows_is_named():
    with pytest.raises(EmissionsError) as caught:
        convert_quantities([1.0, 1.0, 1.0], from_unit=["MWh", "x", "y"], to_unit="kWh")
    assert (caught.value.row, caught.value.reason) == (1, "unknown unit 'x'")


same_quantity = st.sampled_from(Quantity).flatmap(
    lambda quantity: st.tuples(
        *[st.sampled_from([unit.symbol for unit in UNITS.values() if unit.quantity is quantity])] * 2
    )
)


@relaxed
@given(st.lists(st.tuples(tonnes, same_quantity), min_size=1, max_size=6))
def test_conversion_there_and_back_gives_the_same(rows):
    values = [value for value, _units in rows]
    there, back = ([units[side] for _value, units in rows] for side in (0, 1))
    converted = convert_quantities(values, from_unit=there, to_unit=back)
    np.testing.assert_allclose(
        convert_quantities(converted, from_unit=back, to_unit=there), values, rtol=1e-12
    )


@relaxed
@given(same_quantity, tonnes)
def test_a_factor_shrinks_as_its_activity_grows(units, value):
    one, other = units
    as_quantity = convert_quantities([1.0], from_unit=one, to_unit=other)
    as_factor = convert_factors([value], from_unit=f"kg/{one}", to_unit=f"kg/{other}")
    np.testing.assert_allclose(as_factor * as_quantity, [value], rtol=1e-12)
