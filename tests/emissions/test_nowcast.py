"""The nowcast: the worked example of docs/nowcast.md, its parts and its reasons."""

import numpy as np
import pandas as pd
import pytest

from emissions.errors import EmissionsError
from emissions.nowcast import (
    DELIVERED_COLUMNS,
    PROXY_COLUMNS,
    SECTOR_COLUMNS,
    SERIES_COLUMNS,
    YEAR_COLUMNS,
    NowcastBasis,
    nowcast,
)

PARTS = ["last_value_tco2e", "background_tco2e", "delivered_tco2e", "proxies_tco2e"]


def frame(columns, *rows):
    return pd.DataFrame(list(rows), columns=list(columns))


TRAM = (0, "tram", 2022, "transport", 20_000.0, "declared")
RETROFITS = (0, "retrofits", 2023, "buildings", 30_000.0, "documented")
SERIES = frame(SERIES_COLUMNS, (0, 2019, 1_050_000.0), (0, 2021, 1_000_000.0))
SECTORS = frame(SECTOR_COLUMNS, (0, "transport", 300_000.0), (0, "buildings", 600_000.0), (0, "waste", None))


def year_of(found, year):
    return found.years.set_index("year").loc[float(year)]


def long_series(yearly_log, *, inventories=11, contract=0):
    years = range(2021 - inventories + 1, 2022)
    return frame(
        SERIES_COLUMNS, *((contract, year, 1e6 * np.exp(yearly_log * (year - 2021))) for year in years)
    )


def test_nowcast_by_hand():
    found = nowcast(
        to_year=[2023], series=SERIES, delivered=frame(DELIVERED_COLUMNS, TRAM, RETROFITS), sectors=SECTORS
    )
    row = year_of(found, 2023)
    assert row["p50_tco2e"] == 976_750
    assert row[PARTS].tolist() == [1_000_000, 0, -23_250, 0]
    sd = np.sqrt(0.085**2 * 2 + 0.04**2 + (8_000 / 976_750) ** 2)
    assert row["log_sd"] == pytest.approx(sd, rel=1e-12)
    assert row["p10_tco2e"] == pytest.approx(830_104, abs=50)
    assert row["p90_tco2e"] == pytest.approx(1_149_305, abs=50)
    assert found.contracts["basis"].tolist() == ["delivered"]


def test_nowcast_by_hand_with_traffic_counts():
    counts = frame(PROXY_COLUMNS, (0, "traffic", 2021, None, 100.0), (0, "traffic", 2023, None, 95.0))
    found = nowcast(
        to_year=[2023],
        series=SERIES,
        delivered=frame(DELIVERED_COLUMNS, TRAM, RETROFITS),
        sectors=SECTORS,
        proxies=counts,
    )
    row = year_of(found, 2023)
    np.testing.assert_allclose(row[PARTS].astype(float), [1_000_000, 0, -12_450, -13_500], rtol=1e-12)
    assert row["p50_tco2e"] == pytest.approx(974_050, rel=1e-12)
    wobble = np.sqrt(0.085**2 * 2 + 0.04**2) * (1 - 0.5 * 0.27)
    assert row["log_sd"] == pytest.approx(np.hypot(wobble, 3_500 / 974_050), rel=1e-12)
    assert found.contracts["basis"].tolist() == ["delivered_and_proxies"]


def test_what_comes_after_the_latest_count_is_subtracted_in_full():
    counts = frame(PROXY_COLUMNS, (0, "traffic", 2021, None, 100.0), (0, "traffic", 2022, None, 95.0))
    later = (0, "bikes", 2023, "transport", 10_000.0, "declared")
    found = nowcast(
        to_year=[2024],
        series=SERIES,
        delivered=frame(DELIVERED_COLUMNS, TRAM, later),
        sectors=SECTORS,
        proxies=counts,
    )
    # Of the tram the counts of 2022 saw nine tenths of half a year.
    row = year_of(found, 2024)
    assert row["delivered_tco2e"] == pytest.approx(-(12_000 - 0.9 * 6_000 + 6_000), rel=1e-12)
    wobble = np.sqrt(0.085**2 * 3 + 0.06**2) * (1 - 0.5 * 0.27 / 3)
    spread = (5_000 - 0.9 * 2_500 + 2_500) / row["p50_tco2e"]
    assert row["log_sd"] == pytest.approx(np.hypot(wobble, spread), rel=1e-12)


