"""Withdrawing a commitment: a request of its own, signed with the same strength, with a day from which it holds.

Nothing is deleted: what was signed stays, and says from when on it does not hold any more.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.rules import can_edit_city
from core.changes import record_change
from core.clock import database_now
from core.enums import ChangeVerb
from core.models import User
from core.validators import refusal
from stakeholders.enums import CommitmentState, OrganisationRole, RequestKind, RequestState
from stakeholders.models import Commitment, SigningRequest
from stakeholders.rules import has_organisation_role
from stakeholders.selectors.signing import version_in_force
from stakeholders.services.asking import refuse_unless, tell
from stakeholders.services.negotiation import set_state
from stakeholders.services.requests import create_request
from stakeholders.services.signers import Signer
from stakeholders.services.versions import lock_commitment
from stakeholders.signals import commitment_changed

OPEN_FOR = timedelta(days=30)
SHORTEST_REASON, LONGEST_REASON = 10, 2000


@transaction.atomic
def open_withdrawal(
    *,
    commitment_id: UUID,
    by: User,
    reason: str,
    effect_on: date,
    signers: Sequence[Signer] = (),
    expires_at: datetime | None = None,
) -> SigningRequest:
    """Ask for the signature under a withdrawal, of `by` unless others are named; by a signatory or an officer.

    The commitment stays in force until it is signed and the day has come.
    """
    commitment = lock_commitment(commitment_id)
    is_own = has_organisation_role(by, commitment.organisation, OrganisationRole.SIGNATORY)
    if not is_own and not can_edit_city(by, commitment.contract.city):
        raise PermissionDenied("open_withdrawal")
    version = version_in_force(commitment)
    if version is None or commitment.withdrawn_on is not None:
        raise refusal("state", _("Nothing of this commitment is in force."), "not_in_force")
    _validate(reason, effect_on)
    return create_request(
        version=version,
        kind=RequestKind.WITHDRAW,
        signers=signers or [Signer(person=by)],
        by=by,
        expires_at=expires_at or database_now() + OPEN_FOR,
        reason=reason,
        effect_on=effect_on,
    )


def take_effect(*, request: SigningRequest, by: User) -> None:
    """Write down from when on a commitment is withdrawn, in the transaction of the last signature under it.

    It is never withdrawn for days before that signature: the later of the two days counts.
    """
    today = timezone.localdate()
    effect_on = max(request.effect_on or today, today)
    commitment = lock_commitment(request.version.commitment_id)
    tell(
        request,
        "commitment.withdrawn",
        by=by,
        commitment=commitment.pk,
        effect_on=effect_on,
        version_sha256=request.version.sha256,
    )
    if effect_on == today and commitment.state in CommitmentState.public():
        _end(commitment, withdrawn_on=effect_on)
        return
    commitment.withdrawn_on = effect_on
    commitment.revision += 1
    commitment.save(update_fields=["withdrawn_on", "revision", "changed_at"])
    city = commitment.contract.city
    record_change(
        ChangeVerb.CHANGED,
        commitment,
        city_slug=city.slug,
        summary=lambda: commitment.public_name,
        made_by=by,
    )
    commitment_changed.send(
        Commitment, contract_id=commitment.contract_id, commitment_id=commitment.pk, by=by
    )


def end_withdrawn() -> int:
    """Move the commitments whose day has come to the state withdrawn (daily); how many."""
    due = Commitment.objects.filter(
        withdrawn_on__lte=timezone.localdate(), state__in=CommitmentState.public()
    )
    return sum(_end_one(commitment_id) for commitment_id in list(due.values_list("pk", flat=True)))


@transaction.atomic
def _end_one(commitment_id: UUID) -> bool:
    commitment = lock_commitment(commitment_id)
    if commitment.state not in CommitmentState.public():
        return False
    _end(commitment)
    return True


def _end(commitment: Commitment, withdrawn_on: date | None = None) -> None:
    """The commitment is withdrawn, and so are the requests by which it was in force."""
    set_state(commitment=commitment, to=CommitmentState.WITHDRAWN, withdrawn_on=withdrawn_on)
    in_force = SigningRequest.objects.filter(
        version__commitment=commitment,
        state=RequestState.IN_FORCE,
        kind__in=[RequestKind.SIGN, RequestKind.AMEND, RequestKind.ACKNOWLEDGE],
    )
    in_force.update(state=RequestState.WITHDRAWN)


def _validate(reason: str, effect_on: date) -> None:
    words = _("Give a reason of 10 to 2000 characters.")
    refuse_unless(SHORTEST_REASON <= len(reason.strip()) <= LONGEST_REASON, "reason", words, "length")
    words = _("A withdrawal takes effect today or later.")
    refuse_unless(effect_on >= timezone.localdate(), "effect_on", words, "past")
