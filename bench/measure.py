"""What benchmarks measure with: CPU time of this process, memory, queries that move rows."""

import resource
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection

PAGE_BYTES = resource.getpagesize()
MEGABYTE = 1024 * 1024
ROW_MOVING = ("SELECT", "INSERT", "UPDATE", "DELETE")


@dataclass(frozen=True, slots=True)
class Cost:
    """What a piece of work cost: seconds of CPU and of the clock, and queries but for begin, commit and savepoints."""

    cpu_seconds: float
    wall_seconds: float
    queries: int


def cpu_seconds(work: Callable[[], object]) -> float:
    """Seconds of CPU that the work takes in this process."""
    start = time.process_time()
    work()
    return time.process_time() - start


def cost_of(work: Callable[[], object]) -> Cost:
    """Do the work once and say what it cost."""
    counter = _QueryCounter()
    with connection.execute_wrapper(counter):
        cpu, wall = time.process_time(), time.perf_counter()
        work()
        cost = time.process_time() - cpu, time.perf_counter() - wall
    return Cost(*cost, counter.queries)


class _QueryCounter:
    """Counts what moves rows; cheaper than keeping the text of every query."""

    def __init__(self) -> None:
        self.queries = 0

    def __call__(self, execute: Callable[..., Any], sql: str, *arguments: Any) -> Any:
        self.queries += sql.split(None, 1)[0].upper() in ROW_MOVING
        return execute(sql, *arguments)


def resident_megabytes() -> float:
    """Memory that this process holds now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * PAGE_BYTES / MEGABYTE


def ratio(value: float, floor: float) -> float:
    """How many times the floor, to two digits."""
    return round(value / floor, 2)
