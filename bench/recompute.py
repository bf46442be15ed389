"""Recompute many contracts; the floor is fetching the same rows and writing the same snapshots."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from bench.floor import chunks, copy_snapshots, fetch_rows, remove_copies, write_copies
from bench.measure import cost_of, cpu_seconds, ratio, resident_megabytes
from bench.synthetic import make_contracts
from progress.frames import read_inputs
from progress.services.computation import compute
from progress.services.snapshots import record_progress

CHUNK = 50
TODAY = date(2026, 11, 22)


def run(*, contracts: int, actions: int) -> dict[str, Any]:
    """CPU seconds of this process, their ratio to the floor, queries and memory; the floor is the best of three."""
    return measure(make_contracts(contracts=contracts, actions=actions)) | {"actions_per_contract": actions}


def measure(ids: list[UUID]) -> dict[str, Any]:
    """Recompute these contracts once storing and twice confirming, beside the floor in the same run."""
    # What is loaded and compiled at first use is not the cost of a contract.
    compute(read_inputs(ids[:CHUNK], as_of=TODAY))
    fetch_rows(ids[:CHUNK])
    before = resident_megabytes()
    storing = cost_of(lambda: _record(ids))
    grown = resident_megabytes() - before
    confirming = min(cpu_seconds(lambda: _record(ids)) for _ in range(2))
    fetch = min(cpu_seconds(lambda: [fetch_rows(chunk) for chunk in chunks(ids, CHUNK)]) for _ in range(3))
    write = min(_write(ids) for _ in range(3))
    return {
        "contracts": len(ids),
        "database": connection.vendor,
        "queries_per_chunk_of_50": storing.queries / -(-len(ids) // CHUNK),
        "cpu_seconds_storing": round(storing.cpu_seconds, 3),
        "cpu_seconds_confirming": round(confirming, 3),
        "floor_fetch_cpu_seconds": round(fetch, 3),
        "floor_write_cpu_seconds": round(write, 3),
        "ratio_storing_to_floor": ratio(storing.cpu_seconds, fetch + write),
        "ratio_confirming_to_fetch": ratio(confirming, fetch),
        "cpu_milliseconds_a_contract": round(1000 * storing.cpu_seconds / len(ids), 2),
        "memory_grown_megabytes": round(grown, 1),
    }


def _record(ids: list[UUID]) -> None:
    for chunk in chunks(ids, CHUNK):
        record_progress(contract_ids=chunk, as_of=TODAY)


def _write(ids: list[UUID]) -> float:
    """CPU seconds of writing the same snapshots once more; reading them for that is not counted."""
    seconds = 0.0
    for chunk in chunks(ids, CHUNK):
        copies = copy_snapshots(chunk)
        seconds += cpu_seconds(lambda copies=copies: write_copies(copies))  # type: ignore[misc]  # mypy cannot infer it
    remove_copies()
    return seconds
