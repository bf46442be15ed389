"""Bands of the spread: the quantiles of a triangle, one luck for one package, sums before percentiles."""

import numpy as np
import pandas as pd
import pytest

from emissions.diffusion import PACKAGE_COLUMNS, City, spread
from emissions.diffusion_bands import PackageRanges, draw_savings, summarise_savings
from emissions.errors import EmissionsError

ROW = ("retrofit", 2024.0, 0.5, 4.0, 2.0, 3.0, 1.0)


def make_packages(*changes):
    frame = pd.DataFrame([ROW] * max(1, len(changes)), columns=list(PACKAGE_COLUMNS))
    for place, change in enumerate(changes):
        for name, value in change.items():
            frame.loc[place, name] = value
    return frame.rename(index=lambda place: f"m{place}")


def make_city(molecules=1, remaining=1e9):
    km, difference, stock = (np.full((molecules, 1), value) for value in (4.0, 0.0, 1000.0))
    return City(km, difference, stock, np.full((1, 1), remaining))


def draw(ranges, city, n_draws=500, seed=2030):
    return np.concatenate(list(draw_savings(ranges, city, [2150.0], seed=seed, n_draws=n_draws)))


def test_without_a_range_every_draw_is_the_wave_itself():
    packages = make_packages({}, {"package": "solar", "abatement_tco2e": 0.3})
    ranges = PackageRanges(packages, packages, packages)
    km, difference, stock = (np.full((2, 3), value) for value in (4.0, 0.1, 100.0))
    city = City(km, difference, stock, np.full((3, 2), 45.0))
    chunks = list(draw_savings(ranges, city, [2029.0, 2035.0], seed=1, n_draws=101))
    alone = spread(packages, city, [2029.0, 2035.0]).saving_tco2e.sum(axis=1)
    assert [chunk.shape for chunk in chunks] == [(100, 2, 2), (1, 2, 2)]
    np.testing.assert_allclose(np.concatenate(chunks), np.broadcast_to(alone, (101, 2, 2)))


def test_saturation_follows_its_triangle():
    # At the end of time the saving is the saturation itself, x 1000: P10, P50 and P90 of the triangle (0.2, 0.5, 0.6).
    ranges = PackageRanges(
        make_packages({"saturation": 0.2}), make_packages(), make_packages({"saturation": 0.6})
    )
    low, middle, high = summarise_savings(draw(ranges, make_city(), n_draws=4000)).total_tco2e[:, 0]
    assert low == pytest.approx(1000 * (0.2 + np.sqrt(0.1 * 0.4 * 0.3)), rel=0.02)
    assert middle == pytest.approx(1000 * (0.2 + np.sqrt(0.5 * 0.4 * 0.3)), rel=0.02)
    assert high == pytest.approx(1000 * (0.6 - np.sqrt(0.1 * 0.4 * 0.1)), rel=0.02)


def test_one_package_has_one_luck_and_another_its_own():
    def rows(saturation, other):
        return make_packages({"saturation": saturation}, {"saturation": saturation, "package": other})

    def correlation(other):
        ranges = PackageRanges(*(rows(saturation, other) for saturation in (0.2, 0.5, 0.6)))
        drawn = draw(ranges, make_city(molecules=2))
        return np.corrcoef(drawn[:, 0, 0], drawn[:, 1, 0])[0, 1]

    assert correlation("retrofit") == pytest.approx(1.0)
    assert abs(correlation("solar")) < 0.15


def test_same_seed_same_numbers_whatever_else_is_drawn():
    one = PackageRanges(*(make_packages({"saturation": value}) for value in (0.2, 0.5, 0.6)))
    two = PackageRanges(
        *(make_packages({"saturation": value}, {"package": "x"}) for value in (0.2, 0.5, 0.6))
    )
    first, again = draw(one, make_city()), draw(two, make_city(molecules=2))
    np.testing.assert_array_equal(first[:, 0], again[:, 0])
    assert not np.array_equal(first, draw(one, make_city(), seed=1))


def test_capped_cell_saves_what_it_emits_in_every_draw():
    ranges = PackageRanges(*(make_packages({"saturation": value}) for value in (0.2, 0.5, 0.6)))
    np.testing.assert_allclose(draw(ranges, make_city(remaining=150.0), n_draws=10), 150.0)


@pytest.mark.parametrize(
    ("low", "high", "reason"),
    [
        ({"saturation": 0.55}, {}, "saturation: low, likely and high are not in order"),
        ({}, {"rise_years": 3.0}, "rise_years: low, likely and high are not in order"),
        ({}, {"km_per_year": np.inf}, "km_per_year: a range cannot end at infinity"),
    ],
)
def test_ranges_out_of_order_are_refused(low, high, reason):
    ranges = PackageRanges(make_packages(low), make_packages(), make_packages(high))
    with pytest.raises(EmissionsError, match=f"row 'm0': {reason}"):
        draw(ranges, make_city())


def test_band_is_the_tenth_the_middle_and_the_ninetieth_of_a_hundred():
    drawn = np.arange(101.0).reshape(-1, 1, 1)
    band = summarise_savings(drawn)
    assert band.total_tco2e.ravel().tolist() == band.by_molecule_tco2e.ravel().tolist() == [10.0, 50.0, 90.0]


def test_no_draws_no_band():
    with pytest.raises(EmissionsError, match="nothing was drawn"):
        summarise_savings(np.empty((0, 1, 1)))


def test_speed_without_end_is_certain_and_draws_as_any_other():
    near = make_packages({"km_per_year": np.inf})
    saved = draw(PackageRanges(near, near, near), make_city(), n_draws=2)
    np.testing.assert_allclose(saved, 500.0)
