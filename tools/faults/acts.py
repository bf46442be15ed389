"""What people do in the cases: they come to the last step of a signature, send its form, and look what came of it."""

import threading
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse

from core.models import EvidenceEvent, Mail, User
from stakeholders.models import RequestSigner, SignatureRecord, SigningRequest
from stakeholders.services.requests import Signer
from tests.stakeholders.signing.stage import Stage, make_stage
from tools.faults.portal import Answer, Lost, Web

SIGNED_MAIL = "signing_signed"
SIGN_INS_OF = "account_authentication_methods_user"
"""Where django-allauth keeps of whom the sign-ins of a session are."""


@dataclass(frozen=True)
class Ready:
    """A signer before the last button: what they will send."""

    stage: Stage
    request: SigningRequest
    slot: RequestSigner
    sent: dict[str, Any]

    @property
    def form(self) -> dict[str, str]:
        """The form of the last page."""
        return {
            "way": "email_code",
            "code": self.sent["proof"].code,
            "consent": "on",
            "shown_sha256": self.sent["shown_sha256"],
            "idempotency_key": self.sent["idempotency_key"],
        }

    @property
    def session(self) -> str:
        """The session of the signer's browser."""
        return str(self.sent["proof"].session_key)

    def press(self, web: Web, **changes: str) -> Answer:
        """Press the button once."""
        return web.ask(self.path("code"), session=self.session, fields=self.form | changes)

    def look(self, web: Web, page: str = "receipt") -> Answer:
        """Open a page of the signature."""
        return web.ask(self.path(page), session=self.session)

    def path(self, page: str) -> str:
        """The address of a page of the signature."""
        return reverse(f"signing-{page}", args=[str(self.slot.pk)])

    def kept(self) -> tuple[int, int, int]:
        """How many records, events of signing, and people with exactly one mail of it there are."""
        mails = Counter(Mail.objects.filter(kind=SIGNED_MAIL, **self._mine()).values_list("to", flat=True))
        doubled = sum(count > 1 for count in mails.values())
        return (
            SignatureRecord.objects.filter(signer=self.slot).count(),
            EvidenceEvent.objects.filter(
                kind="signature.recorded", payload__contains=str(self.slot.pk)
            ).count(),
            -doubled if doubled else len(mails),
        )

    def count(self, kind: str) -> int:
        """How many events of a kind there are of this request."""
        return EvidenceEvent.objects.filter(kind=kind, payload__contains=str(self.request.pk)).count()

    def _mine(self) -> dict[str, Any]:
        people = (self.stage.first, self.stage.second, self.stage.mayor, self.stage.officer)
        return {"to__in": [person.email for person in people]}


NOTHING = (0, 0, 0)
ONCE = (1, 1, 2)
"""One record, one event, and one mail to each: the signer and the officer who asked."""


def make_ready(*, signers: int = 1) -> Ready:
    """A new commitment whose first signatory is before the last button; the mayor is no signer of it."""
    stage = make_stage()
    people = [stage.first, stage.second][:signers]
    request = stage.open(signers=[Signer(person=person) for person in people])
    return ready_for(stage, request, stage.first)


def ready_for(stage: Stage, request: SigningRequest, person: User) -> Ready:
    """A person before the last button of a request."""
    slot = stage.slot(request, person)
    sent = stage.prepare(slot)
    open_browser(person, sent["proof"].session_key)
    return Ready(stage, request, slot, sent)


def open_browser(person: User, session_key: str) -> None:
    """Let a session that was written by hand be one that the pages know too: of whom its sign-ins are."""
    session = import_module(settings.SESSION_ENGINE).SessionStore(session_key)
    session[SIGN_INS_OF] = str(person.pk)
    session.save()


def press_at_once(acts: Sequence[Callable[[], Any]]) -> list[str]:
    """Do all at the same moment, each in a thread; what each came to."""
    barrier = threading.Barrier(len(acts))

    def do(act: Callable[[], Any]) -> str:
        try:
            barrier.wait()
            done = act()
        except Lost:
            return "no answer"
        finally:
            connection.close()
        return f"{done.status} {done.location}".strip() if isinstance(done, Answer) else str(done)

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(do, acts))


def refusal_of(act: Callable[[], Any]) -> str:
    """The code by which a service refused; empty where it did not."""
    try:
        act()
    except ValidationError as refused:
        errors = refused.error_dict.values() if hasattr(refused, "error_dict") else [[refused]]
        return ",".join(str(error.code) for some in errors for error in some)
    return ""
