"""A file of figures: read whole, told line by line what is wrong, imported whole or not at all."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from core.tabular import read_csv

LARGEST_FILE_BYTES = 1_000_000
MOST_ROWS = 5_000


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a cell of a file; column and line are those of the file."""

    line: int
    column: str
    message: str


class TableImportForm(forms.Form):
    """A file with `columns`; its `rows` and the `lines` they stand on are there when the form is valid.

    `optional` columns may be missing.
    """

    columns: ClassVar[tuple[str, ...]] = ()
    optional: ClassVar[tuple[str, ...]] = ()

    file = forms.FileField(
        label=_("CSV file"), widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}), help_text=""
    )

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files)
        self.rows: list[Any] = []
        self.lines: list[int] = []
        self.faults: list[Fault] = []

    def find_faults(self, cells: Mapping[str, str]) -> Iterable[tuple[str, str]]:
        """Column and words of what is wrong in the cells of a line."""
        raise NotImplementedError

    def read_row(self, cells: Mapping[str, str]) -> Any:
        """What the service is given for the cells of a line without a fault."""
        raise NotImplementedError

    def clean_file(self) -> UploadedFile:
        """Read the file; what is wrong in its cells goes to `faults`."""
        file: UploadedFile = self.cleaned_data["file"]
        for line, cells in self._read_cells(file):
            faults = [Fault(line, column, message) for column, message in self.find_faults(cells)]
            self.faults += faults
            if not faults:
                self.lines.append(line)
                self.rows.append(self.read_row(cells))
        if self.faults:
            raise _faults_error(len(self.faults))
        return file

    def tell_refusal(self, error: ValidationError) -> None:
        """Show what the service refused (`rows-<index>-<column>`) at its line and column."""
        for name, errors in error.error_dict.items():
            _rows, index, column = name.split("-", 2)
            line = self.lines[int(index)]
            self.faults += [Fault(line, column, message) for one in errors for message in one.messages]
        self.faults.sort(key=lambda fault: (fault.line, self.columns.index(fault.column)))
        self.add_error("file", _faults_error(len(self.faults)))

    def _read_cells(self, file: UploadedFile) -> Sequence[tuple[int, dict[str, str]]]:
        """The lines of the file, each cell under the name of its column."""
        if (file.size or 0) > LARGEST_FILE_BYTES:
            raise ValidationError(_("The file is larger than 1 MB."), code="too_large")
        try:
            rows = read_csv(file.read())
        except ValueError as error:
            raise ValidationError(_("This is not a CSV file in UTF-8."), code="unreadable") from error
        header = [name.lower() for name in rows[0][1]] if rows else []
        if missing := [name for name in self.columns if name not in header]:
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
        empty = dict.fromkeys((*self.columns, *self.optional), "")
        return [(line, empty | dict(zip(header, cells, strict=False))) for line, cells in rows[1:]]


def _faults_error(count: int) -> ValidationError:
    return ValidationError(
        _("Nothing was imported: the table below lists what to correct (%(count)s)."),
        code="faults",
        params={"count": count},
    )
