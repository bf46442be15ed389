"""One scale of `bench.scale`, in a process of its own."""

import resource

from bench.database import in_data_folder
from bench.floor import split_chunks
from bench.measure import ratio, resident_megabytes
from bench.passes import run_pass
from bench.sizes import Figures, Sizes
from bench.synthetic import make_contracts

DATABASE = in_data_folder
KILOBYTE = 1024


def run(sizes: Sizes) -> Figures:
    """Store every contract once, each chunk beside its floor."""
    chunks = split_chunks(make_contracts(contracts=sizes.contracts, actions=sizes.actions))
    run_pass(chunks[:1], confirm=False)
    before = resident_megabytes()
    taken = run_pass(chunks, confirm=False)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KILOBYTE
    return {
        "cpu_seconds": round(taken.storing, 2),
        "floor_cpu_seconds": round(taken.floor, 2),
        "ratio_to_floor": ratio(taken.storing, taken.floor),
        "cpu_milliseconds_a_contract": round(1000 * taken.storing / sizes.contracts, 2),
        "floor_milliseconds_a_contract": round(1000 * taken.floor / sizes.contracts, 2),
        "queries_a_chunk": taken.queries,
        "memory_grown_megabytes": round(resident_megabytes() - before, 1),
        "peak_megabytes": round(peak, 1),
    }
