"""Signing outside the portal: the file that is offered, the signed one that comes back, and what its check found.

The file that comes back is never altered. What the check alone cannot tell an officer decides, who says why.
"""

from dataclasses import replace
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from contracts.rules import can_edit_city
from core.clock import database_now
from core.durable_files import write_durably
from core.models import User
from core.sealing import Person, UploadReport, check_signed_upload, load_anchors
from core.services.mail import queue_text
from core.uploads import CheckedFile, check_signed_file
from stakeholders.emails import file_waits_text
from stakeholders.enums import SignatureRoute, Verdict
from stakeholders.models import ExternalSignedFile, RequestSigner, SigningRequest
from stakeholders.papers import SourcePaper, render_offer
from stakeholders.selectors.offers import OFFERED, kept_offer, name_of_offer, offered_sha256
from stakeholders.selectors.people import officers_of
from stakeholders.selectors.sealed import paper_facts
from stakeholders.services.asking import check_open, lock_request, lock_slot, refuse_unless, tell
from stakeholders.services.signatures import record_signature
from stakeholders.services.slots import LONGEST_REASON, SHORTEST_REASON, check_asked, check_person

CHECKED, ACCEPTED = "signer.file_checked", "signer.file_accepted"
MOST_FILES = 20
"""So many files one signer can send: each is kept."""


def offered_file(signer: RequestSigner) -> bytes:
    """The exact unsealed PDF of the text, the same bytes for every signer of a request.

    It is kept on first offer, and its digest with it in the evidence log; a file that is lost is made anew. Raises
    `PaperFailed`, and `ValidationError` where neither the kept file nor a new one is what was offered.
    """
    request = signer.request
    kept = kept_offer(request)
    if kept is not None:
        return kept
    facts = replace(
        paper_facts(request, generation=0, code=""), signatures=()
    )  # the same before and after others sign
    paper = render_offer(facts, at=request.opened_at)
    return _keep_offer(request.pk, paper)


@transaction.atomic
def _keep_offer(request_id: UUID, paper: SourcePaper) -> bytes:
    request = lock_request(request_id)
    told = offered_sha256(request)
    words = _(
        "The document that was offered is lost. Ask the city to cancel this request and open a new one."
    )
    refuse_unless(told in ("", paper.sha256), "state", words, "offer_lost")
    write_durably(name_of_offer(request), paper.pdf)
    if not told:
        tell(
            request,
            OFFERED,
            offered_sha256=paper.sha256,
            size_bytes=len(paper.pdf),
            version_sha256=request.version.sha256,
        )
    return paper.pdf


def upload_signed(*, signer_id: UUID, by: User, file: UploadedFile) -> ExternalSignedFile:
    """Check a file that the person of a slot signed outside, keep it with its verdict, and sign where it passed.

    A file that failed moves nothing; one of which it cannot be told waits for an officer (`accept_external`). The check
    runs in a limited process and outside of the transaction. Raises refusals at `file` and `state`.
    """
    slot = RequestSigner.objects.select_related(
        "person",
        "mandate",
        "request__version__commitment__organisation",
        "request__version__commitment__contract__city",
    ).get(pk=signer_id)
    check_person(slot, by)
    _check_turn(slot)
    checked = check_signed_file(file)
    offered = offered_file(slot)
    file.seek(0)
    report = check_signed_upload(file.read(), offered, load_anchors(), person=_person_of(slot))
    return _keep(signer_id, by, file, checked, report, offered_digest=sha256(offered).hexdigest())


def _person_of(slot: RequestSigner) -> Person:
    """Who was asked, with the tax code of their mandate where it tells one; the city's people have no mandate."""
    return Person(slot.person.name, tax_code=slot.mandate.tax_code if slot.mandate else "")


def _check_turn(slot: RequestSigner) -> None:
    check_open(slot.request, database_now())
    check_asked(slot)
    words = _("Too many files were sent for this signature. Ask the city to open it again.")
    refuse_unless(slot.external_files.count() < MOST_FILES, "file", words, "too_many")


