"""Which actions claim tonnes, why the others do not, and what is refused by its row."""

import numpy as np
import pandas as pd
import pytest

from emissions.claims import read_claims
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


@pytest.mark.parametrize(
    ("change", "credit", "isolated", "reason"),
    [
        ({}, 10.0, 10.0, "in_full"),
        ({"isolated_tco2e": 0.0}, 0.0, 0.0, "in_full"),
        ({"state": "cancelled"}, 0.0, 10.0, "cancelled"),
        ({"state": "on_hold"}, 10.0, 10.0, "in_full"),
        ({"state": "cancelled", "included_in": "A00"}, 0.0, 10.0, "cancelled"),
        ({"included_in": "A00"}, 0.0, 10.0, "included_in"),
        ({"quantification": "included_in", "isolated_tco2e": None}, 0.0, np.nan, "included_in"),
        ({"included_in": "A00", "in_existing_plan": True}, 0.0, 10.0, "included_in"),
        ({"in_existing_plan": True}, 0.0, 10.0, "existing_plan"),
        ({"in_existing_plan": True, "flow": "sink"}, 0.0, 10.0, "existing_plan"),
        ({"in_existing_plan": False}, 10.0, 10.0, "in_full"),
        ({"in_existing_plan": np.nan}, 10.0, 10.0, "in_full"),
        ({"flow": "sink"}, 0.0, 10.0, "sink"),
        ({"quantification": "enabling", "isolated_tco2e": None}, 0.0, np.nan, "enabling"),
        ({"quantification": "not_estimated", "isolated_tco2e": None}, np.nan, np.nan, "not_estimated"),
        (
            {"quantification": "not_estimated", "isolated_tco2e": None, "cut_share": 0.3},
            np.nan,
            np.nan,
            "not_estimated",
        ),
        ({"isolated_tco2e": None, "cut_share": 0.3}, np.nan, np.nan, "not_estimated"),
        ({"quantification": "not_quantifiable", "isolated_tco2e": None}, np.nan, np.nan, "not_quantifiable"),
        ({"quantification": "confidential"}, np.nan, np.nan, "confidential"),
        ({"quantification": "confidential", "cut_share": 0.5} | BOILERS, np.nan, np.nan, "confidential"),
    ],
)
def test_overlap_ledger_gives_each_action_one_reason(change, credit, isolated, reason):
    ledger = make_ledger(make_actions({}, change), pd.concat([make_sources({}), HUNDRED_BOILERS]))
    row = ledger.actions.iloc[1]
    np.testing.assert_array_equal(row[["credited_tco2e", "isolated_tco2e"]].astype(float), [credit, isolated])
    assert row["reason"] == reason
    claims = reason == "in_full"
    assert ledger.contracts["n_actions"].tolist() == [2 if claims else 1]
    assert ledger.contracts["credited_tco2e"].tolist() == [10.0 + (credit if claims else 0.0)]
    assert row["cell"] == (0 if claims else -1)
    np.testing.assert_array_equal(row["contested_tco2e"], credit * 0)
    np.testing.assert_array_equal(ledger.credited_by_year_tco2e[1], [credit / 2, credit])
    assert ledger.scenario_by_year_tco2e.tolist() == [
        [5.0 + (credit / 2 if claims else 0), 10.0 + (credit if claims else 0)]
    ]


def test_overlap_ledger_takes_an_enabling_lump_as_it_is_stated():
    actions = make_actions({"isolated_tco2e": 208.0303}).assign(maturity="enabling")
    assert credits_of(make_ledger(actions, make_sources({"tco2e": 500.0}))) == [208.0303]


def test_overlap_ledger_reads_a_frame_without_states():
    assert credits_of(make_ledger(make_actions({}).drop(columns="state"))) == [10.0]


def test_overlap_ledger_reads_a_percentage_of_a_known_source_as_tonnes():
    percentages = {"isolated_tco2e": None, "quantification": "not_estimated"}
    actions = make_actions(
        BOILERS | percentages | {"cut_share": 0.3}, BOILERS | percentages | {"cut_share": 0.2}
    )
    ledger = make_ledger(actions, HUNDRED_BOILERS)
    assert ledger.actions["isolated_tco2e"].tolist() == [30.0, 20.0]
    assert credits_of(ledger) == [27.0, 17.0]


