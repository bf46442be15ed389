"""The officers' first page of the contract: what its working version holds, and what it still lacks."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from contracts import rules
from contracts.models import City
from contracts.selectors.versions import working_version
from contracts.selectors.workspace import PartStatus, by_part, completeness
from contracts.web.guards import OfficeRequest, contract_of, office_page
from contracts.web.pages import show_office
from contracts.web.section_pages import contents, read_generation


@office_page(rules.can_enter_office)
@require_safe
def contract_home(request: OfficeRequest, city: City) -> HttpResponse:
    """The working version of the city's contract, part by part and section by section."""
    contract = contract_of(city)
    version = working_version(contract)
    if version is None:
        return show_office(request, "contracts/contract_empty.html", title=_("Contract"), city=city)
    version.contract = contract
    generation = read_generation(request)
    statuses = completeness(version, generation)
    parts: list[PartStatus] = by_part(statuses)
    return show_office(
        request,
        "contracts/contract_home.html",
        title=_("Contract, version %(number)s") % {"number": version.number},
        city=city,
        version=version,
        generation=generation,
        parts=list(zip(parts, contents(statuses, city, generation), strict=True)),
        complete=sum(part.complete for part in parts),
        required=sum(part.required for part in parts),
        errors=sum(part.errors for part in parts),
        open_comments=sum(part.open_comments for part in parts),
    )
