"""F18: is the promise being kept? The judgement at the inventory's year, and the evaluation of whole contracts."""

from typing import Any, Final, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from emissions.columns import Floats, Numbers, to_floats, without_faults
from emissions.cumulative import cumulative_linear
from emissions.errors import EmissionsError, ErrorMode
from emissions.gap import emissions_gap
from emissions.target import residual_emissions, target_faults
from emissions.trajectory import trajectory_at, year_faults
from emissions.words import Verdict

Words: TypeAlias = npt.NDArray[np.object_]

ON_TRACK_FROM: Final = 0.95
AT_RISK_FROM: Final = 0.75
EVALUATE_COLUMNS: Final = (
    "baseline_year",
    "target_year",
    "baseline_tco2e",
    "target_reduction_tco2e",
    "residual_printed_tco2e",
    "existing_plan_tco2e",
    "gap_printed_tco2e",
    "inventory_year",
    "observed_tco2e",
)
RESULT_COLUMNS: Final = (
    "target_tco2e",
    "residual_tco2e",
    "residual_share",
    "exceeds_20_percent",
    "gap_tco2e",
    "trajectory_tco2e",
    "deviation_share",
    "progress_share",
    "required_rate_tco2e",
    "original_rate_tco2e",
    "verdict",
    "cumulative_trajectory_tco2e",
)
_PROGRESS_DECIMALS: Final = 9


def deviation_share(*, observed_tco2e: Numbers, trajectory_tco2e: Numbers) -> Floats:
    """Compare what was measured with the trajectory of the same year; positive is too much (F18).

    Formula: `deviation = (E_obs - L) / L`. Inputs (n,): t CO2e a year. Output (n,): share of the trajectory,
    NaN where an input is unknown or the trajectory is not positive. Errors: none. Source: domain reference
    F18.

    >>> deviation_share(observed_tco2e=[3_200_000.0], trajectory_tco2e=[2_943_436.8]).round(4).tolist()
    [0.0872]
    """
    trajectory = to_floats(trajectory_tco2e)
    return (to_floats(observed_tco2e) - trajectory) / np.where(trajectory > 0, trajectory, np.nan)


def progress_share(*, baseline_tco2e: Numbers, observed_tco2e: Numbers, trajectory_tco2e: Numbers) -> Floats:
    """Compare the reduction measured with the reduction due by the same year (F18).

    Formula: `progress = (B - E_obs) / (B - L)`. Inputs (n,): t CO2e a year. Output (n,): share (1 = exactly
    on the line, negative where emissions rose), NaN where an input is unknown or nothing was due yet (0/0).
    Errors: none. Source: domain reference F18.

    >>> progress_share(
    ...     baseline_tco2e=[4_567_402.0], observed_tco2e=[3_200_000.0], trajectory_tco2e=[2_943_436.8]
    ... ).round(3).tolist()
    [0.842]
    """
    baseline = to_floats(baseline_tco2e)
    due = baseline - to_floats(trajectory_tco2e)
    return (baseline - to_floats(observed_tco2e)) / np.where(due > 0, due, np.nan)


def required_rate(
    *, from_tco2e: Numbers, target_tco2e: Numbers, from_year: Numbers, target_year: Numbers
) -> Floats:
    """Compute the yearly reduction needed from one year on to meet the target (F18).

    Formula: `rate = (E - T) / (y - t)`; with the baseline for E it is the original rate. Inputs (n,): t CO2e
    a year, years.
    Output (n,): t CO2e a year less each year (negative where the target is met already), NaN where an input
    is unknown or no year is left. Errors: none. Source: domain reference F18.

    >>> required_rate(
    ...     from_tco2e=[3_200_000.0], target_tco2e=[913_480.4], from_year=[2025], target_year=[2030]
    ... ).round(1).tolist()
    [457303.9]
    """
    years_left = to_floats(target_year) - to_floats(from_year)
    return (to_floats(from_tco2e) - to_floats(target_tco2e)) / np.where(years_left > 0, years_left, np.nan)


def judge_progress(
    progress: Numbers, *, on_track_from: float = ON_TRACK_FROM, at_risk_from: float = AT_RISK_FROM
) -> Words:
    """Say in one word how a contract stands (F18).

    Formula: progress >= 0.95 on track; >= 0.75 at risk; below off track; unknown (NaN) not measured. Progress
    is rounded to nine decimals first, so that no floating-point noise decides at a threshold.

    Input (n,): share; thresholds as shares. Output (n,): the values of `Verdict`.
    Errors: `EmissionsError` (row "thresholds") unless `0 <= at_risk_from <= on_track_from`. Source: domain
    reference F18.

    >>> judge_progress([1.02, 0.842, 0.593, None]).tolist()
    ['on_track', 'at_risk', 'off_track', 'not_measured']
    """
    if not 0 <= at_risk_from <= on_track_from:
        raise EmissionsError("thresholds", "at_risk_from must lie between 0 and on_track_from")
    share = to_floats(progress).round(_PROGRESS_DECIMALS)
    words: Words = np.array(
        [Verdict.NOT_MEASURED.value, Verdict.ON_TRACK.value, Verdict.AT_RISK.value, Verdict.OFF_TRACK.value],
        dtype=object,
    )
    grade = np.select([np.isnan(share), share >= on_track_from, share >= at_risk_from], [0, 1, 2], default=3)
    return np.take(words, grade)


