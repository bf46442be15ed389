"""Restated inventories: every part by hand, and parts that always sum to the difference."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emissions.errors import EmissionsError
from emissions.restatement import explain_restatement
from tests.emissions.strategies import relaxed

COLUMNS = ["contract", "key", "activity", "factor", "value_tco2e", "in_target_boundary"]
PARTS = ["activity_tco2e", "factor_tco2e", "boundary_tco2e", "not_explained_tco2e"]
TOTALS = ["before_tco2e", "after_tco2e", "difference_tco2e", *PARTS]


def make_lines(*rows):
    return pd.DataFrame(rows, columns=COLUMNS, index=[f"l{place}" for place in range(len(rows))])


def explain_one(before, after):
    """The explanation of one line that is there in both editions."""
    lines = (make_lines(("Milano", "gas", *row)) for row in (before, after))
    return explain_restatement(*lines).lines.loc[("Milano", "gas")]


@pytest.mark.parametrize(
    ("before", "after", "parts"),
    [
        pytest.param((100, 0.2, 20, True), (110, 0.3, 33, True), [2.5, 10.5, 0, 0], id="both"),
        pytest.param((100, 0.2, 20, True), (90, 0.2, 18, True), [-2, 0, 0, 0], id="activity"),
        pytest.param(
            (4_090_000, 0.2468524, 1_009_626.316, True),
            (4_090_000, 0.285, 1_165_650, True),
            [0, 156_023.684, 0, 0],
            id="factor",
        ),
        pytest.param(
            (100, 0.2, 20, True), (100, 0.2, 21.5, True), [0, 0, 0, 1.5], id="value beyond the product"
        ),
        pytest.param((100, 0.2, 25, True), (110, 0.2, 26, True), [2, 0, 0, -1], id="product and more"),
        pytest.param(
            (None, 0.2, 20, True), (110, 0.2, 33, True), [0, 0, 0, 13], id="activity unknown before"
        ),
        pytest.param((100, 0.2, 20, True), (110, None, 33, True), [0, 0, 0, 13], id="factor unknown after"),
        pytest.param((None, None, 20, True), (None, None, 20, True), [0, 0, 0, 0], id="nothing changed"),
        pytest.param((100, 0.2, 20, False), (110, 0.3, 33, True), [0, 0, 33, 0], id="moved inside"),
        pytest.param((100, 0.2, 20, True), (110, 0.3, 33, False), [0, 0, -20, 0], id="moved outside"),
        pytest.param((100, 0.2, 20, False), (110, 0.3, 33, False), [0, 0, 0, 0], id="outside twice"),
        pytest.param((100, 0.2, None, True), (110, 0.3, 33, True), [0, 0, 33, 0], id="estimated now"),
        pytest.param((100, 0.2, 20, True), (110, 0.3, None, True), [0, 0, -20, 0], id="estimated no more"),
    ],
)
def test_a_line_is_split_into_its_parts(before, after, parts):
    assert explain_one(before, after)[PARTS].tolist() == parts


def test_a_tick_of_rounding_falls_to_the_factor_or_to_the_activity_where_the_factor_is_the_same():
    assert explain_one((1, 0.2, 0.2, True), (1.5, 0.3, 0.4501, True))[PARTS].tolist() == [0.125, 0.1251, 0, 0]
    assert explain_one((1, 0.2, 0.2, True), (1.5, 0.2, 0.3001, True))[PARTS].tolist() == [0.1001, 0, 0, 0]
    assert explain_one((1, 0.2, 0.2, True), (1.5, 0.2, 0.3002, True))[PARTS].tolist() == [0.1, 0, 0, 0.0002]


def test_explain_restatement_totals_each_contract_and_keeps_each_line():
    before = make_lines(
        ("Milano", "gas", 100, 0.2, 20, True),
        ("Padova", "gas", 10, 0.2, 2, True),
        ("Milano", "waste", None, None, 5, True),
        ("Milano", "trees", None, None, -3, True),
    )
    after = make_lines(
        ("Milano", "waste", None, None, 6, True),
        ("Milano", "gas", 110, 0.3, 33, True),
        ("Padova", "gas", 10, 0.2, 2, True),
        ("Milano", "ports", 10, 0.1, 1, True),
        ("Milano", "trees", None, None, -4, True),
    )
    explained = explain_restatement(before, after)
    assert explained.totals.columns.tolist() == TOTALS
    assert explained.totals.index.name == "contract"
    assert explained.totals.to_dict("index") == {
        "Milano": dict(zip(TOTALS, [22, 36, 14, 2.5, 10.5, 1, 0], strict=True)),
        "Padova": dict(zip(TOTALS, [2, 2, 0, 0, 0, 0, 0], strict=True)),
    }
    assert explained.lines.index.names == ["contract", "key"]
    assert explained.lines.index.tolist() == [
        ("Milano", "gas"),
        ("Padova", "gas"),
        ("Milano", "waste"),
        ("Milano", "trees"),
        ("Milano", "ports"),
    ]
    np.testing.assert_array_equal(explained.lines.loc[("Milano", "ports")], [np.nan, 1, 1, 0, 0, 1, 0])
    np.testing.assert_array_equal(explained.lines.loc[("Milano", "trees")], [-3, -4, -1, 0, 0, 0, -1])


@pytest.mark.parametrize(
    "other", [[], [("Milano", "gas", 1, 1, None, True)], [("Milano", "gas", 1, 1, 9, False)]]
)
def test_a_contract_that_counts_nothing_in_one_edition_has_no_difference(other):
    one = make_lines(("Milano", "gas", 1, 1, 20, True))
    nothing = make_lines(*other).astype({"in_target_boundary": bool})
    np.testing.assert_array_equal(
        explain_restatement(one, nothing).totals.loc["Milano"], [20, np.nan, *[np.nan] * 5]
    )
    np.testing.assert_array_equal(
        explain_restatement(nothing, one).totals.loc["Milano"], [np.nan, 20, *[np.nan] * 5]
    )


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ((None, "gas", 1, 1, 1, True), "contract is missing"),
        (("Milano", None, 1, 1, 1, True), "key is missing"),
        (("Milano", "gas", 1, 1, 1, True), "line is listed twice"),
        (("Milano", "oil", np.inf, 1, 1, True), "activity is not a finite number"),
        (("Milano", "oil", 1, np.inf, 1, True), "factor is not a finite number"),
        (("Milano", "oil", 1, 1, np.inf, True), "value_tco2e is not a finite number"),
        (("Milano", "oil", 1, 1, 1, None), "in_target_boundary is neither true nor false"),
    ],
)
@pytest.mark.parametrize("edition", [0, 1])
def test_explain_restatement_names_the_line_that_makes_no_sense(row, reason, edition):
    good = ("Milano", "gas", 1, 1, 1, True)
    editions = [make_lines(good), make_lines(good)]
    editions[edition] = make_lines(good, row)
    with pytest.raises(EmissionsError) as caught:
        explain_restatement(*editions)
    assert (caught.value.row, caught.value.reason) == ("l1", reason)


amount = st.none() | st.floats(0, 1e6).map(lambda value: round(value, 3))


@st.composite
def editions(draw):
    """One edition of up to two contracts' inventories."""
    keys = draw(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("xyz")), unique=True, max_size=6))
    return make_lines(
        *((*key, draw(amount), draw(amount), draw(amount), draw(st.booleans())) for key in keys)
    ).astype({"activity": float, "factor": float, "value_tco2e": float, "in_target_boundary": bool})


