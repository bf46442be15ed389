"""An uploaded file on its way into a version."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from contracts.models import ContractVersion
from core.models import Revised, WithId
from exchange.enums import ImportState, NumberFormat

CHUNK_ROWS = 500
"""How many rows of a table are kept together."""


class ImportRun(Revised):
    """One file or pasted table: read, looked at, applied in one transaction, undone.

    `wanted_table` is what the person said the tables are, empty where that is to be found out. `refusal` holds why the
    file was not read (`RefusedFile.as_json`) or its rows not taken, `results` the counts by table after applying, and
    `undo` what `undo_import` needs to bring back the rows that were there, table by table.
    """

    version = models.ForeignKey(ContractVersion, models.CASCADE, related_name="imports")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    file = models.FileField(_("file"), upload_to="imports/%Y/%m/")
    original_name = models.CharField(_("name of the file"), max_length=200)
    size_bytes = models.PositiveIntegerField(_("size, bytes"))
    sha256 = models.CharField(max_length=64)
    number_format = models.CharField(
        _("number format"), max_length=4, choices=NumberFormat, default=NumberFormat.AUTO
    )
    language = models.CharField(
        _("language of the texts"), max_length=5, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    state = models.CharField(_("state"), max_length=10, choices=ImportState, default=ImportState.UPLOADED)
    wanted_table = models.CharField(_("table"), max_length=60, blank=True)
    refusal = models.JSONField(_("why it was refused"), default=dict, blank=True)
    results = models.JSONField(_("result"), default=list, blank=True)
    applied_at = models.DateTimeField(_("applied"), null=True, blank=True)
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)
    undo = models.JSONField(default=list, blank=True, editable=False)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.version}: {self.original_name}"


class ImportedTable(WithId):
    """A table found in a file: what it was taken for, what is wrong or ambiguous in it, what the person decided.

    `choice` holds what the person changed (`exchange.recognition.model.Choice`), `left_out` the numbers of the rows
    that are not wanted, `ambiguous` a list of {place, number, column, text, readings, proposal, chosen}, and
    `first_lines` what stands in a table that was not recognised. The rows are in `ImportedRows`.
    """

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="tables")
    position = models.PositiveSmallIntegerField(_("position"))
    place = models.CharField(_("where it stands in the file"), max_length=200)
    title = models.CharField(_("title, as printed"), max_length=300, blank=True)
    table = models.CharField(_("taken for"), max_length=60, blank=True)
    generation = models.CharField(_("template"), max_length=4, blank=True)
    is_form = models.BooleanField(_("is a form"), default=False)
    header = models.JSONField(_("columns"), default=list)
    first_lines = models.JSONField(_("first lines"), default=list)
    row_count = models.PositiveIntegerField(_("number of rows"), default=0)
    error_rows = models.JSONField(_("rows with errors"), default=list)
    ambiguous = models.JSONField(_("ambiguous cells"), default=list)
    findings = models.JSONField(_("findings"), default=list)
    choice = models.JSONField(_("what was decided"), default=dict, blank=True)
    left_out = models.JSONField(_("rows left out"), default=list, blank=True)
    is_chosen = models.BooleanField(_("import it"), default=True)

    class Meta:
        verbose_name = _("table of an import")
        verbose_name_plural = _("tables of imports")
        ordering = ["run", "position"]
        constraints = [models.UniqueConstraint(fields=["run", "position"], name="imported_table_once")]

    def __str__(self) -> str:
        return f"{self.place}: {self.table or '?'}"


class ImportedRows(WithId):
    """Some consecutive rows of an imported table, so that a page of a long table is one small row to read.

    `rows` is a list of {number, place, cells, errors, places}.
    """

    table = models.ForeignKey(ImportedTable, models.CASCADE, related_name="chunks")
    number = models.PositiveIntegerField(_("number of the chunk"))
    rows = models.JSONField(_("rows"), default=list)

    class Meta:
        verbose_name = _("rows of an import")
        verbose_name_plural = _("rows of imports")
        ordering = ["table", "number"]
        constraints = [models.UniqueConstraint(fields=["table", "number"], name="imported_rows_once")]

    def __str__(self) -> str:
        return f"{self.table}: {self.number}"
