"""Milestones and deadlines as an iCalendar feed (RFC 5545)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from contracts.enums import CampaignState, MilestoneState, ReviewState, SectionState, VersionState
from contracts.models import City, Milestone, MonitoringCampaign, ReviewRequest, Section
from contracts.tables import find_section
from core.models import User

OPEN_MILESTONES = (MilestoneState.PLANNED, MilestoneState.MOVED)
OPEN_CAMPAIGNS = (CampaignState.SCHEDULED, CampaignState.OPEN)


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day on which something is due; `changed_at` tells a calendar that its copy is old."""

    id: UUID
    day: date
    title: str
    changed_at: datetime


def milestones_of(rows: QuerySet[Milestone]) -> list[Deadline]:
    """Those of some milestones that are still to come."""
    return list(_milestones(rows))


def deadlines_of(user: User) -> list[Deadline]:
    """What a member of one or more teams should have in the calendar: four queries, whatever the number of rows."""
    cities = City.objects.with_office_for(user)
    return [
        *_milestones(Milestone.objects.filter(city__in=cities)),
        *_campaigns(cities),
        *_sections(user, cities),
        *_reviews(user, cities),
    ]


def write_calendar(name: str, deadlines: Iterable[Deadline]) -> bytes:
    """The feed: one event of a whole day for each deadline; the same rows give the same bytes."""
    calendar = Calendar()
    calendar.add("prodid", "-//CCC Portal//calendar//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    for deadline in deadlines:
        event = Event()
        event.add("uid", f"{deadline.id}@ccc-portal")
        event.add("dtstamp", deadline.changed_at)
        event.add("dtstart", deadline.day)
        event.add("dtend", deadline.day + timedelta(days=1))
        event.add("summary", deadline.title)
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _milestones(rows: QuerySet[Milestone]) -> Iterator[Deadline]:
    for row in rows.filter(state__in=OPEN_MILESTONES).select_related("city").order_by("due_on", "id"):
        title = _("%(city)s: milestone “%(title)s”") % {"city": row.city, "title": row}
        yield Deadline(row.pk, row.due_on, title, row.changed_at)


def _campaigns(cities: QuerySet[City]) -> Iterator[Deadline]:
    rows = MonitoringCampaign.objects.filter(contract__city__in=cities, state__in=OPEN_CAMPAIGNS)
    for row in rows.select_related("contract__city"):
        title = _("%(city)s: “%(title)s” closes") % {"city": row.contract.city, "title": row.title}
        yield Deadline(row.pk, row.closes_on, title, row.changed_at)


def _sections(user: User, cities: QuerySet[City]) -> Iterator[Deadline]:
    rows = Section.objects.filter(
        assigned_to=user,
        due_on__isnull=False,
        version__contract__city__in=cities,
        version__state__in=VersionState.editable(),
    ).exclude(state=SectionState.COMPLETE)
    for row in rows.select_related("version__contract__city"):
        city = row.version.contract.city
        title = _("%(city)s: section “%(title)s”") % {"city": city, "title": find_section(row.key).title}
        yield Deadline(row.pk, row.due_on, title, row.changed_at)  # type: ignore[arg-type]  # filtered above


def _reviews(user: User, cities: QuerySet[City]) -> Iterator[Deadline]:
    rows = ReviewRequest.objects.filter(
        reviewer=user,
        state=ReviewState.OPEN,
        due_on__isnull=False,
        section__version__contract__city__in=cities,
    )
    for row in rows.select_related("section__version__contract__city"):
        city, section = row.section.version.contract.city, find_section(row.section.key)
        title = _("%(city)s: review of “%(title)s”") % {"city": city, "title": section.title}
        yield Deadline(row.pk, row.due_on, title, row.requested_at)  # type: ignore[arg-type]  # filtered above
