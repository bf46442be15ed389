"""What the officers' pages of scenarios share: their frame, the notice that holds for all of them, the way back."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contracts.models import City, Contract
from contracts.web.guards import OfficeRequest
from contracts.web.pages import show_form
from progress.models import Scenario
from progress.selectors.scenarios import scenarios_of

LIST = "scenario-list"
NOTICE = gettext_lazy("A scenario is a what-if; nothing of the contract changes.")


def find_scenario(contract: Contract, pk: UUID) -> Scenario:
    """A scenario of the contract, else 404."""
    return get_object_or_404(scenarios_of(contract), pk=pk)


def to_scenario(city: City, pk: UUID) -> HttpResponse:
    """Lead to the page of a scenario."""
    return redirect("scenario-detail", city=city.slug, pk=pk)


def scenario_crumbs(city: City, scenario: Scenario | None = None) -> tuple[tuple[str, str], ...]:
    """The way to a page under the list, or under a scenario."""
    found = [(_("Scenarios"), reverse(LIST, args=[city.slug]))]
    if scenario is not None:
        found.append((scenario.title, reverse("scenario-detail", args=[city.slug, scenario.pk])))
    return tuple(found)


def show_scenario_form(
    request: OfficeRequest, city: City, scenario: Scenario | None = None, **context: Any
) -> HttpResponse:
    """Render a page with a form; cancelling leads one step up."""
    crumbs = scenario_crumbs(city, scenario)
    return show_form(
        request,
        "progress/scenario_form.html",
        city=city,
        crumbs=crumbs,
        strip_note=NOTICE,
        cancel_url=crumbs[-1][1],
        **context,
    )
