"""Cells of the form of an inventory: a value or a notation key, and optionally what the value rests on."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from contracts.enums import Flow, NotationKey, Scope, Sector
from contracts.models import EmissionFactor, InventoryLine
from contracts.services.activities import Measurement, multiply_factor
from contracts.services.inventory_lines import LineFigures, line_field
from contracts.web.forms.fields import (
    FactorField,
    SourceGroupField,
    UnitField,
    choices_with_blank,
    factor_choices,
)
from core.web.numbers import LocalizedDecimalField

GRID_ROWS = (
    (Sector.BUILDINGS, Flow.SOURCE),
    (Sector.TRANSPORT, Flow.SOURCE),
    (Sector.WASTE, Flow.SOURCE),
    (Sector.IPPU, Flow.SOURCE),
    (Sector.AFOLU, Flow.SOURCE),
    (Sector.AFOLU, Flow.SINK),
)
"""Sectors of the GPC; what land and forests take up has a row of its own."""
FIGURES = {"value": "value_tco2e", "key": "notation_key"}
DETAILS = {
    "group": "source_group",
    "activity": "activity",
    "unit": "activity_unit",
    "factor": "factor",
    "co2": "co2_tonnes",
    "ch4": "ch4_tonnes",
    "n2o": "n2o_tonnes",
}
"""Parts of a cell's names in the form, and the fields of a line that they fill."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A sector and scope of the grid."""

    sector: Sector
    flow: Flow
    scope: Scope

    def name(self, part: str) -> str:
        """Name of the form's field of a part."""
        return f"{self.sector}_{self.flow}_{self.scope}_{part}"

    @property
    def label(self) -> Any:
        """What the cell is about, in words."""
        words = (
            _("Removals in %(sector)s, scope %(scope)s")
            if self.flow == Flow.SINK
            else _("%(sector)s, scope %(scope)s")
        )
        return words % {"sector": self.sector.label, "scope": self.scope.value}


CELLS = tuple(Cell(sector, flow, scope) for sector, flow in GRID_ROWS for scope in Scope)


def make_fields(factors: Sequence[EmissionFactor]) -> Iterator[tuple[str, forms.Field]]:
    """Every field of every cell by its name; factors are read and told once for all of them."""
    choices = factor_choices(factors)
    for cell in CELLS:
        yield cell.name("value"), _tonnes(cell.label)
        yield cell.name("key"), _key(cell)
        factor = FactorField(label=_in_cell(_("Emission factor"), cell))
        factor.offer(factors, choices)
        yield cell.name("group"), SourceGroupField(label=_in_cell(_("Source shared with actions"), cell))
        yield cell.name("activity"), _activity(cell)
        yield cell.name("unit"), UnitField(label=_in_cell(_("Unit of the activity"), cell))
        yield cell.name("factor"), factor
        for part, gas in (("co2", "CO₂"), ("ch4", "CH₄"), ("n2o", "N₂O")):
            yield cell.name(part), _tonnes(_in_cell(_("%(gas)s in tonnes") % {"gas": gas}, cell))


def read_cell(cell: Cell, cleaned: Mapping[str, Any]) -> LineFigures:
    """The line that a cell stands for; what could not be read is left out."""
    filled = {field: cleaned.get(cell.name(part)) for part, field in (FIGURES | DETAILS).items()}
    texts = {name: filled[name] or "" for name in ("notation_key", "source_group", "activity_unit")}
    return LineFigures(
        sector=cell.sector.value, scope=cell.scope.value, flow=cell.flow.value, **filled | texts
    )


def is_filled(cell: Cell, cleaned: Mapping[str, Any]) -> bool:
    """Whether anything was written in a cell."""
    return any(cleaned.get(cell.name(part)) not in {None, ""} for part in FIGURES | DETAILS)


def error_names(cell: Cell, index: int) -> dict[str, str]:
    """The form's fields by the names under which the service tells errors of the line at `index`."""
    named = {line_field(index, field): cell.name(part) for part, field in (FIGURES | DETAILS).items()}
    return named | {line_field(index, field): cell.name("value") for field in ("sector", "scope")}


def read_line(cell: Cell, line: InventoryLine) -> dict[str, Any]:
    """What a cell shows of a published line; a value that is exactly activity times factor is left to be computed."""
    shown = {cell.name(part): getattr(line, field) for part, field in (FIGURES | DETAILS).items()}
    measured = Measurement(quantity=line.activity, unit=line.activity_unit, factor=line.factor)
    if line.value_tco2e is not None and line.value_tco2e == multiply_factor(measured):
        shown[cell.name("value")] = None
    return shown | {cell.name("factor"): str(line.factor_id or "")}


def row_name(sector: Sector, flow: Flow) -> Any:
    """A row of the grid in words."""
    return _("Removals in %(sector)s") % {"sector": sector.label} if flow == Flow.SINK else sector.label


def _tonnes(label: Any) -> LocalizedDecimalField:
    return LocalizedDecimalField(label=label, required=False, max_digits=16, decimal_places=4)


def _activity(cell: Cell) -> LocalizedDecimalField:
    label = _in_cell(_("Activity"), cell)
    return LocalizedDecimalField(label=label, required=False, max_digits=20, decimal_places=6)


def _in_cell(label: Any, cell: Cell) -> Any:
    """The label of a detail with its cell: the summary of errors stands far from the grid."""
    return _("%(part)s: %(cell)s") % {"part": label, "cell": cell.label}


def _key(cell: Cell) -> forms.ChoiceField:
    label = _("Notation key: %(cell)s") % {"cell": cell.label}
    return forms.ChoiceField(
        label=label, required=False, choices=choices_with_blank(NotationKey.choices, _("no key"))
    )
