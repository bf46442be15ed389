"""Which sums over figures that are not public may be told, so that no figure follows from them."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

MIN_GROUP = 3
"""How many actions, and of how many different promoters, a sum over hidden figures must have at least.

With one, the sum is the figure; with two, each promoter knows the other's. Source: domain reference 7.16 (aggregated
publication needs a minimum group size) and the threshold rule of three of statistical disclosure control (Eurostat,
Handbook on Statistical Disclosure Control, chapter 4).
"""

Cell = tuple[Hashable, str]
"""A figure: the action it is of, and the field."""


@dataclass(frozen=True)
class Total:
    """A sum that could be told, and the figures that it adds up or takes away."""

    key: Hashable
    cells: frozenset[Cell]


class _Tellable:
    """The hidden figures of one audience, divided into atoms by the sums that contain them.

    Figures of the same sums cannot be told apart, whatever is added or taken away: every combination of the sums
    holds all of such an atom or none. So nothing about fewer actions or promoters than an atom has can follow.
    """

    def __init__(self, hidden: Iterable[Cell], promoter_of: Mapping[Any, str]) -> None:
        self.promoter_of = promoter_of
        self.atoms: dict[int, set[Cell]] = {}
        self.atom_of: dict[Cell, int] = {}
        self.told: set[int] = set()
        by_field: dict[str, set[Cell]] = {}
        for cell in hidden:
            by_field.setdefault(cell[1], set()).add(cell)
        for cells in by_field.values():
            self._add(cells)

    def keeps(self, total: Total) -> bool:
        """Whether every atom would still be large enough if the total were told too."""
        for atom, inside in self._parts(total).items():
            rest = self.atoms[atom] - inside if atom in self.told else set()
            if not self._is_large(inside) or (rest and not self._is_large(rest)):
                return False
        return True

    def tell(self, total: Total) -> None:
        """Divide the figures by one more sum."""
        for atom, inside in self._parts(total).items():
            if inside == self.atoms[atom]:
                self.told.add(atom)
            else:
                self.atoms[atom] -= inside
                self.told.add(self._add(inside))

    def _add(self, cells: set[Cell]) -> int:
        atom = len(self.atoms)
        self.atoms[atom] = cells
        self.atom_of.update(dict.fromkeys(cells, atom))
        return atom

    def _parts(self, total: Total) -> dict[int, set[Cell]]:
        """What the total holds of each atom."""
        parts: dict[int, set[Cell]] = {}
        for cell in total.cells:
            if cell in self.atom_of:
                parts.setdefault(self.atom_of[cell], set()).add(cell)
        return parts

    def _is_large(self, cells: Iterable[Cell]) -> bool:
        actions = {action for action, _field in cells}
        promoters = {self.promoter_of[action] for action in actions}
        return len(actions) >= MIN_GROUP and len(promoters) >= MIN_GROUP


def choose_totals(
    totals: Sequence[Total],
    *,
    hidden_from: Sequence[Iterable[Cell]],
    promoter_of: Mapping[Any, str],
) -> list[frozenset[Hashable]]:
    """The keys of the totals that each audience may be told, the widest audience first.

    `hidden_from` gives the figures that each audience does not see. Totals are taken in their order: one that would
    let a figure follow from those before it is the second cell that is suppressed. What the widest audience is told
    is chosen with the others in mind, since they read it too.
    """
    audiences = [_Tellable(cells, promoter_of) for cells in hidden_from]
    told: set[Hashable] = set()
    chosen = []
    for place in range(len(audiences)):
        reading = audiences[place:]
        for total in totals:
            if total.key not in told and all(one.keeps(total) for one in reading):
                told.add(total.key)
                for one in reading:
                    one.tell(total)
        chosen.append(frozenset(told))
    return chosen
