"""Officers' pages of imports: send a file, see what was recognised, apply it, undo it."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contracts import rules
from contracts.models import City
from contracts.selectors.versions import working_version
from contracts.web.confirming import confirm_first
from contracts.web.guards import OfficeRequest, contract_of, office_page
from contracts.web.pages import show_office
from core.selectors import job_progress, latest_job_for
from core.web.forms import add_errors, posted
from core.web.job_rows import STOP_POLLING, JobRow
from exchange.enums import ImportState
from exchange.models import ImportRun
from exchange.selectors.imports import (
    is_waiting,
    list_imports,
    refused_rows,
    show_results,
    summarise_tables,
    tell_run_refusal,
)
from exchange.services.applying import request_apply, undo_import
from exchange.services.imports import choose_tables, start_import
from exchange.web.forms.imports import ImportForm

ROWS_A_PAGE = 25
LIST, DETAIL = "import-list", "import-detail"


@office_page(rules.can_enter_office, posting=rules.can_edit_city)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def import_list(request: OfficeRequest, city: City) -> HttpResponse:
    """The imports of the city, and the form that sends another file."""
    version = working_version(contract_of(city))
    form = ImportForm(posted(request), request.FILES or None)
    if request.method == "POST" and version is not None and form.is_valid():
        try:
            run = start_import(version_id=version.pk, by=request.user, **form.import_fields())
        except ValidationError as error:
            add_errors(form, error)
        else:
            return redirect(DETAIL, city=city.slug, pk=run.pk)
    page = Paginator(list_imports(city), ROWS_A_PAGE).get_page(request.GET.get("page"))
    return show_office(
        request,
        "exchange/import_list.html",
        title=_("Import"),
        city=city,
        form=form,
        version=version,
        page=page,
        can_import=version is not None and version.is_editable and rules.can_edit_city(request.user, city),
    )


@office_page(rules.can_enter_office)
@never_cache
@require_safe
def import_detail(request: OfficeRequest, city: City, pk: UUID) -> HttpResponse:
    """What was recognised in a file, what is still open, what came of it."""
    run = find_run(city, pk)
    tables = summarise_tables(run)
    return show_office(
        request,
        "exchange/import_detail.html",
        title=_("Import of “%(name)s”") % {"name": run.original_name},
        city=city,
        crumbs=import_crumbs(city),
        run=run,
        tables=tables,
        row=job_row(city, run),
        refusal=tell_run_refusal(run),
        refused_rows=refused_rows(run),
        results=show_results(run),
        is_waiting=is_waiting(run),
        is_applied=run.state == ImportState.APPLIED,
        is_ready=any(one.is_ready and one.table.is_chosen for one in tables),
    )


@office_page(rules.can_enter_office)
@never_cache
@require_safe
def import_row(request: HttpRequest, city: City, pk: UUID) -> HttpResponse:
    """How far the work on an import is; the status 286 tells htmx that it is over."""
    run = find_run(city, pk)
    row = job_row(city, run)
    if row is None:
        raise Http404(_("There is no work on this import."))
    status = 200 if row.is_open else STOP_POLLING
    return render(
        request, "exchange/_import_work.html", {"row": row, "city": city, "run": run}, status=status
    )


@office_page(rules.can_edit_city)
@require_POST
def import_apply(request: OfficeRequest, city: City, pk: UUID) -> HttpResponse:
    """Write the ticked tables, all of them or none."""
    run = find_run(city, pk)
    wanted = set(request.POST.getlist("tables"))
    try:
        choose_tables(
            run_id=run.pk,
            by=request.user,
            wanted={one.pk for one in run.tables.all() if str(one.pk) in wanted},
        )
        request_apply(run_id=run.pk, by=request.user)
    except ValidationError as error:
        tell_errors(request, error)
    return redirect(DETAIL, city=city.slug, pk=pk)


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def import_undo(request: OfficeRequest, city: City, pk: UUID) -> HttpResponse:
    """Ask, then bring back what was there before an import."""
    run = find_run(city, pk)
    return confirm_first(
        request,
        city=city,
        crumbs=import_crumbs(city),
        question=_("Undo the import of “%(name)s”?") % {"name": run.original_name},
        text=_("Rows that the import added are taken out, rows that it changed are as before."),
        confirm_label=_("Undo the import"),
        keep_label=_("Keep it"),
        act=partial(undo_import, run_id=run.pk, by=request.user),
        told=_("The import was undone: the contract is as it was before."),
        back=reverse(DETAIL, args=[city.slug, pk]),
    )


def find_run(city: City, pk: UUID) -> ImportRun:
    """An import of the city's contract."""
    return get_object_or_404(list_imports(city), pk=pk)


def import_crumbs(city: City) -> tuple[tuple[str, str], ...]:
    """The way to the pages of imports."""
    return ((_("Import"), reverse(LIST, args=[city.slug])),)


def job_row(city: City, run: ImportRun) -> JobRow | None:
    """The newest work on an import, as the page shows it."""
    job = latest_job_for(str(run.pk))
    if job is None:
        return None
    applying = run.state in (ImportState.APPLYING, ImportState.APPLIED, ImportState.UNDONE)
    return JobRow(
        pk=job.pk,
        label=_("Writing the rows into the contract") if applying else _("Reading the file"),
        url=reverse("import-row", args=[city.slug, run.pk]),
        page_url=reverse(DETAIL, args=[city.slug, run.pk]),
        work=job_progress(job.pk),
    )


def tell_errors(request: HttpRequest, error: ValidationError) -> None:
    """Say at the top of the next page what a service refused."""
    for message in error.messages:
        messages.error(request, message)
