"""People who sign one commitment after the other, and write down each signature that the portal has acknowledged."""

import random
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.db import DatabaseError, InterfaceError, close_old_connections, connection, transaction

from core.clock import database_now
from stakeholders.enums import CommitmentState, ProofMethod
from stakeholders.models import IdentityProof, RequestSigner
from stakeholders.services.proofs import CODE_LIFE, ProofOffered, code_hmac
from stakeholders.services.requests import Signer
from stakeholders.services.slots import confirm_data
from tests.factories import CommitmentFactory
from tests.stakeholders.signing.stage import CONSENTS, Stage, make_stage, sign_in
from tools.faults.acts import Ready, open_browser
from tools.faults.portal import Answer, Lost, Web

CODE = "12345678"
SEALED_EVERY = 10
"""Of so many requests one has one signer only, so that it is sealed after the signature."""
PATIENCE_SECONDS = 90
Away = (DatabaseError, InterfaceError)
_building = threading.Lock()


@dataclass
class Diary:
    """What the portal told those who signed."""

    acknowledged: list[str] = field(default_factory=list)
    moments: list[float] = field(default_factory=list)
    answers: Counter[str] = field(default_factory=Counter)
    strange: list[str] = field(default_factory=list)
    unanswered: list[str] = field(default_factory=list)

    def note(self, ready: Ready, answer: Answer | None) -> bool:
        """Write an answer down; whether it acknowledged the signature."""
        if answer is None:
            self.answers["none"] += 1
            return False
        self.answers[str(answer.status)] += 1
        if answer.status == 302 and answer.location == ready.path("receipt"):
            self.acknowledged.append(str(ready.slot.pk))
            self.moments.append(time.monotonic())
            return True
        if answer.status != 503 or not answer.retry_after:
            words = answer.location or answer.body[:200].replace("\n", " ")
            self.strange.append(f"{answer.status} {words}")
        return False


class Client(threading.Thread):
    """One after the other: a new commitment, its request, and the button pressed until the portal has answered."""

    rest_seconds = (0.4, 1.4)

    def __init__(
        self, number: int, stage: Stage, webs: list[Web], diary: Diary, end: threading.Event
    ) -> None:
        super().__init__(daemon=True)
        self.stage, self.webs, self.diary, self.end = stage, webs, diary, end
        self.draw, self.count = random.Random(number), number

    def run(self) -> None:
        """Sign until the end."""
        while not self.end.is_set():
            close_old_connections()
            try:
                ready = self.prepare()
            except Away:
                connection.close()
                time.sleep(0.2)
                continue
            self.press(ready)
            self.end.wait(self.draw.uniform(*self.rest_seconds))
        connection.close()

    @transaction.atomic
    def prepare(self) -> Ready:
        """A request for a new commitment, its first signer before the last button."""
        self.count += 1
        stage = self.stage
        with _building:
            commitment = CommitmentFactory(
                contract=stage.commitment.contract,
                organisation=stage.organisation,
                state=CommitmentState.ACCEPTED,
            )
        mine = Stage(commitment, stage.officer, stage.mayor, stage.first, stage.second)
        people = [stage.first] if self.count % SEALED_EVERY == 0 else [stage.first, stage.second]
        request = mine.open(signers=[Signer(person=person) for person in people])
        slot = mine.slot(request, stage.first)
        confirm_data(signer_id=slot.pk, by=stage.first)
        session = sign_in(stage.first)
        open_browser(stage.first, session)
        return Ready(mine, request, slot, self._sends(slot, session))

    def _sends(self, slot: RequestSigner, session: str) -> dict[str, Any]:
        """The form of a signer; the code is one that we know, for a worker may have sent the mail already."""
        proof = IdentityProof(
            signer=slot, method=ProofMethod.EMAIL_CODE, expires_at=database_now() + CODE_LIFE
        )
        proof.code_hmac = code_hmac(proof, slot, CODE)
        proof.save(force_insert=True)
        return {
            "shown_sha256": slot.request.version.sha256,
            "proof": ProofOffered(method=ProofMethod.EMAIL_CODE, session_key=session, code=CODE),
            "idempotency_key": f"key-{slot.pk}",
            "consents": CONSENTS,
        }

    def press(self, ready: Ready) -> None:
        """Press until the portal acknowledges, as people do whose page did not load."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            web = self.draw.choice(self.webs)
            try:
                answer = ready.press(web)
            except Lost:
                answer = None
            if self.diary.note(ready, answer):
                return
            time.sleep(0.3)
        self.diary.unanswered.append(str(ready.slot.pk))


def make_stages(number: int) -> list[Stage]:
    """Organisations with their people, each in a contract of its own."""
    return [make_stage() for _each in range(number)]
