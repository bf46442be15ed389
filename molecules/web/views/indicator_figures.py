"""Dated values of a molecule's indicators as a file: taken away, and sent back."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from contracts import rules
from contracts.models import City
from contracts.web.guards import OfficeRequest, office_page
from contracts.web.pages import show_form
from core.tabular import csv_response
from core.web.forms import posted
from molecules.selectors.ties import value_cells
from molecules.services.indicator_figures import record_indicator_values
from molecules.web.forms.ties import COLUMNS, ValueImportForm
from molecules.web.views.editor import find_molecule
from molecules.web.views.ties import INDICATORS, tie_crumbs


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def molecule_values_import(request: OfficeRequest, city: City, pk: UUID) -> HttpResponse:
    """Import a file of values as drafts: all of them or none."""
    molecule = find_molecule(city, pk)
    form = ValueImportForm(posted(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            done = record_indicator_values(molecule_id=pk, figures=form.rows, by=request.user)
        except ValidationError as error:
            form.tell_refusal(error)
        else:
            told = _(
                "The file was imported: %(added)s values added, %(changed)s changed, %(same)s as before."
            )
            messages.success(request, told % done._asdict())
            return redirect(INDICATORS, city=city.slug, pk=pk)
    return show_form(
        request,
        "molecules/molecule_values_import.html",
        city=city,
        crumbs=tie_crumbs(city, molecule, INDICATORS),
        title=_("Import values of the indicators of “%(name)s”") % {"name": molecule},
        molecule=molecule,
        form=form,
        submit_label=_("Import"),
        cancel_url=reverse(INDICATORS, args=[city.slug, pk]),
    )


@office_page(rules.can_enter_office)
@require_safe
def molecule_values_csv(request: OfficeRequest, city: City, pk: UUID) -> StreamingHttpResponse:
    """Download the values, in the columns that can be imported again."""
    molecule = find_molecule(city, pk)
    return csv_response(f"{city.slug}-{molecule.code}-indicatori.csv", COLUMNS, value_cells(molecule))
