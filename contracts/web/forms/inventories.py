"""The form of an inventory: a total, a grid of sectors and scopes, or both."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from contracts.enums import Flow, Sector
from contracts.models import City, Inventory, InventorySeries
from contracts.selectors.factors import usable_factors
from contracts.services.inventories import NewSeries
from contracts.services.inventory_lines import LineFigures, line_checks
from contracts.validators import collect_errors
from contracts.web.forms.fields import choices_with_blank
from contracts.web.forms.inventory_cells import (
    CELLS,
    GRID_ROWS,
    Cell,
    error_names,
    is_filled,
    make_fields,
    read_cell,
    read_line,
    row_name,
)
from contracts.web.forms.series import approach_field, scopes_field
from core.validators import refusal
from core.web.forms import TextsFormMixin, add_errors
from core.web.numbers import LocalizedDecimalField, YearField
from emissions.gases import GwpSet

GASES = [(gas, gas) for gas in ("CO2", "CH4", "N2O", "HFC", "PFC", "SF6", "NF3")]
DETAIL_ROWS = (("group",), ("activity", "unit"), ("factor",), ("co2", "ch4", "n2o"))
"""Fields of a cell's details that stand side by side."""
COPIED = ("series", "year", "reported_total_tco2e", "gwp_set", "source", "note")


class ScopeDetails(NamedTuple):
    """What the value of one scope rests on."""

    legend: Any
    rows: list[list[forms.BoundField]]


class RowDetails(NamedTuple):
    """The details of a row of the grid; open where something is written in them."""

    name: Any
    is_open: bool
    scopes: list[ScopeDetails]


class InventoryForm(TextsFormMixin):
    """One year's inventory of one series."""

    texts = {"title": _("Name of the new series")}
    field_order = (
        "series",
        "title",
        "method",
        "approach",
        "scopes",
        "year",
        "reported_total_tco2e",
        "gwp_set",
        "gases",
        "source",
        "note",
    )

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
    approach = approach_field()
    scopes = scopes_field()
    year = YearField(label=_("Year of the emissions"))
    reported_total_tco2e = LocalizedDecimalField(
        label=_("Reported total"),
        required=False,
        max_digits=16,
        decimal_places=4,
        help_text=_("Tonnes of CO₂e. Enough by itself where nothing is published by sector."),
    )
    gwp_set = forms.ChoiceField(
        label=_("Warming potentials (GWP)"),
        required=False,
        choices=choices_with_blank([(one.value, one.value) for one in GwpSet], _("not stated")),
        help_text=_("The report of the IPCC by which methane and nitrous oxide are weighed."),
    )
    gases = forms.MultipleChoiceField(
        label=_("Gases counted"), choices=GASES, required=False, widget=forms.CheckboxSelectMultiple
    )
    source = forms.CharField(
        label=_("Source"), widget=forms.Textarea(attrs={"rows": 2}), help_text=_("Document, page and date.")
    )
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, data: Any = None, *, city: City, restated: Inventory | None = None) -> None:
        super().__init__(data, initial=_initial(restated))
        self.city = city
        cast("forms.ModelChoiceField", self.fields["series"]).queryset = city.inventory_series.order_by(
            "code"
        )
        self.fields |= dict(make_fields(list(usable_factors(city))))
        self.order_fields([*self.field_order, *self.fields])
        self.error_fields: dict[str, str] = {}

    def clean(self) -> dict[str, Any]:
        """Shape what `publish_inventory` takes; errors of its lines go back to their cells."""
        cleaned = super().clean()
        if cleaned.get("series") and cleaned["title"]:
            raise refusal("title_it", _("Leave this empty, or choose “a new series” above."), "two_series")
        new = NewSeries(**{name: cleaned.get(name, "") for name in ("title", "method", "approach", "scopes")})
        filled = [cell for cell in CELLS if is_filled(cell, cleaned)]
        for index, cell in enumerate(filled):
            self.error_fields |= error_names(cell, index)
        lines = [read_cell(cell, cleaned) for cell in filled]
        self._check(lines)
        return {name: cleaned.get(name) for name in COPIED} | {
            "series": cleaned.get("series") or new,
            "gases": ",".join(cleaned.get("gases", [])),
            "lines": lines,
        }

    def grid(self) -> list[tuple[Any, list[tuple[forms.BoundField, forms.BoundField]]]]:
        """Rows of the grid: name, then value and notation key of each scope."""
        return [
            (
                row_name(sector, flow),
                [(self[cell.name("value")], self[cell.name("key")]) for cell in _cells_of(sector, flow)],
            )
            for sector, flow in GRID_ROWS
        ]

    def details(self) -> list[RowDetails]:
        """What the values of each row of the grid rest on."""
        return [self._row_details(sector, flow) for sector, flow in GRID_ROWS]

    def _row_details(self, sector: Sector, flow: Flow) -> RowDetails:
        scopes = [
            ScopeDetails(
                cell.scope.label, [[self[cell.name(part)] for part in parts] for parts in DETAIL_ROWS]
            )
            for cell in _cells_of(sector, flow)
        ]
        shown = [bound for scope in scopes for row in scope.rows for bound in row]
        is_open = any(bound.errors or bound.value() not in {None, ""} for bound in shown)
        return RowDetails(row_name(sector, flow), is_open, scopes)

    def _check(self, lines: Sequence[LineFigures]) -> None:
        """Tell what is wrong with lines together with the errors of all other fields."""
        try:
            collect_errors(line_checks(lines, self.city))
        except ValidationError as error:
            add_errors(self, error)


def _cells_of(sector: Sector, flow: Flow) -> list[Cell]:
    return [cell for cell in CELLS if (cell.sector, cell.flow) == (sector, flow)]


def _initial(restated: Inventory | None) -> Mapping[str, Any]:
    """The figures of an inventory that is to be restated, as far as each fills a cell of its own."""
    if restated is None:
        return {}
    initial: dict[str, Any] = {name: getattr(restated, name) for name in COPIED}
    initial["gases"] = restated.gases.replace(" ", "").split(",")
    lines = list(restated.lines.filter(counts_toward_total=True).select_related("factor"))
    for cell in CELLS:
        place = (cell.sector, cell.flow, cell.scope)
        same = [line for line in lines if (line.sector, line.flow, line.scope) == place]
        if len(same) == 1:
            initial |= read_line(cell, same[0])
    return initial
