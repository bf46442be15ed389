"""Recompute many contracts; the floor is fetching the same rows and writing the same snapshots."""

from django.conf import settings
from django.db import connection

from bench.database import in_memory
from bench.floor import split_chunks
from bench.measure import ratio
from bench.passes import best_of, run_pass
from bench.sizes import Figures, Sizes, target
from bench.synthetic import make_contracts

DATABASE = in_memory
PASSES = 3


def run(sizes: Sizes) -> Figures:
    """CPU seconds of this process, best of three passes, and their ratio to the floor in the same passes."""
    chunks = split_chunks(make_contracts(contracts=sizes.contracts, actions=sizes.actions))
    run_pass(chunks[:1])  # what is loaded and compiled at first use is not the cost of a contract
    taken = best_of([run_pass(chunks) for _ in range(PASSES)])
    storing = ratio(taken.storing, taken.floor)
    return {
        "contracts": sizes.contracts,
        "actions_a_contract": sizes.actions,
        "contracts_a_chunk": settings.RECOMPUTE_CHUNK_SIZE,
        "database": connection.vendor,
        "queries_a_chunk": taken.queries,
        "cpu_seconds_storing": round(taken.storing, 2),
        "cpu_seconds_confirming": round(taken.confirming, 2),
        "floor_cpu_seconds_fetching": round(taken.fetching, 2),
        "floor_cpu_seconds_writing": round(taken.writing, 2),
        "ratio_confirming_to_fetching": ratio(taken.confirming, taken.fetching),
        "cpu_milliseconds_a_contract": round(1000 * taken.storing / sizes.contracts, 2),
        "targets": [target("storing ÷ floor", value=storing, asked=2)],
    }
