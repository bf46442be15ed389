from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from core.clock import database_now
from core.models import EvidenceEvent, Mail
from stakeholders.enums import CommitmentState, RequestState, Side, SignerState
from stakeholders.models import Mandate, RequestSigner, SigningRequest
from stakeholders.selectors.signing import find_slot, open_slots_of, requests_of, slots_of
from stakeholders.services.asking import ask_signer
from stakeholders.services.requests import (
    Signer,
    cancel_request,
    expire_requests,
    extend_request,
    resend_link,
)
from stakeholders.services.signing_reminders import remind_signers
from stakeholders.services.slots import confirm_data, decline, hand_over, mark_opened
from stakeholders.tasks import run_requests
from tests.factories import CityMembershipFactory, UserFactory
from tests.refusals import refusals
from tests.stakeholders.signing.stage import Stage, last_token, signatory

pytestmark = pytest.mark.django_db

REASON = "The second sheet is wrong."


def states(request: SigningRequest) -> list[str]:
    return list(request.signers.order_by("step", "pk").values_list("state", flat=True))


def kinds(stage: Stage) -> list[str]:
    rows = EvidenceEvent.objects.filter(stream=stage.commitment.contract_id)
    return list(rows.order_by("seq").values_list("kind", flat=True))


def told(kind: str) -> list[str]:
    return sorted(Mail.objects.filter(kind=kind).values_list("to", flat=True))


def test_opening_freezes_the_text_and_asks_the_first_step(stage: Stage) -> None:
    request = stage.open()
    assert (request.state, states(request)) == ("collecting", ["ready", "ready", "waiting"])
    assert stage.commitment.state == CommitmentState.READY_TO_SIGN
    assert told("signing_asked") == sorted([stage.first.email, stage.second.email])
    assert kinds(stage) == ["commitment.frozen", "request.opened", "signer.asked", "signer.asked"]
    assert list(requests_of(stage.commitment.contract)) == [request]


def test_a_link_only_reads_and_is_known_by_its_digest(stage: Stage) -> None:
    request = stage.open()
    token = last_token(stage.first)
    slot = find_slot(token)
    assert slot == stage.slot(request, stage.first)
    assert (slot.opened_at, token in str(RequestSigner.objects.values())) == (None, False)
    assert (find_slot(""), find_slot("unknown")) == (None, None)
    assert list(slots_of(stage.first)) == [slot]
    assert set(open_slots_of(stage.organisation)) == {slot, stage.slot(request, stage.second)}


def test_opening_and_confirming_are_noted_once(stage: Stage) -> None:
    slot = stage.slot(stage.open(), stage.first)
    first = mark_opened(signer_id=slot.pk).opened_at
    assert mark_opened(signer_id=slot.pk, by=stage.first).opened_at == first
    confirmed = confirm_data(signer_id=slot.pk, by=stage.first).checked_at
    assert confirm_data(signer_id=slot.pk, by=stage.first).checked_at == confirmed
    assert kinds(stage).count("signer.opened") == 1
    with pytest.raises(PermissionDenied):
        confirm_data(signer_id=slot.pk, by=stage.officer)


def test_only_the_city_asks_for_signatures(stage: Stage) -> None:
    with pytest.raises(PermissionDenied):
        stage.open(by=stage.first)


@pytest.mark.parametrize("state", ["draft", "submitted", "signed", "withdrawn"])
def test_only_what_was_accepted_is_signed(stage: Stage, state: str) -> None:
    stage.commitment.state = state
    stage.commitment.save()
    assert refusals(stage.open) == {"state": ["not_accepted"]}
    assert SigningRequest.objects.count() == 0


def test_one_request_at_a_time(stage: Stage) -> None:
    stage.open()
    assert refusals(stage.open) == {"state": ["open"]}


@pytest.mark.parametrize("days", [-1, 0, 367])
def test_a_request_ends_within_a_year(stage: Stage, days: int) -> None:
    end = database_now() + timedelta(days=days)
    assert refusals(lambda: stage.open(expires_at=end)) == {"expires_at": ["end"]}


def test_signers_are_refused(stage: Stage) -> None:
    def refused(*signers: Signer) -> Any:
        return refusals(lambda: stage.open(signers=list(signers)))

    first, stranger = Signer(person=stage.first), UserFactory()
    mayor = Signer(person=stage.mayor, side=Side.CITY, step=2, role_title="Mayor")
    assert refused() == {"signers": ["required"]}
    assert refused(mayor) == {"signers": ["required"]}
    assert refused(first, first) == {"signers": ["twice"]}
    assert refused(Signer(person=stage.first, step=0)) == {"signers": ["step"]}
    assert refused(Signer(person=stage.first, step=2), mayor) == {"signers": ["city_last"]}
    assert refused(Signer(person=stranger)) == {"signers": ["not_signatory"]}
    assert refused(first, Signer(stranger, Side.CITY, step=2, role_title="Mayor")) == {
        "signers": ["not_city"]
    }
    assert refused(first, Signer(stage.mayor, Side.CITY, step=2)) == {"role_title": ["required"]}
    Mandate.objects.filter(person=stage.first).update(confirmed_at=None)
    assert refused(first) == {"signers": ["mandate"]}
    other = Mandate.objects.get(person=stage.second)
    assert refused(Signer(person=stage.first, mandate=other)) == {"signers": ["mandate"]}


