"""The arithmetic of the overlap ledger: joining claims, capping them, crediting them, leaving one out (F15)."""

from dataclasses import dataclass

import numpy as np

from emissions.claims import Claims
from emissions.columns import Codes, Floats
from emissions.errors import Bools
from emissions.exact import largest_remainder
from emissions.runs import Runs
from emissions.shapley import shapley_cuts


@dataclass(frozen=True, slots=True)
class Joined:
    """What the claims come to at each level, before the cap of that level; k columns (years or draws), units."""

    asked: Floats
    source: Floats
    sector: Floats
    contract: Floats


def join_claims(claims: Claims, effect: Floats) -> Joined:
    """Join the claims of each source, then add sources up to sectors and sectors to contracts, cap by cap.

    Input: effect (p, k), 0-1 of each claim's full effect. Output in units: asked (p, k), source (n_sources, k),
    sector (n_sectors, k) and contract (n_contracts_present, k).

    A source with known emissions E0 and several claims leaves `E0 prod(1 - t_i / E0)` (F15 a); any other source
    simply adds its claims.
    """
    asked = claims.claim[:, None] * effect
    source = claims.sources.sums(asked)
    shared = claims.source_is_shared
    if shared.any():
        rows, runs = _rows_of(claims, shared)
        left = runs.products(1.0 - _shares(claims, rows, asked))
        source[shared] = claims.source_available[shared, None] * (1.0 - left)
    sector = claims.sectors.sums(source)
    contract = claims.contracts.sums(_cap(sector, claims.sector_available))
    return Joined(asked=asked, source=source, sector=sector, contract=contract)


def capped_contract(claims: Claims, joined: Joined) -> Floats:
    """The scenario difference of each contract that has claims, in units (n_contracts_present, k)."""
    return _cap(joined.contract, claims.contract_available)


def attribute_sources(claims: Claims, joined: Joined) -> Floats:
    """Share what each source yields among its claims, in units (p, k), before the caps of sector and contract.

    By Shapley where all claims of the source are percentages (F15 a), in proportion to the claims elsewhere (F15 b).
    """
    total = claims.sources.sums(joined.asked)
    credit = joined.asked * _ratio(joined.source, total)[claims.sources.of]
    if claims.source_is_shapley.any():
        rows, runs = _rows_of(claims, claims.source_is_shapley)
        cuts = shapley_cuts(_shares(claims, rows, joined.asked), start=runs.start, source=runs.of)
        credit[rows] = claims.source_available[claims.sources.of[rows], None] * cuts
    return np.minimum(credit, joined.asked)


def cap_ratios(claims: Claims, joined: Joined) -> tuple[Floats, Floats]:
    """What the cap of its sector, and then of its contract, leaves of each claim's credit (p, k)."""
    sector = _ratio(_cap(joined.sector, claims.sector_available), joined.sector)
    contract = _ratio(capped_contract(claims, joined), joined.contract)
    sector_of = claims.sectors.of[claims.sources.of]
    return sector[sector_of], contract[claims.contracts.of[sector_of]]


def credit_claims(claims: Claims, joined: Joined) -> Floats:
    """The credit of each claim after all caps, in units (p, k), not rounded: for years and draws."""
    sector, contract = cap_ratios(claims, joined)
    return attribute_sources(claims, joined) * sector * contract


def credit_exactly(claims: Claims, attributed: Floats, joined: Joined) -> Floats:
    """Credit whole units (p,) that add up to the capped totals of source, sector and contract to the last unit.

    Input: attributed (p,) and joined of one column, at full effect. Totals are rounded from the sources upward;
    what the caps leave is shared downward by the largest remainder, so no cap and no claim is exceeded.
    """
    source = np.rint(joined.source.ravel())
    sector_asked = claims.sectors.sums(source)
    sector = np.fmin(sector_asked, claims.sector_available)
    contract_asked = claims.contracts.sums(sector)
    contract = np.fmin(contract_asked, claims.contract_available)
    sector_left = _share_down(sector, claims.contracts, asked=contract_asked, total=contract)
    source_left = _share_down(source, claims.sectors, asked=sector_asked, total=sector_left)
    return _share_down(attributed, claims.sources, asked=source, total=source_left)


def without_each(claims: Claims, joined: Joined) -> Floats:
    """How much less each contract would save if one claim were left out, for every claim at once, in units (p, k).

    Closed form, level by level: the source without the claim (its product divided by the claim's own factor),
    the sector with that source exchanged, the contract with that sector exchanged, each under its cap.
    """
    source_of = claims.sources.of
    without = joined.source[source_of] - joined.asked
    shared = claims.source_is_shared
    if shared.any():
        rows, runs = _rows_of(claims, shared)
        left = _product_of_others(1.0 - _shares(claims, rows, joined.asked), runs)
        without[rows] = claims.source_available[source_of[rows], None] * (1.0 - left)
    sector_of = claims.sectors.of[source_of]
    available = claims.sector_available
    sector = joined.sector[sector_of] - joined.source[source_of] + without
    contract_of = claims.contracts.of[sector_of]
    exchanged = _cap(sector, available[sector_of]) - _cap(joined.sector, available)[sector_of]
    contract = _cap(joined.contract[contract_of] + exchanged, claims.contract_available[contract_of])
    return np.maximum(capped_contract(claims, joined)[contract_of] - contract, 0.0)


def _rows_of(claims: Claims, chosen: Bools) -> tuple[Codes, Runs]:
    """The claims of the chosen sources, and their grouping by source."""
    rows = np.flatnonzero(chosen[claims.sources.of])
    return rows, Runs.where_change(claims.sources.of[rows])


def _shares(claims: Claims, rows: Codes, asked: Floats) -> Floats:
    """What part of its source each claim asks for; nothing of a source that is empty."""
    return _ratio(asked[rows], claims.source_available[claims.sources.of[rows], None])


def _product_of_others(factor: Floats, runs: Runs) -> Floats:
    """The product of all factors of the run but the row's own, also where factors are zero."""
    is_zero = factor == 0.0
    others_are_zero = runs.sums(is_zero.astype(np.float64))[runs.of] > is_zero
    own = np.where(is_zero, 1.0, factor)
    return np.where(others_are_zero, 0.0, runs.products(own)[runs.of] / own)


def _cap(units: Floats, available: Floats) -> Floats:
    """Never more than is there; an unknown cap caps nothing."""
    return np.fmin(units, available[:, None])


def _ratio(part: Floats, whole: Floats) -> Floats:
    """Part of whole; of nothing there is no part, so there it is 0."""
    return part / np.where(whole == 0.0, 1.0, whole)


def _share_down(quota: Floats, runs: Runs, *, asked: Floats, total: Floats) -> Floats:
    """Cut the rows of each run to its total, in whole units."""
    return largest_remainder(quota * _ratio(total, asked)[runs.of], group=runs.of, total=total)
