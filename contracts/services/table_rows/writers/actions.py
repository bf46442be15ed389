"""Writer of actions: the portfolio adds them, outlines and costs tell more of those that are there."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, ClassVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from uuid_utils.compat import uuid7

from contracts.documents.rows import Row
from contracts.documents.stores.entities import ACTIONS
from contracts.enums import Quantification
from contracts.models import Action
from contracts.selectors.office import source_groups
from contracts.services.actions import maturity_of
from contracts.services.table_rows.field_values import clean_row, field_values, messages_of
from contracts.services.table_rows.writers.base import ModelWriter, Pending, refuse, refuse_all
from contracts.services.table_rows.writers.lookups import ActionCodes, KnownAction, PathwayCodes
from contracts.validators import ACTION_FIELDS, validate_imported_action
from core.models import WithId
from core.validators import normalise_code

ADDS_ACTIONS = "action_portfolio"


class ActionWriter(ModelWriter):
    """Actions by code; `included_in` may name an action of the same import."""

    model: ClassVar[type[WithId]] = Action
    owner: ClassVar[str] = "contract"
    writes_early: ClassVar[bool] = True

    def existing(self) -> list[Row]:
        """All actions that are not archived, in a table of costs too those whose cost is not known yet."""
        return replace(ACTIONS, filled={}).read(self.version, [self.spec])[self.spec.key]

    def prepare(self, pending: Sequence[Pending]) -> None:
        """Read codes and shared sources, and let new actions be named before they are written."""
        super().prepare(pending)
        contract = self.version.contract
        self.codes, self.pathways = ActionCodes(contract), PathwayCodes(contract)
        self.checked: set[UUID] = set()
        self.sources = {name.casefold(): name for name in source_groups(contract.city)}
        for one in pending:
            key = normalise_code(str(one.cells.get("code") or ""))
            if one.row is None and key and key not in self.codes.by_key:
                self.codes.by_key[key] = KnownAction(uuid7(), str(one.cells["code"]))
            if one.row is not None and "code" in one.changes:
                self.codes.rename(one.row.id, one.changes["code"])

    def put(self, pending: Pending) -> bool:
        """Only the portfolio adds actions, and none whose code an archived one has."""
        self.validate_new(pending)
        return super().put(pending)

    def values(self, pending: Pending, row: WithId) -> dict[str, Any]:
        """The fields of an action, what it names by code, and what follows from them."""
        action: Any = row
        changes, values = pending.changes, field_values(Action, pending.changes)
        if "code" in changes:
            values["code_key"] = normalise_code(changes["code"])
        if "pathway" in changes:
            pathway = self.pathways.find(changes["pathway"])
            values["pathway_id"] = pathway and pathway.pk
        if "included_in" in changes:
            code = changes["included_in"]
            values["included_in_id"] = self.codes.find(code, "included_in").id if code else None
        if values.get("source_group"):
            values["source_group"] = self._settle_source(values["source_group"])
        values |= _maturity(values, pending)
        return values | _quantification(action, values, pending)

    def check(self, row: WithId, pending: Pending) -> None:
        """Everything that the page of an action checks, but for what is merely implausible: the checks tell of that."""
        action: Any = row
        messages = clean_row(action)
        fields = {name: getattr(action, name) for name in ACTION_FIELDS if name != "included_in"}
        try:
            validate_imported_action(fields | {"included_in": action.included_in_id})
        except ValidationError as error:
            messages = messages_of(error) | messages
        refuse_all(messages)
        self.checked.add(action.pk)
        self.codes.by_key[action.code_key].included_in = action.included_in_id

    def finish(self, pending: Sequence[Pending]) -> dict[int, dict[str, Any]]:
        """No action is included, step by step, in itself."""
        circular = self.codes.find_circles(self.checked)
        message = _("Choose another action of this contract that is not included in this one.")
        return {
            one.index: {"included_in": message}
            for one in pending
            if self.codes.find(one.cells["code"], "code").id in circular
        }

    def validate_new(self, pending: Pending) -> None:
        """Refuse a row that no action is kept of and that may not add one."""
        if pending.row is not None:
            return
        code = pending.cells["code"]
        known = self.codes.find(code, "code")
        if known.is_archived:
            raise refuse(
                "code", _("The action %(code)s is archived: restore it first.") % {"code": code}, "archived"
            )
        if self.spec.key != ADDS_ACTIONS:
            raise refuse(
                "code",
                _("No action of this contract has the code %(code)s: add it to the portfolio first.")
                % {"code": code},
                "code",
            )

    def _new_row(self, pending: Pending) -> WithId:
        row = super()._new_row(pending)
        row.pk = self.codes.find(pending.cells["code"], "code").id
        return row

    def _settle_source(self, name: str) -> str:
        """The name with single spaces, in the spelling that the city or an earlier row uses."""
        wanted = " ".join(name.split())
        return self.sources.setdefault(wanted.casefold(), wanted)


def _maturity(values: dict[str, Any], pending: Pending) -> dict[str, Any]:
    """What the row states, else what a new typology stands for."""
    if (stated := pending.given.get("maturity")) is not None:
        return {"maturity": stated}
    return {"maturity": maturity_of(values["typology"])} if "typology" in values else {}


def _quantification(action: Action, values: dict[str, Any], pending: Pending) -> dict[str, Any]:
    """What the row states, else what its tonnes and the action it names make of it."""
    if pending.given.get("quantification") is not None:
        return {}
    now = values.get("quantification", action.quantification)
    if values.get("reduction_tco2e", action.reduction_tco2e) is not None:
        return {"quantification": Quantification.QUANTIFIED}
    if values.get("included_in_id", action.included_in_id) is not None:
        is_open = now in (Quantification.QUANTIFIED, Quantification.NOT_ESTIMATED)
        return {"quantification": Quantification.INCLUDED_IN} if is_open else {}
    is_empty = now in (Quantification.QUANTIFIED, Quantification.INCLUDED_IN)
    return {"quantification": Quantification.NOT_ESTIMATED} if is_empty else {}
