"""F15: what a portfolio saves together, many variants at once, where actions share a source and sources have an end."""

from dataclasses import dataclass, field

import numpy as np

from emissions.columns import MISSING, Codes, Floats, Numbers, to_floats
from emissions.errors import Labels, faulty_rows

_NOTHING_LEFT = 1e-12
"""The least share of a source that is taken to remain, so that one action can be taken out again by division."""


@dataclass(frozen=True, slots=True)
class SourceCaps:
    """What the inventory says is there, t CO2e a year; NaN, or a code beyond the array, is unknown and caps nothing.

    >>> SourceCaps(contract_tco2e=100.0).contract_tco2e
    100.0
    """

    group_tco2e: Floats = field(default_factory=lambda: np.empty(0))
    sector_tco2e: Floats = field(default_factory=lambda: np.empty(0))
    contract_tco2e: float = np.nan


@dataclass(frozen=True, slots=True)
class Sums:
    """What comes before the caps: t CO2e a year by sector (n_sectors, k), share left of each source (n_cells, k)."""

    sector_tco2e: Floats
    kept_share: Floats


@dataclass(frozen=True, slots=True)
class Combination:
    """How the actions of one contract act together; its rows are the caller's, put in order by `order`.

    The first `n_shared` rows share a declared source: their `effect` is the share of it that they cut. The others
    act on sources of their own: their `effect` is t CO2e a year. Sectors and cells are numbered from 0.
    """

    order: Codes
    effect: Floats
    n_shared: int
    cell_of_row: Codes
    cell_starts: Codes
    cell_tco2e: Floats
    cell_sector_starts: Codes
    cell_sectors: Codes
    own_starts: Codes
    own_sectors: Codes
    sector_of_row: Codes
    sector_caps: Floats
    contract_cap: float

    def add_up(self, amounts: Floats) -> Sums:
        """Put amounts (n, k), `effect` times how far each action has come (0-1), together by source and sector."""
        n_variants = amounts.shape[1]
        sector = np.zeros((len(self.sector_caps), n_variants))
        sector[self.own_sectors] = np.add.reduceat(amounts[self.n_shared :], self.own_starts, axis=0)
        left = np.maximum(1.0 - amounts[: self.n_shared], _NOTHING_LEFT)
        kept = np.multiply.reduceat(left, self.cell_starts, axis=0)
        saved = self.cell_tco2e[:, None] * (1.0 - kept)
        sector[self.cell_sectors] += np.add.reduceat(saved, self.cell_sector_starts, axis=0)
        return Sums(sector_tco2e=sector, kept_share=kept)

    def cap(self, sums: Sums) -> Floats:
        """Cap the sums by sector and contract; output (k,), t CO2e a year."""
        capped = np.minimum(sums.sector_tco2e, self.sector_caps[:, None])
        total: Floats = np.minimum(capped.sum(axis=0), self.contract_cap)
        return total

    def credit(self, amounts: Floats) -> Floats:
        """Give what the actions save together at these amounts (n, k); output (k,), t CO2e a year."""
        return self.cap(self.add_up(amounts))

    def credit_each_changed(self, amounts: Floats, sums: Sums, changed: Floats) -> Floats:
        """Give what they save together when one action alone has another amount, for each action in turn.

        Inputs: amounts (n, k) and their sums; changed, (n, k) or (n, 1). Output (n, k): t CO2e a year.
        """
        shared = self.n_shared
        change = changed - amounts
        left = np.maximum(1.0 - amounts[:shared], _NOTHING_LEFT)
        still_left = np.maximum(1.0 - changed[:shared], _NOTHING_LEFT)
        kept = sums.kept_share[self.cell_of_row]
        change[:shared] = self.cell_tco2e[self.cell_of_row, None] * kept * (1.0 - still_left / left)
        capped = np.minimum(sums.sector_tco2e, self.sector_caps[:, None])
        others = capped.sum(axis=0) - capped
        change += sums.sector_tco2e[self.sector_of_row]
        np.minimum(change, self.sector_caps[self.sector_of_row, None], out=change)
        change += others[self.sector_of_row]
        return np.minimum(change, self.contract_cap, out=change)


