"""Asking for signatures under a frozen text: opening, extending, cancelling and ending a request; reminders."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from contracts.models import ContractVersion
from contracts.rules import can_edit_city
from core.access import require
from core.clock import database_now
from core.models import User
from core.validators import refusal
from stakeholders.emails import MailKindOfSigning
from stakeholders.enums import CommitmentState, RequestKind, RequestState, SignatureRoute, SignerState
from stakeholders.models import Commitment, CommitmentVersion, RequestSigner, SigningRequest
from stakeholders.rules import can_cancel_request
from stakeholders.selectors.signing import version_in_force
from stakeholders.services.asking import (
    ask_signer,
    check_open,
    close_request,
    lock_request,
    lock_slot,
    open_next_step,
    refuse_unless,
    tell,
    write_to_all,
)
from stakeholders.services.negotiation import set_state
from stakeholders.services.signers import Signer, complete_signers
from stakeholders.services.versions import freeze_commitment, lock_commitment

__all__ = [
    "Signer",
    "cancel_request",
    "create_request",
    "end_request",
    "expire_requests",
    "extend_request",
    "open_request",
    "resend_link",
]

GIVEN_BACK = {
    RequestState.CANCELLED: CommitmentState.ACCEPTED,
    RequestState.DECLINED: CommitmentState.CHANGES_REQUESTED,
    RequestState.EXPIRED: CommitmentState.EXPIRED,
}
"""What a commitment is after a request for its first signatures came to nothing."""
LONGEST_OPEN = timedelta(days=366)
RESEND_AFTER = timedelta(minutes=10)
"""An officer sends a link by hand no more often than this."""


@transaction.atomic
def open_request(
    *,
    commitment_id: UUID,
    signers: Sequence[Signer],
    by: User,
    expires_at: datetime,
    language: str,
    kind: str = RequestKind.SIGN,
    reason: str = "",
    effect_on: date | None = None,
    contract_version: ContractVersion | None = None,
    version: CommitmentVersion | None = None,
    needs_file: bool = False,
) -> SigningRequest:
    """Freeze the text of a commitment and ask for signatures under it; the first step is asked at once.

    An amendment leaves the version before in force until the new one is sealed. A `version` that was frozen already is
    taken as it is; the clauses are those of `contract_version`, else of the version of the contract that is signed now.
    With `needs_file` only signatures made outside with a certificate count, as they always do of public bodies.
    """
    commitment = lock_commitment(commitment_id)
    require(can_edit_city, by, commitment.contract.city)
    supersedes = version_in_force(commitment)
    if kind == RequestKind.SIGN:
        _validate_accepted(commitment)
    else:
        refuse_unless(supersedes, "kind", _("Nothing of this commitment is in force yet."), "not_in_force")
    if version is None:
        version = freeze_commitment(
            commitment_id=commitment_id,
            by=by,
            language=language,
            supersedes=supersedes,
            contract_version=contract_version,
        )
    _validate_new(version, commitment, supersedes)
    request = create_request(
        version=version,
        kind=kind,
        signers=signers,
        by=by,
        expires_at=expires_at,
        reason=reason,
        effect_on=effect_on,
        needs_file=needs_file,
    )
    if kind == RequestKind.SIGN and commitment.state != CommitmentState.READY_TO_SIGN:
        set_state(commitment=commitment, to=CommitmentState.READY_TO_SIGN)
    return request


def create_request(
    *,
    version: CommitmentVersion,
    kind: str,
    signers: Sequence[Signer],
    by: User,
    expires_at: datetime,
    reason: str = "",
    effect_on: date | None = None,
    needs_file: bool = False,
) -> SigningRequest:
    """Write a request for a version that is frozen already, within the transaction of a service that has the right."""
    now, commitment = database_now(), version.commitment
    _validate_end(expires_at, now)
    if _rivals(commitment, kind).exists():
        raise refusal("state", _("Signatures are being collected under this text already."), "open")
    complete = complete_signers(signers, commitment, kind=kind)
    of_public = any(signer.organisation and signer.organisation.is_public_body for signer in complete)
    request = SigningRequest.objects.create(
        version=version,
        kind=kind,
        minimum_route=SignatureRoute.EXTERNAL if of_public or needs_file else SignatureRoute.PORTAL,
        expires_at=expires_at,
        reason=reason.strip(),
        effect_on=effect_on,
        opened_by=by,
    )
    slots = [_slot(request, signer) for signer in complete]
    tell(
        request,
        "request.opened",
        by=by,
        commitment=commitment.pk,
        version_sha256=version.sha256,
        request_kind=str(kind),
        minimum_route=str(request.minimum_route),
        expires_at=expires_at,
        signers=[str(slot.pk) for slot in slots],
    )
    open_next_step(request, now)
    return request


def _rivals(commitment: Commitment, kind: str) -> QuerySet[SigningRequest]:
    """Requests that must end before this one begins: of two texts the later seal would decide.

    A withdrawal waits for no text, and no text for a withdrawal that may never be signed.
    """
    waiting = SigningRequest.objects.filter(
        version__commitment=commitment, state__in=[RequestState.COLLECTING, RequestState.SEALING]
    )
    if kind == RequestKind.WITHDRAW:
        return waiting.filter(kind=RequestKind.WITHDRAW)
    return waiting.exclude(kind=RequestKind.WITHDRAW)


@transaction.atomic
def cancel_request(*, request_id: UUID, by: User, reason: str = "") -> SigningRequest:
    """Take a request back before everyone has signed; the commitment is as it was before. Twice is once."""
    request = _lock_for_city(request_id, by)
    if request.state == RequestState.CANCELLED:
        return request
    require(can_cancel_request, by, request)
    check_open(request, database_now())
    if reason.strip():
        request.reason = f"{request.reason}\n\n{reason.strip()}".strip()
        request.save(update_fields=["reason"])
    end_request(
        request=request,
        to=RequestState.CANCELLED,
        now=database_now(),
        mail=MailKindOfSigning.CANCELLED,
        by=by,
    )
    return request


@transaction.atomic
def extend_request(*, request_id: UUID, by: User, expires_at: datetime) -> SigningRequest:
    """Give the signers of an open request more time; one whose time is over is opened anew instead."""
    request, now = _lock_for_city(request_id, by), database_now()
    check_open(request, now)
    _validate_end(expires_at, now)
    refuse_unless(
        expires_at > request.expires_at, "expires_at", _("Choose a later day than before."), "earlier"
    )
    request.expires_at = expires_at
    request.save(update_fields=["expires_at"])
    tell(request, "request.extended", by=by, expires_at=expires_at)
    return request


@transaction.atomic
def resend_link(*, signer_id: UUID, by: User) -> RequestSigner:
    """Send a signer a new link; the old one is dead. At most once in ten minutes."""
    slot, now = lock_slot(signer_id), database_now()
    require(can_edit_city, by, slot.request.version.commitment.contract.city)
    check_open(slot.request, now)
    refuse_unless(
        slot.state == SignerState.READY,
        "state",
        _("This person is not being asked to sign now."),
        "not_asked",
    )
    if slot.asked_at and slot.asked_at > now - RESEND_AFTER:
        raise refusal("state", _("The link was sent just now: wait ten minutes."), "too_soon")
    slot.asked_at = now
    ask_signer(slot, now, is_reminder=True)
    return slot


def expire_requests() -> int:
    """End the requests whose time is over by the clock of the database; how many."""
    over = SigningRequest.objects.filter(state=RequestState.COLLECTING, expires_at__lte=database_now())
    return sum(_expire(request_id) for request_id in list(over.values_list("pk", flat=True)))


@transaction.atomic
def _expire(request_id: UUID) -> bool:
    request, now = lock_request(request_id), database_now()
    if request.state != RequestState.COLLECTING or request.expires_at > now:
        return False
    end_request(request=request, to=RequestState.EXPIRED, now=now, mail=MailKindOfSigning.EXPIRED)
    return True


def end_request(
    *,
    request: SigningRequest,
    to: RequestState,
    now: datetime,
    mail: MailKindOfSigning,
    about: RequestSigner | None = None,
    by: User | None = None,
) -> None:
    """Close a request that came to nothing, give the commitment back, tell the log and everyone who was asked."""
    close_request(request, to=to, now=now)
    tell(request, f"request.{to.value}", by=by)
    commitment = request.version.commitment
    if request.kind == RequestKind.SIGN and commitment.state == CommitmentState.READY_TO_SIGN:
        set_state(commitment=commitment, to=GIVEN_BACK[to])
    write_to_all(request, mail, about=about)


def _lock_for_city(request_id: UUID, by: User) -> SigningRequest:
    request = lock_request(request_id)
    require(can_edit_city, by, request.version.commitment.contract.city)
    return request


def _slot(request: SigningRequest, signer: Signer) -> RequestSigner:
    return RequestSigner.objects.create(
        request=request,
        step=signer.step,
        side=signer.side,
        organisation=signer.organisation,
        person=signer.person,
        role_title=signer.role_title,
        mandate=signer.mandate,
    )


def _validate_accepted(commitment: Commitment) -> None:
    allowed = (CommitmentState.ACCEPTED, CommitmentState.READY_TO_SIGN)
    words = _("Only a commitment that the city has accepted can be signed.")
    refuse_unless(commitment.state in allowed, "state", words, "not_accepted")


def _validate_new(
    version: CommitmentVersion, commitment: Commitment, before: CommitmentVersion | None
) -> None:
    """Refuse the text of another commitment, and the amendment that changes nothing."""
    words = _("This is the text of another commitment.")
    refuse_unless(version.commitment_id == commitment.pk, "version", words, "other_commitment")
    words = _("Nothing has changed since the text that is in force.")
    refuse_unless(before is None or version.pk != before.pk, "version", words, "unchanged")


def _validate_end(expires_at: datetime, now: datetime) -> None:
    words = _("Choose a day in the future, at most a year away.")
    refuse_unless(now < expires_at <= now + LONGEST_OPEN, "expires_at", words, "end")
