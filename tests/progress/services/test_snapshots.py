"""Snapshots: the published numbers, idempotence, history."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from contracts.models import Action, Contract, ContractVersion
from progress.models import ProgressSnapshot
from progress.services.snapshots import record_progress
from tests.factories import ActionFactory, ContractFactory, InventoryFactory, InventoryLineFactory

TODAY = date(2026, 11, 22)


def results_of(contract: Contract) -> dict[str, Any]:
    record_progress(contract_ids=[contract.pk], as_of=TODAY)
    return ProgressSnapshot.objects.get(contract=contract, is_current=True).results


def test_milano_shows_its_published_figures(milano: Contract) -> None:
    results = results_of(milano)
    assert {
        name: results[name]
        for name in (
            "baseline_year",
            "inventory_year",
            "baseline_tco2e",
            "target_reduction_tco2e",
            "residual_tco2e",
            "existing_plan_tco2e",
            "gap_tco2e",
            "sinks_tco2e",
            "verdict",
            "observed_tco2e",
            "progress_share",
        )
    } == {
        "baseline_year": 2021,
        "inventory_year": 2021,
        "baseline_tco2e": 4_567_402.0,
        "target_reduction_tco2e": 3_654_402.0,
        "residual_tco2e": 913_000.0,
        "existing_plan_tco2e": 1_574_099.0,
        "gap_tco2e": 2_080_303.0,
        "sinks_tco2e": 9_005.0,
        "verdict": "not_measured",
        "observed_tco2e": None,
        "progress_share": None,
    }


def test_milano_coverage_is_told_by_maturity(milano: Contract) -> None:
    coverage = results_of(milano)["coverage_by_maturity"]
    assert coverage["project"] == {
        "tco2e": 304_597.0,
        "share_of_gap": pytest.approx(0.146, abs=5e-4),
        "actions": 3,
        "counted": 1,
    }
    assert coverage["strategy"]["share_of_gap"] == pytest.approx(0.754, abs=5e-4)


def test_padova_is_off_track_on_its_own_series(padova: Contract) -> None:
    results = results_of(padova)
    assert results["inventory_year"] == 2023
    assert results["observed_tco2e"] == 1_147_952.0
    assert results["trajectory_tco2e"] == pytest.approx(1_055_054, abs=0.5)
    assert results["deviation_share"] == pytest.approx(0.088, abs=5e-4)
    assert results["progress_share"] == pytest.approx(0.593, abs=5e-4)
    assert results["verdict"] == "off_track"


def test_an_inventory_with_lines_only_is_summed(padova: Contract) -> None:
    series = padova.city.inventory_series.get(code="padova-paesc")
    inventory = InventoryFactory(series=series, year=2024, reported_total_tco2e=None)
    InventoryLineFactory(inventory=inventory, value_tco2e=Decimal(900_000))
    InventoryLineFactory(inventory=inventory, sector="transport", value_tco2e=Decimal(100_000))
    results = results_of(padova)
    assert (results["inventory_year"], results["observed_tco2e"]) == (2024, 1_000_000.0)


def test_the_same_inputs_are_stored_once(milano: Contract) -> None:
    first = record_progress(contract_ids=[milano.pk], as_of=TODAY)
    second = record_progress(contract_ids=[milano.pk], as_of=TODAY)
    assert (len(first.stored), len(first.confirmed)) == (1, 0)
    assert (second.stored, second.confirmed) == ([], first.stored)


def test_a_later_day_with_the_same_result_only_confirms(milano: Contract) -> None:
    record_progress(contract_ids=[milano.pk], as_of=TODAY)
    before = ProgressSnapshot.objects.get()
    record_progress(contract_ids=[milano.pk], as_of=date(2026, 11, 23))
    after = ProgressSnapshot.objects.get()
    assert (after.pk, after.as_of, after.computed_at) == (before.pk, TODAY, before.computed_at)
    assert after.confirmed_at > before.confirmed_at


def test_a_change_keeps_the_history(milano: Contract) -> None:
    record_progress(contract_ids=[milano.pk], as_of=TODAY)
    Action.objects.filter(reduction_tco2e=304_597).update(reduction_tco2e=300_000)
    record_progress(contract_ids=[milano.pk], as_of=TODAY)
    stored = ProgressSnapshot.objects.order_by("computed_at").values_list(
        "is_current", "results__coverage_by_maturity__project__tco2e"
    )
    assert list(stored) == [(False, 304_597.0), (True, 300_000.0)]


def test_going_back_brings_the_earlier_snapshot_back(milano: Contract) -> None:
    first = record_progress(contract_ids=[milano.pk], as_of=TODAY).stored
    Action.objects.filter(reduction_tco2e=304_597).update(reduction_tco2e=300_000)
    record_progress(contract_ids=[milano.pk], as_of=TODAY)
    Action.objects.filter(reduction_tco2e=300_000).update(reduction_tco2e=304_597)
    record_progress(contract_ids=[milano.pk], as_of=TODAY)
    assert list(ProgressSnapshot.objects.filter(is_current=True).values_list("pk", flat=True)) == first
    assert ProgressSnapshot.objects.count() == 2


def test_an_archived_action_counts_no_more(milano: Contract) -> None:
    Action.objects.filter(reduction_tco2e=304_597).update(archived_at=timezone.now())
    assert results_of(milano)["coverage_by_maturity"]["project"]["tco2e"] is None


def test_an_action_of_an_existing_plan_is_set_aside(milano: Contract) -> None:
    Action.objects.filter(reduction_tco2e=1_568_000).update(in_existing_plan=True)
    results = results_of(milano)
    assert results["coverage_by_maturity"]["strategy"]["tco2e"] == 0.0
    assert results["actions"]["existing_plan"] == 1


def test_maturity_that_is_not_stated_is_never_coverage(milano: Contract) -> None:
    Action.objects.update(maturity="not_stated")
    results = results_of(milano)
    assert {
        name: (part["tco2e"], part["share_of_gap"]) for name, part in results["coverage_by_maturity"].items()
    } == {
        "project": (None, None),
        "strategy": (None, None),
        "enabling": (None, None),
        "not_stated": (1_872_597.0, None),
    }
    assert results["portfolio_printed_share"] == 1.0


def test_a_contract_that_makes_no_sense_does_not_stop_the_others(milano: Contract, padova: Contract) -> None:
    ContractVersion.objects.filter(contract=padova).update(target_year=2019)
    record_progress(contract_ids=[milano.pk, padova.pk], as_of=TODAY)
    verdicts = dict(ProgressSnapshot.objects.values_list("contract__city__slug", "results__gap_tco2e"))
    assert verdicts == {"milano": 2_080_303.0, "padova": None}


def test_a_contract_without_actions_or_inventory_is_unknown_not_zero(db: None) -> None:
    contract = ContractFactory()
    results = results_of(contract)
    assert results["gap_tco2e"] is None
    assert results["observed_tco2e"] is None
    assert results["sinks_tco2e"] is None
    assert results["verdict"] == "not_measured"


def test_a_contract_without_a_current_version_has_no_snapshot(db: None) -> None:
    contract = ContractFactory(version=None)
    assert record_progress(contract_ids=[contract.pk], as_of=TODAY).snapshot_ids == []


@pytest.mark.parametrize("contracts", [1, 6])
def test_the_number_of_queries_does_not_depend_on_the_number_of_contracts(
    db: None, contracts: int, django_assert_num_queries: Any
) -> None:
    actions = [ActionFactory() for _ in range(contracts)]
    for action in actions:
        InventoryLineFactory(inventory__series__city=action.contract.city)
    with django_assert_num_queries(
        14
    ):  # 12, and a savepoint with its release inside the transaction of the test
        record_progress(contract_ids=[action.contract_id for action in actions], as_of=TODAY)
