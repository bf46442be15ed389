"""Fitting a wave to observed adoption: what is found again, what early observations cannot tell, what is refused."""

import numpy as np
import pandas as pd
import pytest

from emissions.adoption_fit import RISE_LIMITS, fit_adoption, wave
from emissions.diffusion import City, spread
from emissions.errors import EmissionsError

YEARS = np.arange(2012.0, 2027.0)


@pytest.mark.parametrize(
    ("saturation", "rise", "arrival"), [(0.6, 5.0, 2014.0), (0.9, 3.0, 2018.5), (0.2, 8.0, 2012.5)]
)
def test_wave_without_noise_is_found_again(saturation, rise, arrival):
    found = fit_adoption(YEARS, wave(YEARS - arrival, saturation=saturation, rise_years=rise))
    best = [found.saturation[1], found.rise_years[1], found.arrival_year[1]]
    assert best == pytest.approx([saturation, rise, arrival], rel=1e-3)
    assert found.error_share < 1e-5
    assert found.is_settled


def test_wave_of_the_fit_is_the_wave_of_the_spread():
    row = {
        "package": "solar", "start_year": 2020.0, "saturation": 0.4, "rise_years": 6.0, "km_per_year": 1.0,
        "years_per_difference": 0.0, "abatement_tco2e": 1.0,
    }  # fmt: skip
    km, difference, stock = (np.array([[value]]) for value in (3.0, 0.0, 1.0))
    city = City(km, difference, stock, np.full((1, 4), 1e9))
    spread_wave = spread(pd.DataFrame([row]), city, [2022, 2024, 2027, 2040]).adoption.ravel()
    since = np.array([-1.0, 1.0, 4.0, 17.0])
    np.testing.assert_allclose(wave(since, saturation=0.4, rise_years=6.0), spread_wave, atol=1e-15)


def test_ranges_hold_the_truth_about_as_often_as_they_say():
    random = np.random.default_rng(2030)
    truth = wave(YEARS - 2014.0, saturation=0.6, rise_years=6.0)
    hits = 0
    for _ in range(30):
        found = fit_adoption(YEARS, np.clip(truth + random.normal(0.0, 0.02, len(YEARS)), 0.0, 1.0))
        hits += found.saturation[0] <= 0.6 <= found.saturation[2]
    assert 18 <= hits <= 29  # P10 to P90: 24 of 30 are expected


def test_early_years_do_not_tell_the_saturation():
    shares = wave(YEARS - 2022.0, saturation=0.6, rise_years=12.0)
    found = fit_adoption(YEARS, np.round(shares, 2))
    assert not found.is_settled
    assert found.saturation[2] - found.saturation[0] > 0.3


def test_one_jump_leaves_open_how_steep_it_was():
    found = fit_adoption([2020, 2021, 2022, 2023, 2024, 2025], [0, 0, 0, 0.5, 0.5, 0.5])
    assert found.saturation[1] == pytest.approx(0.5, abs=0.01)
    assert (
        RISE_LIMITS[0] <= found.rise_years[0] <= found.rise_years[1] <= found.rise_years[2] <= RISE_LIMITS[1]
    )
    assert found.rise_years[0] == 0.5
    assert np.isfinite(found.arrival_year).all()


@pytest.mark.parametrize(
    ("years", "shares", "reason"),
    [
        ([2020, 2021, 2022, 2023], [0, 0.1, 0.2, 0.3], "at least 5 years with a share are needed"),
        ([2020, 2021, 2022, 2023, 2024], [0, 0.1, 0.2, 0.3], "at least 5 years with a share are needed"),
        ([2020, 2021, 2022, 2023, 2024], [0, 0.1, None, 0.2, 0.3], "row 2: the share is not between 0 and 1"),
        ([2020, 2021, 2022, 2023, 2024], [0, 0.1, 0.2, 0.3, 1.3], "row 4: the share is not between 0 and 1"),
        (
            [2020, 2021, 2022, 2023, 2024],
            [-0.1, 0.1, 0.2, 0.2, 0.3],
            "row 0: the share is not between 0 and 1",
        ),
        ([2020, 2021, 2022, 2023, None], [0, 0.1, 0.2, 0.3, 0.3], "row 4: the year is not a number"),
        ([2020, 2021, 2022, 2023, 2023], [0, 0.1, 0.2, 0.3, 0.3], "a year is given twice"),
        ([2020, 2021, 2022, 2023, 2024], [0, 0, 0, 0, 0], "nobody adopted"),
    ],
)
def test_what_cannot_be_fitted_is_refused(years, shares, reason):
    with pytest.raises(EmissionsError, match=reason):
        fit_adoption(years, shares)
