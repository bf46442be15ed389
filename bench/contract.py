"""One contract, as after an edit: its queries, its CPU beside what its own queries cost, and a very large one."""

from collections.abc import Callable
from uuid import UUID

from bench.database import in_memory
from bench.measure import cpu_seconds, ratio
from bench.passes import TODAY, Pass, best_of, forget, run_pass
from bench.peers import KAUSAL_WATCH_CPU_MILLISECONDS_AN_ACTION, KAUSAL_WATCH_QUERIES_AN_ACTION, WATCH
from bench.sizes import Figures, Sizes, target
from bench.synthetic import add_evidence, make_contracts
from progress.frames import read_inputs
from progress.models import ProgressSnapshot
from progress.services.computation import compute
from progress.services.foresight import compute_foresight
from progress.services.snapshots import record_progress

DATABASE = in_memory
MILESTONES_AN_ACTION, REPORTS_AN_ACTION = 5, 3
LARGE = 1000
TIMES = 7


def run(sizes: Sizes) -> Figures:
    """CPU of this process, best of several; every action has five milestones and three reports."""
    contract = _make(sizes.actions)
    small = _measure(contract)
    large = _measure(_make(LARGE))
    milliseconds = 1000 * small.storing
    return {
        "actions": sizes.actions,
        "milestones": sizes.actions * MILESTONES_AN_ACTION,
        "reports": sizes.actions * REPORTS_AN_ACTION,
        "queries": small.queries,
        "cpu_milliseconds": round(milliseconds, 1),
        "cpu_milliseconds_computing": round(1000 * _computing(contract), 1),
        "cpu_milliseconds_own_queries": round(1000 * small.floor, 1),
        "cpu_milliseconds_an_action": round(milliseconds / sizes.actions, 3),
        "cpu_milliseconds_foresight_afterwards": round(1000 * _foreseeing(contract), 1),
        "large": {"actions": LARGE, "queries": large.queries, "cpu_seconds": round(large.storing, 3)},
        "peer": {
            "is": WATCH,
            "cpu_milliseconds_an_action": KAUSAL_WATCH_CPU_MILLISECONDS_AN_ACTION,
            "queries_an_action": KAUSAL_WATCH_QUERIES_AN_ACTION,
        },
        "targets": [
            target("queries of one contract", value=max(small.queries, large.queries), asked=12),
            target(f"CPU s of one contract of {LARGE} actions", value=round(large.storing, 3), asked=1),
            target(
                "one contract after an edit ÷ its own queries",
                value=ratio(small.storing, small.floor),
                asked=2,
            ),
        ],
    }


def _make(actions: int) -> UUID:
    """A contract of a database of its own size: what others hold costs it nothing."""
    [contract] = make_contracts(contracts=1, actions=actions, prefix=f"city-of-{actions}")
    add_evidence(contract, milestones=MILESTONES_AN_ACTION, reports=REPORTS_AN_ACTION)
    return contract


def _measure(contract: UUID) -> Pass:
    return best_of([run_pass([[contract]], confirm=False) for _ in range(TIMES)])


def _computing(contract: UUID) -> float:
    """The arithmetic alone, on inputs that were read before."""
    inputs = read_inputs([contract], as_of=TODAY)
    return _best(lambda: compute(inputs))


def _foreseeing(contract: UUID) -> float:
    """The second stage, which runs after the snapshot is there."""
    forget([contract])
    record_progress(contract_ids=[contract], as_of=TODAY)
    results = ProgressSnapshot.objects.get(contract=contract).results
    [inputs] = read_inputs([contract], as_of=TODAY)
    return _best(lambda: compute_foresight(inputs, results, seed=1))


def _best(work: Callable[[], object]) -> float:
    return min(cpu_seconds(work) for _ in range(TIMES))
