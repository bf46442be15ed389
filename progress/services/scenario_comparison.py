"""Comparing a scenario with the plan: the same arithmetic and the same draws for both, nothing else differs."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from core.quantities import format_date, format_number
from emissions.version import ENGINE_VERSION
from progress.charts.builders.scenario import ScenarioComparison, ScenarioPath
from progress.charts.render import render_chart
from progress.enums import NoChance
from progress.frames import ContractInputs, read_inputs
from progress.frames.scenarios import ActionChange, apply_changes
from progress.frames.tables import series_frame
from progress.models import ProgressSnapshot, Scenario
from progress.selectors.chart_data.rows import intervals
from progress.selectors.snapshots import current_snapshots
from progress.services.computation import compute
from progress.services.foresight import DRAWS, SEED_DIGITS, compute_foresight

KEPT_RESULTS = (
    "as_of",
    "baseline_year",
    "baseline_tco2e",
    "target_year",
    "target_tco2e",
    "gap_tco2e",
    "rows_are_complete",
    "coverage_by_rung",
    "credited_tco2e",
    "isolated_tco2e",
    "projection",
    "cumulative",
    "delay",
)
KEPT_FORESIGHT = ("probability", "probability_se", "reason", "fan")
Content = dict[str, Any]


def compute_scenario(*, scenario_id: UUID) -> None:
    """Compute plan and scenario from what the contract is now and store both; nothing where it was deleted.

    Both are drawn with one seed, that of the plan's inputs: what differs between them is the scenario and not chance.
    Computing takes seconds, so it holds no lock: what came out is stored only if nobody changed the scenario in the
    meantime, and whoever did has asked for it again.
    """
    scenario = Scenario.objects.select_related("contract__city").filter(pk=scenario_id).first()
    if scenario is None:
        return
    found = read_inputs([scenario.contract_id], as_of=timezone.localdate())
    base = current_snapshots().filter(contract=scenario.contract_id).first()
    results = _compare(scenario, found[0]) if found else {}
    store_comparison(scenario=scenario, base=base, results=results)


@transaction.atomic
def store_comparison(*, scenario: Scenario, base: ProgressSnapshot | None, results: Content) -> None:
    """Keep the comparison of a scenario as it was read, unless it was changed since.

    What is computed never counts as a change of the officers'.
    """
    rows = Scenario.objects.select_for_update().filter(pk=scenario.pk, revision=scenario.revision)
    rows.update(base=base, results=results, computed_at=timezone.now())


def list_changes(scenario: Scenario) -> list[ActionChange]:
    """The changes of a scenario as plain data."""
    return [
        ActionChange(
            action_id=row.action_id,
            start_year=row.start_year,
            end_year=row.end_year,
            reduction_tco2e=None if row.reduction_tco2e is None else float(row.reduction_tco2e),
            state=row.state,
        )
        for row in scenario.changes.all()
    ]


def _compare(scenario: Scenario, plan: ContractInputs) -> Content:
    """What is stored of the comparison, with its chart in every language."""
    plan_hash = plan.content_hash()
    seed = int(plan.input_hash(plan_hash)[:SEED_DIGITS], 16)
    told: Content = {
        "revision": scenario.revision,
        "plan_hash": plan_hash,
        "seed": seed,
        "draws": DRAWS,
        "engine_version": ENGINE_VERSION,
        "plan": _compute_one(plan, seed),
        "scenario": _compute_one(apply_changes(plan, list_changes(scenario)), seed),
    }
    charts = {code: _draw(scenario, plan, told, code) for code, _name in settings.LANGUAGES}
    return told | {"charts": charts}


def _compute_one(inputs: ContractInputs, seed: int) -> Content:
    results = compute([inputs])[inputs.contract_id].results
    foresight = compute_foresight(inputs, results, seed=seed)
    return {
        "results": {name: results[name] for name in KEPT_RESULTS},
        "foresight": {name: foresight[name] for name in KEPT_FORESIGHT},
    }


def _draw(scenario: Scenario, plan: ContractInputs, told: Content, language: str) -> Content:
    with translation.override(language):
        data = _chart_data(scenario, plan, told)
    return render_chart(data, language).as_dict()


def _chart_data(scenario: Scenario, plan: ContractInputs, told: Content) -> ScenarioComparison:
    """The comparison as its chart wants it, names in the active language."""
    results = told["plan"]["results"]
    reasons = [told[one]["foresight"]["reason"] for one in ("plan", "scenario")]
    reason = next(filter(None, reasons), "")
    measured = series_frame([plan])
    first_year = results["baseline_year"] or int(measured["year"].min() if len(measured) else plan.as_of.year)
    return ScenarioComparison(
        city=str(scenario.contract.city),
        source=_("Computed from the contract as it stood on %(day)s, with %(draws)s draws for each.")
        % {"day": format_date(plan.as_of), "draws": format_number(DRAWS)},
        scenario_name=scenario.title,
        baseline_year=first_year,
        baseline_tco2e=results["baseline_tco2e"],
        target_year=results["target_year"] or plan.as_of.year,
        residual_tco2e=results["target_tco2e"],
        plan=_path(told["plan"]["foresight"]),
        scenario=_path(told["scenario"]["foresight"]),
        measured_tco2e=tuple(
            (int(year), float(total)) for _place, year, total in measured.itertuples(index=False, name=None)
        ),
        probability_reason=str(NoChance(reason).label) if reason else "",
    )


def _path(foresight: Content) -> ScenarioPath:
    return ScenarioPath(estimates=intervals(foresight["fan"]), probability=foresight["probability"])
