"""F2: the three GWP sets, and gases weighed together."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emissions.errors import EmissionsError
from emissions.gases import GWP100, UNVERIFIED_GWP, Gas, GwpSet, co2e_tonnes, warming_potentials
from tests.emissions.strategies import relaxed, tonnes

SETS = {
    "AR4": [1, 0, 25, 25, 25, 298, 22_800, 17_200, 1],
    "AR5": [1, 0, 28, 28, 28, 265, 23_500, 16_100, 1],
    "AR6": [1, 0, 27.9, 29.8, 27.0, 273, 25_200, 17_400, 1],
}


@pytest.mark.parametrize(("name", "expected"), SETS.items())
def test_warming_potentials_are_those_of_the_report(name, expected):
    assert warming_potentials(name, index=pd.RangeIndex(2)).tolist() == [expected, expected]


def test_warming_potentials_follow_the_set_of_each_row():
    sets = pd.Series(["AR6", "AR4"], index=["Bologna", "Prato"])
    potentials = warming_potentials(sets, index=sets.index)
    assert potentials.tolist() == [SETS["AR6"], SETS["AR4"]]


@pytest.mark.parametrize("missing", [None, np.nan, ""])
def test_warming_potentials_without_a_set_are_known_only_where_all_sets_agree(missing):
    potentials = warming_potentials([missing], index=pd.RangeIndex(1))
    np.testing.assert_array_equal(potentials, [[1, 0, *[np.nan] * 6, 1]])


def test_an_unknown_set_names_its_row():
    with pytest.raises(EmissionsError) as caught:
        warming_potentials(["AR5", "AR7"], index=pd.Index(["good", "bad"]))
    assert (caught.value.row, caught.value.reason) == ("bad", "unknown gwp_set 'AR7'")


def test_unverified_values_are_marked():
    assert sorted((word.value, gas.value, GWP100[word][gas]) for word, gas in UNVERIFIED_GWP) == [
        ("AR4", "NF3", 17_200.0),
        ("AR6", "CH4 biogenic", 27.0),
        ("AR6", "NF3", 17_400.0),
        ("AR6", "SF6", 25_200.0),
    ]


def test_gases_name_their_formula_and_their_column():
    assert {gas.tonnes_column: gas.formula for gas in Gas} == {
        "co2_tonnes": "CO2",
        "co2_biogenic_tonnes": "CO2",
        "ch4_tonnes": "CH4",
        "ch4_fossil_tonnes": "CH4",
        "ch4_biogenic_tonnes": "CH4",
        "n2o_tonnes": "N2O",
        "sf6_tonnes": "SF6",
        "nf3_tonnes": "NF3",
        "co2e_tonnes": "CO2e",
    }


@pytest.mark.parametrize(
    ("gwp_set", "methane", "expected"),
    [
        ("AR4", "ch4_tonnes", 2_025.173),
        ("AR5", "ch4_tonnes", 2_025.594),
        ("AR6", "ch4_tonnes", 2_025.605),
        ("AR6", "ch4_fossil_tonnes", 2_025.947),
    ],
)
def test_co2e_tonnes_gives_the_worked_example(gwp_set, methane, expected):
    burnt = pd.DataFrame({"co2_tonnes": [2_019.6], methane: [0.18], "n2o_tonnes": [0.0036]})
    assert co2e_tonnes(burnt, gwp_set=gwp_set).tolist() == [pytest.approx(expected, abs=0.001)]


def test_co2e_tonnes_of_a_landfill_is_the_worked_example():
    assert co2e_tonnes(pd.DataFrame({"ch4_tonnes": [360.0]}), gwp_set="AR5").tolist() == [10_080.0]


def test_co2e_tonnes_are_unknown_where_a_gas_is():
    lines = pd.DataFrame({"co2_tonnes": [1.0, None], "ch4_tonnes": [None, 1.0]})
    np.testing.assert_array_equal(co2e_tonnes(lines, gwp_set="AR5"), [np.nan, np.nan])


def test_biogenic_co2_weighs_nothing_even_where_it_is_unknown():
    lines = pd.DataFrame({"co2_tonnes": [5.0, 5.0], "co2_biogenic_tonnes": [100.0, None]})
    assert co2e_tonnes(lines, gwp_set="AR6").tolist() == [5.0, 5.0]


def test_co2e_tonnes_without_any_gas_are_unknown():
    np.testing.assert_array_equal(co2e_tonnes(pd.DataFrame({"other": [1.0]}), gwp_set="AR5"), [np.nan])


@pytest.mark.parametrize(
    ("value", "reason"),
    [(-1.0, "ch4_tonnes is negative"), (np.inf, "ch4_tonnes is not a finite number")],
)
def test_co2e_tonnes_name_or_mask_the_line_that_makes_no_sense(value, reason):
    lines = pd.DataFrame({"co2_tonnes": [1.0, 1.0], "ch4_tonnes": [0.0, value]}, index=["good", "bad"])
    with pytest.raises(EmissionsError) as caught:
        co2e_tonnes(lines, gwp_set="AR5")
    assert (caught.value.row, caught.value.reason) == ("bad", reason)
    np.testing.assert_array_equal(co2e_tonnes(lines, gwp_set="AR5", errors="mask"), [1.0, np.nan])


@relaxed
@given(st.lists(st.tuples(tonnes, tonnes, tonnes), min_size=1, max_size=5), st.sampled_from(GwpSet))
def test_co2e_tonnes_are_known_where_all_gases_are_and_do_not_depend_on_the_order(rows, gwp_set):
    lines = pd.DataFrame(rows, columns=["co2_tonnes", "ch4_tonnes", "n2o_tonnes"])
    weighed = co2e_tonnes(lines, gwp_set=gwp_set)
    expected = lines.to_numpy() @ [1.0, GWP100[gwp_set][Gas.CH4], GWP100[gwp_set][Gas.N2O]]
    np.testing.assert_allclose(weighed, expected, rtol=1e-12)
    np.testing.assert_array_equal(co2e_tonnes(lines.iloc[::-1, ::-1], gwp_set=gwp_set), weighed[::-1])