def test_overlap_ledger_counts_the_contracts_itself():
    empty = overlap_ledger(make_actions(), make_sources(), ramp=np.zeros((0, 1)))
    named = overlap_ledger(make_actions({}), make_sources({"contract": 2}), ramp=[[1.0]])
    assert (len(empty.contracts), len(named.contracts)) == (0, 3)
    np.testing.assert_array_equal(named.contracts["available_tco2e"], [np.nan] * 3)


BAD_ACTIONS = [
    ({"isolated_tco2e": -0.1}, "isolated_tco2e is negative"),
    ({"isolated_tco2e": np.inf}, "isolated_tco2e is not a finite number"),
    ({"cut_share": -0.1}, "cut_share is not between 0 and 1"),
    ({"cut_share": 1.1}, "cut_share is not between 0 and 1"),
    ({"isolated_tco2e": None}, "quantified without isolated_tco2e or cut_share"),
    ({"quantification": "not_estimated"}, "isolated_tco2e given though not quantified"),
    ({"quantification": "not_quantifiable"}, "isolated_tco2e given though not quantified"),
    ({"quantification": "enabling"}, "isolated_tco2e given though not quantified"),
    ({"in_existing_plan": "perhaps"}, "in_existing_plan is neither true nor false"),
]


@pytest.mark.parametrize(("change", "reason"), BAD_ACTIONS)
def test_overlap_ledger_names_or_sets_aside_a_contradiction(change, reason):
    actions = make_actions({}, BOILERS | change).set_axis(["good", "bad"])
    with pytest.raises(EmissionsError) as caught:
        make_ledger(actions, HUNDRED_BOILERS)
    assert (caught.value.row, caught.value.reason) == ("bad", reason)
    masked = make_ledger(actions, HUNDRED_BOILERS, errors="mask")
    np.testing.assert_array_equal(credits_of(masked), [10.0, np.nan])
    assert reasons_of(masked) == ["no_cap_known", "contradictory"]
    assert np.isnan(masked.actions["isolated_tco2e"]).tolist() == [False, True]


@pytest.mark.parametrize("mode", ["raise", "mask"])
@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"sector": "heating"}, "unknown sector 'heating'"),
        ({"sector": None}, "sector is missing"),
        ({"flow": "leak"}, "unknown flow 'leak'"),
        ({"quantification": "guessed"}, "unknown quantification 'guessed'"),
        ({"state": "asleep"}, "unknown state 'asleep'"),
        ({"contract": 2}, "contract is not a position among the contracts"),
        ({"contract": -1}, "contract is not a position among the contracts"),
        ({"contract": 0.5}, "contract is not a position among the contracts"),
        ({"action": "A00"}, "action is there twice"),
    ],
)
def test_overlap_ledger_refuses_what_it_cannot_place(change, reason, mode):
    actions = make_actions({}, {"contract": 1}, change).set_axis(["good", "other", "bad"])
    with pytest.raises(EmissionsError) as caught:
        make_ledger(actions, n_contracts=2, errors=mode)
    assert (caught.value.row, caught.value.reason) == ("bad", reason)


def test_read_claims_is_strict_unless_told_otherwise():
    negative = make_actions({"isolated_tco2e": -1.0})
    with pytest.raises(EmissionsError, match="isolated_tco2e is negative"):
        read_claims(negative, make_sources({}))
    assert read_claims(negative, make_sources({}), errors="mask").row.tolist() == []


def test_read_claims_puts_claims_in_the_order_of_their_labels():
    actions = make_actions({}, {}, {}).assign(action=["c", "a", "b"])
    assert read_claims(actions, make_sources({})).row.tolist() == [1, 2, 0]


def test_overlap_ledger_takes_one_label_in_two_contracts():
    actions = make_actions({}, {"contract": 1}).assign(action="A")
    assert credits_of(make_ledger(actions)) == [10.0, 10.0]
