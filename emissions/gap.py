"""F11: the emissions gap, and how far the actions of the portfolio cover it, by maturity."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
import pandas as pd

from emissions.columns import (
    MISSING,
    Codes,
    Floats,
    Numbers,
    infinite_values,
    to_bools,
    to_codes,
    to_floats,
    without_faults,
)
from emissions.errors import Bools, ErrorMode, Labels, faulty_rows
from emissions.words import Flow, Maturity, Quantification


@dataclass(frozen=True, slots=True)
class EmissionsGap:
    """What existing plans leave to do, one entry per contract; all arrays (n,)."""

    gap_tco2e: Floats
    printed_minus_computed_tco2e: Floats


class _Part(StrEnum):
    """How an action enters the coverage; each action has exactly one part, the first that applies in this order."""

    INCLUDED = "included"
    SET_ASIDE = "set_aside"
    SINK = "sinks"
    COUNTED = "counted"
    NOT_ESTIMATED = "not_estimated"
    NOT_QUANTIFIABLE = "not_quantifiable"
    ENABLING = "enabling"
    CONFIDENTIAL = "confidential"


_PARTS = list(_Part)
_UNKNOWN_PARTS = [_Part.NOT_ESTIMATED, _Part.NOT_QUANTIFIABLE, _Part.ENABLING, _Part.CONFIDENTIAL]
_HAS_NO_NUMBER = np.array([word in _UNKNOWN_PARTS and word is not _Part.CONFIDENTIAL for word in _PARTS])
_PART_OF_QUANTIFICATION = {
    Quantification.QUANTIFIED: _Part.COUNTED,
    Quantification.NOT_ESTIMATED: _Part.NOT_ESTIMATED,
    Quantification.NOT_QUANTIFIABLE: _Part.NOT_QUANTIFIABLE,
    Quantification.ENABLING: _Part.ENABLING,
    Quantification.INCLUDED_IN: _Part.INCLUDED,
    Quantification.CONFIDENTIAL: _Part.CONFIDENTIAL,
}
_PART_CODES = np.array(
    [_PARTS.index(_PART_OF_QUANTIFICATION[word]) for word in Quantification], dtype=np.intp
)


def emissions_gap(
    *,
    target_reduction_tco2e: Numbers,
    existing_plan_tco2e: Numbers,
    gap_printed_tco2e: Numbers = np.nan,
    labels: Labels = None,
    errors: ErrorMode = "raise",
) -> EmissionsGap:
    """Compute what remains to be found after the plans that already exist (F11).

    Formula: `gap = target_reduction - existing_plan`. A printed gap wins over the computed one, and their
    difference is given (Bergamo's printed gap is 6.4 t off). A negative gap is possible: existing plans go
    beyond the target.

    Inputs (n,): t CO2e a year, NaN where unknown. Outputs (n,): t CO2e a year, NaN where unknown.
    Errors: a negative reduction or an infinite value: `EmissionsError` with the row, or NaN with
    `errors="mask"`.
    Source: NetZeroCities action plan template, table A-2.1; Milano's contract.

    >>> emissions_gap(target_reduction_tco2e=[3_654_402], existing_plan_tco2e=[1_574_099]).gap_tco2e.tolist()
    [2080303.0]
    """
    columns = {
        "target_reduction_tco2e": to_floats(target_reduction_tco2e),
        "existing_plan_tco2e": to_floats(existing_plan_tco2e),
        "gap_printed_tco2e": to_floats(gap_printed_tco2e),
    }
    faults = {
        "target_reduction_tco2e is negative": columns["target_reduction_tco2e"] < 0,
        "existing_plan_tco2e is negative": columns["existing_plan_tco2e"] < 0,
    }
    reduction, existing, printed = without_faults(columns, faults, labels=labels, errors=errors).values()
    computed = reduction - existing
    return EmissionsGap(
        gap_tco2e=np.where(np.isnan(printed), computed, printed),
        printed_minus_computed_tco2e=printed - computed,
    )


def coverage_by_maturity(
    actions: pd.DataFrame, gap_tco2e: "pd.Series[Any]", *, errors: ErrorMode = "raise"
) -> pd.DataFrame:
    """Sum the counted tonnes of each contract's actions by maturity, as a share of its gap (F11, F15 c-e).

    Formula: `reduction = sum(quantified sources)`, `share = reduction / gap`. Sinks stand apart; actions
    included in another, set aside (existing plan), not estimated, not quantifiable, enabling or confidential
    are numbered and add no tonnes. The sum is NaN, not 0, where nothing was counted and at least one action
    has unknown tonnes; 0 where there is nothing to count.

    Inputs: actions, one row each: `contract` (label of `gap_tco2e`), `maturity` (Maturity), `flow` (Flow),
    `quantification` (Quantification), `included_in` (the parent action, missing if none),
    `counts_toward_coverage` (bool), `reduction_tco2e` (t CO2e a year at full effect, positive, also for
    sinks; needed where quantified); gap_tco2e, t CO2e a year, unique index of contracts, NaN where unknown.
    Output: one row per (contract, maturity), all four of each contract: `reduction_tco2e`, `share_of_gap`
    (NaN where the gap is unknown or not positive), `sinks_tco2e`, and the numbers `n_actions`, `n_counted`,
    `n_sinks`, `n_included`, `n_set_aside`, `n_not_estimated`, `n_not_quantifiable`, `n_enabling`,
    `n_confidential`; the last eight sum to `n_actions`.
    Errors: an unknown word or contract raises `EmissionsError` with the row; so do a negative or infinite
    number, a quantified action without one and an unquantified action with one, unless `errors="mask"`: those
    are then set aside.
    Source: Milano's contract, table B-2.1: projects cover 14.6 % of the gap, strategies 75.4 %.

    >>> actions = pd.DataFrame({
    ...     "contract": ["Milano"] * 2, "maturity": ["project", "strategy"], "flow": ["source"] * 2,
    ...     "quantification": ["quantified", "not_estimated"], "included_in": [None, None],
    ...     "counts_toward_coverage": [True, True], "reduction_tco2e": [208_030.3, None]})
    >>> coverage = coverage_by_maturity(actions, pd.Series({"Milano": 2_080_303.0}))
    >>> coverage.round(3)[["reduction_tco2e", "share_of_gap"]].values.tolist()
    [[208030.3, 0.1], [nan, nan], [0.0, 0.0], [0.0, 0.0]]
    """
    gaps = to_floats(gap_tco2e)
    faulty_rows(infinite_values(gap_tco2e=gaps), labels=gap_tco2e.index)
    contract = gap_tco2e.index.get_indexer(pd.Index(actions["contract"]))
    faulty_rows({"contract is not in gap_tco2e": contract == MISSING}, labels=actions.index)
    group = contract * len(Maturity) + to_codes(actions["maturity"], Maturity)
    columns = _sum_groups(group, len(gaps) * len(Maturity), *_read_parts(actions, errors))
    gap = np.repeat(np.where(gaps > 0, gaps, np.nan), len(Maturity))
    maturities = [word.value for word in Maturity]
    index = pd.MultiIndex.from_product([gap_tco2e.index, maturities], names=["contract", "maturity"])
    coverage = pd.DataFrame(columns, index=index)
    coverage.insert(1, "share_of_gap", columns["reduction_tco2e"] / gap)
    return coverage


def _read_parts(actions: pd.DataFrame, errors: ErrorMode) -> tuple[Codes, Floats]:
    """The part each action plays, and its tonnes (n_actions,)."""
    reduction = to_floats(actions["reduction_tco2e"])
    part = _PART_CODES[to_codes(actions["quantification"], Quantification)]
    is_sink = to_codes(actions["flow"], Flow) == list(Flow).index(Flow.SINK)
    has_number = ~np.isnan(reduction)
    faults: dict[str, Bools] = infinite_values(reduction_tco2e=reduction) | {
        "reduction_tco2e is negative": reduction < 0,
        "quantified without reduction_tco2e": (part == _PARTS.index(_Part.COUNTED)) & ~has_number,
        "reduction_tco2e given though not quantified": _HAS_NO_NUMBER[part] & has_number,
    }
    faulty = faulty_rows(faults, labels=actions.index, errors=errors)
    is_included = actions["included_in"].notna().to_numpy() | (part == _PARTS.index(_Part.INCLUDED))
    part[is_sink] = _PARTS.index(_Part.SINK)
    part[faulty | ~to_bools(actions["counts_toward_coverage"])] = _PARTS.index(_Part.SET_ASIDE)
    part[is_included] = _PARTS.index(_Part.INCLUDED)
    return part, reduction


def _sum_groups(group: Codes, n_groups: int, part: Codes, reduction: Floats) -> dict[str, Floats | Codes]:
    """Sum the counted tonnes and the sinks by group, and number the actions by part; every column (n_groups,)."""
    cell, shape = group * len(_PARTS) + part, (n_groups, len(_PARTS))
    is_known = ~np.isnan(reduction)

    def by_part(weights: Floats | Bools | None) -> dict[_Part, Floats]:
        cells = np.bincount(cell, weights=weights, minlength=n_groups * len(_PARTS))
        return dict(zip(_PARTS, cells.reshape(shape).T, strict=True))

    number, known = by_part(None), by_part(is_known)
    tonnes = by_part(np.where(is_known, reduction, 0.0))
    unknown = np.sum([number[word] for word in _UNKNOWN_PARTS], axis=0)
    nothing_counted = (known[_Part.COUNTED] == 0) & (unknown > 0)
    nothing_removed = (known[_Part.SINK] == 0) & (number[_Part.SINK] > 0)
    return {
        "reduction_tco2e": np.where(nothing_counted, np.nan, tonnes[_Part.COUNTED]),
        "sinks_tco2e": np.where(nothing_removed, np.nan, tonnes[_Part.SINK]),
        "n_actions": np.sum(list(number.values()), axis=0),
        **{f"n_{word.value}": count for word, count in number.items()},
    }
