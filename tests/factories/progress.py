"""Snapshots with the figures of Milan."""

from datetime import date
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from progress import models
from progress.enums import Verdict
from progress.frames.inputs import ROW_LISTS
from tests.factories.contracts import ActionFactory, ContractFactory


def make_results(**changes: Any) -> dict[str, Any]:
    """The results of Milan's snapshot, with changes."""
    maturity = {
        "project": {"tco2e": 304_597.0, "share_of_gap": 0.1464195, "actions": 96, "counted": 40},
        "strategy": {"tco2e": 1_568_000.0, "share_of_gap": 0.7537364, "actions": 4, "counted": 4},
        "enabling": {"tco2e": None, "share_of_gap": None, "actions": 17, "counted": 0},
        "not_stated": {"tco2e": None, "share_of_gap": None, "actions": 0, "counted": 0},
    }
    actions = {
        "total": 117,
        "counted": 44,
        "not_estimated": 35,
        "included_in": 5,
        "enabling": 17,
        "not_quantifiable": 9,
        "sink": 6,
        "existing_plan": 0,
        "confidential": 1,
    }
    return (
        {
            "city": "milano",
            "as_of": "2026-11-22",
            "inventory_year": 2021,
            "baseline_year": 2021,
            "target_year": 2030,
            "baseline_tco2e": 4_567_402.0,
            "target_reduction_tco2e": 3_654_402.0,
            "target_tco2e": 913_000.0,
            "residual_tco2e": 913_000.0,
            "existing_plan_tco2e": 1_574_099.0,
            "gap_tco2e": 2_080_303.0,
            "observed_tco2e": None,
            "trajectory_tco2e": None,
            "deviation_share": None,
            "progress_share": None,
            "verdict": Verdict.NOT_MEASURED.value,
            "coverage_by_maturity": maturity,
            "portfolio_printed_tco2e": 2_080_303.0,
            "portfolio_printed_share": 1.0,
            "sinks_tco2e": 9_005.0,
            "sinks_actions": 6,
            "actions": actions,
            "cumulative_trajectory_tco2e": 22_834_808.0,
            "engine_version": "2.0.0",
        }
        | make_outlook()
        | changes
    )


def make_outlook() -> dict[str, Any]:
    """What Milan is credited with and estimated to emit; no action has a report."""
    rungs = {
        "idea": {"tco2e": 1_571_787.0, "share_of_gap": 0.7555568, "actions": 15},
        "planned": {"tco2e": 283_407.0, "share_of_gap": 0.1362335, "actions": 85},
        "committed": {"tco2e": 0.0, "share_of_gap": 0.0, "actions": 0},
        "funded": {"tco2e": 0.0, "share_of_gap": 0.0, "actions": 0},
        "under_way": {"tco2e": 1_813.0, "share_of_gap": 0.0008715, "actions": 14},
        "delivered": {"tco2e": 0.0, "share_of_gap": 0.0, "actions": 0},
        "verified": {"tco2e": 0.0, "share_of_gap": 0.0, "actions": 0},
    }
    estimate = {"year": 2026, "p10": 3_468_455.0, "p50": 4_567_402.0, "p90": 6_014_540.0}
    parts = {"last_value": 4_567_402.0, "background": 0.0, "delivered": 0.0, "proxies": 0.0}
    return {
        "rows_are_complete": True,
        "coverage_by_rung": rungs,
        "isolated_tco2e": 1_872_597.0,
        "credited_tco2e": 1_857_007.0,
        "contested_tco2e": 15_590.0,
        "delivered_tco2e": None,
        "actions_reported": 0,
        "actions_without_report": 72,
        "last_report_on": None,
        "planned_reduction_by_year": {"2029": 1_557_961.0, "2030": 1_851_864.0},
        "nowcast": estimate,
        "nowcast_reason": "last_value",
        "nowcast_by_year": [estimate | parts],
        "nowcast_trajectory_tco2e": 2_537_179.0,
        "nowcast_deviation_share": 0.8001893,
        "level": {
            "tco2e": 4_567_402.0,
            "log_sd": 0.215,
            "yearly_log_sd": 0.085,
            "measured_year": 2021,
        },
        "delay": {"tco2e": 0.0, "eur": None, "actions": 0, "milestones": 0, "unknown": 54},
        "projection": None,
        "cumulative": {
            "from_year": None,
            "to_year": None,
            "emitted_tco2e": None,
            "planned_tco2e": None,
            "flat_tco2e": None,
            "trajectory_tco2e": 22_834_808.0,
            "budget_tco2e": None,
        },
    }


def make_inputs() -> dict[str, Any]:
    """The inputs of a contract without rows."""
    return {"city": "milano", "version": {"baseline_series": None}} | {name: [] for name in ROW_LISTS}


class SnapshotFactory(DjangoModelFactory):
    """The current snapshot of a contract; change figures with `results=make_results(...)`."""

    class Meta:
        model = models.ProgressSnapshot

    contract = factory.SubFactory(ContractFactory)
    as_of = date(2026, 11, 22)
    engine_version = "2.0.0"
    input_hash = factory.Sequence(lambda n: f"{n:064x}")
    result_hash = factory.Sequence(lambda n: f"{n:064x}")
    inputs = factory.LazyFunction(make_inputs)
    results = factory.LazyFunction(make_results)
    verdict = factory.LazyAttribute(lambda snapshot: snapshot.results["verdict"])
    computed_at = factory.LazyFunction(timezone.now)
    confirmed_at = factory.LazyFunction(timezone.now)


class ScenarioFactory(DjangoModelFactory):
    """A what-if of a contract, not computed yet."""

    class Meta:
        model = models.Scenario

    contract = factory.SubFactory(ContractFactory)
    title = factory.Sequence(lambda n: f"What if {n}")


class ScenarioChangeFactory(DjangoModelFactory):
    """An action of the scenario's contract that ends two years later."""

    class Meta:
        model = models.ScenarioChange

    scenario = factory.SubFactory(ScenarioFactory)
    action = factory.SubFactory(ActionFactory, contract=factory.SelfAttribute("..scenario.contract"))
    end_year = 2032


def make_foresight(**changes: Any) -> dict[str, Any]:
    """The content of a foresight, with changes."""
    return {
        "probability": 0.108,
        "probability_se": 0.003,
        "reason": "",
        "knows_existing_plan": True,
        "actions": 68,
        "without_tonnes": 0,
        "without_dates": 0,
        "fan": [{"year": 2030, "p10": 2_716_397.0, "p50": 3_894_304.0, "p90": 5_414_400.0}],
        "drivers": [],
        "cheapest": None,
    } | changes


class ForesightFactory(DjangoModelFactory):
    """What a snapshot lets one expect: a small chance that one action moves, and a set that does not suffice."""

    class Meta:
        model = models.SnapshotForesight

    snapshot = factory.SubFactory(SnapshotFactory)
    seed = 7
    draws = 10_000
    content = factory.LazyFunction(make_foresight)
