"""The staged path: forward and backward pass, what is critical, what is refused."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emissions.errors import EmissionsError
from emissions.staged_path import DEPENDENCY_COLUMNS, MILESTONE_COLUMNS, staged_path
from tests.emissions.strategies import relaxed


def make_milestones(**rows):
    return pd.DataFrame(rows.values(), index=list(rows), columns=list(MILESTONE_COLUMNS), dtype=float)


def find(milestones, *links, today=0.0, end_day=100.0):
    dependencies = pd.DataFrame(links, columns=list(DEPENDENCY_COLUMNS))
    return staged_path(milestones, dependencies, today=today, end_day=end_day)


def column(path, name):
    return path.milestones[name].tolist()


def test_path_comes_out_as_by_hand():
    # survey 10 -> design +20; permit planned 20 came at 25 -> works +30; design -> works +30; works -> opening +15.
    rows = make_milestones(
        survey=(10, None, None), design=(25, None, None), permit=(20, None, 25), works=(60, None, None),
        opening=(70, 72, None), party=(90, None, None),
    )  # fmt: skip
    links = [
        ("survey", "design", 20),
        ("permit", "works", 30),
        ("design", "works", 35),
        ("works", "opening", 15),
    ]
    path = find(rows, *links, today=5.0, end_day=95.0)
    assert column(path, "forecast_day") == [10, 30, 25, 65, 80, 90]
    assert column(path, "late_days") == [0, 5, 5, 5, 10, 0]
    assert column(path, "latest_day") == [25, 45, 50, 80, 95, 95]
    np.testing.assert_array_equal(column(path, "slack_days"), [15, 15, np.nan, 15, 15, 5])
    assert list(path.critical) == ["party"]


def test_critical_is_the_chain_that_ends_last():
    rows = make_milestones(a=(10, None, None), b=(5, None, None), c=(12, None, None), d=(40, None, None))
    path = find(rows, ("a", "d", 35), ("b", "d", 35), ("c", "a", 1))
    assert column(path, "forecast_day") == [13, 5, 12, 48]
    assert list(path.critical) == ["c", "a", "d"]


@pytest.mark.parametrize(
    ("row", "forecast", "late"),
    [
        pytest.param((10, None, None), 30, 20, id="overdue: not before today"),
        pytest.param((10, 50, None), 50, 40, id="moved"),
        pytest.param((None, 40, None), 40, np.nan, id="never planned"),
        pytest.param((10, 50, 8), 8, -2, id="reached early"),
        pytest.param((None, None, 8), 8, np.nan, id="reached, never planned"),
    ],
)
def test_one_milestone(row, forecast, late):
    path = find(make_milestones(one=row), today=30.0)
    np.testing.assert_array_equal(
        [column(path, "forecast_day"), column(path, "late_days")], [[forecast], [late]]
    )


def test_reached_milestone_is_no_longer_held_up():
    path = find(make_milestones(a=(50, None, None), b=(20, None, 20)), ("a", "b", 10))
    assert column(path, "forecast_day") == [50, 20]
    assert list(path.critical) == ["a"]


def test_everything_reached_leaves_nothing_critical():
    path = find(make_milestones(a=(5, None, 5), b=(20, None, 20)), ("a", "b", 10))
    assert list(path.critical) == []
    assert np.isnan(column(path, "slack_days")).all()


def test_no_milestones_no_path():
    assert find(make_milestones()).milestones.empty


@relaxed
@given(st.lists(st.integers(0, 1000), min_size=2, max_size=8), st.integers(0, 200), st.data())
def test_delay_of_a_milestone_moves_the_end_only_beyond_its_slack(days, delay, data):
    rows = make_milestones(**{f"m{place}": (day, None, None) for place, day in enumerate(days)})
    pairs = data.draw(st.lists(st.tuples(*[st.integers(0, len(days) - 1)] * 2), max_size=10))
    links = [(f"m{min(pair)}", f"m{max(pair)}", 7.0) for pair in pairs if pair[0] != pair[1]]
    end = find(rows, *links).milestones["forecast_day"].max()
    path = find(rows, *links, end_day=end)
    moved = data.draw(st.integers(0, len(days) - 1))
    rows.iloc[moved, 0] = path.milestones["forecast_day"].iloc[moved] + delay
    later = find(rows, *links).milestones["forecast_day"].max()
    assert later == pytest.approx(end + max(0.0, delay - path.milestones["slack_days"].iloc[moved]), abs=1e-6)
    assert bool(path.milestones["is_critical"].iloc[moved]) == (
        path.milestones["slack_days"].iloc[moved] <= 1e-9
    )


@pytest.mark.parametrize(
    ("rows", "links", "reason"),
    [
        ({"a": (None, None, None)}, [], "row 'a': a milestone has no day"),
        ({"a": (np.inf, None, None)}, [], "row 'a': planned_day is not a finite number"),
        ({"a": (1, None, None)}, [("a", "b", 1)], "row 0: an unknown milestone"),
        ({"a": (1, None, None), "b": (1, None, None)}, [("a", "b", -1)], "least_days is missing, negative"),
        ({"a": (1, None, None), "b": (1, None, None)}, [("a", "b", None)], "least_days is missing, negative"),
        ({"a": (1, None, None)}, [("a", "a", 1)], "milestones wait for each other: a → a"),
    ],
)
def test_what_makes_no_sense_is_refused(rows, links, reason):
    with pytest.raises(EmissionsError, match=reason):
        find(make_milestones(**rows), *links)


def test_circle_is_named():
    rows = make_milestones(a=(1, None, None), b=(2, None, None), c=(3, None, None))
    with pytest.raises(EmissionsError, match="wait for each other") as refused:
        find(rows, ("a", "b", 1), ("b", "c", 1), ("c", "a", 1))
    assert sorted(set(refused.value.reason.split(": ")[1].split(" → "))) == ["a", "b", "c"]


def test_label_given_twice_is_refused():
    rows = make_milestones(a=(1, None, None), b=(2, None, None)).set_axis(["a", "a"])
    with pytest.raises(EmissionsError, match="row 'a': a label is given twice"):
        find(rows)
