"""Setting a field back to what it was, through the service of its row and with its rights."""

from collections.abc import Callable, Collection
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.utils.translation import gettext as _

from contracts.models import Action, ContractVersion, Indicator, Section, TableRow
from contracts.selectors.history import RESTORABLE, is_restorable
from contracts.services.actions import update_action
from contracts.services.indicators import update_indicator
from contracts.services.sections import save_section
from contracts.services.table_rows import save_row
from contracts.services.versions import update_version
from contracts.tables import find_table
from core.models import FieldChange, User
from core.validators import refusal


@transaction.atomic
def restore_field(*, field_change_id: UUID, by: User) -> FieldChange:
    """Write the value that a field had before a change; the restoring is a change of its own."""
    kept = FieldChange.objects.get(pk=field_change_id)
    if not is_restorable(kept):
        raise refusal("field", _("This kind of field cannot be set back here."), "kind")
    model = apps.get_model(kept.subject_kind)
    try:
        row = model._base_manager.get(pk=kept.subject_id)  # noqa: SLF001 - also rows that lists leave out
    except ObjectDoesNotExist as error:
        raise refusal("field", _("The row is gone; it cannot be set back."), "gone") from error
    RESTORE[kept.subject_kind](row, kept, by)
    return kept


def kept_value(row: Any, kept: FieldChange) -> Any:
    """The kept JSON as the type of the row's field; a tie to another row is looked up again."""
    field = row._meta.get_field(kept.field)
    if kept.old is None or not field.is_relation:
        return None if kept.old is None else field.to_python(kept.old)
    return field.related_model._base_manager.filter(pk=kept.old).first()  # noqa: SLF001 - the same


def _restore_action(row: Action, kept: FieldChange, by: User) -> None:
    update_action(action_id=row.pk, by=by, **{kept.field: kept_value(row, kept)})


def _restore_version(row: ContractVersion, kept: FieldChange, by: User) -> None:
    update_version(version_id=row.pk, by=by, **{kept.field: kept_value(row, kept)})


def _restore_indicator(row: Indicator, kept: FieldChange, by: User) -> None:
    update_indicator(indicator_id=row.pk, by=by, **{kept.field: kept_value(row, kept)})


def _restore_section(row: Section, kept: FieldChange, by: User) -> None:
    """Only the text is set back, in each language that the change touched; its state has buttons of its own."""
    if kept.field != "body":
        raise refusal("field", _("Only the text of a section is set back."), "field")
    old, new = kept.old or {}, kept.new or {}
    for language in sorted(old.keys() | new.keys()):
        if old.get(language) != new.get(language):
            save_section(
                section_id=row.pk, body=old.get(language, ""), language=language, revision=None, by=by
            )


def _restore_cells(row: TableRow, kept: FieldChange, by: User) -> None:
    if kept.field != "cells":
        raise refusal("field", _("Only the cells of a row are set back."), "field")
    cells = {column.key: (kept.old or {}).get(column.key) for column in find_table(row.table).stored_columns}
    save_row(version_id=row.version_id, table=row.table, cells=cells, by=by, row_id=str(row.pk))


Restore = Callable[[Any, FieldChange, User], None]
RESTORE: dict[str, Restore] = {
    "contracts.action": _restore_action,
    "contracts.contractversion": _restore_version,
    "contracts.indicator": _restore_indicator,
    "contracts.section": _restore_section,
    "contracts.tablerow": _restore_cells,
}
"""Which service sets a field of each kind of row back; upper rooms add theirs by `register_restoring`."""


def register_restoring(*, kind: str, fields: Collection[str], restore: Restore) -> None:
    """Let these fields of a kind of row of another room be set back; called when Django is ready."""
    RESTORE[kind] = restore
    RESTORABLE[kind] = frozenset(fields)
