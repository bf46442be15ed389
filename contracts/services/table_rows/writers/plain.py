"""Writers of stores that need no look-up: rows of cells and of the gap table."""

from typing import Any, ClassVar

from django.db.models import QuerySet

from contracts.models import EmissionsGapRow, TableRow
from contracts.services.table_rows.writers.base import ModelWriter, Pending
from core.models import WithId


class CellsWriter(ModelWriter):
    """Rows of `TableRow`: cells as they are, without those that nothing is known of."""

    model: ClassVar[type[WithId]] = TableRow
    writes_early: ClassVar[bool] = True
    numbers_rows: ClassVar[bool] = True

    def siblings(self) -> QuerySet[Any]:
        """Rows of this table alone."""
        return super().siblings().filter(table=self.spec.key)

    def values(self, pending: Pending, row: WithId) -> dict[str, Any]:
        """The cells of the row."""
        cells = {key: value for key, value in pending.cells.items() if value is not None}
        return {"table": self.spec.key, "cells": cells}

    def check(self, row: WithId, pending: Pending) -> None:
        """Cells were checked by the description of their table."""


class GapWriter(ModelWriter):
    """Rows of the emissions gap."""

    model: ClassVar[type[WithId]] = EmissionsGapRow
    numbers_rows: ClassVar[bool] = True
