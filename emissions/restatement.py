"""What a restated inventory changed: activity, factor, boundary, and what nobody explains."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd

from emissions.columns import Codes, Floats, infinite_values, to_bools, to_floats
from emissions.errors import Bools, faulty_rows

TICKS_PER_TONNE: Final = 10_000.0
"""Tonnes are stored with four decimals; parts are cut in whole ticks, so that they sum to the last digit."""
_PARTS: Final = (
    "difference_tco2e",
    "activity_tco2e",
    "factor_tco2e",
    "boundary_tco2e",
    "not_explained_tco2e",
)


@dataclass(frozen=True, slots=True)
class Restatement:
    """Why a total changed: `totals` has a row per contract, `lines` one per contract and key."""

    totals: pd.DataFrame
    lines: pd.DataFrame


@dataclass(frozen=True, slots=True)
class _Side:
    """The lines of one edition in the places of both; all arrays (n_lines,), a line that does not count is zero."""

    counts: Bools
    value_ticks: Floats
    activity: Floats
    factor: Floats


def explain_restatement(before: pd.DataFrame, after: pd.DataFrame) -> Restatement:
    """Split the difference between two editions of an inventory into activity, factor and boundary.

    Formula: a line that counts in both editions changes by `dA x mean F` (activity) and `dF x mean A` (factor),
    which sum to `A1 F1 - A0 F0`; what its value changed beyond that, or all of it where an activity or a factor
    is not known, is not explained. A line that counts in one edition only (outside the boundary, absent, or
    without a number in the other) is boundary. Parts are whole ticks of 0.0001 t: they sum to the difference
    exactly, and a tick of rounding falls to the factor (to the activity where the factor is the same). Another GWP
    set is another factor.

    Inputs: frames, one row per line: `contract`, `key` (what makes the line the same line: sector, scope,
    label ...), `activity` (a year), `factor` (t CO2e per unit of that activity, the same unit in both
    editions), NaN where unknown, `value_tco2e` (t CO2e a year, a removal with a minus, NaN with a notation
    key), `in_target_boundary` (bool).
    Outputs: t CO2e a year. totals, index contract in order of appearance; lines, index (contract, key):
    `before_tco2e`, `after_tco2e`, `difference_tco2e` and its parts `activity_tco2e`, `factor_tco2e`,
    `boundary_tco2e`, `not_explained_tco2e`. NaN where a side has nothing that counts; in `totals` the difference
    and its parts are then NaN too.
    Errors: `EmissionsError` with the row for a missing contract or key, a line listed twice, an infinite value.
    Source: symmetric (Shapley) decomposition of a product; domain reference, pitfall 2.

    >>> columns = ["contract", "key", "activity", "factor", "value_tco2e", "in_target_boundary"]
    >>> before = pd.DataFrame([["Milano", "gas", 100.0, 0.2, 20.0, True]], columns=columns)
    >>> after = pd.DataFrame([["Milano", "gas", 110.0, 0.3, 33.0, True]], columns=columns)
    >>> explain_restatement(before, after).totals.loc["Milano"].tolist()
    [20.0, 33.0, 13.0, 2.5, 10.5, 0.0, 0.0]
    """
    line_index, places = _match_lines(before, after)
    old, new = (
        _read_side(lines, place, len(line_index))
        for lines, place in zip((before, after), places, strict=True)
    )
    ticks = _split_lines(old, new)
    contract, contracts = pd.factorize(line_index.get_level_values("contract"))

    def total(weights: Floats | Bools) -> Floats:
        return np.bincount(contract, weights=weights, minlength=len(contracts)).astype(np.float64)

    sums = {name: total(values) for name, values in ticks.items()}
    has_old, has_new = total(old.counts) > 0, total(new.counts) > 0
    totals = _frame(sums, has_old, has_new, pd.Index(contracts, name="contract"))
    totals.loc[~(has_old & has_new), list(_PARTS)] = np.nan
    return Restatement(totals=totals, lines=_frame(ticks, old.counts, new.counts, line_index))


def _match_lines(before: pd.DataFrame, after: pd.DataFrame) -> tuple[pd.MultiIndex, tuple[Codes, Codes]]:
    """The lines of both editions, each once, and where the rows of each edition stand among them."""
    for lines in (before, after):
        faults: dict[str, Bools] = {
            "contract is missing": lines["contract"].isna().to_numpy(),
            "key is missing": lines["key"].isna().to_numpy(),
            "line is listed twice": lines.duplicated(["contract", "key"]).to_numpy(),
        }
        faulty_rows(faults, labels=lines.index)
    both: pd.MultiIndex = pd.MultiIndex.from_frame(
        pd.concat([before[["contract", "key"]], after[["contract", "key"]]])
    )
    place, index = pd.factorize(both)
    return pd.MultiIndex.from_tuples(index, names=["contract", "key"]), (
        place[: len(before)].astype(np.intp),
        place[len(before) :].astype(np.intp),
    )


def _read_side(lines: pd.DataFrame, place: Codes, n_lines: int) -> _Side:
    """Check one edition and lay its lines in their places."""
    columns = {name: to_floats(lines[name]) for name in ("activity", "factor", "value_tco2e")}
    faulty_rows(infinite_values(**columns), labels=lines.index)
    laid = {name: np.full(n_lines, np.nan) for name in columns}
    is_inside: Bools = np.zeros(n_lines, dtype=np.bool_)
    is_inside[place] = to_bools(lines["in_target_boundary"])
    for name, values in columns.items():
        laid[name][place] = values
    counts = is_inside & ~np.isnan(laid["value_tco2e"])
    return _Side(
        counts=counts,
        value_ticks=np.where(counts, np.rint(laid["value_tco2e"] * TICKS_PER_TONNE), 0.0),
        activity=laid["activity"],
        factor=laid["factor"],
    )


def _split_lines(old: _Side, new: _Side) -> dict[str, Floats]:
    """The difference of each line and its parts, in whole ticks."""
    in_both = old.counts & new.counts
    change = new.value_ticks - old.value_ticks
    product = np.rint((new.activity * new.factor - old.activity * old.factor) * TICKS_PER_TONNE)
    is_known = in_both & ~np.isnan(product)
    # Each edition's values were rounded to a tick on their own, so the products may be one tick off.
    product = np.where(np.abs(change - product) <= 1.0, change, product)
    mean_factor = (old.factor + new.factor) / 2.0
    activity = np.rint((new.activity - old.activity) * mean_factor * TICKS_PER_TONNE)
    activity = np.where(new.factor == old.factor, product, activity)
    return {
        "before_tco2e": old.value_ticks,
        "after_tco2e": new.value_ticks,
        "difference_tco2e": change,
        "activity_tco2e": np.where(is_known, activity, 0.0),
        "factor_tco2e": np.where(is_known, product - activity, 0.0),
        "boundary_tco2e": np.where(in_both, 0.0, change),
        "not_explained_tco2e": np.where(in_both, change - np.where(is_known, product, 0.0), 0.0),
    }


def _frame(ticks: dict[str, Floats], has_old: Bools, has_new: Bools, index: "pd.Index[Any]") -> pd.DataFrame:
    """Ticks as tonnes, an edition that has nothing as unknown."""
    frame = pd.DataFrame({name: values / TICKS_PER_TONNE for name, values in ticks.items()}, index=index)
    frame.loc[~has_old, "before_tco2e"] = np.nan
    frame.loc[~has_new, "after_tco2e"] = np.nan
    return frame
