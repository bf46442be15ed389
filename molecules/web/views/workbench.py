"""The workbench of policy instruments: change and delete a choice that was kept, download the assumptions of one.

Its pages with charts join several rooms: `ccc_portal/pages/workbench.py`.
"""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from contracts import rules
from contracts.models import City
from contracts.web.confirming import confirm_first
from contracts.web.guards import OfficeRequest, office_page
from contracts.web.pages import Crumb, show_form
from core.tabular import csv_response, xlsx_response
from core.web.forms import has_conflict, posted, save_form, show_conflict
from molecules.models import InstrumentScenario, PolicyInstrument
from molecules.selectors.assumption_sheet import (
    COLUMNS,
    RESULT_COLUMNS,
    read_sheet,
    result_rows,
    sentence_rows,
)
from molecules.selectors.instruments import list_usable_instruments
from molecules.selectors.workbench import LIKELY_YEAR
from molecules.services import instrument_scenarios
from molecules.web.forms.workbench import ChoiceForm, SaveForm
from molecules.web.views.instruments import instrument_crumbs

WORKBENCH = "instrument-workbench"


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def scenario_edit(request: OfficeRequest, city: City, pk: UUID) -> HttpResponse:
    """Give a scenario another name, note, year or choice of instruments."""
    scenario = find_scenario(city, pk)
    offered = list_usable_instruments(city)
    form = SaveForm(posted(request), instruments=offered, scenario=scenario)

    def save(fields: dict[str, Any]) -> InstrumentScenario:
        return instrument_scenarios.change_scenario(scenario_id=pk, by=request.user, **fields)

    if request.method == "POST" and save_form(form, save) is not None:
        messages.success(request, _("The scenario was saved."))
        return redirect("instrument-scenario-detail", city=city.slug, pk=pk)
    differences = []
    if has_conflict(form):
        scenario = find_scenario(city, pk)
        differences = show_conflict(form, SaveForm(instruments=offered, scenario=scenario), scenario)
    return show_form(
        request,
        title=_("Change the scenario “%(title)s”") % {"title": scenario.name},
        city=city,
        crumbs=scenario_crumbs(city, scenario),
        form=form,
        submit_label=_("Save"),
        cancel_url=_address(city, scenario),
        differences=differences,
    )


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def scenario_delete(request: OfficeRequest, city: City, pk: UUID) -> HttpResponse:
    """Ask, then throw a scenario away."""
    scenario = find_scenario(city, pk)
    return confirm_first(
        request,
        city=city,
        crumbs=scenario_crumbs(city, scenario),
        question=_("Delete the scenario “%(title)s”?") % {"title": scenario.name},
        text=_("The choice is deleted for good. The instruments stay as they are."),
        confirm_label=_("Delete the scenario"),
        keep_label=_("Keep it"),
        act=partial(instrument_scenarios.delete_scenario, scenario_id=pk, by=request.user),
        told=_("The scenario “%(title)s” was deleted.") % {"title": scenario.name},
        back=_address(city, scenario),
        then=reverse(WORKBENCH, args=[city.slug]),
    )


@office_page(rules.can_enter_office)
@require_safe
def assumptions_csv(request: OfficeRequest, city: City) -> StreamingHttpResponse:
    """Every parameter of a comparison with its source, and every assumption as a sentence."""
    compared, rows = read_sheet(city, *read_choice(request.GET, city))
    return csv_response(f"{city.slug}-strumenti-ipotesi.csv", COLUMNS, [*rows, *sentence_rows(compared)])


@office_page(rules.can_enter_office)
@require_safe
def assumptions_xlsx(request: OfficeRequest, city: City) -> HttpResponse:
    """The same as a workbook, with the figures on a sheet of their own."""
    compared, rows = read_sheet(city, *read_choice(request.GET, city))
    return xlsx_response(
        f"{city.slug}-strumenti-ipotesi.xlsx",
        sheets={
            _("Parameters"): [COLUMNS, *rows],
            _("Figures"): [RESULT_COLUMNS, *result_rows(compared)],
            _("Read me"): [
                (_("What is assumed, and what is missing"),),
                *((row[3],) for row in sentence_rows(compared)),
                (_("Empty cells are unknown, never zero. “not public” stands where a figure is withheld."),),
            ],
        },
    )


def find_scenario(city: City, pk: UUID) -> InstrumentScenario:
    """A saved choice of the city, else 404."""
    return get_object_or_404(city.instrument_scenarios.select_related("city", "made_by"), pk=pk)


def read_choice(asked: QueryDict, city: City) -> tuple[list[PolicyInstrument], int]:
    """The instruments and the last year that an address names, else 404."""
    choice = ChoiceForm(asked or {"until_year": LIKELY_YEAR}, instruments=list_usable_instruments(city))
    if not choice.is_valid():
        raise Http404(_("There is no such comparison."))
    return choice.cleaned_data["instruments"], choice.cleaned_data["until_year"]


def _address(city: City, scenario: InstrumentScenario) -> str:
    return reverse("instrument-scenario-detail", args=[city.slug, scenario.pk])


def scenario_crumbs(city: City, scenario: InstrumentScenario | None = None) -> tuple[Crumb, ...]:
    """The way to a kept choice, or to a page under it."""
    way = (*instrument_crumbs(city), (_("With and without"), reverse(WORKBENCH, args=[city.slug])))
    return way if scenario is None else (*way, (scenario.name, _address(city, scenario)))
