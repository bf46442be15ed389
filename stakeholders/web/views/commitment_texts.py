"""Beginning a commitment and changing what it says, by its organisation or by officers on its behalf."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contracts.models import City, Contract
from contracts.rules import can_edit_city
from contracts.selectors.office import action_codes
from contracts.web.guards import OfficeRequest, contract_of, office_page
from contracts.web.pages import show_form
from core.web.forms import has_conflict, posted, save_form, show_conflict
from stakeholders.models import Commitment, Organisation
from stakeholders.rules import can_manage_people
from stakeholders.selectors.people import contracts_of, organisations_of
from stakeholders.services.commitments import create_commitment, update_commitment
from stakeholders.web.commitment_places import CommitmentPlace, Request
from stakeholders.web.forms.commitment_texts import CommitmentForm, OfficeCommitmentForm, OwnCommitmentForm
from stakeholders.web.guards import MemberRequest, member_page
from stakeholders.web.pages import show_own, show_own_form
from stakeholders.web.views.sheets import refuse_writing

GET_POST = ["GET", "HEAD", "POST"]
TEMPLATE = "stakeholders/sheets/commitment_form.html"


@member_page(can_manage_people)
@require_http_methods(GET_POST)
def commitment_create(request: MemberRequest, organisation: Organisation) -> HttpResponse:
    """Begin a commitment of one's own organisation."""
    contracts = contracts_of(organisation)
    contract = _chosen(request, contracts)
    home = reverse("organisation-home", args=[organisation.pk])
    words: dict[str, Any] = {"title": _("New commitment"), "organisation": organisation}
    if contract is None:
        return show_own(request, "stakeholders/sheets/no_city.html", **words)
    form = OwnCommitmentForm(posted(request), contract=contract, contracts=contracts)

    def save(fields: dict[str, Any]) -> Commitment:
        fields.pop("revision")
        return create_commitment(organisation=organisation, by=request.user, **fields)

    if request.method == "POST" and (saved := save_form(form, save)):
        return _lead_on(request, saved, is_office=False)
    context = {"form": form, "submit_label": _("Save and add an action sheet"), "cancel_url": home}
    return show_own_form(request, TEMPLATE, **words, **context, codes=action_codes(contract.city))


@office_page(can_edit_city)
@require_http_methods(GET_POST)
def office_commitment_create(request: OfficeRequest, city: City) -> HttpResponse:
    """Begin a commitment on behalf of an organisation; `organizzazione` in the address chooses one."""
    contract = contract_of(city)
    organisations = organisations_of(contract)
    form = OfficeCommitmentForm(
        posted(request),
        contract=contract,
        organisations=organisations,
        chosen=request.GET.get("organizzazione"),
    )

    def save(fields: dict[str, Any]) -> Commitment:
        fields.pop("revision")
        return create_commitment(contract=contract, by=request.user, **fields)

    if request.method == "POST" and (saved := save_form(form, save)):
        return _lead_on(request, saved, is_office=True)
    back = reverse("commitment-office-list", args=[city.slug])
    return show_form(
        request,
        TEMPLATE,
        title=_("New commitment"),
        city=city,
        crumbs=((_("Commitments"), back),),
        form=form,
        intro=_("You write on the organisation's behalf: its people read it, change it and sign it."),
        submit_label=_("Save and add an action sheet"),
        cancel_url=back,
        codes=action_codes(contract.city),
    )


@require_http_methods(GET_POST)
def commitment_edit(request: Request, place: CommitmentPlace) -> HttpResponse:
    """Change what a commitment says; who was overtaken by someone else compares and saves again."""
    if not place.may_write:
        return refuse_writing(request, place)
    commitment = place.commitment
    contract = commitment.contract
    form = CommitmentForm(posted(request), contract=contract, commitment=commitment)

    def save(fields: dict[str, Any]) -> Commitment:
        return update_commitment(commitment_id=commitment.pk, by=request.user, **fields)

    if request.method == "POST" and save_form(form, save) is not None:
        messages.success(request, _("The commitment is saved."))
        return redirect(place.detail_url)
    differences = []
    if has_conflict(form):
        commitment.refresh_from_db()
        differences = show_conflict(
            form, CommitmentForm(contract=contract, commitment=commitment), commitment
        )
    return place.show(
        request,
        TEMPLATE,
        title=_("Change the commitment"),
        form=form,
        differences=differences,
        submit_label=_("Save"),
        cancel_url=place.detail_url,
        codes=action_codes(contract.city),
    )


def _chosen(request: MemberRequest, contracts: Any) -> Contract | None:
    """The contract that the form names, else the first one."""
    try:
        wanted = UUID(request.POST.get("contract", ""))
    except ValueError:
        wanted = None
    return next((one for one in contracts if one.pk == wanted), None) or next(iter(contracts), None)


def _lead_on(request: Request, saved: Commitment, *, is_office: bool) -> HttpResponse:
    messages.success(request, _("The commitment is saved. Now describe its first project."))
    return redirect(CommitmentPlace(request.user, saved, is_office=is_office).url("sheet-add"))
