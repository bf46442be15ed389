"""How far an action has come: planned, reported, and late."""

import numpy as np
import pytest

from emissions.delivery import expect_delivery
from emissions.errors import EmissionsError
from emissions.schedule import read_schedule, share_at
from tests.emissions.portfolios import make_portfolio


def read(level_year=2024.0, as_of_year=2026.0, **change):
    actions = make_portfolio(a={"rung": "under_way", "start_year": 2024, "end_year": 2028} | change)
    return read_schedule(actions, expect_delivery(actions), level_year=level_year, as_of_year=as_of_year)


def promised(schedule, slip, year):
    begin, rate = schedule.delay(np.array([[slip]]))
    return share_at(begin, rate, year).item()


@pytest.mark.parametrize(
    ("change", "slip", "shares"),
    [
        pytest.param({}, 0.0, [0.0, 0.25, 0.5, 0.75, 1.0, 1.0], id="as planned"),
        pytest.param({}, 1.0, [0.0, 0.0, 0.25, 0.5, 0.75, 1.0], id="slipped"),
        pytest.param(
            {"lateness_years": 1.0, "is_late": True}, 1.0, [0, 0, 0, 0.25, 0.5, 0.75], id="known late"
        ),
        pytest.param({"rung": "funded"}, 0.0, [0, 0, 0, 0.25, 0.5, 0.75], id="not begun by now"),
        pytest.param(
            {"rung": "funded", "lateness_years": 1.0}, 0.0, [0, 0, 0, 0.25, 0.5, 0.75], id="late till now"
        ),
        pytest.param(
            {"rung": "funded", "lateness_years": 3.0}, 0.0, [0, 0, 0, 0, 0.25, 0.5], id="late beyond now"
        ),
        pytest.param({"rung": "funded", "start_year": 2027}, 0.0, [0, 0, 0, 0, 1.0, 1.0], id="due later"),
        pytest.param({"end_year": 2024}, 0.0, [1.0] * 6, id="a step in one year"),
        pytest.param({"end_year": 2024}, 1.0, [0.0] + [1.0] * 5, id="a step a year late"),
        pytest.param({"delivered_share": 0.5}, 0.0, [0, 0, 0, 0.5, 1.0, 1.0], id="what a report leaves open"),
        pytest.param({"delivered_share": 0.5}, 3.0, [0, 0, 0, 0, 0.25, 0.5], id="what it leaves open, late"),
        pytest.param(
            {"delivered_share": 0.5, "end_year": 2025}, 0.0, [0, 0, 0, 1.0, 1.0, 1.0], id="end past"
        ),
    ],
)
def test_delay_of_what_is_promised(change, slip, shares):
    schedule = read(**change)
    assert [promised(schedule, slip, year) for year in range(2024, 2030)] == pytest.approx(shares)


@pytest.mark.parametrize(
    ("change", "shares"),
    [
        pytest.param({}, [0, 0, 0, 0, 0], id="no report"),
        pytest.param(
            {"delivered_share": 0.6}, [0, 0, 0.3, 0.6, 0.6], id="nothing was due in the level's year"
        ),
        pytest.param(
            {"delivered_share": 0.6, "start_year": 2022, "end_year": 2024}, [0.6] * 5, id="all in the level"
        ),
        pytest.param(
            {"delivered_share": 0.6, "start_year": 2022, "end_year": 2030},
            [0.3, 0.3, 0.45, 0.6, 0.6],
            id="half in it",
        ),
        pytest.param(
            {"delivered_share": 0.6, "in_level_share": 0.2}, [0.2, 0.2, 0.4, 0.6, 0.6], id="as reported"
        ),
        pytest.param(
            {"delivered_share": 0.6, "start_year": 2027}, [0, 0, 0.3, 0.6, 0.6], id="before its plan"
        ),
    ],
)
def test_reported_at_moves_from_the_level_to_the_latest_report(change, shares):
    schedule = read(**change)
    found = [schedule.reported_at(year).item() for year in (2023, 2024, 2025, 2026, 2030)]
    assert found == pytest.approx(shares)


def test_reported_at_of_a_level_of_today_is_all_in_the_level():
    schedule = read(level_year=2026.0, delivered_share=0.6)
    assert [schedule.reported_at(year).item() for year in (2026, 2027)] == [0.6, 0.6]


def test_reported_at_counts_after_a_level_of_today_what_its_reports_did_not_hold():
    schedule = read(level_year=2026.0, delivered_share=0.6, in_level_share=0.5)
    assert [schedule.reported_at(year).item() for year in (2026, 2026.5, 2027)] == [0.5, 0.6, 0.6]


@pytest.mark.parametrize(
    ("change", "shares"),
    [
        ({}, [0.0, 0.25, 1.0, 1.0]),
        ({"rung": "idea", "lateness_years": 2.0}, [0.0, 0.25, 1.0, 1.0]),
        ({"delivered_share": 0.6}, [0.0, 0.3 + 0.4 * 0.25, 1.0, 1.0]),
    ],
)
def test_whole_at_is_the_plan_as_it_was(change, shares):
    schedule = read(**change)
    assert [schedule.whole_at(year).item() for year in (2024, 2025, 2028, 2030)] == pytest.approx(shares)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"delivered_share": -0.1}, "delivered_share is not between 0 and 1"),
        ({"delivered_share": 1.1}, "delivered_share is not between 0 and 1"),
        (
            {"delivered_share": 0.5, "in_level_share": 0.6},
            "in_level_share is not between 0 and delivered_share",
        ),
        (
            {"delivered_share": 0.5, "in_level_share": -0.1},
            "in_level_share is not between 0 and delivered_share",
        ),
        ({"in_level_share": 0.1}, "in_level_share is not between 0 and delivered_share"),
        ({"end_year": 2023}, "end_year is before start_year"),
    ],
)
def test_read_schedule_names_the_row_that_makes_no_sense(change, reason):
    with pytest.raises(EmissionsError) as caught:
        read(**change)
    assert (caught.value.row, caught.value.reason) == ("a", reason)


def test_reported_at_of_a_report_ahead_of_its_plan_is_in_a_level_of_the_same_year():
    schedule = read(level_year=2026.0, delivered_share=0.6, start_year=2027)
    assert [schedule.reported_at(year).item() for year in (2026, 2027)] == [0.6, 0.6]
