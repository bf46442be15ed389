"""Verifying a document for anyone: four questions, each answered for itself, from a code, a file or both."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from core.enums import KeyStanding
from core.models import Checkpoint, EvidenceEvent, PortalKey
from core.sealing import SealReport, SealState, check_pdf
from core.services.key_register import key_standing
from stakeholders.enums import RequestKind, RequestState
from stakeholders.models import SealedDocument
from stakeholders.selectors.sealed import WHOLE

END_OF_PDF = b"%%EOF"
MOST_ENDS = 24
"""So many ends of revisions of a file are compared with the register, from its last one back."""
TEXTS = (RequestKind.SIGN, RequestKind.AMEND)


class Light(StrEnum):
    """What the page shows at a glance; nothing where the first two answers do not agree."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    NONE = "none"


class Status(StrEnum):
    """Whether what a document says still holds."""

    IN_FORCE = "in_force"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"
    TO_BE_WITHDRAWN = "to_be_withdrawn"
    WITHDRAWAL = "withdrawal"
    ACKNOWLEDGEMENT = "acknowledgement"


@dataclass(frozen=True, slots=True)
class StatusNow:
    """The status with its day; `by_version` is the number of the version that took its place."""

    status: Status
    on: date | None = None
    by_version: int | None = None


@dataclass(frozen=True, slots=True)
class FileAnswer:
    """What a given file says: `document` where it is byte for byte one that was issued.

    `original` is the issued document with which the file begins, where something was added to it.
    """

    document: SealedDocument | None
    original: SealedDocument | None
    report: SealReport
    sha256: str

    @property
    def light(self) -> Light:
        """Green or red where register and seal agree; yellow where the seal is whole and more came after it."""
        is_whole = self.report.state is SealState.INTACT_WHOLE and self.report.trusted_by_us
        if self.document is not None:
            return Light.GREEN if is_whole else Light.NONE
        if self.report.state is SealState.ADDED_AFTER and self.report.trusted_by_us:
            return Light.YELLOW
        return Light.NONE if is_whole or self.report.state is SealState.UNREADABLE else Light.RED


def find_document(code: str) -> SealedDocument | None:
    """The document of a code, written as the portal writes codes."""
    return SealedDocument.objects.select_related(*WHOLE).filter(verify_code=code).first() if code else None


def check_file(pdf: bytes) -> FileAnswer:
    """Compare a file with the register of what was issued, and read its seal in a limited process; keeps nothing."""
    digest = sha256(pdf).hexdigest()
    document, report = _by_digest(digest), check_pdf(pdf)
    is_added = document is None and report.state is SealState.ADDED_AFTER
    return FileAnswer(document, _find_beginning(pdf) if is_added else None, report, digest)


def status_of(document: SealedDocument, *, today: date | None = None) -> StatusNow:
    """Whether what a document says still holds today; a day that has come counts before any sweep notices it."""
    request, day = document.request, today or timezone.localdate()
    commitment = request.version.commitment
    if request.kind == RequestKind.WITHDRAW:
        return StatusNow(Status.WITHDRAWAL, commitment.withdrawn_on)
    if request.state == RequestState.SUPERSEDED:
        return _superseded(document)
    if commitment.withdrawn_on and commitment.withdrawn_on <= day:
        return StatusNow(Status.WITHDRAWN, commitment.withdrawn_on)
    if commitment.withdrawn_on:
        return StatusNow(Status.TO_BE_WITHDRAWN, commitment.withdrawn_on)
    if request.kind == RequestKind.ACKNOWLEDGE:
        return StatusNow(Status.ACKNOWLEDGEMENT, timezone.localdate(document.made_at))
    return StatusNow(Status.IN_FORCE, commitment.signed_on)


@dataclass(frozen=True, slots=True)
class KeyAnswer:
    """The key that sealed, what it is worth today, and since when others testify that the seal was there."""

    standing: KeyStanding
    key: PortalKey | None
    proven_at: datetime | None


