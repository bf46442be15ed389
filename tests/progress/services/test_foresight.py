"""The chance of the target, its seed, its reasons for silence, and the check of what is stored."""

import json
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from contracts.models import Action, Contract
from progress.models import ProgressSnapshot, SnapshotForesight
from progress.services.foresight import foresee_snapshot, list_assumptions
from progress.services.snapshots import record_progress

TODAY = date(2026, 11, 22)


def foresight_of(contract: Contract) -> SnapshotForesight:
    record_progress(contract_ids=[contract.pk], as_of=TODAY)
    snapshot = ProgressSnapshot.objects.get(contract=contract, is_current=True)
    foresee_snapshot(snapshot_id=snapshot.pk)
    return SnapshotForesight.objects.get(snapshot=snapshot)


def check(*arguments: str) -> dict[str, Any]:
    out = StringIO()
    call_command("recompute_check", *arguments, "--json", stdout=out)
    told: dict[str, Any] = json.loads(out.getvalue())
    return told


def test_the_seed_comes_from_the_inputs(borgo: Contract) -> None:
    foresight = foresight_of(borgo)
    assert (foresight.seed, foresight.draws) == (int(foresight.snapshot.input_hash[:12], 16), 10_000)


def test_a_foresight_is_drawn_once(borgo: Contract) -> None:
    first = foresight_of(borgo)
    foresee_snapshot(snapshot_id=first.snapshot_id)
    assert list(SnapshotForesight.objects.values_list("pk", flat=True)) == [first.pk]


def test_a_target_far_away_is_out_of_reach(borgo: Contract) -> None:
    content = foresight_of(borgo).content
    assert (content["probability"] < 0.01, content["reason"]) == (True, "")
    assert [row["year"] for row in content["fan"]] == [2026, 2027, 2028, 2029, 2030]
    assert {row["code"] for row in content["drivers"]} == {"PUMPS", "TRAM", "WALLS"}


def test_a_target_that_is_met_already_is_likely(borgo: Contract) -> None:
    borgo.versions.update(target_reduction_tco2e=10, residual_tco2e=1_490)
    assert foresight_of(borgo).content["probability"] > 0.8


def test_the_driver_of_a_close_target_is_the_action_that_decides(borgo: Contract) -> None:
    borgo.versions.update(target_reduction_tco2e=350, residual_tco2e=1_150)
    content = foresight_of(borgo).content
    assert content["drivers"][0]["code"] == "TRAM"
    assert content["drivers"][0]["difference"] == pytest.approx(
        content["drivers"][0]["if_whole"] - content["drivers"][0]["if_not"]
    )


def test_the_cheapest_set_says_what_is_missing(borgo: Contract) -> None:
    Action.objects.filter(code="WALLS").update(cost_eur=5_000)
    cheapest = foresight_of(borgo).content["cheapest"]
    walls = str(Action.objects.get(code="WALLS").pk)
    assert (cheapest["actions"], cheapest["cost_eur"], cheapest["closes_gap"]) == ([walls], 5_000.0, False)
    assert cheapest["missing_tco2e"] == pytest.approx(1_200 - 640)


def test_no_chance_is_told_where_rows_are_incomplete(borgo: Contract) -> None:
    Action.objects.update(maturity="not_stated")
    content = foresight_of(borgo).content
    assert (content["probability"], content["reason"], content["cheapest"]) == (None, "rows_incomplete", None)


def test_no_chance_is_told_without_a_gap_or_a_target(borgo: Contract) -> None:
    borgo.versions.update(target_reduction_tco2e=None, residual_tco2e=None, baseline_tco2e=None)
    content = foresight_of(borgo).content
    assert (content["probability"], content["reason"]) == (None, "no_target")


def test_years_in_the_wrong_order_leave_an_action_out(borgo: Contract) -> None:
    Action.objects.filter(code="TRAM").update(start_year=2030, end_year=2022)
    content = foresight_of(borgo).content
    assert (content["actions"], content["without_dates"]) == (2, 1)


def test_the_assumptions_are_told_with_their_reasons() -> None:
    told = list_assumptions()
    assert told["rungs"][0]["rung"] == "idea"
    assert all(row["reason"] for row in (*told["rungs"], *told["adjustments"]))


def test_stored_snapshots_say_the_same_again(borgo: Contract, padova: Contract) -> None:
    for contract in (borgo, padova):
        foresight_of(contract)
    assert check() == {
        "checked": 2,
        "equal": 2,
        "foresights_checked": 2,
        "other_engine": 0,
        "different": [],
    }


def test_a_figure_that_was_changed_by_hand_is_found(borgo: Contract) -> None:
    snapshot = foresight_of(borgo).snapshot
    snapshot.results["gap_tco2e"] = 1.0
    snapshot.inputs["version"]["budget_tco2e"] = 5.0
    snapshot.save()
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("recompute_check", "borgo", "--current", stdout=out)
    assert out.getvalue().splitlines() == [
        "1 snapshots computed again, 1 of them with their foresight.",
        "0 say the same, 1 do not.",
        "0 of another engine version were not judged.",
        f"borgo {snapshot.pk}: input_hash, results.cumulative, results.gap_tco2e",
    ]


def test_snapshots_of_another_engine_are_not_judged(borgo: Contract) -> None:
    record_progress(contract_ids=[borgo.pk], as_of=TODAY)
    ProgressSnapshot.objects.update(engine_version="1.0.0")
    assert check()["other_engine"] == 1


def test_snapshots_without_a_foresight_are_checked_too(borgo: Contract) -> None:
    record_progress(contract_ids=[borgo.pk], as_of=TODAY)
    assert (check()["checked"], check()["foresights_checked"]) == (1, 0)
