"""The officers' home: what is late, what runs, what was found; one selector per room."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from ccc_portal.pages.jobs import latest_rows
from contracts import rules
from contracts.models import City
from contracts.selectors import office
from contracts.web.guards import office_page
from contracts.web.pages import show_office
from core.models import Change
from core.quantities import format_months
from progress.models import ProgressSnapshot
from progress.selectors.findings import list_findings
from progress.selectors.snapshots import current_snapshot, inventory_age_months

SHOWN = 5
OLD_INVENTORY_MONTHS = 24


@dataclass(frozen=True, slots=True)
class Alert:
    """Something that needs action now, with its one link."""

    kind: str
    title: str
    text: str
    url: str
    label: str


@login_required
@require_safe
def officer_start(request: HttpRequest) -> HttpResponse:
    """Lead to the only city of the person, else offer the list."""
    cities = list(City.objects.with_office_for(request.user).with_contract().order_by("slug"))
    if len(cities) == 1:
        return redirect("officer-home", city=cities[0].slug)
    return render(request, "office/start.html", {"title": _("My work"), "cities": cities})


@office_page(rules.can_enter_office)
@require_safe
def officer_home(request: HttpRequest, city: City) -> HttpResponse:
    """What is to be done for a city today."""
    today = timezone.localdate()
    overdue = list(office.overdue_milestones(city, today))
    silent = _silent_actions(city, today)
    age = inventory_age_months(office.latest_comparable_year(city), today)
    alerts = [
        *_milestone_alerts(city, overdue, today),
        *_inventory_alerts(city, age),
        *_report_alerts(city, silent),
    ]
    return show_office(
        request,
        "office/home.html",
        title=_("My work"),
        city=city,
        alerts=alerts,
        lead=_lead(len(alerts)),
        overdue=overdue[:SHOWN],
        upcoming=office.next_milestones(city, today)[:SHOWN],
        silent=silent[:SHOWN],
        jobs=latest_rows(city),
        snapshot=_snapshot(city),
        findings=list_findings(city)[:SHOWN],
        changes=Change.objects.filter(city_slug=city.slug).select_related("made_by")[:SHOWN],
        today=today,
    )


def _snapshot(city: City) -> ProgressSnapshot | None:
    contract = getattr(city, "contract", None)
    return current_snapshot(contract) if contract else None


def _silent_actions(city: City, today: date) -> list[Any]:
    contract = getattr(city, "contract", None)
    return list(office.actions_without_report(contract, today)) if contract else []


def _lead(count: int) -> str:
    if not count:
        return _("Nothing is late.")
    return ngettext(
        "%(count)s thing needs your attention.", "%(count)s things need your attention.", count
    ) % {"count": count}


def _milestone_alerts(city: City, overdue: list[Any], today: date) -> list[Alert]:
    if not overdue:
        return []
    count, oldest = len(overdue), overdue[0]
    days = (today - oldest.due_on).days
    return [
        Alert(
            "late",
            ngettext("%(count)s milestone is late", "%(count)s milestones are late", count)
            % {"count": count},
            ngettext("“%(title)s” for %(days)s day.", "“%(title)s” for %(days)s days.", days)
            % {"title": oldest, "days": days},
            reverse("milestone-list", args=[city.slug]),
            _("Update the milestones"),
        )
    ]


def _inventory_alerts(city: City, age_months: int | None) -> list[Alert]:
    """The age depends on today's clock, so it is worked out when the page is read."""
    if age_months is not None and age_months <= OLD_INVENTORY_MONTHS:
        return []
    text = (
        _("No inventory that can be compared with the baseline is published yet.")
        if age_months is None
        else _("The newest inventory that can be compared with the baseline is %(age)s old.")
        % {"age": format_months(age_months)}
    )
    return [
        Alert(
            "risk",
            _("An inventory is missing") if age_months is None else _("The inventory is old"),
            text,
            reverse("inventory-create", args=[city.slug]),
            _("Publish an inventory"),
        )
    ]


def _report_alerts(city: City, silent: list[Any]) -> list[Alert]:
    if not silent:
        return []
    count = len(silent)
    return [
        Alert(
            "risk",
            ngettext(
                "%(count)s action has no recent report", "%(count)s actions have no recent report", count
            )
            % {"count": count},
            _("They run this year and nobody reported on them in the last twelve months."),
            reverse("office-action-list", args=[city.slug]) + "?which=active",
            _("Report progress"),
        )
    ]