def combine_sources(
    *,
    isolated_tco2e: Numbers,
    group: Codes,
    sector: Codes,
    cut_share: Numbers,
    caps: SourceCaps,
    labels: Labels = None,
) -> Combination:
    """Say how the actions of one contract act together (F15 a and b).

    Formula: actions of one declared group whose emissions E0 are known leave `E0 prod(1 - r)` of it, with `r =
    min(t / E0, cut_share, 1)`; all others add up. The sum of a
    sector is capped by the emissions of the sector, the sum of the sectors by those of the contract.

    Inputs (n,): isolated_tco2e, t CO2e a year at full effect, known; group and sector, codes into `caps`, -1 for none;
    cut_share 0-1, NaN where not declared.
    Errors: a negative or unknown effect, a cut share outside 0-1, a group that lies in two sectors: `EmissionsError`
    with the row.
    Source: domain.md F15; Oslo publishes isolated effects and says that they must not be summed.

    >>> both = combine_sources(isolated_tco2e=[30.0, 20.0], group=np.array([0, 0]), sector=np.array([0, 0]),
    ...                        cut_share=[0.3, 0.2], caps=SourceCaps(group_tco2e=np.array([100.0])))
    >>> both.credit(both.effect[:, None]).round(9).tolist()
    [44.0]
    """
    tonnes, cuts = to_floats(isolated_tco2e), to_floats(cut_share)
    source = _read_caps(caps.group_tco2e, group)
    shares = np.isfinite(source)
    home = np.full(group.max(initial=MISSING) + 1, MISSING, dtype=np.intp)
    home[group[shares]] = sector[shares]
    faults = {
        "isolated_tco2e is negative or unknown": ~(np.isfinite(tonnes) & (tonnes >= 0)),
        "cut_share is not between 0 and 1": (cuts < 0) | (cuts > 1),
        "group lies in two sectors": shares & (home[np.where(shares, group, 0)] != sector)
        if shares.any()
        else shares,
    }
    faulty_rows(faults, labels=labels)
    order = np.lexsort((np.where(shares, group, MISSING), sector, ~shares)).astype(np.intp)
    effect = np.where(shares, _cut(tonnes, cuts, source), tonnes)
    return _lay_out(
        order=order,
        effect=effect[order],
        group=group[order],
        sector=sector[order],
        source=source[order],
        n_shared=int(shares.sum()),
        caps=caps,
    )


def _read_caps(known_tco2e: Floats, code: Codes) -> Floats:
    """The emissions of each row's group or sector, infinite where unknown."""
    table = np.append(to_floats(known_tco2e), np.nan)
    inside = (code >= 0) & (code < len(known_tco2e))
    emissions = table[np.where(inside, code, len(known_tco2e))]
    return np.where(np.isnan(emissions), np.inf, emissions)


def _cut(tonnes: Floats, cuts: Floats, source: Floats) -> Floats:
    """The share of its source that each action cuts: by its tonnes, at most by its percentage; nothing of nothing."""
    from_tonnes = np.minimum(tonnes / np.where(source > 0, source, np.nan), 1.0)
    return np.where(source > 0, np.fmin(from_tonnes, cuts), 0.0)


def _starts(sorted_codes: Codes) -> Codes:
    """Where each run of equal codes begins."""
    return np.flatnonzero(np.diff(sorted_codes, prepend=np.iinfo(np.intp).min) != 0).astype(np.intp)


def _lay_out(
    *,
    order: Codes,
    effect: Floats,
    group: Codes,
    sector: Codes,
    source: Floats,
    n_shared: int,
    caps: SourceCaps,
) -> Combination:
    """Number sectors and cells of rows that are in order already."""
    codes, dense = np.unique(sector, return_inverse=True)
    cell_starts = _starts(group[:n_shared])
    cell_sector_starts = _starts(dense[cell_starts])
    own_starts = _starts(dense[n_shared:])
    contract = caps.contract_tco2e
    return Combination(
        order=order,
        effect=effect,
        n_shared=n_shared,
        cell_of_row=np.cumsum(np.diff(group[:n_shared], prepend=MISSING) != 0, dtype=np.intp) - 1,
        cell_starts=cell_starts,
        cell_tco2e=source[cell_starts],
        cell_sector_starts=cell_sector_starts,
        cell_sectors=dense[cell_starts][cell_sector_starts],
        own_starts=own_starts,
        own_sectors=dense[n_shared:][own_starts],
        sector_of_row=dense,
        sector_caps=_read_caps(caps.sector_tco2e, codes),
        contract_cap=np.inf if np.isnan(contract) else contract,
    )
