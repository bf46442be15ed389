"""Signing: one transaction that checks everything under locks, records one signature, and moves the request on.

Promise: when this returns, the record, its event in the log of evidence and the job that seals are committed; document
and mails may come later. Who sends the same twice, or from two tabs, gets the one record again.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from contracts.rules import can_edit_city, can_enter_office
from core.clock import database_now
from core.enums import JobName, KeyPurpose
from core.fail_points import reach
from core.jobs import defer
from core.models import User
from core.services.keys import sign_bytes
from core.validators import refusal
from stakeholders.emails import MailKindOfSigning
from stakeholders.enums import ProofMethod, RequestKind, RequestState, Side, SignatureRoute, SignerState
from stakeholders.models import IdentityProof, RequestSigner, SignatureRecord
from stakeholders.services.asking import (
    check_open,
    close_request,
    lock_slot,
    open_next_step,
    refuse_unless,
    take_slot,
    tell,
    write_to_all,
)
from stakeholders.services.naming import name_promise
from stakeholders.services.proofs import ProofOffered, consume_proof, read_sign_in, take_proof
from stakeholders.services.signers import check_authority
from stakeholders.services.slots import check_asked, check_person
from stakeholders.services.statements import RECORDED, signed_bytes, statement_sha256, write_statement
from stakeholders.services.withdrawals import take_effect

CONSENT = "sign"
ENOUGH = {
    SignatureRoute.PORTAL: set(SignatureRoute),
    SignatureRoute.EXTERNAL: {SignatureRoute.EXTERNAL},
    SignatureRoute.PAPER: {SignatureRoute.PAPER, SignatureRoute.EXTERNAL},
}
"""Which routes satisfy the least one: between public administrations paper and the portal's own are void."""


def sign(
    *,
    signer_id: UUID,
    by: User,
    shown_sha256: str,
    proof: ProofOffered,
    idempotency_key: str,
    consents: Mapping[str, bool],
) -> SignatureRecord:
    """Sign by the portal's own route; the one signature of the slot, also to who comes second.

    Raises `PermissionDenied` for anyone but the person of the slot in their own session, and refusals at the fields
    `state`, `shown_sha256`, `idempotency_key`, `consents`, `proof`, `code` and `signers`.
    """
    try:
        outcome = _sign(
            signer_id=signer_id,
            by=by,
            shown_sha256=shown_sha256,
            offered=proof,
            idempotency_key=idempotency_key,
            consents=consents,
        )
    except IntegrityError as error:  # the same key was sent for two slots at the same moment; nothing is kept
        raise _key_reused() from error
    reach("sign.after_commit")
    if isinstance(outcome, ValidationError):
        raise outcome
    return outcome


@transaction.atomic
def _sign(
    *,
    signer_id: UUID,
    by: User,
    shown_sha256: str,
    offered: ProofOffered,
    idempotency_key: str,
    consents: Mapping[str, bool],
) -> SignatureRecord | ValidationError:
    slot = lock_slot(signer_id)
    now = database_now()
    check_person(slot, by)
    sign_in = read_sign_in(offered, by, now)
    winner = _find_winner(slot, idempotency_key, shown_sha256)
    if winner is not None:
        return winner
    _check_slot(slot, SignatureRoute.PORTAL, shown_sha256, now)
    refuse_unless(consents.get(CONSENT) is True, "consents", _("Tick that you sign this text."), "consent")
    words = _("Read the text and confirm your data first.")
    refuse_unless(slot.checked_at, "state", words, "unchecked")
    taken = take_proof(slot, offered, sign_in, now)
    if isinstance(taken, ValidationError):
        return taken
    consume_proof(taken, sign_in.at, now)
    record = _record(
        slot,
        route=SignatureRoute.PORTAL,
        proof=taken,
        now=now,
        idempotency_key=idempotency_key,
        consents=consents,
    )
    reach("sign.before_commit")
    return record


@transaction.atomic
def record_signature(
    *,
    signer_id: UUID,
    by: User,
    route: SignatureRoute,
    shown_sha256: str,
    idempotency_key: str,
    method: str = ProofMethod.CERTIFICATE,
    issuer: str = "",
    level: str = "",
    subject_sha256: str = "",
    consents: Mapping[str, bool] | None = None,
    details: Mapping[str, Any] | None = None,
) -> SignatureRecord:
    """Record a signature that was made outside, or on paper, and moves the request on as any other.

    By the person of the slot or an officer of the city; paper only by an officer. `details` are plain data (digests,
    verdict, who accepted it) that become part of the statement.
    """
    refuse_unless(route != SignatureRoute.PORTAL, "route", _("Sign on the page of the signature."), "route")
    slot = lock_slot(signer_id)
    now = database_now()
    is_officer = can_edit_city(by, slot.request.version.commitment.contract.city)
    if not is_officer and (route == SignatureRoute.PAPER or by.pk != slot.person_id):
        raise PermissionDenied("record_signature")
    winner = _find_winner(slot, idempotency_key, shown_sha256)
    if winner is not None:
        return winner
    _check_slot(slot, route, shown_sha256, now)
    proof = IdentityProof.objects.create(
        signer=slot,
        method=method,
        issuer=issuer[:200],
        level=level[:120],
        subject_sha256=subject_sha256,
        consumed_at=now,
    )
    record = _record(
        slot,
        route=route,
        proof=proof,
        now=now,
        idempotency_key=idempotency_key,
        consents=consents or {},
        details={"by": str(by.pk)} | dict(details or {}),
    )
    reach("record_signature.before_commit")
    return record


