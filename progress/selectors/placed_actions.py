"""Which part of each action lies in each molecule, and what that part declares.

An action counts in a molecule by the share that its officers state. Where nobody states one, an action that happens in
one molecule alone counts in full, and one that happens in several is left out and told.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from uuid import UUID

from contracts.enums import Flow
from contracts.models import Contract
from molecules.models import Intervention


@dataclass(frozen=True, slots=True)
class PlacedAction:
    """An action in a molecule with the part of it (0-1) that lies there, None where nobody knows it."""

    row: Intervention
    part: float | None

    @property
    def cuts_tonnes(self) -> bool:
        """Whether tonnes can be counted here: the part is known, and the action is no sink, which cuts no emission."""
        return self.part is not None and self.row.action.flow != Flow.SINK


@dataclass(frozen=True, slots=True)
class Declared:
    """What lies in one molecule: how many actions, and the t CO2e a year they declare there, None where unknown."""

    actions: int = 0
    tco2e: float | None = None


def list_placed_actions(contract: Contract) -> tuple[PlacedAction, ...]:
    """The actions of a contract in the molecules of its city, archived ones of both left out; one query."""
    rows = Intervention.objects.filter(
        molecule__city=contract.city_id,
        molecule__archived_at=None,
        action__contract=contract,
        action__archived_at=None,
    )
    placed = list(rows.select_related("action").order_by("molecule", "action"))
    times = Counter(row.action_id for row in placed)
    return tuple(PlacedAction(row, _part(row, is_alone=times[row.action_id] == 1)) for row in placed)


def declared_by_molecule(placed: Sequence[PlacedAction]) -> dict[UUID, Declared]:
    """What lies in each molecule with an action; a molecule without one is not told."""
    found: dict[UUID, Declared] = defaultdict(Declared)
    for one in placed:
        before = found[one.row.molecule_id]
        stated = one.row.action.reduction_tco2e if one.cuts_tonnes else None
        tonnes = add_part(before.tco2e, stated, one.part)
        found[one.row.molecule_id] = Declared(before.actions + 1, tonnes)
    return dict(found)


def digest_parts(placed: Sequence[PlacedAction]) -> str:
    """Equal where the same parts of the same actions lie in the same molecules."""
    told = [f"{one.row.molecule_id} {one.row.action_id} {one.part}" for one in placed]
    return sha256("\n".join(told).encode()).hexdigest()


def add_part(total: float | None, value: Decimal | float | None, part: float | None) -> float | None:
    """A sum with the part of one more value; what is unknown adds nothing, and a sum of nothing stays unknown."""
    return total if value is None or part is None else (total or 0.0) + float(value) * part


def _part(row: Intervention, *, is_alone: bool) -> float | None:
    if row.share is not None:
        return float(row.share)
    return 1.0 if is_alone else None
