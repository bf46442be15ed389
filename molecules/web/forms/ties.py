"""Forms that tie an indicator or a milestone to a molecule, and a file of dated values of its indicators."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as translate_now
from django.utils.translation import gettext_lazy as _

from contracts.models import Indicator, Milestone
from molecules.services.indicator_figures import IndicatorFigure
from molecules.web.forms.molecules import RowField
from molecules.web.forms.tables import TableImportForm

COLUMNS = ("code", "year", "value", "source")
YEAR, NUMBER = re.compile(r"\d{4}", re.ASCII), re.compile(r"-?\d{1,14}([.,]\d{1,6})?", re.ASCII)


class IndicatorTieForm(forms.Form):
    """An indicator of the contract that is measured in the molecule."""

    indicator = RowField(label=_("Indicator"), required=True)

    def __init__(self, data: Any = None, *, rows: Sequence[Indicator]) -> None:
        super().__init__(data)
        cast("RowField", self.fields["indicator"]).offer(rows, _("choose one"))


class MilestoneTieForm(forms.Form):
    """A milestone of the city that the molecule has to reach."""

    milestone = RowField(label=_("Milestone"), required=True)

    def __init__(self, data: Any = None, *, rows: Sequence[Milestone]) -> None:
        super().__init__(data)
        cast("RowField", self.fields["milestone"]).offer(rows, _("choose one"))


class ValueImportForm(TableImportForm):
    """A file of values of the molecule's indicators."""

    columns = COLUMNS

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files)
        self.fields["file"].help_text = _("In UTF-8, with the columns code, year, value and source.")

    def find_faults(self, cells: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """What cannot be read as a number of an indicator, a year or a value."""
        if not cells["code"].strip():
            yield "code", translate_now("Write the number of an indicator of this molecule.")
        if not YEAR.fullmatch(cells["year"]):
            yield "year", translate_now("Write a year in four figures.")
        if not NUMBER.fullmatch(cells["value"]):
            yield (
                "value",
                translate_now("Write a number without separators of thousands, for example 1200.5."),
            )

    def read_row(self, cells: Mapping[str, str]) -> IndicatorFigure:
        """A value in the unit of its indicator."""
        value = Decimal(cells["value"].replace(",", "."))
        return IndicatorFigure(cells["code"], int(cells["year"]), value, cells["source"])
