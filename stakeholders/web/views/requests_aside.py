"""What officers do beside asking for signatures: refusing an amendment, ending a commitment, naming another signer."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contracts import rules
from contracts.models import City
from contracts.web.guards import OfficeRequest, contract_of, office_page
from contracts.web.pages import show_form
from core.web.forms import posted, save_form
from stakeholders.enums import Side
from stakeholders.models import Commitment, CommitmentNote, RequestSigner, SigningRequest
from stakeholders.selectors.people import officers_of
from stakeholders.selectors.signing import requests_of
from stakeholders.services.amendments import refuse_amendment
from stakeholders.services.signers import Signer
from stakeholders.services.withdrawals import open_withdrawal
from stakeholders.web.colleagues import colleagues_of, hand_over_to
from stakeholders.web.commitment_places import CommitmentPlace
from stakeholders.web.forms.requests_aside import CityWithdrawForm, RefuseAmendmentForm
from stakeholders.web.forms.signing import HandOverForm

REQUEST = "request-detail"


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def request_refuse(request: OfficeRequest, city: City, pk: UUID) -> HttpResponse:
    """Say why the city does not ask for signatures under an amendment that was proposed."""
    place = CommitmentPlace(request.user, find_commitment(city, pk), is_office=True)
    form = RefuseAmendmentForm(posted(request))

    def save(fields: dict[str, Any]) -> CommitmentNote:
        return refuse_amendment(commitment_id=pk, by=request.user, **fields)

    if request.method == "POST" and save_form(form, save) is not None:
        messages.success(request, _("The organisation reads why the amendment is not signed."))
        return redirect(place.detail_url)
    return show_form(
        request,
        title=_("Refuse the amendment"),
        city=city,
        crumbs=place.crumbs,
        form=form,
        intro=_("What is in force stays so. The organisation may propose another text."),
        submit_label=_("Refuse the amendment"),
        cancel_url=place.detail_url,
    )


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def request_withdraw(request: OfficeRequest, city: City, pk: UUID) -> HttpResponse:
    """Ask why and from when the city ends a commitment in force, and who signs that."""
    commitment = find_commitment(city, pk)
    place = CommitmentPlace(request.user, commitment, is_office=True)
    initial = {"effect_on": timezone.localdate(), "city_signer": request.user.pk}
    form = CityWithdrawForm(posted(request), officers=officers_of(city), initial=initial)

    def save(fields: dict[str, Any]) -> SigningRequest:
        person, title = fields.pop("city_signer"), fields.pop("city_title")
        signer = Signer(person=person, side=Side.CITY, role_title=title)
        return open_withdrawal(commitment_id=pk, by=request.user, signers=[signer], **fields)

    if request.method == "POST" and (opened := save_form(form, save)):
        messages.success(request, _("The withdrawal waits for its signature."))
        return redirect(REQUEST, city=city.slug, pk=opened.pk)
    return show_form(
        request,
        title=_("End the commitment for the city"),
        city=city,
        crumbs=place.crumbs,
        form=form,
        intro=_(
            "What was signed stays on record; from the day that you choose it no longer counts. The withdrawal is "
            "signed with the same care as the commitment, and the organisation receives it."
        ),
        submit_label=_("Ask for the signature"),
        cancel_url=place.detail_url,
    )


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def request_hand_over(request: OfficeRequest, city: City, pk: UUID, signer: UUID) -> HttpResponse:
    """Let a colleague sign in the place of someone who has left or cannot sign."""
    row = get_object_or_404(requests_of(contract_of(city)), pk=pk)
    people = row.signers.select_related(
        "person", "organisation", "request__version__commitment__contract__city"
    )
    slot = get_object_or_404(people, pk=signer)
    back = reverse(REQUEST, args=[city.slug, pk])
    choices = colleagues_of(slot)
    form = HandOverForm(posted(request), choices=choices)

    def save(fields: dict[str, Any]) -> RequestSigner:
        return hand_over_to(slot, by=request.user, chosen=fields["colleague"])

    if request.method == "POST" and (new := save_form(form, save)):
        messages.success(request, _("%(person)s is asked instead.") % {"person": new.person})
        return redirect(back)
    if not choices:
        words = _("Nobody else can sign here: a colleague needs a mandate that the city has seen.")
        messages.info(request, words)
    return show_form(
        request,
        title=_("Who signs instead of %(person)s?") % {"person": slot.person},
        city=city,
        crumbs=((_("Requests for signatures"), reverse("request-list", args=[city.slug])),),
        form=form,
        submit_label=_("Ask this person instead"),
        cancel_url=back,
    )


def find_commitment(city: City, pk: UUID) -> Commitment:
    """A commitment of a contract of the city, else 404."""
    rows = contract_of(city).commitments.select_related("organisation", "contract__city")
    return get_object_or_404(rows, pk=pk)
