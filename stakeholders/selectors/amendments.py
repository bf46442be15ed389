"""Readings of amendments that were proposed."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from contracts.models import Contract
from stakeholders.enums import NoteKind, RequestKind, RequestState
from stakeholders.models import Commitment, CommitmentNote, CommitmentVersion
from stakeholders.selectors.signing import version_in_force
from stakeholders.transitions import IN_FORCE

NOT_ANSWERED = Q(kind=RequestKind.AMEND, state__in=[RequestState.CANCELLED, RequestState.EXPIRED])
"""Requests that ended without an answer: the text may be asked for again."""


def proposed_amendment(commitment: Commitment) -> CommitmentVersion | None:
    """The newest frozen text beside the one in force, as long as nobody is asked to sign it, or answered."""
    in_force = version_in_force(commitment)
    if in_force is None:
        return None
    later = commitment.versions.filter(number__gt=in_force.number).order_by("-number").first()
    if later is None or later.requests.exclude(NOT_ANSWERED).exists():
        return None
    refused = commitment.notes.filter(kind=NoteKind.REFUSAL, version_number=later.number)
    return None if refused.exists() else later


def waiting_amendments(contract: Contract) -> QuerySet[CommitmentVersion]:
    """The amendments of commitments in force that the city has neither sent for signature nor refused."""
    later = CommitmentVersion.objects.filter(commitment=OuterRef("commitment"), number__gt=OuterRef("number"))
    refused = CommitmentNote.objects.filter(
        kind=NoteKind.REFUSAL, commitment=OuterRef("commitment"), version_number=OuterRef("number")
    )
    rows = CommitmentVersion.objects.filter(
        ~Exists(later),
        ~Exists(refused),
        commitment__contract=contract,
        commitment__state__in=IN_FORCE,
        commitment__withdrawn_on=None,
        requests=None,
    )
    return rows.select_related("commitment__organisation")