def test_declining_ends_the_request_and_tells_everyone(stage: Stage) -> None:
    request = stage.open()
    slot = stage.slot(request, stage.second)
    for reason in ("too short", "x" * 2001):
        assert refusals(lambda text=reason: decline(signer_id=slot.pk, by=stage.second, reason=text)) == {
            "reason": ["length"]
        }
    first = decline(signer_id=slot.pk, by=stage.second, reason=REASON)
    assert decline(signer_id=slot.pk, by=stage.second, reason=REASON).ended_at == first.ended_at
    request.refresh_from_db()
    stage.commitment.refresh_from_db()
    assert (request.state, stage.slot(request, stage.second).declined_reason) == ("declined", REASON)
    assert sorted(states(request)) == ["closed", "closed", "declined"]
    assert stage.commitment.state == CommitmentState.CHANGES_REQUESTED
    assert kinds(stage)[-2:] == ["signer.declined", "request.declined"]
    assert told("signing_declined") == sorted([stage.first.email, stage.second.email, stage.officer.email])


def test_nobody_declines_for_another_or_out_of_turn(stage: Stage) -> None:
    request = stage.open()
    with pytest.raises(PermissionDenied):
        decline(signer_id=stage.slot(request, stage.first).pk, by=stage.officer, reason=REASON)
    mayor = stage.slot(request, stage.mayor)
    assert refusals(lambda: decline(signer_id=mayor.pk, by=stage.mayor, reason=REASON)) == {
        "state": ["not_turn"]
    }
    signed = stage.slot(request, stage.first)
    stage.sign(signed)
    assert refusals(lambda: decline(signer_id=signed.pk, by=stage.first, reason=REASON)) == {
        "state": ["not_asked"]
    }


def test_handing_over_moves_an_unsigned_slot(stage: Stage) -> None:
    request, colleague = stage.open(), signatory(stage.organisation)
    old = stage.slot(request, stage.first)
    new = hand_over(signer_id=old.pk, by=stage.first, to_email=colleague.email.upper())
    assert (new.handed_from_id, new.person, new.step, new.state) == (old.pk, colleague, 1, "ready")
    assert stage.slot(request, stage.first).state == SignerState.HANDED_OVER
    assert refusals(lambda: confirm_data(signer_id=old.pk, by=stage.first)) == {"state": ["not_asked"]}
    assert told("signing_handed_over") == [stage.officer.email]
    assert kinds(stage)[-2:] == ["signer.handed_over", "signer.asked"]
    stage.sign(stage.slot(request, colleague))
    assert refusals(lambda: hand_over(signer_id=new.pk, by=colleague, to_email=stage.second.email)) == {
        "state": ["not_asked"]
    }


def test_handing_over_needs_a_colleague_with_a_mandate(stage: Stage) -> None:
    slot = stage.slot(stage.open(), stage.first)

    def refused(email: str) -> Any:
        return refusals(lambda: hand_over(signer_id=slot.pk, by=stage.officer, to_email=email))

    colleague = signatory(stage.organisation)
    Mandate.objects.filter(person=colleague).update(ended_at=timezone.now())
    assert refused("nobody@company.example") == {"to_email": ["unknown"]}
    assert refused(stage.second.email) == {"to_email": ["twice"]}
    assert refused(UserFactory().email) == {"signers": ["not_signatory"]}
    assert refused(colleague.email) == {"signers": ["mandate"]}
    with pytest.raises(PermissionDenied):
        hand_over(signer_id=slot.pk, by=stage.second, to_email=colleague.email)


def test_the_city_hands_over_within_its_team(stage: Stage) -> None:
    slot = stage.slot(stage.open(), stage.mayor)
    deputy = CityMembershipFactory(city=stage.commitment.contract.city, role="officer").user
    assert refusals(lambda: hand_over(signer_id=slot.pk, by=stage.officer, to_email=UserFactory().email)) == {
        "to_email": ["not_city"]
    }
    new = hand_over(signer_id=slot.pk, by=stage.officer, to_email=deputy.email)
    assert (new.side, new.state, new.role_title, new.token_sha256) == ("city", "waiting", "Mayor", "")


def test_cancelling_gives_the_commitment_back(stage: Stage) -> None:
    request = stage.open()
    with pytest.raises(PermissionDenied):
        cancel_request(request_id=request.pk, by=stage.first)
    cancel_request(request_id=request.pk, by=stage.officer, reason="Wrong annex.")
    closed = cancel_request(request_id=request.pk, by=stage.officer)
    stage.commitment.refresh_from_db()
    assert (closed.state, closed.reason, stage.commitment.state) == ("cancelled", "Wrong annex.", "accepted")
    assert states(request) == ["closed"] * 3
    assert kinds(stage).count("request.cancelled") == 1


