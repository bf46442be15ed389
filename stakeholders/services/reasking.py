"""Asking again only those parties whose clauses a new version of the contract changed."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import ContractVersion
from contracts.rules import can_edit_city
from core.access import require
from core.clock import database_now
from core.models import User
from core.validators import refusal
from stakeholders.enums import RequestKind, Side
from stakeholders.models import Commitment, SigningRequest
from stakeholders.selectors.clauses import (
    ChangedParty,
    changed_parties,
    open_text_requests,
    proposing_commitments,
    version_to_sign,
)
from stakeholders.selectors.signed import proposed_signers
from stakeholders.selectors.signing import signers_in_force
from stakeholders.services.requests import open_request
from stakeholders.services.signers import Signer

OPEN_FOR = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Reasked:
    """What became of asking again.

    No request is made for commitments whose signers nobody can name, those with an open request, and those whose
    proposed amendment the city has to answer first.
    """

    requests: tuple[SigningRequest, ...]
    without_signer: tuple[Commitment, ...]
    open_already: tuple[Commitment, ...]
    proposing: tuple[Commitment, ...] = ()


@transaction.atomic
def ask_changed_parties(
    *,
    contract_version_id: UUID,
    by: User,
    kind: str = RequestKind.ACKNOWLEDGE,
    expires_at: datetime | None = None,
) -> Reasked:
    """Ask everyone whose clauses changed, and nobody else, to sign the new wording; what they signed stays in force.

    Those are asked who signed before, as far as they still may; else whoever may sign for the organisation now.
    Refused: a version other than the one that is signed now; the clauses of a draft may still change.
    """
    version = ContractVersion.objects.select_related("contract__city").get(pk=contract_version_id)
    require(can_edit_city, by, version.contract.city)
    _validate_signed_now(version)
    requests, without_signer, open_already, proposing = [], [], [], []
    waiting, proposed = open_text_requests(version.contract), proposing_commitments(version.contract)
    for party in changed_parties(version):
        if party.commitment.pk in waiting:
            open_already.append(party.commitment)
            continue
        if party.commitment.pk in proposed:
            proposing.append(party.commitment)
            continue
        try:
            with transaction.atomic():
                requests.append(_ask(party, version, by, kind, expires_at or database_now() + OPEN_FOR))
        except ValidationError as refused:
            if "signers" not in getattr(refused, "error_dict", {}):
                raise
            without_signer.append(party.commitment)
    return Reasked(tuple(requests), tuple(without_signer), tuple(open_already), tuple(proposing))


def _validate_signed_now(version: ContractVersion) -> None:
    if version != version_to_sign(version.contract):
        words = _(
            "Version %(number)s is not the one that is signed now: nobody is asked to sign its clauses."
        )
        raise refusal("version", words % {"number": version.number}, "not_signed_now")


def _ask(
    party: ChangedParty, version: ContractVersion, by: User, kind: str, expires_at: datetime
) -> SigningRequest:
    return open_request(
        commitment_id=party.commitment.pk,
        signers=_signers(party, with_city=kind == RequestKind.AMEND),
        by=by,
        expires_at=expires_at,
        language=party.version.language,
        kind=kind,
        contract_version=version,
    )


def _signers(party: ChangedParty, *, with_city: bool) -> list[Signer]:
    """Who signed before and still may; without any of the organisation, the newest of those who may now."""
    before = list(signers_in_force(party.version).select_related("person", "organisation"))
    proposed = proposed_signers(party.commitment.organisation, timezone.localdate())
    mandates = list(proposed.order_by("-confirmed_at"))
    able = {mandate.person_id for mandate in mandates}
    own = [
        Signer(person=slot.person, organisation=slot.organisation, step=slot.step)
        for slot in before
        if slot.side == Side.ORGANISATION and slot.person_id in able
    ] or [Signer(person=mandate.person, mandate=mandate) for mandate in mandates[:1]]
    last = max((signer.step for signer in own), default=0)
    city = [
        Signer(person=slot.person, side=Side.CITY, step=last + 1, role_title=slot.role_title)
        for slot in before
        if with_city and slot.side == Side.CITY and slot.person.is_active
    ]
    return own + city
