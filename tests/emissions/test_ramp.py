"""F13: the worked example, the edges of each ramp, and monotony."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emissions.errors import EmissionsError
from emissions.ramp import linear_ramp, milestone_ramp, s_curve_ramp
from tests.emissions.strategies import relaxed

CALENDAR = np.arange(2015, 2045)
year = st.integers(2010, 2050)


def test_linear_ramp_rises_evenly_from_start_to_end():
    factor = linear_ramp(start_year=[2022, 2021], end_year=[2030, 2025], years=[2021, 2022, 2024, 2030, 2031])
    assert factor.tolist() == [[0, 0, 0.25, 1, 1], [0, 0.25, 0.75, 1, 1]]


def test_linear_ramp_of_one_year_is_a_step():
    assert linear_ramp(start_year=[2023], end_year=[2023], years=[2022, 2023, 2024]).tolist() == [[0, 1, 1]]


def test_linear_ramp_stays_unknown():
    factor = linear_ramp(start_year=[None, 2020], end_year=[2030, None], years=[2021, 2022])
    np.testing.assert_array_equal(factor, np.full((2, 2), np.nan))


def test_linear_ramp_takes_one_end_for_all_actions():
    assert linear_ramp(start_year=[2020, 2026], end_year=2030, years=[2028]).tolist() == [[0.8], [0.5]]


@pytest.mark.parametrize(
    ("start", "end", "reason"),
    [
        (2021, 2018, "end_year is before start_year"),
        (-np.inf, 2018, "start_year is not a finite number"),
        (2021, np.inf, "end_year is not a finite number"),
    ],
)
def test_linear_ramp_names_or_masks_the_action_that_makes_no_sense(start, end, reason):
    columns: dict[str, Any] = {"start_year": [2020, start], "end_year": [2022, end], "years": [2021]}
    with pytest.raises(EmissionsError) as caught:
        linear_ramp(**columns, labels=["PARM-051", "PARM-052"])
    assert (caught.value.row, caught.value.reason) == ("PARM-052", reason)
    np.testing.assert_array_equal(linear_ramp(**columns, errors="mask"), [[0.5], [np.nan]])


def make_milestones(*rows):
    return pd.DataFrame(rows, columns=["action", "year", "share"]).astype({"year": float, "share": float})


def test_milestone_ramp_steps_up_with_each_milestone():
    milestones = make_milestones(("b", 2028, 1.0), ("a", 2023, 0.3), ("b", 2025, 0.4))
    factor = milestone_ramp(
        milestones, actions=pd.Index(["a", "b", "c"]), years=[2022, 2025, 2026, 2028, 2030]
    )
    np.testing.assert_array_equal(factor, [[0, 0.3, 0.3, 0.3, 0.3], [0, 0.4, 0.4, 1, 1], [np.nan] * 5])


def test_milestone_ramp_takes_nothing_back():
    milestones = make_milestones(("a", 2023, 0.5), ("a", 2025, 0.2))
    assert milestone_ramp(milestones, actions=pd.Index(["a"]), years=[2023, 2025]).tolist() == [[0.5, 0.5]]


def test_milestone_ramp_keeps_early_milestones_and_leaves_out_late_ones():
    milestones = make_milestones(("a", 2010, 0.5), ("a", 2040, 1.0))
    assert milestone_ramp(milestones, actions=pd.Index(["a"]), years=[2023, 2030]).tolist() == [[0.5, 0.5]]


def test_milestone_ramp_without_milestones_is_unknown():
    factor = milestone_ramp(make_milestones(), actions=pd.Index(["a"]), years=[2023])
    np.testing.assert_array_equal(factor, [[np.nan]])


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (("z", 2023, 0.5), "action is unknown"),
        (("a", np.nan, 0.5), "year is not a finite number"),
        (("a", 2023, -0.1), "share is not between 0 and 1"),
        (("a", 2023, 1.1), "share is not between 0 and 1"),
        (("a", 2023, np.nan), "share is not between 0 and 1"),
    ],
)
def test_milestone_ramp_names_the_milestone_that_makes_no_sense(row, reason):
    with pytest.raises(EmissionsError) as caught:
        milestone_ramp(make_milestones(("a", 2022, 0.1), row), actions=pd.Index(["a"]), years=[2023])
    assert (caught.value.row, caught.value.reason) == (1, reason)


def test_s_curve_ramp_gives_the_worked_example():
    share = s_curve_ramp(
        start_year=[2021],
        end_year=[2035],
        start_share=[0.02],
        end_share=[0.9],
        years=[2021, 2025, 2028, 2030, 2035],
    )
    np.testing.assert_allclose(share, [[0.02, 0.1523, 0.4621, 0.6836, 0.8820]], atol=5e-5)


def test_s_curve_ramp_starts_at_two_percent_of_the_ceiling_at_least():
    share = s_curve_ramp(
        start_year=[2021], end_year=[2035], start_share=[0.0], end_share=[0.5], years=[2021, 2035]
    )
    np.testing.assert_allclose(share, [[0.01, 0.49]])


def test_s_curve_ramp_stays_unknown():
    share = s_curve_ramp(
        start_year=[2021], end_year=[2035], start_share=[None], end_share=[0.9], years=[2025]
    )
    np.testing.assert_array_equal(share, [[np.nan]])


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"end_year": 2021}, "end_year is not after start_year"),
        ({"start_share": -0.1}, "start_share is not between 0 and 1"),
        ({"start_share": 1.1}, "start_share is not between 0 and 1"),
        ({"end_share": 0.0}, "end_share is not above 0 and up to 1"),
        ({"end_share": 1.1}, "end_share is not above 0 and up to 1"),
        ({"start_share": 0.89}, "start_share is not below 98 % of end_share"),
        ({"end_year": np.inf}, "end_year is not a finite number"),
    ],
)
def test_s_curve_ramp_names_or_masks_the_row_that_makes_no_sense(change, reason):
    good = {"start_year": 2021, "end_year": 2035, "start_share": 0.02, "end_share": 0.9}
    columns: dict[str, Any] = {name: [value, (good | change)[name]] for name, value in good.items()}
    with pytest.raises(EmissionsError) as caught:
        s_curve_ramp(**columns, years=[2035], labels=["good", "bad"])
    assert (caught.value.row, caught.value.reason) == ("bad", reason)
    np.testing.assert_allclose(s_curve_ramp(**columns, years=[2035], errors="mask"), [[0.882], [np.nan]])


def assert_rises_within(factor, ceiling):
    assert bool((np.diff(factor, axis=1) >= 0).all())
    assert bool(((factor >= 0) & (factor <= ceiling)).all())


@relaxed
@given(st.lists(st.tuples(year, year), min_size=1, max_size=6))
def test_linear_ramp_rises_between_nothing_and_all(spans):
    starts, ends = zip(*(sorted(span) for span in spans), strict=True)
    assert_rises_within(linear_ramp(start_year=starts, end_year=ends, years=CALENDAR), 1.0)


@relaxed
@given(st.lists(st.tuples(year, st.floats(0, 1)), min_size=1, max_size=6))
def test_milestone_ramp_rises_and_does_not_depend_on_the_order(steps):
    milestones = make_milestones(*(("a", when, share) for when, share in steps))
    factor = milestone_ramp(milestones, actions=pd.Index(["a"]), years=CALENDAR)
    assert_rises_within(factor, 1.0)
    turned = milestone_ramp(milestones.iloc[::-1], actions=pd.Index(["a"]), years=CALENDAR)
    np.testing.assert_array_equal(turned, factor)


@relaxed
@given(year, st.integers(1, 30), st.floats(0, 0.9), st.floats(0.01, 1))
def test_s_curve_ramp_rises_to_its_ceiling(start, span, share_of_ceiling, ceiling):
    share = s_curve_ramp(
        start_year=[start],
        end_year=[start + span],
        start_share=[share_of_ceiling * ceiling],
        end_share=[ceiling],
        years=CALENDAR,
    )
    assert_rises_within(share, ceiling)
