"""The part of a commitment's page that tells who is asked to sign, who signed, and what can be done next."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from contracts.rules import can_edit_city
from stakeholders.enums import CommitmentState, RequestState, Side, SignerState
from stakeholders.models import SigningRequest
from stakeholders.rules import can_manage_people, can_name_signatory
from stakeholders.selectors.amendments import proposed_amendment
from stakeholders.selectors.signing import holds_now, requests_of_commitment
from stakeholders.web.commitment_places import CommitmentPlace

SIGNABLE = (CommitmentState.ACCEPTED, CommitmentState.READY_TO_SIGN)
OPEN = (RequestState.COLLECTING, RequestState.SEALING)


@dataclass(frozen=True, slots=True)
class RequestRow:
    """One request for signatures with its signers; `url` leads officers to it, `sign_url` the reader to their part."""

    request: SigningRequest
    signers: list[Any]
    url: str
    sign_url: str


def signing_part(place: CommitmentPlace) -> dict[str, Any]:
    """What `stakeholders/_signing.html` takes as `signing_part`."""
    commitment = place.commitment
    rows = [_row(place, one) for one in requests_of_commitment(commitment)]
    is_asked = any(row.request.state in OPEN for row in rows)
    asks = place.is_office and commitment.state in SIGNABLE and not is_asked
    may_ask = asks and can_edit_city(place.user, commitment.contract.city)
    slug = commitment.contract.city.slug
    return {
        "rows": rows,
        "ask_url": reverse("request-create", args=[slug, commitment.pk]) if may_ask else "",
    } | _after_signing(place)


def _after_signing(place: CommitmentPlace) -> dict[str, Any]:
    """What can be done with a commitment in force: amend it, ask for the signatures of an amendment, withdraw it."""
    commitment, user = place.commitment, place.user
    own = [commitment.organisation_id, commitment.pk]
    is_free = holds_now(commitment)
    amendment = proposed_amendment(commitment) if is_free else None
    asks = amendment and place.is_office and can_edit_city(user, commitment.contract.city)
    amends = is_free and not place.is_office and can_manage_people(user, commitment.organisation)
    return {
        "amendment": amendment,
        "ask_amendment_url": reverse("request-amend", args=[commitment.contract.city.slug, commitment.pk])
        if asks
        else "",
        "refuse_amendment_url": reverse("request-refuse", args=[commitment.contract.city.slug, commitment.pk])
        if asks
        else "",
        "amend_url": reverse("commitment-amend", args=own) if amends else "",
        "withdraw_url": _end_url(place) if is_free else "",
    }


def _end_url(place: CommitmentPlace) -> str:
    """Where the reader ends a commitment for the side on whose pages they are; empty where they may not."""
    commitment, city = place.commitment, place.commitment.contract.city
    if place.is_office:
        may_end = can_edit_city(place.user, city)
        return reverse("request-withdraw", args=[city.slug, commitment.pk]) if may_end else ""
    own = [commitment.organisation_id, commitment.pk]
    may_end = can_name_signatory(place.user, commitment.organisation)
    return reverse("commitment-withdraw", args=own) if may_end else ""


def _row(place: CommitmentPlace, request: SigningRequest) -> RequestRow:
    slug = place.commitment.contract.city.slug
    signers = sorted(request.signers.all(), key=lambda one: (one.step, str(one.pk)))
    side = Side.CITY if place.is_office else Side.ORGANISATION
    mine = next((one for one in signers if one.person_id == place.user.pk and one.side == side), None)
    is_asked = mine and mine.state == SignerState.READY and request.state == RequestState.COLLECTING
    return RequestRow(
        request=request,
        signers=signers,
        url=reverse("request-detail", args=[slug, request.pk]) if place.is_office else "",
        sign_url=reverse("signing-read", args=[mine.pk]) if mine and is_asked else "",
    )
