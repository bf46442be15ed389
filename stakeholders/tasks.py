"""Background doors of stakeholders: fetch by id, call one service."""

from uuid import UUID

from celery import shared_task
from django.utils import timezone

from core.enums import JobName
from core.jobs import JobRun, job_task
from stakeholders.services.invitations import run_invitations
from stakeholders.services.requests import expire_requests
from stakeholders.services.seal_watch import remove_stray_files, sweep_seals
from stakeholders.services.sealing import seal_request
from stakeholders.services.signing_reminders import remind_signers
from stakeholders.services.withdrawals import end_withdrawn


@job_task(JobName.RUN_INVITATIONS)
def run_daily_invitations(run: JobRun) -> None:
    """Remind of the invitations that wait, and end those whose time is over."""
    run_invitations(now=timezone.now())


@shared_task(name="stakeholders.run_requests", ignore_result=True)
def run_requests() -> None:
    """Every hour: show the end of requests whose time is over, remind of the others, end what was withdrawn."""
    expire_requests()
    end_withdrawn()
    remind_signers()


@job_task(JobName.SEAL_REQUEST)
def seal_signed_request(run: JobRun) -> None:
    """Make the sealed document of a request that everyone signed."""
    seal_request(request_id=UUID(run.key))


@shared_task(name="stakeholders.watch_seals", ignore_result=True)
def watch_seals() -> None:
    """Every few minutes: ask again for seals that nobody works on, and tell officers of what cannot be sealed."""
    sweep_seals()


@shared_task(name="stakeholders.tidy_seals", ignore_result=True)
def tidy_seals() -> None:
    """Every night: delete files of seals whose worker died before their row was written."""
    remove_stray_files()
