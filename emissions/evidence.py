"""The evidence ladder: on which rung an action stands, and on which rungs its tonnes lie."""

from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from emissions.columns import MISSING, Codes, Floats, Numbers, to_bools, to_codes, to_floats, without_faults
from emissions.errors import Bools, ErrorMode
from emissions.exact import largest_remainder, to_tonnes, to_units
from emissions.sources import to_places
from emissions.words import ActionState, Maturity, Rung

Words = npt.NDArray[np.object_]

WHOLE_SHARE: Final = 0.995
"""From this share on an action counts as delivered whole."""

_RUNGS: Final = list(Rung)
_STATES: Final = list(ActionState)
_IDEA, _PLANNED, _COMMITTED, _FUNDED, _UNDER_WAY, _DELIVERED, _VERIFIED = range(len(_RUNGS))
_PLANNED_STATES = [_STATES.index(word) for word in (ActionState.ACCEPTED, ActionState.PLANNED)]
_BEGUN_STATES = [_STATES.index(word) for word in (ActionState.IN_PROGRESS, ActionState.COMPLETED)]
_ON_HOLD, _CANCELLED = _STATES.index(ActionState.ON_HOLD), _STATES.index(ActionState.CANCELLED)


def rungs(actions: pd.DataFrame, *, errors: ErrorMode = "raise") -> Words:
    """Put each action on the highest rung that it has evidence for.

    Rules, each with its own evidence and none implied by a later one: planned, accepted or planned by its state, or
    a project with years; committed, a commitment to it is signed; funded, the funding secured covers the cost, both
    known; under way, its state says begun or completed, or a report says that something was done; delivered, the
    latest report says that all of it is (99.5 % at least: reports are rounded); verified, so does verified
    evidence. What is delivered in part is under way; its tonnes are split (`tonnes_by_rung`). Anything else is an idea:
    a strategy, or a project without years. A state "completed" without a report delivers nothing. An action on
    hold stands on the planned rung at most; a cancelled one stands on none.

    Input: one row per action: `state` (ActionState, "" or missing = not stated), `maturity` (Maturity), `has_years`,
    `is_signed`, `has_report`, `is_verified` (bool), `cost_eur`, `funding_secured_eur` (EUR, NaN unknown),
    `delivered_share` (0-1, the latest report's; NaN or 0 for none).
    Output (n,): the values of `Rung`, None for a cancelled action.
    Errors: an unknown word raises `EmissionsError` with the row; so does negative or infinite money or a share
    outside 0-1, unless `errors="mask"`: it is then unknown.
    Source: the ladder of house and issue; NetZeroCities asks for committed and secured finance apart.

    >>> rungs(pd.DataFrame({
    ...     "state": ["", "in_progress"], "maturity": ["project"] * 2, "has_years": [True] * 2,
    ...     "is_signed": [True, False], "cost_eur": [100.0] * 2, "funding_secured_eur": [99.0, None],
    ...     "has_report": [False, True], "is_verified": [False] * 2, "delivered_share": [None, 0.2]})).tolist()
    ['committed', 'under_way']
    """
    state = to_codes(actions["state"].fillna(ActionState.NOT_STATED), ActionState)
    maturity = to_codes(actions["maturity"], Maturity)
    cost, funding, delivered = _read_money(actions, errors)
    is_project = maturity == list(Maturity).index(Maturity.PROJECT)
    is_whole = delivered >= WHOLE_SHARE
    evidence = {
        _PLANNED: np.isin(state, _PLANNED_STATES) | (is_project & to_bools(actions["has_years"])),
        _COMMITTED: to_bools(actions["is_signed"]),
        _FUNDED: funding >= cost,
        _UNDER_WAY: np.isin(state, _BEGUN_STATES) | to_bools(actions["has_report"]) | (delivered > 0),
        _DELIVERED: is_whole,
        _VERIFIED: is_whole & to_bools(actions["is_verified"]),
    }
    rung = np.full(len(actions), _IDEA)
    for place, has_evidence in evidence.items():
        rung = np.where(has_evidence, place, rung)
    rung = np.where(state == _ON_HOLD, np.minimum(rung, _PLANNED), rung)
    words: Words = np.array([*(word.value for word in _RUNGS), None], dtype=object)
    return np.take(words, np.where(state == _CANCELLED, len(_RUNGS), rung))


