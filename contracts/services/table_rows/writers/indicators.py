"""Writer of indicators and of their metadata cards."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from contracts.models import Indicator
from contracts.services.indicators import check_indicator
from contracts.services.table_rows.field_values import clean_row, field_values, messages_of
from contracts.services.table_rows.writers.base import ModelWriter, Pending, refuse, refuse_all
from contracts.services.table_rows.writers.lookups import ActionCodes, KnownAction
from core.models import WithId
from core.validators import normalise_code


class IndicatorWriter(ModelWriter):
    """Indicators by code, with the actions that they follow."""

    model: ClassVar[type[WithId]] = Indicator
    owner: ClassVar[str] = "contract"

    def prepare(self, pending: Sequence[Pending]) -> None:
        """Read the codes of actions and of archived indicators too."""
        super().prepare(pending)
        self.codes = ActionCodes(self.version.contract)
        archived = self.siblings().exclude(archived_at=None).values_list("code", flat=True)
        self.archived = {normalise_code(code) for code in archived}

    def put(self, pending: Pending) -> bool:
        """Set the fields, and which actions the indicator follows."""
        self.validate_new(pending)
        is_changed = super().put(pending)
        return self._link(pending) or is_changed

    def values(self, pending: Pending, row: WithId) -> dict[str, Any]:
        """The fields of an indicator."""
        return field_values(Indicator, pending.changes)

    def check(self, row: WithId, pending: Pending) -> None:
        """Everything that the page of an indicator checks."""
        messages = clean_row(row)
        try:
            check_indicator(row)  # type: ignore[arg-type]  # the rows of this writer are indicators
        except ValidationError as error:
            messages = messages_of(error) | messages
        refuse_all(messages)

    def validate_new(self, pending: Pending) -> None:
        """Refuse a row whose code an archived indicator has."""
        code = pending.cells["code"]
        if pending.row is None and normalise_code(code) in self.archived:
            raise refuse(
                "code",
                _("The indicator %(code)s is archived: restore it first.") % {"code": code},
                "archived",
            )

    def find_actions(self, codes: Sequence[str] | None) -> list[KnownAction]:
        """The actions of some codes; an unknown one is refused."""
        return self.codes.find_all(codes or [], "actions")

    def _link(self, pending: Pending) -> bool:
        if "actions" not in pending.changes:
            return False
        kept = pending.row.cells.get("actions") if pending.row else None
        before = [one.id for one in self.find_actions(kept)]
        after = [one.id for one in self.find_actions(pending.changes["actions"])]
        row = self.loaded[pending.row.id] if pending.row else self.batch.created[Indicator][-1]
        return self.batch.link(row, "actions", before=before, after=after)
