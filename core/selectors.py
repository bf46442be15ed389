"""Reading jobs: how far they are, also when they were merged or handed out in parts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

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

    @classmethod
    def of(cls, job: Job) -> JobProgress:
        """The progress of a job without its parts."""
        told = {name: getattr(job, name) for name in ("name", "state", "step", "done", "total", "error")}
        return cls(id=job.pk, created_at=job.created_at, finished_at=job.finished_at, **told)

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""
        return self.state in JobState.open()


class ShownWork:
    """What the component `job` reads of a row that has `work` under way."""

    __slots__ = ()
    work: JobProgress

    @property
    def is_open(self) -> bool:
        """Whether the page should ask again."""
        return self.work.is_open

    @property
    def state(self) -> str:
        """Where the work stands."""
        return self.work.state

    @property
    def step(self) -> str:
        """What is being done, in the reader's language; nothing once it is over."""
        return _(self.work.step) if self.work.step and self.is_open else ""

    @property
    def done(self) -> int:
        """Units done."""
        return self.work.done

    @property
    def total(self) -> int:
        """Units in all."""
        return self.work.total

    def get_state_display(self) -> str:
        """The state in words."""
        return str(JobState(self.work.state).label)


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
