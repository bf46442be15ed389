"""Search over a city's contract: one selector per room."""

from itertools import chain

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from contracts import rules
from contracts.models import City
from contracts.selectors.search import search_contract
from contracts.selectors.versions import working_version
from contracts.web.guards import OfficeRequest, contract_of, office_page
from contracts.web.pages import show_office
from molecules.selectors.search import search_molecules
from stakeholders.selectors.search import search_commitments

SHORTEST = 2


@office_page(rules.can_enter_office)
@require_safe
def office_search(request: OfficeRequest, city: City) -> HttpResponse:
    """Everything in the contract that holds the words of `q`."""
    contract, text = contract_of(city), " ".join(request.GET.get("q", "").split())
    found = (
        chain(
            search_contract(contract, working_version(contract), text),
            search_commitments(contract, text),
            search_molecules(city, text),
        )
        if len(text) >= SHORTEST
        else ()
    )
    return show_office(
        request,
        "office/search.html",
        title=_("Search"),
        city=city,
        text=text,
        hits=list(found),
        shortest=SHORTEST,
    )
