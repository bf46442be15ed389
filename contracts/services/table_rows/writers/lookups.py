"""Finding what a cell names: actions, pathways and objectives by code, organisations by name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from contracts.models import Action, Contract, ContractParty, Objective, Pathway
from contracts.services.table_rows.writers.base import refuse
from core.fields import Texts
from core.models import WithId
from core.validators import normalise_code


@dataclass(slots=True)
class KnownAction:
    """What other rows need to know of an action."""

    id: UUID
    code: str
    is_archived: bool = False
    included_in: UUID | None = None


class ActionCodes:
    """The actions of a contract by code, those of the same import included once they are added."""

    def __init__(self, contract: Contract) -> None:
        found = Action.objects.filter(contract=contract).order_by("code_key")
        values = found.values_list("code_key", "id", "code", "archived_at", "included_in_id")
        self.by_key = {
            key: KnownAction(pk, code, archived is not None, included)
            for key, pk, code, archived, included in values
        }

    def rename(self, action_id: str, code: str) -> None:
        """Let an action be found by the code that it is about to get."""
        known = next(one for one in self.by_key.values() if str(one.id) == action_id)
        self.by_key[normalise_code(code)] = known

    def find(self, code: str, column: str) -> KnownAction:
        """The action of a code; raises a refusal at `column`."""
        found = self.by_key.get(normalise_code(code))
        if found is None:
            raise refuse(
                column, _("No action of this contract has the code %(code)s.") % {"code": code}, "code"
            )
        return found

    def find_all(self, codes: Iterable[str], column: str) -> list[KnownAction]:
        """The actions of some codes, each once; the refusal names every code that is unknown."""
        wanted = {normalise_code(code): code for code in codes}
        unknown = [code for key, code in wanted.items() if key not in self.by_key]
        if unknown:
            raise refuse(
                column,
                _("No actions of this contract have these codes: %(codes)s.") % {"codes": ", ".join(unknown)},
                "code",
            )
        return [self.by_key[key] for key in wanted]

    def find_circles(self, action_ids: Iterable[UUID]) -> set[UUID]:
        """The actions among these that are included, step by step, in themselves."""
        including = {one.id: one.included_in for one in self.by_key.values() if one.included_in is not None}
        return {pk for pk in action_ids if pk in including and _is_circle(pk, including)}


class PathwayCodes:
    """The pathways of a contract by code."""

    def __init__(self, contract: Contract) -> None:
        found = Pathway.objects.filter(contract=contract)
        self.by_key = {normalise_code(one.code): one for one in found.only("id", "code", "contract_id")}

    def find(self, code: str | None) -> Pathway | None:
        """The pathway of a code; None for no code."""
        if code is None:
            return None
        found = self.by_key.get(normalise_code(code))
        if found is None:
            raise refuse(
                "pathway", _("No pathway of this contract has the code %(code)s.") % {"code": code}, "code"
            )
        return found


class ObjectiveCodes:
    """The strategic objectives of a contract by code; one that nobody wrote yet begins with its code as title."""

    def __init__(self, contract: Contract, language: str) -> None:
        self._contract = contract
        self._language = language
        found = Objective.objects.filter(contract=contract)
        self.by_key = {normalise_code(one.code): one for one in found}
        self.new: list[WithId] = []

    def find(self, code: str | None) -> Objective | None:
        """The objective of a code, made where it is missing; None for no code."""
        if code is None:
            return None
        key = normalise_code(code)
        if key not in self.by_key:
            objective = Objective(contract=self._contract, code=code)
            objective.source_language = self._language or objective.source_language
            objective.title = Texts({objective.source_language: code})
            self.by_key[key] = objective
            self.new.append(objective)
        return self.by_key[key]


class PartyNames:
    """The organisations of a contract by name."""

    def __init__(self, contract: Contract) -> None:
        found = ContractParty.objects.filter(contract=contract).only("id", "organisation_name", "contract_id")
        self.by_name = {_plain(one.organisation_name): one for one in found}

    def find(self, name: str | None) -> ContractParty | None:
        """The organisation of a name; None for no name."""
        if name is None:
            return None
        found = self.by_name.get(_plain(name))
        if found is None:
            raise refuse(
                "party", _("No organisation of this contract is called “%(name)s”.") % {"name": name}, "party"
            )
        return found


def _is_circle(action_id: UUID, including: Mapping[UUID, UUID]) -> bool:
    seen, other = {action_id}, including.get(action_id)
    while other is not None and other not in seen:
        seen.add(other)
        other = including.get(other)
    return other is not None


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
