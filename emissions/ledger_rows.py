"""The overlap ledger as frames: what every action, cell and contract is credited with, and why."""

from typing import Any, Final

import numpy as np
import pandas as pd

from emissions.cells import Joined, cap_ratios
from emissions.claims import CLAIMS, REASONS, Claims
from emissions.columns import MISSING, Codes, Floats
from emissions.errors import Bools
from emissions.exact import to_tonnes
from emissions.runs import Runs
from emissions.sources import WHOLE
from emissions.words import CreditMethod, CreditReason, Sector

METHODS: Final = list(CreditMethod)
_CUTS: Final = np.array(
    [
        REASONS.index(reason)
        for reason in (
            CreditReason.SOURCE_CAP,
            CreditReason.SHARED_PROPORTIONAL,
            CreditReason.SECTOR_CAP,
            CreditReason.CONTRACT_CAP,
        )
    ]
)
"""What may take tonnes from a claim, in the order in which it does."""

_HAS_UNKNOWN_CREDIT = np.array([reason.is_unknown for reason in CreditReason])
_REASON_WORDS = np.array([reason.value for reason in CreditReason], dtype=object)
_METHOD_WORDS = np.array([method.value for method in CreditMethod], dtype=object)
_SECTOR_WORDS = np.array(["", *(sector.value for sector in Sector)], dtype=object)


def name_reasons(claims: Claims, joined: Joined, *, attributed: Floats, credited: Floats) -> Codes:
    """Say of every action why it is credited what it is (n,), from its claim at full effect.

    Inputs in units: joined and attributed (p, 1), credited (p,), whole. Of several cuts the largest names the
    reason; of equal ones the first, from the source upward.
    """
    isolated = claims.actions.isolated_units[claims.row]
    left_sector, left_contract = (left.ravel() for left in cap_ratios(claims, joined))
    after_source = attributed.ravel()
    after_sector = after_source * left_sector
    steps = [isolated, claims.claim, after_source, after_sector, after_sector * left_contract]
    cut = _CUTS[np.argmax(-np.diff(steps, axis=0), axis=0)]
    is_shapley = claims.source_is_shapley[claims.sources.of]
    by_shapley = is_shapley & (cut == REASONS.index(CreditReason.SHARED_PROPORTIONAL))
    cut = np.where(by_shapley, REASONS.index(CreditReason.SHARED_SHAPLEY), cut)
    whole = np.where(_has_no_cap(claims), REASONS.index(CreditReason.NO_CAP_KNOWN), CLAIMS)
    reason = claims.actions.reason.copy()
    reason[claims.row] = np.where(credited == isolated, whole, cut)
    return reason


def spread(claims: Claims, reason: Codes, values: Floats) -> Floats:
    """Give every action its row (n, ...) from those that claim (p, ...): unknown credit NaN, no claim 0."""
    rows = np.zeros((len(reason), *values.shape[1:]))
    rows[_HAS_UNKNOWN_CREDIT[reason]] = np.nan
    rows[claims.row] = values
    return rows


def action_rows(claims: Claims, index: "pd.Index[Any]", *, reason: Codes, credited: Floats) -> pd.DataFrame:
    """The actions in the order of the input; columns in `emissions.overlap.Ledger`."""
    actions = claims.actions
    cell = np.full(len(reason), MISSING, dtype=np.intp)
    cell[claims.row[_cell_order(claims)]] = _cells(claims).of
    contested = claims.actions.isolated_units[claims.row] - credited
    return pd.DataFrame(
        {
            "isolated_tco2e": to_tonnes(actions.isolated_units),
            "credited_tco2e": to_tonnes(spread(claims, reason, credited)),
            "contested_tco2e": to_tonnes(spread(claims, reason, contested)),
            "reason": _REASON_WORDS[reason],
            "sector": _SECTOR_WORDS[actions.sector],
            "source_group": actions.group_names.to_numpy()[actions.group],
            "area": actions.area_names.to_numpy()[actions.area],
            "cell": cell,
        },
        index=index,
    )


