"""Two processes against one: on the arithmetic alone, and with the database on the same cores."""

import multiprocessing
import time
from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.db import connection, connections

from bench.database import in_data_folder
from bench.floor import split_chunks
from bench.measure import ratio
from bench.passes import TODAY, forget
from bench.sizes import Figures, Sizes, target
from bench.synthetic import make_contracts
from progress.frames import read_inputs
from progress.services.computation import compute
from progress.services.snapshots import record_progress

DATABASE = in_data_folder
CONTRACTS = 400
TIMES = 3
FORK = multiprocessing.get_context("fork")

Chunks = Sequence[Sequence[UUID]]
Work = Callable[[], object]


def run(sizes: Sizes) -> Figures:
    """Seconds of the clock, best of three; the CPU ratio beside them is what idle cores would give."""
    chunks = split_chunks(make_contracts(contracts=min(CONTRACTS, sizes.contracts), actions=sizes.actions))
    halves = [chunks[::2], chunks[1::2]]
    computing = _best([chunks], halves, _prepare_computing)
    storing = _best([chunks], halves, _prepare_storing)
    return {
        "contracts": sum(len(chunk) for chunk in chunks),
        "database": connection.vendor,
        "computing": computing,
        "with_database": storing,
        "targets": [
            target(
                "computing, one process ÷ two (clock)",
                value=computing["wall_ratio"],
                asked=1.8,
                at_least=True,
            ),
        ],
    }


def _best(whole: Sequence[Chunks], halves: Sequence[Chunks], prepare: Callable[[Chunks], Work]) -> Figures:
    """The best of several tries of one process doing it all and of two sharing it, in turns."""
    tries = [(_share_out(whole, prepare), _share_out(halves, prepare)) for _ in range(TIMES)]
    wall_one, wall_two = (min(one[side][0] for one in tries) for side in (0, 1))
    cpu_one, cpu_two = (min(one[side][1] for one in tries) for side in (0, 1))
    return {
        "seconds_one": round(wall_one, 2),
        "seconds_two": round(wall_two, 2),
        "wall_ratio": ratio(wall_one, wall_two),
        "cpu_ratio": ratio(cpu_one, cpu_two),
    }


def _share_out(parts: Sequence[Chunks], prepare: Callable[[Chunks], Work]) -> tuple[float, float]:
    """Seconds of the clock until all processes are done, and of CPU of the busiest, from a common start."""
    connections.close_all()
    barrier, told = FORK.Barrier(len(parts) + 1), FORK.SimpleQueue()
    children = [FORK.Process(target=_work, args=(part, prepare, barrier, told)) for part in parts]
    for child in children:
        child.start()
    barrier.wait()
    start = time.perf_counter()
    busiest = max(told.get() for _ in children)
    seconds = time.perf_counter() - start
    for child in children:
        child.join()
    return seconds, busiest


def _work(part: Chunks, prepare: Callable[[Chunks], Work], barrier: Any, told: Any) -> None:
    work = prepare(part)
    barrier.wait()
    start = time.process_time()
    work()
    told.put(time.process_time() - start)


def _prepare_computing(chunks: Chunks) -> Work:
    """Read everything before the clock starts; what is loaded at first use is loaded too."""
    inputs = [read_inputs(chunk, as_of=TODAY) for chunk in chunks]
    compute(inputs[0][:1])
    return lambda: [compute(one) for one in inputs]


def _prepare_storing(chunks: Chunks) -> Work:
    for chunk in chunks:
        forget(chunk)
    return lambda: [record_progress(contract_ids=chunk, as_of=TODAY) for chunk in chunks]
