"""Readings of files that were signed outside: what was sent, what its check found, what waits for an officer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from core.enums import UploadReason
from stakeholders.enums import RequestState, SignerState, Verdict
from stakeholders.models import ExternalSignedFile, RequestSigner, SigningRequest


@dataclass(frozen=True, slots=True)
class OutsideFile:
    """A file with the reasons of its verdict in words, whose certificates it carries, and whether it waits."""

    row: ExternalSignedFile
    reasons: tuple[str, ...]
    names: tuple[str, ...]
    waits: bool
    paper_day: date | None
    """The day on which it was signed on paper, for a scan."""


def files_of_slot(slot: RequestSigner) -> list[OutsideFile]:
    """What the person of a slot sent, newest first."""
    return _told(_rows().filter(signer=slot))


def files_of_request(request: SigningRequest) -> list[OutsideFile]:
    """What the signers of a request sent, newest first."""
    return _told(_rows().filter(signer__request=request))


def find_file(request: SigningRequest, file_id: UUID) -> OutsideFile | None:
    """One of the files of a request; None where it is not one of them."""
    found = _told(_rows().filter(signer__request=request, pk=file_id))
    return found[0] if found else None


def _rows() -> QuerySet[ExternalSignedFile]:
    rows = ExternalSignedFile.objects.select_related("signer__person", "signer__request", "accepted_by")
    return rows.order_by("-uploaded_at")


def _told(rows: Iterable[ExternalSignedFile]) -> list[OutsideFile]:
    return [
        OutsideFile(
            row,
            reasons=tuple(str(UploadReason(one).label) for one in row.report.get("reasons", ())),
            names=tuple(one["signer"] for one in row.report.get("signatures", ())),
            waits=_waits(row),
            paper_day=date.fromisoformat(row.report["signed_on"]) if "signed_on" in row.report else None,
        )
        for row in rows
    ]


def _waits(row: ExternalSignedFile) -> bool:
    slot = row.signer
    is_open = slot.state == SignerState.READY and slot.request.state == RequestState.COLLECTING
    return is_open and row.verdict == Verdict.INDETERMINATE and row.accepted_by_id is None
