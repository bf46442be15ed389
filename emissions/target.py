"""F10: the target, what it leaves over, and the 80/20 rule as a warning."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from emissions.columns import Floats, Numbers, to_floats, without_faults
from emissions.errors import Bools, ErrorMode, Labels

RESIDUAL_SHARE_EXPECTED: Final = 0.20
ROUNDING_TOLERANCE_TCO2E: Final = 1.0
"""Printed tables are rounded to the tonne: Padova prints 256,635 t where 20 % is 256,634.8 t."""


@dataclass(frozen=True, slots=True)
class Residual:
    """What remains after the target, one entry per contract; all arrays (n,)."""

    residual_tco2e: Floats
    residual_share: Floats
    exceeds_20_percent: Bools
    printed_minus_computed_tco2e: Floats


def residual_emissions(
    *,
    baseline_tco2e: Numbers,
    target_reduction_tco2e: Numbers,
    residual_printed_tco2e: Numbers = np.nan,
    labels: Labels = None,
    errors: ErrorMode = "raise",
) -> Residual:
    """Compute what the target leaves over, and whether it is more than the Mission expects (F10).

    Formula: `residual = baseline - target_reduction`; `share = residual / baseline`; flag where
    `residual > 0.20 x baseline + 1 t`. A printed residual wins over the computed one, and their difference is
    given. The flag is a warning and never a block: Leipzig (34 %) and Torino (33 %) hold the label.

    Inputs (n,): t CO2e a year, NaN where unknown. Outputs (n,): t CO2e a year and share of the baseline (0-1;
    NaN for a baseline of zero).
    Errors: a negative baseline or target reduction, a target reduction above the baseline, an infinite value:
    `EmissionsError` with the row, or NaN for that row with `errors="mask"`.
    Source: NetZeroCities action plan template, 80/20 rule; Milano's contract.

    >>> milano = residual_emissions(baseline_tco2e=[4_567_402], target_reduction_tco2e=[3_654_402])
    >>> milano.residual_tco2e.tolist(), milano.residual_share.round(4).tolist(), milano.exceeds_20_percent.tolist()
    ([913000.0], [0.1999], [False])
    """
    columns = {
        "baseline_tco2e": to_floats(baseline_tco2e),
        "target_reduction_tco2e": to_floats(target_reduction_tco2e),
        "residual_printed_tco2e": to_floats(residual_printed_tco2e),
    }
    baseline, reduction, printed = (
        without_faults(columns, target_faults(*list(columns.values())[:2]), labels=labels, errors=errors)
    ).values()
    computed = baseline - reduction
    residual = np.where(np.isnan(printed), computed, printed)
    return Residual(
        residual_tco2e=residual,
        residual_share=residual / np.where(baseline > 0, baseline, np.nan),
        exceeds_20_percent=residual > RESIDUAL_SHARE_EXPECTED * baseline + ROUNDING_TOLERANCE_TCO2E,
        printed_minus_computed_tco2e=printed - computed,
    )


def target_faults(baseline_tco2e: Floats, target_reduction_tco2e: Floats) -> dict[str, Bools]:
    """Name, for `faulty_rows`, the targets that make no sense; inputs and masks (n,).

    >>> import numpy as np
    >>> [reason for reason, rows in target_faults(np.array([61_323.0]), np.array([72_471.0])).items() if rows.any()]
    ['target_reduction_tco2e is above baseline_tco2e']
    """
    return {
        "baseline_tco2e is negative": baseline_tco2e < 0,
        "target_reduction_tco2e is negative": target_reduction_tco2e < 0,
        "target_reduction_tco2e is above baseline_tco2e": target_reduction_tco2e > baseline_tco2e,
    }
