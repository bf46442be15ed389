"""F12: what emissions would do without any plan."""

import numpy as np
import numpy.typing as npt

from emissions.columns import Floats, Numbers, to_floats, to_years, without_faults
from emissions.errors import ErrorMode, Labels


def business_as_usual(
    *,
    baseline_tco2e: Numbers,
    baseline_year: Numbers,
    activity_growth_share: Numbers,
    replacement_share: Numbers,
    years: npt.ArrayLike,
    labels: Labels = None,
    errors: ErrorMode = "raise",
) -> Floats:
    """Carry emissions forward with the growth of activity and the natural replacement of equipment (F12).

    Formula: `E_BAU(t) = E_0 x (1 + g)^n x (1 - r)^n` with `n = t - baseline year`; one row per sector and
    contract. It is a reference and no target: the trajectory starts from the baseline.

    Inputs (n,): t CO2e a year; year; growth g a year (share, may be negative); replacement r a year (0-1), NaN
    where unknown; years (m,), strictly increasing. Output: t CO2e a year (n, m), NaN before the baseline year
    or where an input is unknown.
    Errors: a negative baseline, a growth of -1 or less, a replacement outside 0-1, an infinite value:
    `EmissionsError` with the row, or a NaN row with `errors="mask"`.
    Source: Kausal Paths and NetZeroCities Data Studio.

    >>> business_as_usual(baseline_tco2e=[500_000], baseline_year=[2021], activity_growth_share=[0.005],
    ...                   replacement_share=[0.01], years=[2021, 2030]).round(1).tolist()
    [[500000.0, 477728.7]]
    """
    columns = {
        "baseline_tco2e": to_floats(baseline_tco2e),
        "baseline_year": to_floats(baseline_year),
        "activity_growth_share": to_floats(activity_growth_share),
        "replacement_share": to_floats(replacement_share),
    }
    replaced = columns["replacement_share"]
    faults = {
        "baseline_tco2e is negative": columns["baseline_tco2e"] < 0,
        "activity_growth_share is not above -1": columns["activity_growth_share"] <= -1,
        "replacement_share is not between 0 and 1": (replaced < 0) | (replaced > 1),
    }
    clean = without_faults(columns, faults, labels=labels, errors=errors)
    baseline, start, growth, replaced = (column[:, None] for column in clean.values())
    elapsed = to_years(years) - start
    kept = (1.0 + growth) * (1.0 - replaced)
    # To numpy an unknown number to the power of 0 is 1, and so is 1 to an unknown power; not to us.
    is_known = ~np.isnan(kept) & (elapsed >= 0)
    return np.where(is_known, baseline * kept ** np.maximum(elapsed, 0.0), np.nan)
