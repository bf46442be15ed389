"""The page of a commitment, in the workspace of its organisation and in the city's office, and the office's list."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from contracts import rules
from contracts.models import City
from contracts.web.guards import OfficeRequest, contract_of, office_page
from contracts.web.pages import show_office
from stakeholders.enums import CommitmentState
from stakeholders.selectors.commitments import list_commitments, missing_before_submission, states_of
from stakeholders.selectors.sealed import sealed_part
from stakeholders.transitions import EDITABLE
from stakeholders.web.commitment_places import (
    CommitmentPlace,
    Request,
    list_crumbs,
    office_reading_page,
    own_page,
)
from stakeholders.web.forms.negotiation import CommitmentFilterForm
from stakeholders.web.pages import show_own
from stakeholders.web.parts.negotiation import moves_part, notes_part, versions_part, way_on
from stakeholders.web.parts.reports import reports_part
from stakeholders.web.parts.sheets import sheets_part
from stakeholders.web.parts.signing import signing_part

ROWS_A_PAGE = 50


@office_page(rules.can_enter_office)
@require_safe
def commitment_office_list(request: OfficeRequest, city: City) -> HttpResponse:
    """What organisations promise in the contract, by state, with what waits."""
    contract = contract_of(city)
    states = [(word, f"{label} ({count})") for word, label, count in states_of(contract)]
    form = CommitmentFilterForm(request.GET or None, states=states)
    asked = form.cleaned_data if form.is_valid() else {}
    rows = list_commitments(contract, state=asked.get("stato", ""), text=asked.get("q", ""))
    page = Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
    return show_office(
        request,
        "stakeholders/commitment_list.html",
        title=_("Commitments"),
        city=city,
        form=form,
        page=page,
    )


@require_safe
def _show_commitment(request: Request, place: CommitmentPlace) -> HttpResponse:
    """Everything about one commitment, part by part; the next steps stand first."""
    commitment = place.commitment
    shown: dict[str, Any] = {"place": place, "commitment": commitment} | _parts(place)
    title = str(commitment.title) or _("Commitment")
    if place.is_office:
        city = commitment.contract.city
        return show_office(
            request,
            "stakeholders/commitment_page.html",
            title=title,
            city=city,
            crumbs=list_crumbs(city),
            **shown,
        )
    return show_own(
        request,
        "stakeholders/commitment_page.html",
        title=title,
        organisation=commitment.organisation,
        **shown,
    )


def _parts(place: CommitmentPlace) -> dict[str, Any]:
    """What each part of the page is filled with."""
    commitment, user = place.commitment, place.user
    parts: dict[str, Any] = {
        "moves": moves_part(place),
        "missing": missing_before_submission(commitment) if commitment.state in EDITABLE else [],
        "notes_part": notes_part(place),
        "versions": versions_part(place),
        "sheets_part": sheets_part(commitment, user=user, is_office=place.is_office),
        "signing_part": signing_part(place),
        "sealed": sealed_part(commitment, user),
    }
    parts["way_on"] = way_on(place, parts["signing_part"], parts["notes_part"]["open"])
    if commitment.state in CommitmentState.public():
        parts["reports_part"] = reports_part(commitment, user, office=place.is_office)
    return parts


commitment_detail = own_page(_show_commitment)
commitment_office = office_reading_page(_show_commitment)
