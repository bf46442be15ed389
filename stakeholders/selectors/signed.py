"""Readings of who may sign for an organisation, and of what it has signed."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from core.models import User
from stakeholders.enums import OrganisationRole, RequestKind, RequestState, SignerState
from stakeholders.models import Mandate, Organisation, RequestSigner, SignatureRecord, SigningRequest
from stakeholders.selectors.signing import possible_signers, slots_of


def proposed_signers(organisation: Organisation, today: date) -> QuerySet[Mandate]:
    """The newest usable mandate of each authorised signatory of an organisation, for the forms that choose signers."""
    signatories = organisation.memberships.filter(role=OrganisationRole.SIGNATORY).values("user")
    usable = possible_signers(organisation, today).filter(person__in=signatories)
    newest: dict[UUID, UUID] = {}
    for mandate in usable.order_by("confirmed_at"):
        newest[mandate.person_id] = mandate.pk
    return usable.filter(pk__in=list(newest.values()))


def slots_to_sign(user: User) -> QuerySet[RequestSigner]:
    """The slots that a person is asked to sign now."""
    return slots_of(user).filter(
        state=SignerState.READY,
        request__state=RequestState.COLLECTING,
        request__expires_at__gt=timezone.now(),
    )


def signed_requests(organisation: Organisation) -> QuerySet[SigningRequest]:
    """The requests under which someone signed for an organisation, newest first."""
    signed = SignatureRecord.objects.filter(signer__organisation=organisation).values("signer__request")
    rows = SigningRequest.objects.filter(pk__in=signed)
    return (
        rows.select_related("version__commitment__contract__city", "version__commitment__organisation")
        .prefetch_related(
            "documents", "signers__signature__proof", "signers__person", "signers__external_files"
        )
        .order_by("-opened_at")
    )


def withdrawal_reasons(commitments: Collection[UUID]) -> dict[UUID, str]:
    """Why commitments were, or will be, withdrawn, as far as it is signed; at most one query."""
    if not commitments:
        return {}
    signed = SigningRequest.objects.filter(
        version__commitment__in=commitments,
        kind=RequestKind.WITHDRAW,
        state__in=[RequestState.SEALING, RequestState.IN_FORCE],
    )
    return dict(signed.order_by("opened_at").values_list("version__commitment", "reason"))
