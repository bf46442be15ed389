"""The promise of the outbox: a worker killed in the middle of the work loses nothing and doubles nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.installation import Installation, kill_group, new_installation, wait_until

pytestmark = pytest.mark.slow
WORKER = ("celery", "-A", "ccc_portal", "worker", "-B", "--concurrency", "2", "--loglevel", "info")
SNAPSHOTS = "list(ProgressSnapshot.objects.values_list('contract__city__slug', flat=True))"
OPEN_JOBS = (
    "[list(map(str, row)) for row in Job.objects.filter(state__in=['pending', 'running'])"
    ".values_list('name', 'state', 'attempts', 'run_after', 'error')]"
)
IS_DONE = "ProgressSnapshot.objects.exists()"


@pytest.fixture
def installation(tmp_path: Path, transactional_db: None) -> Iterator[Installation]:
    """Ten contracts without the snapshots of their freezing, small chunks, a lease that soon runs out.

    Not sooner than a chunk takes on a busy machine: a job whose lease ends while it works is done again and again.
    """
    with new_installation(
        tmp_path,
        CCC_JOB_LEASE_SECONDS="10",
        CCC_JOB_SWEEP_SECONDS="1",
        CCC_RECOMPUTE_CHUNK_SIZE="2",
    ) as one:
        one.manage("migrate", "-v0")
        one.manage("load_demo")
        one.ask("ProgressSnapshot.objects.all().delete()")
        yield one


def test_a_killed_worker_loses_nothing_and_doubles_nothing(installation: Installation) -> None:
    beat = ("--schedule", str(installation.folder / "beat"))
    cities = sorted(installation.ask("list(Contract.objects.values_list('city__slug', flat=True))"))
    with installation.process(*WORKER, *beat) as worker:
        wait_until(lambda: bool(installation.ask(SNAPSHOTS)), seconds=60, what="the first snapshot")
        kill_group(worker)
    assert installation.ask(OPEN_JOBS), "the worker was killed after its work: the test proves nothing"
    with installation.process(*WORKER, *beat):
        wait_until(
            lambda: installation.ask(IS_DONE) and not installation.ask(OPEN_JOBS),
            seconds=240,
            what=lambda: f"all jobs done, but {installation.ask(OPEN_JOBS)}",
        )
    assert sorted(installation.ask(SNAPSHOTS)) == cities
