"""Forms of leading indicators: one figure, the filter of their list, and a file of many."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.dates import MONTHS
from django.utils.translation import gettext as translate_now
from django.utils.translation import gettext_lazy as _

from contracts.enums import ProxyKind
from contracts.models import ProxyValue
from contracts.selectors.proxies import PROXY_COLUMNS
from contracts.services.proxies import ProxyFigure
from contracts.validators import PROXY_UNITS
from contracts.web.forms.fields import RevisionField, choices_with_blank, read_initial
from core.tabular import read_csv
from core.web.numbers import LocalizedDecimalField, YearField

LARGEST_FILE_BYTES = 1_000_000
MOST_ROWS = 2_000
UNITS = sorted({unit for units in PROXY_UNITS.values() for unit in units}, key=str.casefold)
PLAIN_FIELDS = ("kind", "year", "month", "value", "unit", "source", "note", "revision")
WHOLE, PLAIN_NUMBER = re.compile(r"\d{1,4}", re.ASCII), re.compile(r"-?\d+([.,]\d+)?", re.ASCII)


class ProxyForm(forms.Form):
    """One figure, new or changed."""

    kind = forms.ChoiceField(label=_("What it measures"), choices=choices_with_blank(ProxyKind.choices))
    year = YearField(label=_("Year"))
    month = forms.TypedChoiceField(
        label=_("Month"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=choices_with_blank(list(MONTHS.items()), _("the whole year")),
    )
    value = LocalizedDecimalField(label=_("Value"), max_digits=20, decimal_places=6)
    unit = forms.ChoiceField(
        label=_("Unit"),
        choices=choices_with_blank([(unit, unit) for unit in UNITS]),
        help_text=_(
            "t/MWh for the factor of the grid, MWh or GWh for electricity, MWh, GWh or Sm3 for gas, vehicle-km for "
            "traffic, degree days for heating, t for waste. All figures of one kind are written in one unit."
        ),
    )
    source = forms.CharField(
        label=_("Source"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Who publishes the figure, and where."),
    )
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    revision = RevisionField()

    def __init__(self, data: Any = None, *, proxy: ProxyValue | None = None) -> None:
        super().__init__(data, initial=dict(read_initial(proxy, PLAIN_FIELDS)) if proxy else {})


class ProxyFilterForm(forms.Form):
    """Filters of the list of figures."""

    kind = forms.ChoiceField(
        label=_("What it measures"), required=False, choices=choices_with_blank(ProxyKind.choices, _("all"))
    )
    year = YearField(label=_("Year"), required=False)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a cell of a file; column and line are those of the file."""

    line: int
    column: str
    message: str


class ProxyImportForm(forms.Form):
    """A file of figures; `figures` and the `lines` they stand on are there when the form is valid."""

    file = forms.FileField(
        label=_("CSV file"),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        help_text=_("In UTF-8, with the columns kind, year, month, value, unit and source."),
    )

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files)
        self.figures: list[ProxyFigure] = []
        self.lines: list[int] = []
        self.faults: list[Fault] = []

    def clean_file(self) -> UploadedFile:
        """Read the file; what is wrong in its cells goes to `faults`."""
        file: UploadedFile = self.cleaned_data["file"]
        for line, cells in _read_cells(file):
            read = _RowReader(line, cells)
            self.lines.append(line)
            if (figure := read.figure()) is not None:
                self.figures.append(figure)
            self.faults.extend(read.faults)
        if self.faults:
            raise _faults_error(len(self.faults))
        return file

    def tell_refusal(self, error: ValidationError) -> None:
        """Show what the service refused (`rows-<index>-<column>`) at its line and column."""
        for name, errors in error.error_dict.items():
            _rows, index, column = name.split("-", 2)
            self.faults += [
                Fault(self.lines[int(index)], column, message) for one in errors for message in one.messages
            ]
        self.faults.sort(key=lambda fault: (fault.line, PROXY_COLUMNS.index(fault.column)))
        self.add_error("file", _faults_error(len(self.faults)))


class _RowReader:
    """Reads one row of the file, noting what cannot be read."""

    def __init__(self, line: int, cells: dict[str, str]) -> None:
        self.line, self.cells = line, cells
        self.faults: list[Fault] = []

    def figure(self) -> ProxyFigure | None:
        """The figure; None where a cell cannot be read."""
        year = self._whole("year", translate_now("Write a year in four figures."))
        has_month = bool(self.cells["month"])
        month = self._whole("month", translate_now("Write a number from 1 to 12.")) if has_month else None
        value = self._number()
        if self.faults or year is None or value is None:
            return None
        texts = {name: self.cells[name] for name in ("kind", "unit", "source")}
        return ProxyFigure(year=year, month=month, value=value, **texts)

    def _whole(self, column: str, message: str) -> int | None:
        if WHOLE.fullmatch(self.cells[column]):
            return int(self.cells[column])
        self.faults.append(Fault(self.line, column, message))
        return None

    def _number(self) -> Decimal | None:
        text = self.cells["value"]
        digits = text.replace("-", "").replace(",", ".").partition(".")
        if PLAIN_NUMBER.fullmatch(text) and len(digits[0]) <= 14 and len(digits[2]) <= 6:
            return Decimal(text.replace(",", "."))
        message = translate_now("Write a number without grouping its thousands, with at most six decimals.")
        self.faults.append(Fault(self.line, "value", message))
        return None


def _read_cells(file: UploadedFile) -> Sequence[tuple[int, dict[str, str]]]:
    """The lines of the file, each cell under the name of its column."""
    if (file.size or 0) > LARGEST_FILE_BYTES:
        raise ValidationError(_("The file is larger than 1 MB."), code="too_large")
    try:
        rows = read_csv(file.read())
    except ValueError as error:
        raise ValidationError(_("This is not a CSV file in UTF-8."), code="unreadable") from error
    header = [name.lower() for name in rows[0][1]] if rows else []
    if missing := [name for name in PROXY_COLUMNS if name not in header]:
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
    empty = dict.fromkeys(PROXY_COLUMNS, "")
    return [(line, empty | dict(zip(header, cells, strict=False))) for line, cells in rows[1:]]


def _faults_error(count: int) -> ValidationError:
    return ValidationError(
        _("Nothing was imported: the table below lists what to correct (%(count)s)."),
        code="faults",
        params={"count": count},
    )
