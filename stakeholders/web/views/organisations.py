"""Officers' pages of the organisations of a contract and of the people invited for them."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from contracts import rules
from contracts.models import City
from contracts.web.confirming import confirm_first
from contracts.web.guards import OfficeRequest, contract_of, office_page
from contracts.web.pages import show_form, show_office
from core.web.forms import posted, save_form
from stakeholders.models import Invitation, Organisation
from stakeholders.selectors.people import list_invitations, list_organisations, organisations_of
from stakeholders.services import invitations
from stakeholders.services.organisations import FACTS, settle_facts
from stakeholders.web.forms.people import (
    NO_CLUSTER,
    FactsForm,
    OrganisationFilterForm,
    OrganisationInvitationForm,
)

LIST = "invitation-list"
ROWS_A_PAGE = 50


@office_page(rules.can_enter_office)
@require_safe
def organisation_list(request: OfficeRequest, city: City) -> HttpResponse:
    """Every organisation that has a part in the contract, by cluster."""
    form = OrganisationFilterForm(request.GET or None)
    asked = form.cleaned_data if form.is_valid() else {}
    given = asked.get("cluster", "")
    cluster = {"": None, NO_CLUSTER: ""}.get(given, given)
    rows = list_organisations(contract_of(city), cluster=cluster, text=asked.get("q", ""))
    page = Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
    return show_office(
        request,
        "stakeholders/organisation_list.html",
        title=_("Organisations"),
        city=city,
        form=form,
        page=page,
    )


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def organisation_facts(request: OfficeRequest, city: City, pk: UUID) -> HttpResponse:
    """Say of which cluster and legal form an organisation is, and whether it is a public body."""
    contract = contract_of(city)
    organisation = get_object_or_404(organisations_of(contract), pk=pk)
    stored = {name: getattr(organisation, name) for name in (*FACTS, "revision")}
    form = FactsForm(posted(request), initial=stored)

    def save(fields: dict[str, Any]) -> Organisation:
        return settle_facts(contract=contract, organisation_id=pk, by=request.user, **fields)

    back = reverse("organisation-list", args=[city.slug])
    if request.method == "POST" and save_form(form, save) is not None:
        messages.success(request, _("What the city says about %(name)s is saved.") % {"name": organisation})
        return redirect(back)
    return show_form(
        request,
        title=_("What %(name)s is") % {"name": organisation},
        city=city,
        crumbs=((_("Organisations"), back),),
        form=form,
        intro=_("It stands in the texts that are signed from now on."),
        submit_label=_("Save"),
        cancel_url=back,
    )


@office_page(rules.can_enter_office)
@require_safe
def invitation_list(request: OfficeRequest, city: City) -> HttpResponse:
    """Who was invited, newest first, and what became of it."""
    page = Paginator(list_invitations(contract_of(city)), ROWS_A_PAGE).get_page(request.GET.get("page"))
    return show_office(
        request, "stakeholders/invitation_list.html", title=_("Invitations"), city=city, page=page
    )


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_create(request: OfficeRequest, city: City) -> HttpResponse:
    """Invite an organisation; `organizzazione` in the address chooses one of the list."""
    contract = contract_of(city)
    form = OrganisationInvitationForm(posted(request), contract=contract, initial=_chosen(request, city))

    def save(fields: dict[str, Any]) -> Invitation:
        return invitations.invite_organisation(contract=contract, by=request.user, **fields)

    if request.method == "POST" and (saved := save_form(form, save)):
        messages.success(request, _("An e-mail is on its way to %(email)s.") % {"email": saved.email})
        return redirect(LIST, city=city.slug)
    back = reverse(LIST, args=[city.slug])
    return show_form(
        request,
        title=_("Invite an organisation"),
        city=city,
        crumbs=((_("Invitations"), back),),
        form=form,
        intro=_(
            "The link in the e-mail only lets its reader look; they accept with an account of their own."
        ),
        submit_label=_("Send the invitation"),
        cancel_url=back,
    )


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_resend(request: OfficeRequest, city: City, pk: UUID) -> HttpResponse:
    """Ask, then send a new link."""
    invitation = _find(city, pk)
    named = {"email": invitation.email}
    return _ask(
        request,
        city,
        act=partial(invitations.resend_invitation, invitation_id=pk, by=request.user),
        told=_("A new link is on its way to %(email)s.") % named,
        question=_("Send the invitation to %(email)s again?") % named,
        text=_("The new link works for 30 days; the earlier one stops working at once."),
        confirm_label=_("Send a new link"),
        keep_label=_("Do not send"),
    )


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_revoke(request: OfficeRequest, city: City, pk: UUID) -> HttpResponse:
    """Ask, then take an invitation back."""
    invitation = _find(city, pk)
    named = {"email": invitation.email}
    return _ask(
        request,
        city,
        act=partial(invitations.revoke_invitation, invitation_id=pk, by=request.user),
        told=_("The invitation of %(email)s was taken back.") % named,
        question=_("Take back the invitation of %(email)s?") % named,
        text=_("Its link stops working at once. You can send the invitation again later."),
        confirm_label=_("Take back"),
        keep_label=_("Keep the invitation"),
    )


def _ask(request: OfficeRequest, city: City, **words: Any) -> HttpResponse:
    back = reverse(LIST, args=[city.slug])
    return confirm_first(request, city=city, crumbs=((_("Invitations"), back),), back=back, **words)


def _find(city: City, pk: UUID) -> Invitation:
    return get_object_or_404(contract_of(city).invitations.select_related("organisation"), pk=pk)


def _chosen(request: OfficeRequest, city: City) -> dict[str, Any]:
    try:
        asked = UUID(request.GET.get("organizzazione", ""))
    except ValueError:
        return {}
    return {"organisation": organisations_of(contract_of(city)).filter(pk=asked).first()}
