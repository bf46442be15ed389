"""Model rows that are written together, and what brings back the state before."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db.models import F

from contracts.models import ContractParty
from contracts.services.table_rows.bulk import chunks, delete_rows, insert_rows, set_links, update_rows
from contracts.services.table_rows.marks import marks_of, row_values
from core.history import FieldDifference, as_json
from core.models import WithId

PARKED = 20_000
"""Positions of parties are unique: those that are to be exchanged wait above all others."""
Old = dict[str, Any]


class Batch:
    """Rows to create, change and remove; nothing is written before `save`, but for what `write_created` is asked to.

    `marks` are those of the new rows that were written before.
    """

    def __init__(self) -> None:
        self.created: dict[type[WithId], list[WithId]] = {}
        self.changed: dict[type[WithId], dict[Any, tuple[WithId, Old]]] = {}
        self.removed: dict[type[WithId], list[WithId]] = {}
        self.links: list[tuple[WithId, str, list[Any], list[Any]]] = []
        self.marks: dict[type[WithId], dict[str, str]] = {}

    def create(self, row: WithId) -> None:
        """Add a row."""
        self.created.setdefault(type(row), []).append(row)

    def change(self, row: WithId, values: Mapping[str, Any]) -> bool:
        """Set attributes of a row that is kept; False where all of them were so already."""
        old = {name: getattr(row, name) for name, value in values.items() if _differs(row, name, value)}
        for name in old:
            setattr(row, name, values[name])
        if old:
            before = self._before(row)
            before |= {name: value for name, value in old.items() if name not in before}
        return bool(old)

    def write_created(self) -> None:
        """Write the new rows of now and let go of them: a long table does not stay in memory."""
        for model, rows in self.created.items():
            insert_rows(model, rows)
            self.marks.setdefault(model, {}).update(marks_of(model, rows))
        self.created.clear()

    def remove(self, row: WithId) -> None:
        """Take a row away."""
        self.removed.setdefault(type(row), []).append(row)

    def link(self, row: WithId, name: str, *, before: Sequence[Any], after: Sequence[Any]) -> bool:
        """Set what a many-to-many field points to, of a new row too; False where it does already."""
        if set(before) == set(after):
            return False
        self.links.append((row, name, list(before), list(after)))
        if not row._state.adding:
            self._before(row)
        return True

    @property
    def touched(self) -> list[WithId]:
        """All rows of the batch, new ones first."""
        changed = [row for rows in self.changed.values() for row, _old in rows.values()]
        return [*_flat(self.created), *changed, *_flat(self.removed)]

    def save(self) -> None:
        """Write everything, in few statements."""
        for model, gone in self.removed.items():
            delete_rows(model, [row.pk for row in gone])
        self._park_positions()
        for model, rows in self.changed.items():
            update_rows(model, list(rows.values()))
        for model, created in self.created.items():
            insert_rows(model, created)
        set_links(self.links)

    def differences(self) -> Iterator[FieldDifference]:
        """What changes and removals did to each field; a new row has no history yet."""
        for rows in self.changed.values():
            for row, old in rows.values():
                yield from (FieldDifference(row, name, was, getattr(row, name)) for name, was in old.items())
        for row, name, before, after in self.links:
            yield FieldDifference(row, name, sorted(map(str, before)), sorted(map(str, after)))
        for row in _flat(self.removed):
            told = {name: value for name, value in row_values(row).items() if value not in (None, "")}
            yield from (FieldDifference(row, name, value, None) for name, value in told.items())

    def undo(self) -> dict[str, Any]:
        """JSON from which `undo_merge` brings back the state before; call it after `save`."""
        removed = {
            _name(model): [{"id": str(row.pk), **row_values(row)} for row in rows]
            for model, rows in self.removed.items()
        }
        return {
            "created": {
                _name(model): self.marks.get(model, {}) | marks_of(model, self.created.get(model, []))
                for model in {**self.marks, **self.created}
            },
            "changed": {_name(model): self._undo_changes(model) for model in self.changed},
            "removed": removed,
        }

    def _undo_changes(self, model: type[WithId]) -> dict[str, Any]:
        rows = self.changed[model]
        marks = marks_of(model, [row for row, _old in rows.values()])
        undo: dict[str, Any] = {
            str(pk): {
                "mark": marks[str(pk)],
                "old": {name: as_json(value) for name, value in old.items()},
                "links": {},
            }
            for pk, (_row, old) in rows.items()
        }
        for row, name, before, _after in self.links:
            if row.pk in rows:
                undo[str(row.pk)]["links"][name] = [str(one) for one in before]
        return undo

    def _before(self, row: WithId) -> Old:
        """What is remembered of a row that changes."""
        return self.changed.setdefault(type(row), {}).setdefault(row.pk, (row, {}))[1]

    def _park_positions(self) -> None:
        moved = [pk for pk, (_row, old) in self.changed.get(ContractParty, {}).items() if "position" in old]
        for pks in chunks(moved):
            ContractParty.objects.filter(pk__in=pks).update(position=F("position") + PARKED)


def _name(model: type[WithId]) -> str:
    return model._meta.label_lower


def _differs(row: WithId, name: str, value: Any) -> bool:
    return bool(as_json(getattr(row, name)) != as_json(value))


def _flat(rows: Mapping[type[WithId], list[WithId]]) -> list[WithId]:
    return [row for some in rows.values() for row in some]
