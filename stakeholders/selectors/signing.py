"""Readings of requests for signatures, and of the slots in them."""

from datetime import date

from django.db.models import QuerySet

from contracts.models import Contract
from core.models import User
from stakeholders.enums import RequestKind, RequestState, SignerState
from stakeholders.models import (
    Commitment,
    CommitmentVersion,
    Mandate,
    Organisation,
    RequestSigner,
    SignatureRecord,
    SigningRequest,
)
from stakeholders.tokens import digest_token
from stakeholders.transitions import IN_FORCE

ASKED = (SignerState.READY, SignerState.WAITING)
"""Slots that are still to be signed."""
TEXT_KINDS = (RequestKind.SIGN, RequestKind.AMEND, RequestKind.ACKNOWLEDGE)
"""Requests whose version is what holds; a withdrawal ends it."""
PEOPLE_AND_TEXT = (
    "person",
    "organisation",
    "mandate",
    "request__version__commitment__organisation",
    "request__version__commitment__contract__city",
)


def find_slot(token: str) -> RequestSigner | None:
    """The slot of a link, in whatever state it is; None for a link that is unknown or was replaced."""
    return _slots().filter(token_sha256=digest_token(token)).first() if token else None


def slots_of(user: User) -> QuerySet[RequestSigner]:
    """All slots of a person, newest request first."""
    return _slots().filter(person=user).order_by("-request__opened_at", "step", "pk")


def open_slots_of(organisation: Organisation) -> QuerySet[RequestSigner]:
    """The slots of an organisation's people that are still to be signed."""
    waiting = _slots().filter(
        organisation=organisation, state__in=ASKED, request__state=RequestState.COLLECTING
    )
    return waiting.order_by("request__expires_at", "step", "pk")


def requests_of(contract: Contract) -> QuerySet[SigningRequest]:
    """The requests of a contract, newest first."""
    rows = SigningRequest.objects.filter(version__commitment__contract=contract)
    return rows.select_related("version__commitment__organisation", "opened_by").order_by("-opened_at")


def requests_of_commitment(commitment: Commitment) -> QuerySet[SigningRequest]:
    """The requests of a commitment with their signers and signatures, newest first."""
    rows = SigningRequest.objects.filter(version__commitment=commitment).select_related("version")
    return rows.prefetch_related("signers__person", "signers__signature").order_by("-opened_at")


def earlier_signatures(request: SigningRequest) -> QuerySet[SignatureRecord]:
    """The signatures under a request, in the order in which they were made."""
    return SignatureRecord.objects.filter(signer__request=request).order_by("event_seq")


def version_in_force(commitment: Commitment) -> CommitmentVersion | None:
    """The version of a commitment that everyone signed and that was sealed, unless something took its place."""
    rows = commitment.versions.filter(requests__state=RequestState.IN_FORCE, requests__kind__in=TEXT_KINDS)
    return rows.order_by("-number").first()


def holds_now(commitment: Commitment) -> bool:
    """Whether a commitment is in force and nobody has signed its withdrawal: only then is it amended or withdrawn."""
    holds = commitment.state in IN_FORCE and commitment.withdrawn_on is None
    return holds and version_in_force(commitment) is not None


def versions_in_force(contract: Contract) -> list[CommitmentVersion]:
    """The version in force of each commitment that still holds, by the name of its organisation, without its text."""
    rows = CommitmentVersion.objects.filter(
        commitment__contract=contract,
        commitment__withdrawn_on=None,
        commitment__state__in=IN_FORCE,
        requests__state=RequestState.IN_FORCE,
        requests__kind__in=TEXT_KINDS,
    ).select_related("commitment__organisation", "commitment__contract__city", "contract_version")
    ordered = rows.order_by("commitment__organisation__name", "commitment_id", "number")
    newest = {row.commitment_id: row for row in ordered.defer("canonical", "withheld")}
    return list(newest.values())


def signers_in_force(version: CommitmentVersion) -> QuerySet[RequestSigner]:
    """Who signed a version that is in force, in the order of the steps."""
    rows = RequestSigner.objects.filter(
        request__version=version, request__state=RequestState.IN_FORCE, state=SignerState.SIGNED
    )
    return rows.exclude(request__kind=RequestKind.WITHDRAW).order_by("step", "pk")


def confirmed_mandates(today: date) -> QuerySet[Mandate]:
    """Mandates by which someone may sign today."""
    rows = Mandate.objects.filter(confirmed_at__isnull=False, ended_at=None, person__is_active=True)
    return rows.exclude(valid_until__lt=today)


def usable_mandate(organisation: Organisation, person: User, today: date) -> Mandate | None:
    """The newest mandate by which a person may sign for an organisation today; None when there is none."""
    confirmed = organisation.mandates.filter(person=person, confirmed_at__isnull=False, ended_at=None)
    return confirmed.exclude(valid_until__lt=today).order_by("-confirmed_at").first()


def possible_signers(organisation: Organisation, today: date) -> QuerySet[Mandate]:
    """Mandates by which someone may sign for an organisation today, for the form that chooses signers."""
    rows = confirmed_mandates(today).filter(organisation=organisation)
    return rows.select_related("person", "confirmed_by").order_by("person__name", "person__email")


def _slots() -> QuerySet[RequestSigner]:
    return RequestSigner.objects.select_related(*PEOPLE_AND_TEXT)
