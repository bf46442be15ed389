"""Officers ask for signatures, follow who has signed, extend, cancel, and send links anew."""

from collections.abc import Callable
from datetime import date, datetime, time
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from contracts import rules
from contracts.models import City
from contracts.web.confirming import confirm_first
from contracts.web.guards import OfficeRequest, contract_of, office_page
from contracts.web.pages import show_form, show_office
from core.web.forms import posted, save_form
from stakeholders.enums import CommitmentState, RequestKind, RequestState, Side, SignerState
from stakeholders.models import Commitment, CommitmentVersion, RequestSigner, SigningRequest
from stakeholders.rules import can_cancel_request
from stakeholders.selectors.amendments import proposed_amendment
from stakeholders.selectors.external import files_of_request
from stakeholders.selectors.people import officers_of
from stakeholders.selectors.signed import proposed_signers
from stakeholders.selectors.signing import requests_of
from stakeholders.services import requests
from stakeholders.services.signers import Signer
from stakeholders.services.versions import language_to_freeze
from stakeholders.web.commitment_places import CommitmentPlace
from stakeholders.web.forms.signing import IN_TURN, CancelForm, ExtendForm, RequestForm
from stakeholders.web.signing_frame import short_digest

LIST, DETAIL = "request-list", "request-detail"
PROMISE = gettext_lazy("Ask for signatures: %(organisation)s")
AMENDMENT = gettext_lazy("Ask for signatures of an amendment: %(organisation)s")
ROWS_A_PAGE = 50


@office_page(rules.can_enter_office)
@require_safe
def request_list(request: OfficeRequest, city: City) -> HttpResponse:
    """What is being signed and what was, newest first."""
    page = Paginator(requests_of(contract_of(city)), ROWS_A_PAGE).get_page(request.GET.get("page"))
    return show_office(
        request, "stakeholders/request_list.html", title=_("Requests for signatures"), city=city, page=page
    )


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def request_create(request: OfficeRequest, city: City, pk: UUID) -> HttpResponse:
    """Choose who signs a commitment that both sides accepted, and send the links."""
    commitment = _commitment(city, pk)
    return _ask_for_signatures(
        request, city, commitment, may_ask=commitment.state == CommitmentState.ACCEPTED
    )


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def request_amend(request: OfficeRequest, city: City, pk: UUID) -> HttpResponse:
    """Choose who signs the amendment that an organisation proposed; what is in force stays so until then."""
    commitment = _commitment(city, pk)
    version = proposed_amendment(commitment)
    may_ask = version is not None
    return _ask_for_signatures(request, city, commitment, may_ask=may_ask, version=version, title=AMENDMENT)


def _ask_for_signatures(
    request: OfficeRequest,
    city: City,
    commitment: Commitment,
    *,
    may_ask: bool,
    version: CommitmentVersion | None = None,
    title: Promise = PROMISE,
) -> HttpResponse:
    place = CommitmentPlace(request.user, commitment, is_office=True)
    mandates = proposed_signers(commitment.organisation, timezone.localdate())
    language = version.language if version else language_to_freeze(commitment, request.user.language)
    form = RequestForm(
        posted(request),
        mandates=mandates,
        officers=officers_of(city),
        by=request.user,
        language=language,
        has_text=version is not None,
        is_public_body=commitment.organisation.is_public_body,
    )

    def save(fields: dict[str, Any]) -> SigningRequest:
        return requests.open_request(
            commitment_id=commitment.pk,
            signers=_signers(commitment, fields),
            by=request.user,
            expires_at=end_of(fields["last_day"]),
            kind=RequestKind.AMEND if version else RequestKind.SIGN,
            version=version,
            language=fields.get("language", language),
            needs_file=fields.get("needs_file", False),
        )

    if request.method == "POST" and may_ask and (saved := save_form(form, save)):
        messages.success(request, _("The links are on their way to the signers."))
        return redirect(DETAIL, city=city.slug, pk=saved.pk)
    return show_form(
        request,
        "stakeholders/request_form.html",
        title=str(title) % {"organisation": commitment.organisation},
        city=city,
        crumbs=place.crumbs,
        form=form,
        commitment=commitment,
        version=version,
        has_signers=bool(mandates),
        is_accepted=may_ask,
        cancel_url=place.detail_url,
    )


