"""The cheapest set as a mixed-integer programme: what is exact stands as it is, the rest is cut closer each round."""

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

import numpy as np
from scipy import optimize

from emissions.columns import Codes, Floats
from emissions.combination import Combination
from emissions.errors import Bools
from emissions.solver import minimise

FIRST_TANGENTS: Final = 8
COST_SCALE: Final = 1e6
"""What the dearest action costs in the units of the solver, whose optimum is good to 1e-6 of a unit."""
_NOTHING_LEFT: Final = 1e-12


@dataclass(slots=True)
class SetModel:
    """Choose rows of a combination at least cost so that together they save `gap_tco2e`.

    Unknowns: x of each row (0 or 1; taken rows are 1), y of each shared source and Y of each sector, in shares of the
    gap. A shared source saves `E0 (1 - exp(w))` with `w = sum(x ln(1 - r))`: concave in w, so its tangents bound it
    from above, and a tangent at a choice is exact for that choice.
    """

    combination: Combination
    cost_eur: Floats
    is_taken: Bools
    gap_tco2e: float
    node_limit: int
    rows: list[Floats] = field(default_factory=list)
    limits: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Write down what holds before the first round."""
        self._gather_sectors()
        self._break_ties()
        taken = self.is_taken.astype(np.float64)
        for step in np.linspace(0.0, 1.0, FIRST_TANGENTS):
            self.add_tangents(np.maximum(taken, step))

    @property
    def n_actions(self) -> int:
        """How many rows can be chosen or are taken already."""
        return len(self.cost_eur)

    def forbid(self, chosen: Bools) -> None:
        """Rule out a choice that does not close the gap: no part of it does, so one action outside it is needed."""
        self.add_tangents(chosen.astype(np.float64))
        row = self._row()
        row[: self.n_actions] = np.where(chosen, 0.0, -1.0)
        self._add(row, -1.0)

    def add_tangents(self, chosen: Floats) -> None:
        """Bound each shared source by its tangent at a choice (n,), 0-1."""
        shared = self.combination.n_shared
        logarithm = np.log(np.maximum(1.0 - self.combination.effect[:shared], _NOTHING_LEFT))
        reach = np.add.reduceat(logarithm * chosen[:shared], self.combination.cell_starts)
        for cell, (emissions, depth) in enumerate(zip(self._cell_shares(), reach, strict=True)):
            slope = emissions * np.exp(depth)
            row = self._row()
            row[self.n_actions + cell] = 1.0
            inside = np.flatnonzero(self.combination.cell_of_row == cell)
            row[inside] = slope * logarithm[inside]
            self._add(row, emissions - slope * (1.0 - depth))

    def solve(self) -> tuple[Bools | None, bool]:
        """Give the cheapest rows found under the bounds known so far, if any, and whether none are cheaper."""
        n_cells, n_sectors = len(self.combination.cell_starts), len(self.combination.sector_caps)
        lower, upper = np.zeros(len(self._row())), np.ones(len(self._row()))
        lower[: self.n_actions] = self.is_taken
        upper[self.n_actions :] = np.concatenate(
            [self._cell_shares(), self.combination.sector_caps / self.gap_tco2e]
        )
        scale = np.abs(self.cost_eur[~self.is_taken]).max()
        cost = np.where(self.is_taken, 0.0, self.cost_eur) * (COST_SCALE / scale if scale > 0 else 1.0)
        found = minimise(
            np.concatenate([cost, np.zeros(n_cells + n_sectors)]),
            integrality=np.arange(len(lower)) < self.n_actions,
            bounds=optimize.Bounds(lower, upper),
            constraints=optimize.LinearConstraint(np.array(self.rows), ub=np.array(self.limits)),
            options={"mip_rel_gap": 0.0, "node_limit": self.node_limit},
        )
        chosen = None if found.x is None else found.x[: self.n_actions] > 0.5
        return chosen, found.status == 0

    def _gather_sectors(self) -> None:
        """No sector saves more than its rows and sources; together they save the gap."""
        combination, shared = self.combination, self.combination.n_shared
        first_sector = self.n_actions + len(combination.cell_starts)
        for sector in range(len(combination.sector_caps)):
            row = self._row()
            own = np.flatnonzero(combination.sector_of_row[shared:] == sector) + shared
            row[own] = -combination.effect[own] / self.gap_tco2e
            cells = np.flatnonzero(combination.sector_of_row[combination.cell_starts] == sector)
            row[self.n_actions + cells] = -1.0
            row[first_sector + sector] = 1.0
            self._add(row, 0.0)
        closes = self._row()
        closes[first_sector:] = -1.0
        self._add(closes, -1.0)

    def _break_ties(self) -> None:
        """Of actions alike in all that counts, take the first by label first."""
        combination = self.combination
        place = np.concatenate(
            [combination.cell_of_row, -1 - combination.sector_of_row[combination.n_shared :]]
        )
        alike = np.column_stack([place, combination.effect, self.cost_eur])[~self.is_taken]
        kind: Codes = np.unique(alike, axis=0, return_inverse=True)[1]
        candidates = np.flatnonzero(~self.is_taken)
        order = np.argsort(kind, kind="stable")
        for first, second in pairwise(order):
            if kind[first] == kind[second]:
                row = self._row()
                row[candidates[second]], row[candidates[first]] = 1.0, -1.0
                self._add(row, 0.0)

    def _cell_shares(self) -> Floats:
        """What each shared source emits, as a share of the gap."""
        return self.combination.cell_tco2e / self.gap_tco2e

    def _row(self) -> Floats:
        """An empty row: actions, shared sources, sectors."""
        combination = self.combination
        return np.zeros(self.n_actions + len(combination.cell_starts) + len(combination.sector_caps))

    def _add(self, row: Floats, limit: float) -> None:
        """Demand that the row times the unknowns stays at or below the limit."""
        self.rows.append(row)
        self.limits.append(float(limit))