def tonnes_by_rung(actions: pd.DataFrame, *, gap_tco2e: Numbers, errors: ErrorMode = "raise") -> pd.DataFrame:
    """Lay the credited tonnes of each contract on the rungs that they have evidence for.

    Formula, for each action: `verified_share x credited` is verified, `(delivered_share - verified_share) x
    credited` is delivered, the rest stands on the action's own rung, under way at most. Whole units of 0.0001 t by
    the largest remainder, so the rungs of a contract add up to its credited tonnes exactly.

    Inputs: actions, one row each: `contract` (position in gap_tco2e), `credited_tco2e` (t CO2e a year, not negative,
    NaN unknown), `rung` (Rung; missing for a cancelled action, which adds nothing), `delivered_share` and
    `verified_share` (0-1, NaN read as nothing reported); gap_tco2e (n_contracts,), t CO2e a year, NaN unknown.
    Output: one row per (contract, rung), all seven of each contract: `tonnes_tco2e` (NaN, not 0, where only actions
    of unknown credit stand on the rung), `share_of_gap` (NaN where the gap is unknown or not positive), `n_actions`
    that stand on the rung, whose tonnes may lie on up to three.
    Errors: an unknown word and a contract out of range raise `EmissionsError` with the row; so do negative or infinite
    tonnes, a share outside 0-1 and more verified than delivered, unless `errors="mask"`: the tonnes are then unknown.
    Source: issue of the ladder: coverage of the gap is always shown by rung, never as one bar.

    >>> actions = pd.DataFrame({"contract": [0], "credited_tco2e": [100.0], "rung": ["verified"],
    ...                         "delivered_share": [0.7], "verified_share": [0.4]})
    >>> tonnes_by_rung(actions, gap_tco2e=[1000.0])["tonnes_tco2e"].tolist()
    [0.0, 0.0, 0.0, 0.0, 30.0, 30.0, 40.0]
    """
    gaps = to_floats(gap_tco2e)
    contract = to_places(actions["contract"], len(gaps))
    own = to_codes(actions["rung"], Rung, required=False)
    stands, size = own != MISSING, len(gaps) * len(_RUNGS)
    rung, units, is_known = _lay_units(actions, own, errors)
    cell = contract[:, None] * len(_RUNGS) + rung
    laid = np.bincount(cell.ravel(), weights=units.ravel(), minlength=size).astype(np.float64)
    stand = contract * len(_RUNGS) + own
    n_actions = np.bincount(stand[stands], minlength=size)
    n_known = np.bincount(stand[stands & is_known], minlength=size)
    tonnes = np.where((laid == 0) & (n_known == 0) & (n_actions > 0), np.nan, to_tonnes(laid))
    gap = np.repeat(np.where(gaps > 0, gaps, np.nan), len(_RUNGS))
    index = pd.MultiIndex.from_product(
        [range(len(gaps)), [word.value for word in _RUNGS]], names=["contract", "rung"]
    )
    return pd.DataFrame(
        {"tonnes_tco2e": tonnes, "share_of_gap": tonnes / gap, "n_actions": n_actions}, index=index
    )


def _lay_units(actions: pd.DataFrame, own: Codes, errors: ErrorMode) -> tuple[Codes, Floats, Bools]:
    """The rungs that each action's units lie on (n, 3), the units (n, 3), and whether its credit is known (n,)."""
    credited, delivered, verified = _read_shares(actions, errors)
    units = np.where(own == MISSING, 0.0, np.nan_to_num(to_units(credited)))
    parts = np.column_stack([verified, delivered - verified, 1.0 - delivered])
    action = np.repeat(np.arange(len(own)), parts.shape[1])
    split = largest_remainder((units[:, None] * parts).ravel(), group=action, total=units)
    rungs_below = np.clip(own, _IDEA, _UNDER_WAY)
    rung = np.column_stack([np.full_like(own, _VERIFIED), np.full_like(own, _DELIVERED), rungs_below])
    return rung, split.reshape(parts.shape), ~np.isnan(credited)


def _read_money(actions: pd.DataFrame, errors: ErrorMode) -> tuple[Floats, Floats, Floats]:
    """Cost, funding (EUR) and delivered share (n,), NaN where unknown or masked."""
    columns = {
        name: to_floats(actions[name]) for name in ("cost_eur", "funding_secured_eur", "delivered_share")
    }
    cost, funding, delivered = columns.values()
    faults = {
        "cost_eur is negative": cost < 0,
        "funding_secured_eur is negative": funding < 0,
        "delivered_share is not between 0 and 1": (delivered < 0) | (delivered > 1),
    }
    clean = without_faults(columns, faults, labels=actions.index, errors=errors)
    return clean["cost_eur"], clean["funding_secured_eur"], clean["delivered_share"]


def _read_shares(actions: pd.DataFrame, errors: ErrorMode) -> tuple[Floats, Floats, Floats]:
    """Credited tonnes (NaN unknown), delivered and verified share (0 where nothing is reported), all (n,)."""
    columns = {
        name: to_floats(actions[name]) for name in ("credited_tco2e", "delivered_share", "verified_share")
    }
    credited, delivered, verified = columns.values()
    faults: dict[str, Bools] = {
        "credited_tco2e is negative": credited < 0,
        "delivered_share is not between 0 and 1": (delivered < 0) | (delivered > 1),
        "verified_share is not between 0 and 1": (verified < 0) | (verified > 1),
        "verified_share is above delivered_share": np.nan_to_num(verified) > np.nan_to_num(delivered),
    }
    clean = without_faults(columns, faults, labels=actions.index, errors=errors)
    reported = np.nan_to_num(clean["delivered_share"])
    return clean["credited_tco2e"], reported, np.nan_to_num(clean["verified_share"])
