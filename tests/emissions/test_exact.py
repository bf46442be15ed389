"""Whole units and the largest remainder: what is shared out adds up to the last digit."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emissions.errors import EmissionsError
from emissions.exact import largest_remainder, split_shared, to_tonnes, to_units, to_units_down
from tests.emissions.strategies import relaxed


def test_to_units_rounds_to_the_fourth_decimal():
    np.testing.assert_array_equal(to_units([0.00006, 0.00004, 1.2345, None]), [1, 0, 12_345, np.nan])


@pytest.mark.parametrize(
    ("tonnes", "units"),
    [
        (0.3, 3_000),
        (0.1 + 0.2, 3_000),
        (66.66666, 666_666),
        (1.00009, 10_000),
        (0.0, 0),
        (4_567_402.1234, 45_674_021_234),
    ],
)
def test_to_units_down_never_finds_more_than_is_there(tonnes, units):
    assert to_units_down([tonnes]).tolist() == [units]


def test_to_tonnes_gives_units_back():
    assert to_tonnes(np.array([12_345.0, 1.0])).tolist() == [1.2345, 0.0001]


@pytest.mark.parametrize(
    ("quota", "total", "rounded"),
    [
        pytest.param([1.2, 1.7, 1.1], 4, [1, 2, 1], id="largest fraction first"),
        pytest.param([1.5, 1.5, 1.0], 4, [2, 1, 1], id="first row of a tie"),
        pytest.param([0.4, 0.3, 0.3], 1, [1, 0, 0], id="less than one each"),
        pytest.param([0.6, 0.7, 0.7], 2, [0, 1, 1], id="two to give"),
        pytest.param([3.0, 4.0], 7, [3, 4], id="nothing to round"),
        pytest.param([2.3, 2.3], 5, [3, 2], id="rounded up together"),
        pytest.param([2.2, 2.2], 4, [2, 2], id="rounded down together"),
    ],
)
def test_largest_remainder_shares_out_what_is_lacking(quota, total, rounded):
    found = largest_remainder(
        np.array(quota), group=np.zeros(len(quota), dtype=np.intp), total=np.array([float(total)])
    )
    assert found.tolist() == rounded


def test_largest_remainder_keeps_groups_apart():
    found = largest_remainder(
        np.array([0.5, 2.9, 0.5, 0.1]), group=np.array([2, 0, 2, 0]), total=np.array([3.0, 0.0, 1.0])
    )
    assert found.tolist() == [1, 3, 0, 0]


def test_largest_remainder_leaves_a_group_without_rows_alone():
    found = largest_remainder(np.array([0.5, 0.5]), group=np.array([1, 1]), total=np.array([0.0, 1.0, 0.0]))
    assert found.tolist() == [1, 0]


@relaxed
@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=12))
def test_largest_remainder_adds_up_and_stays_within_one(quotas):
    quota = np.array(quotas)
    total = np.rint([quota.sum()])
    found = largest_remainder(quota, group=np.zeros(len(quota), dtype=np.intp), total=total)
    assert found.sum() == total[0]
    assert bool((found >= np.floor(quota)).all())
    assert bool((found <= np.ceil(quota)).all())


@pytest.mark.parametrize(
    ("credit", "share", "parts"),
    [
        pytest.param(100.0, [1 / 3] * 3, [33.3334, 33.3333, 33.3333], id="thirds"),
        pytest.param(100.0, [0.3333, 0.3333, 0.3334], [33.33, 33.33, 33.34], id="percentages as printed"),
        pytest.param(100.0, [0.333_333_3] * 3, [33.3334, 33.3333, 33.3333], id="rounded in a form"),
        pytest.param(
            1e8,
            [0.333_333_3] * 3,
            [33_333_333.3334, 33_333_333.3333, 33_333_333.3333],
            id="the whole is large",
        ),
        pytest.param(0.0003, [0.5, 0.5], [0.0002, 0.0001], id="three units between two"),
        pytest.param(100.0, [0.25, 0.5], [25.0, 50.0], id="the rest belongs to nobody"),
        pytest.param(0.0, [0.5, 0.5], [0.0, 0.0], id="nothing"),
        pytest.param(10.0, [1.0, 0.0], [10.0, 0.0], id="one has it all"),
    ],
)
def test_split_shared_gives_every_promoter_a_part(credit, share, parts):
    action = np.zeros(len(share), dtype=np.intp)
    assert split_shared([credit], action=action, share=share).tolist() == parts


def test_split_shared_serves_many_actions_and_keeps_unknown_credit_unknown():
    found = split_shared([8.0, None, 6.0, 5.0], action=np.array([2, 1, 0, 2]), share=[0.5, 1.0, 1.0, 0.5])
    np.testing.assert_array_equal(found, [3.0, np.nan, 8.0, 3.0])


@pytest.mark.parametrize(
    ("share", "row", "reason"),
    [
        ([0.5, -0.1], 1, "share is not between 0 and 1"),
        ([0.5, 1.1], 1, "share is not between 0 and 1"),
        ([np.nan, 0.5], 0, "share is not between 0 and 1"),
        ([0.6, 0.5], 0, "shares of one action are above 1"),
        ([0.5, 0.500_002], 0, "shares of one action are above 1"),
    ],
)
def test_split_shared_refuses_shares_that_make_no_sense(share, row, reason):
    with pytest.raises(EmissionsError) as caught:
        split_shared([100.0], action=np.array([0, 0]), share=share)
    assert (caught.value.row, caught.value.reason) == (row, reason)


@relaxed
@given(st.integers(0, 10**9), st.lists(st.integers(0, 1000), min_size=1, max_size=6).filter(any))
def test_split_shared_loses_no_unit(units, weights):
    share = np.array(weights) / sum(weights)
    parts = split_shared([units / 10_000], action=np.zeros(len(share), dtype=np.intp), share=share)
    assert np.rint(parts * 10_000).sum() == units
