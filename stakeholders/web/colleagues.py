"""Who may sign in the place of somebody else, for the pages of the signer and of the officer."""

from typing import Any

from django.utils import timezone

from core.models import User
from stakeholders.enums import Side
from stakeholders.models import Mandate, RequestSigner
from stakeholders.selectors.people import officers_of
from stakeholders.selectors.signed import proposed_signers
from stakeholders.services.slots import hand_over


def colleagues_of(slot: RequestSigner) -> list[tuple[str, str]]:
    """Those who may sign instead and are no signers yet: of an organisation, with a mandate that the city has seen."""
    asked = slot.request.signers.values("person")
    if slot.organisation is None:
        team = officers_of(slot.request.version.commitment.contract.city).exclude(pk__in=asked)
        return [(person.email, str(person)) for person in team]
    rows = proposed_signers(slot.organisation, timezone.localdate()).exclude(person__in=asked)
    return [(str(row.pk), f"{row.person} · {row.title} · {row.get_basis_display()}") for row in rows]


def hand_over_to(slot: RequestSigner, *, by: User | Any, chosen: str) -> RequestSigner:
    """Hand a slot over to one of its colleagues, as their form names them."""
    mandate, email = None, chosen
    if slot.side == Side.ORGANISATION:
        mandate = Mandate.objects.select_related("person").get(pk=chosen)
        email = mandate.person.email
    return hand_over(signer_id=slot.pk, by=by, to_email=email, mandate=mandate)
