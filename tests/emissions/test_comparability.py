"""Which cities may stand side by side, and figures brought to a common base."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emissions.comparability import Aspect, Match, compare_cities, rebase_factors, rebase_gwp, rebased_totals
from emissions.errors import EmissionsError
from emissions.gases import GwpSet
from tests.emissions.strategies import relaxed, tonnes, unknown

MILANO = {
    "scopes": "s12w",
    "gwp_set": "AR5",
    "approach": "ipcc",
    "year": 2021,
    "gases": "CO2, CH4, N2O",
    "boundary_sectors": ["buildings", "transport", "waste"],
}


def make_cities(**rows):
    return pd.DataFrame.from_dict(rows, orient="index", columns=list(MILANO)).astype(object)


def test_cities_that_state_the_same_are_comparable():
    padova = MILANO | {
        "gwp_set": " ar5",
        "year": 2021.0,
        "gases": "N₂O+CO₂ / CH₄",
        "boundary_sectors": frozenset({"waste", "buildings", "transport"}),
    }
    pairs = compare_cities(make_cities(Milano=MILANO, Padova=padova))
    assert pairs.index.tolist() == [("Milano", "Padova")]
    assert pairs.index.names == ["city", "other"]
    assert pairs.loc[("Milano", "Padova")].to_dict() == {aspect.value: "same" for aspect in Aspect} | {
        "is_comparable": True
    }
    assert pairs["is_comparable"].dtype == bool


@pytest.mark.parametrize(
    ("aspect", "value"),
    [
        ("scopes", "s12"),
        ("gwp_set", "AR6"),
        ("approach", "lca"),
        ("year", 2020),
        ("gases", "CO2"),
        ("boundary_sectors", "buildings, transport"),
    ],
)
def test_each_aspect_makes_cities_different(aspect, value):
    pairs = compare_cities(make_cities(Milano=MILANO, Leipzig=MILANO | {aspect: value}))
    expected = {other.value: "different" if other == aspect else "same" for other in Aspect}
    assert pairs.iloc[0].to_dict() == expected | {"is_comparable": False}


@pytest.mark.parametrize("aspect", list(Aspect))
@pytest.mark.parametrize("silent", [None, np.nan, ""])
def test_what_is_not_stated_is_never_the_same(aspect, silent):
    cities = make_cities(Milano=MILANO, Prato=MILANO | {aspect: silent}, Roma=MILANO | {aspect: silent})
    pairs = compare_cities(cities)
    assert pairs[aspect].tolist() == ["not_stated"] * 3
    assert pairs["is_comparable"].tolist() == [False] * 3


@pytest.mark.parametrize(
    ("aspect", "silent"), [("gases", " , "), ("boundary_sectors", []), ("gwp_set", "  ")]
)
def test_an_empty_statement_is_none(aspect, silent):
    pairs = compare_cities(make_cities(Milano=MILANO, Prato=MILANO | {aspect: silent}))
    assert pairs[aspect].tolist() == ["not_stated"]


def test_a_missing_column_is_not_stated_by_anyone():
    pairs = compare_cities(make_cities(Milano=MILANO, Padova=MILANO).drop(columns="gases"))
    assert (pairs["gases"].tolist(), pairs["year"].tolist()) == (["not_stated"], ["same"])


def test_compare_cities_lists_each_pair_once_in_the_order_of_rows():
    cities = make_cities(c=MILANO, a=MILANO | {"year": 2020}, b=MILANO)
    pairs = compare_cities(cities, aspects=[Aspect.YEAR])
    assert pairs.columns.tolist() == ["year", "is_comparable"]
    assert pairs["year"].to_dict() == {("c", "a"): "different", ("c", "b"): "same", ("a", "b"): "different"}


def test_compare_cities_holds_all_others_against_a_reference():
    cities = make_cities(c=MILANO, a=MILANO | {"year": 2020}, b=MILANO)
    pairs = compare_cities(cities, reference="a")
    assert pairs["is_comparable"].to_dict() == {("c", "a"): False, ("b", "a"): False}
    assert compare_cities(cities, reference="c")["year"].to_dict() == {
        ("a", "c"): "different",
        ("b", "c"): "same",
    }


def test_a_city_alone_makes_no_pair():
    pairs = compare_cities(make_cities(Milano=MILANO))
    assert (len(pairs), pairs["is_comparable"].dtype) == (0, bool)


@pytest.mark.parametrize(
    ("aspect", "reason"),
    [
        ("scopes", "unknown scopes 's9'"),
        ("approach", "unknown approach 's9'"),
        ("year", "year is not a number"),
    ],
)
def test_compare_cities_name_the_city_with_an_unknown_word(aspect, reason):
    with pytest.raises(EmissionsError) as caught:
        compare_cities(make_cities(Milano=MILANO, bad=MILANO | {aspect: "s9"}))
    assert (caught.value.row, caught.value.reason) == ("bad", reason)


def test_compare_cities_name_a_city_listed_twice_and_a_reference_that_is_not_there():
    cities = make_cities(Milano=MILANO)
    with pytest.raises(EmissionsError) as caught:
        compare_cities(pd.concat([cities, cities]))
    assert (caught.value.row, caught.value.reason) == ("Milano", "city is listed twice")
    with pytest.raises(EmissionsError) as caught:
        compare_cities(cities, reference="Prato")
    assert (caught.value.row, caught.value.reason) == ("Prato", "reference is not among the cities")


stated = st.fixed_dictionaries(
    {
        "scopes": st.sampled_from(["s1", "s12", "", None]),
        "gwp_set": st.sampled_from(["AR5", "AR6", "", None]),
        "approach": st.sampled_from(["ipcc", "lca", "", None]),
        "year": st.sampled_from([2020, 2021, None]),
        "gases": st.sampled_from(["CO2", "CO2 CH4", "CH4 CO2", "", None]),
        "boundary_sectors": st.sampled_from(["waste", "buildings", None]),
    }
)


@relaxed
@given(st.lists(stated, min_size=2, max_size=5))
def test_compare_cities_says_the_same_from_both_sides(rows):
    cities = make_cities(**{f"city-{place}": row for place, row in enumerate(rows)})
    one, other = compare_cities(cities), compare_cities(cities.iloc[::-1])
    for first, second in one.index:
        assert one.loc[(first, second)].to_dict() == other.loc[(second, first)].to_dict()
    alone = {aspect: cities[aspect].map(lambda value: bool(pd.isna(value)) or not value) for aspect in Aspect}
    for aspect in Aspect:
        silent = [bool(alone[aspect][a] or alone[aspect][b]) for a, b in one.index]
        assert (one[aspect] == Match.NOT_STATED).tolist() == silent


def test_rebase_gwp_weighs_the_gases_again():
    lines = pd.DataFrame(
        {
            "co2_tonnes": [2_019.6, 1.0, None],
            "ch4_tonnes": [0.18, None, 1.0],
            "n2o_tonnes": [0.0036, 1.0, 1.0],
        },
        index=["x", "y", "z"],
    )
    rebased = {gwp_set: rebase_gwp(lines, gwp_set=gwp_set) for gwp_set in GwpSet}
    np.testing.assert_allclose(
        [rebased[gwp_set]["x"] for gwp_set in GwpSet], [2_025.173, 2_025.594, 2_025.605], atol=0.001
    )
    np.testing.assert_array_equal(rebased[GwpSet.AR5][["y", "z"]], [np.nan, np.nan])
    assert (rebased[GwpSet.AR5].name, rebased[GwpSet.AR5].index.tolist()) == ("tco2e", ["x", "y", "z"])


def test_rebase_gwp_guesses_nothing_from_co2e_alone():
    lines = pd.DataFrame({"value_tco2e": [100.0], "co2_tonnes": [90.0], "ch4_tonnes": [1.0]})
    np.testing.assert_array_equal(rebase_gwp(lines, gwp_set=GwpSet.AR6), [np.nan])


def test_rebase_gwp_names_or_masks_the_line_that_makes_no_sense():
    lines = pd.DataFrame(
        {"co2_tonnes": [1.0, -1.0], "ch4_tonnes": [0.0, 0.0], "n2o_tonnes": [0.0, 0.0]}, index=["good", "bad"]
    )
    with pytest.raises(EmissionsError) as caught:
        rebase_gwp(lines, gwp_set=GwpSet.AR5)
    assert (caught.value.row, caught.value.reason) == ("bad", "co2_tonnes is negative")
    np.testing.assert_array_equal(rebase_gwp(lines, gwp_set=GwpSet.AR5, errors="mask"), [1.0, np.nan])


def test_rebase_factors_gives_cities_one_set_of_factors():
    factors = pd.DataFrame(
        {
            "carrier": ["power", "gas", "gas"],
            "gas": ["CO2e", "CO2", "CH4"],
            "factor": [0.285, 56_100, 5],
            "factor_unit": ["t/MWh", "kg/TJ", "kg/TJ"],
        }
    )
    activities = pd.DataFrame(
        {
            "carrier": ["power", "gas", "coal", None, "gas"],
            "activity": [4_090, 10_000, 1, 1, None],
            "activity_unit": ["GWh", "MWh", "MWh", "MWh", None],
        },
        index=list("abcde"),
    )
    rebased = rebase_factors(activities, factors, gwp_set=GwpSet.AR5)
    np.testing.assert_allclose(rebased, [1_165_650, 2_024.64, np.nan, np.nan, np.nan], atol=0.005)
    assert rebased.index.tolist() == list("abcde")
    bad = activities.assign(activity_unit=["GWh", "km", "MWh", "MWh", ""])
    with pytest.raises(EmissionsError):
        rebase_factors(bad, factors, gwp_set=GwpSet.AR5)
    masked = rebase_factors(bad, factors, gwp_set=GwpSet.AR5, errors="mask")
    np.testing.assert_allclose(masked, [1_165_650, *[np.nan] * 4], atol=0.005)


def test_rebased_totals_are_known_where_every_line_is():
    totals = rebased_totals(
        contract=np.array([0, 1, 0, 1, 2, 0, 4]),
        n_contracts=5,
        value_tco2e=[60, 30, 40, 10, None, None, 0],
        rebased_tco2e=[66, 33, 44, None, 5, 7, 0],
    )
    np.testing.assert_array_equal(totals.rebased_tco2e, [110, np.nan, np.nan, np.nan, 0])
    np.testing.assert_array_equal(totals.rebased_share, [1, 0.75, np.nan, np.nan, np.nan])


def test_rebased_totals_name_the_line_that_makes_no_sense():
    with pytest.raises(EmissionsError) as caught:
        rebased_totals(
            contract=np.array([0, 0]),
            n_contracts=1,
            value_tco2e=[1, -1],
            rebased_tco2e=[1, 1],
            labels=["good", "bad"],
        )
    assert (caught.value.row, caught.value.reason) == ("bad", "value_tco2e is negative")


@relaxed
@given(st.lists(st.tuples(st.integers(0, 2), tonnes, tonnes | unknown), min_size=1, max_size=10))
def test_rebased_totals_conserve_tonnes(rows):
    contract, value, rebased = (list(column) for column in zip(*rows, strict=True))
    totals = rebased_totals(
        contract=np.array(contract), n_contracts=3, value_tco2e=value, rebased_tco2e=rebased
    )
    for place in range(3):
        own = [new for at, new in zip(contract, rebased, strict=True) if at == place]
        expected = sum(own) if own else np.nan
        np.testing.assert_allclose(totals.rebased_tco2e[place], expected, rtol=1e-9)
    known = totals.rebased_share[~np.isnan(totals.rebased_share)]
    assert bool(((known >= 0) & (known <= 1 + 1e-12)).all())
