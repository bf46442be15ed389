"""The score: known answers on small series, what is hidden from whom, and Clopper and Pearson's interval."""

import numpy as np
import pandas as pd
import pytest

from emissions.backtest import half_split_coverage, hindcast, score, wobble_of_others
from emissions.errors import EmissionsError


def make_series(*cities, first_year=2015):
    """One list of totals for each city, one a year."""
    rows = [
        (place, first_year + step, total)
        for place, totals in enumerate(cities)
        for step, total in enumerate(totals)
    ]
    return pd.DataFrame(rows, columns=["contract", "year", "tco2e"])


STEADY = [[100.0, 101.0, 100.0, 101.0], [50.0, 49.0, 50.0], [10.0, 10.2, 10.0, 10.1]]


def test_naive_rules_by_hand():
    first = make_series([400.0, 200.0, 100.0, 60.0]).assign(year=[2010, 2012, 2014, 2016])
    second = make_series([9.0, 10.0, 8.0]).assign(contract=1, year=[2010, 2011, 2013])
    series = pd.concat([first, second], ignore_index=True)
    found = hindcast(series)
    assert found.contract.tolist() == [0, 1]
    assert found.hidden_tco2e.tolist() == [60.0, 8.0]
    assert found.naive_tco2e["last_value"].tolist() == [100.0, 10.0]
    assert found.naive_tco2e["last_two"].tolist() == [0.0, 12.0]
    np.testing.assert_allclose(found.naive_tco2e["log_linear"], [50.0, 10 * (10 / 9) ** 2])
    assert found.p50_tco2e.tolist() == [100.0, 10.0]


def test_log_linear_is_fitted_to_all_earlier_values():
    found = hindcast(make_series([100.0, 130.0, 120.0, 150.0]))
    slope, level = np.polyfit([2015, 2016, 2017], np.log([100.0, 130.0, 120.0]), 1)
    np.testing.assert_allclose(found.naive_tco2e["log_linear"], [np.exp(level + slope * 2018)])


def test_series_with_fewer_than_three_inventories_are_left_out_and_counted():
    found = hindcast(make_series([1.0, 2.0], [3.0, 3.0, 3.0], [4.0]))
    assert (found.contract.tolist(), found.skipped_series) == ([1], 2)
    without_any = hindcast(make_series([3.0, 3.0, 3.0]).assign(contract=4))
    assert (without_any.contract.tolist(), without_any.skipped_series) == ([4], 0)
    with pytest.raises(ValueError, match="no series has 3 inventories or more"):
        hindcast(make_series([1.0, 2.0]))
    with pytest.raises(ValueError, match="no series has 3 inventories or more"):
        hindcast(make_series())


def test_a_bad_row_is_named():
    with pytest.raises(EmissionsError, match="row 1: tco2e is not above 0"):
        hindcast(make_series([1.0, 0.0, 3.0]))


def test_wobble_is_what_four_fifths_of_the_changes_of_others_stay_within():
    owner = np.array([0] * 11 + [1])
    change = np.append(np.linspace(-0.1, 0.0, 11), 5.0)
    found = wobble_of_others(owner, change, n_contracts=3)
    expected = [0.085, 0.08 / 1.2815515655446004, np.quantile(np.abs(change), 0.8) / 1.2815515655446004]
    np.testing.assert_allclose(found, expected, rtol=1e-12)


def test_ten_changes_of_others_are_experience_enough():
    owner = np.array([0] * 10 + [1] * 9)
    found = wobble_of_others(owner, np.full(19, 0.1), n_contracts=2)
    np.testing.assert_allclose(found, [0.085, 0.1 / 1.2815515655446004], rtol=1e-12)


def test_the_hidden_value_of_a_city_moves_nothing_of_its_own_estimate():
    steady = [[100.0, 101.0, 100.0, 101.0]] * 6
    calm, wild = (hindcast(make_series(*steady, [70.0, 71.0, last])) for last in (70.0, 700.0))
    assert (calm.p10_tco2e[-1], calm.p90_tco2e[-1]) == (wild.p10_tco2e[-1], wild.p90_tco2e[-1])


def test_hidden_values_of_others_count_as_experience_only_where_asked():
    cities = [[100.0, 101.0, 100.0, 101.0, 200.0]] * 6
    widths = {
        asked: hindcast(make_series(*cities), wobble_from_hidden=asked).p90_tco2e[0]
        for asked in (True, False)
    }
    assert widths[False] == pytest.approx(
        101.0 * np.exp(1.2815515655446004 * np.hypot(np.log(1.01) / 1.2815515655446004, 0.02))
    )
    assert widths[True] > 120.0


