"""Signatories as published, and the page of an organisation."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from contracts.models import Contract
from core.tabular import csv_response
from progress.selectors.parties import (
    CSV_COLUMNS,
    count_parties,
    group_by_role,
    list_parties,
    party_csv_rows,
    party_rows,
    read_organisation,
    sort_parties,
)
from progress.web.filters import PartyFilter
from progress.web.pages import contract_page, page_of, show


@contract_page
def party_list(request: HttpRequest, contract: Contract) -> HttpResponse:
    """The parties of the published contract."""
    found = PartyFilter(request.GET, list_parties(contract))
    page = page_of(request, sort_parties(found.qs, request.GET.get("sort", "")))
    return show(
        request,
        "progress/party_list.html",
        title=_("Signatories"),
        city=contract.city,
        form=found.form,
        is_filtered=any(request.GET.get(name) for name in found.form.fields),
        page=page,
        groups=group_by_role(party_rows(page.object_list)),
        counts=count_parties(contract),
    )


@contract_page
def party_csv(request: HttpRequest, contract: Contract) -> StreamingHttpResponse:
    """The filtered parties as a table for machines."""
    rows = sort_parties(PartyFilter(request.GET, list_parties(contract)).qs, request.GET.get("sort", ""))
    return csv_response(f"{contract.city.slug}-firmatari.csv", list(CSV_COLUMNS), party_csv_rows(rows))


@contract_page
def organisation_detail(request: HttpRequest, contract: Contract, pk: UUID) -> HttpResponse:
    """What an organisation is called, where it is listed, what it carries and promises."""
    page = read_organisation(contract, request.user, pk)
    if page is None:
        raise Http404(_("There is no such organisation in this contract."))
    return show(
        request,
        "progress/organisation_detail.html",
        title=page.name,
        city=contract.city,
        crumbs=((_("Signatories"), reverse("party-list", args=[contract.city.slug])),),
        page=page,
    )
