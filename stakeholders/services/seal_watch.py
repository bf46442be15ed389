"""Watching over sealing: no request is forgotten, officers hear of one that cannot be sealed, stray files go."""

from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from core.durable_files import store_folder
from core.enums import JobName, JobState
from core.jobs import defer
from core.models import Job
from core.services.mail import queue_text
from stakeholders.enums import RequestState
from stakeholders.models import Attachment, ExternalSignedFile, Mandate, SealedDocument, SigningRequest
from stakeholders.seal_emails import stuck_text
from stakeholders.selectors.people import officers_of
from stakeholders.selectors.sealed import seal_jobs, trouble_words

PAUSE = timedelta(minutes=30)
"""How long a request rests after a job that gave up, but for the first, after which officers are told at once."""
STRAY_AFTER = timedelta(days=1)
KEPT_IN: dict[str, type[Model]] = {
    "sealed": SealedDocument,
    "signed": ExternalSignedFile,
    "mandates": Mandate,
    "commitments": Attachment,
}
"""Which rows name the files of which folder of the store."""


def sweep_seals(*, now: datetime | None = None) -> int:
    """Ask again for every seal that nobody works on, without an end; how many."""
    moment = now or timezone.now()
    waiting = SigningRequest.objects.filter(state=RequestState.SEALING).values_list("pk", flat=True)
    return sum(_ask_again(request_id, moment) for request_id in list(waiting))


@transaction.atomic
def _ask_again(request_id: UUID, now: datetime) -> bool:
    """Write a new job where there is none, or the last one gave up; after the first that did, officers are told."""
    rows = SigningRequest.objects.select_for_update(of=("self",))
    request = rows.select_related("version__commitment__contract__city").get(pk=request_id)
    jobs = seal_jobs(request)
    if request.state != RequestState.SEALING or jobs.filter(state__in=JobState.open()).exists():
        return False
    failed = list(jobs.filter(state=JobState.FAILED).order_by("-finished_at"))
    if len(failed) == 1:
        _alarm(request, failed[0])
    elif failed and failed[0].finished_at and failed[0].finished_at > now - PAUSE:
        return False
    defer(JobName.SEAL_REQUEST, key=str(request.pk))
    return True


def _alarm(request: SigningRequest, job: Job) -> None:
    """Tell the officers of the city that a document cannot be sealed, and why."""
    for person in officers_of(request.version.commitment.contract.city):
        queue_text(
            to=person.email,
            text=stuck_text(request=request, person=person, trouble=trouble_words(job.error)),
        )


def remove_stray_files(*, now: datetime | None = None) -> int:
    """Delete files of signing that no row names and that are older than a day: who wrote them died; how many."""
    limit = ((now or timezone.now()) - STRAY_AFTER).timestamp()
    strays = [path for folder, model in KEPT_IN.items() for path in _strays(folder, model, limit)]
    for path in strays:
        path.unlink(missing_ok=True)
    return len(strays)


def _strays(folder: str, model: type[Model], limit: float) -> list[Path]:
    """The old files of a folder that no row of its model names."""
    root = store_folder()
    found = [path for path in (root / folder).rglob("*") if path.is_file() and path.stat().st_mtime < limit]
    known = set(model._default_manager.values_list("file", flat=True))  # noqa: SLF001 - as Django documents it
    return [path for path in found if path.relative_to(root).as_posix() not in known]
