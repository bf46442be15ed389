"""The outbox: work is a row written with the effect that needs it, then carried out at least once.

The life of a row: `defer` writes it inside the caller's transaction and, after the commit, pokes a worker;
`claim_job` takes it by a conditional UPDATE that sets a lease; `JobRun.report` extends the lease; `finish` and
`fail` end it. A worker that was killed leaves a lease behind that runs out, and `sweep_jobs` (Celery beat) sends
the row again. No broker is trusted: a message that is lost or comes twice changes nothing.
"""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import wraps
from typing import Any
from uuid import UUID, uuid4

from celery import current_app, shared_task
from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, Q
from django.utils import timezone

from core.enums import JobName, JobState
from core.models import Job, User

logger = logging.getLogger(__name__)
MAX_ATTEMPTS = 6
ATTEMPTS = {JobName.SEND_MAIL.value: 45}
"""Work that is tried more often: a mail server may be away for a day (core.services.mail ends sooner by itself)."""
LONGEST_PAUSE = timedelta(hours=1)
RESEND_AFTER = timedelta(seconds=15)


class LeaseLost(Exception):
    """The job was taken over by another worker; this one must stop without writing."""


@dataclass(frozen=True)
class JobRun:
    """One worker's hold on a job: what to do, and how to tell how far it is."""

    id: UUID
    claim: UUID
    name: str
    key: str
    payload: dict[str, Any]

    def report(self, done: int, total: int, step: str) -> None:
        """Store how far the work is and extend the lease; raises `LeaseLost` when it is no longer ours."""
        self._write(done=done, total=total, step=step, lease_until=_lease_end())

    def report_aside(self, done: int, total: int, step: str) -> None:
        """As `report`, from within a transaction: on a connection of its own, so that it is seen before the commit.

        SQLite lets one write at a time: there it is seen when the transaction ends.
        """
        if connection.vendor == "sqlite":
            self.report(done, total, step)
            return
        with ThreadPoolExecutor(max_workers=1) as pool:
            pool.submit(self._tell_aside, done=done, total=total, step=step).result()

    def finish(self) -> None:
        """End the job as done."""
        self._write(
            state=JobState.DONE, done=F("total"), finished_at=timezone.now(), lease_until=None, error=""
        )

    def fail(self, error: Exception) -> None:
        """Give the job back for a later attempt, or end it as failed after its last one."""
        attempts = Job.objects.values_list("attempts", flat=True).get(pk=self.id)
        told = {"error": f"{type(error).__name__}: {error}"[:2000], "lease_until": None, "claim": None}
        if attempts >= max_attempts(self.name):
            self._write(state=JobState.FAILED, finished_at=timezone.now(), **told)
        else:
            pause = min(timedelta(seconds=5 * 2**attempts), LONGEST_PAUSE)
            self._write(state=JobState.PENDING, run_after=timezone.now() + pause, **told)

    def _tell_aside(self, **fields: Any) -> None:
        """Run in a thread, which has its own connection; a lease that was lost shows when the job ends."""
        try:
            self._update(**fields, lease_until=_lease_end())
        finally:
            connection.close()

    def _write(self, **fields: Any) -> None:
        if not self._update(**fields):
            raise LeaseLost(f"{self.name} {self.id}")

    def _update(self, **fields: Any) -> int:
        return Job.objects.filter(pk=self.id, claim=self.claim, state=JobState.RUNNING).update(**fields)


def defer(
    name: JobName,
    *,
    key: str = "",
    payload: dict[str, Any] | None = None,
    created_by: User | None = None,
    parent: Job | None = None,
) -> Job:
    """Write a job in the caller's transaction and poke a worker after the commit."""
    job = Job.objects.create(
        name=name,
        key=key,
        payload=payload or {},
        created_by=created_by,
        parent=parent,
        sent_at=timezone.now(),
    )
    transaction.on_commit(lambda: _send(job.name, job.id))
    return job


def max_attempts(name: str) -> int:
    """How often work of this name is tried."""
    return ATTEMPTS.get(name, MAX_ATTEMPTS)


def claim_job(job_id: UUID | str) -> JobRun | None:
    """Take a waiting job, or one whose lease ran out; None when there is nothing to take.

    Other waiting jobs of the same name and key are merged into it: their rows, and so their effects, are already
    committed, and this run has not read anything yet. A job whose workers were killed at every attempt is given up:
    it is likely to be what kills them.
    """
    now = timezone.now()
    free = Q(state=JobState.PENDING) & (Q(run_after=None) | Q(run_after__lte=now))
    abandoned = Q(state=JobState.RUNNING, lease_until__lt=now)
    claim = uuid4()
    taken = Job.objects.filter(free | abandoned, pk=job_id).update(
        state=JobState.RUNNING, claim=claim, lease_until=_lease_end(), attempts=F("attempts") + 1
    )
    if not taken:
        return None
    job = Job.objects.get(pk=job_id)
    if job.attempts > max_attempts(job.name):
        Job.objects.filter(pk=job_id, claim=claim).update(
            state=JobState.FAILED,
            finished_at=now,
            lease_until=None,
            error="Its worker was killed every time.",
        )
        return None
    if job.key:
        Job.objects.filter(name=job.name, key=job.key, state=JobState.PENDING).exclude(pk=job.pk).update(
            state=JobState.MERGED, merged_into=job, finished_at=now
        )
    return JobRun(id=job.id, claim=claim, name=job.name, key=job.key, payload=job.payload)


def sweep_jobs() -> int:
    """Send again what waits too long or was left behind by a killed worker; the number of jobs sent."""
    now = timezone.now()
    waiting = Q(state=JobState.PENDING) & (Q(run_after=None) | Q(run_after__lte=now))
    abandoned = Q(state=JobState.RUNNING, lease_until__lt=now)
    quiet = Q(sent_at=None) | Q(sent_at__lt=now - RESEND_AFTER)
    due = (waiting & quiet) | (abandoned & (quiet | Q(sent_at__lt=F("lease_until"))))
    jobs = list(Job.objects.filter(due).order_by("created_at").values_list("name", "pk"))
    Job.objects.filter(pk__in=[pk for _, pk in jobs]).update(sent_at=now)
    for name, pk in jobs:
        _send(name, pk)
    return len(jobs)


def run_job(job_id: UUID | str, work: Callable[[JobRun], None]) -> bool:
    """Claim a job and carry it out; whether it was ours and ended well. Errors are stored, logged and tried again."""
    run = claim_job(job_id)
    if run is None:
        return False
    try:
        work(run)
        run.finish()
    except LeaseLost:
        logger.warning("lease lost: %s %s", run.name, run.id)
    except Exception as error:
        logger.exception("job failed: %s %s", run.name, run.id)
        with suppress(LeaseLost):
            run.fail(error)
    else:
        return True
    return False


def job_task(name: JobName) -> Callable[[Callable[[JobRun], None]], Any]:
    """Make a function of a `JobRun` the Celery task of that job name."""

    def decorate(work: Callable[[JobRun], None]) -> Any:
        @wraps(work)
        def task(job_id: str) -> None:
            run_job(job_id, work)

        return shared_task(name=name.value)(task)

    return decorate


def _lease_end() -> Any:
    return timezone.now() + timedelta(seconds=settings.JOB_LEASE_SECONDS)


def _send(name: str, job_id: UUID) -> None:
    """Poke a worker. A broker that is away costs time, not work: the sweep sends the row again."""
    try:
        current_app.send_task(name, args=[str(job_id)])
    except Exception:
        logger.warning(
            "the broker did not take %s %s; the sweep will send it again", name, job_id, exc_info=True
        )