def cell_rows(claims: Claims, credited: Floats) -> pd.DataFrame:
    """The cells that hold a claim, by contract, sector, source group and area; columns in `Ledger`."""
    actions, order, cells = claims.actions, _cell_order(claims), _cells(claims)
    first = order[cells.start]
    row, source = claims.row[first], claims.sources.of[first]
    asked = cells.sums(actions.isolated_units[claims.row[order]])
    given = cells.sums(credited[order])
    return pd.DataFrame(
        {
            "contract": actions.contract[row],
            "sector": _SECTOR_WORDS[actions.sector[row]],
            "source_group": actions.group_names.to_numpy()[actions.group[row]],
            "area": actions.area_names.to_numpy()[actions.area[row]],
            "claims_tco2e": to_tonnes(asked),
            "available_tco2e": to_tonnes(claims.source_available[source]),
            "credited_tco2e": to_tonnes(given),
            "contested_tco2e": to_tonnes(asked - given),
            "n_actions": cells.size,
            "method": _METHOD_WORDS[_methods(claims)[source]],
        }
    )


def contract_rows(claims: Claims, credited: Floats) -> pd.DataFrame:
    """Every contract's claims and scenario difference; columns in `emissions.overlap.Ledger`."""
    contract, n_contracts = claims.actions.contract[claims.row], claims.actions.n_contracts
    isolated = claims.actions.isolated_units[claims.row]
    asked = np.bincount(contract, weights=isolated, minlength=n_contracts).astype(np.float64)
    given = np.bincount(contract, weights=credited, minlength=n_contracts).astype(np.float64)
    return pd.DataFrame(
        {
            "claims_tco2e": to_tonnes(asked),
            "available_tco2e": to_tonnes(claims.inventory_of_contract),
            "credited_tco2e": to_tonnes(given),
            "contested_tco2e": to_tonnes(asked - given),
            "n_actions": np.bincount(contract, minlength=n_contracts),
        },
        index=pd.RangeIndex(n_contracts, name="contract"),
    )


def _has_no_cap(claims: Claims) -> Bools:
    """The claims (p,) that nothing known could cap: their declared source, or else sector and contract, is unknown."""
    sector_of = claims.sectors.of[claims.sources.of]
    contract_of = claims.contracts.of[sector_of]
    is_declared = claims.actions.group[claims.row] != WHOLE
    above_unknown = np.isnan(claims.sector_available[sector_of]) & np.isnan(
        claims.contract_available[contract_of]
    )
    source_unknown = np.isnan(claims.source_available)[claims.sources.of]
    has_none: Bools = source_unknown & (is_declared | above_unknown)
    return has_none


def _methods(claims: Claims) -> Codes:
    """The code of the method of each source (n_sources,)."""
    is_declared = claims.actions.group[claims.row[claims.sources.start]] != WHOLE
    conditions = [
        ~is_declared,
        np.isnan(claims.source_available),
        ~claims.source_is_shared,
        claims.source_is_shapley,
    ]
    methods = [CreditMethod.ADDITIVE, CreditMethod.UNCAPPED, CreditMethod.ALONE, CreditMethod.SHAPLEY]
    found: Codes = np.select(
        conditions,
        [METHODS.index(method) for method in methods],
        default=METHODS.index(CreditMethod.PROPORTIONAL),
    )
    return found


def _cell_order(claims: Claims) -> Codes:
    """The claims sorted by area inside their source group."""
    actions = claims.actions
    keys = (actions.area, actions.group, actions.sector, actions.contract)
    order: Codes = np.lexsort([key[claims.row] for key in keys])
    return order


def _cells(claims: Claims) -> Runs:
    """The claims, in the order of `_cell_order`, grouped by cell."""
    actions, row = claims.actions, claims.row[_cell_order(claims)]
    return Runs.where_change(
        actions.contract[row], actions.sector[row], actions.group[row], actions.area[row]
    )
