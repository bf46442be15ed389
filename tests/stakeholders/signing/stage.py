"""A commitment that is ready to be signed, its people, and what each of them does."""

import re
import time
from dataclasses import dataclass, field
from datetime import timedelta
from importlib import import_module
from typing import Any

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.utils import timezone

from contracts.enums import CityRole
from core.clock import database_now
from core.models import Mail, User
from core.services.keys import ensure_keys
from stakeholders.enums import CommitmentState, OrganisationRole, ProofMethod, RequestState, Side
from stakeholders.models import Commitment, Organisation, RequestSigner, SignatureRecord, SigningRequest
from stakeholders.services.proofs import ProofOffered, send_code
from stakeholders.services.requests import Signer, open_request
from stakeholders.services.signatures import sign
from stakeholders.services.slots import confirm_data
from tests.factories import (
    CityMembershipFactory,
    CommitmentFactory,
    MandateFactory,
    OrganisationFactory,
    OrganisationMembershipFactory,
)

CONSENTS = {"sign": True}


@dataclass
class Stage:
    """An accepted commitment with an officer, a mayor and two signatories of its organisation."""

    commitment: Commitment
    officer: User
    mayor: User
    first: User
    second: User
    sessions: dict[Any, str] = field(default_factory=dict)

    @property
    def organisation(self) -> Organisation:
        """Who promises."""
        return self.commitment.organisation

    def signers(self) -> list[Signer]:
        """Both signatories in one step, then the mayor."""
        mayor = Signer(person=self.mayor, side=Side.CITY, step=2, role_title="Mayor")
        return [Signer(person=self.first), Signer(person=self.second), mayor]

    def open(self, **changes: Any) -> SigningRequest:
        """Ask them to sign."""
        given = {
            "commitment_id": self.commitment.pk,
            "signers": self.signers(),
            "by": self.officer,
            "expires_at": database_now() + timedelta(days=10),
            "language": "it",
        }
        request = open_request(**given | changes)
        self.commitment.refresh_from_db()
        return request

    def offer(self, person: User, method: str = ProofMethod.EMAIL_CODE, code: str = "") -> ProofOffered:
        """What a person brings who signed in just now."""
        if person.pk not in self.sessions:
            self.sessions[person.pk] = sign_in(person)
        return ProofOffered(method=method, session_key=self.sessions[person.pk], code=code)

    def prepare(self, slot: RequestSigner) -> dict[str, Any]:
        """All that a signer of a slot sends after reading, confirming and asking for a code."""
        confirm_data(signer_id=slot.pk, by=slot.person)
        send_code(signer_id=slot.pk, by=slot.person)
        return {
            "signer_id": slot.pk,
            "by": slot.person,
            "shown_sha256": slot.request.version.sha256,
            "proof": self.offer(slot.person, code=last_code(slot.person)),
            "idempotency_key": f"key-{slot.pk}",
            "consents": CONSENTS,
        }

    def sign(self, slot: RequestSigner, **changes: Any) -> SignatureRecord:
        """Do all of it."""
        return sign(**self.prepare(slot) | changes)

    def slot(self, request: SigningRequest, person: User) -> RequestSigner:
        """A person's slot as it is now."""
        return RequestSigner.objects.select_related("request__version", "person").get(
            request=request, person=person
        )

    def sign_all(self, request: SigningRequest) -> None:
        """Every signer signs, step by step."""
        for signer in request.signers.order_by("step", "pk"):
            self.sign(self.slot(request, signer.person))
        request.refresh_from_db()

    def put_in_force(self, request: SigningRequest) -> None:
        """What the sealing does to the rows."""
        SigningRequest.objects.filter(pk=request.pk).update(state=RequestState.IN_FORCE)
        Commitment.objects.filter(pk=self.commitment.pk).update(
            state=CommitmentState.SIGNED, signed_on=timezone.localdate()
        )
        self.commitment.refresh_from_db()


def make_stage(**organisation: Any) -> Stage:
    """A commitment that the city has accepted, and its people."""
    ensure_keys()
    made = OrganisationFactory(**organisation)
    commitment = CommitmentFactory(organisation=made, state=CommitmentState.ACCEPTED)
    team = [
        CityMembershipFactory(city=commitment.contract.city, role=role).user
        for role in (CityRole.OFFICER, CityRole.LEAD)
    ]
    return Stage(commitment, *team, *(signatory(made) for _each in range(2)))


def signatory(organisation: Organisation) -> User:
    """Someone whose mandate the city has confirmed."""
    person = OrganisationMembershipFactory(organisation=organisation, role=OrganisationRole.SIGNATORY).user
    MandateFactory(organisation=organisation, person=person, confirmed_at=timezone.now())
    return person


def sign_in(person: User, *, ago_seconds: float = 0, **record: Any) -> str:
    """The key of a session in which a person signed in so long ago."""
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    told = {"method": "password", "at": time.time() - ago_seconds} | record
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [told]
    session.create()
    return session.session_key


def last_code(person: User) -> str:
    """The code of the newest mail to a person that brings one."""
    body = Mail.objects.filter(to=person.email, kind="signing_code").latest("created_at").body
    found = re.search(r"(\d{4}) (\d{4})", body)
    return "".join(found.groups())


def last_token(person: User) -> str:
    """The secret of the newest link that was sent to a person."""
    body = Mail.objects.filter(to=person.email, body__contains="/firma/").latest("created_at").body
    return re.findall(r"/firma/([^/]+)/", body)[0]
