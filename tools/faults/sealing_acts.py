"""A request that everyone signed, and the job that seals it, carried out here as a worker would."""

from core.enums import JobName, JobState
from core.jobs import run_job
from core.models import Job, Mail
from stakeholders.models import SealedDocument, SigningRequest
from stakeholders.services.signatures import sign
from stakeholders.tasks import seal_signed_request
from tools.faults.acts import make_ready


def make_signed() -> SigningRequest:
    """A request whose one signer has signed: its job waits."""
    ready = make_ready()
    sign(**ready.sent)
    ready.request.refresh_from_db()
    return ready.request


def officer_told(request: SigningRequest) -> int:
    """How many mails told the officer who opened a request that it cannot be sealed."""
    officer = request.opened_by
    return Mail.objects.filter(kind="seal_stuck", to=officer.email).count() if officer else 0


def try_to_seal(request: SigningRequest) -> str:
    """Carry the job out once, without its pause; the class of the error, empty where it is done."""
    waiting = Job.objects.filter(name=JobName.SEAL_REQUEST, key=str(request.pk), state=JobState.PENDING)
    waiting.update(run_after=None)
    job = waiting.get()
    run_job(job.pk, seal_signed_request.run.__wrapped__)
    job.refresh_from_db()
    return "" if job.state == JobState.DONE else job.error.partition(":")[0]


def standing(request: SigningRequest) -> tuple[str, int]:
    """The state of a request, and how many documents it has."""
    request.refresh_from_db()
    return str(request.state), SealedDocument.objects.filter(request=request).count()


WAITS, SEALED = ("sealing", 0), ("in_force", 1)
