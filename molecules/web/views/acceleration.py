"""Pages of the acceleration index: whether what molecules emit falls faster than in areas like them."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from contracts import rules
from contracts.models import City, Contract
from contracts.web.guards import OfficeRequest, office_page
from contracts.web.pages import show_office
from core.tabular import csv_response
from molecules.selectors.acceleration import (
    CSV_COLUMNS,
    SEED,
    acceleration_csv_rows,
    area_headers,
    list_accelerations,
)

PAGE = "molecules/acceleration.html"


@require_safe
def molecule_acceleration(request: HttpRequest, city: str) -> HttpResponse:
    """The index of every published molecule."""
    found = _find_city(request, city)
    title = _("Do the molecules pull ahead?")
    crumbs = [
        (_("Home"), reverse("home")),
        (str(found), found.get_absolute_url()),
        (_("Molecules"), reverse("molecule-list", args=[found.slug])),
        (title, ""),
    ]
    csv_url = reverse("molecule-acceleration-csv", args=[found.slug])
    context = {"title": title, "city": found, "crumbs": crumbs, **_read(found, csv_url)}
    return render(request, PAGE, context)


@require_safe
def molecule_acceleration_csv(request: HttpRequest, city: str) -> StreamingHttpResponse:
    """The index of every published molecule and the areas it was compared with, for machines."""
    return _csv(_find_city(request, city))


@office_page(rules.can_enter_office)
@require_safe
def office_acceleration(request: OfficeRequest, city: City) -> HttpResponse:
    """The index of every molecule, those that only the team sees too."""
    return show_office(
        request,
        PAGE,
        title=_("Acceleration index of the molecules"),
        city=city,
        crumbs=((_("Molecules of the city"), reverse("office-molecule-list", args=[city.slug])),),
        page_class="workspace",
        **_read(city, reverse("office-acceleration-csv", args=[city.slug]), include_unpublished=True),
    )


@office_page(rules.can_enter_office)
@require_safe
def office_acceleration_csv(request: OfficeRequest, city: City) -> StreamingHttpResponse:
    """The same as a table for machines."""
    return _csv(city, include_unpublished=True)


def _find_city(request: HttpRequest, slug: str) -> City:
    contracts = Contract.objects.visible_to(request.user).select_related("city")
    contract = contracts.filter(city__slug=slug).first()
    if contract is None:
        raise Http404(_("The contract of this city is not in the portal."))
    found: City = contract.city
    return found


def _read(city: City, csv_url: str, *, include_unpublished: bool = False) -> dict[str, Any]:
    rows = list_accelerations(city, include_unpublished=include_unpublished)
    return {
        "rows": rows,
        "told": sum(row.can_tell for row in rows),
        "headers": area_headers(),
        "seed": SEED,
        "csv_url": csv_url,
    }


def _csv(city: City, *, include_unpublished: bool = False) -> StreamingHttpResponse:
    rows = list(acceleration_csv_rows(city, include_unpublished=include_unpublished))
    return csv_response(f"{city.slug}-accelerazione.csv", CSV_COLUMNS, rows)