def test_two_figures_of_one_sector_each_see_their_share():
    values = frame(
        PROXY_COLUMNS,
        (0, "gas_sold", 2021, None, 100.0), (0, "gas_sold", 2022, None, 90.0),
        (0, "electricity_sold", 2021, None, 100.0), (0, "electricity_sold", 2022, None, 110.0),
    )  # fmt: skip
    work = frame(DELIVERED_COLUMNS, (0, "retrofits", 2021, "buildings", 10_000.0, "verified"))
    found = nowcast(to_year=[2022], series=SERIES, delivered=work, sectors=SECTORS, proxies=values)
    row = year_of(found, 2022)
    assert row["proxies_tco2e"] == pytest.approx(600_000 * (0.5 * -0.1 + 0.4 * 0.1), rel=1e-12)
    assert row["delivered_tco2e"] == pytest.approx(-0.1 * 0.95 * 5_000, rel=1e-12)


def test_a_figure_of_a_sector_without_emissions_says_nothing():
    counts = frame(
        PROXY_COLUMNS, (0, "waste_collected", 2021, None, 100.0), (0, "waste_collected", 2022, None, 50.0)
    )
    work = frame(DELIVERED_COLUMNS, (0, "compost", 2021, "waste", 1_000.0, "verified"))
    found = nowcast(to_year=[2022], series=SERIES, delivered=work, sectors=SECTORS, proxies=counts)
    assert year_of(found, 2022)[PARTS].tolist() == [1_000_000, 0, -475, 0]
    assert year_of(found, 2022)["log_sd"] == pytest.approx(
        np.hypot(np.hypot(0.085, 0.02), 50 / 999_525), rel=1e-12
    )


def test_a_short_series_is_carried_forward_exactly():
    found = nowcast(to_year=[2024], series=SERIES)
    assert found.years["year"].tolist() == [2022, 2023, 2024]
    assert found.years["p50_tco2e"].tolist() == [1_000_000] * 3
    assert found.contracts.to_dict("records") == [
        {
            "basis": "last_value",
            "last_year": 2021.0,
            "last_tco2e": 1_000_000.0,
            "inventories": 2,
            "drift_log": 0.0,
            "yearly_log_sd": 0.085,
        }
    ]


def test_a_long_series_moves_on_by_its_drift():
    found = nowcast(to_year=[2023], series=long_series(-0.02))
    drift = found.contracts["drift_log"][0]
    assert -0.02 < drift < 0
    np.testing.assert_allclose(found.years["p50_tco2e"], 1e6 * np.exp(drift * np.array([1, 2])), rtol=1e-12)
    assert found.contracts["basis"].tolist() == ["drift"]


@pytest.mark.parametrize(
    ("yearly_log", "tonnes", "delivered"),
    [
        pytest.param(-0.04, 10_000.0, 0.0, id="the fall holds the small reports"),
        pytest.param(0.04, 10_000.0, -9_500.0, id="a rise holds none"),
    ],
)
def test_drift_and_deliveries_are_not_added_up(yearly_log, tonnes, delivered):
    work = frame(DELIVERED_COLUMNS, (0, "a", 2022, "waste", tonnes, "verified"))
    row = year_of(nowcast(to_year=[2023], series=long_series(yearly_log), delivered=work), 2023)
    assert row["delivered_tco2e"] == delivered


def test_larger_deliveries_count_beyond_the_fall():
    work = frame(DELIVERED_COLUMNS, (0, "a", 2022, "waste", 200_000.0, "verified"))
    row = year_of(nowcast(to_year=[2023], series=long_series(-0.04), delivered=work), 2023)
    assert row["background_tco2e"] < 0
    assert row["p50_tco2e"] == pytest.approx(1e6 - 190_000, rel=1e-12)


def test_drift_moves_only_what_no_figure_sees():
    counts = frame(PROXY_COLUMNS, (0, "traffic", 2021, None, 100.0), (0, "traffic", 2022, None, 100.0))
    alone = nowcast(to_year=[2022], series=long_series(-0.02)).years
    seen = nowcast(to_year=[2022], series=long_series(-0.02), sectors=SECTORS, proxies=counts).years
    np.testing.assert_allclose(seen["background_tco2e"], 0.73 * alone["background_tco2e"], rtol=1e-12)


def test_a_sector_loses_no_more_than_it_emits():
    work = frame(
        DELIVERED_COLUMNS,
        (0, "a", 2021, "transport", 1e6, "verified"),
        (0, "b", 2021, "waste", 1e5, "verified"),
    )
    row = year_of(nowcast(to_year=[2022], series=SERIES, delivered=work, sectors=SECTORS), 2022)
    assert row["delivered_tco2e"] == -(300_000 + 47_500)


def test_no_report_brings_a_city_below_a_twentieth():
    work = frame(DELIVERED_COLUMNS, (0, "a", 2022, "waste", 5e6, "verified"))
    row = year_of(nowcast(to_year=[2023], series=SERIES, delivered=work), 2023)
    assert row[["p50_tco2e", "delivered_tco2e"]].tolist() == [50_000, -950_000]


