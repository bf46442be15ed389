"""Officers look at the proof of a mandate, and confirm or refuse it."""

from functools import partial
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from contracts import rules
from contracts.models import City
from contracts.web.confirming import confirm_first
from contracts.web.guards import OfficeRequest, contract_of, office_page
from contracts.web.pages import show_office
from core.quantities import format_date
from stakeholders.models import Mandate
from stakeholders.selectors.people import list_mandates
from stakeholders.services.mandates import confirm_mandate, refuse_mandate
from stakeholders.web.pages import send_file

LIST = "mandate-list"
ROWS_A_PAGE = 50


@office_page(rules.can_enter_office)
@require_safe
def mandate_list(request: OfficeRequest, city: City) -> HttpResponse:
    """Who may sign for whom, those nobody has looked at first."""
    page = Paginator(list_mandates(contract_of(city)), ROWS_A_PAGE).get_page(request.GET.get("page"))
    return show_office(request, "stakeholders/mandate_list.html", title=_("Mandates"), city=city, page=page)


@office_page(rules.can_enter_office)
@require_safe
def mandate_proof(request: OfficeRequest, city: City, pk: UUID) -> HttpResponseBase:
    """Send the proof as a download."""
    mandate = _find(city, pk)
    if not mandate.file:
        raise Http404(_("This mandate has no file."))
    return send_file(mandate.file, mandate.original_name)


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def mandate_confirm(request: OfficeRequest, city: City, pk: UUID) -> HttpResponse:
    """Ask, then confirm a mandate."""
    mandate = _find(city, pk)
    return _ask(
        request,
        city,
        act=partial(confirm_mandate, mandate_id=pk, contract=contract_of(city), by=request.user),
        told=_("The mandate of %(person)s is confirmed.") % {"person": mandate.person},
        question=_("Confirm the mandate of %(person)s?") % {"person": mandate.person},
        text=_(
            "You say that you have seen why this person may sign for %(organisation)s: %(basis)s, %(title)s."
        )
        % {
            "organisation": mandate.organisation,
            "basis": mandate.get_basis_display(),
            "title": mandate.title,
        },
        confirm_label=_("Confirm the mandate"),
        keep_label=_("Not now"),
        look="btn-primary",
        facts=_facts(mandate),
        file_url=reverse("mandate-proof", args=[city.slug, pk]) if mandate.file else "",
        file_name=mandate.original_name,
    )


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def mandate_refuse(request: OfficeRequest, city: City, pk: UUID) -> HttpResponse:
    """Ask, then end a mandate that is not proved."""
    mandate = _find(city, pk)
    return _ask(
        request,
        city,
        act=partial(refuse_mandate, mandate_id=pk, contract=contract_of(city), by=request.user),
        told=_("The mandate of %(person)s was refused.") % {"person": mandate.person},
        question=_("Refuse the mandate of %(person)s?") % {"person": mandate.person},
        text=_("It ends; the person may declare it again with a better proof."),
        confirm_label=_("Refuse the mandate"),
        keep_label=_("Not now"),
    )


def _ask(request: OfficeRequest, city: City, **words: Any) -> HttpResponse:
    back = reverse(LIST, args=[city.slug])
    return confirm_first(request, city=city, crumbs=((_("Mandates"), back),), back=back, **words)


def _facts(mandate: Mandate) -> list[dict[str, str]]:
    """What an officer looks at before confirming: how long the mandate holds, and whether there is a proof."""
    until = format_date(mandate.valid_until) if mandate.valid_until else _("without an end")
    proof = _("the file below") if mandate.file else _("no file was given")
    return [{"term": _("Valid until"), "text": until}, {"term": _("Proof"), "text": proof}]


def _find(city: City, pk: UUID) -> Mandate:
    return get_object_or_404(list_mandates(contract_of(city)), pk=pk)