@transaction.atomic
def _keep(
    signer_id: UUID,
    by: User,
    file: UploadedFile,
    checked: CheckedFile,
    report: UploadReport,
    *,
    offered_digest: str,
) -> ExternalSignedFile:
    slot = lock_slot(signer_id)
    _check_turn(slot)
    row = ExternalSignedFile(
        signer=slot,
        original_name=checked.original_name,
        size_bytes=checked.size_bytes,
        sha256=checked.sha256,
        verdict=Verdict(report.verdict.value),
        report=_plain(report) | {"offered_sha256": offered_digest},
        uploaded_by=by,
    )
    file.seek(0)
    row.file.save(checked.name, file, save=False)
    row.save(force_insert=True)
    tell(slot.request, CHECKED, slot, by=by, file=row.pk, file_sha256=row.sha256, verdict=str(row.verdict))
    if row.verdict == Verdict.PASSED:
        _sign(row, by)
    elif row.verdict == Verdict.INDETERMINATE:
        _call_officers(row, slot.request)
    return row


def _call_officers(row: ExternalSignedFile, request: SigningRequest) -> None:
    """Tell the city's officers that a file waits, but for who sent it; once while another of the slot waits too."""
    waiting = ExternalSignedFile.objects.filter(
        signer=row.signer, verdict=Verdict.INDETERMINATE, accepted_by=None
    )
    if waiting.exclude(pk=row.pk).exists():
        return
    for person in officers_of(request.version.commitment.contract.city):
        if person.pk != row.uploaded_by_id:
            queue_text(to=person.email, text=file_waits_text(file=row, request=request, person=person))


def _plain(report: UploadReport) -> dict[str, Any]:
    """What the check found, as plain data: the reasons, and whose certificates these are."""
    return {
        "reasons": [one.value for one in report.reasons],
        "signatures": [
            {
                "signer": f"{one.given_names} {one.signer}".strip(),
                "serial_number": one.serial_number,
                "certificate_sha256": one.certificate_sha256,
                "level": one.level,
                "signed_at": one.signed_at,
                "stamped_at": one.stamped_at,
            }
            for one in report.signatures
        ],
    }


@transaction.atomic
def accept_external(*, file_id: UUID, by: User, reason: str) -> ExternalSignedFile:
    """Take a file as a signature of which the check alone could not tell, with the reason; by an officer of the city.

    Nobody accepts a file of their own. One that failed is never accepted. Twice is once.
    """
    signer_id = ExternalSignedFile.objects.values_list("signer_id", flat=True).get(pk=file_id)
    slot = lock_slot(signer_id)
    row = ExternalSignedFile.objects.select_for_update(of=("self",)).get(pk=file_id)
    may = can_edit_city(by, slot.request.version.commitment.contract.city)
    if not may or by.pk in (slot.person_id, row.uploaded_by_id):
        raise PermissionDenied("accept_external")
    if row.accepted_by_id is not None:
        return row
    words = _("Only a file of which the check could not tell can be accepted.")
    refuse_unless(row.verdict == Verdict.INDETERMINATE, "state", words, "verdict")
    check_open(slot.request, database_now())
    check_asked(slot)
    reason = reason.strip()
    words = _("Give a reason of 10 to 2000 characters.")
    refuse_unless(SHORTEST_REASON <= len(reason) <= LONGEST_REASON, "reason", words, "length")
    row.accepted_by, row.accepted_reason = by, reason
    row.save(update_fields=["accepted_by", "accepted_reason"])
    digest = sha256(reason.encode()).hexdigest()
    tell(slot.request, ACCEPTED, slot, by=by, file=row.pk, file_sha256=row.sha256, reason_sha256=digest)
    row.signer = slot
    _sign(row, by, accepted_by=str(by.pk), reason_sha256=digest)
    return row


def _sign(row: ExternalSignedFile, by: User, **more: str) -> None:
    """Record the signature that a file carries, with the digests of the file and of what was offered."""
    signatures = row.report["signatures"]
    last = signatures[-1] if signatures else {"certificate_sha256": "", "level": ""}
    record_signature(
        signer_id=row.signer_id,
        by=by,
        route=SignatureRoute.EXTERNAL,
        shown_sha256=row.signer.request.version.sha256,
        idempotency_key=f"file-{row.pk}",
        level=last["level"],
        subject_sha256=last["certificate_sha256"],
        details={
            "file": str(row.pk),
            "file_sha256": row.sha256,
            "offered_sha256": row.report["offered_sha256"],
            "verdict": str(row.verdict),
            "reasons": row.report["reasons"],
        }
        | more,
    )
