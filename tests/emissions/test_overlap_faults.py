"""What the overlap ledger refuses, sets aside or forgets, by its row."""

import numpy as np
import pytest

from emissions.errors import EmissionsError
from tests.emissions.ledger_cases import (
    BOILERS,
    HUNDRED_BOILERS,
    credits_of,
    make_actions,
    make_ledger,
    make_sources,
    reasons_of,
)

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


def test_overlap_ledger_takes_one_label_in_two_contracts():
    actions = make_actions({}, {"contract": 1}).assign(action="A")
    assert credits_of(make_ledger(actions)) == [10.0, 10.0]


BAD_SOURCES = [
    ([{"tco2e": -1.0}], "tco2e is negative"),
    ([{"tco2e": np.inf}], "tco2e is not a finite number"),
    ([{"sector": "", "source_group": "boilers"}], "source_group without sector"),
    ([{"tco2e": 1.0}, {"tco2e": 2.0}], "source is there twice"),
]


@pytest.mark.parametrize(("rows", "reason"), BAD_SOURCES)
def test_overlap_ledger_names_or_forgets_a_source_that_makes_no_sense(rows, reason):
    sources = make_sources({"sector": "", "tco2e": 8.0}, *rows).set_axis(
        ["good", "bad", "also"][: 1 + len(rows)]
    )
    with pytest.raises(EmissionsError) as caught:
        make_ledger(make_actions({}), sources)
    assert (caught.value.row, caught.value.reason) == ("bad", reason)
    assert credits_of(make_ledger(make_actions({}), sources, errors="mask")) == [8.0]


@pytest.mark.parametrize("mode", ["raise", "mask"])
@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"sector": "heating"}, "unknown sector 'heating'"),
        ({"contract": 1}, "contract is not a position among the contracts"),
    ],
)
def test_overlap_ledger_refuses_a_source_it_cannot_place(change, reason, mode):
    with pytest.raises(EmissionsError) as caught:
        make_ledger(make_actions({}), make_sources({}, change), n_contracts=1, errors=mode)
    assert (caught.value.row, caught.value.reason) == (1, reason)


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
