"""What a series of inventories alone says: last value, drift of long series, yearly wobble."""

import numpy as np
import pandas as pd
import pytest

from emissions.background import YEARLY_LOG_SD, read_background, read_series, yearly_changes
from emissions.errors import EmissionsError


def make_series(*years_and_tonnes, contract=0):
    rows = [{"contract": contract, "year": year, "tco2e": tonnes} for year, tonnes in years_and_tonnes]
    return pd.DataFrame(rows, columns=["contract", "year", "tco2e"])


def steady_series(inventories, *, yearly_log=-0.03, start=2010, contract=0):
    """A city whose logarithm moves by the same step every year."""
    return make_series(
        *((start + step, 1000.0 * np.exp(yearly_log * step)) for step in range(inventories)),
        contract=contract,
    )


def test_short_series_gives_its_last_value_and_the_wobble_of_other_cities():
    found = read_background(make_series((2021, 90.0), (2013, 120.0), (2017, 100.0)), n_contracts=1)
    assert (found.last_year.tolist(), found.last_tco2e.tolist()) == ([2021.0], [90.0])
    assert (found.inventories.tolist(), found.yearly_log_sd.tolist()) == ([3], [YEARLY_LOG_SD])
    assert (found.drift_log.tolist(), found.drift_log_sd.tolist()) == ([0.0], [0.02])


def test_five_inventories_are_short_and_six_are_long():
    series = pd.concat([steady_series(5), steady_series(6, contract=1)])
    found = read_background(series, n_contracts=2)
    variance = (5 * 0.085**2 + 5 * 0.03**2) / 10
    weight = 0.02**2 / (0.02**2 + variance / 5)
    np.testing.assert_allclose(found.yearly_log_sd, [0.085, np.sqrt(variance)], rtol=1e-12)
    np.testing.assert_allclose(found.drift_log, [0.0, -0.03 * weight], rtol=1e-12)
    np.testing.assert_allclose(found.drift_log_sd, [0.02, 0.02 * np.sqrt(1 - weight)], rtol=1e-12)


def test_a_longer_series_lets_more_of_its_drift_through():
    drift = [read_background(steady_series(n), n_contracts=1).drift_log[0] for n in (6, 10, 20)]
    assert drift == sorted(drift, reverse=True)
    assert drift[-1] > -0.03


def test_contract_without_inventory_is_unknown():
    found = read_background(make_series((2020, 5.0), contract=1), n_contracts=3)
    for values in (
        found.last_year,
        found.last_tco2e,
        found.yearly_log_sd,
        found.drift_log,
        found.drift_log_sd,
    ):
        np.testing.assert_array_equal(np.isnan(values), [True, False, True])
    assert found.inventories.tolist() == [0, 1, 0]


def test_inventory_without_total_is_passed_over():
    found = read_background(make_series((2019, 7.0), (2021, None)), n_contracts=1)
    assert (found.last_year.tolist(), found.last_tco2e.tolist()) == ([2019.0], [7.0])


def test_each_contract_has_its_own_wobble():
    found = read_background(make_series((2020, 5.0), contract=0), n_contracts=2, yearly_log_sd=[0.1, 0.2])
    np.testing.assert_array_equal(found.yearly_log_sd, [0.1, np.nan])


def test_spread_and_drift_over_the_years():
    found = read_background(steady_series(6), n_contracts=1)
    years = np.array([0.0, 1.0, 4.0])
    sd, lasting, drift = found.yearly_log_sd[0], found.drift_log_sd[0], found.drift_log[0]
    expected = [[0.0, np.sqrt(sd**2 + lasting**2), np.sqrt(4 * sd**2 + 16 * lasting**2)]]
    np.testing.assert_allclose(found.log_sd(years), expected, rtol=1e-12)
    np.testing.assert_allclose(found.drift_share(years), [np.expm1(drift * years)], rtol=1e-12)


def test_yearly_changes_do_not_join_two_cities():
    owner, change = yearly_changes(
        np.array([0, 0, 1, 1]), np.array([2010.0, 2014.0, 2015.0, 2016.0]), np.array([1.0, np.e, 5.0, 5.0])
    )
    assert (owner.tolist(), change.tolist()) == ([0, 1], [0.5, 0.0])


BAD_ROWS = [
    ({"contract": -1}, "contract is not a known position"),
    ({"contract": 2}, "contract is not a known position"),
    ({"contract": 0.5}, "contract is not a known position"),
    ({"contract": None}, "contract is not a known position"),
    ({"year": 2020.5}, "year is not a whole year"),
    ({"year": None}, "year is not a whole year"),
    ({"tco2e": 0.0}, "tco2e is not above 0"),
    ({"tco2e": -1.0}, "tco2e is not above 0"),
    ({"tco2e": np.inf}, "tco2e is not a finite number"),
    ({"year": 2019}, "year has an inventory already"),
]


@pytest.mark.parametrize(("change", "reason"), BAD_ROWS)
def test_read_series_names_or_passes_over_the_row_that_makes_no_sense(change, reason):
    rows = [{"contract": 1, "year": 2019, "tco2e": 8.0}, {"contract": 1, "year": 2020, "tco2e": 9.0} | change]
    series = pd.DataFrame(rows, index=["good", "bad"])
    with pytest.raises(EmissionsError) as caught:
        read_series(series, n_contracts=2)
    assert (caught.value.row, caught.value.reason) == ("bad", reason)
    contract, year, tonnes = read_series(series, n_contracts=2, errors="mask")
    assert (contract.tolist(), year.tolist(), tonnes.tolist()) == ([1], [2019.0], [8.0])


def test_read_background_names_the_row_that_makes_no_sense_unless_told_otherwise():
    series = make_series((2019, 8.0), (2020, -1.0))
    with pytest.raises(EmissionsError, match="row 1: tco2e is not above 0"):
        read_background(series, n_contracts=1)
    assert read_background(series, n_contracts=1, errors="mask").last_year.tolist() == [2019.0]
