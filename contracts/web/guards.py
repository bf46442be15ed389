"""Who may open an officers' page: asked once, before the view, in the words of `contracts.rules`."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from contracts.models import City, Contract
from core.access import require
from core.models import User


class OfficeRequest(HttpRequest):
    """A request of someone who is signed in."""

    user: User


Rule = Callable[[Any, Any], bool]
View = Callable[..., HttpResponseBase]


def office_page(rule: Rule, *, posting: Rule | None = None) -> Callable[[View], View]:
    """Give the view the city of the address: strangers get 403, who is not signed in goes to sign in.

    `posting` is asked instead of `rule` where many read a page and fewer send it back. The guarded view carries its
    `rule`, so that a test can prove that every address has one.
    """

    def decorate(view: View) -> View:
        @login_required
        @wraps(view)
        def page(request: HttpRequest, city: str, **kwargs: Any) -> HttpResponseBase:
            found = get_object_or_404(City.objects.select_related("contract"), slug=city)
            require(posting if posting and request.method == "POST" else rule, request.user, found)
            return view(request, found, **kwargs)

        page.rule = rule  # type: ignore[attr-defined]  # read by the tests of the house
        return page

    return decorate


def contract_of(city: City) -> Contract:
    """The contract of a city; 404 where it has none, so that no page must think of that."""
    contract: Contract | None = getattr(city, "contract", None)
    if contract is None:
        raise Http404(_("This city has no contract in the portal yet."))
    return contract
