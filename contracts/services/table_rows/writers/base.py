"""What every writer does: resolve, set, check; nothing is saved before the batch is."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db.models import Max, QuerySet

from contracts.documents.reading import READERS
from contracts.documents.rows import Cells, Row
from contracts.models import ContractVersion
from contracts.services.table_rows.batches import Batch
from contracts.services.table_rows.bulk import load_rows
from contracts.services.table_rows.field_values import clean_row, field_values, messages_of
from contracts.tables import TableSpec
from core.models import WithId
from core.validators import refusal


@dataclass(slots=True)
class Pending:
    """One row to write. `row` is what is kept of it now; `given` the cells that were told, `cells` all of them.

    `changes` are the cells that differ from what is kept.
    """

    index: int
    given: Cells
    cells: Cells
    row: Row | None = None
    changes: Cells = field(default_factory=dict)


class Writer(ABC):
    """Writes rows of one table into its store."""

    writes_early: ClassVar[bool] = False
    """Whether new rows may be written before all are put: nothing in the batch and no check of all rows needs them."""

    def __init__(self, version: ContractVersion, spec: TableSpec, language: str) -> None:
        self.version = version
        self.spec = spec
        self.language = language
        self.batch = Batch()

    def existing(self) -> list[Row]:
        """The rows that are kept now."""
        return READERS[self.spec.store].read(self.version, [self.spec])[self.spec.key]

    def prepare(self, pending: Sequence[Pending]) -> None:  # noqa: B027 - a writer may need nothing
        """Read what all rows need, in few queries."""

    @abstractmethod
    def put(self, pending: Pending) -> bool:
        """Put one row into the batch; False where nothing changes. Raises `ValidationError` by column."""

    @abstractmethod
    def remove(self, row: Row) -> None:
        """Put the removal of a row into the batch."""

    def finish(self, pending: Sequence[Pending]) -> dict[int, dict[str, Any]]:
        """Errors that only all rows together show, by index."""
        return {}

    def settle(self) -> None:  # noqa: B027 - few writers need it
        """Write what follows from the batch, after it was saved."""


class ModelWriter(Writer):
    """Writes rows of a model, a field for each column."""

    model: ClassVar[type[WithId]]
    owner: ClassVar[str] = "version"
    """The field that ties a row to its version or contract."""
    numbers_rows: ClassVar[bool] = False
    """Whether new rows go to the end by their field `position`."""

    def prepare(self, pending: Sequence[Pending]) -> None:
        """Read the rows that change, and where the table ends."""
        self.loaded = load_rows(self.siblings(), [one.row.id for one in pending if one.row and one.changes])
        self.next_position = 1
        if self.numbers_rows:
            last = self.siblings().aggregate(last=Max("position"))["last"]
            told = [one.cells.get("position") for one in pending]
            known = [position for position in (last, *told) if isinstance(position, int)]
            self.next_position = max(known, default=0) + 1

    def siblings(self) -> QuerySet[Any]:
        """All rows of the table's store."""
        rows: QuerySet[Any] = self.model._default_manager.all()  # noqa: SLF001 - every model has it
        return rows.filter(**{self.owner: self.owned_by})

    @property
    def owned_by(self) -> WithId:
        """What the rows belong to."""
        return self.version if self.owner == "version" else self.version.contract

    def put(self, pending: Pending) -> bool:
        """Set the fields of a new or kept row and check them."""
        if pending.row is None:
            row = self._new_row(pending)
            self.check(row, pending)
            self.batch.create(row)
            return True
        if not pending.changes:
            return False
        row = self._attach(self.loaded[pending.row.id])
        is_changed = self.batch.change(row, self.values(pending, row))
        self.check(row, pending)
        return is_changed

    def remove(self, row: Row) -> None:
        """Take the row away."""
        self.batch.remove(self._attach(load_rows(self.siblings(), [row.id])[row.id]))

    def values(self, pending: Pending, row: WithId) -> dict[str, Any]:
        """The attributes that the changed cells set."""
        return field_values(self.model, pending.changes)

    def check(self, row: WithId, pending: Pending) -> None:
        """Refuse what a field does not hold."""
        refuse_all(clean_row(row))

    def _new_row(self, pending: Pending) -> WithId:
        row = self._attach(self.model())
        if hasattr(row, "source_language") and self.language:
            row.source_language = self.language
        if self.numbers_rows:
            row.position = self.next_position  # type: ignore[attr-defined]  # models that number rows have it
            self.next_position += 1
        for name, value in self.values(pending, row).items():
            setattr(row, name, value)
        return row

    def _attach(self, row: WithId) -> WithId:
        """Give the row the version or contract that is locked, so that telling its name asks for nothing."""
        setattr(row, self.owner, self.owned_by)
        return row


def refuse_all(messages: Mapping[str, Any]) -> None:
    """Raise all messages at once, each at its column."""
    if messages:
        raise ValidationError(dict(messages))


def refuse(column: str, message: Any, code: str) -> ValidationError:
    """A refusal at one column."""
    return refusal(column, message, code)


def column_messages(error: ValidationError, columns: Iterable[str]) -> dict[str, Any]:
    """The messages of a refusal at columns of the table; what concerns another field stands at the first column."""
    known = list(columns)
    found: dict[str, Any] = {}
    for key, message in messages_of(error).items():
        place = key if key in known else known[0]
        found[place] = f"{found[place]} {message}" if place in found else message
    return found
