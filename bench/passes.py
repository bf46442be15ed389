"""Recomputing contracts chunk by chunk, each chunk beside its own floor, so that a busy machine slows both alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from bench.floor import copy_snapshots, fetch_rows, remove_copies, write_copies
from bench.measure import cost_of, cpu_seconds
from progress.models import ProgressSnapshot
from progress.services.snapshots import record_progress

TODAY = date(2026, 11, 22)


@dataclass(slots=True)
class Pass:
    """Seconds of CPU for all chunks of a pass, and the queries of the last chunk."""

    storing: float = 0.0
    confirming: float = 0.0
    fetching: float = 0.0
    writing: float = 0.0
    queries: int = 0

    @property
    def floor(self) -> float:
        """Fetching the rows and writing the snapshots, with nothing computed."""
        return self.fetching + self.writing


def run_pass(chunks: Sequence[Sequence[UUID]], *, confirm: bool = True) -> Pass:
    """Recompute every chunk as if for the first time, and do its bare work beside it."""
    taken = Pass()
    for chunk in chunks:
        forget(chunk)
        cost = cost_of(lambda chunk=chunk: record_progress(contract_ids=chunk, as_of=TODAY))  # type: ignore[misc]
        taken.storing += cost.cpu_seconds
        taken.queries = cost.queries
        taken.fetching += cpu_seconds(lambda chunk=chunk: fetch_rows(chunk))  # type: ignore[misc]
        copies = copy_snapshots(chunk)
        taken.writing += cpu_seconds(lambda copies=copies: write_copies(copies))  # type: ignore[misc]
        remove_copies(chunk)
        if confirm:
            taken.confirming += cpu_seconds(
                lambda chunk=chunk: record_progress(contract_ids=chunk, as_of=TODAY)  # type: ignore[misc]
            )
    return taken


def forget(chunk: Sequence[UUID]) -> None:
    """Remove the snapshots of these contracts, so that the next computation stores them anew."""
    ProgressSnapshot.objects.filter(contract__in=chunk).delete()


def best_of(passes: Sequence[Pass]) -> Pass:
    """Of several passes the least of each figure: what others do on the machine only ever adds."""
    return Pass(
        storing=min(one.storing for one in passes),
        confirming=min(one.confirming for one in passes),
        fetching=min(one.fetching for one in passes),
        writing=min(one.writing for one in passes),
        queries=max(one.queries for one in passes),
    )
