"""Background doors of core."""

from celery import shared_task

from core import jobs
from core.enums import JobName
from core.services.mail import send_mail


@shared_task(name="core.sweep_jobs", ignore_result=True)
def sweep_jobs() -> None:
    """Send lost jobs again (Celery beat)."""
    jobs.sweep_jobs()


@jobs.job_task(JobName.SEND_MAIL)
def send_one_mail(run: jobs.JobRun) -> None:
    """Send one e-mail of the outbox."""
    send_mail(mail_id=run.payload["mail"])
