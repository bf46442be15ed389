"""The coverage map: what lies under a signed promise, by sector and molecule."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from contracts.models import Contract
from progress.charts.builders.promise_coverage import PromisedPart, PromisedSectors, area_name
from progress.charts.model import RenderedChart
from progress.charts.render import render_chart
from progress.selectors.chart_data.rows import source_line
from progress.selectors.promise_coverage import SEVERAL, PromiseCoverage, read_promise_coverage
from progress.web.pages import contract_page, show


@contract_page
def promise_coverage(request: HttpRequest, contract: Contract) -> HttpResponse:
    """The map as chart and table, with how concentrated the promises are."""
    page = read_promise_coverage(contract)
    return show(
        request,
        "progress/promise_coverage.html",
        title=_("Promises by sector and molecule"),
        city=contract.city,
        crumbs=((_("Signatories"), reverse("party-list", args=[contract.city.slug])),),
        page=page,
        areas=[_area(area) for area in page.areas] if page else [],
        chart=_draw(contract, page) if page else None,
    )


@contract_page
def promise_coverage_csv(request: HttpRequest, contract: Contract) -> HttpResponse:
    """The cells of the map as a table for machines."""
    response = HttpResponse(_chart_of(contract).csv, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{contract.city.slug}-copertura.csv"'
    return response


@contract_page
def promise_coverage_figure(request: HttpRequest, contract: Contract) -> HttpResponse:
    """The Plotly figure of the map."""
    return HttpResponse(_chart_of(contract).figure_json or "{}", content_type="application/json")


def _chart_of(contract: Contract) -> RenderedChart:
    page = read_promise_coverage(contract)
    if page is None:
        raise Http404(_("Nothing is computed for this city yet."))
    return _draw(contract, page)


def _draw(contract: Contract, page: PromiseCoverage) -> RenderedChart:
    names = {key: _area((key, name)) for key, name in page.areas}
    parts = (
        PromisedPart(
            sector=row.sector,
            area=names[cell.area] if cell.area else "",
            tonnes=cell.tonnes,
            share_of_cut=cell.share_of_cut,
            organisations=cell.organisations,
            not_stated=cell.not_stated,
            herfindahl=cell.herfindahl,
        )
        for row in page.sectors
        for cell in row.cells
        if cell is not None
    )
    data = PromisedSectors(
        city=str(contract.city),
        source=source_line(page.snapshot),
        sectors=tuple(row.sector for row in page.sectors),
        parts=tuple(parts),
    )
    return render_chart(data, get_language() or "it")


def _area(area: tuple[str, str]) -> str:
    key, name = area
    return _("several molecules") if key == SEVERAL else area_name(name)