def test_what_everyone_signed_cannot_be_cancelled(stage: Stage) -> None:
    request = stage.open()
    stage.sign_all(request)
    assert refusals(lambda: cancel_request(request_id=request.pk, by=stage.officer)) == {"state": ["sealing"]}


def test_a_request_gets_more_time_but_not_less(stage: Stage) -> None:
    request = stage.open()
    later, earlier = request.expires_at + timedelta(days=5), request.expires_at - timedelta(days=5)
    assert extend_request(request_id=request.pk, by=stage.officer, expires_at=later).expires_at == later
    assert refusals(lambda: extend_request(request_id=request.pk, by=stage.officer, expires_at=earlier)) == {
        "expires_at": ["earlier"]
    }
    SigningRequest.objects.update(expires_at=database_now())
    assert refusals(lambda: extend_request(request_id=request.pk, by=stage.officer, expires_at=later)) == {
        "state": ["expired"]
    }
    assert kinds(stage)[-1] == "request.extended"


def test_the_sweep_ends_what_is_over_once(stage: Stage) -> None:
    request = stage.open()
    assert expire_requests() == 0
    SigningRequest.objects.update(expires_at=database_now())
    assert (expire_requests(), expire_requests()) == (1, 0)
    request.refresh_from_db()
    stage.commitment.refresh_from_db()
    assert (request.state, stage.commitment.state) == (RequestState.EXPIRED, CommitmentState.EXPIRED)
    assert kinds(stage)[-1] == "request.expired"
    assert told("signing_expired") == sorted([stage.first.email, stage.second.email, stage.officer.email])


def test_the_hour_brings_reminders_and_ends(stage: Stage) -> None:
    stage.open()
    RequestSigner.objects.filter(person=stage.first).update(next_reminder_at=database_now())
    run_requests()
    assert told("signing_reminder") == [stage.first.email]
    SigningRequest.objects.update(expires_at=database_now())
    run_requests()
    assert SigningRequest.objects.get().state == RequestState.EXPIRED


def test_reminders_come_every_five_days_five_times_with_a_new_link(stage: Stage) -> None:
    stage.open(expires_at=database_now() + timedelta(days=60), signers=[Signer(person=stage.first)])
    first = last_token(stage.first)
    counts = []
    for _each in range(7):
        RequestSigner.objects.exclude(next_reminder_at=None).update(next_reminder_at=database_now())
        counts.append(remind_signers())
    assert counts == [1, 1, 1, 1, 1, 0, 0]
    assert (find_slot(first), find_slot(last_token(stage.first)).reminders) == (None, 5)
    assert told("signing_reminder") == [stage.first.email] * 5


def test_nobody_writes_to_a_closed_account(stage: Stage) -> None:
    request = stage.open()
    type(stage.first).objects.filter(pk=stage.first.pk).update(is_active=False)
    RequestSigner.objects.exclude(next_reminder_at=None).update(next_reminder_at=database_now())
    assert (remind_signers(), told("signing_reminder")) == (1, [stage.second.email])
    ask_signer(stage.slot(request, stage.first), database_now())
    assert told("signing_asked") == sorted([stage.first.email, stage.second.email])


@pytest.mark.parametrize(
    ("changes", "count"),
    [
        ({"asked_at": timedelta(days=26)}, 1),
        ({"opened_at": timedelta(minutes=10)}, 0),
        ({"opened_at": timedelta(hours=2)}, 1),
    ],
)
def test_who_reads_just_now_is_not_reminded(stage: Stage, changes: dict[str, timedelta], count: int) -> None:
    stage.open(expires_at=database_now() + timedelta(days=60), signers=[Signer(person=stage.first)])
    now = database_now()
    moments = {name: now - ago for name, ago in changes.items()}
    RequestSigner.objects.update(next_reminder_at=now, **moments)
    assert remind_signers() == count
    is_asked_again = RequestSigner.objects.get().next_reminder_at is not None
    assert is_asked_again == ("asked_at" not in changes)


def test_officers_send_a_link_again_but_not_at_once(stage: Stage) -> None:
    slot = stage.slot(stage.open(), stage.first)
    assert refusals(lambda: resend_link(signer_id=slot.pk, by=stage.officer)) == {"state": ["too_soon"]}
    RequestSigner.objects.update(asked_at=database_now() - timedelta(minutes=11))
    old = last_token(stage.first)
    resend_link(signer_id=slot.pk, by=stage.officer)
    assert (find_slot(old), find_slot(last_token(stage.first))) == (None, slot)
    mayor = RequestSigner.objects.get(person=stage.mayor)
    assert refusals(lambda: resend_link(signer_id=mayor.pk, by=stage.officer)) == {"state": ["not_asked"]}
    with pytest.raises(PermissionDenied):
        resend_link(signer_id=slot.pk, by=stage.first)
