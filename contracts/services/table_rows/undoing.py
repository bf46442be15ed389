"""Taking back what a merge wrote."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib.admin.utils import NestedObjects
from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS, transaction
from django.utils.translation import gettext as _

from contracts.models import (
    Action,
    Clause,
    ContractParty,
    ContractVersion,
    EmissionsGapRow,
    Indicator,
    Inventory,
    InventoryLine,
    InventorySeries,
    Objective,
    Pathway,
    TableRow,
    TargetBoundary,
)
from contracts.services.table_rows.batches import Batch
from contracts.services.table_rows.bulk import delete_rows, load_rows
from contracts.services.table_rows.locking import lock_version, tell_rows
from contracts.services.table_rows.marks import marks_of
from contracts.tables import find_table
from core.enums import ChangeVerb
from core.models import User, WithId

MODELS: Mapping[str, type[WithId]] = {
    model._meta.label_lower: model
    for model in (
        Indicator,
        Action,
        Clause,
        ContractParty,
        EmissionsGapRow,
        InventoryLine,
        Inventory,
        InventorySeries,
        Pathway,
        Objective,
        TableRow,
        TargetBoundary,
    )
}
"""What merges write, what hangs on something before the thing it hangs on."""
Undo = Mapping[str, Any]


@transaction.atomic
def undo_merge(*, version_id: UUID, undo: Undo, by: User) -> None:
    """Bring back exactly what was there before a merge; raises `ValidationError` where someone wrote since.

    Several merges are undone in the opposite order.
    """
    spec = find_table(undo["table"])
    version = lock_version(version_id=version_id, by=by, spec=spec)
    batch = Batch()
    _put_old_values(batch, undo)
    _put_removed(batch, undo)
    _remove_created(undo)
    batch.save()
    version.refresh_from_db(fields=["baseline_series"])
    tell_rows(
        version=version,
        spec=spec,
        verb=ChangeVerb.UNDONE,
        by=by,
        subject=version,
        fields=batch.differences(),
        summary=spec.title,
    )


def _load(name: str, marks: Mapping[str, str]) -> dict[str, Any]:
    """The rows that a merge wrote, refused where one is gone or was changed since."""
    model = MODELS[name]
    rows = load_rows(model._default_manager.all(), marks)  # noqa: SLF001 - the one manager that every model has
    now = marks_of(model, list(rows.values()))
    changed = [pk for pk, mark in marks.items() if now.get(pk) != mark]
    if changed:
        named = [str(rows[pk]) for pk in changed if pk in rows]
        raise ValidationError(
            _("This can no longer be undone: %(count)s rows were changed since (%(rows)s).")
            % {"count": len(changed), "rows": ", ".join(named[:3]) or _("removed")},
            code="changed_since",
        )
    return rows


def _put_old_values(batch: Batch, undo: Undo) -> None:
    for name, changes in undo["changed"].items():
        rows = _load(name, {pk: change["mark"] for pk, change in changes.items()})
        for pk, change in changes.items():
            batch.change(rows[pk], _values(MODELS[name], change["old"]))
            for field, before in change["links"].items():
                now = getattr(rows[pk], field).values_list("pk", flat=True)
                batch.link(rows[pk], field, before=list(now), after=[UUID(one) for one in before])


def _put_removed(batch: Batch, undo: Undo) -> None:
    for name, removed in undo["removed"].items():
        for values in removed:
            batch.create(MODELS[name](**_values(MODELS[name], values)))


def _remove_created(undo: Undo) -> None:
    """Take new rows away, unless something else hangs on them by now."""
    ours = {pk for part in ("created", "changed") for rows in undo[part].values() for pk in rows}
    for name, model in MODELS.items():
        rows = _load(name, undo["created"].get(name, {}))
        _validate_free(model, list(rows.values()), ours)
        delete_rows(model, list(rows))


def _validate_free(model: type[WithId], rows: list[WithId], ours: set[str]) -> None:
    """Refuse where others than `ours`, the rows of the merge itself, would go with the new rows or lose a tie."""
    collector = NestedObjects(using=DEFAULT_DB_ALIAS)
    collector.collect(rows)
    hanging = {type(one) for one in collector.protected}
    hanging |= {other for other in collector.data if other is not model and not other._meta.auto_created}
    updates: Any = collector.field_updates
    for (field, _value), loosened in updates.items():
        if field.model is not ContractVersion and any(
            str(one.pk) not in ours for some in loosened for one in some
        ):
            hanging.add(field.model)
    if hanging:
        names = ", ".join(sorted(str(other._meta.verbose_name_plural) for other in hanging))
        raise ValidationError(
            _("This can no longer be undone: %(things)s were added to the new rows since.")
            % {"things": names},
            code="in_use",
        )


def _values(model: type[WithId], values: Mapping[str, Any]) -> dict[str, Any]:
    """Attributes as the model holds them, of what JSON kept."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    return {name: _value(fields[name], value) for name, value in values.items()}


def _value(field: Any, value: Any) -> Any:
    target = field.target_field if field.is_relation else field
    return None if value is None else target.to_python(value)
