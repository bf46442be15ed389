"""The ladder: each rung by its own evidence, and the tonnes that lie on it."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emissions.errors import EmissionsError
from emissions.evidence import rungs, tonnes_by_rung
from emissions.words import Rung
from tests.emissions.ledger_cases import share, to_whole_units, tonnes, unknown
from tests.emissions.strategies import relaxed

RUNGS = [rung.value for rung in Rung]


def make_evidence(*rows):
    usual = {
        "state": "",
        "maturity": "not_stated",
        "has_years": False,
        "is_signed": False,
        "cost_eur": None,
        "funding_secured_eur": None,
        "has_report": False,
        "is_verified": False,
        "delivered_share": None,
    }
    return pd.DataFrame([usual | row for row in rows])


DELIVERED = {"has_report": True, "delivered_share": 0.995}


@pytest.mark.parametrize(
    ("evidence", "rung"),
    [
        ({}, "idea"),
        ({"state": None}, "idea"),
        ({"state": "idea"}, "idea"),
        ({"state": "proposed", "has_years": True}, "idea"),
        ({"maturity": "strategy", "has_years": True}, "idea"),
        ({"maturity": "enabling", "has_years": True}, "idea"),
        ({"maturity": "project"}, "idea"),
        ({"maturity": "project", "has_years": True}, "planned"),
        ({"maturity": "project", "has_years": True, "state": "proposed"}, "planned"),
        ({"state": "accepted"}, "planned"),
        ({"state": "planned", "maturity": "strategy"}, "planned"),
        ({"is_signed": True}, "committed"),
        ({"cost_eur": 5.0, "funding_secured_eur": 5.0}, "funded"),
        ({"cost_eur": 5.0, "funding_secured_eur": 6.0, "is_signed": True}, "funded"),
        ({"cost_eur": 5.0, "funding_secured_eur": 4.99, "is_signed": True}, "committed"),
        ({"cost_eur": 5.0}, "idea"),
        ({"funding_secured_eur": 5.0}, "idea"),
        ({"state": "in_progress"}, "under_way"),
        ({"state": "completed"}, "under_way"),
        ({"has_report": True}, "under_way"),
        ({"has_report": True, "delivered_share": 0.0}, "under_way"),
        ({"has_report": True, "is_verified": True}, "under_way"),
        ({"delivered_share": 0.1}, "under_way"),
        ({"delivered_share": 0.994}, "under_way"),
        ({"delivered_share": 0.5, "is_verified": True}, "under_way"),
        (DELIVERED, "delivered"),
        ({"delivered_share": 1.0}, "delivered"),
        (DELIVERED | {"is_verified": True}, "verified"),
        ({"state": "on_hold"}, "idea"),
        ({"state": "on_hold", "is_signed": True}, "planned"),
        ({"state": "on_hold"} | DELIVERED, "planned"),
        ({"state": "cancelled"}, None),
        ({"state": "cancelled", "is_verified": True} | DELIVERED, None),
    ],
)
def test_rungs_stand_on_the_highest_evidence(evidence, rung):
    assert rungs(make_evidence({}, evidence)).tolist() == ["idea", rung]


BAD_EVIDENCE = [
    ({"cost_eur": -1.0}, "cost_eur is negative"),
    ({"cost_eur": np.inf}, "cost_eur is not a finite number"),
    ({"funding_secured_eur": -1.0}, "funding_secured_eur is negative"),
    ({"funding_secured_eur": np.inf}, "funding_secured_eur is not a finite number"),
    ({"delivered_share": -0.1}, "delivered_share is not between 0 and 1"),
    ({"delivered_share": 1.1}, "delivered_share is not between 0 and 1"),
]


@pytest.mark.parametrize(("change", "reason"), BAD_EVIDENCE)
def test_rungs_name_or_forget_what_makes_no_sense(change, reason):
    funded = {"cost_eur": 0.0, "funding_secured_eur": 0.0, "is_signed": True}
    evidence = make_evidence(funded, funded | change).set_axis(["good", "bad"])
    with pytest.raises(EmissionsError) as caught:
        rungs(evidence)
    assert (caught.value.row, caught.value.reason) == ("bad", reason)
    assert rungs(evidence, errors="mask").tolist() == ["funded", "committed"]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"state": "asleep"}, "unknown state 'asleep'"),
        ({"maturity": None}, "maturity is missing"),
        ({"maturity": "dream"}, "unknown maturity 'dream'"),
        ({"has_years": None}, "has_years is neither true nor false"),
        ({"is_signed": "yes"}, "is_signed is neither true nor false"),
        ({"has_report": None}, "has_report is neither true nor false"),
        ({"is_verified": None}, "is_verified is neither true nor false"),
    ],
)
def test_rungs_refuse_unknown_words(change, reason):
    with pytest.raises(EmissionsError) as caught:
        rungs(make_evidence({}, change).set_axis(["good", "bad"]), errors="mask")
    assert (caught.value.row, caught.value.reason) == ("bad", reason)


def make_credits(*rows):
    usual = {
        "contract": 0,
        "credited_tco2e": 100.0,
        "rung": "planned",
        "delivered_share": 0.0,
        "verified_share": 0.0,
    }
    return pd.DataFrame([usual | row for row in rows], columns=list(usual))


def lay(*rows, gap=1000.0):
    return tonnes_by_rung(make_credits(*rows), gap_tco2e=[gap])


@pytest.mark.parametrize(
    ("row", "laid"),
    [
        ({}, {"planned": 100.0}),
        ({"rung": "idea"}, {"idea": 100.0}),
        ({"rung": "funded", "delivered_share": np.nan, "verified_share": np.nan}, {"funded": 100.0}),
        ({"rung": "delivered", "delivered_share": 0.3}, {"delivered": 30.0, "under_way": 70.0}),
        (
            {"rung": "verified", "delivered_share": 0.3, "verified_share": 0.1},
            {"verified": 10.0, "delivered": 20.0, "under_way": 70.0},
        ),
        ({"rung": "verified", "delivered_share": 1.0, "verified_share": 1.0}, {"verified": 100.0}),
        ({"delivered_share": 0.4}, {"delivered": 40.0, "planned": 60.0}),
        ({"rung": None}, {}),
        ({"credited_tco2e": 0.0}, {}),
        (
            {"credited_tco2e": 0.0002, "rung": "delivered", "delivered_share": 0.75, "verified_share": 0.5},
            {"verified": 0.0001, "delivered": 0.0001},
        ),
    ],
)
def test_tonnes_by_rung_lie_where_their_evidence_is(row, laid):
    assert lay(row)["tonnes_tco2e"].tolist() == [laid.get(rung, 0.0) for _, rung in lay(row).index]
    assert lay(row).loc[0, "n_actions"].to_dict() == {
        rung: int(rung == make_credits(row)["rung"].item()) for rung in RUNGS
    }


def test_tonnes_by_rung_sum_contracts_and_share_their_gaps():
    actions = make_credits(
        {"contract": 2},
        {"rung": "verified", "delivered_share": 0.5, "verified_share": 0.5},
        {},
        {"contract": 2},
    )
    ladder = tonnes_by_rung(actions, gap_tco2e=[400.0, 10.0, np.nan])
    assert ladder.index.names == ["contract", "rung"]
    assert ladder["tonnes_tco2e"].tolist() == [0, 100, 0, 0, 50, 0, 50] + [0] * 7 + [0, 200, 0, 0, 0, 0, 0]
    assert ladder["n_actions"].tolist() == [0, 1, 0, 0, 0, 0, 1] + [0] * 7 + [0, 2, 0, 0, 0, 0, 0]
    assert ladder.loc[0, "share_of_gap"].tolist() == [0, 0.25, 0, 0, 0.125, 0, 0.125]
    assert ladder.loc[1, "share_of_gap"].tolist() == [0.0] * 7
    assert ladder.loc[2, "share_of_gap"].isna().tolist() == [True] * 7


def test_tonnes_by_rung_share_a_gap_of_less_than_a_tonne():
    assert lay({}, gap=0.5)["share_of_gap"].tolist() == [0, 200, 0, 0, 0, 0, 0]


@pytest.mark.parametrize("gap", [0.0, -1.0, np.nan])
def test_tonnes_by_rung_know_no_share_without_a_gap(gap):
    assert lay({}, gap=gap)["share_of_gap"].isna().tolist() == [True] * 7


def test_tonnes_by_rung_keep_unknown_credit_unknown():
    unknown_row = {"credited_tco2e": None}
    np.testing.assert_array_equal(lay(unknown_row)["tonnes_tco2e"], [0, np.nan, 0, 0, 0, 0, 0])
    assert lay(unknown_row, {})["tonnes_tco2e"].tolist() == [0, 100, 0, 0, 0, 0, 0]
    assert lay(unknown_row, {"credited_tco2e": 0.0})["tonnes_tco2e"].tolist() == [0.0] * 7
    assert lay(unknown_row, {})["n_actions"].tolist() == [0, 2, 0, 0, 0, 0, 0]


def test_tonnes_by_rung_count_what_reaches_a_rung_of_unknown_credit():
    unknown_row = {"credited_tco2e": None, "rung": "under_way"}
    laid = lay(unknown_row, {"rung": "delivered", "delivered_share": 0.2})["tonnes_tco2e"].tolist()
    assert laid == [0, 0, 0, 0, 80, 20, 0]


BAD_CREDITS = [
    ({"credited_tco2e": -1.0}, "credited_tco2e is negative"),
    ({"credited_tco2e": np.inf}, "credited_tco2e is not a finite number"),
    ({"delivered_share": 1.1}, "delivered_share is not between 0 and 1"),
    ({"delivered_share": -0.1, "verified_share": -0.2}, "delivered_share is not between 0 and 1"),
    ({"delivered_share": 1.0, "verified_share": 1.1}, "verified_share is not between 0 and 1"),
    ({"verified_share": -0.1}, "verified_share is not between 0 and 1"),
    ({"delivered_share": 0.1, "verified_share": 0.2}, "verified_share is above delivered_share"),
    ({"delivered_share": None, "verified_share": 0.2}, "verified_share is above delivered_share"),
]


@pytest.mark.parametrize(("change", "reason"), BAD_CREDITS)
def test_tonnes_by_rung_name_or_forget_what_makes_no_sense(change, reason):
    actions = make_credits({"rung": "funded"}, change).set_axis(["good", "bad"])
    with pytest.raises(EmissionsError) as caught:
        tonnes_by_rung(actions, gap_tco2e=[1.0])
    assert (caught.value.row, caught.value.reason) == ("bad", reason)
    masked = tonnes_by_rung(actions, gap_tco2e=[1.0], errors="mask")["tonnes_tco2e"]
    np.testing.assert_array_equal(masked, [0, np.nan, 0, 100, 0, 0, 0])


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"rung": "heaven"}, "unknown rung 'heaven'"),
        ({"contract": 1}, "contract is not a position among the contracts"),
    ],
)
def test_tonnes_by_rung_refuse_what_they_cannot_place(change, reason):
    with pytest.raises(EmissionsError) as caught:
        tonnes_by_rung(make_credits({}, change), gap_tco2e=[1.0], errors="mask")
    assert (caught.value.row, caught.value.reason) == (1, reason)


def test_tonnes_by_rung_of_nothing_is_nothing():
    assert lay()["tonnes_tco2e"].tolist() == [0.0] * 7
    assert len(tonnes_by_rung(make_credits(), gap_tco2e=[])) == 0


@st.composite
def credit_rows(draw):
    rows = []
    for _ in range(draw(st.integers(1, 12))):
        delivered = draw(share)
        rows.append(
            {
                "contract": draw(st.integers(0, 1)),
                "credited_tco2e": draw(tonnes | unknown),
                "rung": draw(st.sampled_from(RUNGS)),
                "delivered_share": delivered,
                "verified_share": delivered * draw(share),
            }
        )
    return make_credits(*rows)


@relaxed
@given(credit_rows())
def test_tonnes_by_rung_lose_no_unit_and_no_action(actions):
    ladder = tonnes_by_rung(actions, gap_tco2e=[1.0, 1.0])
    laid = to_whole_units(ladder["tonnes_tco2e"].fillna(0)).reshape(2, 7).sum(axis=1)
    credited = to_whole_units(actions["credited_tco2e"].fillna(0))
    assert laid.tolist() == np.bincount(actions["contract"], weights=credited, minlength=2).tolist()
    assert ladder["n_actions"].sum() == len(actions)


@relaxed
@given(credit_rows())
def test_tonnes_by_rung_do_not_depend_on_the_order(actions):
    gap = [10.0, 20.0]
    pd.testing.assert_frame_equal(
        tonnes_by_rung(actions.iloc[::-1], gap_tco2e=gap),
        tonnes_by_rung(actions, gap_tco2e=gap),
        check_exact=True,
    )
