"""What a person does with their slot in a request beside signing: opening, confirming, declining, handing over."""

from hashlib import sha256
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from contracts.rules import can_edit_city
from core.access import require
from core.clock import database_now
from core.models import User
from stakeholders.emails import MailKindOfSigning
from stakeholders.enums import RequestState, Side, SignerState
from stakeholders.models import Mandate, RequestSigner
from stakeholders.rules import still_signs
from stakeholders.services.asking import (
    ask_signer,
    check_open,
    lock_slot,
    refuse_unless,
    take_slot,
    tell,
    write_to_all,
)
from stakeholders.services.requests import end_request
from stakeholders.services.signers import check_authority

SHORTEST_REASON, LONGEST_REASON = 10, 2000


@transaction.atomic
def mark_opened(*, signer_id: UUID, by: User | None = None) -> RequestSigner:
    """Keep when the text of a slot was first open before whoever has its link; reading needs no sign-in."""
    slot = lock_slot(signer_id)
    if by is not None:
        check_person(slot, by)
    check_open(slot.request, database_now())
    if slot.opened_at is None:
        slot.opened_at = database_now()
        slot.save(update_fields=["opened_at"])
        tell(slot.request, "signer.opened", slot)
    return slot


@transaction.atomic
def confirm_data(*, signer_id: UUID, by: User) -> RequestSigner:
    """Keep that a person confirmed who they are, for whom they sign and by what right; without it nobody signs."""
    slot = mark_opened(signer_id=signer_id, by=by)
    check_asked(slot)
    if slot.checked_at is None:
        slot.checked_at = database_now()
        slot.save(update_fields=["checked_at"])
    return slot


@transaction.atomic
def decline(*, signer_id: UUID, by: User, reason: str) -> RequestSigner:
    """Refuse to sign, with a reason that everyone who was asked reads; the request ends. Twice is once."""
    slot, now = _lock_own(signer_id, by), database_now()
    if slot.state == SignerState.DECLINED:
        return slot
    require(still_signs, by, slot)
    check_asked(slot)
    check_open(slot.request, now)
    reason = reason.strip()
    words = _("Give a reason of 10 to 2000 characters.")
    refuse_unless(SHORTEST_REASON <= len(reason) <= LONGEST_REASON, "reason", words, "length")
    take_slot(slot, to=SignerState.DECLINED, now=now, declined_reason=reason)
    slot.declined_reason = reason
    tell(slot.request, "signer.declined", slot, reason_sha256=sha256(reason.encode()).hexdigest())
    end_request(
        request=slot.request, to=RequestState.DECLINED, now=now, mail=MailKindOfSigning.DECLINED, about=slot
    )
    return slot


@transaction.atomic
def hand_over(*, signer_id: UUID, by: User, to_email: str, mandate: Mandate | None = None) -> RequestSigner:
    """Let a colleague with a mandate sign instead, by the person of the slot or an officer; the new slot.

    A slot that is signed never moves.
    """
    slot, now = lock_slot(signer_id), database_now()
    if by.pk != slot.person_id and not can_edit_city(by, slot.request.version.commitment.contract.city):
        raise PermissionDenied("hand_over")
    check_open(slot.request, now)
    words = _("This signature can no longer be handed over.")
    refuse_unless(slot.state in (SignerState.READY, SignerState.WAITING), "state", words, "not_asked")
    person = _colleague(slot, to_email)
    if slot.side == Side.ORGANISATION and slot.organisation is not None:
        city = slot.request.version.commitment.contract.city
        mandate = check_authority(person, slot.organisation, mandate, city=city)
    was_asked = slot.state == SignerState.READY
    take_slot(slot, to=SignerState.HANDED_OVER, now=now)
    new = RequestSigner.objects.create(
        request=slot.request,
        step=slot.step,
        side=slot.side,
        organisation=slot.organisation,
        person=person,
        role_title=mandate.title if mandate else slot.role_title,
        mandate=mandate,
        handed_from=slot,
    )
    tell(slot.request, "signer.handed_over", slot, by=by, to=new.pk, person=person.pk)
    if was_asked:
        ask_signer(new, now)
    write_to_all(slot.request, MailKindOfSigning.HANDED_OVER, about=new, only_officer=True)
    return new


def check_asked(slot: RequestSigner) -> None:
    """Refuse whoever is not being asked now: their turn has not come, or is over."""
    if slot.state == SignerState.WAITING:
        refuse_unless(None, "state", _("Others sign first; you get a mail when it is your turn."), "not_turn")
    words = _("You are no longer asked to sign this.")
    refuse_unless(slot.state == SignerState.READY, "state", words, "not_asked")


def _lock_own(signer_id: UUID, by: User) -> RequestSigner:
    slot = lock_slot(signer_id)
    check_person(slot, by)
    return slot


def check_person(slot: RequestSigner, person: User) -> None:
    """Only the person of a slot acts in it: no officer, no administrator, nobody on their behalf."""
    if not person.is_authenticated or not person.is_active or person.pk != slot.person_id:
        raise PermissionDenied("check_person")


def _colleague(slot: RequestSigner, to_email: str) -> User:
    person = User.objects.filter(email__iexact=to_email.strip(), is_active=True).first()
    words = _("Nobody with this address acts for the organisation: invite them first.")
    refuse_unless(person, "to_email", words, "unknown")
    if person is None:
        raise User.DoesNotExist
    taken = slot.request.signers.filter(person=person).exists()
    refuse_unless(not taken, "to_email", _("This person is, or was, a signer of this request."), "twice")
    if slot.side == Side.CITY:
        may = can_edit_city(person, slot.request.version.commitment.contract.city)
        refuse_unless(
            may, "to_email", _("Someone who signs for the city must belong to its team."), "not_city"
        )
    return person
