"""The published contract: its versions, each readable as a page, table by table, and as files."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from contracts.enums import Visibility
from contracts.models import Contract, ContractVersion
from contracts.tables import TableSpec, find_table
from core.tabular import csv_response
from core.web.job_rows import STOP_POLLING
from exchange.enums import ExportKind, ExportState
from exchange.models import ExportFile
from exchange.selectors.exports import Content, find_export, read_content, show_exports
from exchange.selectors.public_page import show_parts, show_withheld
from exchange.selectors.public_tables import Row, show_table
from exchange.selectors.published import list_city_changes, published_versions, show_version
from exchange.services.exports import request_export
from exchange.services.version_charts import read_charts
from exchange.web.downloads import download_export
from exchange.web.kept_pages import keep
from exchange.workbooks.archive import lay_out_keys, machine_rows
from exchange.workbooks.grids import machine_header
from progress.web.pages import contract_page, show

ROWS_A_PAGE = 50
CHANGES_A_PAGE = 25
DOWNLOADS = (ExportKind.PDF, ExportKind.XLSX, ExportKind.CSV, ExportKind.JSON)
LANGUAGES = dict(settings.LANGUAGES)


@contract_page
def contract_document(request: HttpRequest, contract: Contract) -> HttpResponse:
    """The published versions with their dates and digests, and every change of the city's public things."""
    changes = Paginator(list_city_changes(contract.city), CHANGES_A_PAGE)
    return show(
        request,
        "exchange/contract_document.html",
        title=_("Climate City Contract"),
        city=contract.city,
        versions=[show_version(version) for version in published_versions(contract)],
        page=changes.get_page(request.GET.get("page")),
    )


@contract_page
def contract_version(request: HttpRequest, contract: Contract, number: int) -> HttpResponse:
    """A whole version to read: texts, tables and charts, section by section."""
    version, language = _find(contract, number), _language()
    return _show(
        request,
        "exchange/contract_version.html",
        version,
        title=_version_title(version),
        line=show_version(version),
        content=keep(version, "parts", language, make=lambda: _render_parts(version, language)),
        downloads=_downloads(version, language),
    )


@contract_page
def contract_table(request: HttpRequest, contract: Contract, number: int, table: str) -> HttpResponse:
    """One table of a version in full, page by page."""
    version, spec, language = _find(contract, number), _find_table(table), _language()
    read = cache(lambda: _rows(_read(version), spec))
    count = keep(version, "rows", table, make=lambda: len(read()))
    page = Paginator(range(count), ROWS_A_PAGE).get_page(request.GET.get("page"))
    named = (version, "table", table, page.number, language)
    return _show(
        request,
        "exchange/contract_table.html",
        version,
        title=str(spec.title),
        crumbs=((_version_title(version), _version_url(version)),),
        table=spec,
        page=page,
        content=keep(*named, make=lambda: _render_rows(spec, read(), page)),
    )


@contract_page
def contract_table_csv(
    request: HttpRequest, contract: Contract, number: int, table: str
) -> StreamingHttpResponse:
    """One table of a version for machines."""
    version, spec = _find(contract, number), _find_table(table)
    grid = lay_out_keys(spec, _rows(_read(version), spec))
    headers = [machine_header(column) for column in grid.columns]
    return csv_response(f"{contract.city.slug}-v{number}-{spec.key}.csv", headers, machine_rows(grid))


@contract_page
def contract_chart_csv(request: HttpRequest, contract: Contract, number: int, name: str) -> HttpResponse:
    """The data of a chart as it was drawn for a version."""
    chart = read_charts(_find(contract, number), _language()).get(name)
    if chart is None:
        raise Http404(_("This version has no such chart."))
    response = HttpResponse(chart["csv"], content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{contract.city.slug}-v{number}-{name}.csv"'
    return response


@never_cache
@contract_page
def contract_file(
    request: HttpRequest, contract: Contract, number: int, code: str, kind: str
) -> HttpResponseBase:
    """A version as a file: made once for its content; while it is being made the page says so and asks again."""
    if code not in LANGUAGES:
        raise Http404(_("The contract is not published in this language."))
    version = _find(contract, number)
    export = _find_file(version, kind, code)
    is_asking = bool(getattr(request, "htmx", False))
    if export.state == ExportState.READY and not is_asking:
        return download_export(export)
    (row,) = show_exports([export])
    if is_asking:
        status = 200 if row.is_open else STOP_POLLING
        return render(
            request, "exchange/_contract_file.html", {"row": row, "url": request.path}, status=status
        )
    return _show(
        request,
        "exchange/contract_file.html",
        version,
        title=row.label,
        crumbs=((_version_title(version), _version_url(version)),),
        row=row,
        url=request.path,
        status=202,
    )


def _render_parts(version: ContractVersion, language: str) -> str:
    """The contents list, every part and the verification of a version."""
    content = _read(version)
    told = {
        "line": show_version(version),
        "city": version.contract.city,
        "content_sha256": content.sha256,
        "withheld": show_withheld(content.document),
        "parts": show_parts(content.document, read_charts(version, language), language),
    }
    return render_to_string("exchange/_contract_parts.html", told)


def _render_rows(spec: TableSpec, rows: Sequence[Row], page: Page) -> str:
    shown = rows[page.start_index() - 1 : page.end_index()]
    return render_to_string(
        "exchange/_contract_table.html", {"table": show_table(spec, rows, _language(), shown)}
    )


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE


def _find(contract: Contract, number: int) -> ContractVersion:
    return get_object_or_404(published_versions(contract), number=number)


def _find_file(version: ContractVersion, kind: str, language: str) -> ExportFile:
    """The file of today's content, made or being made; asked for where there is none."""
    level = Visibility.PUBLIC
    digest = keep(version, "digest", make=lambda: _read(version).sha256)
    found = find_export(version, kind=kind, language=language, level=level, sha256=digest)
    return found or request_export(version_id=version.pk, kind=kind, language=language, level=level)


def _find_table(key: str) -> TableSpec:
    try:
        return find_table(key)
    except KeyError as error:
        raise Http404(_("The contract has no such table.")) from error


def _read(version: ContractVersion) -> Content:
    return read_content(version, Visibility.PUBLIC)


def _rows(content: Content, spec: TableSpec) -> list[Row]:
    """The rows of a table; 404 where the table is not public or was not filled in."""
    rows: list[Row] = content.document["tables"].get(spec.key) or []
    if not rows:
        raise Http404(_("This table is not published."))
    return rows


def _version_title(version: ContractVersion) -> str:
    return _("Climate City Contract, version %(number)s") % {"number": version.number}


def _version_url(version: ContractVersion) -> str:
    return reverse("contract-version-public", args=[version.contract.city.slug, version.number])


def _downloads(version: ContractVersion, language: str) -> list[tuple[str, str]]:
    """Label and address of each form, in the page's language."""
    address = [version.contract.city.slug, version.number, language]
    return [(capfirst(str(kind.label)), reverse(f"contract-{kind}", args=address)) for kind in DOWNLOADS]


def _show(
    request: HttpRequest,
    template: str,
    version: ContractVersion,
    *,
    title: str,
    crumbs: tuple[tuple[str, str], ...] = (),
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    city = version.contract.city
    start = (_("Climate City Contract"), reverse("contract-document", args=[city.slug]))
    response = show(
        request, template, title=title, city=city, crumbs=(start, *crumbs), version=version, **context
    )
    response.status_code = status
    return response