def evaluate(
    contracts: pd.DataFrame,
    *,
    on_track_from: float = ON_TRACK_FROM,
    at_risk_from: float = AT_RISK_FROM,
    errors: ErrorMode = "raise",
) -> pd.DataFrame:
    """Evaluate contracts: residual, gap, trajectory, progress, verdict and cumulative emissions (F10, F11, F17-F19).

    What wins: a printed residual and a printed gap stand as printed and are computed only where they are
    missing. The trajectory always ends at `target_tco2e = baseline - target_reduction`; where the reduction
    is unknown, at the printed residual. So each row can be checked from its own figures. An observation that
    is not of a year after the baseline measures nothing and is not used.

    Input: one row per contract, index its id, columns `EVALUATE_COLUMNS`: years, and t CO2e a year; NaN (or
    None) where unknown. `observed_tco2e` is the newest inventory of the baseline's own series,
    `inventory_year` its year.
    Output: same index, columns `RESULT_COLUMNS`. `exceeds_20_percent` is a warning (False where unknown);
    `trajectory_tco2e` is read in `inventory_year`; `verdict` has the values of `Verdict`;
    `cumulative_trajectory_tco2e` sums the years after the baseline, target year included.
    Errors: a target year not after the baseline year, a negative quantity, a target reduction above the
    baseline, an infinite value: `EmissionsError` with the row; with `errors="mask"` all results of that row
    are unknown and its verdict is not_measured.
    Source: domain reference 2.2; Padova's contract and its inventory of 2023.

    >>> padova = pd.DataFrame({
    ...     "baseline_year": [2021], "target_year": [2030], "baseline_tco2e": [1_283_174],
    ...     "target_reduction_tco2e": [1_026_540], "residual_printed_tco2e": [256_635],
    ...     "existing_plan_tco2e": [168_017], "gap_printed_tco2e": [858_522],
    ...     "inventory_year": [2023], "observed_tco2e": [1_147_952]}, index=["Padova"])
    >>> evaluate(padova).round(3)[["trajectory_tco2e", "progress_share", "verdict"]].values.tolist()
    [[1055054.0, 0.593, 'off_track']]
    """
    clean = _read_contracts(contracts, errors)
    results = _promise(clean) | _progress(clean)
    progress = to_floats(results["progress_share"])
    results["verdict"] = judge_progress(progress, on_track_from=on_track_from, at_risk_from=at_risk_from)
    return pd.DataFrame(results, index=contracts.index)[list(RESULT_COLUMNS)]


def _read_contracts(contracts: pd.DataFrame, errors: ErrorMode) -> dict[str, Floats]:
    """The columns as numbers, checked once for all formulas."""
    columns = {name: to_floats(contracts[name]) for name in EVALUATE_COLUMNS}
    faults = (
        year_faults(**columns)
        | target_faults(columns["baseline_tco2e"], columns["target_reduction_tco2e"])
        | {"existing_plan_tco2e is negative": columns["existing_plan_tco2e"] < 0}
    )
    return without_faults(columns, faults, labels=contracts.index, errors=errors)


def _promise(clean: dict[str, Floats]) -> dict[str, npt.NDArray[Any]]:
    """What the contract promises: target, residual and gap."""
    baseline, reduction = clean["baseline_tco2e"], clean["target_reduction_tco2e"]
    printed = clean["residual_printed_tco2e"]
    residual = residual_emissions(
        baseline_tco2e=baseline, target_reduction_tco2e=reduction, residual_printed_tco2e=printed
    )
    gap = emissions_gap(
        target_reduction_tco2e=reduction,
        existing_plan_tco2e=clean["existing_plan_tco2e"],
        gap_printed_tco2e=clean["gap_printed_tco2e"],
    )
    return {
        "target_tco2e": _target(clean),
        "residual_tco2e": residual.residual_tco2e,
        "residual_share": residual.residual_share,
        "exceeds_20_percent": residual.exceeds_20_percent,
        "gap_tco2e": gap.gap_tco2e,
    }


def _progress(clean: dict[str, Floats]) -> dict[str, npt.NDArray[Any]]:
    """Where the contract stands: the trajectory, what was measured against it, and the rates."""
    baseline, target, start, end = (
        clean["baseline_tco2e"],
        _target(clean),
        clean["baseline_year"],
        clean["target_year"],
    )
    year = clean["inventory_year"]
    observed = np.where(year > start, clean["observed_tco2e"], np.nan)
    line = trajectory_at(
        baseline_year=start, target_year=end, baseline_tco2e=baseline, target_tco2e=target, year=year
    )
    return {
        "trajectory_tco2e": line,
        "deviation_share": deviation_share(observed_tco2e=observed, trajectory_tco2e=line),
        "progress_share": progress_share(
            baseline_tco2e=baseline, observed_tco2e=observed, trajectory_tco2e=line
        ),
        "required_rate_tco2e": required_rate(
            from_tco2e=observed, target_tco2e=target, from_year=year, target_year=end
        ),
        "original_rate_tco2e": required_rate(
            from_tco2e=baseline, target_tco2e=target, from_year=start, target_year=end
        ),
        "cumulative_trajectory_tco2e": cumulative_linear(
            baseline_tco2e=baseline, target_tco2e=target, baseline_year=start, target_year=end
        ),
    }


def _target(clean: dict[str, Floats]) -> Floats:
    """The end of the trajectory (t CO2e a year): what the printed reduction leaves, else the printed residual."""
    reduction = clean["target_reduction_tco2e"]
    return np.where(np.isnan(reduction), clean["residual_printed_tco2e"], clean["baseline_tco2e"] - reduction)
