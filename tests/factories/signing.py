"""Frozen commitments, requests for signatures, their signers and signatures, as services of signing leave them."""

from datetime import timedelta
from hashlib import sha256
from uuid import uuid4

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from core.services.keys import ensure_keys
from stakeholders import models
from stakeholders.documents import canonical_text, commitment_document, commitment_sha256
from stakeholders.enums import ProofMethod, RequestState, Side, SignatureRoute, SignerState
from tests.factories.core import UserFactory
from tests.factories.stakeholders import CommitmentFactory


class CommitmentVersionFactory(DjangoModelFactory):
    """The text of a commitment as it stands, frozen; `number` counts from 1."""

    class Meta:
        model = models.CommitmentVersion

    commitment = factory.SubFactory(CommitmentFactory, state="ready_to_sign", number=1)
    number = 1
    language = "it"
    canonical = factory.LazyAttribute(lambda one: _canonical(one.commitment, one.language))
    sha256 = factory.LazyAttribute(lambda one: commitment_sha256(one.canonical))


class SigningRequestFactory(DjangoModelFactory):
    """A request that still collects signatures."""

    class Meta:
        model = models.SigningRequest

    version = factory.SubFactory(CommitmentVersionFactory)
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=30))


class RequestSignerFactory(DjangoModelFactory):
    """Someone of the organisation who is asked now."""

    class Meta:
        model = models.RequestSigner

    request = factory.SubFactory(SigningRequestFactory)
    organisation = factory.LazyAttribute(
        lambda one: None if one.side == Side.CITY else one.request.version.commitment.organisation
    )
    side = Side.ORGANISATION
    person = factory.SubFactory(UserFactory)
    role_title = "Legale rappresentante"
    state = SignerState.READY


class IdentityProofFactory(DjangoModelFactory):
    """A code that was sent by e-mail and used."""

    class Meta:
        model = models.IdentityProof

    signer = factory.SubFactory(RequestSignerFactory)
    method = ProofMethod.EMAIL_CODE
    consumed_at = factory.LazyFunction(timezone.now)


class SignatureRecordFactory(DjangoModelFactory):
    """A signature by the portal's own route; its statement is not that of a service."""

    class Meta:
        model = models.SignatureRecord

    signer = factory.SubFactory(RequestSignerFactory, state=SignerState.SIGNED)
    route = SignatureRoute.PORTAL
    statement = factory.LazyAttribute(lambda one: f'{{"signer":"{one.signer.pk}"}}')
    statement_sha256 = factory.LazyAttribute(lambda one: sha256(one.statement.encode()).hexdigest())
    proof = factory.SubFactory(IdentityProofFactory, signer=factory.SelfAttribute("..signer"))
    key_id = "0" * 32
    portal_signature = "AA=="
    signed_at = factory.LazyFunction(timezone.now)
    idempotency_key = factory.LazyFunction(lambda: uuid4().hex)
    event_seq = factory.Sequence(lambda n: n + 1)


class SealedDocumentFactory(DjangoModelFactory):
    """A document that was sealed; its file is not there."""

    class Meta:
        model = models.SealedDocument

    request = factory.SubFactory(SigningRequestFactory, state=RequestState.IN_FORCE)
    file = "sealed/2026/11/missing.pdf"
    source_sha256 = "1" * 64
    sealed_sha256 = factory.Sequence(lambda n: f"{n:064x}")
    level = "B-B"
    key_id = "0" * 32
    verify_code = factory.Sequence(
        lambda n: f"ABCDE-FGHIJ-KLMNO-PQRST-{chr(65 + n // 26 % 26) * 4}{chr(65 + n % 26)}"
    )


def signed_request(**fields) -> models.SigningRequest:
    """A request that one person of the organisation and one of the city have signed: it waits for its seal."""
    ensure_keys()
    request = SigningRequestFactory(state=RequestState.SEALING, closed_at=timezone.now(), **fields)
    for side in (Side.ORGANISATION, Side.CITY):
        slot = RequestSignerFactory(request=request, side=side, state=SignerState.SIGNED)
        SignatureRecordFactory(signer=slot)
    return request


def _canonical(commitment: models.Commitment, language: str) -> str:
    return canonical_text(commitment_document(commitment, language))
