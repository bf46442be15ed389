"""Forms of a molecule's own figures: what was measured, what is apportioned, what it wants to emit."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as translate_now
from django.utils.translation import gettext_lazy as _

from contracts.enums import Sector
from contracts.web.forms.fields import choices_with_blank
from core.web.numbers import LocalizedDecimalField, YearField
from molecules.enums import EmissionBasis, StockFigure
from molecules.services.figures import MeasuredEmission
from molecules.web.forms.tables import TableImportForm

COLUMNS = ("year", "sector", "emissions_tco2e", "source")
OPTIONAL = ("basis", "apportioned_by", "illustrative")
YEAR, TONNES = re.compile(r"\d{4}", re.ASCII), re.compile(r"\d{1,12}([.,]\d{1,4})?", re.ASCII)
TRUE = ("true", "1", "yes", "si", "sì")
UNIT = _("t CO₂e")
ILLUSTRATIVE = _("This figure is illustrative")
ILLUSTRATIVE_HELP = _("Nobody measured or decided it: it shows what could stand here.")


def _tonnes_field(label: Any) -> LocalizedDecimalField:
    field = LocalizedDecimalField(label=label, max_digits=16, decimal_places=4)
    field.unit = UNIT  # type: ignore[attr-defined]  # read by the templates of forms
    return field


def _source_field(label: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": 2}))


class EmissionForm(forms.Form):
    """What a sector emitted in a molecule in a year; `cleaned_data["figure"]` is what the service takes."""

    error_fields = {f"rows-0-{name}": name for name in COLUMNS}

    year = YearField(label=_("Year"))
    sector = forms.ChoiceField(label=_("Sector"), choices=choices_with_blank(Sector.choices))
    emissions_tco2e = _tonnes_field(_("Emissions measured in the year"))
    source = _source_field(_("Source"))
    is_illustrative = forms.BooleanField(label=ILLUSTRATIVE, help_text=ILLUSTRATIVE_HELP, required=False)

    def clean(self) -> dict[str, Any]:
        """The figure, under `figure`."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors:
            self.cleaned_data = {"figure": MeasuredEmission(**cleaned)}
        return self.cleaned_data


class EmissionImportForm(TableImportForm):
    """A file of measured figures; what is marked as apportioned is refused, because nobody measured it."""

    columns, optional = COLUMNS, OPTIONAL

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files)
        self.fields["file"].help_text = _(
            "In UTF-8, with the columns year, sector, emissions_tco2e and source."
        )

    def find_faults(self, cells: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """What cannot be read as a year, a sector or tonnes, and what was not measured."""
        if not YEAR.fullmatch(cells["year"]):
            yield "year", translate_now("Write a year in four figures.")
        if cells["sector"] not in Sector.values:
            said = translate_now("Write one of these: %(words)s.")
            yield "sector", said % {"words": ", ".join(Sector.values)}
        if not TONNES.fullmatch(cells["emissions_tco2e"]):
            yield (
                "emissions_tco2e",
                translate_now(
                    "Write tonnes without grouping, for example 1240.5, with at most four decimals."
                ),
            )
        if cells["basis"] == EmissionBasis.APPORTIONED:
            yield "basis", translate_now("This figure is apportioned, not measured: take the line out.")

    def read_row(self, cells: Mapping[str, str]) -> MeasuredEmission:
        """A measured figure."""
        return MeasuredEmission(
            year=int(cells["year"]),
            sector=cells["sector"],
            emissions_tco2e=Decimal(cells["emissions_tco2e"].replace(",", ".")),
            source=cells["source"],
            is_illustrative=cells["illustrative"].casefold() in TRUE,
        )


class ApportionForm(forms.Form):
    """By which figure the city's emissions are shared out, and how much of it the whole city has."""

    key = forms.ChoiceField(
        label=_("Share out by"),
        choices=choices_with_blank(StockFigure.choices),
        help_text=_("What the molecule has of it must stand in its record."),
    )
    city_total = forms.IntegerField(
        label=_("How much of it the whole city has"),
        required=False,
        help_text=_(
            "Leave this empty to take what the portal knows: residents of the city, or the sum of all its "
            "neighbourhoods."
        ),
    )
    total_source = forms.CharField(label=_("Source of the city's figure"), required=False, max_length=300)


class TargetForm(forms.Form):
    """A point of a molecule's trajectory."""

    year = YearField(label=_("Year"))
    emissions_tco2e = _tonnes_field(_("Emissions that the molecule wants to reach"))
    source = _source_field(_("Source"))
    is_illustrative = forms.BooleanField(label=ILLUSTRATIVE, help_text=ILLUSTRATIVE_HELP, required=False)
