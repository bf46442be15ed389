"""The workbench of policy instruments: choose, compare with and without, keep the choice, download its assumptions."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from contracts import rules
from contracts.models import City
from contracts.web.guards import OfficeRequest, office_page
from contracts.web.pages import show_form, show_office
from core.tabular import csv_response, xlsx_response
from core.web.forms import has_conflict, posted, save_form, show_conflict
from molecules.models import InstrumentScenario, PolicyInstrument
from molecules.selectors.assumption_sheet import (
    COLUMNS,
    RESULT_COLUMNS,
    Row,
    read_sheet,
    result_rows,
    sentence_rows,
)
from molecules.selectors.instruments import list_usable_instruments
from molecules.selectors.workbench import LIKELY_YEAR, InstrumentComparison, compare_for_city, list_scenarios
from molecules.services import instrument_scenarios
from molecules.web.forms.workbench import ChoiceForm, SaveForm
from molecules.web.views.instruments import instrument_crumbs

WORKBENCH = "instrument-workbench"


@office_page(rules.can_enter_office, posting=rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def instrument_workbench(request: OfficeRequest, city: City) -> HttpResponse:
    """Choose instruments, see the city with and without them, and keep the choice as a scenario."""
    offered = list_usable_instruments(city)
    asked = request.POST if request.method == "POST" else request.GET
    choice = ChoiceForm(asked or None, instruments=offered)
    form = SaveForm(posted(request), instruments=offered)

    def save(fields: dict[str, Any]) -> InstrumentScenario:
        fields.pop("revision")
        return instrument_scenarios.create_scenario(city=city, by=request.user, **fields)

    if request.method == "POST" and (saved := save_form(form, save)):
        messages.success(request, _("The scenario “%(title)s” was created.") % {"title": saved.name})
        return redirect("instrument-scenario-detail", city=city.slug, pk=saved.pk)
    chosen = choice.cleaned_data["instruments"] if choice.is_valid() else []
    return show_office(
        request,
        "molecules/instrument_workbench.html",
        title=_("With and without instruments"),
        city=city,
        crumbs=instrument_crumbs(city),
        choice=choice,
        form=form,
        scenarios=list_scenarios(city),
        **(_compare(city, chosen, choice.cleaned_data["until_year"]) if chosen else {}),
    )


@office_page(rules.can_enter_office)
@require_safe
def scenario_detail(request: OfficeRequest, city: City, pk: UUID) -> HttpResponse:
    """A saved choice, computed with what is stated today."""
    scenario = find_scenario(city, pk)
    kept = set(scenario.instruments.values_list("pk", flat=True))
    chosen = [one for one in list_usable_instruments(city) if one.pk in kept]
    return show_office(
        request,
        "molecules/instrument_scenario.html",
        title=scenario.name,
        city=city,
        crumbs=_crumbs(city),
        scenario=scenario,
        archived=scenario.instruments.exclude(archived_at=None),
        **_compare(city, chosen, scenario.until_year),
    )


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
        crumbs=_crumbs(city, scenario),
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
    if request.method == "POST":
        instrument_scenarios.delete_scenario(scenario_id=pk, by=request.user)
        messages.success(request, _("The scenario “%(title)s” was deleted.") % {"title": scenario.name})
        return redirect(WORKBENCH, city=city.slug)
    question = _("Delete the scenario “%(title)s”?") % {"title": scenario.name}
    return show_office(
        request,
        "contracts/confirm_page.html",
        title=question,
        city=city,
        crumbs=_crumbs(city, scenario),
        question=question,
        text=_("The choice is deleted for good. The instruments stay as they are."),
        confirm_label=_("Delete the scenario"),
        keep_label=_("Keep it"),
        keep_url=_address(city, scenario),
    )


@office_page(rules.can_enter_office)
@require_safe
def assumptions_csv(request: OfficeRequest, city: City) -> StreamingHttpResponse:
    """Every parameter of a comparison with its source, and every assumption as a sentence."""
    compared, rows = _sheet(request.GET, city)
    return csv_response(f"{city.slug}-strumenti-ipotesi.csv", COLUMNS, [*rows, *sentence_rows(compared)])


@office_page(rules.can_enter_office)
@require_safe
def assumptions_xlsx(request: OfficeRequest, city: City) -> HttpResponse:
    """The same as a workbook, with the figures on a sheet of their own."""
    compared, rows = _sheet(request.GET, city)
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


def _compare(city: City, chosen: list[PolicyInstrument], until_year: int) -> dict[str, Any]:
    compared, _inputs = compare_for_city(city, chosen, until_year=until_year)
    query = urlencode({"instruments": [str(one.pk) for one in chosen], "until_year": until_year}, doseq=True)
    return {"compared": compared, "query": query}


def _sheet(asked: QueryDict, city: City) -> tuple[InstrumentComparison, list[Row]]:
    choice = ChoiceForm(asked or {"until_year": LIKELY_YEAR}, instruments=list_usable_instruments(city))
    if not choice.is_valid():
        raise Http404(_("There is no such comparison."))
    return read_sheet(city, choice.cleaned_data["instruments"], until_year=choice.cleaned_data["until_year"])


def _address(city: City, scenario: InstrumentScenario) -> str:
    return reverse("instrument-scenario-detail", args=[city.slug, scenario.pk])


def _crumbs(city: City, scenario: InstrumentScenario | None = None) -> tuple[tuple[str, str], ...]:
    way = (*instrument_crumbs(city), (_("With and without"), reverse(WORKBENCH, args=[city.slug])))
    return way if scenario is None else (*way, (scenario.name, _address(city, scenario)))
