"""Milestones on the calendar: what was reached, missed or moved, and what comes next."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contracts.enums import MilestoneState
from core.quantities import format_date, format_number
from progress.charts.model import Chart, Column, Event, EventPlot, Mark, Table

Precision = Literal["day", "month", "year"]

OPEN_STATES = (MilestoneState.PLANNED, MilestoneState.MOVED)

MARKS: dict[str, Mark] = {
    MilestoneState.REACHED: "reached",
    MilestoneState.PLANNED: "planned",
    MilestoneState.MISSED: "missed",
    MilestoneState.MOVED: "moved",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneDate:
    """A milestone; `precision` says how much of the date was published, `old_date` where it stood before."""

    name: str
    date: dt.date
    state: str
    precision: Precision = "day"
    old_date: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestonesTimeline:
    """The milestones of a city as of a day."""

    city: str
    source: str
    as_of: dt.date
    milestones: tuple[MilestoneDate, ...]
    key: str = "milestones"


def build_milestones(data: MilestonesTimeline) -> Chart:
    """Return the timeline in the active language."""
    milestones = sorted(data.milestones, key=lambda milestone: (_drawn_date(milestone), milestone.name))
    events = tuple(_event(milestone) for milestone in milestones)
    rows = "; ".join(f"{event.when_text}: {event.name} ({event.word})" for event in events)
    return Chart(
        key=data.key,
        title=_finding(data, milestones),
        subtitle=_("Milestones by date, with their state on %(day)s.") % {"day": format_date(data.as_of)},
        source=data.source,
        description=rows or _("No milestones are published."),
        table=_table(milestones),
        plot=EventPlot(events, data.as_of, _("today")) if events else None,
        span="full",
    )


def _finding(data: MilestonesTimeline, milestones: list[MilestoneDate]) -> str:
    """Return what was reached, missed or is overdue, and what is next."""
    if not milestones:
        return _("%(city)s has not published any milestone yet") % {"city": data.city}
    open_ones = [item for item in milestones if item.state in OPEN_STATES]
    upcoming = [item for item in open_ones if _last_day(item) >= data.as_of]
    clauses = [_reached(milestones), _missed(milestones), *_overdue(len(open_ones) - len(upcoming))]
    past = ", ".join(clauses)
    if not upcoming:
        return _("%(past)s; no further one is published") % {"past": past}
    following = {"past": past, "name": upcoming[0].name, "day": _day(upcoming[0])}
    return _("%(past)s; next: %(name)s (%(day)s)") % following


def _overdue(count: int) -> list[str]:
    """Return a clause for milestones whose day has passed without a word on them."""
    if not count:
        return []
    return [ngettext("%(count)s overdue", "%(count)s overdue", count) % {"count": format_number(count, 0)}]


def _last_day(milestone: MilestoneDate) -> dt.date:
    """Return the last day of the published day, month or year."""
    if milestone.precision == "year":
        return milestone.date.replace(month=12, day=31)
    if milestone.precision == "month":
        following = milestone.date.replace(day=28) + dt.timedelta(days=4)
        return following - dt.timedelta(days=following.day)
    return milestone.date


def _reached(milestones: list[MilestoneDate]) -> str:
    count = sum(item.state == MilestoneState.REACHED for item in milestones)
    if not count:
        return _("No milestone reached")
    text = ngettext("%(count)s milestone reached", "%(count)s milestones reached", count)
    return text % {"count": format_number(count, 0)}


def _missed(milestones: list[MilestoneDate]) -> str:
    count = sum(item.state == MilestoneState.MISSED for item in milestones)
    if not count:
        return _("none missed")
    return ngettext("%(count)s missed", "%(count)s missed", count) % {"count": format_number(count, 0)}


def _day(milestone: MilestoneDate) -> str:
    """Return as much of the date as was published."""
    if milestone.precision == "year":
        return str(milestone.date.year)
    if milestone.precision == "month":
        return f"{milestone.date.month:02d}.{milestone.date.year}"
    return format_date(milestone.date, "short")


def _event(milestone: MilestoneDate) -> Event:
    moved_from = milestone.old_date if milestone.state == MilestoneState.MOVED else None
    old_text = _("before: %(day)s") % {"day": format_date(moved_from, "short")} if moved_from else ""
    return Event(
        when=_drawn_date(milestone),
        when_text=_day(milestone),
        name=milestone.name,
        mark=MARKS[milestone.state],
        word=str(MilestoneState(milestone.state).label),
        old_when=moved_from,
        old_text=old_text,
    )


def _drawn_date(milestone: MilestoneDate) -> dt.date:
    """Return the middle of the published month or year, so that the mark stands within it."""
    if milestone.precision == "year":
        return milestone.date.replace(month=7, day=1)
    if milestone.precision == "month":
        return milestone.date.replace(day=15)
    return milestone.date


def _published_date(milestone: MilestoneDate) -> dt.date | str:
    """Return the date, shortened (ISO 8601) to what was published."""
    if milestone.precision == "year":
        return f"{milestone.date:%Y}"
    if milestone.precision == "month":
        return f"{milestone.date:%Y-%m}"
    return milestone.date


def _table(milestones: list[MilestoneDate]) -> Table:
    columns = (
        Column("date", _("Date"), "date"),
        Column("milestone", _("Milestone")),
        Column("state", _("State")),
        Column("date_before", _("Date before"), "date", "–"),
    )
    rows = tuple(
        (_published_date(item), item.name, str(MilestoneState(item.state).label), item.old_date)
        for item in milestones
    )
    return Table(columns, rows)
