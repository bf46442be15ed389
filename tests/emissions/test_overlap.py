"""F15 on its worked examples, on Milano's portfolio, and on each rule by itself."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from emissions.errors import EmissionsError
from emissions.overlap import overlap_ledger
from tests.emissions.ledger_cases import (
    BOILERS,
    HUNDRED_BOILERS,
    credits_of,
    make_actions,
    make_ledger,
    make_sources,
    reasons_of,
)


@pytest.fixture
def milano():
    printed = pd.read_csv(Path(__file__).with_name("milano_actions.csv"))
    usual = make_actions(*[{}] * len(printed)).drop(columns=["flow", "quantification", "included_in"])
    stated = printed.rename(columns={"code": "action", "reduction_tco2e": "isolated_tco2e"})
    return usual.assign(sector="cross_cutting", **{name: stated[name] for name in stated})


@pytest.mark.parametrize(
    ("shares", "credited", "contested", "method", "reason"),
    [
        pytest.param(
            [0.3, 0.2],
            [27.0, 17.0],
            [3.0, 3.0],
            "shapley",
            "shared_shapley",
            id="a: percentages of one source",
        ),
        pytest.param(
            [None, None],
            [26.4, 17.6],
            [3.6, 2.4],
            "proportional",
            "shared_proportional",
            id="b: in proportion",
        ),
        pytest.param(
            [0.3, None],
            [26.4, 17.6],
            [3.6, 2.4],
            "proportional",
            "shared_proportional",
            id="b: one percentage",
        ),
    ],
)
def test_overlap_ledger_gives_the_worked_example(shares, credited, contested, method, reason):
    actions = make_actions(
        BOILERS | {"isolated_tco2e": 30.0, "cut_share": shares[0]},
        BOILERS | {"isolated_tco2e": 20.0, "cut_share": shares[1]},
    )
    ledger = make_ledger(actions, HUNDRED_BOILERS)
    assert credits_of(ledger) == credited
    assert reasons_of(ledger) == [reason] * 2
    assert ledger.actions["contested_tco2e"].tolist() == contested
    assert ledger.contracts.loc[0].to_list()[0:4:2] == [50.0, 44.0]
    cell = ledger.cells.iloc[0].to_dict()
    assert cell == {
        "contract": 0,
        "sector": "buildings",
        "source_group": "boilers",
        "area": "",
        "claims_tco2e": 50.0,
        "available_tco2e": 100.0,
        "credited_tco2e": 44.0,
        "contested_tco2e": 6.0,
        "n_actions": 2,
        "method": method,
    }


def test_overlap_ledger_scales_in_proportion_to_the_worked_scenario():
    claims = [{"isolated_tco2e": tonnes} for tonnes in (200.0, 150.0, 100.0)]
    ledger = make_ledger(make_actions(*claims), make_sources({"tco2e": 280.0}))
    assert credits_of(ledger) == [124.4445, 93.3333, 62.2222]
    assert reasons_of(ledger) == ["sector_cap"] * 3
    assert ledger.contracts["credited_tco2e"].tolist() == [280.0]


def test_overlap_ledger_of_milano(milano):
    sources = make_sources({"sector": "", "tco2e": 4_567_402.0})
    ledger = make_ledger(milano, sources)
    by_reason = ledger.actions.groupby("reason")["credited_tco2e"].agg(["size", "sum"])
    assert by_reason.loc["in_full"].tolist() == [72, 1_872_597.0]
    assert by_reason.loc["included_in"].tolist() == [2, 0.0]
    included = milano["action"].isin(["LENDEB3", "LENDEB4"])
    assert (
        ledger.actions.loc[included, ["credited_tco2e", "contested_tco2e"]].to_numpy().tolist()
        == [[0.0, 0.0]] * 2
    )
    assert by_reason["size"].sum() == 108 + 6 + 3
    assert ledger.contracts.to_numpy().tolist() == [[1_872_597.0, 4_567_402.0, 1_872_597.0, 0.0, 72.0]]


def test_overlap_ledger_adds_up_actions_without_a_declared_source():
    ledger = make_ledger(make_actions({"isolated_tco2e": 60.0}, {"isolated_tco2e": 40.0, "cut_share": 0.1}))
    assert credits_of(ledger) == [60.0, 40.0]
    cells = ledger.cells[["n_actions", "method", "credited_tco2e"]].to_numpy().tolist()
    assert cells == [[2, "additive", 100.0]]
    assert np.isnan(ledger.cells["available_tco2e"]).tolist() == [True]


def test_overlap_ledger_lets_areas_and_the_city_share_one_source():
    actions = make_actions(
        BOILERS | {"isolated_tco2e": 20.0},
        BOILERS | {"isolated_tco2e": 30.0, "area": "Molecule 1"},
        {"area": "Molecule 1"},
    )
    ledger = make_ledger(actions, pd.concat([make_sources({"tco2e": 500.0}), HUNDRED_BOILERS]))
    assert credits_of(ledger) == [17.6, 26.4, 10.0]
    columns = ["source_group", "area", "claims_tco2e", "available_tco2e", "credited_tco2e", "n_actions"]
    cells = ledger.cells[columns].fillna(-1.0).to_numpy().tolist()
    assert cells == [
        ["", "Molecule 1", 10.0, -1.0, 10.0, 1],
        ["boilers", "", 20.0, 100.0, 17.6, 1],
        ["boilers", "Molecule 1", 30.0, 100.0, 26.4, 1],
    ]
    assert ledger.cells["method"].tolist() == ["additive", "proportional", "proportional"]
    assert ledger.actions[["area", "cell"]].to_numpy().tolist() == [
        ["", 1],
        ["Molecule 1", 2],
        ["Molecule 1", 0],
    ]


def test_overlap_ledger_computes_each_year_from_the_claims_of_that_year():
    actions = make_actions(
        BOILERS | {"isolated_tco2e": 30.0, "cut_share": 0.3},
        BOILERS | {"isolated_tco2e": 20.0, "cut_share": 0.2},
    )
    ledger = make_ledger(actions, HUNDRED_BOILERS, ramp=[[0.0, 0.5, 1.0], [0.0, 1.0, 1.0]])
    np.testing.assert_allclose(ledger.credited_by_year_tco2e, [[0, 13.5, 27], [0, 18.5, 17]], atol=1e-12)
    np.testing.assert_allclose(ledger.scenario_by_year_tco2e, [[0, 32, 44]], atol=1e-12)


def test_overlap_ledger_leaves_undated_actions_out_of_the_years():
    actions = make_actions(BOILERS | {"isolated_tco2e": 30.0}, BOILERS | {"isolated_tco2e": 20.0})
    ledger = make_ledger(actions, HUNDRED_BOILERS, ramp=[[np.nan, np.nan], [0.5, 1.0]])
    np.testing.assert_allclose(ledger.credited_by_year_tco2e, [[np.nan, np.nan], [10, 20]])
    np.testing.assert_allclose(ledger.scenario_by_year_tco2e, [[10, 20]])
    assert credits_of(ledger) == [26.4, 17.6]


@pytest.mark.parametrize("n_contracts", [0, 2])
def test_overlap_ledger_of_nothing_is_nothing(n_contracts):
    ledger = overlap_ledger(make_actions(), make_sources(), ramp=np.zeros((0, 3)), n_contracts=n_contracts)
    assert (len(ledger.actions), len(ledger.cells)) == (0, 0)
    assert ledger.contracts["credited_tco2e"].tolist() == [0.0] * n_contracts
    assert ledger.scenario_by_year_tco2e.tolist() == [[0.0] * 3] * n_contracts


def test_overlap_ledger_keeps_the_index_of_the_actions():
    assert make_ledger(make_actions({}, {}).set_axis(["x", "y"])).actions.index.tolist() == ["x", "y"]


@pytest.mark.parametrize("value", [-0.1, 1.1, np.inf])
def test_overlap_ledger_names_or_forgets_a_ramp_that_makes_no_sense(value):
    actions, ramp = make_actions({}, {}).set_axis(["good", "bad"]), [[0.5, 1.0], [0.5, value]]
    with pytest.raises(EmissionsError) as caught:
        make_ledger(actions, ramp=ramp)
    assert (caught.value.row, caught.value.reason) == ("bad", "ramp is not between 0 and 1")
    masked = make_ledger(actions, ramp=ramp, errors="mask")
    np.testing.assert_array_equal(masked.credited_by_year_tco2e, [[5, 10], [np.nan, np.nan]])


@pytest.mark.parametrize("ramp", [[[1.0]], [1.0, 1.0], [[[1.0]], [[1.0]]]])
def test_overlap_ledger_refuses_a_ramp_of_other_actions(ramp):
    with pytest.raises(EmissionsError, match="row 'ramp': ramp has not one row for each action"):
        make_ledger(make_actions({}, {}), ramp=ramp)
