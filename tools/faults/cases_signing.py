"""Faults around the signature itself."""

import threading
import time
from collections import Counter
from datetime import timedelta
from functools import partial

from django.db import connection, transaction

from core.clock import database_now
from core.services.evidence import check_evidence
from stakeholders.enums import CommitmentState, ProofMethod, Side
from stakeholders.models import Commitment, SigningRequest
from stakeholders.services.commitments import update_commitment
from stakeholders.services.proofs import ProofOffered
from stakeholders.services.requests import Signer, cancel_request
from stakeholders.services.signatures import sign
from tests.stakeholders.signing.stage import make_stage, sign_in
from tools.faults.acts import (
    NOTHING,
    ONCE,
    Ready,
    make_ready,
    open_browser,
    press_at_once,
    ready_for,
    refusal_of,
)
from tools.faults.case import Sight, fault
from tools.faults.clock import set_database_clock, shift_process_clock
from tools.faults.portal import Answer, Lost, Portal

CLICKS, ROUNDS, LATER = 60, 12, 0.05
REASON = {"reason": "The second sheet is wrong."}
MILLISECOND = timedelta(milliseconds=1)


@fault(
    1,
    "web process killed between commit and answer",
    promise="the page loaded again shows the signature; the form sent again gives the same record",
    injection="fail point sign.after_commit: the process sends itself SIGKILL",
)
def kill_after_commit(portal: Portal, sight: Sight) -> None:
    """Press the button, lose the answer, and press again elsewhere."""
    ready = make_ready()
    with portal.another_web(CCC_CRASH_AT="sign.after_commit") as web:
        try:
            answer = str(ready.press(web).status)
        except Lost:
            answer = "none"
    sight.see("answer to the signer", answer, "none")
    sight.see("records, events, people told", ready.kept(), ONCE)
    sight.see("the receipt, loaded", ready.look(portal.web).status, 200)
    again = ready.press(portal.web)
    sight.see("sent again", (again.status, again.location), (302, ready.path("receipt")))
    sight.see("records, events, people told afterwards", ready.kept(), ONCE)
    sight.see("faults of the log", len(check_evidence().faults), 0)


@fault(
    2,
    "web process killed just before the commit",
    promise="nothing is signed: no record, no event, no mail; the same form then signs",
    injection="fail point sign.before_commit: the process sends itself SIGKILL",
)
def kill_before_commit(portal: Portal, sight: Sight) -> None:
    """Press the button, lose everything, and press again elsewhere."""
    ready = make_ready()
    with portal.another_web(CCC_CRASH_AT="sign.before_commit") as web:
        try:
            answer = str(ready.press(web).status)
        except Lost:
            answer = "none"
    sight.see("answer to the signer", answer, "none")
    sight.see("records, events, people told", ready.kept(), NOTHING)
    again = ready.press(portal.web)
    sight.see("sent again", (again.status, again.location), (302, ready.path("receipt")))
    sight.see("records, events, people told afterwards", ready.kept(), ONCE)
    sight.see("faults of the log", len(check_evidence().faults), 0)


@fault(
    3,
    "sixty clicks at the same moment",
    promise="one record and one event; every answer leads to the same receipt",
    injection="sixty threads send the same form",
)
def click_sixty_times(portal: Portal, sight: Sight) -> None:
    """Press the button sixty times at once."""
    ready = make_ready()
    answers = press_at_once([lambda: ready.press(portal.web)] * CLICKS)
    sight.see("answers", dict(Counter(answers)), {f"302 {ready.path('receipt')}": CLICKS})
    sight.see("records, events, people told", ready.kept(), ONCE)


@fault(
    4,
    "the key of one attempt is used for another text",
    promise="the second is refused and nothing is done",
    injection="the same idempotency key in the forms of two commitments, and a form that names another text",
)
def reuse_a_key(portal: Portal, sight: Sight) -> None:
    """Sign once; then send the same key for another slot, and another text under one's own key."""
    first, second = make_ready(), make_ready()
    sight.see("first form", first.press(portal.web).status, 302)
    stolen = second.press(portal.web, idempotency_key=first.form["idempotency_key"])
    sight.see("the key again, for another commitment", (stolen.status, stolen.location), (200, ""))
    other = second.press(portal.web, shown_sha256=first.form["shown_sha256"])
    sight.see("a form that shows another text", (other.status, other.location), (200, ""))
    sight.see("kept of the second", second.kept(), NOTHING)
    sight.see("sent as it should be", second.press(portal.web).status, 302)
    sight.see("kept of both", (first.kept(), second.kept()), (ONCE, ONCE))


@fault(
    5,
    "two tabs: signing and declining at the same moment",
    promise="exactly one wins; nobody is told of two outcomes",
    injection="a barrier, then both forms at once, in several rounds",
)
def sign_and_decline(portal: Portal, sight: Sight) -> None:
    """Press both buttons."""
    ends: Counter[str] = Counter()
    rounds = max(2, round(ROUNDS * portal.share))
    for number in range(rounds):
        ready = make_ready()
        press_at_once(
            [partial(ready.press, portal.web), partial(_decline, ready, portal, LATER * (number % 4))]
        )
        ready.request.refresh_from_db()
        events = ready.count("signature.recorded"), ready.count("request.declined")
        ends[f"{ready.request.state} {events} {ready.kept()[0]}"] += 1
    promised = {"sealing (1, 0) 1", "declined (0, 1) 0"}
    sight.tell(f"state, (events of signing, of declining), records: {dict(ends)}")
    sight.see("other ends", sorted(set(ends) - promised), [])
    sight.see("rounds", sum(ends.values()), rounds)


