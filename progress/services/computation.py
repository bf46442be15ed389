"""From plain inputs to results: the science applied to many contracts in one call."""

import math
from collections.abc import Hashable, Sequence
from typing import Any
from uuid import UUID

from emissions.gap import coverage_by_maturity
from emissions.verdict import evaluate
from emissions.version import ENGINE_VERSION
from emissions.words import Maturity, Verdict
from progress.frames import ContractInputs, actions_frame, contracts_frame
from progress.services.planning import Planned, planned_reduction_by_year

YEARS = ("inventory_year", "baseline_year", "target_year")
FIGURES = (
    "baseline_tco2e",
    "target_reduction_tco2e",
    "target_tco2e",
    "residual_tco2e",
    "residual_share",
    "existing_plan_tco2e",
    "gap_tco2e",
    "observed_tco2e",
    "trajectory_tco2e",
    "deviation_share",
    "progress_share",
    "required_rate_tco2e",
    "original_rate_tco2e",
    "cumulative_trajectory_tco2e",
)
ACTION_COUNTS = {
    "total": "n_actions",
    "counted": "n_counted",
    "sink": "n_sinks",
    "included_in": "n_included",
    "existing_plan": "n_set_aside",
    "not_estimated": "n_not_estimated",
    "not_quantifiable": "n_not_quantifiable",
    "enabling": "n_enabling",
    "confidential": "n_confidential",
}
"""How many actions play which part; all but the total add up to it."""

Results = dict[str, Any]
Row = dict[Hashable, Any]


def compute_results(inputs: Sequence[ContractInputs]) -> dict[UUID, Results]:
    """The results of each contract, JSON-ready, by contract id; the keys are those of `manage.py snapshot`.

    Published oddities must not stop the others: a contract or action that makes no sense is masked, so its
    figures are unknown (None) rather than wrong.
    """
    if not inputs:
        return {}
    contracts, actions = contracts_frame(inputs), actions_frame(inputs)
    figures = evaluate(contracts, errors="mask")
    coverage = coverage_by_maturity(actions, figures["gap_tco2e"], errors="mask").reset_index()
    parts = coverage.to_dict("records")
    planned = planned_reduction_by_year(actions, contracts)
    size = len(Maturity)  # every contract has one row per maturity, in the order of the inputs
    return {
        one.contract_id: _results(one, row, parts[place * size : (place + 1) * size], planned[place])
        for place, (one, row) in enumerate(
            zip(inputs, contracts.join(figures).to_dict("records"), strict=True)
        )
    }


def _results(one: ContractInputs, figures: Row, coverage: list[Row], planned: Planned) -> Results:
    gap, portfolio = _known(figures["gap_tco2e"]), one.gap_total.get("portfolio_tco2e")
    if figures["verdict"] == Verdict.NOT_MEASURED:
        figures = figures | {"observed_tco2e": None, "trajectory_tco2e": None}
    return {
        "city": one.city,
        "as_of": one.as_of.isoformat(),
        **{name: _year(figures[name]) for name in YEARS},
        **{name: _known(figures[name]) for name in FIGURES},
        "residual_exceeds_20_percent": bool(figures["exceeds_20_percent"]),
        "verdict": figures["verdict"],
        "coverage_by_maturity": _coverage(coverage),
        "portfolio_printed_tco2e": portfolio,
        "portfolio_printed_share": portfolio / gap if portfolio is not None and gap and gap > 0 else None,
        "sinks_tco2e": _sinks(coverage),
        "sinks_actions": _count(coverage, "n_sinks"),
        "actions": {name: _count(coverage, column) for name, column in ACTION_COUNTS.items()},
        "planned_reduction_by_year": planned,
        "engine_version": ENGINE_VERSION,
    }


def _coverage(rows: list[Row]) -> Results:
    """Coverage by maturity. Where the contract does not state it, sums of rows are incomplete and never a share."""
    is_stated = not any(row["n_actions"] for row in rows if row["maturity"] == Maturity.NOT_STATED)
    return {
        row["maturity"]: {
            "tco2e": _known(row["reduction_tco2e"]) if is_stated or row["n_actions"] else None,
            "share_of_gap": _known(row["share_of_gap"]) if is_stated else None,
            "actions": int(row["n_actions"]),
            "counted": int(row["n_counted"]),
        }
        for row in rows
    }


def _sinks(coverage: list[Row]) -> float | None:
    """Removals (t CO2e a year), shown apart and never counted; unknown where no sink has a number."""
    known = [_known(row["sinks_tco2e"]) for row in coverage if row["n_sinks"]]
    numbers = [value for value in known if value is not None]
    return sum(numbers) if numbers else None


def _count(coverage: list[Row], column: str) -> int:
    return int(sum(row[column] for row in coverage))


def _known(value: Any) -> float | None:
    """A number for JSON; not-a-number is unknown."""
    return None if value is None or math.isnan(value) else float(value)


def _year(value: Any) -> int | None:
    return None if _known(value) is None else int(value)
