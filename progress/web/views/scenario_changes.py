"""Officers' pages of what a scenario changes in single actions."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contracts import rules
from contracts.models import City
from contracts.selectors.office import action_codes
from contracts.web.confirming import confirm_first
from contracts.web.guards import OfficeRequest, contract_of, office_page
from core.web.forms import has_conflict, posted, save_form, show_conflict
from progress.models import ScenarioChange
from progress.services import scenarios
from progress.web.forms.scenarios import ScenarioChangeForm
from progress.web.scenario_pages import (
    NOTICE,
    find_scenario,
    scenario_crumbs,
    show_scenario_form,
    to_scenario,
)


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def change_create(request: OfficeRequest, city: City, pk: UUID) -> HttpResponse:
    """Change an action in a scenario."""
    contract = contract_of(city)
    scenario = find_scenario(contract, pk)
    form = ScenarioChangeForm(
        posted(request), contract=contract, scenario=scenario, code=request.GET.get("azione", "")
    )

    def save(fields: dict[str, Any]) -> ScenarioChange:
        return scenarios.change_action_in_scenario(scenario_id=pk, by=request.user, **fields)

    if request.method == "POST" and (saved := save_form(form, save)):
        messages.success(request, _("%(code)s was changed in the scenario.") % {"code": saved.action.code})
        return to_scenario(city, pk)
    differences = []
    if has_conflict(form):
        scenario = find_scenario(contract, pk)
        differences = show_conflict(form, ScenarioChangeForm(contract=contract, scenario=scenario), scenario)
    return show_scenario_form(
        request,
        city,
        scenario,
        form=form,
        title=_("Change an action in “%(title)s”") % {"title": scenario.title},
        intro=_("Fill in only what would be otherwise; what stays empty is as planned."),
        submit_label=_("Change it in the scenario"),
        codes=action_codes(city),
        differences=differences,
    )


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def change_edit(request: OfficeRequest, city: City, pk: UUID) -> HttpResponse:
    """Say otherwise what an action would be."""
    change = _find_change(city, pk)
    form = _change_form(change, posted(request))

    def save(fields: dict[str, Any]) -> ScenarioChange:
        return scenarios.change_action_in_scenario(
            scenario_id=change.scenario_id, action=change.action, by=request.user, **fields
        )

    if request.method == "POST" and save_form(form, save) is not None:
        messages.success(request, _("%(code)s was changed in the scenario.") % {"code": change.action.code})
        return to_scenario(city, change.scenario_id)
    differences = []
    if has_conflict(form):
        change = _find_change(city, pk)
        differences = show_conflict(form, _change_form(change), change.scenario)
    return show_scenario_form(
        request,
        city,
        change.scenario,
        form=form,
        title=_("%(code)s in “%(title)s”") % {"code": change.action.code, "title": change.scenario.title},
        intro=str(change.action.title),
        submit_label=_("Change it in the scenario"),
        differences=differences,
    )


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def change_remove(request: OfficeRequest, city: City, pk: UUID) -> HttpResponse:
    """Ask, then let an action be as planned again."""
    change = _find_change(city, pk)
    return confirm_first(
        request,
        city=city,
        crumbs=scenario_crumbs(city, change.scenario),
        strip_note=NOTICE,
        question=_("Leave %(code)s as planned?") % {"code": change.action.code},
        text=_("What the scenario says of this action is taken out; the other changes stay."),
        confirm_label=_("Leave it as planned"),
        keep_label=_("Keep the change"),
        act=partial(scenarios.drop_change, change_id=pk, by=request.user),
        told=_("%(code)s is as planned again.") % {"code": change.action.code},
        back=reverse("scenario-detail", args=[city.slug, change.scenario_id]),
    )


def _find_change(city: City, pk: UUID) -> ScenarioChange:
    rows = ScenarioChange.objects.select_related("action", "scenario__contract")
    return get_object_or_404(rows, pk=pk, scenario__contract=contract_of(city))


def _change_form(change: ScenarioChange, data: Any = None) -> ScenarioChangeForm:
    return ScenarioChangeForm(
        data, contract=change.scenario.contract, scenario=change.scenario, change=change
    )
