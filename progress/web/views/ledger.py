"""The register of tonnes of a contract, and its download."""

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contracts.enums import Sector
from contracts.models import Contract
from core.tabular import csv_response
from progress.selectors.ledger_page import CSV_COLUMNS, group_by_cell, ledger_csv_rows, read_ledger_page
from progress.web.filters import EVERYTHING
from progress.web.pages import ROWS_A_PAGE, contract_page, show

MOST_ROWS = 25
"""Rows of the tables that are not cut into pages; the download has all."""


class LedgerFilter(forms.Form):
    """The one filter of the register, in an address that can be shared."""

    sector = forms.ChoiceField(
        label=gettext_lazy("Sector"), choices=[("", EVERYTHING), *Sector.choices], required=False
    )


@contract_page
def ledger(request: HttpRequest, contract: Contract) -> HttpResponse:
    """What the portfolio claims and is credited, where actions meet, and who shares the credit."""
    page, form = read_ledger_page(contract, request.user), LedgerFilter(request.GET)
    sector = form.cleaned_data["sector"] if form.is_valid() else ""
    meeting = Paginator(page.cell_rows(sector) if page else [], ROWS_A_PAGE).get_page(request.GET.get("page"))
    uncounted = page.uncounted(sector) if page else []
    return show(
        request,
        "progress/ledger.html",
        title=_("Register of tonnes"),
        city=contract.city,
        ledger=page,
        form=form,
        sector=sector,
        page=meeting,
        cells=group_by_cell(meeting.object_list),
        uncounted=uncounted[:MOST_ROWS],
        uncounted_more=max(0, len(uncounted) - MOST_ROWS),
        commitments=page.commitments[:MOST_ROWS] if page else (),
        commitments_more=max(0, len(page.commitments) - MOST_ROWS) if page else 0,
    )


@contract_page
def ledger_csv(request: HttpRequest, contract: Contract) -> StreamingHttpResponse:
    """Every action and commitment of the register, one a row."""
    page = read_ledger_page(contract, request.user)
    if page is None:
        raise Http404(_("Nothing was computed yet."))
    return csv_response(f"{contract.city.slug}-registro.csv", CSV_COLUMNS, ledger_csv_rows(page))
