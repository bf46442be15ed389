"""Reading stored progress."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from contracts.models import Contract
from progress.models import ProgressSnapshot, SnapshotForesight

TOLD = ("coverage_by_rung", "nowcast", "delivered_tco2e", "credited_tco2e", "contested_tco2e")
"""Figures that are told as null rather than left out where an older engine computed none."""


def current_snapshots() -> QuerySet[ProgressSnapshot]:
    """The snapshots that pages show; inputs and ledger are left in the database until they are asked for."""
    return ProgressSnapshot.objects.filter(is_current=True).defer("inputs", "ledger")


def current_snapshot(contract: Contract) -> ProgressSnapshot | None:
    """The snapshot of a contract that pages show, None while the worker has not computed one."""
    return _of(contract, current_snapshots())


def snapshot_with_foresight(contract: Contract) -> ProgressSnapshot | None:
    """The current snapshot with what it lets one expect, in one query; without its ledger."""
    return _of(contract, current_snapshots().select_related("foresight"))


def snapshot_with_ledger(contract: Contract) -> ProgressSnapshot | None:
    """The current snapshot with its ledger and what it lets one expect, in one query."""
    rows = ProgressSnapshot.objects.filter(is_current=True)
    return _of(contract, rows.defer("inputs").select_related("foresight"))


def _of(contract: Contract, rows: QuerySet[ProgressSnapshot]) -> ProgressSnapshot | None:
    """The first of some rows that is of a contract, which it need not read again."""
    found = rows.filter(contract=contract).first()
    if found is not None:
        found.contract = contract
    return found


def foresight_of(snapshot: ProgressSnapshot | None) -> SnapshotForesight | None:
    """What a snapshot lets one expect, None while the worker has not computed it."""
    return getattr(snapshot, "foresight", None)


def inventory_age_months(inventory_year: int | None, today: date) -> int | None:
    """Full months since the end of the inventory's year; depends on the clock, so it is computed when read."""
    if inventory_year is None:
        return None
    return max(0, (today.year - inventory_year - 1) * 12 + today.month - 1)


def snapshot_as_json(snapshot: ProgressSnapshot, today: date) -> dict[str, Any]:
    """The snapshot as `manage.py snapshot --json` prints it; what an older engine did not compute is null.

    `probability_2030` is the chance of reaching the target in the target year, 2030 in every contract of the Mission.
    """
    foresight = foresight_of(snapshot)
    return (
        dict.fromkeys(TOLD)
        | snapshot.results
        | {
            "probability_2030": foresight.content["probability"] if foresight else None,
            "inventory_age_months": inventory_age_months(snapshot.results["inventory_year"], today),
            "input_hash": snapshot.input_hash,
            "computed_at": snapshot.computed_at.isoformat(),
            "confirmed_at": snapshot.confirmed_at.isoformat(),
        }
    )
