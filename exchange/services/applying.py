"""Writing an import into its version, all of it or nothing, and taking it back."""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from typing import Any
from uuid import UUID

from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from contracts.services.table_rows import RowErrors, merge_rows, undo_merge
from contracts.tables import TABLES, find_table
from core.enums import JobName
from core.jobs import defer
from core.models import User
from exchange.enums import ImportState
from exchange.models import ImportedTable, ImportRun
from exchange.services.imports import lock_run, require_editable, require_waiting

GATHERING = gettext_noop("Gathering the rows")
WRITING = gettext_noop("Writing the rows")
STEPS = (GATHERING, WRITING)
MOST_TOLD = 200
ORDER = {table.key: position for position, table in enumerate(TABLES)}

Report = Callable[[int, int, str], None]


class NotTaken(Exception):
    """Rows that were refused, as they are told on the page."""

    def __init__(self, rows: list[dict[str, str]]) -> None:
        super().__init__("rows refused")
        self.rows = rows


@transaction.atomic
def request_apply(*, run_id: UUID, by: User) -> ImportRun:
    """Have the chosen rows of the chosen tables written; refused while an error or a doubt is left in them."""
    run = lock_run(run_id=run_id, by=by)
    require_waiting(run)
    require_editable(run.version)
    tables = chosen_tables(run)
    if not tables:
        raise ValidationError(_("Choose at least one table that was recognised."), code="nothing")
    for table in tables:
        _require_clear(table)
    run.state = ImportState.APPLYING
    run.refusal = {}
    run.revision += 1
    run.save()
    payload = {"run": str(run.pk), "by": str(by.pk), "language": translation.get_language()}
    defer(JobName.APPLY_IMPORT, key=str(run.pk), payload=payload, created_by=by)
    return run


def apply_import(*, run_id: UUID, by: User, language: str, report: Report) -> ImportRun:
    """Write the rows in one transaction; safe to run twice. What is refused is shown, and nothing is written."""
    with translation.override(language):
        try:
            return _apply(run_id=run_id, by=by, report=report)
        except NotTaken as refused:
            return _give_back(run_id, refused.rows)
        except PermissionDenied:
            return _give_back(
                run_id, [{"place": "", "column": "", "message": _("You may not change this contract.")}]
            )


@transaction.atomic
def undo_import(*, run_id: UUID, by: User) -> ImportRun:
    """Bring back the rows that were there before; refused when someone changed them since."""
    run = lock_run(run_id=run_id, by=by)
    if run.state != ImportState.APPLIED:
        raise ValidationError(_("Only an import that was applied can be undone."), code="state")
    for step in reversed(run.undo):
        undo_merge(version_id=run.version_id, undo=step, by=by)
    run.state = ImportState.UNDONE
    run.undone_at = timezone.now()
    run.revision += 1
    run.save()
    return run


def chosen_tables(run: ImportRun) -> list[ImportedTable]:
    """The tables that are to be written, in the order of the contract: what others refer to comes first."""
    tables = [table for table in run.tables.all() if table.is_chosen and table.table and table.row_count]
    return sorted(tables, key=lambda table: (ORDER[table.table], table.position))


def _report_rows(report: Report, before: int, total: int, rows: int) -> None:
    """Tell how many rows of the whole import are written."""
    report(before + rows, total, WRITING)


@transaction.atomic
def _apply(*, run_id: UUID, by: User, report: Report) -> ImportRun:
    run = lock_run(run_id=run_id, by=by)
    if run.state != ImportState.APPLYING:
        return run
    if not run.version.is_editable:
        raise NotTaken([_plain(_("This version can no longer be changed."))])
    tables = chosen_tables(run)
    total = sum(table.row_count for table in tables)
    done = 0
    for table in tables:
        report(done, total, GATHERING)
        _merge(run, table, by, partial(_report_rows, report, done, total))
        done += table.row_count
    run.state = ImportState.APPLIED
    run.applied_at = timezone.now()
    run.save()
    return run


