"""Background work: job names and tasks are the same set, and beat beats what is there."""

import inspect
from typing import Any

from django.conf import settings

from ccc_portal.celery import app
from core.enums import JobName
from tests.house.sources import ROOMS


def our_tasks() -> dict[str, Any]:
    """The registered tasks of our rooms."""
    app.loader.import_default_modules()
    return {name: task for name, task in app.tasks.items() if name.split(".")[0] in ROOMS}


def takes_a_job(task: Any) -> bool:
    """Whether a task is given the id of a job row."""
    return list(inspect.signature(task.run, follow_wrapped=False).parameters) == ["job_id"]


def test_job_names_are_the_tasks_that_take_a_job() -> None:
    assert {name for name, task in our_tasks().items() if takes_a_job(task)} == {
        name.value for name in JobName
    }


def test_other_tasks_take_nothing() -> None:
    others = {name: task for name, task in our_tasks().items() if not takes_a_job(task)}
    assert [name for name, task in others.items() if inspect.signature(task.run).parameters] == []


def test_beat_runs_exactly_the_tasks_that_take_nothing() -> None:
    beaten = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert beaten == {name for name, task in our_tasks().items() if not takes_a_job(task)}


def test_beat_messages_expire_before_the_next_one() -> None:
    assert [
        name for name, entry in settings.CELERY_BEAT_SCHEDULE.items() if not entry["options"]["expires"]
    ] == []
