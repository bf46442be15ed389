"""The indicators of a contract as everyone reads them."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from contracts.models import Contract
from contracts.selectors.indicators import CSV_COLUMNS, indicator_csv_rows
from core.tabular import csv_response
from progress.selectors.indicators import list_public_indicators, read_indicator
from progress.web.pages import contract_page, show


@contract_page
def indicator_list(request: HttpRequest, contract: Contract) -> HttpResponse:
    """The indicators with their baseline, their targets and the newest published value."""
    rows = list_public_indicators(contract, request.user)
    return show(
        request,
        "progress/indicator_list.html",
        title=_("Indicators"),
        city=contract.city,
        crumbs=_crumbs(contract),
        rows=[(one, next(iter(one.values.all()), None)) for one in rows],
    )


@contract_page
def indicator_csv(request: HttpRequest, contract: Contract) -> StreamingHttpResponse:
    """The indicators with their published values as a table for machines."""
    rows = indicator_csv_rows(list_public_indicators(contract, request.user))
    return csv_response(f"{contract.city.slug}-indicatori.csv", CSV_COLUMNS, rows)


@contract_page
def indicator_detail(request: HttpRequest, contract: Contract, pk: UUID) -> HttpResponse:
    """One indicator with its card and its values against the baseline and the targets."""
    page = read_indicator(contract, request.user, pk)
    if page is None:
        raise Http404(_("There is no such indicator."))
    return show(
        request,
        "progress/indicator_detail.html",
        title=str(page.indicator),
        city=contract.city,
        crumbs=(*_crumbs(contract), (_("Indicators"), reverse("city-indicators", args=[contract.city.slug]))),
        page=page,
    )


def _crumbs(contract: Contract) -> tuple[tuple[str, str], ...]:
    return ((_("Data and method"), reverse("city-data", args=[contract.city.slug])),)
