"""Plan and scenario through the same arithmetic: what changes, what must not, and what is told of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.core import serializers
from django.utils import timezone, translation

from contracts.models import Action, ActionReport, Contract, Inventory, InventoryLine, Milestone
from core.enums import JobName, JobState
from core.jobs import run_job
from core.models import Job
from progress.frames import read_inputs
from progress.models import ProgressSnapshot, Scenario, SnapshotForesight
from progress.selectors.scenarios import Figure, read_comparison
from progress.services.recomputation import WORK
from progress.services.requests import defer_scenario
from progress.services.scenario_comparison import compute_scenario, store_comparison
from progress.services.snapshots import record_progress
from tests.factories import ContractFactory, ScenarioChangeFactory, ScenarioFactory


@contextmanager
def nothing_real_changes() -> Iterator[None]:
    """Every row of the contract, its reports, milestones, inventories and snapshots stays to the last byte."""
    models = (
        Contract,
        Action,
        ActionReport,
        Milestone,
        Inventory,
        InventoryLine,
        ProgressSnapshot,
        SnapshotForesight,
    )

    def rows() -> list[str]:
        return [serializers.serialize("json", model.objects.order_by("pk")) for model in models]

    before = rows()
    yield
    assert rows() == before


def action_of(contract: Contract, code: str) -> Action:
    return Action.objects.get(contract=contract, code=code)


def compared(contract: Contract, code: str = "", **fields: Any) -> Scenario:
    scenario = ScenarioFactory(contract=contract)
    if code:
        wanted = {"end_year": None} | fields
        ScenarioChangeFactory(scenario=scenario, action=action_of(contract, code), **wanted)
    compute_scenario(scenario_id=scenario.pk)
    scenario.refresh_from_db()
    return scenario


def figures(scenario: Scenario) -> dict[str, Figure]:
    with translation.override("en"):
        comparison = read_comparison(scenario, "en")
        assert comparison is not None
        return {figure.label: figure for figure in comparison.figures}


def test_a_scenario_without_changes_is_the_plan(borgo: Contract) -> None:
    told = compared(borgo).results
    assert told["scenario"] == told["plan"]


def test_a_scenario_is_computed_as_the_plan_would_be(borgo: Contract) -> None:
    told = compared(borgo, "TRAM", reduction_tco2e=Decimal(400)).results
    Action.objects.filter(code="TRAM").update(reduction_tco2e=400)
    # The whole effect of the milestone was 200 t; of the larger tram it is one half.
    Milestone.objects.update(effect_share="0.5")
    as_plan = compared(borgo).results["plan"]
    assert told["scenario"]["results"] == as_plan["results"]


def test_nothing_of_the_contract_changes(borgo: Contract) -> None:
    record_progress(contract_ids=[borgo.pk])
    with nothing_real_changes():
        scenario = compared(borgo, "PUMPS", start_year=2025, end_year=2029, state="cancelled")
        assert len(figures(scenario)) > 5
    assert scenario.base == ProgressSnapshot.objects.get()


def test_plan_and_scenario_are_drawn_with_one_seed(borgo: Contract) -> None:
    first, second = compared(borgo), compared(borgo, "TRAM", end_year=2029)
    assert first.results["seed"] == second.results["seed"]
    assert first.results["plan"] == second.results["plan"]
    plan = read_inputs([borgo.pk], as_of=timezone.localdate())[0]
    assert first.results["seed"] == int(plan.input_hash(plan.content_hash())[:12], 16)


def test_a_cancelled_action_saves_nothing(borgo: Contract) -> None:
    told = compared(borgo, "TRAM", state="cancelled").results
    plan, scenario = told["plan"]["results"], told["scenario"]["results"]
    assert plan["credited_tco2e"] - scenario["credited_tco2e"] == pytest.approx(200.0)
    assert plan["projection"]["level"]["planned"][-1] < scenario["projection"]["level"]["planned"][-1]


def test_what_comes_later_adds_up(borgo: Contract) -> None:
    told = compared(borgo, "WALLS", start_year=2029, end_year=2030).results
    plan, scenario = told["plan"]["results"], told["scenario"]["results"]
    assert plan["credited_tco2e"] == scenario["credited_tco2e"]
    assert plan["cumulative"]["planned_tco2e"] < scenario["cumulative"]["planned_tco2e"]


def test_reported_tonnes_stay_what_they_are_when_an_action_grows(borgo: Contract) -> None:
    told = compared(borgo, "TRAM", reduction_tco2e=Decimal(400)).results
    delivered = [told[one]["results"]["coverage_by_rung"]["delivered"] for one in ("plan", "scenario")]
    assert delivered[0] == delivered[1]


def test_the_chart_is_stored_in_every_language(borgo: Contract) -> None:
    charts = compared(borgo, "TRAM", end_year=2029).results["charts"]
    assert {code: chart["language"] for code, chart in charts.items()} == {"it": "it", "en": "en"}
    assert all(chart["svg_wide"] for chart in charts.values())


def test_figures_are_told_in_words(borgo: Contract) -> None:
    told = figures(compared(borgo, "TRAM", state="cancelled"))
    credited = told["Reduction credited to the actions, a year"]
    assert (credited.plan, credited.scenario, credited.difference) == (
        "640\xa0t\xa0CO₂e",
        "440\xa0t\xa0CO₂e",
        "−200\xa0t\xa0CO₂e",
    )
    chance = told["Chance of reaching the target"]
    assert (chance.plan, chance.scenario, chance.difference) == ("under 1%", "under 1%", "no difference")
    rung = told["On the rung “funded”"]
    assert (rung.plan, rung.scenario) == (
        "200\xa0t\xa0CO₂e\n16.7% of the gap",
        "0\xa0t\xa0CO₂e\n0% of the gap",
    )


def test_the_cost_of_delay_is_told_in_euros_where_tonnes_have_a_price(borgo: Contract) -> None:
    assert "Cost of delay so far, in euros" not in figures(compared(borgo))
    Contract.objects.update(carbon_price_eur=100)
    euros = figures(compared(borgo, "WALLS", state="cancelled"))["Cost of delay so far, in euros"]
    assert euros.plan.endswith("€")


def test_unknown_figures_say_so(milano: Contract) -> None:
    milano.versions.update(baseline_year=None, target_reduction_tco2e=None, residual_tco2e=None)
    told = figures(compared(milano))
    assert (
        told["Chance of reaching the target"].plan == "not told: the target or the baseline is not published"
    )
    planned = told["Emissions in 2030 if all that is planned comes in time"]
    assert (planned.plan, planned.difference) == ("not known", "not known")


def test_without_a_gap_rungs_have_no_share(borgo: Contract) -> None:
    borgo.versions.update(baseline_tco2e=None)
    borgo.versions.get().gap_rows.all().delete()
    assert figures(compared(borgo))["On the rung “funded”"].plan == "200\xa0t\xa0CO₂e"


def test_a_comparison_knows_that_the_plan_has_changed(borgo: Contract) -> None:
    scenario = compared(borgo, "TRAM", end_year=2029)
    assert read_comparison(scenario, "it").is_old is False
    Action.objects.filter(code="WALLS").update(end_year=2029)
    assert read_comparison(scenario, "it").is_old is True


def test_a_comparison_knows_that_the_scenario_has_changed(borgo: Contract) -> None:
    scenario = compared(borgo)
    scenario.revision += 1
    assert read_comparison(scenario, "it").is_old is True


def test_a_plan_that_is_gone_has_changed(borgo: Contract) -> None:
    scenario = compared(borgo)
    borgo.versions.update(is_current=False)
    assert read_comparison(scenario, "it").is_old is True


def test_a_contract_without_a_version_has_nothing_to_compare(db: None) -> None:
    scenario = compared(ContractFactory(version=None))
    assert (scenario.results, read_comparison(scenario, "it")) == ({}, None)
    assert scenario.computed_at is not None


def test_a_change_while_computing_is_not_overwritten(borgo: Contract) -> None:
    scenario = ScenarioFactory(contract=borgo)
    stale = Scenario.objects.get(pk=scenario.pk)
    Scenario.objects.update(revision=2)
    store_comparison(scenario=stale, base=None, results={"revision": 1})
    scenario.refresh_from_db()
    assert (scenario.results, scenario.computed_at) == ({}, None)


def test_the_job_computes_a_scenario(borgo: Contract) -> None:
    scenario = ScenarioFactory(contract=borgo)
    job = defer_scenario(scenario_id=scenario.pk)
    assert run_job(job.pk, WORK[JobName.RECOMPUTE_SCENARIO])
    scenario.refresh_from_db()
    assert (scenario.revision, scenario.results["revision"]) == (1, 1)
    assert Job.objects.get().state == JobState.DONE


def test_the_job_of_a_deleted_scenario_is_done(db: None) -> None:
    job = defer_scenario(scenario_id=uuid4())
    assert run_job(job.pk, WORK[JobName.RECOMPUTE_SCENARIO])
    assert Job.objects.get().state == JobState.DONE