def key_of(document: SealedDocument, report: SealReport | None = None) -> KeyAnswer:
    """What the key of a document is worth; the earliest outside testimony is a checkpoint or a trusted time stamp.

    `report` is that of the document's own file, byte for byte, and of no other.
    """
    moments = [moment for moment in (_first_checkpoint(document), _stamp(report)) if moment]
    proven_at = min(moments, default=None)
    key = PortalKey.objects.filter(key_id=document.key_id).first()
    return KeyAnswer(key_standing(document.key_id, proven_at=proven_at), key, proven_at)


def key_of_file(report: SealReport) -> KeyAnswer:
    """What the key of a seal is worth in a file that the register does not know; only a whole seal has a moment."""
    stamp = _stamp(report) if report.state is SealState.INTACT_WHOLE else None
    key = PortalKey.objects.filter(key_id=report.key_id).first() if report.trusted_by_us else None
    standing = key_standing(key.key_id, proven_at=stamp) if key else KeyStanding.UNKNOWN
    return KeyAnswer(standing, key, stamp)


def newer_document(document: SealedDocument) -> SealedDocument | None:
    """The newest document of the same signatures, where they were sealed anew after this one."""
    later = SealedDocument.objects.filter(request=document.request_id, generation__gt=document.generation)
    return later.order_by("-generation").first()


def _by_digest(digest: str) -> SealedDocument | None:
    return SealedDocument.objects.select_related(*WHOLE).filter(sealed_sha256=digest).first()


def _find_beginning(pdf: bytes) -> SealedDocument | None:
    """The issued document with which a file begins."""
    return next((found for end in _ends(pdf) if (found := _by_digest(sha256(pdf[:end]).hexdigest()))), None)


def _ends(pdf: bytes) -> Iterator[int]:
    """Where revisions of a file may end: after a mark of the end, with the line end that may follow it."""
    place = len(pdf)
    for _count in range(MOST_ENDS):
        place = pdf.rfind(END_OF_PDF, 0, place)
        if place < 0:
            return
        end = place + len(END_OF_PDF)
        lines = [b"\r\n", b"\n", b"\r"]
        yield from (end + len(line) for line in lines if pdf.startswith(line, end))
        yield end


def _superseded(document: SealedDocument) -> StatusNow:
    """By which version and on which day: that of the next document of the same commitment.

    An acknowledgement gives way to a newer one too; a text that was promised only to another text.
    """
    version = document.request.version
    is_acknowledged = document.request.kind == RequestKind.ACKNOWLEDGE
    kinds = (*TEXTS, RequestKind.ACKNOWLEDGE) if is_acknowledged else TEXTS
    later = SealedDocument.objects.filter(
        request__version__commitment=version.commitment_id,
        request__kind__in=kinds,
        request__version__number__gt=version.number,
    ).select_related("request__version")
    by = later.order_by(
        "request__version__number", "generation"
    ).first()  # a text may be sealed anew much later
    if by is None:
        return StatusNow(Status.SUPERSEDED)
    return StatusNow(Status.SUPERSEDED, timezone.localdate(by.made_at), by.request.version.number)


def _first_checkpoint(document: SealedDocument) -> datetime | None:
    """The moment of the first checkpoint that holds the event of this seal; None while there is none."""
    stream = document.request.version.commitment.contract_id
    sealed = EvidenceEvent.objects.filter(
        stream=stream, kind="request.sealed", payload__contains=document.sealed_sha256
    ).first()
    if sealed is None:
        return None
    for checkpoint in Checkpoint.objects.filter(at__gte=sealed.at).order_by("number")[:MOST_ENDS]:
        heads = {name: seq for name, seq, _digest in json.loads(checkpoint.heads)}
        if heads.get(str(stream), 0) >= sealed.seq:
            return checkpoint.at
    return None


def _stamp(report: SealReport | None) -> datetime | None:
    """The moment of a time stamp that is trusted."""
    if report is None or not report.is_stamp_trusted:
        return None
    return parse_datetime(report.stamped_at)
