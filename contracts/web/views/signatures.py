"""Officers' pages of signatures on paper."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from contracts import rules
from contracts.models import City, ContractVersion, PaperSignature
from contracts.selectors.versions import signatures_of
from contracts.services.paper_signatures import record_signature, remove_signature
from contracts.transitions import SIGNABLE
from contracts.web.confirming import confirm_first
from contracts.web.forms.lifecycle import SignatureForm
from contracts.web.guards import OfficeRequest, contract_of, office_page
from contracts.web.pages import Crumb, show_form, show_office
from contracts.web.versions import asked_version
from core.web.forms import posted, save_form

LIST = "signature-list"


@office_page(rules.can_enter_office)
@require_safe
def signature_list(request: OfficeRequest, city: City) -> HttpResponse:
    """Who signed, who is awaited, and the clauses with their digests."""
    version = asked_version(request, city)
    parties = signatures_of(version)
    return show_office(
        request,
        "contracts/signature_list.html",
        title=_("Signatures of version %(number)s") % {"number": version.number},
        city=city,
        crumbs=_crumbs(city)[:1],
        version=version,
        parties=parties,
        signed=sum(one.state == "signed" for one in parties),
        awaited=sum(one.state != "signed" for one in parties),
        clauses=list(version.clauses.select_related("party")),
        is_signable=version.state in SIGNABLE,
    )


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def signature_create(request: OfficeRequest, city: City) -> HttpResponse:
    """Record a signature on paper."""
    version = asked_version(request, city)
    form = SignatureForm(
        posted(request),
        request.FILES or None,
        contract=version.contract,
        party=request.GET.get("party"),
    )

    def save(fields: dict[str, Any]) -> PaperSignature:
        return record_signature(version_id=version.pk, by=request.user, **fields)

    if request.method == "POST" and (saved := save_form(form, save)):
        messages.success(request, _("The signature of %(party)s was recorded.") % {"party": saved.party})
        return redirect(_list_url(version))
    return show_form(
        request,
        "contracts/version_form.html",
        title=_("Record a signature on paper"),
        city=city,
        crumbs=_crumbs(city),
        version=version,
        form=form,
        intro=_("It counts for the clauses as they stand now: their digests are kept with it."),
        submit_label=_("Record the signature"),
        cancel_url=_list_url(version),
    )


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def signature_remove(request: OfficeRequest, city: City, pk: UUID) -> HttpResponse:
    """Ask, then take out a signature that was recorded by mistake."""
    rows = PaperSignature.objects.select_related("party", "version__contract__city")
    signature = get_object_or_404(rows, version__contract=contract_of(city), pk=pk)
    return confirm_first(
        request,
        city=city,
        crumbs=_crumbs(city),
        question=_("Take out the signature of %(party)s?") % {"party": signature.party},
        text=_("The evidence log keeps that it was recorded and taken out."),
        confirm_label=_("Take out the signature"),
        keep_label=_("Keep it"),
        act=partial(remove_signature, signature_id=pk, by=request.user),
        told=_("The signature of %(party)s was taken out.") % {"party": signature.party},
        back=_list_url(signature.version),
    )


def _list_url(version: ContractVersion) -> str:
    return f"{reverse(LIST, args=[version.contract.city.slug])}?version={version.number}"


def _crumbs(city: City) -> tuple[Crumb, ...]:
    return (
        (_("Contract"), reverse("contract-home", args=[city.slug])),
        (_("Signatures"), reverse(LIST, args=[city.slug])),
    )
