"""What a snapshot keeps of the money of actions, as far as its reader may see it today."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import orjson

from contracts.enums import Visibility
from contracts.models import Action, Contract
from contracts.visibility import MONEY, FieldMask, Levels, mask_for
from core.enums import Withheld
from progress.frames.inputs import ACTION_COLUMNS

Rows = Sequence[Sequence[Any]]
MONEY_COLUMNS = tuple(name for name in ACTION_COLUMNS if name in MONEY)


@dataclass(frozen=True)
class SnapshotMask:
    """What readers of one level see; `own` holds what single actions hide, by their id as text."""

    fields: FieldMask
    own: Mapping[str, Levels]

    @property
    def hides_inputs(self) -> bool:
        """Whether some number that the snapshot was computed from is hidden."""
        return self._hides_in_contract or any(
            self.fields.hides_any(MONEY_COLUMNS, told) for told in self.own.values()
        )

    @property
    def digest(self) -> str:
        """Equal for masks that hide the same; empty where nothing is hidden."""
        closed = [name for name in MONEY_COLUMNS if self.fields.hides(name)]
        of_rows = {
            key: names
            for key, told in sorted(self.own.items())
            if (names := [name for name in MONEY_COLUMNS if self.fields.hides(name, told)])
        }
        return sha256(orjson.dumps([closed, of_rows])).hexdigest() if closed or of_rows else ""

    def hides_money(self, action_id: Any) -> bool:
        """Whether some money of an action is hidden, and with it what follows from it."""
        return self.fields.hides_any(MONEY_COLUMNS, self.own.get(str(action_id)))

    def show_digest(self, value: Any) -> Any:
        """A digest or a seed of the inputs: with few numbers unknown, trying them out would tell them."""
        return Withheld.NOT_PUBLIC if self.hides_inputs else value

    def show_actions(self, rows: Rows) -> list[list[Any]]:
        """The stored rows of actions with words in the place of hidden numbers."""
        place = ACTION_COLUMNS.index("id")
        return [
            [
                self.fields.show_value(value, name, self.own.get(str(row[place])))
                for name, value in zip(ACTION_COLUMNS, row, strict=False)
            ]
            for row in rows
        ]

    def show_foresight(self, content: dict[str, Any]) -> dict[str, Any]:
        """What a snapshot lets one expect, without the cost of a set that contains a hidden one."""
        found = content.get("cheapest")
        if not found or not any(self.fields.hides("cost_eur", self.own.get(key)) for key in found["actions"]):
            return content
        return content | {"cheapest": found | {"cost_eur": Withheld.NOT_PUBLIC}}

    @property
    def _hides_in_contract(self) -> bool:
        return self.fields.hides_any(MONEY_COLUMNS)


def read_mask(contract: Contract, user: Any) -> SnapshotMask:
    """What `user` may see of the snapshots of a contract; one query, and those of `mask_for`."""
    return _with_actions(contract, mask_for(user, contract))


def public_mask(contract: Contract) -> SnapshotMask:
    """What everyone may see of them, in one query."""
    return _with_actions(contract, FieldMask(Visibility.PUBLIC.value, contract.field_visibility))


def _with_actions(contract: Contract, fields: FieldMask) -> SnapshotMask:
    rows = Action.objects.filter(contract=contract).exclude(field_visibility={})
    return SnapshotMask(fields, {str(pk): own for pk, own in rows.values_list("pk", "field_visibility")})
