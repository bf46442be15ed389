"""What the public pages share: the city in the address, the crumbs, the list in pages."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from contracts.models import City, Contract

ROWS_A_PAGE = 25
Arguments = ParamSpec("Arguments")


def contract_page(
    view: Callable[Concatenate[HttpRequest, Contract, Arguments], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, str, Arguments], HttpResponseBase]:
    """Give the view the contract of the city in the address; 404 where there is none that the reader may see."""

    @require_safe
    @wraps(view)
    def page(
        request: HttpRequest, city: str, *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> HttpResponseBase:
        contract = find_contract(request, city)
        if contract is None:
            raise Http404(_("The contract of this city is not in the portal."))
        return view(request, contract, *args, **kwargs)

    return page


def find_contract(request: HttpRequest, slug: str) -> Contract | None:
    """The contract of a city with its city loaded, None where the reader may see none."""
    return Contract.objects.visible_to(request.user).select_related("city").filter(city__slug=slug).first()


def find_city(request: HttpRequest, slug: str) -> City:
    """A city with or without a contract, else 404."""
    return get_object_or_404(City.objects.visible_to(request.user), slug=slug)


def show(
    request: HttpRequest,
    template: str,
    *,
    title: str,
    city: City,
    crumbs: tuple[tuple[str, str], ...] = (),
    **context: Any,
) -> HttpResponse:
    """Render a page of a city with its crumbs: home, the city, `crumbs`, and the page itself."""
    way = [(_("Home"), reverse("home"))]
    if template != "progress/dashboard.html":
        way.append((str(city), city.get_absolute_url()))
    crumbs_shown = [*way, *crumbs, (title, "")]
    return render(request, template, {"title": title, "city": city, "crumbs": crumbs_shown, **context})


def page_of(request: HttpRequest, rows: QuerySet) -> Page:
    """The page that the address asks for; a number that makes no sense gives the nearest one."""
    return Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