def _merge(run: ImportRun, table: ImportedTable, by: User, report: Callable[[int], None]) -> None:
    told = (stored_cells(table.table, row["cells"]) | {"_place": row["place"]} for row in wanted_rows(table))
    try:
        merged = merge_rows(
            version_id=run.version_id,
            table=table.table,
            rows=told,
            by=by,
            language=run.language,
            report=report,
        )
    except RowErrors as refused:
        raise NotTaken(_tell_rows(table, refused)) from refused
    except ValidationError as refused:
        raise NotTaken([_plain(message, table.place) for message in refused.messages]) from refused
    run.undo = [*run.undo, merged.undo]
    counts = {"created": merged.created, "changed": merged.changed, "unchanged": merged.unchanged}
    run.results = [*run.results, {"table": table.table, "place": table.place, **counts}]


def wanted_rows(table: ImportedTable) -> Iterator[dict[str, Any]]:
    """The rows that are to be written, with the chosen readings in their cells."""
    left_out = set(table.left_out)
    readings: dict[int, dict[str, str]] = {}
    for cell in table.ambiguous:
        readings.setdefault(cell["number"], {})[cell["column"]] = cell["chosen"] or cell["proposal"]
    for chunk in table.chunks.order_by("number").iterator(chunk_size=20):
        for row in chunk.rows:
            if row["number"] not in left_out:
                row["cells"].update(readings.get(row["number"], {}))
                yield row


def stored_cells(table: str, cells: dict[str, Any]) -> dict[str, Any]:
    """The cells that the table stores. A printed sum is kept only where no part of it is known."""
    spec = find_table(table)
    stored = {column.key for column in spec.stored_columns}
    kept = {key: value for key, value in cells.items() if key in stored}
    if spec.store == "emissions" and cells.get("total") and not any(key.startswith("scope_") for key in kept):
        kept["total"] = cells["total"]
    return kept


def _require_clear(table: ImportedTable) -> None:
    """Refuse a table with rows that could not be read or numbers that nobody confirmed."""
    left_out = set(table.left_out)
    errors = len(set(table.error_rows) - left_out)
    if errors:
        told = ngettext(
            "%(place)s: %(count)s row cannot be read as it is. Leave it out, or correct the file and send it again.",
            "%(place)s: %(count)s rows cannot be read as they are. "
            "Leave them out, or correct the file and send it again.",
            errors,
        )
        raise ValidationError(told % {"place": table.place, "count": errors}, code="errors")
    doubts = sum(1 for cell in table.ambiguous if not cell["chosen"] and cell["number"] not in left_out)
    if doubts:
        told = ngettext(
            "%(place)s: %(count)s number may mean two things. Confirm how it is read.",
            "%(place)s: %(count)s numbers may mean two things. Confirm how they are read.",
            doubts,
        )
        raise ValidationError(told % {"place": table.place, "count": doubts}, code="ambiguous")


def _plain(message: str, place: str = "") -> dict[str, str]:
    return {"place": place, "column": "", "message": message}


def _tell_rows(table: ImportedTable, refused: RowErrors) -> list[dict[str, str]]:
    """What was refused, at its rows in the file."""
    labels = {column.key: str(column.label) for column in find_table(table.table).columns}
    told = (
        {
            "place": row["places"].get(column, row["place"]),
            "column": "" if column == NON_FIELD_ERRORS else labels.get(column, column),
            "message": message,
        }
        for index, row in enumerate(wanted_rows(table))
        for column, message in refused.rows.get(index, {}).items()
    )
    return list(islice(told, MOST_TOLD))


def _give_back(run_id: UUID, rows: list[dict[str, str]]) -> ImportRun:
    """Let the person choose again, with what was refused."""
    ImportRun.objects.filter(pk=run_id, state=ImportState.APPLYING).update(
        state=ImportState.RECOGNISED, refusal={"rows": rows}, changed_at=timezone.now()
    )
    return ImportRun.objects.get(pk=run_id)
