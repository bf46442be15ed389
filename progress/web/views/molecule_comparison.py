"""Molecules of a city beside each other, and their figures as files."""

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from contracts.models import Contract
from core.tabular import csv_response
from progress.charts.model import RenderedChart
from progress.charts.render import render_chart
from progress.selectors.molecule_figures import ILLUSTRATIVE, MEASURED, MoleculeFigures
from progress.selectors.molecule_layers import CSV_COLUMNS, comparison_data, csv_rows, list_figures
from progress.selectors.molecule_words import basis_of
from progress.web.pages import contract_page, show
from progress.web.views.molecules import molecule_crumbs


@contract_page
def molecule_comparison(request: HttpRequest, contract: Contract) -> HttpResponse:
    """The molecules on one scale by four figures, and the table of all of them."""
    rows = list_figures(contract)
    return show(
        request,
        "progress/molecule_comparison.html",
        title=_("Molecules side by side"),
        city=contract.city,
        crumbs=molecule_crumbs(contract),
        rows=[(one, basis_of(one.newest)) for one in rows],
        charts=_draw(contract, rows),
        estimated=sum(one.newest is not None and one.newest.basis != MEASURED for one in rows),
        has_illustrative=any(one.newest is not None and one.newest.basis == ILLUSTRATIVE for one in rows),
        left_out=sum(one.left_out for one in rows),
    )


@contract_page
def molecule_comparison_figure(request: HttpRequest, contract: Contract, name: str) -> HttpResponse:
    """The Plotly figure of one of the small multiples."""
    charts = _draw(contract, list_figures(contract))
    chart = next((chart for chart in charts if chart.key == name), None)
    if chart is None:
        raise Http404(_("There is no such chart."))
    return HttpResponse(chart.figure_json or "{}", content_type="application/json")


@contract_page
def molecule_csv(request: HttpRequest, contract: Contract) -> StreamingHttpResponse:
    """The published molecules with their figures as a table for machines."""
    rows = csv_rows(list_figures(contract))
    return csv_response(f"{contract.city.slug}-molecole.csv", CSV_COLUMNS, rows)


def _draw(contract: Contract, rows: tuple[MoleculeFigures, ...]) -> list[RenderedChart]:
    source = _(
        "Figures of the molecules as the city published them; the table below says what each rests on."
    )
    language = get_language() or "it"
    return [render_chart(data, language) for data in comparison_data(contract, rows, source)] if rows else []