@relaxed
@given(editions(), editions())
def test_parts_sum_exactly_to_the_difference(before, after):
    explained = explain_restatement(before, after)
    for frame in (explained.totals, explained.lines):
        ticks = (frame * 10_000).round()
        np.testing.assert_array_equal(ticks[PARTS].sum(axis=1, skipna=False), ticks["difference_tco2e"])
        np.testing.assert_allclose(frame * 10_000, ticks, rtol=1e-12)
    counted = before[before["in_target_boundary"]].groupby("contract")["value_tco2e"].sum(min_count=1)
    assert explained.totals["before_tco2e"].dropna().to_dict() == pytest.approx(counted.dropna().to_dict())


@relaxed
@given(editions(), editions())
def test_the_way_back_is_the_way_there_with_the_sign_turned(before, after):
    there, back = explain_restatement(before, after), explain_restatement(after, before)
    columns = ["difference_tco2e", *PARTS]
    pd.testing.assert_frame_equal(
        back.totals[columns].sort_index(), -there.totals[columns].sort_index(), check_exact=True
    )


@relaxed
@given(editions(), editions(), st.randoms())
def test_explain_restatement_does_not_depend_on_the_order_of_lines(before, after, random):
    turned = [frame.loc[random.sample(frame.index.tolist(), len(frame))] for frame in (before, after)]
    one, other = explain_restatement(before, after), explain_restatement(*turned)
    pd.testing.assert_frame_equal(other.totals.sort_index(), one.totals.sort_index(), check_exact=True)
    pd.testing.assert_frame_equal(other.lines.sort_index(), one.lines.sort_index(), check_exact=True)
