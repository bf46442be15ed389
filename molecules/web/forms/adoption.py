"""Forms of observed adoption: one year of one place, and a file of many."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as translate_now
from django.utils.translation import gettext_lazy as _

from contracts.web.forms.fields import choices_with_blank
from core.web.numbers import PercentField, YearField
from molecules.models import Neighbourhood
from molecules.services.adoption import ObservedShare
from molecules.web.forms.tables import TableImportForm

COLUMNS = ("neighbourhood", "year", "share", "source")
YEAR, SHARE = re.compile(r"\d{4}", re.ASCII), re.compile(r"\d{1,3}([.,]\d{1,6})?", re.ASCII)


class ObservationForm(forms.Form):
    """The share that had adopted a package by a year."""

    error_fields = {
        "rows-0-year": "year",
        "rows-0-share": "share",
        "rows-0-source": "source",
        "rows-0-neighbourhood": "neighbourhood",
    }

    neighbourhood = forms.ChoiceField(label=_("Where"), required=False)
    year = YearField(label=_("Year"))
    share = PercentField(
        label=_("Share that had adopted it by then"),
        max_digits=9,
        decimal_places=6,
        help_text=_("Percent of the stock, from 0 to 100."),
    )
    source = forms.CharField(label=_("Source"), widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, data: Any = None, *, neighbourhoods: Sequence[Neighbourhood]) -> None:
        super().__init__(data)
        self.by_code = {one.code: one for one in neighbourhoods}
        choices = [(one.code, str(one)) for one in neighbourhoods]
        self.fields["neighbourhood"].choices = choices_with_blank(choices, _("the whole city"))  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["share"].unit = "%"  # type: ignore[attr-defined]  # read by the templates of forms

    def clean(self) -> dict[str, Any]:
        """What was observed, under `observation`."""
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        place = self.by_code.get(cleaned.pop("neighbourhood"))
        self.cleaned_data = {"observation": ObservedShare(neighbourhood=place, **cleaned)}
        return self.cleaned_data


class ObservationImportForm(TableImportForm):
    """A file of observations."""

    columns = COLUMNS

    def __init__(
        self, data: Any = None, files: Any = None, *, neighbourhoods: Sequence[Neighbourhood]
    ) -> None:
        super().__init__(data, files)
        self.by_code = {one.code.casefold(): one for one in neighbourhoods}
        self.fields["file"].help_text = _("In UTF-8, with the columns neighbourhood, year, share and source.")

    def find_faults(self, cells: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """What cannot be read as a code, a year or a share."""
        if cells["neighbourhood"] and cells["neighbourhood"].casefold() not in self.by_code:
            said = translate_now("There is no neighbourhood with the code %(code)s in this city.")
            yield "neighbourhood", said % {"code": cells["neighbourhood"]}
        if not YEAR.fullmatch(cells["year"]):
            yield "year", translate_now("Write a year in four figures.")
        if not SHARE.fullmatch(cells["share"]):
            yield (
                "share",
                translate_now("Write a share between 0 and 1, for example 0.25, with at most six decimals."),
            )

    def read_row(self, cells: Mapping[str, str]) -> ObservedShare:
        """An observation of the whole city where the cell of the neighbourhood is empty."""
        return ObservedShare(
            neighbourhood=self.by_code.get(cells["neighbourhood"].casefold()),
            year=int(cells["year"]),
            share=Decimal(cells["share"].replace(",", ".")),
            source=cells["source"],
        )
