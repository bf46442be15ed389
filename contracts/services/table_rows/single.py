"""Writing one row, and taking one away."""

from collections.abc import Mapping
from typing import Any, cast
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from contracts.documents.rows import Row
from contracts.services.actions import archive_action
from contracts.services.indicators import archive_indicator
from contracts.services.table_rows.entities import save_action, save_indicator
from contracts.services.table_rows.identities import RowIndex
from contracts.services.table_rows.locking import lock_version, tell_rows
from contracts.services.table_rows.merging import put_rows
from contracts.services.table_rows.stores import writer_of
from contracts.services.table_rows.tidying import (
    changed_cells,
    merge_texts,
    problems_of,
    tidy_cells,
    whole_row,
)
from contracts.services.table_rows.writers.actions import ActionWriter
from contracts.services.table_rows.writers.base import Pending, Writer, refuse, refuse_all
from contracts.services.table_rows.writers.indicators import IndicatorWriter
from contracts.tables import find_table
from core.access import check_revision
from core.enums import ChangeVerb
from core.models import User


@transaction.atomic
def save_row(
    *,
    version_id: UUID,
    table: str,
    cells: Mapping[str, Any],
    by: User,
    row_id: str | UUID | None = None,
    revision: int | None = None,
) -> Row:
    """Add a row to a table, or change the row `row_id`; cells that are not named stay as they are.

    Raises `ValidationError` by column, `core.access.Conflict` when the row changed since `revision`,
    `ObjectDoesNotExist` for an id that the table does not have.
    """
    spec = find_table(table)
    version = lock_version(version_id=version_id, by=by, spec=spec)
    writer = writer_of(version, spec)
    rows = writer.existing()
    row = _find(rows, row_id) if row_id else None
    if row is not None:
        check_revision(row, revision)  # type: ignore[arg-type]  # a row of a table counts revisions too
    pending = _plan(writer, cells, rows, row)
    if row is not None and not pending.changes:
        return row
    if isinstance(writer, ActionWriter):
        save_action(writer=writer, pending=pending, by=by)
    elif isinstance(writer, IndicatorWriter):
        save_indicator(writer=writer, pending=pending, by=by)
    else:
        _write(writer, pending, by)
    return _read_again(writer, pending)


@transaction.atomic
def delete_row(
    *, version_id: UUID, table: str, row_id: str | UUID, by: User, revision: int | None = None
) -> None:
    """Take a row out of a table; an action and an indicator are archived and can be restored.

    Raises what `save_row` raises.
    """
    spec = find_table(table)
    version = lock_version(version_id=version_id, by=by, spec=spec)
    writer = writer_of(version, spec)
    row = _find(writer.existing(), row_id)
    check_revision(row, revision)  # type: ignore[arg-type]  # a row of a table counts revisions too
    if isinstance(writer, ActionWriter):
        archive_action(action_id=UUID(row.id), by=by)
    elif isinstance(writer, IndicatorWriter):
        archive_indicator(indicator_id=UUID(row.id), by=by)
    else:
        _remove(writer, row, by)


def _find(rows: list[Row], row_id: str | UUID) -> Row:
    found = next((row for row in rows if row.id == str(row_id)), None)
    if found is None:
        raise ObjectDoesNotExist(f"The table has no row {row_id}.")
    return found


def _plan(writer: Writer, told: Mapping[str, Any], rows: list[Row], row: Row | None) -> Pending:
    """The row as it is to be; refused where a cell is wrong or another row is the same."""
    kept = row.cells if row else {}
    given = merge_texts({}, tidy_cells(writer.spec, told))
    cells = whole_row(writer.spec, kept, given)
    refuse_all(problems_of(writer.spec, cells))
    if RowIndex(writer.spec, [one for one in rows if one is not row]).find(cells):
        column = writer.spec.column(writer.spec.identity[0])
        message = _("There is a row with the same “%(column)s” already.") % {"column": column.label}
        raise refuse(column.key, message, "unique")
    return Pending(0, given, cells, row, changed_cells(kept, given))


def _write(writer: Writer, pending: Pending, by: User) -> None:
    writer.prepare([pending])
    errors: dict[int, dict[str, Any]] = {}
    put_rows(writer, [pending], errors)
    refuse_all(errors.get(pending.index, {}))
    writer.batch.save()
    writer.settle()
    tell_rows(
        version=writer.version,
        spec=writer.spec,
        verb=ChangeVerb.CHANGED if pending.row else ChangeVerb.CREATED,
        by=by,
        subject=writer.batch.touched[-1],
        fields=writer.batch.differences(),
        summary=writer.spec.title,
    )


def _remove(writer: Writer, row: Row, by: User) -> None:
    writer.remove(row)
    subject = writer.batch.touched[0]
    try:
        writer.batch.save()
    except ProtectedError as error:
        kinds = sorted({str(one._meta.verbose_name_plural) for one in error.protected_objects})
        raise ValidationError(
            _("This row cannot be removed: %(things)s rest on it.") % {"things": ", ".join(kinds)},
            code="protected",
        ) from error
    tell_rows(
        version=writer.version,
        spec=writer.spec,
        verb=ChangeVerb.REMOVED,
        by=by,
        subject=subject,
        fields=[one for one in writer.batch.differences() if one.subject is not subject],
        summary=writer.spec.title,
    )


def _read_again(writer: Writer, pending: Pending) -> Row:
    """The row as it is kept now: decimals are rounded to their column."""
    rows = RowIndex(writer.spec, writer.existing())
    return cast("Row", rows.find(pending.cells))
