"""Public pages of policy instruments: what is in force or planned, in plain words with its sources."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from contracts.models import City, Contract
from molecules.selectors.instrument_words import tell_budget, tell_effect
from molecules.selectors.instruments import (
    list_public_instruments,
    list_public_versions,
    read_facts,
    read_places,
)


@require_safe
def city_instruments(request: HttpRequest, city: str) -> HttpResponse:
    """The published instruments of a city."""
    found = _find_city(request, city)
    return _show(
        request,
        "molecules/public_instruments.html",
        title=_("Policy instruments"),
        city=found,
        rows=list_public_instruments(found),
    )


@require_safe
def city_instrument(request: HttpRequest, city: str, pk: UUID) -> HttpResponse:
    """One instrument; before it is published, its team alone sees it."""
    found = _find_city(request, city)
    visible = found.instruments.visible_to(request.user).select_related("city")
    instrument = get_object_or_404(visible, pk=pk)
    return _show(
        request,
        "molecules/public_instrument.html",
        title=str(instrument),
        city=found,
        crumbs=((_("Policy instruments"), reverse("city-instruments", args=[found.slug])),),
        instrument=instrument,
        facts=read_facts(instrument),
        effects=tell_effect(instrument),
        budget=tell_budget(instrument),
        places=read_places(instrument, request.user),
        versions=list_public_versions(instrument),
    )


def _find_city(request: HttpRequest, slug: str) -> City:
    """The city of a contract that the reader may see, else 404."""
    contracts = Contract.objects.visible_to(request.user).select_related("city")
    contract = contracts.filter(city__slug=slug).first()
    if contract is None:
        raise Http404(_("The contract of this city is not in the portal."))
    return contract.city


def _show(
    request: HttpRequest,
    template: str,
    *,
    title: str,
    city: City,
    crumbs: tuple[tuple[str, str], ...] = (),
    **context: Any,
) -> HttpResponse:
    way = (
        (_("Home"), reverse("home")),
        (str(city), city.get_absolute_url()),
        (_("Molecules"), reverse("molecule-list", args=[city.slug])),
        *crumbs,
        (title, ""),
    )
    return render(request, template, {"title": title, "city": city, "crumbs": way, **context})
