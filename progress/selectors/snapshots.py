"""Reading stored progress."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from contracts.models import Contract
from progress.models import ProgressSnapshot


def current_snapshots() -> QuerySet[ProgressSnapshot]:
    """The snapshots that pages show; inputs and ledger are left in the database until they are asked for."""
    return ProgressSnapshot.objects.filter(is_current=True).defer("inputs", "ledger")


def current_snapshot(contract: Contract) -> ProgressSnapshot | None:
    """The snapshot of a contract that pages show, None while the worker has not computed one."""
    return current_snapshots().filter(contract=contract).first()


def inventory_age_months(inventory_year: int | None, today: date) -> int | None:
    """Full months since the end of the inventory's year; depends on the clock, so it is computed when read."""
    if inventory_year is None:
        return None
    return max(0, (today.year - inventory_year - 1) * 12 + today.month - 1)


def snapshot_as_json(snapshot: ProgressSnapshot, today: date) -> dict[str, Any]:
    """The snapshot as `manage.py snapshot --json` prints it."""
    return snapshot.results | {
        "inventory_age_months": inventory_age_months(snapshot.results["inventory_year"], today),
        "input_hash": snapshot.input_hash,
        "computed_at": snapshot.computed_at.isoformat(),
        "confirmed_at": snapshot.confirmed_at.isoformat(),
    }
