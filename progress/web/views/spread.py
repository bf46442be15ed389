"""From the nucleus to the city: what the packages of molecules save when the city takes them up."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page

from contracts.models import City, Contract
from core.tabular import csv_response
from molecules.selectors.spread_figures import HORIZONS, SpreadFigures, read_spread_figures
from molecules.selectors.spread_parameters import (
    CSV_COLUMNS,
    list_used_packages,
    list_used_starts,
    parameter_cells,
)
from progress.charts.builders.spread_map import SpreadMap, legend_shares
from progress.charts.model import RenderedChart
from progress.charts.render import render_chart
from progress.selectors import spread
from progress.web.maps import list_legend
from progress.web.pages import contract_page, show


@contract_page
def city_spread(request: HttpRequest, contract: Contract) -> HttpResponse:
    """The bands, where they lie, and everything they rest on."""
    city = contract.city
    figures = read_spread_figures(city)
    shown = _show_figures(city, figures) if figures else {}
    return show(
        request,
        "progress/spread.html",
        title=_("From the nucleus to the city"),
        city=city,
        crumbs=((_("Molecules"), reverse("molecule-list", args=[city.slug])),),
        figures=figures,
        horizons=HORIZONS,
        **shown,
    )


@contract_page
def spread_csv(request: HttpRequest, contract: Contract) -> HttpResponse:
    """The bands of all molecules together, by year."""
    chart = _draw_bands(contract.city, _find_figures(contract.city))
    response = HttpResponse(chart.csv, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{contract.city.slug}-diffusione.csv"'
    return response


@contract_page
def spread_figure(request: HttpRequest, contract: Contract) -> HttpResponse:
    """The Plotly figure of the bands."""
    chart = _draw_bands(contract.city, _find_figures(contract.city))
    return HttpResponse(chart.figure_json or "{}", content_type="application/json")


@contract_page
def spread_molecules_csv(request: HttpRequest, contract: Contract) -> StreamingHttpResponse:
    """The savings of each molecule by year, with bands."""
    rows = spread.molecule_rows(_find_figures(contract.city))
    return _csv(contract.city, "molecole", spread.MOLECULE_COLUMNS, rows)


@contract_page
def spread_cells_csv(request: HttpRequest, contract: Contract) -> StreamingHttpResponse:
    """The likeliest saving of each neighbourhood by year."""
    return _csv(
        contract.city, "quartieri", spread.CELL_COLUMNS, spread.cell_rows(_find_figures(contract.city))
    )


@contract_page
def spread_parameters_csv(request: HttpRequest, contract: Contract) -> StreamingHttpResponse:
    """Every parameter with its range, its source, and whether it was fitted or stated."""
    return _csv(contract.city, "parametri", CSV_COLUMNS, parameter_cells(_find_figures(contract.city)))


@contract_page
@cache_control(max_age=300)
@conditional_page
def spread_geojson(request: HttpRequest, contract: Contract) -> JsonResponse:
    """The neighbourhoods for the map, with the look and the words of each year."""
    return JsonResponse(spread.spread_shapes(contract.city, _find_figures(contract.city)))


def _find_figures(city: City) -> SpreadFigures:
    figures = read_spread_figures(city)
    if figures is None:
        raise Http404(_("Nothing was computed yet."))
    return figures


def _csv(
    city: City, what: str, columns: Sequence[str], rows: Iterable[tuple[object, ...]]
) -> StreamingHttpResponse:
    return csv_response(f"{city.slug}-diffusione-{what}.csv", list(columns), rows)


@dataclass(frozen=True, slots=True)
class DrawnMap:
    """A map to be drawn: it is the same while the run, the rows and their words are; `data` follow from these."""

    run: UUID
    year: int
    language: str
    rows: tuple[tuple[UUID, int], ...]
    data: SpreadMap = field(compare=False)


@lru_cache(maxsize=16)
def _draw_map(asked: DrawnMap) -> RenderedChart:
    """A drawing takes tenths of a second, so the newest are kept; one width does everywhere: 88 outlines weigh."""
    return replace(render_chart(asked.data, asked.language), svg_narrow="")


def _draw_maps(city: City, figures: SpreadFigures, years: Sequence[int]) -> list[RenderedChart]:
    """The maps of these years; drawn anew when an outline or a name was changed."""
    shown = [*(one.cell for one in figures.cells), *(one.molecule for one in figures.molecules)]
    rows = tuple((row.pk, row.revision) for row in shown)
    language = get_language() or "it"
    return [
        _draw_map(DrawnMap(figures.run.pk, year, language, rows, spread.map_data(city, figures, year)))
        for year in years
    ]


def _draw_bands(city: City, figures: SpreadFigures) -> RenderedChart:
    return render_chart(spread.bands_data(city, figures), get_language() or "it")


def _show_figures(city: City, figures: SpreadFigures) -> dict[str, object]:
    """What the page shows of a run."""
    first = spread.first_shown_year(figures)
    known = spread.map_data(city, figures, first)
    place = figures.years.index(first)
    return {
        "chart": _draw_bands(city, figures),
        "maps": _draw_maps(city, figures, figures.horizon_years or (first,)),
        "legend": list_legend(legend_shares(known.bounds, known.cells)),
        "items": [
            {"id": str(one.cell.pk), "name": str(one.cell), "value": spread.cell_words(one, place)}
            for one in figures.cells
        ],
        "first_year": first,
        "map_years": (figures.years[0], figures.years[-1]),
        "packages": list_used_packages(figures),
        "starts": list_used_starts(figures),
        "is_illustrative": spread.is_illustrative(figures),
    }
