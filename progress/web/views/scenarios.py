"""Officers' pages of scenarios: what would come of the plan if some actions were otherwise."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from contracts import rules
from contracts.models import City
from contracts.web.confirming import confirm_first
from contracts.web.guards import OfficeRequest, contract_of, office_page
from contracts.web.pages import show_office
from core.selectors import job_progress, latest_job_for
from core.web.forms import has_conflict, posted, save_form, show_conflict
from core.web.job_rows import STOP_POLLING, JobRow
from progress.charts.model import RenderedChart
from progress.models import Scenario
from progress.selectors.scenarios import list_changed_actions, list_scenarios, read_comparison
from progress.services import scenarios
from progress.web.forms.scenarios import ScenarioForm
from progress.web.scenario_pages import (
    LIST,
    NOTICE,
    find_scenario,
    scenario_crumbs,
    show_scenario_form,
    to_scenario,
)


@office_page(rules.can_enter_office)
@require_safe
def scenario_list(request: OfficeRequest, city: City) -> HttpResponse:
    """The scenarios of the city, newest first."""
    return show_office(
        request,
        "progress/scenario_list.html",
        title=_("Scenarios"),
        city=city,
        strip_note=NOTICE,
        rows=list_scenarios(contract_of(city)),
    )


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def scenario_create(request: OfficeRequest, city: City) -> HttpResponse:
    """Begin a scenario."""
    contract = contract_of(city)
    form = ScenarioForm(posted(request))

    def save(fields: dict[str, Any]) -> Scenario:
        fields.pop("revision")
        return scenarios.create_scenario(contract=contract, by=request.user, **fields)

    if request.method == "POST" and (saved := save_form(form, save)):
        messages.success(request, _("The scenario “%(title)s” was created.") % {"title": saved.title})
        return to_scenario(city, saved.pk)
    return show_scenario_form(
        request, city, form=form, title=_("New scenario"), submit_label=_("Create the scenario")
    )


@office_page(rules.can_enter_office)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def scenario_detail(request: OfficeRequest, city: City, pk: UUID) -> HttpResponse:
    """What a scenario changes and what comes of it beside the plan; sending the page computes it again."""
    scenario = find_scenario(contract_of(city), pk)
    if request.method == "POST":
        scenarios.request_comparison(scenario_id=pk, by=request.user)
        return to_scenario(city, pk)
    comparison = read_comparison(scenario, get_language() or "it")
    return show_office(
        request,
        "progress/scenario_detail.html",
        title=scenario.title,
        city=city,
        strip_note=NOTICE,
        crumbs=scenario_crumbs(city),
        scenario=scenario,
        changes=list_changed_actions(scenario),
        comparison=comparison,
        chart=RenderedChart(**comparison.chart) if comparison else None,
        row=_job_row(city, scenario),
    )


@office_page(rules.can_enter_office)
@never_cache
@require_safe
def scenario_row(request: HttpRequest, city: City, pk: UUID) -> HttpResponse:
    """How far the computation of a scenario is; the status 286 tells htmx that it is over."""
    scenario = get_object_or_404(Scenario.objects.defer("results"), pk=pk, contract=contract_of(city))
    row = _job_row(city, scenario)
    if row is None:
        raise Http404(_("Nothing was computed yet."))
    context = {"row": row, "city": city, "scenario": scenario}
    status = 200 if row.is_open else STOP_POLLING
    return render(request, "progress/_scenario_job.html", context, status=status)


@office_page(rules.can_enter_office)
@require_safe
def scenario_csv(request: HttpRequest, city: City, pk: UUID) -> HttpResponse:
    """The numbers of the chart."""
    scenario = find_scenario(contract_of(city), pk)
    if not scenario.results:
        raise Http404(_("Nothing was computed yet."))
    content = scenario.results["charts"][get_language() or "it"]["csv"]
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{city.slug}-scenario.csv"'
    return response


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def scenario_edit(request: OfficeRequest, city: City, pk: UUID) -> HttpResponse:
    """Give a scenario another name or note."""
    scenario = find_scenario(contract_of(city), pk)
    form = ScenarioForm(posted(request), scenario=scenario)

    def save(fields: dict[str, Any]) -> Scenario:
        return scenarios.rename_scenario(scenario_id=pk, by=request.user, **fields)

    if request.method == "POST" and save_form(form, save) is not None:
        messages.success(request, _("The scenario was saved."))
        return to_scenario(city, pk)
    differences = []
    if has_conflict(form):
        scenario = find_scenario(contract_of(city), pk)
        differences = show_conflict(form, ScenarioForm(scenario=scenario), scenario)
    return show_scenario_form(
        request,
        city,
        scenario,
        form=form,
        title=_("Rename the scenario “%(title)s”") % {"title": scenario.title},
        submit_label=_("Save"),
        differences=differences,
    )


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def scenario_delete(request: OfficeRequest, city: City, pk: UUID) -> HttpResponse:
    """Ask, then throw a scenario away."""
    scenario = find_scenario(contract_of(city), pk)
    return confirm_first(
        request,
        city=city,
        crumbs=scenario_crumbs(city, scenario),
        strip_note=NOTICE,
        question=_("Delete the scenario “%(title)s”?") % {"title": scenario.title},
        text=_(
            "Its changes and its comparison are deleted for good. The contract and its actions stay as they are."
        ),
        confirm_label=_("Delete the scenario"),
        keep_label=_("Keep it"),
        act=partial(scenarios.delete_scenario, scenario_id=pk, by=request.user),
        told=_("The scenario “%(title)s” was deleted.") % {"title": scenario.title},
        back=reverse("scenario-detail", args=[city.slug, pk]),
        then=reverse(LIST, args=[city.slug]),
    )


def _job_row(city: City, scenario: Scenario) -> JobRow | None:
    """The newest computation of a scenario, as the component shows it."""
    job = latest_job_for(str(scenario.pk))
    if job is None:
        return None
    address = [city.slug, scenario.pk]
    return JobRow(
        pk=job.pk,
        label=_("Comparing the scenario with the plan"),
        url=reverse("scenario-row", args=address),
        page_url=reverse("scenario-detail", args=address),
        work=job_progress(job.pk),
    )
