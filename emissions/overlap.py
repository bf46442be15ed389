"""F15: the overlap ledger, which credits every action with the tonnes that no other action is credited with."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from emissions.cells import (
    Joined,
    attribute_sources,
    capped_contract,
    credit_claims,
    credit_exactly,
    join_claims,
    without_each,
)
from emissions.claims import Claims, read_claims
from emissions.columns import Floats, to_floats
from emissions.errors import EmissionsError, ErrorMode, faulty_rows
from emissions.exact import to_tonnes
from emissions.ledger_rows import action_rows, cell_rows, contract_rows, name_reasons, spread


@dataclass(frozen=True, slots=True)
class Ledger:
    """Who is credited with which tonnes, for all contracts at once.

    Tonnes at full effect are whole units of 0.0001 t shared out by the largest remainder (ties: by label), so
    credited tonnes add up to the scenario difference exactly, in each source, sector and contract, and no action
    gets more than it claims. Tonnes are NaN, never 0, where they are not estimated, not quantifiable or confidential.

    actions: index of the input; `isolated_tco2e`, `credited_tco2e`, `contested_tco2e` (t CO2e a year at full
    effect, NaN where unknown), `reason` (CreditReason), `sector`, `source_group`, `area`, and `cell`, the
    position of the action's row in `cells` (-1 where it claims nothing).
    cells: one row per contract, sector, source group and area with a claim; `claims_tco2e`, `available_tco2e` (of
    the source group in the whole city; NaN where the inventory does not say or no group is declared),
    `credited_tco2e`, `contested_tco2e`, `n_actions`, `method` (CreditMethod).
    contracts: one row per contract; `claims_tco2e`, `available_tco2e`, `credited_tco2e` (the scenario difference),
    `contested_tco2e`, `n_actions` (that claim).
    credited_by_year_tco2e (n, m): NaN for an action whose years or tonnes are unknown.
    scenario_by_year_tco2e (n_contracts, m): what the dated actions take off together.
    claims: for `marginal_impacts` and `scenario_reduction`, without reading again.
    """

    actions: pd.DataFrame
    cells: pd.DataFrame
    contracts: pd.DataFrame
    credited_by_year_tco2e: Floats
    scenario_by_year_tco2e: Floats
    claims: Claims


def overlap_ledger(
    actions: pd.DataFrame,
    sources: pd.DataFrame,
    *,
    ramp: npt.ArrayLike,
    n_contracts: int | None = None,
    errors: ErrorMode = "raise",
) -> Ledger:
    """Credit the actions of many contracts so that no tonne is counted twice (F15 a-e).

    Formula, at full effect and in each year (claims times ramp):
    1. claim: the isolated tonnes, at most the source's emissions and at most `cut_share` of them. A percentage of
       a known source is a claim too. Included in another action, enabling without a lump, part of an existing
       plan, cancelled, a sink: no claim.
    2. source (contract, sector, declared group): several claims on known emissions E0 take
       `E0 (1 - prod(1 - t_i / E0))`, shared by Shapley's value where each states its percentage (F15 a), else in
       proportion to the claims (F15 b). Where E0 is unknown nothing is known to cap it and claims add up. Actions
       without a declared group act on sources of their own and add up.
       Areas: an inventory tells nothing of the emissions inside an area, so claims in areas and city-wide claims
       of one group all take from the one source of the group; the area names the cell and divides no source.
    3. caps: no sector above its emissions, no contract above its own; what exceeds is scaled down in proportion.
    Results do not depend on the order of the rows.

    Inputs: actions and sources, one row each (ACTION_COLUMNS and SOURCE_COLUMNS of `emissions.claims`); ramp (n, m),
    share of the full effect in each year, 0-1, NaN where unknown; n_contracts (default: as many as the frames name).
    Output: `Ledger`.
    Errors: an unknown word, a contract out of range or an action twice raise `EmissionsError` with the row; so do
    negative or infinite tonnes, a share outside 0-1, a quantified action without tonnes and percentage, an
    unquantified one with tonnes, a source twice or a group without sector, unless `errors="mask"`: such an action
    is credited nothing (`contradictory`), such a source is unknown.
    Source: domain reference F15; Oslo's climate budget; Kausal Paths (proportional scaling); Shapley 1953.

    >>> actions = pd.DataFrame({
    ...     "contract": [0, 0], "action": ["pumps", "walls"], "sector": ["buildings"] * 2,
    ...     "source_group": ["gas boilers"] * 2, "area": [""] * 2, "isolated_tco2e": [30.0, 20.0],
    ...     "cut_share": [None, None], "flow": ["source"] * 2, "quantification": ["quantified"] * 2,
    ...     "included_in": [None] * 2, "in_existing_plan": [False, None]})
    >>> sources = pd.DataFrame({
    ...     "contract": [0], "sector": ["buildings"], "source_group": ["gas boilers"], "tco2e": [100.0]})
    >>> overlap_ledger(actions, sources, ramp=[[0.5, 1.0]] * 2).actions["credited_tco2e"].tolist()
    [26.4, 17.6]
    >>> percentages = actions.assign(cut_share=[0.3, 0.2])
    >>> overlap_ledger(percentages, sources, ramp=[[0.5, 1.0]] * 2).actions["credited_tco2e"].tolist()
    [27.0, 17.0]
    """
    claims = read_claims(actions, sources, n_contracts=n_contracts, errors=errors)
    return _fill_ledger(claims, _read_ramp(ramp, actions.index, errors), actions.index)


def _fill_ledger(claims: Claims, factors: Floats, index: "pd.Index[Any]") -> Ledger:
    """Credit the claims at full effect and, times the share reached (n, m), in each year."""
    full = join_claims(claims, np.ones_like(claims.claim)[:, None])
    attributed = attribute_sources(claims, full)
    credited = credit_exactly(claims, attributed.ravel(), full)
    reason = name_reasons(claims, full, attributed=attributed, credited=credited)
    dated = factors[claims.row]
    yearly = join_claims(claims, np.nan_to_num(dated))
    by_year = np.where(np.isnan(dated), np.nan, credit_claims(claims, yearly))
    return Ledger(
        actions=action_rows(claims, index, reason=reason, credited=credited),
        cells=cell_rows(claims, credited),
        contracts=contract_rows(claims, credited),
        credited_by_year_tco2e=to_tonnes(spread(claims, reason, by_year)),
        scenario_by_year_tco2e=_by_contract(claims, yearly),
        claims=claims,
    )


def scenario_reduction(claims: Claims, *, effect: npt.ArrayLike) -> Floats:
    """Say what the actions of each contract take off together, in many years or draws at once (F15 a-e).

    Formula: steps 1 to 3 of `overlap_ledger`, without sharing the result out.

    Inputs: claims of `read_claims`, or of a ledger; effect (n, k), 0-1 of each action's full effect in each year or
    draw; rows of actions that claim nothing are not used. Output (n_contracts, k): t CO2e a year, 0 where nothing is
    claimed. Errors: none; effects are taken as they are. Source: domain reference F15 a.

    >>> actions = pd.DataFrame({
    ...     "contract": [0, 0], "action": ["pumps", "walls"], "sector": ["buildings"] * 2,
    ...     "source_group": ["gas boilers"] * 2, "area": [""] * 2, "isolated_tco2e": [30.0, 20.0],
    ...     "cut_share": [None, None], "flow": ["source"] * 2, "quantification": ["quantified"] * 2,
    ...     "included_in": [None] * 2, "in_existing_plan": [False, None]})
    >>> sources = pd.DataFrame({
    ...     "contract": [0], "sector": ["buildings"], "source_group": ["gas boilers"], "tco2e": [100.0]})
    >>> scenario_reduction(read_claims(actions, sources), effect=[[1.0, 1.0], [1.0, 0.0]]).round(4).tolist()
    [[44.0, 30.0]]
    """
    return _by_contract(claims, join_claims(claims, to_floats(effect)[claims.row]))


def marginal_impacts(claims: Claims, *, effect: npt.ArrayLike | None = None) -> Floats:
    """Say how much less its contract would take off if one action were left out, for every action at once.

    Formula: `T - T(without i)`, in closed form by source, sector and contract; no loop over actions. Because
    actions overlap, impacts add up to less than the whole: what one leaves, others take. Sinks, and actions that
    claim nothing or are credited with something unknown, change nothing and give 0.

    Inputs: claims of `read_claims`, or of a ledger; effect (n, k), 0-1 of each action's full effect in each year or
    draw (default: full effect). Output: t CO2e a year (n, k), (n,) at full effect; not negative. Errors: none.
    Source: domain reference F15; Kausal Paths computes these by running its model once more for each action.

    >>> actions = pd.DataFrame({
    ...     "contract": [0, 0], "action": ["pumps", "walls"], "sector": ["buildings"] * 2,
    ...     "source_group": ["gas boilers"] * 2, "area": [""] * 2, "isolated_tco2e": [30.0, 20.0],
    ...     "cut_share": [None, None], "flow": ["source"] * 2, "quantification": ["quantified"] * 2,
    ...     "included_in": [None] * 2, "in_existing_plan": [False, None]})
    >>> sources = pd.DataFrame({
    ...     "contract": [0], "sector": ["buildings"], "source_group": ["gas boilers"], "tco2e": [100.0]})
    >>> marginal_impacts(read_claims(actions, sources)).round(4).tolist()
    [24.0, 14.0]
    """
    n_actions = len(claims.actions.reason)
    asked = np.ones(n_actions)[:, None] if effect is None else to_floats(effect)
    joined = join_claims(claims, asked[claims.row])
    impacts = np.zeros((n_actions, joined.asked.shape[1]))
    impacts[claims.row] = to_tonnes(without_each(claims, joined))
    return impacts.ravel() if effect is None else impacts


def _read_ramp(ramp: npt.ArrayLike, index: "pd.Index[Any]", errors: ErrorMode) -> Floats:
    """The share of the full effect by year (n, m), NaN where a row is unknown or masked."""
    factors = to_floats(ramp)
    if factors.shape[:1] != (len(index),) or factors.ndim != 2:
        raise EmissionsError("ramp", "ramp has not one row for each action")
    outside = (factors < 0) | (factors > 1)
    faults = {"ramp is not between 0 and 1": np.any(outside, axis=1)}
    faulty = faulty_rows(faults, labels=index, errors=errors)
    return np.where(faulty[:, None], np.nan, factors)


def _by_contract(claims: Claims, joined: Joined) -> Floats:
    """The capped sum of every contract in tonnes (n_contracts, k), 0 where nothing is claimed."""
    tonnes = np.zeros((claims.actions.n_contracts, joined.asked.shape[1]))
    tonnes[claims.contract] = to_tonnes(capped_contract(claims, joined))
    return tonnes
