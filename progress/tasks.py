"""Background doors of progress: fetch by id, call one service."""

from celery import shared_task

from core.jobs import job_task
from progress.services.recomputation import WORK
from progress.services.requests import defer_recompute_all

recompute_contract, recompute_some, recompute_all, recompute_scenario = (
    job_task(name)(work) for name, work in WORK.items()
)


@shared_task(name="progress.recompute_nightly", ignore_result=True)
def recompute_nightly() -> None:
    """Recompute everything (Celery beat)."""
    defer_recompute_all()
