"""Officers' pages of inventories."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from contracts import rules
from contracts.models import City, Inventory
from contracts.selectors.office import list_inventories, source_groups
from contracts.services.inventories import publish_inventory
from contracts.services.inventory_lines import LineFigures
from contracts.web.forms.inventories import InventoryForm
from contracts.web.guards import OfficeRequest, office_page
from contracts.web.pages import go_on, show_form, show_office
from core.quantities import format_tonnes
from core.web.forms import posted, save_form
from emissions.units import UNITS

LIST = "inventory-list"


@office_page(rules.can_enter_office)
@require_safe
def inventory_list(request: OfficeRequest, city: City) -> HttpResponse:
    """Every inventory of the city, restated ones too; each series apart."""
    rows = list_inventories(city)
    return show_office(request, "contracts/inventory_list.html", title=_("Inventory"), city=city, rows=rows)


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def inventory_create(request: OfficeRequest, city: City) -> HttpResponse:
    """Publish an inventory; `?restate=<id>` starts from the figures of one that is public."""
    restated = _find_restated(city, request.GET.get("restate", ""))
    form = InventoryForm(posted(request), city=city, restated=restated)
    if request.method == "POST" and (saved := save_form(form, partial(_publish, request, city))):
        told = _("The inventory %(year)s was published.") % {"year": saved.year}
        _tell_computed(request, saved, form.cleaned_data["lines"])
        return go_on(request, city, told, LIST)
    return show_form(
        request,
        "contracts/inventory_form.html",
        title=_("Publish an inventory"),
        city=city,
        crumbs=((_("Inventory"), reverse(LIST, args=[city.slug])),),
        form=form,
        restated=restated,
        source_groups=source_groups(city),
        units=UNITS,
        submit_label=_("Publish"),
        cancel_url=reverse(LIST, args=[city.slug]),
    )


def _publish(request: OfficeRequest, city: City, fields: dict[str, Any]) -> Inventory:
    return publish_inventory(city=city, by=request.user, **fields)


def _tell_computed(request: OfficeRequest, inventory: Inventory, lines: Sequence[LineFigures]) -> None:
    """Say which values were left to activity times factor, and what they became."""
    computed = {(line.sector, line.flow, line.scope) for line in lines if line.is_computed}
    shown = [
        f"{line.get_sector_display()}, {line.get_scope_display()}: "
        f"{format_tonnes(line.value_tco2e, 't', co2e=True)}"
        for line in inventory.lines.all()
        if (line.sector, line.flow, line.scope) in computed
    ]
    if shown:
        messages.info(
            request, _("Computed from activity times factor: %(values)s.") % {"values": "; ".join(shown)}
        )


def _find_restated(city: City, wanted: str) -> Inventory | None:
    if not wanted:
        return None
    try:
        pk = UUID(wanted)
    except ValueError:
        return None
    return get_object_or_404(Inventory.objects.select_related("series"), series__city=city, pk=pk)
