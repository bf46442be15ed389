"""Molecules of a city: list with map, one molecule, its photos and its trajectory."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page

from contracts.models import Contract
from core.quantities import format_number
from molecules.models import MoleculePhoto
from progress.charts.builders.molecule_layer import LAYERS, layer_legend, layer_titles, write_amount
from progress.charts.model import RenderedChart
from progress.charts.render import render_chart
from progress.selectors.molecule_figures import MoleculeFigures, read_figures
from progress.selectors.molecule_layers import figures_geojson, layer_data, layer_value, list_figures
from progress.selectors.molecule_page import find_molecule, molecule_path, read_molecule_page
from progress.web.forms.molecules import read_box, read_layer
from progress.web.maps import list_legend
from progress.web.pages import contract_page, show
from stakeholders.web.pages import send_file


@contract_page
def molecule_list(request: HttpRequest, contract: Contract) -> HttpResponse:
    """The molecules in a list and on a map, painted by the figure that the address asks for."""
    layer, rows = read_layer(request.GET), list_figures(contract)
    data = layer_data(contract, rows, layer)
    slug = contract.city.slug
    return show(
        request,
        "progress/molecule_list.html",
        title=_("Molecules"),
        city=contract.city,
        rows=rows,
        items=[map_item(slug, number, one, layer) for number, one in enumerate(rows, start=1)],
        legend=list_legend(layer_legend(data)) if rows else [],
        chart=render_chart(data, get_language() or "it") if rows else None,
        layers=[(name, layer_titles()[name], name == layer) for name in LAYERS],
        geojson_url=f"{reverse('molecule-geojson', args=[slug])}?layer={layer}",
    )


@contract_page
def molecule_detail(request: HttpRequest, contract: Contract, pk: UUID) -> HttpResponse:
    """One molecule and what happens in it."""
    page = read_molecule_page(contract, request.user, pk)
    if page is None:
        raise _not_there()
    return show(
        request,
        "progress/molecule_detail.html",
        title=str(page.molecule),
        city=contract.city,
        crumbs=molecule_crumbs(contract),
        page=page,
    )


@contract_page
def molecule_path_csv(request: HttpRequest, contract: Contract, pk: UUID) -> HttpResponse:
    """The trajectory of a molecule as a table for machines."""
    return _send_csv(_path_chart(request, contract, pk).csv, f"{contract.city.slug}-traiettoria.csv")


@contract_page
def molecule_path_figure(request: HttpRequest, contract: Contract, pk: UUID) -> HttpResponse:
    """The Plotly figure of the trajectory of a molecule."""
    figure = _path_chart(request, contract, pk).figure_json
    return HttpResponse(figure or "{}", content_type="application/json")


@contract_page
def molecule_photo(request: HttpRequest, contract: Contract, pk: UUID, photo: UUID) -> FileResponse:
    """A photo of a molecule that the reader may see."""
    molecules = contract.city.molecules.visible_to(request.user)
    found = MoleculePhoto.objects.filter(pk=photo, molecule=pk, molecule__in=molecules).first()
    if found is None:
        raise Http404(_("There is no such photo."))
    return send_file(found.file, "photo.jpg", as_attachment=False)


@contract_page
@cache_control(max_age=300)
@conditional_page
def molecule_geojson(request: HttpRequest, contract: Contract) -> HttpResponseBase:
    """The polygons of the published molecules with their figures; of a box with `?bbox=`, painted by `?layer=`."""
    try:
        box = read_box(request.GET)
    except ValidationError as error:
        return JsonResponse({"detail": " ".join(error.messages)}, status=400)
    rows, layer = list_figures(contract), read_layer(request.GET)
    found = figures_geojson(contract, rows, layer=layer, box=box)
    return JsonResponse(found, content_type="application/geo+json")


def map_item(city: str, number: int, one: MoleculeFigures, layer: str) -> dict[str, str]:
    """An entry of the list beside the map, with the number that the map shows."""
    molecule = one.molecule
    state = str(molecule.get_state_display())
    words = ngettext("%(actions)s action, %(area)s km²", "%(actions)s actions, %(area)s km²", one.actions)
    return {
        "id": str(molecule.pk),
        "label": str(number),
        "name": str(molecule),
        "url": reverse("molecule-detail", args=[city, molecule.pk]),
        "value": state if layer == "state" else write_amount(layer, layer_value(layer, one)),
        "note": words % {"actions": one.actions, "area": format_number(molecule.area_km2, 1)},
    }


def molecule_crumbs(contract: Contract) -> tuple[tuple[str, str], ...]:
    """The way to a page under the list of molecules."""
    return ((_("Molecules"), reverse("molecule-list", args=[contract.city.slug])),)


def _path_chart(request: HttpRequest, contract: Contract, pk: UUID) -> RenderedChart:
    molecule = find_molecule(contract, request.user, pk)
    path = molecule_path(read_figures(contract, [molecule])[0]) if molecule else None
    if path is None:
        raise _not_there()
    return render_chart(path, get_language() or "it")


def _send_csv(content: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _not_there() -> Http404:
    return Http404(_("There is no such molecule."))
