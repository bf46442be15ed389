"""Field history: what each change did to which field, kept beside the change row (ADR 0023).

A watched row remembers, when it is saved, what the database held before; `core.changes.record_change`
turns the difference into `FieldChange` rows. Rows written in bulk tell it themselves by `record_fields`.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Model
from django.db.models.signals import pre_save

from core.models import Change, FieldChange, WithId

UNTOLD = frozenset(
    {"id", "revision", "created_at", "changed_at", "changed_by", "code_key", "text_revisions"}
    | {"secret_sha256", "last_used_at", "warned_days"}
)
"""Fields that say nothing of what a person wrote."""

_BEFORE = "_values_before"
_watched: dict[type[Model], tuple[str, ...]] = {}


class FieldDifference(NamedTuple):
    """One field of one row before and after."""

    subject: WithId
    field: str
    old: Any
    new: Any


def watch(*models: type[WithId]) -> None:
    """Keep the field history of these models; call it once, when Django is ready."""
    for model in models:
        names = (field.attname for field in model._meta.concrete_fields if field.name not in UNTOLD)
        _watched[model] = tuple(names)
        pre_save.connect(_remember, sender=model, dispatch_uid=f"history of {model._meta.label}")


def is_watched(model: type[Model]) -> bool:
    """Whether the model's field history is kept."""
    return model in _watched


def as_json(value: Any) -> Any:
    """A field's value as JSON holds it: decimals, ids and days as text, everything else as it is."""
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def differences(subject: WithId, *, is_leaving: bool = False) -> list[FieldDifference]:
    """What the last save of a watched row changed, or all that goes with a row that is about to be deleted."""
    names = _watched.get(type(subject), ())
    now = {name: as_json(getattr(subject, name)) for name in names}
    if is_leaving:
        return [
            FieldDifference(subject, name, old, None) for name, old in now.items() if old not in (None, "")
        ]
    before: Mapping[str, Any] = subject.__dict__.pop(_BEFORE, None) or {}
    pairs = ((name, as_json(old), now[name]) for name, old in before.items())
    return [FieldDifference(subject, name, old, new) for name, old, new in pairs if old != new]


def record_fields(change: Change, found: Iterable[FieldDifference]) -> None:
    """Write the differences under their change row, in the same transaction."""
    FieldChange.objects.bulk_create(
        [
            FieldChange(
                change=change,
                subject_kind=one.subject._meta.label_lower,
                subject_id=one.subject.pk,
                subject_label=str(one.subject)[:200],
                field=one.field.removesuffix("_id"),
                old=as_json(one.old),
                new=as_json(one.new),
            )
            for one in found
        ],
        batch_size=500,
    )


def _remember(sender: type[Model], instance: Model, **_kwargs: Any) -> None:
    """Read what the database holds now; a row that is new has nothing before."""
    if not instance._state.adding:
        before = sender._base_manager.filter(pk=instance.pk).values(*_watched[sender]).first()  # noqa: SLF001 - finds every row, as Django does
        instance.__dict__.setdefault(_BEFORE, before)