def _find_winner(slot: RequestSigner, idempotency_key: str, shown_sha256: str) -> SignatureRecord | None:
    """The signature of this slot when there is one; a key that was used for something else is refused."""
    refuse_unless(0 < len(idempotency_key) <= 64, "idempotency_key", _("Load the page anew."), "key")
    used = SignatureRecord.objects.filter(idempotency_key=idempotency_key).select_related("signer").first()
    is_other = used is not None and (used.signer_id != slot.pk or shown_sha256 != slot.request.version.sha256)
    if is_other:
        raise _key_reused()
    return SignatureRecord.objects.filter(signer=slot).first()


def _key_reused() -> ValidationError:
    words = _("This was sent for another text. Load the page anew.")
    return refusal("idempotency_key", words, "key_reused")


def _check_slot(slot: RequestSigner, route: SignatureRoute, shown_sha256: str, now: datetime) -> None:
    """Whether this slot can be signed at this moment, by this route, under the text that was shown."""
    request, version = slot.request, slot.request.version
    check_open(request, now)
    check_asked(slot)
    words = _("This commitment was withdrawn.")
    is_withdrawn = version.commitment.withdrawn_on is not None
    refuse_unless(not is_withdrawn, "state", words, "withdrawn")
    words = _("This text must be signed with a digital, advanced or qualified signature, outside the portal.")
    refuse_unless(route in ENOUGH[SignatureRoute(request.minimum_route)], "state", words, "route")
    words = _("The text has changed since it was shown to you. Read it again.")
    refuse_unless(shown_sha256 == version.sha256, "shown_sha256", words, "other_text")
    city = version.commitment.contract.city
    if slot.side == Side.CITY:
        may = can_enter_office(slot.person, city)
        refuse_unless(
            may, "signers", _("Someone who signs for the city must belong to its team."), "not_city"
        )
    elif slot.organisation is not None:
        check_authority(slot.person, slot.organisation, slot.mandate, city=city)


def _record(
    slot: RequestSigner,
    *,
    route: SignatureRoute,
    proof: IdentityProof,
    now: datetime,
    idempotency_key: str,
    consents: Mapping[str, bool],
    details: Mapping[str, Any] | None = None,
) -> SignatureRecord:
    """Take the slot, sign the statement, write event, record, mails and, after the last signature, the sealing."""
    take_slot(slot, to=SignerState.SIGNED, now=now)
    text = write_statement(slot=slot, proof=proof, route=route, at=now, consents=consents, details=details)
    signed = sign_bytes(KeyPurpose.STATEMENT, signed_bytes(text))
    record = SignatureRecord(
        signer=slot,
        route=route,
        statement=text,
        statement_sha256=statement_sha256(text),
        proof=proof,
        key_id=signed.key_id,
        portal_signature=signed.signature_base64,
        signed_at=now,
        idempotency_key=idempotency_key,
    )
    event = tell(
        slot.request,
        RECORDED,
        slot,
        signature=record.pk,
        statement_sha256=record.statement_sha256,
        version_sha256=slot.request.version.sha256,
        key=record.key_id,
        route=str(route),
        method=str(proof.method),
    )
    record.event_seq = event.seq
    record.save(force_insert=True)
    _name(slot, consents)
    write_to_all(slot.request, MailKindOfSigning.SIGNED, about=slot)
    if not open_next_step(slot.request, now):
        _finish(slot, now)
    return record


def _name(slot: RequestSigner, consents: Mapping[str, bool]) -> None:
    """Keep whether the organisation wants to be named in public, where it was asked and answered."""
    is_asked = slot.side == Side.ORGANISATION and slot.request.kind == RequestKind.SIGN
    if is_asked and "is_named" in consents:
        name_promise(
            commitment=slot.request.version.commitment,
            is_named=consents["is_named"] is True,
            by=slot.person,
        )


def _finish(slot: RequestSigner, now: datetime) -> None:
    """Everyone has signed: nothing more is collected, and the sealing is written down with the last signature."""
    request = slot.request
    if request.kind == RequestKind.WITHDRAW:
        take_effect(request=request, by=slot.person)
    close_request(request, to=RequestState.SEALING, now=now)
    defer(JobName.SEAL_REQUEST, key=str(request.pk), payload={"request": str(request.pk)})
