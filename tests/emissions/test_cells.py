"""No tonne more than the inventory has, and what leaving one action out changes."""

import numpy as np
import pytest

from emissions.claims import read_claims
from emissions.overlap import marginal_impacts, scenario_reduction
from tests.emissions.ledger_cases import (
    BOILERS,
    HUNDRED_BOILERS,
    credits_of,
    make_actions,
    make_ledger,
    make_sources,
    reasons_of,
)


@pytest.mark.parametrize(
    ("sources", "credited", "reasons"),
    [
        pytest.param([{"tco2e": 50.0}], [30.0, 20.0], ["sector_cap"] * 2, id="sector"),
        pytest.param([{"sector": "", "tco2e": 50.0}], [30.0, 20.0], ["contract_cap"] * 2, id="contract"),
        pytest.param(
            [{"tco2e": 50.0}, {"sector": "", "tco2e": 49.0}],
            [29.4, 19.6],
            ["sector_cap"] * 2,
            id="sector takes most",
        ),
        pytest.param(
            [{"tco2e": 80.0}, {"sector": "", "tco2e": 50.0}],
            [30.0, 20.0],
            ["contract_cap"] * 2,
            id="contract takes most",
        ),
        pytest.param([{"tco2e": 100.0}], [60.0, 40.0], ["in_full"] * 2, id="just enough"),
        pytest.param([{"tco2e": 99.9999}], [59.9999, 40.0], ["sector_cap", "in_full"], id="one unit short"),
        pytest.param([{"tco2e": 0.0}], [0.0, 0.0], ["sector_cap"] * 2, id="nothing is there"),
        pytest.param([{"tco2e": None}], [60.0, 40.0], ["no_cap_known"] * 2, id="not known"),
        pytest.param([{"sector": "transport"}], [60.0, 40.0], ["no_cap_known"] * 2, id="another sector's"),
        pytest.param(
            [{"contract": 1, "tco2e": 5.0}], [60.0, 40.0], ["no_cap_known"] * 2, id="another contract's"
        ),
        pytest.param(
            [{"tco2e": None}, {"sector": ""}], [60.0, 40.0], ["in_full"] * 2, id="contract is enough"
        ),
    ],
)
def test_overlap_ledger_credits_no_more_than_the_inventory_has(sources, credited, reasons):
    actions = make_actions({"isolated_tco2e": 60.0}, {"isolated_tco2e": 40.0})
    ledger = make_ledger(actions, make_sources(*sources), n_contracts=2)
    assert credits_of(ledger) == credited
    assert reasons_of(ledger) == reasons
    assert ledger.contracts["credited_tco2e"].tolist() == [sum(credited), 0.0]
    np.testing.assert_allclose(ledger.credited_by_year_tco2e[:, 1], credited, atol=1e-4)


@pytest.mark.parametrize(
    ("action", "available", "credit", "reason", "method"),
    [
        pytest.param({"isolated_tco2e": 130.0}, 100.0, 100.0, "source_cap", "alone", id="more than is there"),
        pytest.param({"isolated_tco2e": 100.0}, 100.0, 100.0, "in_full", "alone", id="all that is there"),
        pytest.param(
            {"isolated_tco2e": 30.0, "cut_share": 0.2},
            100.0,
            20.0,
            "source_cap",
            "alone",
            id="more than its share",
        ),
        pytest.param(
            {"isolated_tco2e": 10.0, "cut_share": 0.2},
            100.0,
            10.0,
            "in_full",
            "alone",
            id="less than its share",
        ),
        pytest.param(
            {"isolated_tco2e": 30.0, "cut_share": 0.2},
            None,
            30.0,
            "no_cap_known",
            "uncapped",
            id="unknown source",
        ),
        pytest.param({"isolated_tco2e": 30.0}, 0.0, 0.0, "source_cap", "alone", id="empty source"),
    ],
)
def test_overlap_ledger_credits_no_more_than_the_source_has(action, available, credit, reason, method):
    sources = make_sources({"tco2e": 1000.0}, BOILERS | {"tco2e": available})
    ledger = make_ledger(make_actions(BOILERS | action), sources)
    assert credits_of(ledger) == [credit]
    assert reasons_of(ledger) == [reason]
    np.testing.assert_array_equal(
        ledger.cells["available_tco2e"], [np.nan if available is None else available]
    )
    assert ledger.cells["method"].tolist() == [method]
    np.testing.assert_allclose(ledger.credited_by_year_tco2e, [[credit / 2, credit]])


def test_overlap_ledger_adds_claims_on_a_source_that_is_not_known():
    actions = make_actions(BOILERS | {"cut_share": 0.9}, BOILERS | {"cut_share": 0.9})
    ledger = make_ledger(actions, make_sources({"tco2e": 1000.0}))
    assert credits_of(ledger) == [10.0, 10.0]
    assert reasons_of(ledger) == ["no_cap_known"] * 2
    assert ledger.cells["method"].tolist() == ["uncapped"]


@pytest.mark.parametrize("share", [None, 0.5])
def test_overlap_ledger_shares_an_empty_source_among_nobody(share):
    actions = make_actions(*[BOILERS | {"cut_share": share}] * 2)
    ledger = make_ledger(actions, make_sources(BOILERS | {"tco2e": 0.0}))
    assert credits_of(ledger) == [0.0, 0.0]
    assert reasons_of(ledger) == ["source_cap"] * 2


