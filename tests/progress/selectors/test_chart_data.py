"""What charts are fed with: sums that agree with the results, nothing where rows are incomplete, what is left out."""

from datetime import date
from typing import Any

import pytest
from django.utils import translation

from contracts.models import Contract
from progress.charts.builders.abatement_curve import AbatementCurve
from progress.charts.builders.cumulative import CumulativeEmissions
from progress.charts.builders.drivers import Drivers
from progress.charts.builders.gap_steps import GapWaterfall
from progress.charts.builders.projection import Projection
from progress.charts.builders.trajectory import Trajectory
from progress.charts.builders.verdict_history import VerdictHistory
from progress.enums import Rung
from progress.models import ProgressSnapshot, SnapshotForesight
from progress.selectors.chart_data import chart_data
from progress.services.foresight import foresee_snapshot
from progress.services.snapshots import record_progress
from tests.factories import ForesightFactory, make_foresight

TODAY = date(2026, 11, 22)


def snapshot_of(contract: Contract) -> ProgressSnapshot:
    record_progress(contract_ids=[contract.pk], as_of=TODAY)
    snapshot = ProgressSnapshot.objects.get(contract=contract, is_current=True)
    foresee_snapshot(snapshot_id=snapshot.pk)
    return snapshot


def data_of(contract: Contract, snapshot: ProgressSnapshot | None = None) -> dict[type, Any]:
    with translation.override("en"):
        return {type(one): one for one in chart_data(snapshot or snapshot_of(contract))}


def foresee(contract: Contract, **changes: Any) -> dict[type, Any]:
    """The charts with a foresight of our own."""
    snapshot = snapshot_of(contract)
    SnapshotForesight.objects.all().delete()
    ForesightFactory(snapshot=snapshot, content=make_foresight(**changes))
    return data_of(contract, snapshot)


def test_cumulative_paths_end_at_the_totals_of_the_results(borgo: Contract) -> None:
    snapshot = snapshot_of(borgo)
    chart, told = data_of(borgo, snapshot)[CumulativeEmissions], snapshot.results["cumulative"]
    drawn = [row["p50"] for row in snapshot.foresight.content["fan"] if row["year"] > 2026]
    assert {path.kind: path.total_tco2e for path in chart.paths} == {
        "trajectory": pytest.approx(told["trajectory_tco2e"]),
        "projected": pytest.approx(told["emitted_tco2e"] + sum(drawn)),
        "nothing_more": pytest.approx(told["flat_tco2e"]),
    }
    assert [path.cumulative_tco2e[0][0] for path in chart.paths] == [2022, 2022, 2022]
    assert chart.path("trajectory").end_tco2e == 300.0


def test_past_years_are_the_same_on_every_path_but_the_trajectory(borgo: Contract) -> None:
    snapshot = snapshot_of(borgo)
    chart = data_of(borgo, snapshot)[CumulativeEmissions]
    reached = {dict(path.cumulative_tco2e)[2026] for path in chart.paths if path.kind != "trajectory"}
    assert [round(total, 6) for total in reached] == [
        round(snapshot.results["cumulative"]["emitted_tco2e"], 6)
    ]


def test_trajectory_carries_every_estimated_year(padova: Contract) -> None:
    assert [row.year for row in data_of(padova)[Trajectory].nowcast] == [2024, 2025, 2026]


def test_rows_without_maturity_give_no_rungs_no_paths_and_no_projection(borgo: Contract) -> None:
    borgo.actions.update(maturity="not_stated")
    data = data_of(borgo)
    assert (
        data[GapWaterfall].covered_by_rung,
        data[Projection].paths,
        data[Projection].probability,
        [path.kind for path in data[CumulativeEmissions].paths],
    ) == ((), (), None, ["trajectory", "nothing_more"])
    assert data[Projection].probability_reason.startswith("the contract does not publish how mature")


def test_projection_has_a_path_only_where_a_rung_takes_something_off(borgo: Contract) -> None:
    snapshot = snapshot_of(borgo)
    paths, level = data_of(borgo, snapshot)[Projection].paths, snapshot.results["projection"]["level"]
    assert paths[0].rung == "verified"
    assert [dict(path.totals_tco2e)[2030] for path in paths] == list(
        dict.fromkeys(level[rung][-1] for rung in reversed(Rung.values))
    )


def test_gap_waterfall_has_the_rungs_that_occur(borgo: Contract) -> None:
    snapshot = snapshot_of(borgo)
    covered = dict(data_of(borgo, snapshot)[GapWaterfall].covered_by_rung)
    assert sum(covered.values()) == pytest.approx(snapshot.results["credited_tco2e"])
    assert "idea" not in covered


def test_abatement_curve_counts_what_it_cannot_draw(borgo: Contract) -> None:
    borgo.actions.filter(code="PUMPS").update(
        cost_eur=10_000, running_cost_eur=0, saving_eur=500, lifetime_years=20, funding_secured_eur=0
    )
    curve = data_of(borgo)[AbatementCurve]
    assert [(block.code, block.is_funded) for block in curve.blocks] == [("PUMPS", False)]
    assert (
        curve.actions_without_cost,
        curve.actions_without_lifetime,
        curve.is_discount_assumed,
        curve.discount_share,
    ) == (1, 1, True, 0.035)


def test_abatement_curve_uses_the_rate_of_the_city(borgo: Contract) -> None:
    borgo.discount_share = "0.05"
    borgo.save()
    curve = data_of(borgo)[AbatementCurve]
    assert (curve.discount_share, curve.is_discount_assumed) == (0.05, False)


def test_drivers_that_move_nothing_are_told_once(borgo: Contract) -> None:
    rows = [
        {"action": str(action.pk), "code": action.code, "difference": difference}
        for action, difference in zip(borgo.actions.order_by("code"), (0.1, -0.002, 0.0004), strict=True)
    ]
    drivers = foresee(borgo, drivers=rows)[Drivers].drivers
    assert [(row.code, row.difference_share) for row in drivers] == [("PUMPS", 0.1), ("TRAM", -0.002)]
    assert drivers[0].title == str(borgo.actions.get(code="PUMPS").title["en"])


def test_projection_says_what_the_chance_assumes_and_leaves_out(borgo: Contract) -> None:
    data = foresee(borgo, without_tonnes=1, without_dates=2, knows_existing_plan=False)
    assert data[Projection].assumptions == (
        (
            "What an action is expected to deliver of its tonnes follows from what stands behind it: idea 20%,"
            " planned 40%, committed (signed) 55%, funded 75%, under way 85%, delivered (reported) 95%, verified 98%."
            " These are assumptions, not measurements."
        ),
        "10,000 futures were drawn with the seed 7: anyone can draw them again.",
        "What the existing plan takes off is not known and is left out.",
        "1 action is left out because its tonnes are not known.",
        "2 actions are left out because their years are not known.",
    )


def test_charts_that_rest_on_the_foresight_wait_for_it(borgo: Contract) -> None:
    snapshot = snapshot_of(borgo)
    SnapshotForesight.objects.all().delete()
    assert {Projection, Drivers} & data_of(borgo, snapshot).keys() == set()


def test_a_contract_without_a_baseline_year_has_nothing_to_look_ahead_to(borgo: Contract) -> None:
    borgo.versions.update(baseline_year=None)
    assert {Projection, CumulativeEmissions, AbatementCurve} & data_of(borgo).keys() == set()


def test_verdict_history_starts_with_the_first_computation(borgo: Contract) -> None:
    points = data_of(borgo)[VerdictHistory].points
    assert [(point.verdict, point.inventory_year, point.reason) for point in points] == [
        ("not_measured", 2021, "first")
    ]
