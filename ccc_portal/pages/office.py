"""The officers' home: what is late, what runs, what was found; one selector per room."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
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
from contracts.selectors.open_work import list_open_work
from contracts.web.guards import OfficeRequest, office_page
from contracts.web.pages import show_office
from core.models import Change
from core.quantities import format_months
from progress.models import ProgressSnapshot
from progress.selectors.findings import list_office_findings
from progress.selectors.snapshots import current_snapshot, inventory_age_months
from stakeholders.enums import CommitmentState, ReportState, Side
from stakeholders.selectors.amendments import waiting_amendments
from stakeholders.selectors.clauses import changed_parties, touched_parties, version_to_sign
from stakeholders.selectors.commitments import list_commitments
from stakeholders.selectors.people import own_organisations
from stakeholders.selectors.reports import list_reports
from stakeholders.selectors.signed import slots_to_sign

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
def officer_start(request: OfficeRequest) -> HttpResponse:
    """Lead to the only city of the person, or to their organisation, else offer the list."""
    cities = list(City.objects.with_office_for(request.user).with_contract().order_by("slug"))
    can_create = rules.can_create_contract(request.user)
    if len(cities) == 1 and not can_create:
        return redirect("officer-home", city=cities[0].slug)
    if not cities and not can_create and own_organisations(request.user).exists():
        return redirect("organisation-start")
    context = {
        "title": _("My work"),
        "cities": cities,
        "can_create": can_create,
        "organisations": own_organisations(request.user),
    }
    return render(request, "office/start.html", context)


@office_page(rules.can_enter_office)
@require_safe
def officer_home(request: OfficeRequest, city: City) -> HttpResponse:
    """What is to be done for a city today."""
    today = timezone.localdate()
    overdue = list(office.overdue_milestones(city, today))
    silent = _silent_actions(city, today)
    age = inventory_age_months(office.latest_comparable_year(city), today)
    work = list_open_work(request.user, city)
    alerts = [
        *_milestone_alerts(city, overdue, today),
        *_inventory_alerts(city, age),
        *_report_alerts(city, silent),
        *_commitment_alerts(city),
        *_commitment_report_alerts(city),
        *_amendment_alerts(city),
        *_clause_alerts(city),
        *_signature_alerts(request, city),
    ]
    return show_office(
        request,
        "office/home.html",
        title=_("My work"),
        city=city,
        alerts=alerts,
        lead=_lead(len(alerts) + len(work)),
        work=work,
        overdue=overdue[:SHOWN],
        upcoming=office.next_milestones(city, today)[:SHOWN],
        silent=silent[:SHOWN],
        jobs=latest_rows(city),
        snapshot=_snapshot(city),
        findings=list_office_findings(city)[:SHOWN],
        changes=Change.objects.filter(city_slug=city.slug).select_related("made_by")[:SHOWN],
        today=today,
        organisations=own_organisations(request.user),
    )


def _snapshot(city: City) -> ProgressSnapshot | None:
    contract = getattr(city, "contract", None)
    return current_snapshot(contract) if contract else None


def _silent_actions(city: City, today: date) -> list[Any]:
    contract = getattr(city, "contract", None)
    return list(office.actions_without_report(contract, today)) if contract else []


def _lead(count: int) -> str:
    if not count:
        return _("Nothing waits for you.")
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


def _commitment_alerts(city: City) -> list[Alert]:
    """Commitments that organisations submitted and nobody of the city has answered yet."""
    contract = getattr(city, "contract", None)
    count = list_commitments(contract, state=CommitmentState.SUBMITTED).count() if contract else 0
    if not count:
        return []
    title = ngettext(
        "%(count)s commitment waits for the city's answer",
        "%(count)s commitments wait for the city's answer",
        count,
    )
    return [
        Alert(
            kind="sign",
            title=title % {"count": count},
            text=_("Accept it or ask for changes: nobody can sign it before."),
            url=f"{reverse('commitment-office-list', args=[city.slug])}?stato={CommitmentState.SUBMITTED}",
            label=_("Read the commitments"),
        )
    ]


def _commitment_report_alerts(city: City) -> list[Alert]:
    """Reports of organisations that nobody of the city has answered yet."""
    contract = getattr(city, "contract", None)
    count = list_reports(contract, state=ReportState.SUBMITTED).count() if contract else 0
    if not count:
        return []
    title = ngettext(
        "%(count)s report of an organisation waits for an answer",
        "%(count)s reports of organisations wait for an answer",
        count,
    )
    return [
        Alert(
            kind="sign",
            title=title % {"count": count},
            text=_("Accept it, ask or reject it: only an accepted report counts for its action."),
            url=f"{reverse('office-report-list', args=[city.slug])}?stato={ReportState.SUBMITTED}",
            label=_("Read the reports"),
        )
    ]


def _amendment_alerts(city: City) -> list[Alert]:
    """Amendments that organisations proposed and nobody of the city has answered yet."""
    contract = getattr(city, "contract", None)
    waiting = waiting_amendments(contract)[:SHOWN] if contract else ()
    return [
        Alert(
            "sign",
            _("%(organisation)s proposes an amendment") % {"organisation": version.commitment.organisation},
            str(version.commitment.title),
            reverse("commitment-office", args=[city.slug, version.commitment_id]),
            _("Read the amendment"),
        )
        for version in waiting
    ]


def _clause_alerts(city: City) -> list[Alert]:
    """Parties whose signed clauses the version that is signed now words differently, and whom nobody has asked yet."""
    contract = getattr(city, "contract", None)
    version = version_to_sign(contract) if contract else None
    parties = touched_parties(changed_parties(version), version) if version else []
    count = sum(one.request is None for one in parties)
    if version is None or not count:
        return []
    title = ngettext(
        "%(count)s party has signed other clauses", "%(count)s parties have signed other clauses", count
    )
    return [
        Alert(
            kind="sign",
            title=title % {"count": count},
            text=_(
                "Version %(number)s words them differently: see how, and ask just these parties to sign again."
            )
            % {"number": version.number},
            url=reverse("clause-changes", args=[city.slug]),
            label=_("Look at the changed clauses"),
        )
    ]


def _signature_alerts(request: OfficeRequest, city: City) -> list[Alert]:
    """Texts that wait for this person's own signature for the city."""
    mine = slots_to_sign(request.user).filter(
        side=Side.CITY, request__version__commitment__contract__city=city
    )
    return [
        Alert(
            "sign",
            _("Your signature is missing: %(organisation)s")
            % {"organisation": slot.request.version.commitment.organisation},
            str(slot.request.version.commitment.title),
            reverse("signing-read", args=[slot.pk]),
            _("Read and countersign"),
        )
        for slot in mine[:SHOWN]
    ]
