"""The form of an inventory: a total, a grid of sectors and scopes, or both."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from contracts.enums import Flow, NotationKey, Scope, Sector
from contracts.models import City, Inventory, InventorySeries
from contracts.services.inventories import LineFigures, NewSeries, line_field
from contracts.validators import validate_line
from contracts.web.forms.fields import choices_with_blank
from core.validators import refusal
from core.web.forms import TextsFormMixin
from core.web.numbers import LocalizedDecimalField, YearField

GRID_ROWS = (
    (Sector.BUILDINGS, Flow.SOURCE),
    (Sector.TRANSPORT, Flow.SOURCE),
    (Sector.WASTE, Flow.SOURCE),
    (Sector.IPPU, Flow.SOURCE),
    (Sector.AFOLU, Flow.SOURCE),
    (Sector.AFOLU, Flow.SINK),
)
"""Sectors of the GPC; what land and forests take up has a row of its own."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A sector and scope of the grid."""

    sector: Sector
    flow: Flow
    scope: Scope

    @property
    def value_name(self) -> str:
        """Name of the field of the value."""
        return f"{self.sector}_{self.flow}_{self.scope}_value"

    @property
    def key_name(self) -> str:
        """Name of the field of the notation key."""
        return f"{self.sector}_{self.flow}_{self.scope}_key"

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


class InventoryForm(TextsFormMixin):
    """One year's inventory of one series."""

    texts = {"title": _("Name of the new series")}
    field_order = ("series", "title", "method", "year", "reported_total_tco2e", "source", "note")

    series = forms.ModelChoiceField(
        label=_("Series"),
        queryset=InventorySeries.objects.none(),
        required=False,
        empty_label=_("a new series"),
        help_text=_("Inventories of one series use the same method and boundary and can be compared."),
    )
    method = forms.CharField(
        label=_("Method of the new series"),
        max_length=120,
        required=False,
        help_text=_("For example GPC BASIC."),
    )
    year = YearField(label=_("Year of the emissions"))
    reported_total_tco2e = LocalizedDecimalField(
        label=_("Reported total"),
        required=False,
        max_digits=16,
        decimal_places=4,
        help_text=_("Tonnes of CO₂e. Enough by itself where nothing is published by sector."),
    )
    source = forms.CharField(
        label=_("Source"), widget=forms.Textarea(attrs={"rows": 2}), help_text=_("Document, page and date.")
    )
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, data: Any = None, *, city: City, restated: Inventory | None = None) -> None:
        super().__init__(data, initial=_initial(restated))
        cast("forms.ModelChoiceField", self.fields["series"]).queryset = city.inventory_series.order_by(
            "code"
        )
        for cell in CELLS:
            self.fields[cell.value_name] = _value_field(cell)
            self.fields[cell.key_name] = _key_field(cell)
        self.error_fields: dict[str, str] = {}

    def clean(self) -> dict[str, Any]:
        """Shape what `publish_inventory` takes; errors of its lines go back to their cells."""
        cleaned = super().clean()
        if cleaned.get("series") and cleaned["title"]:
            raise refusal("title_it", _("Leave this empty, or choose “a new series” above."), "two_series")
        filled = [cell for cell in CELLS if self._is_filled(cell)]
        for index, cell in enumerate(filled):
            self._check(cell)
            self.error_fields |= {
                line_field(index, name): cell.value_name for name in ("sector", "scope", "value_tco2e")
            } | {line_field(index, "notation_key"): cell.key_name}
        return {
            "series": cleaned.get("series") or NewSeries(title=cleaned["title"], method=cleaned["method"]),
            "lines": [self._figures(cell) for cell in filled],
            **{name: cleaned.get(name) for name in ("year", "reported_total_tco2e", "source", "note")},
        }

    def grid(self) -> list[tuple[Any, list[tuple[forms.BoundField, forms.BoundField]]]]:
        """Rows of the grid: name, then value and notation key of each scope."""
        return [
            (
                _("Removals in %(sector)s") % {"sector": sector.label} if flow == Flow.SINK else sector.label,
                [
                    (self[cell.value_name], self[cell.key_name])
                    for cell in CELLS
                    if (cell.sector, cell.flow) == (sector, flow)
                ],
            )
            for sector, flow in GRID_ROWS
        ]

    def _is_filled(self, cell: Cell) -> bool:
        return self.cleaned_data.get(cell.value_name) is not None or bool(
            self.cleaned_data.get(cell.key_name)
        )

    def _check(self, cell: Cell) -> None:
        """Tell what is wrong with a cell together with the errors of all other fields."""
        figures = self._figures(cell)
        try:
            validate_line(figures.value_tco2e, figures.notation_key, field=cell.value_name)
        except ValidationError as error:
            self.add_error(None, error)

    def _figures(self, cell: Cell) -> LineFigures:
        return LineFigures(
            sector=cell.sector.value,
            scope=cell.scope.value,
            flow=cell.flow.value,
            value_tco2e=self.cleaned_data.get(cell.value_name),
            notation_key=self.cleaned_data.get(cell.key_name, ""),
        )


def _value_field(cell: Cell) -> LocalizedDecimalField:
    return LocalizedDecimalField(label=cell.label, required=False, max_digits=16, decimal_places=4)


def _key_field(cell: Cell) -> forms.ChoiceField:
    label = _("Notation key: %(cell)s") % {"cell": cell.label}
    return forms.ChoiceField(
        label=label, required=False, choices=choices_with_blank(NotationKey.choices, _("no key"))
    )


def _initial(restated: Inventory | None) -> Mapping[str, Any]:
    """The figures of an inventory that is to be restated, as far as each fills a cell of its own."""
    if restated is None:
        return {}
    initial: dict[str, Any] = {
        name: getattr(restated, name) for name in ("series", "year", "reported_total_tco2e", "source", "note")
    }
    lines = list(restated.lines.filter(counts_toward_total=True))
    for cell in CELLS:
        same = [
            line
            for line in lines
            if (line.sector, line.flow, line.scope) == (cell.sector, cell.flow, cell.scope)
        ]
        if len(same) == 1:
            initial |= {cell.value_name: same[0].value_tco2e, cell.key_name: same[0].notation_key}
    return initial
