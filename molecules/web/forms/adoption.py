"""Forms of observed adoption: one year of one place, and a file of many."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as translate_now
from django.utils.translation import gettext_lazy as _

from contracts.web.forms.fields import choices_with_blank
from core.tabular import read_csv
from core.web.numbers import PercentField, YearField
from molecules.models import Neighbourhood
from molecules.services.adoption import ObservedShare

COLUMNS = ("neighbourhood", "year", "share", "source")
LARGEST_FILE_BYTES = 1_000_000
MOST_ROWS = 5_000
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


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a cell of a file; column and line are those of the file."""

    line: int
    column: str
    message: str


class ObservationImportForm(forms.Form):
    """A file of observations; `observations` and the `lines` they stand on are there when the form is valid."""

    file = forms.FileField(
        label=_("CSV file"),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        help_text=_("In UTF-8, with the columns neighbourhood, year, share and source."),
    )

    def __init__(
        self, data: Any = None, files: Any = None, *, neighbourhoods: Sequence[Neighbourhood]
    ) -> None:
        super().__init__(data, files)
        self.by_code = {one.code.casefold(): one for one in neighbourhoods}
        self.observations: list[ObservedShare] = []
        self.lines: list[int] = []
        self.faults: list[Fault] = []

    def clean_file(self) -> UploadedFile:
        """Read the file; what is wrong in its cells goes to `faults`."""
        file: UploadedFile = self.cleaned_data["file"]
        for line, cells in _read_cells(file):
            faults = list(_cell_faults(line, cells, self.by_code))
            self.faults += faults
            if not faults:
                self.lines.append(line)
                self.observations.append(_read_row(cells, self.by_code))
        if self.faults:
            raise _faults_error(len(self.faults))
        return file

    def tell_refusal(self, error: ValidationError) -> None:
        """Show what the service refused (`rows-<index>-<column>`) at its line and column."""
        for name, errors in error.error_dict.items():
            _rows, index, column = name.split("-", 2)
            line = self.lines[int(index)]
            self.faults += [Fault(line, column, message) for one in errors for message in one.messages]
        self.faults.sort(key=lambda fault: (fault.line, COLUMNS.index(fault.column)))
        self.add_error("file", _faults_error(len(self.faults)))


def _read_cells(file: UploadedFile) -> Sequence[tuple[int, dict[str, str]]]:
    """The lines of the file, each cell under the name of its column."""
    if (file.size or 0) > LARGEST_FILE_BYTES:
        raise ValidationError(_("The file is larger than 1 MB."), code="too_large")
    try:
        rows = read_csv(file.read())
    except ValueError as error:
        raise ValidationError(_("This is not a CSV file in UTF-8."), code="unreadable") from error
    header = [name.lower() for name in rows[0][1]] if rows else []
    if missing := [name for name in COLUMNS if name not in header]:
        raise ValidationError(
            _("The first line must name these columns too: %(names)s."),
            code="columns",
            params={"names": ", ".join(missing)},
        )
    if not 2 <= len(rows) <= MOST_ROWS + 1:
        raise ValidationError(
            _("The file must have between 1 and %(most)s rows of figures."),
            code="rows",
            params={"most": MOST_ROWS},
        )
    empty = dict.fromkeys(COLUMNS, "")
    return [(line, empty | dict(zip(header, cells, strict=False))) for line, cells in rows[1:]]


def _cell_faults(
    line: int, cells: Mapping[str, str], by_code: Mapping[str, Neighbourhood]
) -> Sequence[Fault]:
    faults = []
    if cells["neighbourhood"] and cells["neighbourhood"].casefold() not in by_code:
        said = translate_now("There is no neighbourhood with the code %(code)s in this city.")
        faults.append(Fault(line, "neighbourhood", said % {"code": cells["neighbourhood"]}))
    if not YEAR.fullmatch(cells["year"]):
        faults.append(Fault(line, "year", translate_now("Write a year in four figures.")))
    if not SHARE.fullmatch(cells["share"]):
        said = translate_now("Write a share between 0 and 1, for example 0.25, with at most six decimals.")
        faults.append(Fault(line, "share", said))
    return faults


def _read_row(cells: Mapping[str, str], by_code: Mapping[str, Neighbourhood]) -> ObservedShare:
    return ObservedShare(
        neighbourhood=by_code.get(cells["neighbourhood"].casefold()),
        year=int(cells["year"]),
        share=Decimal(cells["share"].replace(",", ".")),
        source=cells["source"],
    )


def _faults_error(count: int) -> ValidationError:
    return ValidationError(
        _("Nothing was imported: the table below lists what to correct (%(count)s)."),
        code="faults",
        params={"count": count},
    )
