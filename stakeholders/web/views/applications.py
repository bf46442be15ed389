"""The public page on which an organisation asks to take part, and the officers' answers."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.cache import cache
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from contracts import rules
from contracts.models import City, Contract
from contracts.web.guards import OfficeRequest, contract_of, office_page
from contracts.web.pages import show_form, show_office
from core.web.client_address import client_address
from core.web.forms import posted, save_form
from stakeholders.models import Application
from stakeholders.selectors.people import list_applications, organisation_known_as
from stakeholders.services.applications import accept_application, refuse_application, send_application
from stakeholders.web.forms.people import ApplicationAcceptForm, ApplicationForm, ApplicationRefuseForm

LIST = "application-list"
ROWS_A_PAGE = 50
MOST_AN_HOUR = 5
"""So many requests are taken from one address of the net in an hour."""
HOUR_SECONDS = 3600


@require_http_methods(["GET", "HEAD", "POST"])
def application_create(request: HttpRequest, city: str) -> HttpResponse:
    """Take part: an organisation tells what it would like to do."""
    contract = (
        Contract.objects.visible_to(request.user).select_related("city").filter(city__slug=city).first()
    )
    if contract is None:
        raise Http404(_("The contract of this city is not in the portal."))
    form = ApplicationForm(posted(request))
    status = 200
    if request.method == "POST" and form.is_valid():
        if _is_too_much(request):
            form.add_error(None, _("Too many requests came from here in the last hour. Try again later."))
            status = 429
        elif save_form(form, partial(_send, contract)):
            messages.success(
                request, _("Thank you: the city's officers will read it and write to you by e-mail.")
            )
            return redirect("party-list", city=contract.city.slug)
    signatories = reverse("party-list", args=[contract.city.slug])
    context = {
        "title": _("Take part"),
        "city": contract.city,
        "form": form,
        "intro": _("Companies, universities, cooperatives, associations: tell the city what you can do."),
        "submit_label": _("Send it to the city"),
        "cancel_url": signatories,
        "crumbs": [
            (str(contract.city), contract.city.get_absolute_url()),
            (_("Signatories"), signatories),
            (_("Take part"), ""),
        ],
    }
    return render(request, "contracts/form_page.html", context, status=status)


@office_page(rules.can_enter_office)
@require_safe
def application_list(request: OfficeRequest, city: City) -> HttpResponse:
    """All requests, those without an answer first."""
    page = Paginator(list_applications(contract_of(city)), ROWS_A_PAGE).get_page(request.GET.get("page"))
    return show_office(
        request, "stakeholders/application_list.html", title=_("Requests to take part"), city=city, page=page
    )


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def application_accept(request: OfficeRequest, city: City, pk: UUID) -> HttpResponse:
    """Invite who asked."""
    application = _find(city, pk)
    form = ApplicationAcceptForm(posted(request), initial={"cluster": application.cluster})
    save = partial(_accept, request, pk)
    if request.method == "POST" and save_form(form, save) is not None:
        told = {"email": application.email}
        messages.success(request, _("An e-mail is on its way to %(email)s.") % told)
        return redirect(LIST, city=city.slug)
    title = _("Accept the request of %(name)s") % {"name": application.organisation_name}
    known = organisation_known_as(application.organisation_name)
    intro = _("%(person)s, %(email)s, gets an invitation.") % {
        "person": application.contact_name,
        "email": application.email,
    }
    if known is not None:
        doubt = _(
            "An organisation of this name is in the portal already: make sure that this person belongs to it."
        )
        intro = f"{intro} {doubt}"
    return _show(request, city, title=title, form=form, intro=intro, submit_label=_("Send the invitation"))


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def application_refuse(request: OfficeRequest, city: City, pk: UUID) -> HttpResponse:
    """Say why a request is refused."""
    application = _find(city, pk)
    form = ApplicationRefuseForm(posted(request))
    if request.method == "POST" and save_form(form, partial(_refuse, request, pk)) is not None:
        messages.success(request, _("The answer is on its way."))
        return redirect(LIST, city=city.slug)
    title = _("Refuse the request of %(name)s") % {"name": application.organisation_name}
    return _show(
        request, city, title=title, form=form, intro=application.text, submit_label=_("Send the answer")
    )


def _show(request: OfficeRequest, city: City, **context: Any) -> HttpResponse:
    back = reverse(LIST, args=[city.slug])
    crumbs = ((_("Requests to take part"), back),)
    return show_form(request, city=city, crumbs=crumbs, cancel_url=back, **context)


def _is_too_much(request: HttpRequest) -> bool:
    """Count a request of this address of the net; whether there were too many in the last hour."""
    key = f"stakeholders.application:{client_address(request)}"
    cache.add(key, 0, HOUR_SECONDS)
    try:
        return cache.incr(key) > MOST_AN_HOUR
    except ValueError:  # the hour ended just now
        return False


def _send(contract: Contract, fields: dict[str, Any]) -> Application:
    return send_application(contract=contract, **fields)


def _accept(request: OfficeRequest, pk: UUID, fields: dict[str, Any]) -> Application:
    return accept_application(application_id=pk, by=request.user, **fields)


def _refuse(request: OfficeRequest, pk: UUID, fields: dict[str, Any]) -> Application:
    return refuse_application(application_id=pk, by=request.user, **fields)


def _find(city: City, pk: UUID) -> Application:
    return get_object_or_404(Application, pk=pk, contract=contract_of(city))
