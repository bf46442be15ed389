"""Commitments of the demonstration's organisation that journeys sign; made inside the installation."""

from datetime import timedelta

from django.core.cache import cache
from django.utils import timezone

from contracts.models import Contract
from core.models import User
from stakeholders.models import Commitment, ExternalSignedFile, Organisation, SigningRequest
from stakeholders.services.sealing import seal_request
from tests.factories import (
    CommitmentFactory,
    MandateFactory,
    OrganisationFactory,
    OrganisationMembershipFactory,
    UserFactory,
)
from tests.factories.signing import signed_request


def make_accepted(*, city: str, signatory: str, title: str) -> dict[str, str]:
    """A commitment that both sides have accepted; its signatory has a mandate that the city has seen."""
    person = User.objects.get(email=signatory)
    organisation = Organisation.objects.get(memberships__user=person, memberships__role="signatory")
    if not organisation.mandates.filter(person=person, confirmed_at__isnull=False, ended_at=None).exists():
        MandateFactory(organisation=organisation, person=person, confirmed_at=timezone.now())
    commitment = CommitmentFactory(
        contract=Contract.objects.get(city__slug=city),
        organisation=organisation,
        title={"it": title, "en": title},
        statement={"it": "Dodici furgoni elettrici.", "en": "Twelve electric vans."},
        start_year=2027,
        end_year=2029,
        state="accepted",
    )
    return {"commitment": str(commitment.pk), "organisation": str(organisation.pk)}


def make_public_body(*, city: str, person: str, title: str) -> dict[str, str]:
    """An accepted commitment of a public body; `person` signs for it."""
    signatory = User.objects.filter(email=person).first() or UserFactory(
        email=person, name="Persona Firmataria"
    )
    organisation = OrganisationFactory(name=f"Ente di prova {title}", is_public_body=True)
    OrganisationMembershipFactory(organisation=organisation, user=signatory, role="signatory")
    MandateFactory(organisation=organisation, person=signatory, title="Sindaca", confirmed_at=timezone.now())
    commitment = CommitmentFactory(
        contract=Contract.objects.get(city__slug=city),
        organisation=organisation,
        title={"it": title, "en": title},
        state="accepted",
    )
    return {"commitment": str(commitment.pk), "organisation": str(organisation.pk)}


def make_sealed() -> str:
    """The file of a document that everyone signed and the portal sealed."""
    document = seal_request(request_id=signed_request().pk)
    if document is None:
        raise ValueError("The request was not waiting for its seal.")
    return str(document.file.path)


def outside_of(request: str) -> list[list[str]]:
    """The files that came for a request: their digests and verdicts, oldest first."""
    files = ExternalSignedFile.objects.filter(signer__request=request).order_by("uploaded_at")
    return [[one.sha256, one.verdict] for one in files]


def forget_tries() -> bool:
    """Let an address of the net try codes and files anew."""
    cache.clear()
    return True


def end_time(request: str) -> bool:
    """Let the time of a request run out a moment ago."""
    return bool(
        SigningRequest.objects.filter(pk=request).update(expires_at=timezone.now() - timedelta(seconds=1))
    )


def state_of(commitment: str) -> str:
    """Where a commitment stands."""
    return str(Commitment.objects.get(pk=commitment).state)
