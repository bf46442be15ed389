"""Sealing: when every signature is there, the signed text becomes one sealed PDF, once, and takes effect with it.

The file is written and on the disk before the row that names it; the row, the states, the events and the mails are one
transaction. A worker that dies in between leaves a file that nobody knows, never a row that points at nothing; the next
one makes the document anew. Of two workers at once the first to lock the request wins.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext, gettext_noop

from core.durable_files import remove_file, write_durably
from core.enums import JobName
from core.fail_points import reach
from core.jobs import defer
from core.sealing import Sealed, seal_pdf
from core.services.evidence import append_event, register_proof
from core.services.mail import queue_text
from stakeholders import signals
from stakeholders.enums import RequestState
from stakeholders.models import Commitment, SealedDocument, SigningRequest
from stakeholders.papers import render_paper
from stakeholders.papers.facts import PaperFacts
from stakeholders.seal_emails import sealed_text
from stakeholders.selectors.sealed import document_of, paper_facts, people_to_tell
from stakeholders.services.asking import lock_request
from stakeholders.services.effects import take_effect
from stakeholders.services.versions import lock_commitment
from stakeholders.tokens import make_verify_code

SEALED = "request.sealed"
FIRST = 1
FIELD = "PortalSeal"
REASON = gettext_noop("Every party has signed.")
SHORT_DIGEST = 16


class SealedFile(NamedTuple):
    """A sealed file on the disk, with what it was made from."""

    facts: PaperFacts
    sealed: Sealed
    source_sha256: str
    name: str


def seal_request(*, request_id: UUID, generation: int = FIRST) -> SealedDocument | None:
    """Make the sealed document of a request, and put in force what was signed; the same again when it is there.

    None for a request that is not being sealed. Raises what keeps it from being sealed (`TimestampFailed`,
    `KeyUnusable`, `SealRefused`, `PaperFailed`): the request then stays as it is, and its job tries again.
    """
    request = _read_request(request_id)
    if request.state != RequestState.SEALING:
        return document_of(request_id, generation)
    made = make_sealed_file(request, generation=generation)
    reach("seal_written")
    document = _enter(request_id, made)
    reach("seal_committed")
    if document is None or document.file.name != made.name:
        remove_file(made.name)
    return document


def make_sealed_file(request: SigningRequest, *, generation: int) -> SealedFile:
    """Typeset and seal the paper of a request, and put it on the disk under a name of its own; no row knows it yet."""
    facts = paper_facts(request, generation=generation, code=make_verify_code())
    source = render_paper(facts)
    with translation.override(facts.language):
        reason = gettext(REASON)
    sealed = seal_pdf(source.pdf, field_name=FIELD, reason=reason)
    name = f"sealed/{timezone.now():%Y/%m}/{request.pk}-{generation}-{sealed.sha256[:SHORT_DIGEST]}.pdf"
    write_durably(name, sealed.pdf)
    return SealedFile(facts, sealed, source.sha256, name)


def add_document(request: SigningRequest, made: SealedFile) -> SealedDocument:
    """Enter a sealed file in the register and in the evidence log, under the lock of its request."""
    document = SealedDocument.objects.create(
        request=request,
        generation=made.facts.generation,
        file=made.name,
        source_sha256=made.source_sha256,
        sealed_sha256=made.sealed.sha256,
        level=made.sealed.level,
        key_id=made.sealed.key_id,
        verify_code=made.facts.code,
    )
    _tell_sealed(document)
    return document


def _read_request(request_id: UUID) -> SigningRequest:
    rows = SigningRequest.objects.select_related(
        "version__commitment__organisation", "version__commitment__contract__city"
    )
    return rows.get(pk=request_id)


@transaction.atomic
def _enter(request_id: UUID, made: SealedFile) -> SealedDocument | None:
    """Write the row of the file and everything that follows from it; the document of a faster twin where there is one.

    Locks in the order of all services of signing: request, commitment, head of the evidence stream.
    """
    request = lock_request(request_id)
    if request.state != RequestState.SEALING:
        return document_of(request_id, made.facts.generation)
    commitment = request.version.commitment = lock_commitment(request.version.commitment_id)
    document = add_document(request, made)
    request.state = RequestState.IN_FORCE
    request.save(update_fields=["state"])
    take_effect(request=request, signed_on=made.facts.signed_on)
    _tell_everyone(document)
    defer(JobName.MAKE_CHECKPOINT, key="log")
    signals.commitment_changed.send(
        Commitment, contract_id=commitment.contract_id, commitment_id=commitment.pk, by=None
    )
    return document


def _tell_sealed(document: SealedDocument) -> None:
    """Add the document to the evidence log: whoever knows this event can tell the file from any other."""
    version = document.request.version
    append_event(
        stream=version.commitment.contract_id,
        kind=SEALED,
        payload=_payload_of(document) | {"version_sha256": version.sha256},
    )


def _payload_of(document: SealedDocument) -> dict[str, Any]:
    return {
        "request": str(document.request_id),
        "document": str(document.pk),
        "generation": document.generation,
        "source_sha256": document.source_sha256,
        "sealed_sha256": document.sealed_sha256,
        "level": document.level,
        "key": document.key_id,
    }


def find_changed_document(payload: dict[str, Any]) -> Iterator[str]:
    """What is not as an event of sealing tells: asked by the check of the evidence log."""
    document = SealedDocument.objects.filter(pk=payload["document"]).first()
    if document is None:
        yield "the sealed document is missing in the register"
    elif not _payload_of(document).items() <= payload.items():
        yield "the register tells of another document than the one that was sealed"


def register_proofs() -> None:
    """Let the check of the evidence log look at the register of sealed documents too."""
    register_proof(SEALED, find_changed_document)


def _tell_everyone(document: SealedDocument) -> None:
    """Send every party the news with the link to the PDF."""
    for person in people_to_tell(document.request):
        queue_text(to=person.email, text=sealed_text(document=document, person=person))
