"""Delivered tonnes follow from dated statements: which one counts, from when, and how much of it is verified."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emissions.errors import EmissionsError
from emissions.reports import delivered_shares
from tests.emissions.ledger_cases import share
from tests.emissions.strategies import relaxed

YEARS = [2023, 2024, 2025]


def make_reports(*rows):
    usual = {
        "action": "tram",
        "day": 2024.5,
        "share_done": None,
        "reduction_tco2e": None,
        "evidence": "declared",
    }
    return pd.DataFrame([usual | row for row in rows], columns=list(usual)).astype({"day": float})


def make_milestones(*rows):
    usual = {"action": "tram", "day": 2024.5, "effect_share": 0.5}
    return pd.DataFrame([usual | row for row in rows], columns=list(usual)).astype({"day": float})


def deliver(reports=(), milestones=(), *, isolated=200.0, years=YEARS, **options):
    actions = pd.DataFrame({"action": ["tram", "bus"], "isolated_tco2e": [isolated, 100.0]})
    said, reached = make_reports(*reports), make_milestones(*milestones)
    said.index, reached.index = said.index + 1000, reached.index + 2000
    found = delivered_shares(said, reached, actions, years=years, **options)
    np.testing.assert_array_equal(found.share[1], [0.0] * len(years))
    return found


def test_delivered_shares_without_a_report_are_nothing_however_much_time_has_passed():
    found = deliver(years=[2023, 2050])
    assert found.share.tolist() == [[0.0, 0.0]] * 2
    assert found.verified_share.tolist() == [[0.0, 0.0]] * 2
    assert found.evidence.tolist() == [[-1, -1]] * 2
    assert np.isnan(found.last_day).tolist() == [[True, True]] * 2
    assert found.exceeds_claim.tolist() == [[False, False]] * 2


@pytest.mark.parametrize(
    ("reports", "milestones", "shares"),
    [
        pytest.param([{"share_done": 0.3}], [], [0, 0.3, 0.3], id="share done"),
        pytest.param([{"reduction_tco2e": 50.0}], [], [0, 0.25, 0.25], id="measured"),
        pytest.param([{"reduction_tco2e": 50.0, "share_done": 0.9}], [], [0, 0.25, 0.25], id="measured wins"),
        pytest.param([{"reduction_tco2e": 0.0, "share_done": 0.9}], [], [0, 0, 0], id="measured nothing"),
        pytest.param([], [{}], [0, 0.5, 0.5], id="milestone"),
        pytest.param(
            [{"share_done": 0.3, "day": 2025.1}], [{}], [0, 0.5, 0.3], id="newest wins, also when less"
        ),
        pytest.param([{"share_done": 0.3, "day": 2023.9}], [{}], [0.3, 0.5, 0.5], id="milestone is newer"),
        pytest.param([{"share_done": 0.3, "day": 2024.0}], [], [0, 0.3, 0.3], id="first instant of a year"),
        pytest.param([{"share_done": 0.3, "day": 2023.999}], [], [0.3, 0.3, 0.3], id="last day of a year"),
        pytest.param([{"share_done": 0.3, "day": 2026.0}], [], [0, 0, 0], id="after the calendar"),
        pytest.param([{"share_done": 0.3, "day": 2001.0}], [], [0.3, 0.3, 0.3], id="before the calendar"),
        pytest.param(
            [{"share_done": 0.3}, {"day": 2025.5}],
            [{"day": 2025.7, "effect_share": None}],
            [0, 0.3, 0.3],
            id="a later word without a figure",
        ),
        pytest.param(
            [{"share_done": 0.3}],
            [{"effect_share": 0.9}],
            [0, 0.3, 0.3],
            id="same day: report before milestone",
        ),
        pytest.param(
            [{"share_done": 0.3, "evidence": "verified"}, {"reduction_tco2e": 20.0}],
            [],
            [0, 0.1, 0.1],
            id="same day: measured first",
        ),
        pytest.param(
            [{"share_done": 0.3, "evidence": "documented"}, {"share_done": 0.2}],
            [],
            [0, 0.3, 0.3],
            id="same day: stronger evidence",
        ),
        pytest.param(
            [{"share_done": 0.3}, {"share_done": 0.2}], [], [0, 0.2, 0.2], id="same day: smaller share"
        ),
    ],
)
def test_delivered_shares_follow_the_newest_statement(reports, milestones, shares):
    assert deliver(reports, milestones).share[0].tolist() == shares
    assert deliver(reports[::-1], milestones[::-1]).share[0].tolist() == shares


@pytest.mark.parametrize("isolated", [None, 0.0])
def test_delivered_shares_fall_back_on_the_share_done_where_tonnes_cannot_be_compared(isolated):
    reports = [{"reduction_tco2e": 50.0, "share_done": 0.6, "day": 2024.2}, {"reduction_tco2e": 50.0}]
    assert deliver(reports, isolated=isolated).share[0].tolist() == [0, 0.6, 0.6]


@pytest.mark.parametrize(("measured", "exceeds"), [(200.0, False), (200.1, True), (500.0, True)])
def test_delivered_shares_are_cut_to_the_whole_and_say_so(measured, exceeds):
    found = deliver([{"reduction_tco2e": measured, "evidence": "verified"}])
    assert found.share[0].tolist() == [0, 1, 1]
    assert found.verified_share[0].tolist() == [0, 1, 1]
    assert found.exceeds_claim.tolist() == [[False, exceeds, exceeds], [False] * 3]


@pytest.mark.parametrize(
    ("reports", "verified", "evidence"),
    [
        ([{"share_done": 0.4, "evidence": "verified"}], [0, 0.4, 0.4], [-1, 2, 2]),
        ([{"share_done": 0.4, "evidence": "documented"}], [0, 0, 0], [-1, 1, 1]),
        (
            [{"share_done": 0.4, "evidence": "verified"}, {"share_done": 0.7, "day": 2025.5}],
            [0, 0.4, 0.4],
            [-1, 2, 0],
        ),
        (
            [{"share_done": 0.4, "evidence": "verified"}, {"share_done": 0.1, "day": 2025.5}],
            [0, 0.4, 0.1],
            [-1, 2, 0],
        ),
        (
            [{"share_done": 0.4, "day": 2023.5}, {"day": 2024.1, "evidence": "verified"}],
            [0, 0, 0],
            [0, 0, 0],
        ),
    ],
)
def test_delivered_shares_say_how_much_is_verified(reports, verified, evidence):
    found = deliver(reports)
    assert found.verified_share[0].tolist() == verified
    assert found.evidence[0].tolist() == evidence


def test_delivered_shares_take_a_milestone_as_declared():
    assert deliver([], [{}]).evidence.tolist() == [[-1, 0, 0], [-1, -1, -1]]
    assert deliver([], [{}]).verified_share[0].tolist() == [0, 0, 0]


def test_delivered_shares_give_the_day_of_the_newest_word():
    found = deliver(
        [{"share_done": 0.4, "day": 2023.5}, {"day": 2025.25}], [{"day": 2024.75, "effect_share": None}]
    )
    np.testing.assert_array_equal(found.last_day, [[2023.5, 2024.75, 2025.25], [np.nan] * 3])


def test_delivered_shares_keep_actions_apart_in_their_order():
    actions = pd.DataFrame({"action": ["z", "a", "m"], "isolated_tco2e": [10.0, 20.0, 40.0]})
    reports = make_reports(
        *(
            {"action": action, "reduction_tco2e": 10.0, "day": day}
            for action, day in [("m", 2023.5), ("z", 2024.5)]
        )
    )
    found = delivered_shares(reports, make_milestones({"action": "a"}), actions, years=YEARS)
    assert found.share.tolist() == [[0, 1, 1], [0, 0.5, 0.5], [0.25, 0.25, 0.25]]


BAD_STATEMENTS = [
    ({"reports": [{"share_done": -0.1}]}, "share_done is not between 0 and 1"),
    ({"reports": [{"share_done": 1.1}]}, "share_done is not between 0 and 1"),
    ({"reports": [{"reduction_tco2e": -1.0}]}, "reduction_tco2e is negative"),
    ({"reports": [{"reduction_tco2e": np.inf}]}, "reduction_tco2e is not a finite number"),
    ({"milestones": [{"effect_share": -0.1}]}, "effect_share is not between 0 and 1"),
    ({"milestones": [{"effect_share": 1.1}]}, "effect_share is not between 0 and 1"),
]


@pytest.mark.parametrize(("statements", "reason"), BAD_STATEMENTS)
def test_delivered_shares_name_or_forget_what_makes_no_sense(statements, reason):
    with pytest.raises(EmissionsError) as caught:
        deliver(**statements)
    assert (caught.value.row, caught.value.reason) == (1000 if "reports" in statements else 2000, reason)
    masked = deliver(**statements, errors="mask")
    assert masked.share[0].tolist() == [0, 0, 0]
    np.testing.assert_array_equal(masked.last_day[0], [np.nan, 2024.5, 2024.5])


@pytest.mark.parametrize("mode", ["raise", "mask"])
@pytest.mark.parametrize(
    ("statements", "reason"),
    [
        ({"reports": [{}, {"action": "ferry"}]}, "action is unknown"),
        ({"reports": [{}, {"day": np.nan}]}, "day is not a finite number"),
        ({"reports": [{}, {"day": np.inf}]}, "day is not a finite number"),
        ({"reports": [{}, {"evidence": "rumour"}]}, "unknown evidence 'rumour'"),
        ({"reports": [{}, {"evidence": None}]}, "evidence is missing"),
        ({"milestones": [{}, {"action": "ferry"}]}, "action is unknown"),
        ({"milestones": [{}, {"day": np.nan}]}, "day is not a finite number"),
    ],
)
def test_delivered_shares_refuse_what_they_cannot_place(statements, reason, mode):
    with pytest.raises(EmissionsError) as caught:
        deliver(**statements, errors=mode)
    assert (caught.value.row, caught.value.reason) == (1001 if "reports" in statements else 2001, reason)


def test_delivered_shares_refuse_an_action_twice():
    actions = pd.DataFrame({"action": ["a", "a"], "isolated_tco2e": [1.0, 1.0]}, index=["good", "bad"])
    with pytest.raises(EmissionsError, match="row 'bad': action is there twice"):
        delivered_shares(make_reports(), make_milestones(), actions, years=YEARS)


@relaxed
@given(
    st.lists(
        st.tuples(
            st.integers(2022, 2026),
            st.none() | share,
            st.sampled_from(["declared", "documented", "verified"]),
        ),
        max_size=8,
    )
)
def test_delivered_shares_do_not_depend_on_the_order_and_stay_within_the_whole(said):
    rows = [{"day": float(day), "share_done": done, "evidence": evidence} for day, done, evidence in said]
    found, turned = deliver(rows), deliver(rows[::-1])
    for name in ("share", "verified_share", "evidence", "last_day", "exceeds_claim"):
        np.testing.assert_array_equal(getattr(turned, name), getattr(found, name))
    assert bool(
        ((found.verified_share >= 0) & (found.verified_share <= found.share) & (found.share <= 1)).all()
    )
