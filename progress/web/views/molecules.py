"""Molecules of a city: list with map, one molecule, polygons for the map."""

from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page

from contracts.models import Contract
from core.quantities import format_number, format_tonnes
from molecules.models import MoleculePhoto
from progress.selectors.molecules import MoleculeRow, list_molecules, read_molecule
from progress.selectors.molecules_map import molecules_geojson, molecules_legend
from progress.selectors.snapshots import current_snapshot
from progress.web.maps import list_legend
from progress.web.pages import contract_page, show
from progress.web.views.dashboard import read_charts
from stakeholders.web.pages import send_file


@contract_page
def molecule_list(request: HttpRequest, contract: Contract) -> HttpResponse:
    """The molecules in a list and on a map."""
    rows = list_molecules(contract.city)
    snapshot = current_snapshot(contract) if rows else None
    chart = read_charts(snapshot).get("molecules-map") if snapshot else None
    return show(
        request,
        "progress/molecule_list.html",
        title=_("Molecules"),
        city=contract.city,
        rows=rows,
        items=[map_item(contract.city.slug, number, row) for number, row in enumerate(rows, start=1)],
        legend=list_legend(molecules_legend(contract.city)) if rows else [],
        chart=chart,
    )


@contract_page
def molecule_detail(request: HttpRequest, contract: Contract, pk: UUID) -> HttpResponse:
    """One molecule and what happens in it."""
    page = read_molecule(contract, request.user, pk)
    if page is None:
        raise Http404(_("There is no such molecule."))
    return show(
        request,
        "progress/molecule_detail.html",
        title=page.row.name,
        city=contract.city,
        crumbs=((_("Molecules"), reverse("molecule-list", args=[contract.city.slug])),),
        page=page,
    )


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
def molecule_geojson(request: HttpRequest, contract: Contract) -> JsonResponse:
    """The polygons for the map."""
    return JsonResponse(molecules_geojson(contract.city))


def map_item(city: str, number: int, row: MoleculeRow) -> dict[str, str]:
    """An entry of the list beside the map, with the number that the map shows."""
    return {
        "id": str(row.id),
        "label": str(number),
        "name": row.name,
        "url": reverse("molecule-detail", args=[city, row.id]),
        "value": format_tonnes(row.reduction_tco2e),
        "note": ngettext("%(actions)s action, %(area)s km²", "%(actions)s actions, %(area)s km²", row.actions)
        % {"actions": row.actions, "area": format_number(row.area_km2, 1)},
    }
