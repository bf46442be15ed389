"""Recompute many synthetic contracts; the floor is fetching the same rows and throwing them away."""

import time
from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench.synthetic import make_contracts
from contracts.models import Action, City, EmissionsGapRow, Inventory, InventoryLine, Milestone
from progress.frames.inputs import ACTION_COLUMNS
from progress.models import ProgressSnapshot
from progress.services.snapshots import record_progress

CHUNK = 50


def run(*, contracts: int, actions: int) -> dict[str, Any]:
    """Queries, CPU seconds of this process and their ratio to the floor; three rounds, the fastest counts."""
    ids = make_contracts(contracts=contracts, actions=actions)
    floor = min(_cpu_seconds(lambda: _fetch(ids)) for _ in range(3))
    queries, first = _record(ids, date(2026, 11, 22))
    again = min(_record(ids, date(2026, 11, 22))[1] for _ in range(2))
    return {
        "contracts": contracts,
        "actions_per_contract": actions,
        "database": connection.vendor,
        "snapshots": ProgressSnapshot.objects.count(),
        "queries": queries,
        "queries_per_chunk_of_50": round(queries / -(-contracts // CHUNK), 2),
        "cpu_seconds_storing": round(first, 3),
        "cpu_seconds_confirming": round(again, 3),
        "floor_cpu_seconds": round(floor, 3),
        "ratio_storing_to_floor": round(first / floor, 2),
        "ratio_confirming_to_floor": round(again / floor, 2),
    }


def _record(ids: list[UUID], as_of: date) -> tuple[int, float]:
    with CaptureQueriesContext(connection) as captured:
        seconds = _cpu_seconds(
            lambda: [
                record_progress(contract_ids=ids[start : start + CHUNK], as_of=as_of)
                for start in range(0, len(ids), CHUNK)
            ]
        )
    return len(captured), seconds


def _fetch(ids: list[UUID]) -> None:
    """The same rows and columns, as bare tuples."""
    for start in range(0, len(ids), CHUNK):
        chunk = ids[start : start + CHUNK]
        cities = list(City.objects.filter(contract__in=chunk).values_list("pk", flat=True))
        for rows in (
            Action.objects.filter(contract__in=chunk).values_list("contract_id", *ACTION_COLUMNS),
            EmissionsGapRow.objects.filter(version__contract__in=chunk).values_list(),
            Inventory.objects.filter(series__city__in=cities).values_list("id", "series", "year"),
            InventoryLine.objects.filter(inventory__series__city__in=cities).values_list(),
            Milestone.objects.filter(city__in=cities).values_list("id", "due_on"),
        ):
            for _ in rows.iterator():
                pass


def _cpu_seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start