def _decline(ready: Ready, portal: Portal, pause: float) -> Answer:
    """Declining asks less of the portal than signing: begun at the same moment it nearly always wins."""
    time.sleep(pause)
    return portal.web.ask(ready.path("decline"), session=ready.session, fields=REASON)


@fault(
    6,
    "signing in the second in which the time ends",
    promise="the clock of the database decides, in the transaction: just before signs, the moment itself does not",
    injection="the clock of the database stands still; that of the process is an hour ahead and an hour behind",
)
def sign_at_the_end(portal: Portal, sight: Sight) -> None:
    """Sign one millisecond before the end and at the end, whatever the process believes."""
    for hours in (1, -1):
        early, late = make_ready(), make_ready()
        for ready, moment in ((early, -MILLISECOND), (late, timedelta())):
            end = database_now() + timedelta(seconds=1)
            SigningRequest.objects.filter(pk=ready.request.pk).update(expires_at=end)
            with set_database_clock(moment=end + moment), shift_process_clock(timedelta(hours=hours)):
                told = refusal_of(partial(sign, **ready.sent))
            sight.see(
                f"process {hours:+} h, {'before the end' if moment else 'at the end'}",
                (told, ready.kept()[:2]),
                ("", (1, 1)) if moment else ("expired", (0, 0)),
            )


@fault(
    7,
    "signing while an officer replaces the text",
    promise="the signer waits, is refused and reads why; the new text can be signed",
    injection="a second connection holds the rows, cancels the request and opens one for a new text",
)
def sign_while_replaced(portal: Portal, sight: Sight) -> None:
    """Press the button while the officer's transaction is open."""
    ready = make_ready()
    held, done = threading.Event(), threading.Event()

    def replace() -> None:
        with transaction.atomic():
            cancel_request(request_id=ready.request.pk, by=ready.stage.officer)
            held.set()
            time.sleep(2)
        connection.close()
        done.set()

    officer = threading.Thread(target=replace)
    officer.start()
    held.wait(20)
    begun = time.monotonic()
    answer = ready.press(portal.web)
    waited = time.monotonic() - begun
    officer.join()
    sight.see("answer to the signer", answer.status in (200, 410), True)
    sight.tell(f"it waited {waited:.1f} s and came with status {answer.status}")
    sight.see("records, events", ready.kept()[:2], (0, 0))
    sight.see("the page, loaded again", ready.look(portal.web, "code").status, 410)
    Commitment.objects.filter(pk=ready.stage.commitment.pk).update(state=CommitmentState.ACCEPTED)
    newer = ready_for(
        ready.stage, ready.stage.open(signers=[Signer(person=ready.stage.first)]), ready.stage.first
    )
    sight.see("the new text signed", (newer.press(portal.web).status, newer.kept()[:2]), (302, (1, 1)))


@fault(
    8,
    "two officers change the same promise",
    promise="the second gets a conflict; no change is lost",
    injection="two connections save from the same revision at the same moment",
)
def change_twice(portal: Portal, sight: Sight) -> None:
    """Save twice from one revision."""
    stage = make_stage()
    Commitment.objects.filter(pk=stage.commitment.pk).update(state=CommitmentState.DRAFT)
    revision = Commitment.objects.get(pk=stage.commitment.pk).revision

    def save(year: int) -> str:
        act = partial(
            update_commitment,
            commitment_id=stage.commitment.pk,
            by=stage.officer,
            revision=revision,
            end_year=year,
        )
        return f"{year} {refusal_of(act) or 'saved'}"

    told = press_at_once([partial(save, 2031), partial(save, 2032)])
    saved = [answer for answer in told if answer.endswith("saved")]
    sight.see("saved, in conflict", (len(saved), sum(one.endswith("conflict") for one in told)), (1, 1))
    stored = Commitment.objects.get(pk=stage.commitment.pk)
    sight.see("stored", (f"{stored.end_year} saved" in saved, stored.revision), (True, revision + 1))


@fault(
    9,
    "the city countersigns before its turn",
    promise="refused, nothing is written; in its turn it signs",
    injection="the form of the last page and the service, while the organisation has not signed",
)
def countersign_early(portal: Portal, sight: Sight) -> None:
    """Press the mayor's button first."""
    stage = make_stage()
    mayor = Signer(person=stage.mayor, side=Side.CITY, step=2, role_title="Mayor")
    request = stage.open(signers=[Signer(person=stage.first), mayor])
    first = ready_for(stage, request, stage.first)
    slot = stage.slot(request, stage.mayor)
    session = sign_in(stage.mayor)
    open_browser(stage.mayor, session)
    sent = first.sent | {
        "signer_id": slot.pk,
        "by": stage.mayor,
        "proof": ProofOffered(method=ProofMethod.EMAIL_CODE, session_key=session, code="12345678"),
        "idempotency_key": f"key-{slot.pk}",
    }
    early = Ready(stage, request, slot, sent)
    answer = early.press(portal.web)
    sight.see("answer to the form", (answer.status, answer.location), (200, ""))
    sight.see("answer of the service", refusal_of(lambda: sign(**sent)), "not_turn")
    sight.see("records, events", early.kept()[:2], (0, 0))
    sight.see("the organisation signs", first.press(portal.web).status, 302)
    later = ready_for(stage, request, stage.mayor)
    sight.see("the city signs in its turn", (later.press(portal.web).status, later.kept()[:2]), (302, (1, 1)))
