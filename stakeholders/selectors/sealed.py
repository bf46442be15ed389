"""Readings of sealed documents: what a paper is made from, whose it is, and what keeps it from being sealed."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.enums import JobName, JobState
from core.models import Job, User
from stakeholders.enums import RequestState
from stakeholders.models import (
    Commitment,
    ExternalSignedFile,
    SealedDocument,
    SignatureRecord,
    SigningRequest,
)
from stakeholders.papers import PaperFacts, PaperPart, PaperSignature
from stakeholders.rules import can_read_sealed
from stakeholders.selectors.agreed_text import agreed_parts, annexes_of
from stakeholders.selectors.counted_files import counted_files, paper_file
from stakeholders.selectors.people import officers_of, writers_of

WHOLE = ("request__version__commitment__organisation", "request__version__commitment__contract__city")
TROUBLES = {
    "TimestampFailed": _("The time stamp authority does not answer, or its answer does not hold."),
    "KeyUnusable": _("The key that seals cannot be used."),
    "SealRefused": _("Nothing is sealed while a check of the evidence log reports a fault."),
    "PaperFailed": _("The document could not be typeset."),
}
"""What officers are told of an error, by its class."""
OTHER_TROUBLE = _("The document could not be made; the administrators see why.")


def document_of(request_id: UUID, generation: int) -> SealedDocument | None:
    """The sealed document of a request; None while it is not made."""
    rows = SealedDocument.objects.select_related(*WHOLE)
    return rows.filter(request=request_id, generation=generation).first()


def paper_facts(request: SigningRequest, *, generation: int, code: str) -> PaperFacts:
    """Everything that the paper of a request tells, in the language that was signed."""
    version = request.version
    commitment, city = version.commitment, version.commitment.contract.city
    with translation.override(version.language):
        return PaperFacts(
            city=str(city),
            organisation=commitment.organisation.name,
            title=json.loads(version.canonical)["commitment"][
                "title"
            ],  # not the row's: an amendment changes it later
            number=commitment.number,
            version_number=version.number,
            version_sha256=version.sha256,
            language=version.language,
            kind=request.kind,
            reason=request.reason,
            effect_on=request.effect_on,
            request_id=str(request.pk),
            stream=str(commitment.contract_id),
            generation=generation,
            code=code,
            address=verify_address(code),
            is_training=city.is_training,
            parts=tuple(
                PaperPart(part.title, tuple((line.label, line.text) for line in part.lines))
                for part in agreed_parts(version)
            ),
            annexes=tuple((one.name, one.sha256) for one in annexes_of(version)),
            signatures=tuple(_signature(one, str(city)) for one in signatures_of(request)),
        )


def signatures_of(request: SigningRequest) -> QuerySet[SignatureRecord]:
    """The signatures of a request in the order of the evidence log."""
    rows = SignatureRecord.objects.filter(signer__request=request).order_by("event_seq")
    return rows.select_related("signer__person", "signer__organisation", "signer__mandate", "proof")


def verify_address(code: str) -> str:
    """The address that a printed paper leads to, in no language: the portal chooses the reader's."""
    return f"{settings.PORTAL_ADDRESS}/v/{code}"


def _signature(record: SignatureRecord, city: str) -> PaperSignature:
    signer = record.signer
    return PaperSignature(
        party=signer.organisation.name if signer.organisation else city,
        name=str(signer.person),
        office=signer.role_title,
        basis=signer.mandate.basis if signer.mandate else "",
        route=record.route,
        method=record.proof.method,
        signed_at=record.signed_at,
        statement_sha256=record.statement_sha256,
        key_id=record.key_id,
        event_seq=record.event_seq,
        file=paper_file(record),
    )


def people_to_tell(request: SigningRequest) -> list[User]:
    """Who gets a sealed document: its signers, who writes for their organisations, and the city's officers."""
    commitment = request.version.commitment
    signers = User.objects.filter(signing_slots__request=request, signing_slots__signature__isnull=False)
    everyone: Iterable[User] = [
        *signers,
        *writers_of(commitment.organisation),
        *officers_of(commitment.contract.city),
    ]
    return sorted({one.pk: one for one in everyone if one.is_active}.values(), key=lambda one: one.email)


def documents_of(commitment: Commitment) -> QuerySet[SealedDocument]:
    """The sealed documents of a commitment, newest first."""
    return SealedDocument.objects.filter(request__version__commitment=commitment).select_related(*WHOLE)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A request whose document is not sealed yet; `trouble` says in words why, where a try has failed."""

    request: SigningRequest
    since: datetime | None
    trouble: str


def waiting_of(commitment: Commitment) -> list[Waiting]:
    """The requests of a commitment that everyone signed and that are being sealed."""
    rows = SigningRequest.objects.filter(version__commitment=commitment, state=RequestState.SEALING)
    return [Waiting(one, one.closed_at, _trouble(one)) for one in rows.select_related("version")]


def seal_jobs(request: SigningRequest) -> QuerySet[Job]:
    """The jobs that seal a request, newest first."""
    return Job.objects.filter(name=JobName.SEAL_REQUEST, key=str(request.pk)).order_by("-created_at")


def _trouble(request: SigningRequest) -> str:
    """Why the newest try failed; empty where none did."""
    newest = seal_jobs(request).filter(~Q(error=""), ~Q(state=JobState.DONE)).first()
    return str(trouble_words(newest.error)) if newest else ""


def trouble_words(error: str) -> Promise:
    """What a job's error means for an officer; administrators read the error itself."""
    return TROUBLES.get(error.partition(":")[0], OTHER_TROUBLE)


@dataclass(frozen=True, slots=True)
class Delivered:
    """A sealed document, and the files signed outside that are given beside it."""

    document: SealedDocument
    files: list[ExternalSignedFile]


@dataclass(frozen=True, slots=True)
class SealedPart:
    """What the page of a commitment tells of its sealed documents."""

    documents: list[Delivered]
    waiting: list[Waiting]


def sealed_part(commitment: Commitment, user: Any) -> SealedPart:
    """The sealed documents of a commitment that `user` may download, and what is being sealed."""
    documents = [
        Delivered(one, counted_files(one.request))
        for one in documents_of(commitment)
        if can_read_sealed(user, one)
    ]
    return SealedPart(documents, waiting_of(commitment))
