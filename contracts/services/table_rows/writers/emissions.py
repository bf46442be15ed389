"""Writer of the inventory that a draft starts from: one line for each scope of a row."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext as _

from contracts.documents.rows import Row
from contracts.documents.stores.emissions import (
    LINE_ORDER,
    LINE_VALUES,
    UNSCOPED,
    baseline_inventories,
    pivot_lines,
)
from contracts.enums import InventoryState, NotationKey
from contracts.models import Inventory, InventoryLine, InventorySeries
from contracts.services.inventories import NewSeries, begin_series
from contracts.services.table_rows.bulk import load_rows
from contracts.services.table_rows.field_values import clean_row, field_values
from contracts.services.table_rows.writers.base import Pending, Writer, refuse, refuse_all
from core.fields import Texts

SCOPES: Mapping[str, int | None] = {"scope_1": 1, "scope_2": 2, "scope_3": 3, UNSCOPED: None}
"""The column of each line of a row, with its scope."""
SHARED = ("sector", "label", "flow", "counts_toward_total")
Lines = dict[str, InventoryLine]


class EmissionsWriter(Writer):
    """Lines of a draft inventory; series and inventory begin with the first row."""

    def prepare(self, pending: Sequence[Pending]) -> None:
        """Find the inventory and its lines; what is public is never rewritten."""
        self.inventory = baseline_inventories(self.version).select_related("series").first()
        self._validate_open()
        self.lines = self._read_lines()

    def put(self, pending: Pending) -> bool:
        """Set the lines of a row: a value or a notation key for each scope that is told."""
        kept = self.lines.get(pending.row.id, {}) if pending.row else {}
        amounts = {column: pending.cells.get(column) for column in SCOPES}
        if any(amount is not None for column, amount in amounts.items() if column != UNSCOPED):
            amounts[UNSCOPED] = None
        if all(amount is None for amount in amounts.values()):
            raise refuse("scope_1", _("Enter a value or a notation key for at least one scope."), "no_value")
        changed = [self._put_line(pending, column, amounts[column], kept) for column in SCOPES]
        return any(changed)

    def remove(self, row: Row) -> None:
        """Take away the lines of a row."""
        self.prepare([])
        for line in self.lines[row.id].values():
            self.batch.remove(line)

    def settle(self) -> None:
        """A version starts from the series that began with its first rows."""
        if self.batch.created.get(InventorySeries):
            self.version.revision += 1
            self.version.save()

    def _put_line(self, pending: Pending, column: str, amount: Any, kept: Lines) -> bool:
        line = kept.get(column)
        if amount is None:
            if line is not None:
                self.batch.remove(line)
            return line is not None
        if line is not None:
            shared = {key: value for key, value in pending.changes.items() if key in SHARED}
            is_changed = self.batch.change(line, field_values(InventoryLine, shared) | _amount(amount))
        else:
            line, is_changed = self._new_line(pending, column, amount, kept), True
            self.batch.create(line)
        _validate_line(line, column)
        return is_changed

    def _new_line(self, pending: Pending, column: str, amount: Any, kept: Lines) -> InventoryLine:
        """A line beside those of its row, which share what the table does not tell."""
        shared = field_values(InventoryLine, {key: pending.cells.get(key) for key in SHARED})
        if kept:
            beside = next(iter(kept.values()))
            shared |= {"gpc_code": beside.gpc_code, "in_target_boundary": beside.in_target_boundary}
        return InventoryLine(
            inventory=self._open_inventory(), scope=SCOPES[column], **shared, **_amount(amount)
        )

    def _open_inventory(self) -> Inventory:
        """The draft inventory, made with the first row where there is none; its series too."""
        if self.inventory is None:
            series = self.version.baseline_series
            if series is None:
                title = Texts({code: _title(code) for code, _name in settings.LANGUAGES})
                series = begin_series(self.version.contract.city, NewSeries(title=title))
                self.batch.create(series)
                self.version.baseline_series = series
            year = self.version.baseline_year
            self.inventory = Inventory(series=series, year=year, state=InventoryState.DRAFT)
            self.batch.create(self.inventory)
        return self.inventory

    def _validate_open(self) -> None:
        if self.version.baseline_year is None:
            raise ValidationError(
                _("Set the baseline year of the version first: the table is the inventory of that year."),
                code="no_baseline_year",
            )
        if self.inventory is not None and self.inventory.state != InventoryState.DRAFT:
            raise ValidationError(
                _(
                    "The inventory of %(year)s is published: it is not rewritten here. "
                    "Publish a corrected one in the pages of the inventory."
                )
                % {"year": self.inventory.year},
                code="published",
            )

    def _read_lines(self) -> dict[str, Lines]:
        if self.inventory is None:
            return {}
        found = InventoryLine.objects.filter(inventory=self.inventory)
        lines = load_rows(found, found.values_list("pk", flat=True))
        for line in lines.values():
            line.inventory = self.inventory
        ordered = found.order_by(*LINE_ORDER).values(*LINE_VALUES)
        return {
            row.id: {column: lines[str(line["id"])] for column, line in row.lines.items()}
            for row in pivot_lines(ordered)
        }


def _amount(amount: str) -> dict[str, Any]:
    if amount in NotationKey.values:
        return {"value_tco2e": None, "notation_key": amount}
    return field_values(InventoryLine, {"value_tco2e": amount}) | {"notation_key": ""}


def _validate_line(line: InventoryLine, column: str) -> None:
    messages = clean_row(line)
    amount = messages.pop("value_tco2e", None)
    if line.value_tco2e is not None and line.value_tco2e < Decimal(0):
        amount = _("Enter a number that is not negative: a removal is a row of the kind sink.")
    refuse_all(messages | ({column: amount} if amount else {}))


def _title(language: str) -> str:
    with translation.override(language):
        return _("Baseline inventory")
