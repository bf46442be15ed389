"""`manage.py recompute [CITY …] [--all] [--inline]`: have contracts recomputed and follow the workers."""

import time
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from contracts.models import Contract
from core.enums import JobName, JobState
from core.jobs import run_job
from core.models import Job
from core.selectors import JobProgress, job_progress
from progress.services.recomputation import WORK
from progress.services.requests import defer_recompute, defer_recompute_all

POLL_SECONDS = 0.5
QUIET_SECONDS = 120


class Command(BaseCommand):
    """Enqueue, then follow until all is done; exit status 0 means that it is."""

    help = "Recompute the progress of cities, by the workers or (--inline) in this process."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("cities", nargs="*", metavar="CITY")
        parser.add_argument("--all", dest="every", action="store_true", help="every contract")
        parser.add_argument("--inline", action="store_true", help="compute here, without a worker")

    def handle(self, *, cities: list[str], every: bool, inline: bool, **options: Any) -> None:
        """Write the jobs, then run or follow them."""
        if bool(cities) == every:
            raise CommandError("name one or more cities, or --all")
        jobs = self._defer(None if every else cities)
        if inline:
            self._run(jobs)
        for job in jobs:
            self._follow(job)

    def _defer(self, cities: list[str] | None) -> list[Job]:
        if cities is None:
            return [defer_recompute_all()]
        found = dict(Contract.objects.filter(city__slug__in=cities).values_list("city__slug", "pk"))
        if missing := [city for city in cities if city not in found]:
            raise CommandError(f"no contract of: {', '.join(missing)}")
        with transaction.atomic():
            return [defer_recompute(contract_id=found[city]) for city in cities]

    def _run(self, jobs: list[Job]) -> None:
        for job in jobs:
            run_job(job.pk, WORK[JobName(job.name)])
            for child in Job.objects.filter(parent=job, state=JobState.PENDING):
                run_job(child.pk, WORK[JobName(child.name)])

    def _follow(self, job: Job) -> None:
        told = JobProgress.nothing()
        for told in _until_done(job.pk):
            self.stdout.write(f"\r{told.done:6d} of {told.total} {told.step:50.50}", ending="")
            self.stdout.flush()
        self.stdout.write("")
        if told.state != JobState.DONE:
            raise CommandError(
                f"{job}: {told.error or 'no worker has taken it up; is one running? (--inline)'}"
            )


def _until_done(job_id: UUID) -> Iterator[JobProgress]:
    """How far the job is, again and again, until it ended or nothing has moved for two minutes."""
    last_move, last = time.monotonic(), None
    while True:
        told = job_progress(job_id)
        yield told
        if told != last:
            last_move, last = time.monotonic(), told
        if not told.is_open or time.monotonic() - last_move > QUIET_SECONDS:
            return
        time.sleep(POLL_SECONDS)