@office_page(rules.can_enter_office)
@require_safe
def request_detail(request: OfficeRequest, city: City, pk: UUID) -> HttpResponse:
    """Who was asked, who has signed, until when, and what an officer can do."""
    row = _find(city, pk)
    signers = row.signers.select_related("person", "organisation", "signature").order_by("step", "pk")
    mine = next((one for one in signers if one.person_id == request.user.pk and _waits(one)), None)
    return show_office(
        request,
        "stakeholders/request_detail.html",
        title=_("Signatures of %(commitment)s") % {"commitment": row.version.commitment.title},
        city=city,
        crumbs=((_("Requests for signatures"), reverse(LIST, args=[city.slug])),),
        row=row,
        signers=signers,
        mine=mine,
        digest=short_digest(row.version.sha256),
        document=row.documents.first(),
        is_open=row.state == RequestState.COLLECTING,
        can_cancel=can_cancel_request(request.user, row),
        outside=files_of_request(row),
    )


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def request_extend(request: OfficeRequest, city: City, pk: UUID) -> HttpResponse:
    """Give the signers more time."""

    def save(fields: dict[str, Any]) -> Any:
        return requests.extend_request(request_id=pk, by=request.user, expires_at=end_of(fields["last_day"]))

    return _change(
        request,
        city,
        pk,
        form=ExtendForm(posted(request)),
        save=save,
        title=_("Give more time"),
        submit_label=_("Extend"),
        done=_("The signers have more time."),
    )


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def request_cancel(request: OfficeRequest, city: City, pk: UUID) -> HttpResponse:
    """Take a request back, with the reason."""

    def save(fields: dict[str, Any]) -> Any:
        return requests.cancel_request(request_id=pk, by=request.user, **fields)

    return _change(
        request,
        city,
        pk,
        form=CancelForm(posted(request)),
        save=save,
        title=_("Cancel the request"),
        submit_label=_("Cancel the request"),
        intro=_("Signatures that were given stay on record, but the text does not come into force."),
        done=_("The request is cancelled."),
    )


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def request_resend(request: OfficeRequest, city: City, pk: UUID, signer: UUID) -> HttpResponse:
    """Ask, then send a signer a new link."""
    row = _find(city, pk)
    slot = get_object_or_404(row.signers.select_related("person"), pk=signer)
    return confirm_first(
        request,
        city=city,
        crumbs=_crumbs(city, row),
        question=_("Send %(person)s a new link?") % {"person": slot.person},
        text=_("The link of the earlier e-mail stops working at once."),
        confirm_label=_("Send a new link"),
        keep_label=_("Do not send"),
        act=partial(requests.resend_link, signer_id=slot.pk, by=request.user),
        told=_("A new link is on its way to %(person)s.") % {"person": slot.person},
        back=reverse(DETAIL, args=[city.slug, pk]),
    )


def end_of(day: date) -> datetime:
    """The end of a day on the city's clock."""
    return timezone.make_aware(datetime.combine(day, time(23, 59, 59)))


def _commitment(city: City, pk: UUID) -> Commitment:
    rows = contract_of(city).commitments.select_related("organisation", "contract__city")
    return get_object_or_404(rows, pk=pk)


def _signers(commitment: Commitment, fields: dict[str, Any]) -> list[Signer]:
    """Those of the organisation, together or one after the other, and the city's own as the last step."""
    in_turn = fields["order"] == IN_TURN
    signers = [
        Signer(
            person=mandate.person,
            side=Side.ORGANISATION,
            organisation=commitment.organisation,
            step=number if in_turn else 1,
            role_title=mandate.title,
            mandate=mandate,
        )
        for number, mandate in enumerate(fields["mandates"], start=1)
    ]
    city = Signer(
        person=fields["city_signer"],
        side=Side.CITY,
        organisation=None,
        step=max(one.step for one in signers) + 1,
        role_title=fields["city_title"],
        mandate=None,
    )
    return [*signers, city]


def _change(
    request: OfficeRequest,
    city: City,
    pk: UUID,
    *,
    form: Any,
    save: Callable[[dict[str, Any]], Any],
    done: str,
    **words: str,
) -> HttpResponse:
    """A form that changes a request, and back to its page."""
    row, back = _find(city, pk), reverse(DETAIL, args=[city.slug, pk])
    if request.method == "POST" and save_form(form, lambda fields: save(fields) or True):
        messages.success(request, done)
        return redirect(back)
    return show_form(
        request, city=city, crumbs=_crumbs(city, row), form=form, cancel_url=back, **dict[str, Any](words)
    )


def _crumbs(city: City, row: SigningRequest) -> tuple[tuple[str, str], ...]:
    """The way to a page below that of a request."""
    own = (str(row.version.commitment.title), reverse(DETAIL, args=[city.slug, row.pk]))
    return ((_("Requests for signatures"), reverse(LIST, args=[city.slug])), own)


def _waits(slot: RequestSigner) -> bool:
    return slot.state == SignerState.READY


def _find(city: City, pk: UUID) -> SigningRequest:
    return get_object_or_404(requests_of(contract_of(city)), pk=pk)
