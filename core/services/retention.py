"""What is kept how long: rows that have had their time are forgotten by night, and the self test tells of any left.

Every room registers its rows when it starts. What is signed is evidence and stands in none of these: it is kept, and
the city decides when it goes (docs/operations.md).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.db.models import Model, Q, QuerySet

ROWS_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class Retention:
    """Rows of one model that go some days after a date, or lose the fields that tell of people (`wipe`)."""

    label: str
    since: str
    period: str
    """Key of `settings.RETENTION_DAYS`."""
    when: Q
    wipe: Mapping[str, Any] = field(default_factory=dict)

    @property
    def model(self) -> type[Model]:
        """The model of the rows."""
        return apps.get_model(self.label)

    def due_rows(self, now: datetime) -> QuerySet[Any]:
        """The rows that have had their time, and were not forgotten yet."""
        before = now - timedelta(days=settings.RETENTION_DAYS[self.period])
        rows: QuerySet[Any] = self.model._default_manager.filter(self.when, **{f"{self.since}__lt": before})  # noqa: SLF001 - as Django documents it
        return rows.exclude(**self.wipe) if self.wipe else rows


RETENTIONS: dict[str, Retention] = {}


def register_retention(
    label: str, *, since: str, period: str, when: Q | None = None, wipe: Mapping[str, Any] | None = None
) -> None:
    """Let rows be forgotten `RETENTION_DAYS[period]` days after the date in the field `since`.

    Rows that `wipe` names fields of stay without those; all others are deleted. `when` chooses among the rows.
    """
    RETENTIONS[label] = Retention(label, since, period, when or Q(), wipe or {})


def forget_rows(*, now: datetime) -> dict[str, int]:
    """Forget what has had its time, a thousand rows in a transaction; how many of each model."""
    return {label: _forget(one, now) for label, one in RETENTIONS.items()}


def count_overdue(*, now: datetime) -> dict[str, int]:
    """How many rows of each model are kept longer than they may be."""
    counted = ((label, one.due_rows(now).count()) for label, one in RETENTIONS.items())
    return {label: count for label, count in counted if count}


def _forget(one: Retention, now: datetime) -> int:
    total = 0
    while keys := list(one.due_rows(now).values_list("pk", flat=True)[:ROWS_AT_ONCE]):
        with transaction.atomic():
            rows = one.model._default_manager.filter(pk__in=keys)  # noqa: SLF001 - as Django documents it
            if one.wipe:
                rows.update(**one.wipe)
            else:
                rows.delete()
        total += len(keys)
    return total
