"""F13: how much of an action's yearly reduction is there in each year."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from emissions.columns import MISSING, Floats, Numbers, to_floats, to_years, without_faults
from emissions.errors import ErrorMode, Labels, faulty_rows

S_CURVE_START = 0.02
S_CURVE_END = 0.98


def linear_ramp(
    *,
    start_year: Numbers,
    end_year: Numbers,
    years: npt.ArrayLike,
    labels: Labels = None,
    errors: ErrorMode = "raise",
) -> Floats:
    """Grow each action evenly from nothing at its start to its full effect at its end (F13).

    Formula: `f(t) = clamp((t - start) / (end - start), 0, 1)`; an action that starts and ends in one year has
    its full effect from that year on. Tonnes of an action are per year at full effect: multiply, never sum
    over years.

    Inputs: start_year, end_year (n,), NaN where unknown; years (m,), strictly increasing. Output: factor (n,
    m), 0-1, NaN rows where a year is unknown.
    Errors: an end before its start or an infinite year: `EmissionsError` with the row, or a NaN row with
    `errors="mask"` (Parma prints an action "2021-2018").
    Source: Mission practice; Kausal Paths.

    >>> linear_ramp(start_year=[2021, 2023], end_year=[2025, 2023], years=[2022, 2023, 2030]).tolist()
    [[0.25, 0.5, 1.0], [0.0, 1.0, 1.0]]
    """
    columns = {"start_year": to_floats(start_year), "end_year": to_floats(end_year)}
    faults = {"end_year is before start_year": columns["end_year"] < columns["start_year"]}
    clean = without_faults(columns, faults, labels=labels, errors=errors)
    start, end = clean["start_year"][:, None], clean["end_year"][:, None]
    calendar = to_years(years)
    # One year's run has no slope: begun a year before, it is a step at that year.
    begin = np.where(end == start, start - 1.0, start)
    factor = (calendar - begin) / (end - begin)
    return np.clip(factor, 0.0, 1.0, out=factor)


def milestone_ramp(milestones: pd.DataFrame, *, actions: "pd.Index[Any]", years: npt.ArrayLike) -> Floats:
    """Raise each action in steps, to the share of its full effect that a milestone has reached (F13).

    Formula: `f(t) = max(share of the milestones up to t)`, 0 before the first; a later, smaller share takes
    nothing back.

    Inputs: milestones, one row each: `action` (label in `actions`), `year` (finite), `share` (0-1 of the full
    effect); actions (n,), unique labels; years (m,), strictly increasing. Output: factor (n, m), 0-1; NaN
    rows for actions without milestones.
    Errors: `EmissionsError` with the row for an unknown action, a year that is not finite, a share outside
    0-1.
    Source: Mission practice (dated milestones of the contract).

    >>> steps = pd.DataFrame({"action": ["metro", "metro"], "year": [2025, 2028], "share": [0.4, 1.0]})
    >>> milestone_ramp(steps, actions=pd.Index(["metro"]), years=[2024, 2025, 2030]).tolist()
    [[0.0, 0.4, 1.0]]
    """
    action = actions.get_indexer(pd.Index(milestones["action"]))
    year, share = to_floats(milestones["year"]), to_floats(milestones["share"])
    faults = {
        "action is unknown": action == MISSING,
        "year is not a finite number": ~np.isfinite(year),
        "share is not between 0 and 1": ~((share >= 0) & (share <= 1)),
    }
    faulty_rows(faults, labels=milestones.index)
    calendar = to_years(years)
    # One column more than the calendar takes the milestones that lie after it.
    reached = np.zeros((len(actions), len(calendar) + 1))
    np.maximum.at(reached, (action, np.searchsorted(calendar, year)), share)
    factor = np.maximum.accumulate(reached, axis=1)[:, :-1]
    factor[np.bincount(action, minlength=len(actions)) == 0] = np.nan
    return factor


def s_curve_ramp(
    *,
    start_year: Numbers,
    end_year: Numbers,
    start_share: Numbers,
    end_share: Numbers,
    years: npt.ArrayLike,
    labels: Labels = None,
    errors: ErrorMode = "raise",
) -> Floats:
    """Spread a technology along an S-curve from its share today to its ceiling (F13).

    Formula: `y = A / (1 + exp(-k (t - x0)))` with ceiling `A = end_share` through `(start, p1 A)` and `(end,
    0.98 A)`, where `p1 = max(0.02, start_share / A)`, `k = (ln 49 - logit(p1)) / (end - start)`, `x0 = end -
    ln 49 / k`.

    Inputs: (n,) years and shares (0-1), NaN where unknown; years (m,), strictly increasing. Output: share (n,
    m), 0 to A, NaN rows where an input is unknown.
    Errors: an end not after its start, a share outside 0-1, a ceiling of 0, a start at or above 98 % of the
    ceiling, an infinite value: `EmissionsError` with the row, or a NaN row with `errors="mask"`.
    Source: Kausal Paths, `nodes/actions/simple.py`.

    >>> s_curve_ramp(
    ...     start_year=[2021], end_year=[2035], start_share=[0.02], end_share=[0.9], years=[2030]
    ... ).round(4).tolist()
    [[0.6836]]
    """
    columns = {
        "start_year": to_floats(start_year),
        "end_year": to_floats(end_year),
        "start_share": to_floats(start_share),
        "end_share": to_floats(end_share),
    }
    start, end, low, high = columns.values()
    faults = {
        "end_year is not after start_year": end <= start,
        "start_share is not between 0 and 1": (low < 0) | (low > 1),
        "end_share is not above 0 and up to 1": (high <= 0) | (high > 1),
        "start_share is not below 98 % of end_share": low >= S_CURVE_END * high,
    }
    clean = without_faults(columns, faults, labels=labels, errors=errors)
    start, end, low, ceiling = (column[:, None] for column in clean.values())
    first = np.maximum(S_CURVE_START, low / ceiling)
    last_logit = np.log(S_CURVE_END / (1 - S_CURVE_END))
    slope = (last_logit - np.log(first / (1 - first))) / (end - start)
    share: Floats = ceiling / (1 + np.exp(-slope * (to_years(years) - end) - last_logit))
    return share
