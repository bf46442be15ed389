"""Signatories as published, and the page of an organisation."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from contracts.models import Contract
from core.tabular import csv_response
from progress.selectors.badges import find_badge
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
from progress.selectors.signatories import public_evidence, public_file, read_wall
from progress.web.badges import send_badge
from progress.web.filters import NOT_STATED, PartyFilter
from progress.web.pages import contract_page, page_of, show
from stakeholders.web.pages import send_file


@contract_page
def party_list(request: HttpRequest, contract: Contract) -> HttpResponse:
    """The parties of the published contract."""
    found = PartyFilter(request.GET, list_parties(contract))
    asked = found.form.cleaned_data if found.form.is_valid() else {}
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
        wall=read_wall(contract, **_wall_filters(asked)),
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
    address = reverse("organisation-badge", args=[contract.city.slug, pk])
    return show(
        request,
        "progress/organisation_detail.html",
        title=page.name,
        city=contract.city,
        crumbs=((_("Signatories"), reverse("party-list", args=[contract.city.slug])),),
        page=page,
        badge_url=address if find_badge(contract, pk) else "",
        portal_address=settings.PORTAL_ADDRESS,
    )


@contract_page
def report_evidence_public(
    request: HttpRequest, contract: Contract, pk: UUID, report: UUID
) -> HttpResponseBase:
    """Send the evidence of an accepted report that its organisation made public."""
    found = public_evidence(contract, pk, report)
    if found is None or found.evidence is None:
        raise Http404(_("There is no such file."))
    return send_file(found.evidence.file, found.evidence.original_name)


@contract_page
def commitment_file_public(
    request: HttpRequest, contract: Contract, pk: UUID, file: UUID
) -> HttpResponseBase:
    """Send a file beside a signed promise that its organisation made public."""
    found = public_file(contract, pk, file)
    if found is None:
        raise Http404(_("There is no such file."))
    return send_file(found.file, found.original_name)


@require_safe
def organisation_badge(request: HttpRequest, city: str, pk: UUID) -> HttpResponseBase:
    """The badge that an organisation puts on its own pages: the same bytes for everyone, no cookie, no tracking."""
    contract = (
        Contract.objects.visible_to(AnonymousUser()).select_related("city").filter(city__slug=city).first()
    )
    badge = find_badge(contract, pk) if contract else None
    if badge is None:
        raise Http404(_("There is no such badge."))
    return send_badge(request, badge)


def _wall_filters(asked: dict[str, Any]) -> dict[str, Any]:
    """What the form asks of the wall, which has no roles."""
    cluster = asked.get("cluster", "")
    return {
        "text": asked.get("q", ""),
        "cluster": {"": None, NOT_STATED: ""}.get(cluster, cluster),
        "sector": asked.get("sector", ""),
        "state": asked.get("state", ""),
    }
