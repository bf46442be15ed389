"""Writing many rows at once: all of them or none."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from contracts.documents.rows import Cells, Row
from contracts.services.table_rows.bulk import ROWS_AT_ONCE
from contracts.services.table_rows.identities import Key, RowIndex, keys_of
from contracts.services.table_rows.locking import lock_version, tell_rows
from contracts.services.table_rows.results import MergeResult, RowErrors
from contracts.services.table_rows.stores import writer_of
from contracts.services.table_rows.tidying import (
    Messages,
    changed_cells,
    merge_texts,
    problems_of,
    tidy_cells,
    whole_row,
)
from contracts.services.table_rows.writers.base import Pending, Writer, column_messages
from contracts.tables import TableSpec, find_table
from core.enums import ChangeVerb
from core.models import User
from core.quantities import format_number

Errors = dict[int, Messages]
Report = Callable[[int], None]
UNDO_FORMAT = 1
REPORT_EVERY = 1_000


@transaction.atomic
def merge_rows(
    *,
    version_id: UUID,
    table: str,
    rows: Iterable[Mapping[str, Any]],
    by: User,
    language: str,
    report: Report | None = None,
) -> MergeResult:
    """Add rows to a table and change those that are there: the identity columns decide which row is the same.

    Cells that a row does not name stay as they are, cells that it names as null become unknown; of a translated text
    the languages stay that it does not name. Everything is checked as for a single row; raises `RowErrors` with the
    errors of all rows and writes nothing, raises `ValidationError` where the table does not change any more.
    `rows` are gone through once; `report` hears how many of them were written.
    """
    spec = find_table(table)
    version = lock_version(version_id=version_id, by=by, spec=spec)
    writer = writer_of(version, spec, language)
    pending, errors = plan_rows(writer, rows)
    writer.prepare(pending)
    changed = put_rows(writer, pending, errors, report)
    if errors:
        raise RowErrors(errors)
    created, total = sum(one.row is None for one in pending), len(pending)
    del pending  # the checks of the whole contract need the room
    undo = {"format": UNDO_FORMAT, "table": spec.key, "created": {}, "changed": {}, "removed": {}}
    if changed:
        writer.batch.save()
        writer.settle()
        undo |= writer.batch.undo()
        tell_rows(
            version=version,
            spec=spec,
            verb=ChangeVerb.IMPORTED,
            by=by,
            subject=version,
            fields=writer.batch.differences(),
            summary=lambda: _tell_counts(spec, created, changed - created),
        )
    return MergeResult(created, changed - created, total - changed, undo)


def _tell_counts(spec: TableSpec, created: int, changed: int) -> str:
    counts = {"created": format_number(created), "changed": format_number(changed)}
    return _("%(table)s: %(created)s new rows, %(changed)s changed") % {"table": spec.title, **counts}


def plan_rows(writer: Writer, rows: Iterable[Mapping[str, Any]]) -> tuple[list[Pending], Errors]:
    """Every row with what is kept of it, and what is wrong with the rows by themselves."""
    spec, index = writer.spec, RowIndex(writer.spec, writer.existing())
    pending: list[Pending] = []
    errors: Errors = {}
    seen: dict[Key, int] = {}
    places: list[str] = []
    for number, told in enumerate(rows):
        places.append(_place(told, number))
        given = tidy_cells(spec, told, language=writer.language)
        keys = keys_of(spec, given)
        row = index.find_key(keys)
        one = plan_row(spec, number, given, row)
        pending.append(one)
        if problems := problems_of(spec, one.cells):
            errors[number] = problems
        else:
            _note_place(places, number, keys_of(spec, one.cells) if row else keys, seen, errors)
    return pending, errors


def plan_row(spec: TableSpec, number: int, given: Cells, row: Row | None) -> Pending:
    """One row of an import beside what is kept of it."""
    kept = row.cells if row else {}
    merged = merge_texts(kept, given)
    whole = whole_row(spec, kept, merged) if kept else merged
    changes = changed_cells(kept, merged)
    return Pending(number, merged, whole, row, whole if changes == whole else changes)


def put_rows(writer: Writer, pending: Sequence[Pending], errors: Errors, report: Report | None = None) -> int:
    """Put all rows into the batch, note what is wrong, and say how many of them change something."""
    columns = [column.key for column in writer.spec.columns]
    changed = 0
    for one in pending:
        if report and one.index % REPORT_EVERY == 0:
            report(one.index)
        if one.index in errors:
            continue
        try:
            changed += writer.put(one)
        except ValidationError as error:
            errors[one.index] = column_messages(error, columns)
        if writer.writes_early:
            _write_early(writer, errors)
    for index, messages in writer.finish([one for one in pending if one.index not in errors]).items():
        errors[index] = messages
    return changed


def _write_early(writer: Writer, errors: Errors) -> None:
    """Write a full portion of new rows; once a row is refused nothing will be kept, so that they are let go."""
    if sum(map(len, writer.batch.created.values())) < ROWS_AT_ONCE:
        return
    if errors:
        writer.batch.created.clear()
    else:
        writer.batch.write_created()


def _note_place(
    places: Sequence[str], index: int, keys: Sequence[Key], seen: dict[Key, int], errors: Errors
) -> None:
    """Refuse a row that stands twice in one import, naming both places at both rows."""
    for key in keys:
        first = seen.setdefault(key, index)
        if first != index:
            message = _("The same row stands twice: %(first)s and %(second)s.") % {
                "first": places[first],
                "second": places[index],
            }
            errors[first] = errors[index] = {NON_FIELD_ERRORS: message}


def _place(told: Mapping[str, Any], index: int) -> str:
    """Where a row stands: as the file tells, else its number."""
    return str(told.get("_place") or _("row %(number)s") % {"number": index + 1})
