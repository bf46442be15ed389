"""The workbench of policy instruments with its charts: choose, compare with and without, keep the choice."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ccc_portal.pages.instrument_chart import build_comparison, show_chart, show_csv, show_figure
from contracts import rules
from contracts.models import City
from contracts.web.guards import OfficeRequest, office_page
from contracts.web.pages import show_office
from core.web.forms import posted, save_form
from molecules.models import InstrumentScenario, PolicyInstrument
from molecules.selectors.instrument_ranges import draw_ranges
from molecules.selectors.instruments import list_usable_instruments
from molecules.selectors.workbench import InstrumentComparison, compare_for_city, list_scenarios
from molecules.services import instrument_scenarios
from molecules.web.forms.workbench import ChoiceForm, SaveForm
from molecules.web.views.instruments import instrument_crumbs
from molecules.web.views.workbench import find_scenario, read_choice, scenario_crumbs
from progress.charts.model import Chart

FIGURE, CSV = "instrument-comparison-figure", "instrument-comparison-csv"


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
        crumbs=scenario_crumbs(city),
        scenario=scenario,
        archived=scenario.instruments.exclude(archived_at=None),
        **_compare(city, chosen, scenario.until_year),
    )


@office_page(rules.can_enter_office)
@require_safe
def comparison_figure(request: OfficeRequest, city: City) -> HttpResponse:
    """The Plotly figure of one year of a comparison."""
    chart = _find_chart(request, city)
    return HttpResponse(show_figure(chart) if chart else "{}", content_type="application/json")


@office_page(rules.can_enter_office)
@require_safe
def comparison_csv(request: OfficeRequest, city: City) -> HttpResponse:
    """The figures of the same chart; an empty file where nothing can be computed."""
    chart = _find_chart(request, city)
    answer = HttpResponse(show_csv(chart) if chart else "", content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{city.slug}-strumenti-confronto.csv"'
    return answer


def _find_chart(request: OfficeRequest, city: City) -> Chart | None:
    """The chart of the year that the address names, of the last one where it names none; None without figures."""
    chosen, until_year = read_choice(request.GET, city)
    _compared, charts = _draw(city, chosen, until_year)
    chart = charts.get(request.GET.get("year", str(until_year)))
    if charts and chart is None:
        raise Http404(_("There is no such comparison."))
    return chart


def _draw(
    city: City, chosen: Sequence[PolicyInstrument], until_year: int
) -> tuple[InstrumentComparison, dict[str, Chart]]:
    """A comparison with its charts by year; none where nothing can be computed."""
    compared, inputs = compare_for_city(city, chosen, until_year=until_year)
    ranges = draw_ranges(compared, inputs)
    return compared, {str(one.year): build_comparison(city, compared, one, ranges) for one in compared.years}


def _compare(city: City, chosen: Sequence[PolicyInstrument], until_year: int) -> dict[str, Any]:
    """What the template of a comparison needs: figures, charts with their addresses, the query of the sheets."""
    compared, charts = _draw(city, chosen, until_year)
    asked = {"instruments": [str(one.pk) for one in chosen], "until_year": until_year}
    shown = []
    for year, chart in charts.items():
        query = urlencode(asked | {"year": year}, doseq=True)
        figure, table = (f"{reverse(name, args=[city.slug])}?{query}" for name in (FIGURE, CSV))
        shown.append({"chart": show_chart(chart), "figure_url": figure, "csv_url": table})
    return {"compared": compared, "charts": shown, "query": urlencode(asked, doseq=True)}
