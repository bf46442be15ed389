"""Celery: reliability rests on job rows (core.jobs); the broker only carries news that a row waits."""

from pathlib import Path

import environ
from celery.schedules import crontab

env = environ.Env()
BROKER_FOLDER = (
    Path(env("CCC_DATA", default=str(Path(__file__).resolve().parents[2] / "var"))).resolve() / "broker"
)

CELERY_BROKER_URL = env("CELERY_BROKER_URL", default="filesystem://")
if CELERY_BROKER_URL.startswith("filesystem"):
    for name in ("messages", "control"):
        (BROKER_FOLDER / name).mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(BROKER_FOLDER / "messages"),
        "data_folder_out": str(BROKER_FOLDER / "messages"),
        "control_folder": str(BROKER_FOLDER / "control"),
        "polling_interval": 0.1,
    }
else:
    # visibility_timeout must exceed the longest task; throttle 1 makes kombu look for lost messages each interval.
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "visibility_timeout": 900,
        "unacked_restore_interval": 5,
        "unacked_restore_throttle": 1,
    }
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 600
CELERY_TASK_SOFT_TIME_LIMIT = 540
CELERY_TASK_PUBLISH_RETRY = True
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_MAX_TASKS_PER_CHILD = 500
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "Europe/Rome"

JOB_LEASE_SECONDS = env.int("CCC_JOB_LEASE_SECONDS", default=60)
JOB_SWEEP_SECONDS = env.int("CCC_JOB_SWEEP_SECONDS", default=10)
# Smaller chunks cost more a contract (docs/speed.md); larger ones come near the time limit of a job.
RECOMPUTE_CHUNK_SIZE = env.int("CCC_RECOMPUTE_CHUNK_SIZE", default=50)
CELERY_BEAT_SCHEDULE = {
    "sweep jobs": {
        "task": "core.sweep_jobs",
        "schedule": JOB_SWEEP_SECONDS,
        "options": {"expires": JOB_SWEEP_SECONDS},
    },
    "checkpoint of the evidence log": {
        "task": "core.begin_hour",
        "schedule": crontab(minute=17),
        "options": {"expires": 3600},
    },
    "check of the evidence log": {
        "task": "core.begin_night",
        "schedule": crontab(hour=3, minute=30),
        "options": {"expires": 6 * 3600},
    },
    "seals that wait": {
        "task": "stakeholders.watch_seals",
        "schedule": crontab(minute="*/5"),
        "options": {"expires": 300},
    },
    "files of seals without a row": {
        "task": "stakeholders.tidy_seals",
        "schedule": crontab(hour=4, minute=10),
        "options": {"expires": 6 * 3600},
    },
    "rows that have had their time": {
        "task": "core.forget_rows",
        "schedule": crontab(hour=4, minute=40),
        "options": {"expires": 6 * 3600},
    },
    "recompute all contracts": {
        "task": "progress.recompute_nightly",
        "schedule": crontab(hour=2, minute=30),
        "options": {"expires": 6 * 3600},
    },
    "deadlines of requests for signatures": {
        "task": "stakeholders.run_requests",
        "schedule": crontab(minute=7),
        "options": {"expires": 3600},
    },
    "daily work of the teams": {
        "task": "contracts.begin_day",
        "schedule": crontab(hour=7, minute=0),
        "options": {"expires": 6 * 3600},
    },
}
