"""Background doors of core."""

from typing import Any

from celery import shared_task
from celery.signals import beat_init
from django.utils import timezone

from core import jobs
from core.enums import JobName
from core.services.checkpoints import make_checkpoint, write_checkpoint_file
from core.services.evidence_checks import check_whole_log, record_check
from core.services.mail import send_mail
from core.services.retention import forget_rows


@shared_task(name="core.sweep_jobs", ignore_result=True)
def sweep_jobs() -> None:
    """Send lost jobs again (Celery beat)."""
    jobs.sweep_jobs()


@jobs.job_task(JobName.SEND_MAIL)
def send_one_mail(run: jobs.JobRun) -> None:
    """Send one e-mail of the outbox."""
    send_mail(mail_id=run.payload["mail"])


@shared_task(name="core.begin_hour", ignore_result=True)
def begin_hour() -> None:
    """Ask for the hour's checkpoint (Celery beat)."""
    jobs.defer(JobName.MAKE_CHECKPOINT, key="log")


@shared_task(name="core.begin_night", ignore_result=True)
def begin_night() -> None:
    """Ask for the night's check of the evidence log (Celery beat)."""
    jobs.defer(JobName.CHECK_EVIDENCE, key="log")


@beat_init.connect
def begin_after_start(**_given: Any) -> None:
    """Ask for a check of the evidence log at the start: what changed while the portal was down is told at once."""
    jobs.defer(JobName.CHECK_EVIDENCE, key="log")


@shared_task(name="core.forget_rows", ignore_result=True)
def forget_old_rows() -> None:
    """Every night: forget rows of people that have had their time (Celery beat)."""
    forget_rows(now=timezone.now())


@jobs.job_task(JobName.MAKE_CHECKPOINT)
def sign_checkpoint(run: jobs.JobRun) -> None:
    """Sign the evidence log as it is now, and bring the file of checkpoints up to date in any case."""
    make_checkpoint()
    write_checkpoint_file()


@jobs.job_task(JobName.CHECK_EVIDENCE)
def check_log(run: jobs.JobRun) -> None:
    """Check the whole evidence log and keep what came of it."""
    record_check(report=check_whole_log())
