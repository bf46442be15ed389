"""The workbook of a cluster's sheets: chosen, read, and kept signed in the page until it is applied."""

from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from contracts.models import Contract
from core.workbooks import LARGEST_FILE_BYTES, UnreadableWorkbook, read_first_sheet
from stakeholders.enums import Cluster
from stakeholders.sheets.import_rows import Cell, RefusedTable, SheetTable, read_table

SALT = "stakeholders.sheet-import"
KEPT_SECONDS = 3600
LONGEST_KEPT = 2_000_000
Grid = list[list[Cell]]


class SheetImportForm(forms.Form):
    """A filled workbook; `table` and `kept` are there when the form is valid."""

    variant = forms.ChoiceField(
        label=_("Cluster"),
        choices=Cluster.choices,
        required=False,
        help_text=_("The one whose empty workbook was filled in."),
    )
    file = forms.FileField(
        label=_("Workbook (XLSX)"),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        help_text=_("Up to 5 MB and 300 sheets. Nothing is written before you have seen what would happen."),
    )

    def __init__(self, data: Any = None, files: Any = None, *, contract: Contract) -> None:
        super().__init__(data, files)
        self.contract = contract
        self.table: SheetTable | None = None
        self.kept = ""

    def clean(self) -> dict[str, Any]:
        """Read the file in the form of its cluster."""
        cleaned = super().clean() or self.cleaned_data
        file: UploadedFile | None = cleaned.get("file")
        if file is None or "variant" not in cleaned:
            return cleaned
        try:
            grid = _read(file)
            self.table = read_table(cleaned["variant"], grid)
            self.kept = _keep(self.contract, cleaned["variant"], grid)
        except UnreadableWorkbook:
            self.add_error(
                "file",
                ValidationError(_("This is not a workbook that can be read (XLSX)."), code="unreadable"),
            )
        except RefusedTable as refused:
            self.add_error("file", ValidationError(str(refused), code="columns"))
        return cleaned


def _read(file: UploadedFile) -> Grid:
    if (file.size or 0) > LARGEST_FILE_BYTES:
        raise UnreadableWorkbook
    return read_first_sheet(file.read())


def _keep(contract: Contract, variant: str, grid: Grid) -> str:
    """The cells as a text that only this portal can have written."""
    kept = signing.dumps([str(contract.pk), variant, grid], salt=SALT, compress=True)
    if len(kept) > LONGEST_KEPT:
        raise RefusedTable(_("This workbook holds too much text: split it."))
    return kept


def keep_seen(seen: dict[str, int]) -> str:
    """The revisions that a page shows, as a text that only this portal can have written."""
    return signing.dumps(seen, salt=f"{SALT}.seen", compress=True)


def read_seen(kept: str) -> dict[str, int]:
    """The revisions that a page showed; raises `signing.BadSignature` for any other text, or after an hour."""
    seen: dict[str, int] = signing.loads(kept, salt=f"{SALT}.seen", max_age=KEPT_SECONDS)
    return seen


def read_kept(contract: Contract, kept: str) -> tuple[str, SheetTable]:
    """The cluster and table that a page carried; raises `signing.BadSignature` for any other text, or after an hour."""
    owner, variant, grid = signing.loads(kept, salt=SALT, max_age=KEPT_SECONDS)
    if owner != str(contract.pk):
        raise signing.BadSignature
    return variant, read_table(variant, grid)
