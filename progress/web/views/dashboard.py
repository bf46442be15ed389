"""The page of a city, and its charts for scripts and machines."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from contracts.models import Contract
from progress.charts.model import RenderedChart
from progress.models import ProgressSnapshot
from progress.selectors.dashboard import read_dashboard
from progress.selectors.forecast import read_forecast
from progress.selectors.snapshots import current_snapshot
from progress.services.charts import charts_for_page
from progress.web.pages import contract_page, find_city, find_contract, show

ON_DASHBOARD = {
    "trajectory": _("Trajectory"),
    "coverage": _("What covers the gap"),
    "gap-waterfall": _("From baseline to target"),
    "sectors": _("Sectors"),
    "milestones": _("Milestones"),
    "actions-summary": _("Actions"),
}
"""Parts of a city's page in their order, with the words of the links to them."""


@require_safe
def dashboard(request: HttpRequest, city: str) -> HttpResponse:
    """How far a city is, in one sentence, four figures and the charts."""
    contract = find_contract(request, city)
    if contract is None:
        place = find_city(request, city)
        return show(
            request, "progress/dashboard_empty.html", title=str(place), city=place, has_contract=False
        )
    page = read_dashboard(contract)
    charts = read_charts(page.standing.snapshot) if page.standing else {}
    return show(
        request,
        "progress/dashboard.html",
        title=str(_("Progress")),
        city=contract.city,
        page=page,
        charts={name.replace("-", "_"): chart for name, chart in charts.items()},
        links=ON_DASHBOARD.items() if page.standing else [],
    )


FORECAST = {
    "projection": _("The way to the target"),
    "cumulative": _("What adds up"),
    "drivers": _("What moves the chance"),
    "delays": _("What delay has cost"),
    "abatement_curve": _("What a tonne costs"),
    "verdict_history": _("How the verdict changed"),
}
"""Parts of the page on forecast and risk in their order, with the words of the links to them."""


@contract_page
def forecast(request: HttpRequest, contract: Contract) -> HttpResponse:
    """What may come: the way to the target, what moves the chance, what delay costs, how to close the gap."""
    page = read_forecast(contract, request.user)
    charts = read_charts(page.standing.snapshot) if page.standing else {}
    return show(
        request,
        "progress/dashboard_forecast.html",
        title=str(_("Forecast and risk")),
        city=contract.city,
        page=page,
        charts=charts,
        links=[(key, label) for key, label in FORECAST.items() if key in charts or key == "delays"],
    )


def read_charts(snapshot: ProgressSnapshot) -> dict[str, RenderedChart]:
    """The stored charts of a snapshot in the active language."""
    stored = charts_for_page(snapshot, get_language() or "it")
    return {name: RenderedChart(**content) for name, content in stored.items()}


@contract_page
@cache_control(max_age=60)
@conditional_page
def chart_figure(request: HttpRequest, contract: Contract, name: str) -> HttpResponse:
    """The Plotly figure of a chart, as it was stored."""
    return HttpResponse(_chart_part(contract, name, "figure_json"), content_type="application/json")


@contract_page
@cache_control(max_age=60)
@conditional_page
def chart_csv(request: HttpRequest, contract: Contract, name: str) -> HttpResponse:
    """The numbers of a chart."""
    response = HttpResponse(_chart_part(contract, name, "csv"), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{contract.city.slug}-{name}.csv"'
    return response


def _chart_part(contract: Contract, name: str, part: str) -> Any:
    """A part of a stored chart; 404 where the chart or the part does not exist."""
    snapshot = current_snapshot(contract)
    charts = charts_for_page(snapshot, get_language() or "it") if snapshot else {}
    content = charts.get(name, {}).get(part)
    if not content:
        raise Http404(name)
    return content
