"""What a sealed request brings about: a promise in force, and an older one superseded.

A withdrawal counts from its last signature on (`stakeholders.services.withdrawals`), sealed or not.
"""

from datetime import date

from django.db.models import QuerySet

from core.changes import record_change
from core.enums import ChangeVerb
from core.services.evidence import append_event
from stakeholders.enums import CommitmentState, RequestKind, RequestState
from stakeholders.models import Commitment, SigningRequest
from stakeholders.services.amendments import apply_version
from stakeholders.services.negotiation import set_state

TEXTS = (RequestKind.SIGN, RequestKind.AMEND)
"""Requests whose text is what is promised."""


def take_effect(*, request: SigningRequest, signed_on: date) -> None:
    """Put in force what was signed, in the transaction that seals it; `signed_on` is the day of the last signature."""
    commitment = request.version.commitment
    if commitment.state == CommitmentState.WITHDRAWN and request.kind != RequestKind.WITHDRAW:
        request.state = RequestState.WITHDRAWN  # it was withdrawn while the seal was waited for
        request.save(update_fields=["state"])
        return
    append_event(
        stream=commitment.contract_id,
        kind="request.in_force",
        payload={
            "request": str(request.pk),
            "commitment": str(commitment.pk),
            "version_sha256": request.version.sha256,
            "request_kind": str(request.kind),
            "signed_on": signed_on.isoformat(),
        },
    )
    if request.kind == RequestKind.ACKNOWLEDGE:
        _supersede(request, (RequestKind.ACKNOWLEDGE,))
    elif request.kind in TEXTS:
        _supersede(request, (*TEXTS, RequestKind.ACKNOWLEDGE))
        _promise(apply_version(request.version), signed_on)


def _promise(commitment: Commitment, signed_on: date) -> None:
    """The commitment is signed; an amendment keeps the day of the first signature."""
    if commitment.state not in CommitmentState.public():
        set_state(
            commitment=commitment, to=CommitmentState.SIGNED, signed_on=commitment.signed_on or signed_on
        )
        return
    record_change(
        ChangeVerb.CHANGED,
        commitment,
        city_slug=commitment.contract.city.slug,
        summary=lambda: commitment.public_name,
    )


def _supersede(request: SigningRequest, kinds: tuple[RequestKind, ...]) -> None:
    """Older requests of the same commitment give way to this one."""
    commitment = request.version.commitment
    for older in _in_force(commitment).filter(kind__in=kinds).exclude(pk=request.pk):
        older.state = RequestState.SUPERSEDED
        older.save(update_fields=["state"])
        append_event(
            stream=commitment.contract_id,
            kind="commitment.superseded",
            payload={"request": str(older.pk), "by_request": str(request.pk)},
        )


def _in_force(commitment: Commitment) -> QuerySet[SigningRequest]:
    return SigningRequest.objects.filter(version__commitment=commitment, state=RequestState.IN_FORCE)
