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
    """The progress of a job in two queries; a merged job is read through the one that took it over."""
    job = Job.objects.select_related("merged_into").get(pk=job_id)
    job = job.merged_into or job
    parts = [job, *Job.objects.filter(parent=job).order_by("created_at")]
    telling = _telling_part(parts)
    return JobProgress(
        id=job.pk,
        name=job.name,
        state=telling.state,
        step=telling.step,
        done=sum(part.done for part in parts),
        total=sum(part.total for part in parts),
        error=" ".join(part.error for part in parts if part.state == JobState.FAILED),
        created_at=job.created_at,
        finished_at=None if telling.is_open else telling.finished_at,
    )


def _telling_part(parts: list[Job]) -> Job:
    """The part that says where all of them stand: one still open, else one that failed, else the last to end."""
    for tells in (lambda part: part.is_open, lambda part: part.state == JobState.FAILED):
        if chosen := [part for part in parts if tells(part)]:
            return chosen[-1]
    return max(parts, key=lambda part: part.finished_at or part.created_at)


def latest_job_for(key: str) -> Job | None:
    """The newest job about something (for a recomputation: the contract's id)."""
    return Job.objects.filter(key=key).order_by("-created_at").first()
