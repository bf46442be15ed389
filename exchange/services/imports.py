"""Imports of files: sent, read by a worker, looked at, changed."""

from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from contracts import rules
from contracts.models import ContractVersion
from core.access import require
from core.enums import JobName
from core.jobs import defer
from core.models import User
from core.uploads import shown_name
from core.validators import refusal
from exchange.enums import ImportState, NumberFormat
from exchange.models import ImportedTable, ImportRun
from exchange.recognition.containers import check_file
from exchange.recognition.inspection import read_tables
from exchange.recognition.model import Choice
from exchange.recognition.reading import read_grids
from exchange.recognition.refusal_words import tell_refusal
from exchange.recognition.refusals import RefusedFile
from exchange.services.keeping import OPEN_STATES, keep_tables

READING = gettext_noop("Reading the file")
RECOGNISING = gettext_noop("Recognising tables")
KEEPING = gettext_noop("Storing what was read")
STEPS = (READING, RECOGNISING, KEEPING)

Report = Callable[[int, int, str], None]


@transaction.atomic
def start_import(
    *,
    version_id: UUID,
    name: str,
    content: bytes,
    by: User,
    language: str,
    number_format: str = NumberFormat.AUTO,
    table: str = "",
) -> ImportRun:
    """Keep a file and have it read; raises `ValidationError` at `file` for one that is refused at the first look."""
    version = ContractVersion.objects.select_related("contract__city").get(pk=version_id)
    require(rules.can_edit_city, by, version.contract.city)
    require_editable(version)
    try:
        check_file(name, content)
    except RefusedFile as refused:
        raise refusal("file", tell_refusal(refused.as_json()), refused.code) from refused
    run = ImportRun(
        version=version,
        made_by=by,
        original_name=shown_name(name),
        size_bytes=len(content),
        sha256=sha256(content).hexdigest(),
        number_format=NumberFormat(number_format),
        language=language,
        wanted_table=table,
    )
    run.file.save(f"{uuid4()}.bin", ContentFile(content), save=False)
    run.full_clean(exclude=["made_by"])
    run.save()
    _defer_reading(run, by)
    return run


def read_import(*, run_id: UUID, report: Report) -> ImportRun:
    """Read the file of an import and store its tables; safe to run twice, and again after a choice was changed."""
    run = ImportRun.objects.get(pk=run_id)
    if run.state not in OPEN_STATES:
        return run
    report(0, 0, READING)
    with run.file.open("rb") as file:
        content = file.read()
    try:
        grids = read_grids(run.original_name, content)
    except RefusedFile as refused:
        return _refuse(run, refused)
    tables = read_tables(
        grids,
        name=run.original_name,
        language=run.language,
        number_format=run.number_format,
        table=run.wanted_table,
        choices={table.position: read_choice(table.choice) for table in run.tables.all()},
        report=lambda done, total: report(done, total, RECOGNISING),
    )
    report(0, 0, KEEPING)
    return keep_tables(run=run, tables=tables)


@transaction.atomic
def change_reading(
    *,
    table_id: UUID,
    by: User,
    table: str = "",
    columns: Mapping[str, str] | None = None,
    number_format: str = "",
    convert: bool = True,
    lenient: bool = False,
) -> ImportRun:
    """Take a grid for another table, give its headers other columns, or read its numbers otherwise: it is read anew."""
    found = lock_table(table_id=table_id, by=by)
    is_other = bool(table) and table != found.table
    found.choice = {
        "table": table if is_other else found.choice.get("table", ""),
        "columns": {} if is_other else dict(columns or {}),
        "number_format": number_format,
        "convert": convert,
        "lenient": lenient,
    }
    found.left_out = []
    found.save()
    run = found.run
    run.state = ImportState.UPLOADED
    run.revision += 1
    run.save()
    _defer_reading(run, by)
    return run


@transaction.atomic
def confirm_readings(*, table_id: UUID, by: User, chosen: Mapping[int, str]) -> ImportedTable:
    """Choose the reading of ambiguous cells, by their index in the table's list; a text that is none is refused."""
    found = lock_table(table_id=table_id, by=by)
    for index, reading in chosen.items():
        cell = found.ambiguous[index] if 0 <= index < len(found.ambiguous) else None
        if cell is None or reading not in cell["readings"]:
            raise refusal("readings", _("Choose one of the readings of each cell."), "reading")
        cell["chosen"] = reading
    found.save(update_fields=["ambiguous"])
    return found


@transaction.atomic
def choose_rows(*, table_id: UUID, by: User, shown: set[int], wanted: set[int]) -> ImportedTable:
    """Of the rows that were shown, import only the wanted ones."""
    found = lock_table(table_id=table_id, by=by)
    found.left_out = sorted((set(found.left_out) - shown) | (shown - wanted))
    found.save(update_fields=["left_out"])
    return found


@transaction.atomic
def leave_out_errors(*, table_id: UUID, by: User) -> ImportedTable:
    """Leave out every row that has an error."""
    found = lock_table(table_id=table_id, by=by)
    found.left_out = sorted(set(found.left_out) | set(found.error_rows))
    found.save(update_fields=["left_out"])
    return found


@transaction.atomic
def choose_tables(*, run_id: UUID, by: User, wanted: set[UUID]) -> ImportRun:
    """Import only these tables of the file."""
    run = lock_run(run_id=run_id, by=by)
    require_waiting(run)
    for table in run.tables.all():
        table.is_chosen = table.pk in wanted
        table.save(update_fields=["is_chosen"])
    return run


def lock_run(*, run_id: UUID, by: User) -> ImportRun:
    """Lock an import that `by` may change; for services of this package, inside their transaction."""
    run = (
        ImportRun.objects.select_for_update(of=("self",))
        .select_related("version__contract__city")
        .get(pk=run_id)
    )
    require(rules.can_edit_city, by, run.version.contract.city)
    return run


def lock_table(*, table_id: UUID, by: User) -> ImportedTable:
    """Lock a table with its import, while it waits for decisions."""
    run_id = ImportedTable.objects.values_list("run_id", flat=True).get(pk=table_id)
    run = lock_run(run_id=run_id, by=by)
    require_waiting(run)
    table = ImportedTable.objects.get(pk=table_id)
    table.run = run
    return table


def require_waiting(run: ImportRun) -> None:
    """Refuse a change of an import that is being read, applied, or over."""
    if run.state != ImportState.RECOGNISED:
        raise ValidationError(
            _("This import is not waiting for a choice: it is %(state)s.")
            % {"state": run.get_state_display()},
            code="state",
        )


def require_editable(version: ContractVersion) -> None:
    """Refuse an import into a version that is no longer edited."""
    if not version.is_editable:
        raise ValidationError(
            _("This version of the contract can no longer be changed. Begin a revision first."), code="frozen"
        )


def read_choice(stored: Mapping[str, Any]) -> Choice:
    """What a person decided, as the recognition takes it."""
    return Choice(**stored)


def _defer_reading(run: ImportRun, by: User) -> None:
    defer(JobName.READ_IMPORT, key=str(run.pk), payload={"run": str(run.pk)}, created_by=by)


@transaction.atomic
def _refuse(run: ImportRun, refused: RefusedFile) -> ImportRun:
    locked = ImportRun.objects.select_for_update().get(pk=run.pk)
    if locked.state in OPEN_STATES:
        locked.state = ImportState.REFUSED
        locked.refusal = refused.as_json()
        locked.save(update_fields=["state", "refusal", "changed_at"])
    return locked
