"""Readings of the files that count as signatures, signed outside or on paper, which lie beside the sealed paper."""

import json
from datetime import date
from uuid import UUID

from stakeholders.models import ExternalSignedFile, SealedDocument, SignatureRecord, SigningRequest
from stakeholders.papers import PaperFile


def counted_files(request: SigningRequest) -> list[ExternalSignedFile]:
    """The files that carry signatures of a request, in the order of the evidence log."""
    records = SignatureRecord.objects.filter(signer__request=request).order_by("event_seq")
    return [file for record in records if (file := counted_file(record))]


def counted_file(record: SignatureRecord) -> ExternalSignedFile | None:
    """The file that a signature was read from: the one that its statement names; None for the portal's own route."""
    told = json.loads(record.statement).get("details", {}).get("file")
    rows = ExternalSignedFile.objects.filter(signer=record.signer_id).select_related("signer__person")
    return rows.filter(pk=UUID(told)).first() if told else None


def find_counted(document: SealedDocument, file_id: UUID) -> ExternalSignedFile | None:
    """One of the files beside a sealed document; None where it is not one of them."""
    return next((one for one in counted_files(document.request) if one.pk == file_id), None)


def paper_file(record: SignatureRecord) -> PaperFile | None:
    """What a paper tells of the file of a signature, with the report of its check."""
    row = counted_file(record)
    if row is None:
        return None
    report = row.report
    certificates = report.get("signatures", ())
    return PaperFile(
        name=row.original_name,
        size_bytes=row.size_bytes,
        sha256=row.sha256,
        offered_sha256=report.get("offered_sha256", ""),
        verdict=row.verdict,
        reasons=tuple(report.get("reasons", ())),
        certificates=tuple((one["signer"], one["certificate_sha256"], one["level"]) for one in certificates),
        checked_at=row.uploaded_at,
        accepted_reason=row.accepted_reason,
        signed_on=date.fromisoformat(report["signed_on"]) if "signed_on" in report else None,
    )