def test_sectors_larger_than_the_total_are_seen_as_the_whole():
    sectors = frame(SECTOR_COLUMNS, (0, "transport", 5e6))
    counts = frame(PROXY_COLUMNS, (0, "traffic", 2021, None, 100.0), (0, "traffic", 2022, None, 100.0))
    row = year_of(nowcast(to_year=[2022], series=SERIES, sectors=sectors, proxies=counts), 2022)
    assert row["log_sd"] == pytest.approx(np.hypot(0.085, 0.02) / 2, rel=1e-12)


def test_every_contract_gets_its_reason():
    series = frame(
        SERIES_COLUMNS, (0, 2021, 5.0), (1, 2021, 6.0), (3, 2021, 7.0), (4, 2021, 8.0), (4, 2019, 8.0)
    )
    counts = frame(PROXY_COLUMNS, (4, "traffic", 2021, None, 100.0), (4, "traffic", 2022, None, 90.0))
    found = nowcast(
        to_year=[2021, None, 2022, 2022, 2022, 2020], series=series, proxies=counts,
        sectors=frame(SECTOR_COLUMNS, (4, "transport", 4.0)),
    )  # fmt: skip
    bases = [NowcastBasis(word) for word in found.contracts["basis"]]
    assert [str(basis) for basis in bases] == [
        "measured", "no_year", "no_inventory", "last_value", "proxies", "no_inventory",
    ]  # fmt: skip
    assert [basis.is_estimate for basis in bases] == [False, False, False, True, True, False]
    assert found.years["contract"].tolist() == [2, 3, 4, 5]
    assert found.years["year"].tolist() == [2022, 2022, 2022, 2020]
    np.testing.assert_allclose(found.years["p50_tco2e"], [np.nan, 7.0, 8.0 - 0.36, np.nan])
    assert found.years.drop(columns=["contract", "year"]).isna().all(axis=1).tolist() == [
        True,
        False,
        False,
        True,
    ]


def test_no_contracts_give_empty_frames():
    found = nowcast(to_year=[], series=frame(SERIES_COLUMNS))
    assert (tuple(found.years.columns), len(found.years), len(found.contracts)) == (YEAR_COLUMNS, 0, 0)


BAD_SECTORS = [
    ({"contract": 1}, "contract is not a known position"),
    ({"sector": None}, "sector is missing"),
    ({"tco2e": -1.0}, "tco2e is negative"),
    ({"tco2e": np.inf}, "tco2e is not a finite number"),
    ({"sector": "waste"}, "the sector is given twice"),
]


@pytest.mark.parametrize(("change", "reason"), BAD_SECTORS)
def test_nowcast_names_or_passes_over_the_sector_that_makes_no_sense(change, reason):
    rows = [
        {"contract": 0, "sector": "waste", "tco2e": 9.0},
        {"contract": 0, "sector": "ippu", "tco2e": 0.0} | change,
    ]
    sectors = pd.DataFrame(rows, index=["good", "bad"])
    with pytest.raises(EmissionsError) as caught:
        nowcast(to_year=[2022], series=SERIES, sectors=sectors)
    assert (caught.value.row, caught.value.reason) == ("bad", reason)
    found = nowcast(to_year=[2022], series=SERIES, sectors=sectors, errors="mask")
    assert found.years["p50_tco2e"].tolist() == [1_000_000]


@pytest.mark.parametrize("year", [2022.5, np.inf])
def test_nowcast_refuses_or_masks_a_year_that_is_not_whole(year):
    with pytest.raises(EmissionsError) as caught:
        nowcast(to_year=[year], series=SERIES)
    assert (caught.value.row, caught.value.reason) == (0, "to_year is not a whole year")
    assert nowcast(to_year=[year], series=SERIES, errors="mask").contracts["basis"].tolist() == ["no_year"]


def test_masked_rows_are_passed_over_everywhere():
    found = nowcast(
        to_year=[2022],
        series=frame(SERIES_COLUMNS, (0, 2021, 100.0), (0, 2020, -1.0)),
        delivered=frame(DELIVERED_COLUMNS, (0, "a", 2021, "waste", -1.0, "declared")),
        proxies=frame(PROXY_COLUMNS, (0, "traffic", 2022, 14, 1.0)),
        errors="mask",
    )
    assert found.years[["p50_tco2e", "delivered_tco2e"]].to_numpy().tolist() == [[100.0, 0.0]]


def test_rosy_reports_reach_no_further_up_than_nothing_done():
    work = frame(DELIVERED_COLUMNS, (0, "a", 2021, "waste", 3e6, "declared"))
    row = year_of(nowcast(to_year=[2022], series=SERIES, delivered=work), 2022)
    assert row["p50_tco2e"] == 100_000
    assert row["log_sd"] == pytest.approx(
        np.hypot(np.hypot(0.085, 0.02), np.log(10) / 1.2815515655446004), rel=1e-12
    )
