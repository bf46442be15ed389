"""The protocol of signing as a machine that plays people at random, and a small model of what must come of it."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from core.clock import database_now
from core.models import User
from stakeholders.enums import ProofMethod, RequestState, SignatureRoute, SignerState
from stakeholders.models import Commitment, Mandate, RequestSigner, SigningRequest
from stakeholders.services.proofs import ProofOffered, send_code
from stakeholders.services.requests import cancel_request, expire_requests, extend_request
from stakeholders.services.signatures import record_signature, sign
from stakeholders.services.signing_reminders import remind_signers
from stakeholders.services.slots import confirm_data, decline, hand_over, mark_opened
from stakeholders.services.withdrawals import end_withdrawn, open_withdrawal
from tests.stakeholders.signing.stage import Stage, last_code, make_stage, sign_in, signatory

REASON = "The second sheet is wrong."
PEOPLE = st.integers(0, 4)
SLOTS = st.integers(0, 5)
TEAMS = st.sampled_from([(0,), (0, 1), (0, 2), (0, 1, 2)])
"""Who is asked: one or two signatories, with the mayor or without."""
OPEN_SLOTS = (SignerState.READY, SignerState.WAITING)


class PlayedProtocol(RuleBasedStateMachine):
    """People who open, sign, decline, hand over, cancel and wait; every act is told as done or refused."""

    stage: Stage

    def __init__(self) -> None:
        super().__init__()
        self._transaction = transaction.atomic()
        self._transaction.__enter__()
        self.surprises: list[str] = []
        self.keys = 0

    def teardown(self) -> None:
        """Undo all that was played."""
        transaction.set_rollback(True)
        self._transaction.__exit__(None, None, None)

    @initialize(is_public=st.sampled_from([False, False, False, True]), team=TEAMS)
    def begin(self, is_public: bool, team: tuple[int, ...]) -> None:
        """A commitment whose signatures are asked for; of the five people one is not asked at first."""
        self.stage = make_stage(is_public_body=is_public)
        self.is_public = is_public
        stage = self.stage
        self.people = [stage.first, stage.second, stage.mayor, signatory(stage.organisation), stage.officer]
        self.open(days=10, team=team)

    def slots(self) -> list[RequestSigner]:
        """The slots of the newest request."""
        newest = SigningRequest.objects.order_by("-opened_at").first()
        if newest is None:
            return []
        rows = newest.signers.select_related("person", "request__version__commitment")
        return list(rows.order_by("step", "pk"))

    def chosen(self, number: int) -> RequestSigner | None:
        """One of the slots."""
        slots = self.slots()
        return slots[number % len(slots)] if slots else None

    def is_open(self, request: SigningRequest) -> bool:
        """Whether signatures are being collected at this moment."""
        return request.state == RequestState.COLLECTING and request.expires_at > database_now()

    def attempt(self, act: Any, *, allowed: bool, **arguments: Any) -> Any:
        """Do something; note it when it was done or refused against the model."""
        try:
            done = act(**arguments)
        except (ValidationError, PermissionDenied) as refused:
            if allowed:
                self.surprises.append(f"{act.__name__} was refused: {refused}")
            return None
        if not allowed:
            self.surprises.append(f"{act.__name__} was done")
        return done

    @rule(days=st.integers(1, 40), team=TEAMS)
    def open(self, days: int, team: tuple[int, ...]) -> None:
        """The officer asks for signatures."""
        self.stage.commitment.refresh_from_db()
        waiting = [RequestState.COLLECTING, RequestState.SEALING]
        is_free = not SigningRequest.objects.filter(state__in=waiting).exists()
        signers = [self.stage.signers()[place] for place in team]
        able = all(self.has_mandate(one.person) for one in signers if one.side != "city")
        allowed = is_free and able and self.stage.commitment.state == "accepted"
        end = database_now() + timedelta(days=days)
        self.attempt(self.stage.open, allowed=allowed, signers=signers, expires_at=end)

    @rule(number=SLOTS, who=PEOPLE)
    def read(self, number: int, who: int) -> None:
        """Someone opens the text and confirms the data."""
        slot, by = self.chosen(number), self.people[who]
        if slot is None:
            return
        self.attempt(mark_opened, allowed=self.is_open(slot.request), signer_id=slot.pk)
        allowed = self.is_open(slot.request) and by == slot.person and slot.state == SignerState.READY
        self.attempt(confirm_data, allowed=allowed, signer_id=slot.pk, by=by)

    @rule(number=SLOTS)
    def ask_code(self, number: int) -> None:
        """A signer asks for a code."""
        slot = self.chosen(number)
        if slot is None:
            return
        few = slot.proofs.filter(method=ProofMethod.EMAIL_CODE).count() < 3
        allowed = self.is_open(slot.request) and slot.state == SignerState.READY and few
        self.attempt(send_code, allowed=allowed, signer_id=slot.pk, by=slot.person)

    @rule(
        number=SLOTS,
        who=st.sampled_from([None, None, None, 0, 2, 4]),
        has_code=st.sampled_from([True, True, True, False]),
        is_fresh=st.sampled_from([True, True, True, False]),
        is_shown=st.sampled_from([True, True, True, False]),
        consents=st.sampled_from([True, True, True, False]),
        is_again=st.booleans(),
    )
    def sign(self, number: int, who: int | None, is_again: bool, **right: bool) -> None:
        """Someone sends the form of a signature, perhaps not all of it as it should be."""
        slot = self.chosen(number)
        if slot is None:
            return
        by = slot.person if who is None else self.people[who]
        has_code = right["has_code"] and slot.proofs.filter(method=ProofMethod.EMAIL_CODE).exists()
        code = last_code(slot.person) if has_code else "00000000"
        allowed = self.may_sign(slot, by, right | {"has_code": has_code})
        session = sign_in(by, ago_seconds=0 if right["is_fresh"] else 400)
        sent: dict[str, Any] = {
            "signer_id": slot.pk,
            "by": by,
            "shown_sha256": slot.request.version.sha256 if right["is_shown"] else "0" * 64,
            "proof": ProofOffered(ProofMethod.EMAIL_CODE, session, code),
            "idempotency_key": f"key {self.keys}",
            "consents": {"sign": right["consents"]},
        }
        self.keys += 1
        record = self.attempt(sign, allowed=allowed, **sent)
        if record is not None and is_again and self.attempt(sign, allowed=True, **sent) != record:
            self.surprises.append("the second click got another record")

    @rule(number=SLOTS)
    def sign_properly(self, number: int) -> None:
        """A signer does all that it takes, one after the other."""
        slot = self.chosen(number)
        if slot is not None and slot.person in self.people:
            self.read(number=number, who=self.people.index(slot.person))
            self.ask_code(number=number)
            right = dict.fromkeys(("has_code", "is_fresh", "is_shown", "consents"), True)
            self.sign(number=number, who=None, is_again=True, **right)

    def may_sign(self, slot: RequestSigner, by: User, right: dict[str, bool]) -> bool:
        """What the model says of a signature."""
        if by != slot.person or not right["is_fresh"]:
            return False
        if slot.state == SignerState.SIGNED:
            return True
        newest = slot.proofs.filter(method=ProofMethod.EMAIL_CODE).order_by("-expires_at").first()
        code_lives = (
            newest is not None and right["has_code"] and newest.attempts < 5 and newest.consumed_at is None
        )
        is_asked = self.is_open(slot.request) and slot.state == SignerState.READY
        is_able = slot.side == "city" or self.has_mandate(by)
        is_read = slot.checked_at is not None and right["is_shown"] and right["consents"]
        is_promised = slot.request.version.commitment.withdrawn_on is None
        return code_lives and is_asked and is_able and is_read and is_promised and not self.is_public

    def has_mandate(self, person: User) -> bool:
        """Whether the city has seen why a person may sign."""
        return Mandate.objects.filter(person=person, ended_at=None).exists()

    @rule(number=SLOTS, who=PEOPLE, key=st.integers(0, 3))
    def sign_outside(self, number: int, who: int, key: int) -> None:
        """A file that was signed outside is recorded."""
        slot, by = self.chosen(number), self.people[who]
        if slot is None:
            return
        may = by in (slot.person, self.stage.officer, self.stage.mayor)
        is_asked = self.is_open(slot.request) and slot.state == SignerState.READY
        is_able = slot.side == "city" or self.has_mandate(slot.person)
        is_promised = slot.request.version.commitment.withdrawn_on is None
        allowed = may and (slot.state == SignerState.SIGNED or (is_asked and is_able and is_promised))
        self.attempt(
            record_signature,
            allowed=allowed,
            signer_id=slot.pk,
            by=by,
            route=SignatureRoute.EXTERNAL,
            shown_sha256=slot.request.version.sha256,
            idempotency_key=f"{slot.pk}{key}",
        )

    @rule(number=SLOTS, who=PEOPLE, is_long=st.booleans())
    def decline(self, number: int, who: int, is_long: bool) -> None:
        """Someone declines."""
        slot, by = self.chosen(number), self.people[who]
        if slot is None:
            return
        is_asked = self.is_open(slot.request) and slot.state == SignerState.READY and is_long
        allowed = by == slot.person and (is_asked or slot.state == SignerState.DECLINED)
        reason = REASON if is_long else "short"
        self.attempt(decline, allowed=allowed, signer_id=slot.pk, by=by, reason=reason)

    @rule(number=SLOTS, who=PEOPLE, to=PEOPLE)
    def hand_over(self, number: int, who: int, to: int) -> None:
        """Someone hands a slot over."""
        slot, by, person = self.chosen(number), self.people[who], self.people[to]
        if slot is None:
            return
        may = by in (slot.person, self.stage.officer, self.stage.mayor)
        is_new = not slot.request.signers.filter(person=person).exists()
        team = (self.stage.officer, self.stage.mayor)
        is_able = person in team if slot.side == "city" else person not in team and self.has_mandate(person)
        is_asked = self.is_open(slot.request) and slot.state in OPEN_SLOTS
        allowed = may and is_new and is_able and is_asked
        self.attempt(hand_over, allowed=allowed, signer_id=slot.pk, by=by, to_email=person.email)

    @precondition(lambda self: bool(self.slots()))
    @rule(who=st.sampled_from([0, 4, 4]), days=st.integers(-5, 60))
    def cancel_or_extend(self, who: int, days: int) -> None:
        """Someone cancels a request (a negative number of days) or gives it more time."""
        request, by = self.slots()[0].request, self.people[who]
        is_open, may = self.is_open(request), by == self.stage.officer
        if days < 0:
            allowed = may and (is_open or request.state == RequestState.CANCELLED)
            self.attempt(cancel_request, allowed=allowed, request_id=request.pk, by=by)
            return
        end = database_now() + timedelta(days=days, hours=1)
        allowed = may and is_open and end > request.expires_at
        self.attempt(extend_request, allowed=allowed, request_id=request.pk, by=by, expires_at=end)

    @rule(is_over=st.booleans())
    def pass_time(self, is_over: bool) -> None:
        """Time passes: reminders are due, perhaps the end has come; the sweep runs or does not."""
        RequestSigner.objects.exclude(next_reminder_at=None).update(next_reminder_at=database_now())
        remind_signers()
        if is_over:
            SigningRequest.objects.update(expires_at=database_now())

    @rule()
    def sweep(self) -> None:
        """The hourly run."""
        expire_requests()
        end_withdrawn()

    @rule(who=PEOPLE, is_end=st.booleans())
    def end_or_renew_mandate(self, who: int, is_end: bool) -> None:
        """A mandate ends, or holds again; the city takes a commitment up again that was given back."""
        ended = timezone.now() if is_end else None
        Mandate.objects.filter(person=self.people[who]).update(ended_at=ended)
        given_back = Commitment.objects.filter(state__in=["changes_requested", "expired"])
        given_back.update(state="accepted")

    @rule(is_sealed=st.booleans())
    def finish(self, is_sealed: bool) -> None:
        """Everyone who is asked signs outside, one after the other; the worker seals what everyone signed."""
        for place, slot in enumerate(self.slots()):
            if slot.person in self.people:
                self.sign_outside(number=place, who=self.people.index(slot.person), key=0)
        request = SigningRequest.objects.filter(state=RequestState.SEALING).first()
        if request is None or not is_sealed:
            return
        if request.kind == "withdraw":
            SigningRequest.objects.filter(pk=request.pk).update(state=RequestState.IN_FORCE)
        else:
            self.stage.put_in_force(request)

    @precondition(lambda self: self.slots() and self.slots()[0].request.state == RequestState.IN_FORCE)
    @rule(days=st.integers(0, 2))
    def withdraw(self, days: int) -> None:
        """A signatory withdraws what is in force."""
        commitment, by = Commitment.objects.get(), self.stage.first
        allowed = commitment.withdrawn_on is None and self.has_mandate(by)
        self.attempt(
            open_withdrawal,
            allowed=allowed,
            commitment_id=commitment.pk,
            by=by,
            reason=REASON,
            effect_on=timezone.localdate() + timedelta(days=days),
        )
