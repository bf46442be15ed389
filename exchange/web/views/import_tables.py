"""Officers' pages of one table of an import: preview, columns, doubts, rows."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from contracts import rules
from contracts.models import City
from contracts.web.guards import OfficeRequest, office_page
from contracts.web.pages import show_office
from exchange.models import ImportedTable
from exchange.selectors.imports import (
    is_waiting,
    list_doubts,
    list_findings,
    preview_columns,
    preview_rows,
    summarise_table,
)
from exchange.services.imports import change_reading, choose_rows, confirm_readings, leave_out_errors
from exchange.web.forms.imports import ReadingForm
from exchange.web.views.imports import import_crumbs, tell_errors

ROWS_A_PAGE = 25
TABLE, DETAIL = "import-table", "import-detail"


@office_page(rules.can_enter_office)
@never_cache
@require_safe
def import_table(request: OfficeRequest, city: City, pk: UUID) -> HttpResponse:
    """The preview of a table, with its errors at their cells and what there is to decide."""
    table = find_table_of_import(city, pk)
    return _show(request, city, table, ReadingForm(table=table))


@office_page(rules.can_edit_city)
@require_POST
def import_table_reading(request: OfficeRequest, city: City, pk: UUID) -> HttpResponse:
    """Read the table as another one, or its columns or numbers otherwise."""
    table = find_table_of_import(city, pk)
    form = ReadingForm(request.POST, table=table)
    if not form.is_valid():
        return _show(request, city, table, form)
    try:
        change_reading(table_id=pk, by=request.user, **form.reading_fields())
    except ValidationError as error:
        tell_errors(request, error)
    return redirect(DETAIL, city=city.slug, pk=table.run_id)


@office_page(rules.can_edit_city)
@require_POST
def import_table_doubts(request: OfficeRequest, city: City, pk: UUID) -> HttpResponse:
    """Confirm readings one by one, or say how all numbers of the table are written."""
    table = find_table_of_import(city, pk)
    number_format = request.POST.get("all", "")
    try:
        if number_format:
            kept = {
                key: table.choice.get(key) for key in ("columns", "convert", "lenient") if key in table.choice
            }
            change_reading(table_id=pk, by=request.user, number_format=number_format, **kept)
            return redirect(DETAIL, city=city.slug, pk=table.run_id)
        chosen = {
            int(name.removeprefix("cell-")): reading
            for name, reading in request.POST.items()
            if name.startswith("cell-")
            and name.removeprefix("cell-").isdecimal()
            and isinstance(reading, str)
        }
        confirm_readings(table_id=pk, by=request.user, chosen=chosen)
    except ValidationError as error:
        tell_errors(request, error)
    else:
        messages.success(request, _("The readings were confirmed."))
    return redirect(TABLE, city=city.slug, pk=pk)


@office_page(rules.can_edit_city)
@require_POST
def import_table_rows(request: OfficeRequest, city: City, pk: UUID) -> HttpResponse:
    """Leave out rows of the page, or all rows with errors."""
    find_table_of_import(city, pk)
    try:
        if "errors" in request.POST:
            leave_out_errors(table_id=pk, by=request.user)
        else:
            shown, wanted = (_numbers(request.POST.getlist(name)) for name in ("shown", "rows"))
            choose_rows(table_id=pk, by=request.user, shown=shown, wanted=wanted)
    except ValidationError as error:
        tell_errors(request, error)
    page = request.POST.get("page", "1")
    query = f"?page={page}" if page.isdecimal() and page != "1" else ""
    return redirect(reverse(TABLE, args=[city.slug, pk]) + query)


def find_table_of_import(city: City, pk: UUID) -> ImportedTable:
    """A table of an import into the city's contract."""
    tables = ImportedTable.objects.select_related("run").filter(run__version__contract__city=city)
    return get_object_or_404(tables, pk=pk)


def _show(request: OfficeRequest, city: City, table: ImportedTable, form: ReadingForm) -> HttpResponse:
    page = Paginator(range(table.row_count), ROWS_A_PAGE).get_page(request.GET.get("page"))
    window = {"start": max(page.start_index() - 1, 0), "count": ROWS_A_PAGE}
    summary = summarise_table(table)
    run_url = reverse(DETAIL, args=[city.slug, table.run_id])
    return show_office(
        request,
        "exchange/import_table.html",
        title=_("%(table)s, %(place)s") % {"table": summary.title, "place": table.place},
        city=city,
        crumbs=(*import_crumbs(city), (table.run.original_name, run_url)),
        table=table,
        summary=summary,
        form=form,
        page=page,
        columns=preview_columns(table, **window) if table.table else [],
        rows=preview_rows(table, **window) if table.table else [],
        findings=list_findings(table),
        doubts=list_doubts(table) if table.table else [],
        is_waiting=is_waiting(table.run),
        run_url=run_url,
    )


def _numbers(texts: list[str]) -> set[int]:
    return {int(text) for text in texts if text.isdecimal()}
