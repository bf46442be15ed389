"""The officers' page of a series of inventories."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contracts import rules
from contracts.models import City, InventorySeries
from contracts.services.series import describe_series
from contracts.web.forms.series import SeriesForm
from contracts.web.guards import OfficeRequest, office_page
from contracts.web.pages import go_on, show_form
from core.web.forms import has_conflict, posted, save_form, show_conflict

LIST = "inventory-list"


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def series_edit(request: OfficeRequest, city: City, pk: UUID) -> HttpResponse:
    """Tell what the inventories of a series cover."""
    series = get_object_or_404(city.inventory_series, pk=pk)
    form = SeriesForm(posted(request), series=series)

    def save(fields: dict[str, Any]) -> InventorySeries:
        return describe_series(series_id=pk, by=request.user, **fields)

    if request.method == "POST" and save_form(form, save) is not None:
        return go_on(request, city, _("The series “%(series)s” was saved.") % {"series": series}, LIST)
    differences = []
    if has_conflict(form):
        series = city.inventory_series.get(pk=pk)
        differences = show_conflict(form, SeriesForm(series=series), series)
    back = reverse(LIST, args=[city.slug])
    return show_form(
        request,
        title=_("What the series “%(series)s” covers") % {"series": series},
        city=city,
        crumbs=((_("Inventory"), back),),
        form=form,
        intro=_("Cities and years are compared only where these agree."),
        submit_label=_("Save"),
        cancel_url=back,
        differences=differences,
    )
