"""F17: the trajectory in tonnes from the baseline to the target: straight, exponential, through milestones."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from emissions.columns import MISSING, Codes, Floats, Numbers, to_floats, to_years, without_faults
from emissions.errors import Bools, ErrorMode, Labels, faulty_rows


def trajectory_at(
    *,
    baseline_year: Numbers,
    target_year: Numbers,
    baseline_tco2e: Numbers,
    target_tco2e: Numbers,
    year: Numbers,
    labels: Labels = None,
    errors: ErrorMode = "raise",
) -> Floats:
    """Read each contract's straight trajectory in one year of its own (F17).

    Formula: `L(t) = B + (T - B)(t - b) / (y - b)` for `b <= t <= y`; NaN before the baseline year, held at T
    after the target year.

    Inputs (n,): years, and t CO2e a year; NaN where unknown. Output (n,): t CO2e a year, NaN where an input
    is unknown.
    Errors: a target year not after the baseline year or an infinite value: `EmissionsError` with the row, or
    NaN with `errors="mask"`.
    Source: Milano's printed milestones for 2025 and 2027 lie on this line.

    >>> trajectory_at(baseline_year=[2021], target_year=[2030], baseline_tco2e=[4_567_402.0], target_tco2e=[913_480.4],
    ...               year=[2025]).round(1).tolist()
    [2943436.8]
    """
    columns = {
        "baseline_year": to_floats(baseline_year),
        "target_year": to_floats(target_year),
        "baseline_tco2e": to_floats(baseline_tco2e),
        "target_tco2e": to_floats(target_tco2e),
        "year": to_floats(year),
    }
    return _line(**without_faults(columns, year_faults(**columns), labels=labels, errors=errors))


def linear_trajectory(
    *,
    baseline_year: Numbers,
    target_year: Numbers,
    baseline_tco2e: Numbers,
    target_tco2e: Numbers,
    years: npt.ArrayLike,
    labels: Labels = None,
    errors: ErrorMode = "raise",
) -> Floats:
    """Draw each contract's straight trajectory over a calendar (F17).

    Formula, source and errors as in `trajectory_at`.

    Inputs: (n,) years, and t CO2e a year, NaN where unknown; years (m,), strictly increasing.
    Output: t CO2e a year (n, m), NaN before the baseline year or where an input is unknown.

    >>> linear_trajectory(baseline_year=[2020], target_year=[2030], baseline_tco2e=[100], target_tco2e=[20],
    ...                   years=[2019, 2020, 2025, 2030, 2031]).tolist()
    [[nan, 100.0, 60.0, 20.0, 20.0]]
    """
    columns = {
        "baseline_year": to_floats(baseline_year),
        "target_year": to_floats(target_year),
        "baseline_tco2e": to_floats(baseline_tco2e),
        "target_tco2e": to_floats(target_tco2e),
    }
    clean = without_faults(columns, year_faults(**columns), labels=labels, errors=errors)
    return _line(**{name: column[:, None] for name, column in clean.items()}, year=to_years(years))


def exponential_trajectory(
    *,
    baseline_year: Numbers,
    target_year: Numbers,
    baseline_tco2e: Numbers,
    target_tco2e: Numbers,
    years: npt.ArrayLike,
    labels: Labels = None,
    errors: ErrorMode = "raise",
) -> Floats:
    """Draw each contract's trajectory that falls by the same share every year (F17).

    Formula: `L(t) = B (T / B)^((t - b) / (y - b))` for `b <= t <= y`; NaN before the baseline year, held at T
    after the target year.

    Inputs: (n,) years, and t CO2e a year, NaN where unknown; years (m,), strictly increasing.
    Output: t CO2e a year (n, m), NaN before the baseline year or where an input is unknown.
    Errors: as in `trajectory_at`, and a baseline or a target that is not above 0, which no constant share
    ever leaves or reaches.
    Source: domain reference F17, the alternative to the straight line.

    >>> exponential_trajectory(baseline_year=[2020], target_year=[2030], baseline_tco2e=[100], target_tco2e=[25],
    ...                        years=[2019, 2020, 2025, 2030, 2031]).round(6).tolist()
    [[nan, 100.0, 50.0, 25.0, 25.0]]
    """
    columns = {
        "baseline_year": to_floats(baseline_year),
        "target_year": to_floats(target_year),
        "baseline_tco2e": to_floats(baseline_tco2e),
        "target_tco2e": to_floats(target_tco2e),
    }
    start, end, baseline, target = _check_exponential(columns, labels, errors)
    calendar = to_years(years)
    share = np.minimum((calendar - start[:, None]) / (end - start)[:, None], 1.0)
    curve = baseline[:, None] * (target / baseline)[:, None] ** share
    return np.where(calendar < start[:, None], np.nan, curve)


def yearly_change_share(
    *,
    baseline_year: Numbers,
    target_year: Numbers,
    baseline_tco2e: Numbers,
    target_tco2e: Numbers,
    labels: Labels = None,
    errors: ErrorMode = "raise",
) -> Floats:
    """Compute the share by which an exponential trajectory changes every year; negative where it falls (F17).

    Formula: `(T / B)^(1 / (y - b)) - 1`. Inputs (n,), errors and source as in `exponential_trajectory`.
    Output (n,): share a year, NaN where an input is unknown.

    >>> yearly_change_share(baseline_year=[2021], target_year=[2030], baseline_tco2e=[4_567_402.0],
    ...                     target_tco2e=[913_480.4]).round(4).tolist()
    [-0.1637]
    """
    columns = {
        "baseline_year": to_floats(baseline_year),
        "target_year": to_floats(target_year),
        "baseline_tco2e": to_floats(baseline_tco2e),
        "target_tco2e": to_floats(target_tco2e),
    }
    start, end, baseline, target = _check_exponential(columns, labels, errors)
    return np.expm1(np.log(target / baseline) / (end - start))


def milestone_trajectory(points: pd.DataFrame, *, contracts: "pd.Index[Any]", years: npt.ArrayLike) -> Floats:
    """Draw each contract's trajectory through its milestones, straight between neighbours (F17).

    Formula: `L(t) = E_i + (E_j - E_i)(t - t_i) / (t_j - t_i)` between neighbouring points i and j; NaN before
    the first point, held after the last.

    Inputs: points, one row each, baseline and target included: `contract` (label in `contracts`), `year`,
    `tco2e` (t CO2e a year); contracts (n,), unique labels; years (m,), strictly increasing. Output: t CO2e a
    year (n, m), NaN rows for contracts without points.
    Errors: `EmissionsError` with the row for an unknown contract, a value that is not finite, a second point
    in one year.
    Source: Mission practice: "if milestones exist, interpolate between them".

    >>> points = pd.DataFrame({"contract": ["Milano"] * 3, "year": [2021, 2025, 2030], "tco2e": [100.0, 80.0, 20.0]})
    >>> milestone_trajectory(points, contracts=pd.Index(["Milano"]), years=[2023, 2025, 2029]).tolist()
    [[90.0, 80.0, 32.0]]
    """
    contract = contracts.get_indexer(pd.Index(points["contract"]))
    year, value = to_floats(points["year"]), to_floats(points["tco2e"])
    twice = pd.DataFrame({"contract": contract, "year": year}).duplicated().to_numpy()
    faults = {
        "contract is unknown": contract == MISSING,
        "year is not a finite number": ~np.isfinite(year),
        "tco2e is not a finite number": ~np.isfinite(value),
        "year has a milestone already": twice,
    }
    faulty_rows(faults, labels=points.index)
    calendar = to_years(years)
    drawn = np.full((len(contracts), len(calendar)), np.nan)
    if len(points) > 0:
        known = np.unique(contract)
        drawn[known] = _interpolate(contract, year, value, known, calendar)
    return drawn


def year_faults(*, baseline_year: Floats, target_year: Floats, **_others: Floats) -> dict[str, Bools]:
    """Name, for `faulty_rows`, the contracts whose years stand in the wrong order; inputs and mask (n,).

    >>> year_faults(baseline_year=np.array([2030.0]), target_year=np.array([2030.0]))
    {'target_year is not after baseline_year': array([ True])}
    """
    return {"target_year is not after baseline_year": target_year <= baseline_year}


def _check_exponential(columns: dict[str, Floats], labels: Labels, errors: ErrorMode) -> list[Floats]:
    """Start, end, baseline and target (n,), checked for an exponential."""
    faults = year_faults(**columns) | {
        f"{name} is not above 0": columns[name] <= 0 for name in ("baseline_tco2e", "target_tco2e")
    }
    return list(without_faults(columns, faults, labels=labels, errors=errors).values())


def _line(
    *, baseline_year: Floats, target_year: Floats, baseline_tco2e: Floats, target_tco2e: Floats, year: Floats
) -> Floats:
    """The straight line of F17 on arrays that broadcast."""
    share = np.minimum((year - baseline_year) / (target_year - baseline_year), 1.0)
    line = baseline_tco2e * (1.0 - share) + target_tco2e * share
    return np.where(year < baseline_year, np.nan, line)


def _interpolate(contract: Codes, year: Floats, value: Floats, known: Codes, calendar: Floats) -> Floats:
    """Interpolate all contracts with one call, laid end to end on one axis; output (n_known, m)."""
    first, last = np.full(known[-1] + 1, np.inf), np.full(known[-1] + 1, -np.inf)
    np.minimum.at(first, contract, year)
    np.maximum.at(last, contract, year)
    start, end = first[known][:, None], last[known][:, None]
    width = year.max() - year.min() + 1.0
    place = contract * width + year - year.min()
    order = np.argsort(place)
    # A year is clipped to its contract's own stretch, so no two contracts are ever joined by a line.
    asked = known[:, None] * width + np.clip(calendar, start, end) - year.min()
    line = np.interp(asked, place[order], value[order])
    return np.where(calendar < start, np.nan, line)
