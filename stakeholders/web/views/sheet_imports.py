"""Officers import the sheets of a cluster: empty workbook, dry run with errors at their cell, apply."""

from collections import Counter
from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from contracts.models import City, Contract
from contracts.rules import can_edit_city, can_enter_office
from contracts.web.guards import OfficeRequest, contract_of, office_page
from contracts.web.pages import show_office
from core.tabular import xlsx_response
from core.web.forms import posted
from stakeholders.enums import Cluster
from stakeholders.selectors.sheet_imports import Outcome, PlannedSheet, plan_import, revisions_of
from stakeholders.services.sheet_imports import import_sheets
from stakeholders.sheets.import_columns import template_rows, template_words
from stakeholders.sheets.import_rows import SheetTable
from stakeholders.web.forms.sheet_imports import SheetImportForm, keep_seen, read_kept, read_seen

LIST = "commitment-office-list"


@office_page(can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def commitment_import(request: OfficeRequest, city: City) -> HttpResponse:
    """Read a workbook and show what would happen, cell by cell; nothing is written here."""
    contract = contract_of(city)
    form = SheetImportForm(posted(request), request.FILES or None, contract=contract)
    if request.method == "POST" and form.is_valid() and form.table is not None:
        variant = form.cleaned_data["variant"]
        return _show_plan(request, contract, variant, form.table, kept=form.kept)
    return show_office(
        request,
        "stakeholders/sheets/import.html",
        title=_("Import action sheets"),
        city=city,
        crumbs=_crumbs(city),
        form=form,
        templates=[(label, f"{_template_url(city)}?cluster={word}") for word, label in Cluster.choices],
        submit_label=_("Check the workbook"),
        cancel_url=reverse(LIST, args=[city.slug]),
    )


@office_page(can_edit_city)
@require_http_methods(["POST"])
def commitment_import_apply(request: OfficeRequest, city: City) -> HttpResponse:
    """Write what the dry run showed; what has changed since is checked again."""
    contract = contract_of(city)
    try:
        variant, table = read_kept(contract, request.POST.get("kept", ""))
        seen = read_seen(request.POST.get("seen", ""))
    except signing.BadSignature:
        messages.error(request, _("The check is older than an hour: choose the workbook again."))
        return redirect("commitment-import", city=city.slug)
    try:
        done = import_sheets(contract=contract, by=request.user, variant=variant, rows=table.rows, seen=seen)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return _show_plan(request, contract, variant, table, kept=request.POST["kept"])
    told = _("The workbook was imported: %(added)s sheets added, %(changed)s changed, %(same)s as before.")
    messages.success(request, told % done._asdict())
    return redirect(LIST, city=city.slug)


@office_page(can_enter_office)
@require_safe
def commitment_import_template(request: OfficeRequest, city: City) -> HttpResponse:
    """The empty workbook of a cluster, with headers in both languages and the words that its cells may hold."""
    asked = request.GET.get("cluster", "")
    variant = asked if asked in Cluster.values else Cluster.OTHER
    pages = {"Schede - Sheets": template_rows(variant), "Parole - Words": template_words(variant)}
    return xlsx_response(f"{city.slug}-{variant or 'sheets'}.xlsx", pages)


def _show_plan(
    request: OfficeRequest, contract: Contract, variant: str, table: SheetTable, *, kept: str
) -> HttpResponse:
    planned = plan_import(contract, variant, table.rows)
    faults = [fault for one in planned for fault in _faults(one, table)]
    outcomes = Counter(one.outcome for one in planned)
    return show_office(
        request,
        "stakeholders/sheets/import_plan.html",
        title=_("What the import would do"),
        city=contract.city,
        crumbs=_crumbs(contract.city),
        planned=planned,
        faults=faults,
        added=outcomes[Outcome.NEW],
        changed=outcomes[Outcome.CHANGED],
        same=outcomes[Outcome.SAME],
        kept="" if faults else kept,
        seen=keep_seen(revisions_of(planned)),
        again_url=reverse("commitment-import", args=[contract.city.slug]),
    )


def _faults(planned: PlannedSheet, table: SheetTable) -> list[dict[str, Any]]:
    """What is wrong in a row, in the order of its columns."""
    places = sorted(
        planned.faults, key=lambda key: (len(table.letters.get(key, "")), table.letters.get(key, ""))
    )
    return [
        {
            "line": planned.row.line,
            "column": f"{table.letters[key]}{planned.row.line}" if key in table.letters else key,
            "message": planned.faults[key],
        }
        for key in places
    ]


def _crumbs(city: City) -> tuple[tuple[str, str], ...]:
    return ((_("Commitments"), reverse(LIST, args=[city.slug])),)


def _template_url(city: City) -> str:
    return reverse("commitment-import-template", args=[city.slug])
