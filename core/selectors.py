"""Reading jobs: how far they are, also when they were merged or handed out in parts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from core.enums import JobState
from core.models import Job


@dataclass(frozen=True)
class JobProgress:
    """How far a piece of work is; `done` of `total` units, all parts together."""

    id: UUID | None
    name: str
    state: str
    step: str
    done: int
    total: int
    error: str
    created_at: datetime | None = None
    finished_at: datetime | None = None

    @classmethod
    def nothing(cls) -> JobProgress:
        """No work at all."""
        return cls(id=None, name="", state=JobState.PENDING, step="", done=0, total=0, error="")

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""
        return self.state in JobState.open()


def job_progress(job_id: UUID) -> JobProgress:
    """The progress of a job in at most three queries; a merged job is read through the one that took it over."""
    job = Job.objects.select_related("merged_into").get(pk=job_id)
    job = job.merged_into or job
    parts = [job, *Job.objects.filter(parent=job).order_by("created_at")]
    open_parts = [part for part in parts if part.is_open]
    failed = [part for part in parts if part.state == JobState.FAILED]
    telling = (open_parts or failed or parts)[-1]
    return JobProgress(
        id=job.pk,
        name=job.name,
        state=open_parts[-1].state if open_parts else telling.state,
        step=telling.step,
        done=sum(part.done for part in parts),
        total=sum(part.total for part in parts),
        error=" ".join(part.error for part in failed),
        created_at=job.created_at,
        finished_at=None
        if open_parts
        else max((p.finished_at for p in parts if p.finished_at), default=None),
    )


def latest_job_for(key: str) -> Job | None:
    """The newest job about something (for a recomputation: the contract's id)."""
    return Job.objects.filter(key=key).order_by("-created_at").first()
