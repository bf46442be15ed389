"""From plain inputs to results: the science applied to many contracts in one call."""

import math
from collections.abc import Sequence
from typing import Any
from uuid import UUID

import pandas as pd

from emissions.gap import coverage_by_maturity
from emissions.verdict import evaluate
from emissions.version import ENGINE_VERSION
from progress.frames import ContractInputs, actions_frame, contracts_frame

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


def compute_results(inputs: Sequence[ContractInputs]) -> dict[UUID, Results]:
    """The results of each contract, JSON-ready, by contract id; the keys are those of `manage.py snapshot`.

    Published oddities must not stop the others: a contract or action that makes no sense is masked, so its
    figures are unknown (None) rather than wrong.
    """
    if not inputs:
        return {}
    contracts = contracts_frame(inputs)
    figures = evaluate(contracts, errors="mask")
    coverage = coverage_by_maturity(actions_frame(inputs), figures["gap_tco2e"], errors="mask")
    merged = contracts.join(figures).to_dict("index")
    by_contract = {key: rows.droplevel(0) for key, rows in coverage.groupby(level=0, sort=False)}
    return {
        one.contract_id: _results(one, merged[one.contract_id], by_contract[one.contract_id])
        for one in inputs
    }


def _results(one: ContractInputs, figures: dict[str, Any], coverage: pd.DataFrame) -> Results:
    portfolio = one.gap_total.get("portfolio_tco2e")
    gap = _known(figures["gap_tco2e"])
    return {
        "city": one.city,
        "as_of": one.as_of.isoformat(),
        "inventory_year": _year(figures["inventory_year"]),
        "baseline_year": _year(figures["baseline_year"]),
        "target_year": _year(figures["target_year"]),
        "baseline_tco2e": _known(figures["baseline_tco2e"]),
        "target_reduction_tco2e": _known(figures["target_reduction_tco2e"]),
        "target_tco2e": _known(figures["target_tco2e"]),
        "residual_tco2e": _known(figures["residual_tco2e"]),
        "residual_share": _known(figures["residual_share"]),
        "residual_exceeds_20_percent": bool(figures["exceeds_20_percent"]),
        "existing_plan_tco2e": _known(figures["existing_plan_tco2e"]),
        "gap_tco2e": gap,
        "observed_tco2e": _known(figures["observed_tco2e"]),
        "trajectory_tco2e": _known(figures["trajectory_tco2e"]),
        "deviation_share": _known(figures["deviation_share"]),
        "progress_share": _known(figures["progress_share"]),
        "required_rate_tco2e": _known(figures["required_rate_tco2e"]),
        "original_rate_tco2e": _known(figures["original_rate_tco2e"]),
        "cumulative_trajectory_tco2e": _known(figures["cumulative_trajectory_tco2e"]),
        "verdict": figures["verdict"],
        "coverage_by_maturity": {
            maturity: {
                "tco2e": _known(row["reduction_tco2e"]),
                "share_of_gap": _known(row["share_of_gap"]),
                "actions": int(row["n_actions"]),
                "counted": int(row["n_counted"]),
            }
            for maturity, row in coverage.to_dict("index").items()
        },
        "portfolio_printed_tco2e": portfolio,
        "portfolio_printed_share": portfolio / gap if portfolio is not None and gap and gap > 0 else None,
        "sinks_tco2e": _known(coverage["sinks_tco2e"].sum(min_count=1))
        if coverage["n_sinks"].any()
        else None,
        "sinks_actions": int(coverage["n_sinks"].sum()),
        "actions": {name: int(coverage[column].sum()) for name, column in ACTION_COUNTS.items()},
        "engine_version": ENGINE_VERSION,
    }


def _sinks(coverage: pd.DataFrame) -> float | None:
    """Removals (t CO2e a year), shown apart and never counted; unknown where no sink has a number."""
    known = coverage.loc[coverage["n_sinks"] > 0, "sinks_tco2e"].dropna()
    return float(known.sum()) if len(known) else None


def _known(value: Any) -> float | None:
    """A number for JSON; not-a-number is unknown."""
    return None if value is None or math.isnan(value) else float(value)


def _year(value: Any) -> int | None:
    return None if _known(value) is None else int(value)
