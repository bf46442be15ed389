"""Invented cities: what the frames hold, and that the nowcast is judged on them fairly."""

import numpy as np
import pandas as pd
import pytest

from emissions.backtest import hindcast, score
from emissions.simulation import simulate_cities


def judge(seed, rosiness):
    cities = simulate_cities(n_cities=150, seed=seed, rosiness=rosiness)
    found = hindcast(
        cities.series, delivered=cities.delivered, sectors=cities.sectors, wobble_from_hidden=False
    )
    told = score(found, draws=50)
    return told, 1 - told.mean_abs_error / told.naive["last_value"].mean_abs_error


def test_one_seed_gives_the_same_cities():
    first, second, other = (simulate_cities(n_cities=5, seed=seed) for seed in (3, 3, 4))
    for name in ("series", "delivered", "sectors"):
        pd.testing.assert_frame_equal(getattr(first, name), getattr(second, name))
    assert not first.series["tco2e"].equals(other.series["tco2e"])


def test_the_cities_stay_those_of_the_printed_score():
    # docs/nowcast.md prints a score on such cities: whoever changes what is drawn prints it anew.
    cities = simulate_cities(n_cities=2, seed=38)
    series, reports = cities.series, cities.delivered
    assert series.groupby("contract")["year"].apply(list).tolist() == [
        [2020, 2023, 2026],
        [2011, 2014, 2016, 2018, 2020, 2021, 2023, 2027],
    ]
    totals = [902_565.378834, 789_291.478726, 579_161.017936]
    np.testing.assert_allclose(series["tco2e"].head(3), totals, rtol=1e-9)
    false = reports.loc[reports["action"] < 0, "action"]
    assert (len(reports), false.tolist()) == (85, [-1, -8, -20, -28])
    assert reports.groupby("year").size().tolist() == [3, 16, 22, 13, 12, 14, 5]
    by_sector = reports.groupby("sector")["tco2e"].sum()
    np.testing.assert_allclose(by_sector, [188_218.042, 126_297.415, 218_556.988, 30_632.773], rtol=1e-8)
    by_evidence = reports.groupby("evidence")["tco2e"].sum()
    np.testing.assert_allclose(by_evidence, [283_415.487, 208_277.11, 72_012.621], rtol=1e-8)


def test_rosy_reports_are_the_same_reports_with_more_tonnes():
    plain, rosy = (simulate_cities(n_cities=20, seed=3, rosiness=factor) for factor in (1.0, 2.0))
    pd.testing.assert_frame_equal(plain.series, rosy.series)
    pd.testing.assert_frame_equal(plain.delivered.assign(tco2e=2 * plain.delivered["tco2e"]), rosy.delivered)


def test_every_city_has_inventories_and_a_hidden_year():
    series = simulate_cities(n_cities=200, seed=5).series
    number = series.groupby("contract").size()
    assert (number.index.tolist(), number.min(), number.max()) == (list(range(200)), 3, 8)
    last_two = series.groupby("contract")["year"].apply(lambda years: years.tolist()[-2:])
    assert sorted({(shown, hidden) for shown, hidden in last_two}) == [
        (2023, 2025),
        (2023, 2026),
        (2023, 2027),
    ]
    assert (series["tco2e"] > 0).all()
    assert not series.duplicated(["contract", "year"]).any()


def test_sectors_sum_to_the_last_inventory():
    cities = simulate_cities(n_cities=30, seed=6)
    shown = cities.series[cities.series["year"] == 2023].set_index("contract")["tco2e"]
    np.testing.assert_allclose(cities.sectors.groupby("contract")["tco2e"].sum(), shown, rtol=1e-9)


def test_reports_are_late_partly_false_and_partly_missing():
    cities = simulate_cities(n_cities=300, seed=7)
    reports = cities.delivered
    hidden = cities.series.groupby("contract")["year"].max()
    assert (reports["year"] <= reports["contract"].map(hidden)).all()
    assert reports["year"].min() == 2021
    assert not reports.duplicated(["contract", "action"]).any()
    shares = reports["evidence"].value_counts(normalize=True)
    np.testing.assert_allclose(shares[["declared", "documented", "verified"]], [0.5, 0.3, 0.2], atol=0.05)
    false = reports[reports["action"] < 0]
    assert 0.01 < len(false) / len(reports) < 0.1
    assert false["evidence"].unique().tolist() == ["declared"]


@pytest.mark.parametrize("seed", [11, 12, 13])
def test_reports_cut_the_error_by_a_third_and_the_interval_stays_honest(seed):
    told, cut = judge(seed, 1.0)
    assert cut >= 0.30
    assert 0.70 <= told.interval_coverage <= 0.93


@pytest.mark.parametrize("seed", [11, 12, 13])
def test_reports_twice_too_rosy_stay_within_what_the_interval_says(seed):
    told, _ = judge(seed, 2.0)
    assert 0.70 <= told.interval_coverage <= 0.90
