"""Writing rows that may be there already: new ones are added, changed ones updated, an officer's work is left alone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Field

BOOKKEEPING = {"id", "revision", "created_at", "changed_at", "archived_at", "checked_at", "frozen_at"}
"""Fields that the portal keeps for itself; the data never change them."""


@dataclass(frozen=True)
class Counts:
    """What writing a kind of row came to."""

    added: int = 0
    changed: int = 0
    left_alone: int = 0
    total: int = 0


@dataclass
class Writer:
    """Writes rows kind by kind; remembers what people have changed, so that parts of it stay alone too."""

    kept: set[UUID] = field(default_factory=set)

    def write(self, rows: Sequence[Any], *, part_of: str = "", is_complete: bool = False) -> Counts:
        """Write rows of one model, at least one; `part_of` names the foreign key to what they are a part of.

        Where the rows are complete, earlier parts that the data no longer hold go, except of what people changed.
        """
        model: Any = type(rows[0])
        fields = _written_fields(model)
        stored = model.objects.in_bulk([row.pk for row in rows])
        ours = self._leave_alone(rows, stored, part_of)
        added = [row for row in ours if row.pk not in stored]
        changed = [row for row in ours if row.pk in stored and _differs(row, stored[row.pk], fields)]
        if is_complete:
            self._take_away_others(model, ours, part_of)
        self._save(model, added, changed, fields)
        return Counts(len(added), len(changed), len(rows) - len(ours), len(rows))

    def _leave_alone(self, rows: Sequence[Any], stored: dict[UUID, Any], part_of: str) -> list[Any]:
        """The rows that may be written; the others, and with them their parts, are kept as people left them."""
        theirs = {pk for pk, row in stored.items() if _is_touched(row)}
        if part_of:
            theirs |= {row.pk for row in rows if getattr(row, f"{part_of}_id") in self.kept}
        self.kept |= theirs
        return [row for row in rows if row.pk not in theirs]

    def _save(self, model: Any, added: list[Any], changed: list[Any], fields: list[Field]) -> None:
        names = [column.name for column in fields]
        if any(column.name == "changed_at" for column in model._meta.concrete_fields):
            names.append("changed_at")
        if added or changed:
            model.objects.bulk_create(
                [*added, *changed],
                batch_size=400,
                update_conflicts=True,
                unique_fields=["id"],
                update_fields=names,
            )

    def _take_away_others(self, model: Any, rows: list[Any], part_of: str) -> None:
        wholes = {getattr(row, f"{part_of}_id") for row in rows}
        kept = [row.pk for row in rows]
        model.objects.filter(**{f"{part_of}_id__in": wholes}).exclude(pk__in=kept).delete()

    def link(self, model: Any, pairs: Iterable[tuple[UUID, UUID]]) -> None:
        """Write the rows of a many-to-many table; those that are there stay."""
        left, right = [column.attname for column in model._meta.concrete_fields if column.many_to_one]
        rows = [model(**{left: first, right: second}) for first, second in pairs]
        model.objects.bulk_create(rows, batch_size=400, ignore_conflicts=True)


def _written_fields(model: Any) -> list[Field]:
    """The fields that the data tell; the portal's own are left out."""
    return [
        column
        for column in model._meta.concrete_fields
        if column.name not in BOOKKEEPING and not getattr(column, "auto_now_add", False)
    ]


def _is_touched(row: Any) -> bool:
    """Whether a person has worked on the row."""
    return getattr(row, "revision", 1) > 1 or getattr(row, "archived_at", None) is not None


def _differs(new: Any, stored: Any, fields: list[Field]) -> bool:
    return any(getattr(new, column.attname) != getattr(stored, column.attname) for column in fields)
