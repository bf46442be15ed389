"""The cost of delay: by reports, by milestones, and never by both."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emissions.delay import cost_of_delay
from emissions.errors import EmissionsError
from tests.emissions.strategies import relaxed

YEARS = [2022, 2023, 2024, 2025]
NO_MILESTONE = pd.DataFrame(columns=["action", "effect_share", "planned_day", "expected_day", "reached_day"])


def make_actions(**rows):
    usual = {
        "credited_tco2e": 100.0,
        "start_year": 2022,
        "end_year": 2024,
        "until_year": 2025,
        "carbon_price_eur": 80.0,
    }
    return pd.DataFrame([usual | row for row in rows.values()], index=list(rows), dtype=float)


def make_milestones(*rows):
    usual = {
        "action": "tram",
        "effect_share": 1.0,
        "planned_day": 2024.0,
        "expected_day": np.nan,
        "reached_day": np.nan,
    }
    return pd.DataFrame([usual | row for row in rows]).rename(index=lambda place: f"m{place}")


def cost(actions, milestones=NO_MILESTONE, delivered=None, years=YEARS, today=2026.0):
    shares = np.full((len(actions), len(years)), np.nan) if delivered is None else delivered
    return cost_of_delay(actions, milestones, delivered_share=shares, years=years, today=today)


@pytest.mark.parametrize(
    ("change", "delivered", "row"),
    [
        # The plan: 0, 0.5, 1, 1 of 100 t.
        pytest.param({}, [0, 0, 0.25, 0.5], [175.0, 14_000.0, "reports", True, 0], id="late"),
        pytest.param({}, [0, 0.5, 1, 1], [0.0, 0.0, "reports", False, 0], id="on time"),
        pytest.param({}, [0.5, 0.5, 1, 1], [-50.0, -4_000.0, "reports", False, 0], id="early"),
        pytest.param({}, [0.5, 0.5, 0.5, 1], [0.0, 0.0, "reports", False, 0], id="early, then late"),
        pytest.param(
            {"until_year": 2024}, [0, 0, 0.25, 0.5], [125.0, 10_000.0, "reports", True, 0], id="until 2024"
        ),
        pytest.param(
            {},
            [np.nan, np.nan, 0.25, 0.5],
            [125.0, 10_000.0, "reports", True, 1],
            id="no report in a due year",
        ),
        pytest.param({}, [np.nan] * 4, [np.nan, np.nan, "unknown", False, 3], id="no report at all"),
        pytest.param(
            {}, [0, np.nan, np.nan, np.nan], [np.nan, np.nan, "unknown", False, 3], id="report before due"
        ),
        pytest.param(
            {"until_year": 2022}, [0, 0, 0, 0], [0.0, 0.0, "not_due", False, 0], id="not due, reported"
        ),
        pytest.param(
            {"start_year": 2025, "end_year": 2030}, [np.nan] * 4, [0, 0, "not_due", False, 0], id="not due"
        ),
        pytest.param(
            {"carbon_price_eur": np.nan}, [0, 0, 0, 1], [150.0, np.nan, "reports", True, 0], id="no price"
        ),
        pytest.param(
            {"credited_tco2e": np.nan}, [0] * 4, [np.nan, np.nan, "unknown", False, 0], id="no tonnes"
        ),
        pytest.param({"start_year": np.nan}, [0] * 4, [np.nan, np.nan, "unknown", False, 0], id="no start"),
        pytest.param(
            {"until_year": np.nan}, [0] * 4, [np.nan, np.nan, "unknown", False, 0], id="no last year"
        ),
    ],
)
def test_cost_of_delay_by_reports(change, delivered, row):
    found = cost(make_actions(tram=change), delivered=[delivered]).actions
    expected = pd.DataFrame(
        [row], index=["tram"], columns=["extra_tco2e", "cost_eur", "method", "is_late", "n_unknown_years"]
    )
    pd.testing.assert_frame_equal(found, expected, check_dtype=False)


def test_cost_of_delay_judges_each_action_by_its_own_years():
    actions = make_actions(tram={"start_year": 2025, "end_year": 2030}, bus={})
    assert cost(actions).actions["method"].tolist() == ["not_due", "unknown"]


@pytest.mark.parametrize(
    ("change", "row"),
    [
        pytest.param({"reached_day": 2025.5}, [150.0, 12_000.0, 1.5, True], id="reached late"),
        pytest.param({"reached_day": 2023.5}, [-50.0, -4_000.0, -0.5, True], id="reached early"),
        pytest.param({"expected_day": 2027.0}, [300.0, 24_000.0, 3.0, True], id="moved"),
        pytest.param({"expected_day": 2025.0}, [200.0, 16_000.0, 2.0, True], id="moved, and passed again"),
        pytest.param({}, [200.0, 16_000.0, 2.0, True], id="missed"),
        pytest.param(
            {"expected_day": 2027.0, "reached_day": 2024.0}, [0.0, 0.0, 0.0, True], id="reached on time"
        ),
        pytest.param({"effect_share": 0.4, "reached_day": 2025.0}, [40.0, 3_200.0, 1.0, True], id="part"),
        pytest.param({"effect_share": np.nan}, [np.nan, np.nan, 2.0, False], id="no share"),
        pytest.param(
            {"planned_day": np.nan, "reached_day": 2025.0}, [np.nan, np.nan, np.nan, False], id="no date"
        ),
    ],
)
def test_cost_of_delay_by_a_milestone(change, row):
    found = cost(make_actions(tram={}), make_milestones(change))
    expected = pd.DataFrame(
        [row], index=["m0"], columns=["extra_tco2e", "cost_eur", "years_late", "in_total"]
    )
    pd.testing.assert_frame_equal(found.milestones, expected, check_dtype=False)
    is_told = not np.isnan(row[0])
    assert found.actions["method"].tolist() == ["milestones" if is_told else "unknown"]
    np.testing.assert_allclose(found.actions["extra_tco2e"], [row[0]])


def test_cost_of_delay_is_not_told_by_a_milestone_that_is_still_to_come():
    found = cost(make_actions(tram={}), make_milestones({"planned_day": 2028.0}))
    assert found.actions["method"].tolist() == ["unknown"]
    assert found.milestones[["extra_tco2e", "in_total"]].to_numpy().tolist() == [[0.0, False]]


def test_cost_of_delay_counts_an_action_with_reports_without_its_milestones():
    found = cost(make_actions(tram={}), make_milestones({}), delivered=[[0, 0, 0, 0]])
    assert found.actions["extra_tco2e"].tolist() == [250.0]
    assert found.milestones[["extra_tco2e", "in_total"]].to_numpy().tolist() == [[200.0, False]]


def test_cost_of_delay_gives_each_milestone_the_step_above_the_one_below():
    milestones = make_milestones(
        {"effect_share": 1.0, "planned_day": 2025.0, "reached_day": 2026.0},
        {"effect_share": 0.4, "planned_day": 2023.0, "reached_day": 2025.0},
        {"effect_share": np.nan, "planned_day": 2023.0},
    )
    found = cost(make_actions(bus={}, tram={}), milestones)
    np.testing.assert_allclose(found.milestones["extra_tco2e"], [60.0, 80.0, np.nan])
    np.testing.assert_allclose(found.actions["extra_tco2e"], [np.nan, 140.0])


def test_cost_of_delay_takes_a_lower_step_with_the_higher_milestone():
    milestones = make_milestones(
        {"effect_share": 0.4, "planned_day": 2023.0},
        {"effect_share": 1.0, "planned_day": 2025.0, "reached_day": 2025.0},
    )
    # Nothing was late in the end but the first step, from 2023 to 2025.
    assert cost(make_actions(tram={}), milestones).milestones["extra_tco2e"].tolist() == [80.0, 0.0]


@pytest.mark.parametrize(
    ("actions", "milestone", "delivered", "row", "reason"),
    [
        ({"credited_tco2e": -1}, {}, 0.0, "tram", "credited_tco2e is negative"),
        ({"carbon_price_eur": -1}, {}, 0.0, "tram", "carbon_price_eur is negative"),
        ({"until_year": np.inf}, {}, 0.0, "tram", "until_year is not a finite number"),
        ({"end_year": 2021}, {}, 0.0, "tram", "end_year is before start_year"),
        ({}, {"effect_share": 1.1}, 0.0, "m0", "effect_share is not between 0 and 1"),
        ({}, {"effect_share": -0.1}, 0.0, "m0", "effect_share is not between 0 and 1"),
        ({}, {"action": "bus"}, 0.0, "m0", "action is unknown"),
        ({}, {"reached_day": np.inf}, 0.0, "m0", "reached_day is not a finite number"),
        ({}, {}, -0.1, "tram", "delivered_share is not between 0 and 1"),
        ({}, {}, 1.1, "tram", "delivered_share is not between 0 and 1"),
    ],
)
def test_cost_of_delay_names_the_row_that_makes_no_sense(actions, milestone, delivered, row, reason):
    with pytest.raises(EmissionsError) as caught:
        cost(make_actions(tram=actions), make_milestones(milestone), delivered=[[0, 0, 0, delivered]])
    assert (caught.value.row, caught.value.reason) == (row, reason)


def test_cost_of_delay_refuses_an_action_twice_and_shares_of_another_shape():
    twice = pd.concat([make_actions(tram={}), make_actions(tram={})])
    with pytest.raises(EmissionsError, match="row 'tram': action is there twice"):
        cost(twice)
    with pytest.raises(EmissionsError, match="row 'delivered_share': has not one row"):
        cost(make_actions(tram={}), delivered=[[0.0]])


def test_cost_of_delay_of_nothing_is_empty():
    found = cost(make_actions(tram={}).iloc[:0])
    assert (len(found.actions), len(found.milestones)) == (0, 0)


days = st.integers(4 * 2020, 4 * 2030).map(lambda quarters: quarters / 4)


@relaxed
@given(st.lists(st.tuples(st.integers(1, 4), days, days | st.just(np.nan)), min_size=1, max_size=5))
def test_cost_of_delay_of_milestones_is_the_area_between_the_two_staircases(rows):
    milestones = make_milestones(
        *(
            {"effect_share": quarters / 4, "planned_day": due, "reached_day": day}
            for quarters, due, day in rows
        )
    )
    found = cost(make_actions(tram={}), milestones, today=2031.0)
    axis = np.arange(4 * 2020, 4 * 2031) / 4
    taken = milestones["reached_day"].fillna(2031.0)

    def staircase(day):
        stands = day.to_numpy()[:, None] <= axis
        return np.where(stands, milestones["effect_share"].to_numpy()[:, None], 0.0).max(axis=0)

    area = (staircase(milestones["planned_day"]) - staircase(taken)).sum() / 4 * 100
    assert found.actions["extra_tco2e"].item() == pytest.approx(area)
    turned = cost(make_actions(tram={}), milestones.iloc[::-1], today=2031.0)
    pd.testing.assert_frame_equal(turned.actions, found.actions)
