"""Officers accept files signed outside of which the check could not tell, and record signatures on paper."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from contracts import rules
from contracts.models import City
from contracts.web.guards import OfficeRequest, contract_of, office_page
from contracts.web.pages import show_form
from core.web.forms import posted, save_form
from stakeholders.models import SigningRequest
from stakeholders.selectors.external import OutsideFile, find_file
from stakeholders.selectors.outside_texts import compare_texts
from stakeholders.selectors.signing import requests_of
from stakeholders.services.external import accept_external
from stakeholders.services.paper import record_paper
from stakeholders.web.forms.outside import AcceptFileForm, PaperForm
from stakeholders.web.pages import send_file

DETAIL = "request-detail"


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def request_accept(request: OfficeRequest, city: City, pk: UUID, file: UUID) -> HttpResponse:
    """Show what the check found of a file, and ask why it counts as a signature all the same."""
    outside, back = _find(city, pk, file), reverse(DETAIL, args=[city.slug, pk])
    form = AcceptFileForm(posted(request))

    def save(fields: dict[str, Any]) -> Any:
        return accept_external(file_id=file, by=request.user, **fields)

    if request.method == "POST" and save_form(form, save):
        messages.success(request, _("The file is accepted and recorded as the signature."))
        return redirect(back)
    return show_form(
        request,
        "stakeholders/outside_accept.html",
        title=_("Signed file of %(person)s") % {"person": outside.row.signer.person},
        city=city,
        crumbs=((_("Request"), back),),
        outside=outside,
        row=outside.row.signer.request,
        texts=compare_texts(outside.row),
        form=form,
        may_accept=outside.waits and request.user.pk != outside.row.signer.person_id,
        cancel_url=back,
        submit_label=_("Accept as a signature"),
    )


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def request_paper(request: OfficeRequest, city: City, pk: UUID, signer: UUID) -> HttpResponse:
    """Ask for the day, the scan and the place of a signature that was given on paper."""
    row, back = _find_request(city, pk), reverse(DETAIL, args=[city.slug, pk])
    slot = get_object_or_404(row.signers.select_related("person"), pk=signer)
    form = PaperForm(posted(request), request.FILES or None)

    def save(fields: dict[str, Any]) -> Any:
        return record_paper(signer_id=slot.pk, by=request.user, **fields)

    if request.method == "POST" and save_form(form, save):
        messages.success(request, _("The signature on paper is recorded."))
        return redirect(back)
    return show_form(
        request,
        title=_("Signature on paper of %(person)s") % {"person": slot.person},
        city=city,
        crumbs=((_("Request"), back),),
        form=form,
        intro=_(
            "You record, in your own name, that this person signed the text on paper. The portal does not check the "
            "signature, and says so wherever it is shown."
        ),
        cancel_url=back,
        submit_label=_("Record the signature"),
    )


@office_page(rules.can_enter_office)
@require_safe
def request_signed_file(request: OfficeRequest, city: City, pk: UUID, file: UUID) -> HttpResponseBase:
    """Send a signed file as it came."""
    row = _find(city, pk, file).row
    return send_file(row.file, row.original_name)


def _find(city: City, pk: UUID, file: UUID) -> OutsideFile:
    found = find_file(_find_request(city, pk), file)
    if found is None:
        raise Http404(_("There is no such file."))
    return found


def _find_request(city: City, pk: UUID) -> SigningRequest:
    return get_object_or_404(requests_of(contract_of(city)), pk=pk)
