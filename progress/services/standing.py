"""What a contract promised and where it stands by its own inventories, as JSON-ready results."""

import math
from collections.abc import Hashable
from typing import Any

from emissions.words import Maturity, Verdict
from progress.frames import ContractInputs

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


def describe_standing(one: ContractInputs, figures: Row, coverage: list[Row]) -> Results:
    """What was promised and measured: target, gap, verdict, coverage by maturity as printed."""
    gap, portfolio = known(figures["gap_tco2e"]), one.gap_total.get("portfolio_tco2e")
    if figures["verdict"] == Verdict.NOT_MEASURED:
        figures = figures | {"observed_tco2e": None, "trajectory_tco2e": None}
    return {
        "city": one.city,
        "as_of": one.as_of.isoformat(),
        **{name: whole_year(figures[name]) for name in YEARS},
        **{name: known(figures[name]) for name in FIGURES},
        "residual_exceeds_20_percent": bool(figures["exceeds_20_percent"]),
        "verdict": figures["verdict"],
        "coverage_by_maturity": _coverage(coverage),
        "portfolio_printed_tco2e": portfolio,
        "portfolio_printed_share": portfolio / gap if portfolio is not None and gap and gap > 0 else None,
        "sinks_tco2e": _sinks(coverage),
        "sinks_actions": _count(coverage, "n_sinks"),
        "actions": {name: _count(coverage, column) for name, column in ACTION_COUNTS.items()},
    }


def _coverage(rows: list[Row]) -> Results:
    """Coverage by maturity. Where the contract does not state it, sums of rows are incomplete and never a share."""
    is_stated = not any(row["n_actions"] for row in rows if row["maturity"] == Maturity.NOT_STATED)
    return {
        row["maturity"]: {
            "tco2e": known(row["reduction_tco2e"]) if is_stated or row["n_actions"] else None,
            "share_of_gap": known(row["share_of_gap"]) if is_stated else None,
            "actions": int(row["n_actions"]),
            "counted": int(row["n_counted"]),
        }
        for row in rows
    }


def _sinks(coverage: list[Row]) -> float | None:
    """Removals (t CO2e a year), shown apart and never counted; unknown where no sink has a number."""
    sinks = [known(row["sinks_tco2e"]) for row in coverage if row["n_sinks"]]
    numbers = [value for value in sinks if value is not None]
    return sum(numbers) if numbers else None


def _count(coverage: list[Row], column: str) -> int:
    return int(sum(row[column] for row in coverage))


def known(value: Any) -> float | None:
    """A number for JSON; not-a-number is unknown."""
    return None if value is None or math.isnan(value) else float(value)


def number(value: float | None) -> float:
    """A stored number for the arithmetic; unknown is not-a-number."""
    return math.nan if value is None else float(value)


def whole_year(value: Any) -> int | None:
    """A year for JSON; not-a-number is unknown."""
    return None if known(value) is None else int(value)
