"""Writing many model rows in few statements, on any database."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db.models import QuerySet

from core.models import Revised, WithId

ROWS_AT_ONCE = 500
Changed = tuple[WithId, Mapping[str, Any]]
LinkChange = tuple[WithId, str, Sequence[Any], Sequence[Any]]


def chunks(items: Sequence[Any], size: int = ROWS_AT_ONCE) -> Iterator[Sequence[Any]]:
    """Items in portions that any database takes in one statement."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


def load_rows(rows: QuerySet[Any], pks: Iterable[Any]) -> dict[str, Any]:
    """Rows by their id as text, locked for the rest of the transaction."""
    found: dict[str, Any] = {}
    for some in chunks(sorted(map(str, pks))):
        found |= {str(row.pk): row for row in rows.select_for_update(of=("self",)).filter(pk__in=some)}
    return found


def insert_rows(model: type[WithId], rows: Sequence[WithId]) -> None:
    """Write new rows."""
    model._base_manager.bulk_create(rows, batch_size=ROWS_AT_ONCE)  # noqa: SLF001 - finds every row, as Django does


def update_rows(model: type[WithId], rows: Sequence[Changed]) -> None:
    """Write rows whose fields named beside them changed, each as its next revision.

    As an insertion that meets its own id: `bulk_update` would build a case for every cell.
    """
    names = {name for _row, old in rows for name in old}
    fields = {field.name for field in model._meta.concrete_fields if field.attname in names}
    if issubclass(model, Revised):
        fields |= {"revision", "changed_at"}
        for row, _old in rows:
            row.revision += 1  # type: ignore[attr-defined]  # only rows of `Revised` come here
    model._base_manager.bulk_create(  # noqa: SLF001 - finds every row, as Django does
        [row for row, _old in rows],
        batch_size=ROWS_AT_ONCE,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=sorted(fields),
    )


def delete_rows(model: type[WithId], pks: Sequence[Any]) -> None:
    """Take rows away, with what goes with them."""
    for some in chunks(pks):
        model._base_manager.filter(pk__in=some).delete()  # noqa: SLF001 - finds every row, as Django does


def set_links(links: Iterable[LinkChange]) -> None:
    """Change what many-to-many fields point to."""
    for row, name, before, after in links:
        manager = getattr(row, name)
        manager.remove(*(set(before) - set(after)))
        manager.add(*(set(after) - set(before)))
