"""Officers' pages of exports: ask for a file, follow it, download it."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from contracts import rules
from contracts.models import City
from contracts.web.guards import OfficeRequest, contract_of, office_page
from contracts.web.pages import show_office
from core.web.forms import posted
from core.web.job_rows import STOP_POLLING
from exchange.enums import ExportState
from exchange.models import ExportFile
from exchange.selectors.exports import exportable_versions, list_exports, show_exports
from exchange.services.exports import request_export
from exchange.web.downloads import download_export
from exchange.web.forms.exports import ExportForm

ROWS_A_PAGE = 25
LIST = "export-list"


@office_page(rules.can_enter_office)
@never_cache
@require_safe
def export_list(request: OfficeRequest, city: City) -> HttpResponse:
    """What was taken out of the portal, and the form for more."""
    return _show_list(request, city, _form(request, city))


@office_page(rules.can_enter_office)
@require_POST
def export_create(request: OfficeRequest, city: City) -> HttpResponse:
    """Ask for a file; what is there already is only shown."""
    form = _form(request, city)
    if not form.is_valid():
        return _show_list(request, city, form)
    export = request_export(by=request.user, **form.export_fields())
    if export.state == ExportState.READY:
        messages.success(request, _("This file is there already: nothing has changed since it was made."))
    else:
        messages.success(request, _("The file is being made. You can close this page: the work goes on."))
    return redirect(LIST, city=city.slug)


@office_page(rules.can_enter_office)
@never_cache
@require_safe
def export_row(request: OfficeRequest, city: City, pk: UUID) -> HttpResponse:
    """One file that is being made; the status 286 tells htmx that the work is over."""
    (row,) = show_exports([_find(city, pk)])
    status = 200 if row.is_open else STOP_POLLING
    return render(request, "exchange/_export_work.html", {"row": row, "city": city}, status=status)


@office_page(rules.can_enter_office)
@never_cache
@require_safe
def export_file(request: OfficeRequest, city: City, pk: UUID) -> FileResponse | HttpResponseBase:
    """Download a file that is ready."""
    return download_export(_find(city, pk, state=ExportState.READY))


def _form(request: OfficeRequest, city: City) -> ExportForm:
    versions = exportable_versions(contract_of(city))
    return ExportForm(posted(request), versions=versions, initial={"language": get_language()})


def _find(city: City, pk: UUID, **filters: str) -> ExportFile:
    return get_object_or_404(list_exports(city), pk=pk, **filters)


def _show_list(request: OfficeRequest, city: City, form: ExportForm) -> HttpResponse:
    page = Paginator(list_exports(city), ROWS_A_PAGE).get_page(request.GET.get("page"))
    return show_office(
        request,
        "exchange/export_list.html",
        title=_("Export"),
        city=city,
        form=form,
        page=page,
        rows=show_exports(list(page)),
    )
