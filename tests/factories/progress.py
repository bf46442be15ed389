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
    return {
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
        "engine_version": "1.0.0",
    } | changes


def make_inputs() -> dict[str, Any]:
    """The inputs of a contract without rows."""
    return {"city": "milano", "version": {"baseline_series": None}} | {name: [] for name in ROW_LISTS}


class SnapshotFactory(DjangoModelFactory):
    """The current snapshot of a contract; change figures with `results=make_results(...)`."""

    class Meta:
        model = models.ProgressSnapshot

    contract = factory.SubFactory(ContractFactory)
    as_of = date(2026, 11, 22)
    engine_version = "1.0.0"
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