def test_reports_are_part_of_the_estimate():
    reports = pd.DataFrame(
        {
            "contract": [0],
            "action": ["a"],
            "year": [2016],
            "sector": ["waste"],
            "tco2e": [20.0],
            "evidence": ["verified"],
        }
    )
    sectors = pd.DataFrame({"contract": [0], "sector": ["waste"], "tco2e": [5.0]})
    found = hindcast(make_series([110.0, 100.0, 90.0]), delivered=reports)
    capped = hindcast(make_series([110.0, 100.0, 90.0]), delivered=reports, sectors=sectors)
    assert (found.p50_tco2e.tolist(), capped.p50_tco2e.tolist()) == ([90.5], [95.0])


def test_score_by_hand():
    cities = [
        [100.0, 100.0, 110.0],
        [100.0, 100.0, 80.0],
        [100.0, 100.0, 500.0],
        [100.0, 100.0, 100.0],
        [7.0, 7.0],
    ]
    told = score(hindcast(make_series(*cities)), draws=20, seed=1)
    assert (told.series, told.hidden, told.skipped_series) == (4, 4, 1)
    assert told.median_abs_error == pytest.approx((10 / 110 + 0.25) / 2)
    assert told.mean_abs_error == pytest.approx((10 / 110 + 0.25 + 0.8) / 4)
    assert (told.interval_coverage, told.below_p10_share, told.above_p90_share) == (0.5, 0.25, 0.25)
    # Clopper and Pearson, 2 of 4.
    assert told.interval_coverage_binomial_95 == pytest.approx((0.0676, 0.9324), abs=1e-4)
    assert told.median_interval_half_width == pytest.approx(
        np.exp(1.2815515655446004 * np.hypot(0.085, 0.02)) - 1
    )
    assert told.naive["last_value"].mean_abs_error == told.mean_abs_error
    assert told.naive["last_two"].median_abs_error == told.median_abs_error
    paired = told.paired_bootstrap_last_value
    assert (paired.median_difference_95, paired.mean_difference_95) == ((0.0, 0.0), (0.0, 0.0))
    assert (paired.draws, paired.seed) == (20, 1)


def test_paired_bootstrap_draws_the_same_cities_for_both_rules():
    reports = pd.DataFrame(
        {
            "contract": [0, 1, 2],
            "action": 1,
            "year": 2016,
            "sector": "waste",
            "tco2e": 20.0,
            "evidence": "verified",
        }
    )
    told = score(hindcast(make_series(*[[100.0, 100.0, 90.5]] * 3), delivered=reports))
    paired = told.paired_bootstrap_last_value
    gain = -9.5 / 90.5
    assert paired.median_difference_95 == pytest.approx((gain, gain))
    assert paired.mean_difference_95 == pytest.approx((gain, gain))


def test_paired_bootstrap_sums_up_each_draw_of_cities():
    reports = pd.DataFrame(
        {
            "contract": [0],
            "action": 1,
            "year": 2016,
            "sector": "waste",
            "tco2e": 20.0,
            "evidence": "verified",
        }
    )
    found = hindcast(make_series([100.0, 100.0, 90.5], *[[100.0, 100.0, 100.0]] * 2), delivered=reports)
    paired = score(found, draws=40, seed=1).paired_bootstrap_last_value
    # Only the first city gains, by as much in each draw as it was drawn.
    times = (np.random.default_rng(1).integers(3, size=(40, 3)) == 0).sum(axis=1)
    low, high = np.quantile(times * -9.5 / 90.5 / 3, [0.025, 0.975])
    assert low < high < 0.0 or low < high == 0.0
    assert paired.mean_difference_95 == pytest.approx((low, high))
    low, high = np.quantile(np.where(times >= 2, -9.5 / 90.5, 0.0), [0.025, 0.975])
    assert paired.median_difference_95 == pytest.approx((low, high))


def test_the_edges_of_the_interval_belong_to_it():
    found = hindcast(make_series([100.0, 100.0, 100.0]))
    for edge in (found.p10_tco2e[0], found.p90_tco2e[0]):
        assert hindcast(make_series([100.0, 100.0, edge])).is_inside.tolist() == [True]


def test_half_split_coverage_draws_halves_of_the_cities_that_count():
    assert half_split_coverage(make_series(*STEADY, [5.0]), splits=3) == (1.0, 1.0, 1.0)
    wild = [[100.0, 100.0, 900.0]]
    low, middle, high = half_split_coverage(make_series(*STEADY, *wild), splits=20, seed=2)
    assert (low, high) == (0.5, 1.0)
    assert low <= middle <= high
