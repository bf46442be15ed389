"""The boundary of the target: a row for each sector and scope behind each row of the table."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from contracts.documents.rows import Row
from contracts.models import TargetBoundary
from contracts.services.table_rows.bulk import load_rows
from contracts.services.table_rows.field_values import clean_row, field_values
from contracts.services.table_rows.writers.base import Pending, Writer, refuse, refuse_all

SCOPES = (1, 2, 3)
SHARED = ("sector", "gases", "note")


class BoundaryWriter(Writer):
    """Rows of `TargetBoundary`, written sector by sector."""

    def prepare(self, pending: Sequence[Pending]) -> None:
        """Read all that is told of the version; it is never much."""
        self.parts = self._read_parts()

    def put(self, pending: Pending) -> bool:
        """Set what is told of each scope of a sector."""
        kept = self.parts.get(pending.row.id, {}) if pending.row else {}
        if not any(pending.cells.get(_column(scope)) for scope in SCOPES):
            raise refuse(
                "scope_1", _("Say of at least one scope whether the target includes it."), "required"
            )
        changed = [self._put_scope(pending, scope, kept.get(scope)) for scope in SCOPES]
        return any(changed)

    def remove(self, row: Row) -> None:
        """Take away all scopes of the sector."""
        for part in self._read_parts()[row.id].values():
            self.batch.remove(part)

    def _put_scope(self, pending: Pending, scope: int, part: TargetBoundary | None) -> bool:
        coverage = pending.cells.get(_column(scope))
        if coverage is None:
            if part is not None:
                self.batch.remove(part)
            return part is not None
        told = {key: value for key, value in pending.changes.items() if key in SHARED}
        if part is not None:
            values = field_values(TargetBoundary, {**told, "coverage": coverage})
            is_changed = self.batch.change(part, values)
            refuse_all(clean_row(part))
            return is_changed
        shared = {key: pending.cells.get(key) for key in SHARED}
        values = field_values(TargetBoundary, {**shared, "coverage": coverage})
        new = TargetBoundary(version=self.version, scope=scope, **values)
        refuse_all(clean_row(new))
        self.batch.create(new)
        return True

    def _read_parts(self) -> dict[str, dict[int, TargetBoundary]]:
        found = TargetBoundary.objects.filter(version=self.version)
        parts: dict[str, dict[int, TargetBoundary]] = {}
        for part in load_rows(found, found.values_list("pk", flat=True)).values():
            part.version = self.version
            parts.setdefault(part.sector, {})[part.scope] = part
        return parts


def _column(scope: int) -> str:
    return f"scope_{scope}"
