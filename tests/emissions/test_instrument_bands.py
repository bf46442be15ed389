"""Ranges of the effect of instruments: the same draws with and without each, sums to the end of a year."""

import numpy as np
import pandas as pd
import pytest

from emissions.diffusion_bands import PackageRanges
from emissions.errors import EmissionsError
from emissions.instrument_bands import draw_instruments
from emissions.instruments import compare_instruments
from tests.emissions.test_instruments import YEARS, make_city, make_instruments, make_packages

CHOSEN = {"more": {}, "faster": {"saturation_points": 0.0, "rise_factor": 0.5}}


def draw(likely, *, low=None, high=None, targets=None, years=YEARS, until=(2030, 2035), n_draws=50, seed=1):
    ranges = PackageRanges(likely if low is None else low, likely, likely if high is None else high)
    chosen = np.ones((len(CHOSEN), len(likely)), bool) if targets is None else targets
    return draw_instruments(
        ranges,
        make_instruments(**CHOSEN),
        chosen,
        make_city(len(likely)),
        years,
        until=until,
        seed=seed,
        n_draws=n_draws,
    )


def test_without_ranges_every_band_is_the_comparison_itself():
    packages = make_packages()
    found = draw(packages, n_draws=3)
    known = compare_instruments(
        packages, make_instruments(**CHOSEN), np.ones((2, 1), bool), make_city(), YEARS
    )
    for place, n_years in enumerate((5, 10)):
        np.testing.assert_allclose(found.without_tco2e[:, place], known.without_tco2e[:n_years].sum())
        np.testing.assert_allclose(found.with_tco2e[:, place], known.with_tco2e[:n_years].sum())
        for row in range(2):
            lost = known.last_by_year_tco2e[row, :n_years].sum()
            np.testing.assert_allclose(found.last_tco2e[row, :, place], lost)
    np.testing.assert_allclose(found.with_tco2e - found.last_tco2e[0], found.without_each_tco2e[0])


def test_bands_are_in_order_and_the_difference_is_surer_than_its_sides():
    low, high = make_packages({"saturation": 0.2}), make_packages({"saturation": 0.6})
    found = draw(make_packages(), low=low, high=high)
    for band in (found.without_tco2e, found.with_tco2e, found.difference_tco2e, found.last_tco2e[1]):
        assert (np.diff(band, axis=0) > 0).all()
    wide, narrow = (np.ptp(band[:, 1]) for band in (found.with_tco2e, found.last_tco2e[0]))
    assert narrow < wide / 100  # the points are added to whatever the saturation is


def test_same_seed_draws_the_same_and_another_seed_otherwise():
    low, high = make_packages({"saturation": 0.2}), make_packages({"saturation": 0.6})
    first, again, other = (draw(make_packages(), low=low, high=high, seed=seed) for seed in (1, 1, 2))
    np.testing.assert_array_equal(first.with_tco2e, again.with_tco2e)
    assert (first.with_tco2e != other.with_tco2e).all()


def test_instrument_without_a_target_loses_nothing():
    found = draw(make_packages(), targets=np.array([[True], [False]]))
    assert (found.last_tco2e[1] == 0).all()
    assert (found.last_tco2e[0] > 0).all()


def test_year_before_the_first_has_saved_nothing():
    assert draw(make_packages(), until=(2020,)).with_tco2e.tolist() == [[0.0], [0.0], [0.0]]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"until": (2036,)}, "until"),
        ({"years": np.array([2026.0, 2028.0])}, "years"),
        ({"targets": np.ones((1, 1), bool)}, "targets"),
        ({"n_draws": 0}, "draws"),
    ],
)
def test_what_makes_no_sense_is_refused(change, field):
    packages = make_packages()
    if field == "years":
        change = change | {"until": (2026,)}
    with pytest.raises(EmissionsError) as refused:
        draw(packages, **change)
    assert field in str(refused.value)


def test_no_instrument_at_all_changes_nothing():
    packages = make_packages()
    none = make_instruments().reindex(pd.Index([]))
    found = draw_instruments(
        PackageRanges(packages, packages, packages),
        none,
        np.ones((0, 1), bool),
        make_city(),
        YEARS,
        until=[2035],
        seed=1,
        n_draws=2,
    )
    assert (found.difference_tco2e == 0).all()
    assert found.last_tco2e.shape == (0, 3, 1)
