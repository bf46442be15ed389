"""F17 on Milano's figures, through milestones, and as properties."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emissions.errors import EmissionsError
from emissions.trajectory import (
    exponential_trajectory,
    linear_trajectory,
    milestone_trajectory,
    trajectory_at,
    yearly_change_share,
)
from tests.emissions.refusals import assert_row_named_or_masked, assert_unknown_where_any_input_is
from tests.emissions.strategies import relaxed, tonnes

MILANO: dict[str, Any] = {
    "baseline_year": [2021],
    "target_year": [2030],
    "baseline_tco2e": [4_567_402],
    "target_tco2e": [913_480.4],
}


@pytest.mark.parametrize(
    ("baseline", "target", "year", "expected", "tolerance"),
    [
        pytest.param(4_567_402, 913_480.4, 2025, 2_943_436.8, 0.05, id="milano 2025"),
        pytest.param(4_567_402, 913_480.4, 2027, 2_131_454.3, 0.05, id="milano 2027"),
        pytest.param(3_885_239, 652_240, 2027, 1_730_000, 100, id="milano, stationary 2027 as printed"),
        pytest.param(674_403, 253_000, 2025, 487_110, 5, id="milano, mobility 2025 as printed"),
        pytest.param(1_283_174, 256_634, 2023, 1_055_054, 0.5, id="padova 2023"),
    ],
)
def test_trajectory_at_gives_published_milestones(baseline, target, year, expected, tolerance):
    line = trajectory_at(
        baseline_year=[2021],
        target_year=[2030],
        baseline_tco2e=[baseline],
        target_tco2e=[target],
        year=[year],
    )
    assert line.tolist() == [pytest.approx(expected, abs=tolerance)]


def test_trajectory_at_is_unknown_before_the_baseline_and_held_after_the_target():
    columns: dict[str, Any] = {name: value * 3 for name, value in MILANO.items()}
    np.testing.assert_array_equal(
        trajectory_at(**columns, year=[2020, 2031, None]), [np.nan, 913_480.4, np.nan]
    )


def test_linear_trajectory_gives_a_row_per_contract_and_a_column_per_year():
    line = linear_trajectory(
        baseline_year=[2020, 2021],
        target_year=2030,
        baseline_tco2e=[100, 90],
        target_tco2e=[20, None],
        years=[2019, 2020, 2025, 2030, 2031],
    )
    np.testing.assert_allclose(line, [[np.nan, 100, 60, 20, 20], [np.nan] * 5])


BAD_YEARS = [
    ({"target_year": 2021}, "target_year is not after baseline_year"),
    ({"target_year": 2015}, "target_year is not after baseline_year"),
    ({"baseline_tco2e": np.inf}, "baseline_tco2e is not a finite number"),
]


@pytest.mark.parametrize(("change", "reason"), BAD_YEARS)
def test_trajectories_name_or_mask_the_contract_that_makes_no_sense(change, reason):
    columns: dict[str, Any] = {name: [*value, change.get(name, value[0])] for name, value in MILANO.items()}
    for draw in (
        lambda **more: trajectory_at(**columns, year=2021, **more),
        lambda **more: linear_trajectory(**columns, years=[2021], **more).ravel(),
    ):
        with pytest.raises(EmissionsError) as caught:
            draw(labels=["good", "bad"])
        assert (caught.value.row, caught.value.reason) == ("bad", reason)
        np.testing.assert_array_equal(draw(errors="mask"), [4_567_402, np.nan])


MILANO_ROW: dict[str, Any] = {name: value[0] for name, value in MILANO.items()}


def draw_exponential(**columns):
    return exponential_trajectory(**columns, years=[2019, 2022, 2030, 2035])


def test_exponential_trajectory_falls_by_the_same_share_every_year():
    curve = exponential_trajectory(
        baseline_year=[2020, 2021],
        target_year=[2024, 2023],
        baseline_tco2e=[160, 100],
        target_tco2e=[10, 100],
        years=[2019, 2020, 2021, 2022, 2024, 2025],
    )
    expected = [[np.nan, 160, 80, 40, 10, 10], [np.nan, np.nan, 100, 100, 100, 100]]
    np.testing.assert_allclose(curve, expected, rtol=1e-12)


def test_exponential_trajectory_of_milano_falls_by_the_worked_share():
    assert yearly_change_share(**MILANO).tolist() == [pytest.approx(-0.1637, abs=5e-5)]
    curve = exponential_trajectory(**MILANO, years=[2021, 2022, 2030])
    np.testing.assert_allclose(curve, [[4_567_402, 4_567_402 * (1 - 0.1637), 913_480.4]], atol=250)


def test_exponential_trajectory_may_be_of_less_than_a_tonne():
    columns: dict[str, Any] = {"baseline_year": [2020], "target_year": [2022], "baseline_tco2e": [0.5]}
    curve = exponential_trajectory(**columns, target_tco2e=[0.125], years=[2021])
    assert curve.tolist() == [[0.25]]


def test_yearly_change_share_is_positive_where_emissions_may_rise():
    share = yearly_change_share(
        baseline_year=[2020], target_year=[2022], baseline_tco2e=[100], target_tco2e=[121]
    )
    assert share.tolist() == [pytest.approx(0.1, abs=1e-12)]


@pytest.mark.parametrize("compute", [draw_exponential, yearly_change_share])
def test_exponentials_stay_unknown(compute):
    assert_unknown_where_any_input_is(compute, MILANO_ROW, numbers=list(MILANO_ROW))


@pytest.mark.parametrize("compute", [draw_exponential, yearly_change_share])
@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"target_year": 2021}, "target_year is not after baseline_year"),
        ({"baseline_tco2e": 0}, "baseline_tco2e is not above 0"),
        ({"target_tco2e": 0}, "target_tco2e is not above 0"),
        ({"target_tco2e": -1}, "target_tco2e is not above 0"),
        ({"target_tco2e": np.inf}, "target_tco2e is not a finite number"),
    ],
)
def test_exponentials_name_or_mask_the_contract_that_makes_no_sense(compute, change, reason):
    assert_row_named_or_masked(compute, MILANO_ROW, change, reason)


@relaxed
@given(st.integers(1990, 2025), st.integers(1, 40), st.floats(1, 1e8), st.floats(1, 1e8))
def test_exponential_trajectory_never_lies_above_the_straight_line(start, span, baseline, target):
    columns: dict[str, Any] = {
        "baseline_year": [start],
        "target_year": [start + span],
        "baseline_tco2e": [baseline],
        "target_tco2e": [target],
    }
    years = np.arange(start, start + span + 1)
    curve, line = exponential_trajectory(**columns, years=years), linear_trajectory(**columns, years=years)
    assert bool((curve <= line * (1 + 1e-9)).all())
    np.testing.assert_allclose(curve[:, [0, -1]], [[baseline, target]], rtol=1e-12)
    np.testing.assert_allclose(curve[0, 1:] / curve[0, :-1] - 1, yearly_change_share(**columns)[0], atol=1e-9)


def make_points(*rows):
    return pd.DataFrame(rows, columns=["contract", "year", "tco2e"]).astype({"year": float, "tco2e": float})


def test_milestone_trajectory_joins_the_points_of_each_contract_only():
    points = make_points(
        ("b", 2030, 10),
        ("a", 2030, 20),
        ("b", 2020, 1_000),
        ("a", 2021, 100),
        ("a", 2025, 80),
        ("d", 2025, 7),
    )
    line = milestone_trajectory(
        points, contracts=pd.Index(["a", "b", "c", "d"]), years=[2020, 2021, 2023, 2025, 2030, 2035]
    )
    expected = np.array(
        [
            [np.nan, 100, 90, 80, 20, 20],
            [1_000, 901, 703, 505, 10, 10],
            [np.nan] * 6,
            [np.nan, np.nan, np.nan, 7, 7, 7],
        ]
    )
    np.testing.assert_allclose(line, expected)


def test_milestone_trajectory_without_points_is_unknown():
    line = milestone_trajectory(make_points(), contracts=pd.Index(["a"]), years=[2021, 2022])
    np.testing.assert_array_equal(line, [[np.nan, np.nan]])


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (("z", 2023, 5), "contract is unknown"),
        (("a", np.nan, 5), "year is not a finite number"),
        (("a", 2023, np.nan), "tco2e is not a finite number"),
        (("a", 2021, 5), "year has a milestone already"),
    ],
)
def test_milestone_trajectory_names_the_point_that_makes_no_sense(row, reason):
    with pytest.raises(EmissionsError) as caught:
        milestone_trajectory(make_points(("a", 2021, 9), row), contracts=pd.Index(["a"]), years=[2023])
    assert (caught.value.row, caught.value.reason) == (1, reason)


@relaxed
@given(st.integers(1990, 2025), st.integers(1, 40), tonnes, tonnes)
def test_linear_trajectory_hits_both_ends(start, span, baseline, target):
    line = linear_trajectory(
        baseline_year=[start],
        target_year=[start + span],
        baseline_tco2e=[baseline],
        target_tco2e=[target],
        years=[start, start + span],
    )
    assert line.tolist() == [[baseline, target]]


@relaxed
@given(st.integers(1990, 2025), st.integers(1, 40), tonnes, tonnes)
def test_milestone_trajectory_through_the_ends_alone_is_the_straight_line(start, span, baseline, target):
    years = np.arange(start - 2, start + span + 3)
    points = make_points(("a", start + span, target), ("a", start, baseline))
    straight = linear_trajectory(
        baseline_year=[start],
        target_year=[start + span],
        baseline_tco2e=[baseline],
        target_tco2e=[target],
        years=years,
    )
    drawn = milestone_trajectory(points, contracts=pd.Index(["a"]), years=years)
    np.testing.assert_allclose(drawn, straight, rtol=1e-9, atol=1e-6)


@relaxed
@given(
    st.lists(
        st.tuples(st.sampled_from("abc"), st.integers(2000, 2030), tonnes), unique_by=lambda row: row[:2]
    ),
)
def test_milestone_trajectory_of_many_contracts_is_that_of_each_alone(rows):
    points, years = make_points(*rows), np.arange(1998, 2033)
    together = milestone_trajectory(points, contracts=pd.Index(list("abc")), years=years)
    for place, name in enumerate("abc"):
        own = points[points["contract"] == name]
        alone = milestone_trajectory(own, contracts=pd.Index([name]), years=years)
        np.testing.assert_allclose(together[[place]], alone, rtol=1e-9, atol=1e-6)
