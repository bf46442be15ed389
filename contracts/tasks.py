"""Background doors of contracts: fetch by id, call one service."""

from celery import shared_task
from django.utils import timezone

from contracts.services.campaigns import run_campaigns
from contracts.services.daily import defer_daily_work
from contracts.services.digests import send_digests
from core.enums import JobName
from core.jobs import JobRun, job_task


@shared_task(name="contracts.begin_day", ignore_result=True)
def begin_day() -> None:
    """Ask for the day's mails (Celery beat)."""
    defer_daily_work(today=timezone.localdate())


@job_task(JobName.SEND_DIGESTS)
def send_daily_digests(run: JobRun) -> None:
    """Write the day's digests."""
    send_digests(today=timezone.localdate())


@job_task(JobName.RUN_CAMPAIGNS)
def run_daily_campaigns(run: JobRun) -> None:
    """Open, remind and close the campaigns whose day has come."""
    run_campaigns(today=timezone.localdate())
