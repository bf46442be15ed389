"""Writers of parties and of the clauses that they sign."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from contracts.models import Clause, ContractParty
from contracts.services.table_rows.field_values import field_values
from contracts.services.table_rows.writers.base import ModelWriter, Pending
from contracts.services.table_rows.writers.lookups import PartyNames
from core.canonical import texts_sha256
from core.models import WithId

PEOPLE = ("person_names", "person_positions")


class PartyWriter(ModelWriter):
    """Organisations as the contract lists them."""

    model: ClassVar[type[WithId]] = ContractParty
    owner: ClassVar[str] = "contract"
    numbers_rows: ClassVar[bool] = True

    def values(self, pending: Pending, row: WithId) -> dict[str, Any]:
        """The fields of an organisation, and its people from two cells."""
        values = keep_position(field_values(ContractParty, pending.changes), pending)
        if any(key in pending.changes for key in PEOPLE):
            values["persons"] = join_people(pending.cells)
        return values

    def finish(self, pending: Sequence[Pending]) -> dict[int, dict[str, Any]]:
        """Two organisations never have the same number."""
        moved = {
            str(row.pk): row.position  # type: ignore[attr-defined]  # only parties are in this batch
            for row in self.batch.touched
        }
        kept = {str(pk): position for pk, position in self.siblings().values_list("pk", "position")}
        counted = Counter((kept | moved).values())
        return {
            one.index: {"position": _("Another organisation has this number.")}
            for one in pending
            if counted[one.cells.get("position")] > 1
        }


class ClauseWriter(ModelWriter):
    """Clauses with the digest of their text."""

    model: ClassVar[type[WithId]] = Clause
    numbers_rows: ClassVar[bool] = True

    def prepare(self, pending: Sequence[Pending]) -> None:
        """Read the organisations too."""
        super().prepare(pending)
        self.parties = PartyNames(self.version.contract)

    def values(self, pending: Pending, row: WithId) -> dict[str, Any]:
        """The fields of a clause; its digest follows its text."""
        values = keep_position(field_values(Clause, pending.changes), pending)
        if "party" in pending.changes:
            party = self.parties.find(pending.changes["party"])
            values["party_id"] = party and party.pk
        if "text" in values:
            values["sha256"] = texts_sha256(values["text"])
        return values


def keep_position(values: dict[str, Any], pending: Pending) -> dict[str, Any]:
    """The values without a position that is not told: a row keeps its place, a new one goes to the end."""
    if pending.cells.get("position") is None:
        values.pop("position", None)
    return values


def join_people(cells: Mapping[str, Any]) -> list[dict[str, str]]:
    """The people who sign, from their names and their positions in the same order."""
    names, positions = ([one.strip() for one in (cells.get(key) or "").split(";")] for key in PEOPLE)
    pairs = zip_longest(names, positions, fillvalue="")
    return [{"name": name, "position": position} for name, position in pairs if name or position]
