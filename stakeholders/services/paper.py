"""Signatures on paper: an officer records that one was given, keeps its scan, and says where the sheet is.

The portal checks nothing of it: what is recorded is an officer's word, and is named so everywhere.
"""

from datetime import date
from hashlib import sha256
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.rules import can_edit_city
from core.clock import database_now
from core.models import User
from core.uploads import check_upload
from stakeholders.enums import ProofMethod, SignatureRoute, Verdict
from stakeholders.models import ExternalSignedFile, RequestSigner, SignatureRecord
from stakeholders.services.asking import check_open, lock_slot, refuse_unless, tell
from stakeholders.services.signatures import record_signature
from stakeholders.services.slots import LONGEST_REASON, SHORTEST_REASON, check_asked

RECORDED = "signer.paper_recorded"


@transaction.atomic
def record_paper(
    *, signer_id: UUID, by: User, signed_on: date, file: UploadedFile, reason: str
) -> SignatureRecord:
    """Record that the person of a slot signed the text on paper; by an officer of the city, never for themselves.

    `reason` tells how the sheet came to the city and where it is kept. Raises refusals at `signed_on`, `file`,
    `reason` and `state`: between public administrations a signature on paper is void.
    """
    slot = lock_slot(signer_id)
    may = can_edit_city(by, slot.request.version.commitment.contract.city)
    if not may or by.pk == slot.person_id:
        raise PermissionDenied("record_paper")
    check_open(slot.request, database_now())
    check_asked(slot)
    _check_day(slot, signed_on)
    reason = reason.strip()
    words = _("Write 10 to 2000 characters.")
    refuse_unless(SHORTEST_REASON <= len(reason) <= LONGEST_REASON, "reason", words, "length")
    row = _keep_scan(slot, by, file, signed_on=signed_on, reason=reason)
    digest = sha256(reason.encode()).hexdigest()
    told = {"file": str(row.pk), "file_sha256": row.sha256, "signed_on": signed_on.isoformat()}
    tell(slot.request, RECORDED, slot, by=by, reason_sha256=digest, details=told)
    return record_signature(
        signer_id=slot.pk,
        by=by,
        route=SignatureRoute.PAPER,
        shown_sha256=slot.request.version.sha256,
        idempotency_key=f"paper-{row.pk}",
        method=ProofMethod.OFFICER,
        details=told | {"reason_sha256": digest},
    )


def _check_day(slot: RequestSigner, signed_on: date) -> None:
    first = timezone.localdate(slot.request.version.created_at)
    words = _("Choose a day between the one of the text and today.")
    refuse_unless(first <= signed_on <= timezone.localdate(), "signed_on", words, "day")


def _keep_scan(
    slot: RequestSigner, by: User, file: UploadedFile, *, signed_on: date, reason: str
) -> ExternalSignedFile:
    checked = check_upload(file)
    row = ExternalSignedFile(
        signer=slot,
        original_name=checked.original_name,
        size_bytes=checked.size_bytes,
        sha256=checked.sha256,
        verdict=Verdict.INDETERMINATE,
        report={"signed_on": signed_on.isoformat()},
        uploaded_by=by,
        accepted_by=by,
        accepted_reason=reason,
    )
    row.file.save(checked.name, file, save=False)
    row.save(force_insert=True)
    return row
