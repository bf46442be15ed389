"""Writer of impact pathways."""

from collections.abc import Sequence
from typing import Any, ClassVar

from contracts.models import Objective, Pathway
from contracts.services.table_rows.field_values import field_values
from contracts.services.table_rows.writers.base import ModelWriter, Pending
from contracts.services.table_rows.writers.lookups import ObjectiveCodes
from core.models import WithId


class PathwayWriter(ModelWriter):
    """Pathways of the contract, each under its objective."""

    model: ClassVar[type[WithId]] = Pathway
    owner: ClassVar[str] = "contract"

    def prepare(self, pending: Sequence[Pending]) -> None:
        """Read the objectives too; new ones are written before the pathways that name them."""
        super().prepare(pending)
        self.objectives = ObjectiveCodes(self.version.contract, self.language)
        self.batch.created[Objective] = self.objectives.new

    def values(self, pending: Pending, row: WithId) -> dict[str, Any]:
        """The fields of a pathway, its objective by code."""
        values = field_values(Pathway, pending.changes)
        if "objective" in pending.changes:
            objective = self.objectives.find(pending.changes["objective"])
            values["objective_id"] = objective and objective.pk
        return values

    def finish(self, pending: Sequence[Pending]) -> dict[int, dict[str, Any]]:
        """Without new objectives there is nothing of theirs to write."""
        if not self.objectives.new:
            del self.batch.created[Objective]
        return {}
