"""The spread of a molecule's package: an example by hand, conservation, the cap, monotonicity, limits."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emissions.diffusion import City, spread, unlikeness
from emissions.errors import EmissionsError
from tests.emissions.strategies import relaxed

RETROFIT = {
    "package": "retrofit",
    "start_year": 2024.0,
    "saturation": 0.6,
    "rise_years": 4.0,
    "km_per_year": 2.0,
    "years_per_difference": 5.0,
    "abatement_tco2e": 1.5,
}


def make_packages(*rows):
    return pd.DataFrame([RETROFIT | row for row in rows] or [RETROFIT]).rename(
        index=lambda place: f"m{place}"
    )


def make_city(*, km=4.0, difference=0.2, stock=1000.0, remaining=1e9, years=1, molecules=1):
    each = [np.full((molecules, 1), float(value)) for value in (km, difference, stock)]
    return City(each[0], each[1], each[2], np.full((1, years), float(remaining)))


def adoption_in(year, *rows, **city):
    return float(spread(make_packages(*rows), make_city(**city), [year]).adoption[0, 0, 0])


def test_wave_comes_out_as_by_hand():
    # Arrival: 2024 + 4 km / 2 + 0.2 x 5 = 2027. Half of what the curve counts from 0.01 to 1 is passed when
    # k (t - 2027) = ln 99, k = ln 81 / 4: t = 2031.18266. There (0.5 - 0.01) / 0.99 x 0.6 = 0.296969...
    year = 2027.0 + 4.0 * np.log(99.0) / np.log(81.0)
    found = spread(make_packages(), make_city(), [year])
    assert year == pytest.approx(2031.18266, abs=1e-5)
    assert found.adoption[0, 0, 0] == pytest.approx(0.2969697, abs=1e-7)
    assert found.saving_tco2e[0, 0, 0] == pytest.approx(445.4545, abs=1e-4)


def test_rise_from_a_tenth_to_nine_tenths_takes_its_years():
    # S(x) = 0.1 and 0.9 lie ln 81 apart: with k = ln 81 / 4, four years.
    half = 2027.0 + 4.0 * np.log(99.0) / np.log(81.0)
    tenth, most = (adoption_in(half + years) / 0.6 * 0.99 + 0.01 for years in (-2.0, 2.0))
    assert (tenth, most) == (pytest.approx(0.1), pytest.approx(0.9))


@pytest.mark.parametrize(
    ("package", "city", "expected"),
    [
        pytest.param({"saturation": 0.0}, {}, 0.0, id="nobody ever adopts"),
        pytest.param({"km_per_year": 0.0}, {}, 0.0, id="no way is ever covered"),
        pytest.param({"km_per_year": 0.0}, {"km": 0.0}, 0.6, id="no way to cover"),
        pytest.param({"km_per_year": np.inf}, {"km": 1e6}, 0.6, id="distance does not matter"),
        pytest.param({"years_per_difference": 1e9}, {}, 0.0, id="unlike cells never follow"),
        pytest.param({"years_per_difference": 1e9}, {"difference": 0.0}, 0.6, id="like cells do"),
        pytest.param({"rise_years": 1e-9}, {}, 0.6, id="everybody at once"),
        pytest.param({"rise_years": 1e9}, {}, 0.0, id="nobody in a lifetime"),
    ],
)
def test_limits(package, city, expected):
    assert adoption_in(2150.0, package, **city) == pytest.approx(expected, abs=1e-6)


def test_nothing_is_adopted_before_the_wave_arrives():
    assert [adoption_in(year) for year in (1990.0, 2026.999, 2027.0)] == [0.0, 0.0, 0.0]
    assert adoption_in(2027.001) > 0.0


def test_cell_cannot_save_more_than_it_emits():
    packages = make_packages({}, {"package": "solar", "abatement_tco2e": 0.5})
    found = spread(packages, make_city(remaining=300.0, molecules=2), [2100.0])
    # 900 and 300 t of waves against 300 t left: 3 to 1.
    assert found.saving_tco2e.ravel().tolist() == pytest.approx([225.0, 75.0], rel=1e-6)


def test_two_molecules_of_one_package_are_one_adoption():
    near, far = {"km_per_year": np.inf}, {"km_per_year": np.inf, "saturation": 0.3}
    found = spread(make_packages(near, far), make_city(molecules=2), [2150.0])
    assert found.adoption.ravel().tolist() == pytest.approx([0.4, 0.2], rel=1e-6)
    assert found.adoption.sum() == pytest.approx(0.6, rel=1e-6)


positive = st.floats(0.1, 20.0)
shares = st.floats(0.0, 1.0)


@relaxed
@given(
    st.fixed_dictionaries({"rise_years": positive, "km_per_year": positive, "saturation": shares}),
    st.fixed_dictionaries({"km": positive, "difference": shares}),
    positive,
)
def test_more_time_more_saturation_and_less_way_never_save_less(row, city, later):
    here = adoption_in(2030.0, row, **city)
    assert 0.0 <= here <= row["saturation"] + 1e-12
    more = [
        adoption_in(2030.0 + later, row, **city),
        adoption_in(2030.0, row | {"saturation": 1.0}, **city),
        adoption_in(2030.0, row, **city | {"km": city["km"] / 2}),
        adoption_in(2030.0, row, **city | {"difference": city["difference"] / 2}),
    ]
    assert min(more) >= here - 1e-12


@relaxed
@given(
    st.lists(st.tuples(st.sampled_from("ab"), shares, positive), min_size=1, max_size=6),
    st.floats(0.0, 3000.0),
)
def test_no_tonne_is_credited_twice_and_none_is_lost(rows, remaining):
    packages = make_packages(*({"package": p, "saturation": s, "rise_years": r} for p, s, r in rows))
    found = spread(packages, make_city(remaining=remaining, molecules=len(rows)), [2033.0])
    alone = {word: 0.0 for word, _, _ in rows}
    for word, saturation, rise in rows:
        one = adoption_in(2033.0, {"saturation": saturation, "rise_years": rise})
        alone[word] = max(alone[word], one)
    assert found.adoption.sum() == pytest.approx(sum(alone.values()))
    assert found.saving_tco2e.sum() == pytest.approx(min(remaining, sum(alone.values()) * 1500.0))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"saturation": 1.1}, "saturation is above 1"),
        ({"saturation": None}, "saturation is missing or infinite"),
        ({"rise_years": 0.0}, "rise_years is 0"),
        ({"km_per_year": None}, "km_per_year is missing"),
        ({"start_year": np.inf}, "start_year is missing or infinite"),
        ({"abatement_tco2e": -1.0}, "abatement_tco2e is negative"),
        ({"package": None}, "package is missing"),
        ({"abatement_tco2e": 2.0}, "one package has two abatements"),
    ],
)
def test_parameters_that_make_no_sense_are_refused_with_their_row(change, reason):
    with pytest.raises(EmissionsError, match=f"row 'm1': {reason}"):
        spread(make_packages({}, change), make_city(molecules=2), [2030.0])


@pytest.mark.parametrize(
    ("city", "reason"),
    [
        ({"molecules": 2}, r"row 'distance_km': the shape is \(2, 1\), not \(1, 1\)"),
        ({"years": 2}, r"row 'remaining_tco2e': the shape is \(1, 2\), not \(1, 1\)"),
        ({"difference": 1.2}, r"row 'difference': the value at \(0, 0\) is missing, negative or too large"),
        ({"stock": np.nan}, r"row 'stock': the value at \(0, 0\) is missing, negative or too large"),
        ({"km": -1.0}, r"row 'distance_km': the value at \(0, 0\) is missing, negative or too large"),
    ],
)
def test_cells_that_make_no_sense_are_refused_with_their_place(city, reason):
    with pytest.raises(EmissionsError, match=reason):
        spread(make_packages(), make_city(**city), [2030.0])


def test_unlikeness_leaves_out_what_is_unknown():
    cells = pd.DataFrame({"density": [0.0, 10.0, 5.0], "age": [1950.0, np.nan, np.nan]})
    molecules = pd.DataFrame({"density": [5.0, 40.0, np.nan], "age": [np.nan, 1990.0, np.nan]})
    # One age is known: it has no width, so another age is wholly unlike.
    expected = [[0.5, 0.5, 0.0], [1.0, 1.0, 1.0], [np.nan, np.nan, np.nan]]
    np.testing.assert_array_equal(unlikeness(molecules, cells), expected)


def test_what_all_have_alike_makes_nobody_unlike():
    figures = pd.DataFrame({"density": [5.0, 5.0]})
    assert unlikeness(figures, figures).tolist() == [[0.0, 0.0], [0.0, 0.0]]


def test_unlikeness_refuses_other_figures_and_infinity():
    figures = pd.DataFrame({"density": [1.0]})
    with pytest.raises(EmissionsError, match="molecules and cells have other figures"):
        unlikeness(figures, figures.rename(columns={"density": "age"}))
    with pytest.raises(EmissionsError, match="density is infinite"):
        unlikeness(figures, figures * np.inf)
