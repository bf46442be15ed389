"""Forms of imports: sending a file, saying what a table is."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as translate_now
from django.utils.translation import gettext_lazy as _

from exchange.enums import NumberFormat
from exchange.models import ImportedTable
from exchange.recognition.containers import MAX_FILE_BYTES
from exchange.recognition.refusal_words import tell_refusal
from exchange.recognition.refusals import Refusal, RefusedFile
from exchange.selectors.imports import columns_of_table, list_headers, table_choices

PASTED_NAME = "pasted.tsv"
ACCEPTED = ".csv,.tsv,.txt,.xlsx"
MOST_COLUMNS = 60
"""Columns that can be named by hand; tables of the contract have at most thirty."""


class ImportForm(forms.Form):
    """A file or a pasted table; `sent` is its name and content when the form is valid."""

    file = forms.FileField(
        label=_("File"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        help_text=_("CSV, TSV or Excel (XLSX), at most 20 MB."),
    )
    pasted = forms.CharField(
        label=_("or a table pasted here"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Copied from a spreadsheet or a document, with its title and header."),
    )
    number_format = forms.ChoiceField(
        label=_("How numbers are written"), choices=NumberFormat.choices, initial=NumberFormat.AUTO
    )
    language = forms.ChoiceField(label=_("Language of the texts"), choices=settings.LANGUAGES)
    table = forms.ChoiceField(
        label=_("Table"),
        required=False,
        help_text=_("Only when all of the file is one table and it is not recognised by itself."),
    )

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, initial={"language": get_language()})
        blank = ("", translate_now("find out by title and header"))
        self.fields["table"].choices = [blank, *table_choices()]  # type: ignore[attr-defined]  # a choice field
        self.sent: tuple[str, bytes] = ("", b"")

    def clean(self) -> dict[str, Any]:
        """Take the file, or what was pasted."""
        cleaned = super().clean() or self.cleaned_data
        file, pasted = cleaned.get("file"), cleaned.get("pasted", "")
        if file is not None:
            self.sent = (file.name, file.read() if self._is_taken("file", file.size) else b"")
        elif pasted.strip():
            content = pasted.encode()
            self.sent = (PASTED_NAME, content if self._is_taken("pasted", len(content)) else b"")
        elif not self.errors:
            self.add_error("file", _("Choose a file, or paste a table."))
        return cleaned

    def import_fields(self) -> dict[str, Any]:
        """What `start_import` asks for; the form must be valid."""
        name, content = self.sent
        return {
            "name": name,
            "content": content,
            "number_format": self.cleaned_data["number_format"],
            "language": self.cleaned_data["language"],
            "table": self.cleaned_data["table"],
        }

    def _is_taken(self, field: str, size: int) -> bool:
        """Whether so many bytes can be taken into memory; else the field says how many can."""
        if size > MAX_FILE_BYTES:
            megabytes = -(-size // 2**20)
            refused = RefusedFile(Refusal.TOO_LARGE, megabytes=megabytes, limit=MAX_FILE_BYTES // 2**20)
            self.add_error(field, ValidationError(tell_refusal(refused.as_json()), code="too_large"))
        return size <= MAX_FILE_BYTES


class ReadingForm(forms.Form):
    """What a table of a file is taken for, which column each of its headers is, how its numbers are written."""

    table = forms.ChoiceField(label=_("The table is"))
    number_format = forms.ChoiceField(
        label=_("How numbers are written"), choices=NumberFormat.choices, required=False
    )
    convert = forms.BooleanField(
        label=_("Convert thousands of tonnes, GWh and the like to the unit of the column"), required=False
    )

    lenient = forms.BooleanField(label=_("Take cells that cannot be read as unknown"), required=False)

    def __init__(self, data: Any = None, *, table: ImportedTable) -> None:
        headers = list_headers(table)
        choice = table.choice
        initial = {
            "table": table.table,
            "number_format": choice.get("number_format") or table.run.number_format,
            "convert": choice.get("convert", True),
            "lenient": choice.get("lenient", False),
            **{header.field: header.column for header in headers},
        }
        super().__init__(data, initial=initial)
        blank = ("", translate_now("not recognised: choose the table"))
        self.fields["table"].choices = [blank, *table_choices()]  # type: ignore[attr-defined]  # a choice field
        self._keys = {f"column-{number}": cell["key"] for number, cell in enumerate(table.header)}
        columns = [(column.key, str(column.label)) for column in columns_of_table(table.table)]
        for header in headers[:MOST_COLUMNS] if columns else ():
            self.fields[header.field] = forms.ChoiceField(
                label=translate_now("Column %(letter)s: %(text)s")
                % {"letter": header.letter, "text": header.text[:80]},
                required=False,
                choices=[("", translate_now("not imported")), *columns],
            )
        self._before = {header.field: header.column for header in headers}
        self._kept: dict[str, str] = choice.get("columns", {})

    def reading_fields(self) -> dict[str, Any]:
        """What `change_reading` asks for; the form must be valid. Only columns that were changed are told."""
        told = self.cleaned_data
        changed = {
            self._keys[name]: told[name]
            for name, column in self._before.items()
            if name in told and told[name] != column
        }
        return {
            "table": told["table"],
            "columns": {**self._kept, **changed},
            "number_format": told["number_format"],
            "convert": told["convert"],
            "lenient": told["lenient"],
        }