def test_overlap_ledger_scales_shared_sources_by_the_caps_above_them():
    actions = make_actions(
        BOILERS | {"isolated_tco2e": 30.0},
        BOILERS | {"isolated_tco2e": 20.0},
        {"isolated_tco2e": 44.0},
        {"sector": "transport", "isolated_tco2e": 22.0},
    )
    sources = make_sources({"tco2e": 66.0}, BOILERS, {"sector": "", "tco2e": 44.0})
    ledger = make_ledger(actions, sources)
    assert credits_of(ledger) == [9.9, 6.6, 16.5, 11.0]
    assert ledger.cells["credited_tco2e"].tolist() == [16.5, 16.5, 11.0]
    assert ledger.cells["sector"].tolist() == ["buildings", "buildings", "transport"]
    assert ledger.contracts["credited_tco2e"].tolist() == [44.0]


def test_overlap_ledger_keeps_contracts_and_sectors_apart():
    place = [(0, "buildings"), (1, "buildings"), (0, "transport"), (0, "buildings")]
    actions = make_actions(
        *(
            BOILERS | {"contract": contract, "sector": sector, "isolated_tco2e": 50.0}
            for contract, sector in place
        )
    )
    sources = make_sources(
        BOILERS, BOILERS | {"contract": 1}, BOILERS | {"sector": "transport"}, {"contract": 1, "tco2e": 20.0}
    )
    ledger = make_ledger(actions, sources)
    assert credits_of(ledger) == [37.5, 20.0, 50.0, 37.5]
    assert ledger.contracts["credited_tco2e"].tolist() == [125.0, 20.0]
    assert ledger.cells["contract"].tolist() == [0, 0, 1]
    assert ledger.scenario_by_year_tco2e.tolist() == [[43.75 + 25.0, 125.0], [20.0, 20.0]]


def test_overlap_ledger_shares_may_be_none_and_all():
    actions = make_actions(
        BOILERS | {"cut_share": 0.0}, BOILERS | {"cut_share": 1.0, "isolated_tco2e": 100.0}
    )
    assert credits_of(make_ledger(actions, HUNDRED_BOILERS)) == [0.0, 100.0]


def test_marginal_impacts_of_the_worked_example():
    boilers = {"source_group": "boilers"}
    actions = make_actions(
        boilers | {"isolated_tco2e": 30.0}, boilers | {"isolated_tco2e": 20.0}, {"flow": "sink"}
    )
    claims = read_claims(actions, make_sources(boilers))
    np.testing.assert_allclose(marginal_impacts(claims), [24.0, 14.0, 0.0], atol=1e-12)
    half = marginal_impacts(claims, effect=[[0.5, 1.0], [1.0, 0.0], [1.0, 1.0]])
    np.testing.assert_allclose(half, [[12.0, 30.0], [17.0, 0.0], [0.0, 0.0]], atol=1e-12)


@pytest.mark.parametrize(
    ("tonnes", "impacts"),
    [
        pytest.param([100.0, 30.0], [70.0, 0.0], id="one takes it all"),
        pytest.param([100.0, 100.0], [0.0, 0.0], id="each takes it all"),
        pytest.param([100.0, 100.0, 30.0], [0.0, 0.0, 0.0], id="two of three take it all"),
        pytest.param([0.0, 30.0], [0.0, 30.0], id="one takes nothing"),
        pytest.param([30.0], [30.0], id="alone"),
    ],
)
def test_marginal_impacts_of_claims_on_a_whole_source(tonnes, impacts):
    boilers = {"source_group": "boilers"}
    actions = make_actions(*(boilers | {"isolated_tco2e": claim} for claim in tonnes))
    np.testing.assert_allclose(
        marginal_impacts(read_claims(actions, make_sources(boilers))), impacts, atol=1e-12
    )


def test_marginal_impacts_of_shared_sources_beside_others():
    actions = make_actions(
        BOILERS | {"isolated_tco2e": 30.0}, {"isolated_tco2e": 25.0}, BOILERS | {"isolated_tco2e": 20.0}
    )
    impacts = marginal_impacts(read_claims(actions, HUNDRED_BOILERS))
    np.testing.assert_allclose(impacts, [24.0, 25.0, 14.0], atol=1e-12)


@pytest.mark.parametrize(
    ("sources", "impacts"),
    [
        pytest.param([], [60.0, 40.0, 25.0], id="no cap"),
        pytest.param([{"tco2e": 70.0}], [30.0, 10.0, 25.0], id="sector"),
        pytest.param([{"sector": "", "tco2e": 90.0}], [25.0, 5.0, 0.0], id="contract"),
        pytest.param([{"tco2e": 70.0}, {"sector": "", "tco2e": 80.0}], [15.0, 0.0, 10.0], id="both"),
    ],
)
def test_marginal_impacts_respects_the_caps(sources, impacts):
    actions = make_actions(
        {"isolated_tco2e": 60.0}, {"isolated_tco2e": 40.0}, {"isolated_tco2e": 25.0, "sector": "transport"}
    )
    assert marginal_impacts(read_claims(actions, make_sources(*sources))).tolist() == impacts


def test_marginal_impacts_of_nothing_is_nothing():
    claims = read_claims(make_actions(), make_sources())
    assert marginal_impacts(claims).tolist() == []
    assert scenario_reduction(claims, effect=np.zeros((0, 2))).tolist() == []
