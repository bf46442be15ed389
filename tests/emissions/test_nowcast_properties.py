"""The nowcast as properties: order, unit, monotony, independence, widening, and no unknown out of known inputs."""

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from emissions.nowcast import DELIVERED_COLUMNS, PROXY_COLUMNS, SECTOR_COLUMNS, SERIES_COLUMNS, nowcast
from tests.emissions.strategies import relaxed

PARTS = ["last_value_tco2e", "background_tco2e", "delivered_tco2e", "proxies_tco2e"]
EDGES = ["p10_tco2e", "p50_tco2e", "p90_tco2e"]


def frame(columns, *rows):
    return pd.DataFrame(list(rows), columns=list(columns))


tonnes = st.floats(min_value=1.0, max_value=1e8)
years = st.integers(2010, 2024)


@st.composite
def cities(draw):
    """Up to three contracts with inventories, reports, sectors and counts; all inputs known."""
    number = draw(st.integers(1, 3))
    places = st.integers(0, number - 1)
    made = {(place, draw(years)) for place in range(number) for _ in range(draw(st.integers(1, 9)))}
    words = st.sampled_from(["buildings", "transport", "waste", "ippu"])
    evidence = st.sampled_from(["declared", "documented", "verified"])
    reports = draw(
        st.dictionaries(
            st.tuples(places, st.integers(0, 4), years), st.tuples(words, tonnes, evidence), max_size=8
        )
    )
    emitted = draw(st.dictionaries(st.tuples(places, words), tonnes, max_size=5))
    counts = st.dictionaries(
        st.tuples(places, st.sampled_from(["traffic", "gas_sold"]), years), st.floats(10, 29), max_size=9
    )
    return {
        "to_year": [draw(st.integers(2015, 2028)) for _ in range(number)],
        "series": frame(SERIES_COLUMNS, *((place, year, draw(tonnes)) for place, year in sorted(made))),
        "delivered": frame(DELIVERED_COLUMNS, *((c, a, y, *rest) for (c, a, y), rest in reports.items())),
        "sectors": frame(SECTOR_COLUMNS, *((c, word, value) for (c, word), value in emitted.items())),
        "proxies": frame(PROXY_COLUMNS, *((c, k, y, None, value) for (c, k, y), value in draw(counts).items())),
    }  # fmt: skip


@relaxed
@given(cities())
def test_known_inputs_give_known_ordered_results_whose_parts_sum_up(city):
    years = nowcast(**city).years
    assert not years.isna().any(axis=None)
    assert (years["p10_tco2e"] > 0).all()
    assert (np.diff(years[EDGES].to_numpy(), axis=1) > 0).all()
    np.testing.assert_allclose(years[PARTS].sum(axis=1), years["p50_tco2e"], rtol=1e-9)


@relaxed
@given(cities(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(city, random):
    shuffled = dict(city)
    for name in ("series", "delivered", "sectors", "proxies"):
        order = list(range(len(city[name])))
        random.shuffle(order)
        shuffled[name] = city[name].iloc[order]
    pd.testing.assert_frame_equal(nowcast(**city).years, nowcast(**shuffled).years, rtol=1e-9)


@relaxed
@given(cities(), st.floats(0.001, 1000))
def test_the_unit_of_the_tonnes_does_not_matter(city, factor):
    scaled = city | {
        name: city[name].assign(tco2e=city[name]["tco2e"] * factor)
        for name in ("series", "delivered", "sectors")
    }
    here, there = nowcast(**city).years, nowcast(**scaled).years
    np.testing.assert_allclose(there[EDGES], here[EDGES] * factor, rtol=1e-9)
    np.testing.assert_allclose(there["log_sd"], here["log_sd"], rtol=1e-9)


@relaxed
@given(cities(), st.floats(1, 3))
def test_more_delivered_never_raises_the_middle(city, factor):
    more = city | {"delivered": city["delivered"].assign(tco2e=city["delivered"]["tco2e"] * factor)}
    here, there = nowcast(**city).years["p50_tco2e"], nowcast(**more).years["p50_tco2e"]
    assert (there <= here * (1 + 1e-12)).all()


@relaxed
@given(cities())
def test_contracts_do_not_touch_one_another(city):
    together = nowcast(**city).years
    for place, year in enumerate(city["to_year"]):
        own = {
            name: city[name][city[name]["contract"] == place].assign(contract=0)
            for name in ("series", "delivered", "sectors", "proxies")
        }
        alone = nowcast(to_year=[year], **own).years.assign(contract=place)
        here = together[together["contract"] == place].reset_index(drop=True)
        pd.testing.assert_frame_equal(here, alone, rtol=1e-9)


@relaxed
@given(cities())
def test_the_interval_widens_with_the_years(city):
    few = city["series"].groupby("contract").tail(5)
    declared = city["delivered"].assign(evidence="declared")
    years = nowcast(to_year=city["to_year"], series=few, delivered=declared).years
    assert (years.groupby("contract")["log_sd"].diff().dropna() > 0).all()
