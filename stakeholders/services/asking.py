"""What all acts of signing share: locks in one order, asking the next step, events of the evidence log.

Whoever changes a request locks in this order: request, its commitment, signer, head of the evidence stream.
"""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Min
from django.utils.translation import gettext_lazy as _

from core.models import EvidenceEvent, User
from core.services.evidence import append_event
from core.services.mail import queue_text
from core.validators import refusal
from stakeholders.emails import MailKindOfSigning, signing_text
from stakeholders.enums import RequestState, SignerState
from stakeholders.models import RequestSigner, SigningRequest
from stakeholders.tokens import digest_token, make_token

REMIND_EVERY = timedelta(days=5)
MOST_REMINDERS = 5
REMIND_FOR = timedelta(days=30)
"""So long after someone was asked the portal still reminds them by itself."""
ENDED = {
    RequestState.DECLINED: _("A signer declined: nothing can be signed any more."),
    RequestState.CANCELLED: _("The city has cancelled this request: nothing can be signed any more."),
    RequestState.EXPIRED: _("The time to sign is over. Ask the city to open it again."),
}


def lock_request(request_id: UUID) -> SigningRequest:
    """The request with its commitment; both stay as they are until the transaction ends."""
    rows = SigningRequest.objects.select_for_update(of=("self", "version__commitment"))
    return rows.select_related(
        "version__commitment__organisation", "version__commitment__contract__city", "opened_by"
    ).get(pk=request_id)


def lock_slot(signer_id: UUID) -> RequestSigner:
    """The slot, with its request locked before it."""
    request_id = RequestSigner.objects.values_list("request_id", flat=True).get(pk=signer_id)
    request = lock_request(request_id)
    rows = RequestSigner.objects.select_for_update(of=("self",))
    slot = rows.select_related("person", "organisation", "mandate").get(pk=signer_id)
    slot.request = request
    return slot


def check_open(request: SigningRequest, now: datetime) -> None:
    """Refuse what comes after the end of a request, whether or not the sweep has noticed its end."""
    state = RequestState(request.state)
    if state == RequestState.COLLECTING and request.expires_at <= now:
        state = RequestState.EXPIRED
    if state != RequestState.COLLECTING:
        words = ENDED.get(state) or _("This request is closed: nothing can be signed any more.")
        raise refusal("state", words, state.value)


def take_slot(slot: RequestSigner, *, to: SignerState, now: datetime, **fields: Any) -> None:
    """Move a slot on by a conditional UPDATE: of two who try, one finds it as it was. Raises for the other."""
    free = RequestSigner.objects.filter(pk=slot.pk, state=slot.state)
    if not free.update(state=to, ended_at=now, next_reminder_at=None, **fields):
        raise refusal("state", _("This was done already."), "taken")
    slot.state, slot.ended_at, slot.next_reminder_at = to, now, None


def close_request(request: SigningRequest, *, to: RequestState, now: datetime) -> None:
    """End the collecting of a request; slots that nobody signed are no longer asked."""
    free = SigningRequest.objects.filter(pk=request.pk, state=RequestState.COLLECTING)
    if not free.update(state=to, closed_at=now):
        raise refusal("state", _("This was done already."), "taken")
    request.state, request.closed_at = to, now
    request.signers.filter(state__in=[SignerState.WAITING, SignerState.READY]).update(
        state=SignerState.CLOSED, ended_at=now, next_reminder_at=None
    )


def open_next_step(request: SigningRequest, now: datetime) -> bool:
    """Ask the signers of the next step, once nobody of the present one is missing; whether any slot is left open."""
    if request.signers.filter(state=SignerState.READY).exists():
        return True
    step = request.signers.filter(state=SignerState.WAITING).aggregate(Min("step"))["step__min"]
    if step is None:
        return False
    waiting = request.signers.filter(state=SignerState.WAITING, step=step)
    for slot in waiting.select_related("person", "organisation"):
        slot.request = request
        ask_signer(slot, now)
    return True


def ask_signer(slot: RequestSigner, now: datetime, *, is_reminder: bool = False) -> None:
    """Give a slot a new link, which replaces the one before, and send it; the log keeps a first asking.

    Nobody writes to a closed account; its slot waits for a colleague to whom it is handed over.
    """
    is_first = slot.state != SignerState.READY
    token = make_token()
    slot.state, slot.token_sha256 = SignerState.READY, digest_token(token)
    slot.asked_at = slot.asked_at or now
    slot.next_reminder_at = next_reminder(slot, now)
    slot.save(update_fields=["state", "token_sha256", "asked_at", "next_reminder_at", "reminders"])
    if is_first:
        tell(slot.request, "signer.asked", slot, person=slot.person_id, step=slot.step)
    if not slot.person.is_active:
        return
    kind = MailKindOfSigning.REMINDER if is_reminder else MailKindOfSigning.ASKED
    queue_text(
        to=slot.person.email, text=signing_text(kind=kind, request=slot.request, to=slot.person, token=token)
    )


def next_reminder(slot: RequestSigner, now: datetime) -> datetime | None:
    """When the portal reminds of a slot by itself the next time: five times, for thirty days, before it runs out."""
    due = now + REMIND_EVERY
    last = min((slot.asked_at or now) + REMIND_FOR, slot.request.expires_at)
    return due if slot.reminders < MOST_REMINDERS and due < last else None


def tell(
    request: SigningRequest, kind: str, slot: RequestSigner | None = None, /, **more: Any
) -> EvidenceEvent:
    """Add an event to the evidence stream of the contract: ids, digests and moments, no names and no words."""
    payload = {"request": str(request.pk)}
    if slot is not None:
        payload["signer"] = str(slot.pk)
    if more.get("by") is None:
        more.pop("by", None)
    payload |= {name: _plain(value) for name, value in more.items()}
    return append_event(stream=request.version.commitment.contract_id, kind=kind, payload=payload)


def _plain(value: Any) -> Any:
    if isinstance(value, UUID | User):
        return str(value.pk if isinstance(value, User) else value)
    return value.isoformat() if hasattr(value, "isoformat") else value


def write_to_all(
    request: SigningRequest,
    kind: MailKindOfSigning,
    *,
    about: RequestSigner | None = None,
    only_officer: bool = False,
) -> None:
    """Tell the signers who were asked, and the officer who opened the request."""
    asked = request.signers.filter(asked_at__isnull=False).exclude(state=SignerState.HANDED_OVER)
    people = set() if only_officer else {slot.person for slot in asked.select_related("person")}
    if request.opened_by is not None:
        people.add(request.opened_by)
    for person in sorted(people, key=lambda one: one.email):
        if person.is_active:
            queue_text(to=person.email, text=signing_text(kind=kind, request=request, to=person, about=about))


def refuse_unless(holds: object, field: str, words: Any, code: str) -> None:
    """Raise a refusal unless something holds."""
    if not holds:
        raise refusal(field, words, code)
