"""Who claims how many tonnes of which source: frames read into the sorted arrays of the overlap ledger."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd

from emissions.columns import Codes, Floats, infinite_values, to_codes, to_floats
from emissions.errors import Bools, ErrorMode, faulty_rows
from emissions.exact import to_units
from emissions.runs import Runs
from emissions.sources import WHOLE, Sources, to_names, to_places
from emissions.words import ActionState, CreditReason, Flow, Quantification, Sector

ACTION_COLUMNS: Final = (
    "contract",
    "action",
    "sector",
    "source_group",
    "area",
    "isolated_tco2e",
    "cut_share",
    "flow",
    "quantification",
    "included_in",
    "in_existing_plan",
)
"""`contract` (position 0..), `action` (label, unique in its contract), `sector` (Sector), `source_group` and `area` (""
or missing for none; compared without case), `isolated_tco2e` (t CO2e a year at full effect), `cut_share` (0-1 of the
source), `flow`, `quantification` (their words), `included_in` (missing if none), `in_existing_plan` (true, false,
missing = no), and, if given, `state` (ActionState). NaN where unknown."""
SOURCE_COLUMNS: Final = ("contract", "sector", "source_group", "tco2e")
"""`sector` ("" = the whole contract), `source_group` ("" = the whole sector), `tco2e` (t CO2e a year, NaN unknown)."""

REASONS: Final = list(CreditReason)
CLAIMS: Final = REASONS.index(CreditReason.IN_FULL)
"""The reason of an action that claims tonnes, until the ledger knows better."""

_REASON_OF_QUANTIFICATION = {
    Quantification.QUANTIFIED: CreditReason.IN_FULL,
    Quantification.NOT_ESTIMATED: CreditReason.IN_FULL,
    Quantification.NOT_QUANTIFIABLE: CreditReason.NOT_QUANTIFIABLE,
    Quantification.ENABLING: CreditReason.ENABLING,
    Quantification.INCLUDED_IN: CreditReason.INCLUDED_IN,
    Quantification.CONFIDENTIAL: CreditReason.CONFIDENTIAL,
}
_REASON_CODES = np.array(
    [REASONS.index(_REASON_OF_QUANTIFICATION[word]) for word in Quantification], dtype=np.intp
)
_MUST_BE_EMPTY = np.array(
    [
        word in (Quantification.NOT_ESTIMATED, Quantification.NOT_QUANTIFIABLE, Quantification.ENABLING)
        for word in Quantification
    ]
)


@dataclass(frozen=True, slots=True)
class Actions:
    """The actions as they were given, row by row; all arrays (n,)."""

    n_contracts: int
    contract: Codes
    sector: Codes
    group: Codes
    area: Codes
    group_names: "pd.Index[Any]"
    area_names: "pd.Index[Any]"
    isolated_units: Floats
    reason: Codes


@dataclass(frozen=True, slots=True)
class Claims:
    """The claims in a canonical order (contract, sector, source, action), and what their sources hold.

    `row` (p,) is the place of each claim among the actions; `claim` (p,) is what it asks at full effect, cut to
    what its source holds. `sources` groups claims, `sectors` groups sources, `contracts` groups sectors. All
    quantities in units of 0.0001 t a year; available is NaN where the inventory does not say.
    `contract` names the contracts that have claims; `inventory_of_contract` (n_contracts,) has all.
    """

    actions: Actions
    row: Codes
    claim: Floats
    sources: Runs
    source_available: Floats
    source_is_shared: Bools
    source_is_shapley: Bools
    sectors: Runs
    sector_available: Floats
    contracts: Runs
    contract: Codes
    contract_available: Floats
    inventory_of_contract: Floats


def read_claims(
    actions: pd.DataFrame,
    sources: pd.DataFrame,
    *,
    n_contracts: int | None = None,
    errors: ErrorMode = "raise",
) -> Claims:
    """Read actions and sources once, for the ledger, its marginal impacts and any number of draws.

    Inputs: ACTION_COLUMNS, SOURCE_COLUMNS. Errors: as in `emissions.overlap.overlap_ledger`.

    >>> actions = pd.DataFrame({
    ...     "contract": [0, 0], "action": ["b", "a"], "sector": ["buildings"] * 2, "source_group": ["boilers"] * 2,
    ...     "area": [""] * 2, "isolated_tco2e": [30.0, None], "cut_share": [0.3, 0.2], "flow": ["source"] * 2,
    ...     "quantification": ["quantified", "not_estimated"], "included_in": [None] * 2,
    ...     "in_existing_plan": [None] * 2})
    >>> sources = pd.DataFrame({
    ...     "contract": [0], "sector": ["buildings"], "source_group": ["boilers"], "tco2e": [100.0]})
    >>> claims = read_claims(actions, sources)
    >>> claims.row.tolist(), claims.claim.tolist()
    ([1, 0], [200000.0, 300000.0])
    """
    contracts, n_contracts = _read_contracts(actions, sources, n_contracts)
    (group, source_group), group_names = to_names(actions["source_group"], sources["source_group"])
    (area,), area_names = to_names(actions["area"])
    inventory = Sources(
        sources,
        contract=contracts[1],
        group=source_group,
        n_contracts=n_contracts,
        n_groups=len(group_names),
        errors=errors,
    )
    sector = to_codes(actions["sector"], Sector) + 1
    reason, isolated, share = _read_statements(actions, errors)
    available = _available_to(inventory, contracts[0], sector, group)
    reason, isolated, claim = _size_claims(reason, isolated, share, available)
    read = Actions(
        n_contracts=n_contracts,
        contract=contracts[0],
        sector=sector,
        group=group,
        area=area,
        group_names=group_names,
        area_names=area_names,
        isolated_units=isolated,
        reason=reason,
    )
    order = _canonical_order(actions, read)
    return _group_claims(read, order[read.reason[order] == CLAIMS], claim, share, inventory)


def _read_contracts(
    actions: pd.DataFrame, sources: pd.DataFrame, n_contracts: int | None
) -> tuple[list[Codes], int]:
    """The contract positions of both frames, and how many contracts there are."""
    columns = [frame["contract"] for frame in (actions, sources)]
    if n_contracts is None:
        n_contracts = 1 + int(max(to_floats(column).max(initial=-1) for column in columns))
    return [to_places(column, n_contracts) for column in columns], n_contracts


def _read_statements(actions: pd.DataFrame, errors: ErrorMode) -> tuple[Codes, Floats, Floats]:
    """Why each action claims nothing (or that it claims), its isolated units and its share of the source."""
    isolated, share = to_floats(actions["isolated_tco2e"]), to_floats(actions["cut_share"])
    word = to_codes(actions["quantification"], Quantification)
    has_number = ~np.isnan(isolated)
    planned = actions["in_existing_plan"]
    is_existing = planned.eq(True).to_numpy(dtype=np.bool_)
    is_stated = planned.notna().to_numpy()
    faults: dict[str, Bools] = infinite_values(isolated_tco2e=isolated) | {
        "isolated_tco2e is negative": isolated < 0,
        "cut_share is not between 0 and 1": (share < 0) | (share > 1),
        "quantified without isolated_tco2e or cut_share": (
            (word == list(Quantification).index(Quantification.QUANTIFIED)) & ~has_number & np.isnan(share)
        ),
        "isolated_tco2e given though not quantified": _MUST_BE_EMPTY[word] & has_number,
        "in_existing_plan is neither true nor false": (
            is_stated & ~is_existing & ~planned.eq(False).to_numpy(dtype=np.bool_)
        ),
    }
    faulty = faulty_rows(faults, labels=actions.index, errors=errors)
    reason = _REASON_CODES[word]
    is_sink = to_codes(actions["flow"], Flow) == list(Flow).index(Flow.SINK)
    is_included = actions["included_in"].notna().to_numpy() | (
        reason == REASONS.index(CreditReason.INCLUDED_IN)
    )
    # The later line wins: the order of `emissions.gap`, and a cancelled action before all.
    for rows, why in (
        (is_sink, CreditReason.SINK),
        (faulty, CreditReason.CONTRADICTORY),
        (is_existing, CreditReason.EXISTING_PLAN),
        (is_included, CreditReason.INCLUDED_IN),
        (_is_cancelled(actions), CreditReason.CANCELLED),
    ):
        reason = np.where(rows, REASONS.index(why), reason)
    hidden = faulty | (reason == REASONS.index(CreditReason.CONFIDENTIAL))
    return reason, np.where(hidden, np.nan, to_units(isolated)), np.where(hidden, np.nan, share)


def _available_to(inventory: Sources, contract: Codes, sector: Codes, group: Codes) -> Floats:
    """The units that each declared source holds, NaN where none is declared or the inventory does not say."""
    available = inventory.available(contract, sector=sector, group=group)
    return np.where(group == WHOLE, np.nan, available)


def _size_claims(
    reason: Codes, isolated: Floats, share: Floats, available: Floats
) -> tuple[Codes, Floats, Floats]:
    """The reason of each action, its isolated units and what it claims of its source, each (n,)."""
    percentage = np.rint(share * available)
    # A percentage of a known source is a number of tonnes too.
    isolated = np.where(np.isnan(isolated), percentage, isolated)
    claim = np.fmin(isolated, np.fmin(available, percentage))
    unknown = REASONS.index(CreditReason.NOT_ESTIMATED)
    return np.where((reason == CLAIMS) & np.isnan(isolated), unknown, reason), isolated, claim


def _is_cancelled(actions: pd.DataFrame) -> Bools:
    """The actions that a state, where the frame has states, says are cancelled."""
    if "state" not in actions:
        return np.zeros(len(actions), dtype=np.bool_)
    cancelled = list(ActionState).index(ActionState.CANCELLED)
    return np.equal(to_codes(actions["state"], ActionState), cancelled)


def _canonical_order(actions: pd.DataFrame, read: Actions) -> Codes:
    """Rows by contract, sector, source and label, so that no result depends on the order of the rows."""
    label = pd.factorize(actions["action"], sort=True)[0]
    order = np.lexsort((label, read.group, read.sector, read.contract))
    by_label = np.lexsort((label, read.contract))
    named = Runs.where_change(read.contract[by_label], label[by_label])
    is_first = np.zeros(len(order), dtype=np.bool_)
    is_first[by_label[named.start]] = True
    faulty_rows({"action is there twice": ~is_first}, labels=actions.index)
    return order


def _group_claims(read: Actions, row: Codes, claim: Floats, share: Floats, inventory: Sources) -> Claims:
    """Group the claiming rows, in canonical order, by source, sector and contract."""
    contract, sector, group = read.contract[row], read.sector[row], read.group[row]
    # An action without a declared source has one of its own.
    sources = Runs.where_change(contract, sector, group, is_new=group == WHOLE)
    sectors = Runs.where_change(contract[sources.start], sector[sources.start])
    sector_contract = contract[sources.start][sectors.start]
    sector_code = sector[sources.start][sectors.start]
    contracts = Runs.where_change(sector_contract)
    available = _available_to(inventory, contract[sources.start], sector[sources.start], group[sources.start])
    has_percentages = sources.sums((~np.isnan(share[row])).astype(np.float64)) == sources.size
    is_shared = (sources.size > 1) & ~np.isnan(available)
    return Claims(
        actions=read,
        row=row,
        claim=claim[row],
        sources=sources,
        source_available=available,
        source_is_shared=is_shared,
        source_is_shapley=is_shared & has_percentages,
        sectors=sectors,
        sector_available=inventory.available(sector_contract, sector=sector_code),
        contracts=contracts,
        contract=sector_contract[contracts.start],
        contract_available=inventory.available(sector_contract[contracts.start]),
        inventory_of_contract=inventory.available(np.arange(read.n_contracts)),
    )
