"""What delay costs, one late action or milestone a row, each with since when it is late."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Min

from contracts.models import Milestone
from emissions.delay import DelayMethod
from progress.models import ProgressSnapshot
from progress.selectors.actions import LinkedAction
from progress.selectors.ledger import ActionDelay, LedgerView, MilestoneDelay
from progress.selectors.milestones import without_hidden

DAYS_A_YEAR = 365.25
MONTHS_A_YEAR = 12


@dataclass(frozen=True)
class LateAction:
    """An action behind its plan: since when, by how many months, and what that has cost (t CO2e, EUR)."""

    action: LinkedAction
    since: date | None
    months: int | None
    tco2e: float
    eur: float | None
    reported_on: date | None


@dataclass(frozen=True)
class LateMilestone:
    """A milestone that was late or is: its first date, the day it was reached or is due now, what that costs.

    `is_in_total` is False where the reports of its action tell the same delay already.
    """

    name: str
    action: LinkedAction | None
    since: date
    due_on: date
    is_reached: bool
    is_overdue: bool
    months: int
    tco2e: float | None
    eur: float | None
    is_in_total: bool


@dataclass(frozen=True)
class Delays:
    """The cost of delay; `unknown` counts the actions due that no report tells of."""

    tco2e: float
    eur: float | None
    unknown: int
    actions: tuple[LateAction, ...]
    milestones: tuple[LateMilestone, ...]


def read_delays(
    snapshot: ProgressSnapshot, ledger: LedgerView, actions: dict[str, LinkedAction]
) -> Delays | None:
    """The delays in a snapshot, the costliest first, in one query; None where its engine computed none."""
    told: dict[str, Any] | None = snapshot.results.get("delay")
    if told is None:
        return None
    rows = _milestone_rows(ledger)
    milestones = [
        _milestone(one, rows[one.milestone], actions, snapshot.as_of)
        for one in ledger.delayed_milestones
        if one.milestone in rows
    ]
    first_dates = _first_dates(ledger, rows)
    late = [
        _action(one, ledger, actions[one.action], first_dates.get(one.action))
        for one in ledger.delayed_actions
        if one.action in actions
    ]
    return Delays(
        tco2e=told["tco2e"],
        eur=told["eur"],
        unknown=told["unknown"],
        actions=tuple(sorted(late, key=lambda row: (-row.tco2e, row.action.code))),
        milestones=tuple(sorted(milestones, key=lambda row: (row.since, row.name))),
    )


def _action(
    one: ActionDelay, ledger: LedgerView, action: LinkedAction, milestone_due: date | None
) -> LateAction:
    reported_on = ledger.actions[one.action].reported_on if one.action in ledger.actions else None
    since = milestone_due
    if one.method == DelayMethod.REPORTS and reported_on is not None and one.late_years is not None:
        # What the report says was reached had been planned for this day.
        since = reported_on - timedelta(days=one.late_years * DAYS_A_YEAR)
    return LateAction(
        action=action,
        since=since,
        months=_months(one.late_years),
        tco2e=one.tco2e,
        eur=one.eur,
        reported_on=reported_on if one.method == DelayMethod.REPORTS else None,
    )


def _milestone(
    one: MilestoneDelay, row: Milestone, actions: dict[str, LinkedAction], as_of: date
) -> LateMilestone:
    return LateMilestone(
        name=str(row),
        action=actions.get(one.action),
        since=_first_date(row),
        due_on=row.reached_on or row.due_on,
        is_reached=row.reached_on is not None,
        is_overdue=row.reached_on is None and row.due_on <= as_of,
        months=_months(one.late_years) or 0,
        tco2e=one.tco2e,
        eur=one.eur,
        is_in_total=one.in_total,
    )


def _milestone_rows(ledger: LedgerView) -> dict[str, Milestone]:
    """The late milestones that are public, by their id as text, each with the first date it had."""
    ids = [one.milestone for one in ledger.delayed_milestones]
    rows = without_hidden(Milestone.objects.filter(pk__in=ids)).annotate(first_due_on=Min("moves__from_date"))
    return {str(row.pk): row for row in rows}


def _first_dates(ledger: LedgerView, rows: dict[str, Milestone]) -> dict[str, date]:
    """The earliest day that a late milestone of each action should have been reached."""
    earliest: dict[str, date] = {}
    for one in ledger.delayed_milestones:
        if one.milestone in rows:
            due = _first_date(rows[one.milestone])
            earliest[one.action] = min(due, earliest.get(one.action, due))
    return earliest


def _first_date(row: Any) -> date:
    """The day a milestone was first due; `first_due_on` is annotated."""
    day: date = row.first_due_on or row.due_on
    return day


def _months(years: float | None) -> int | None:
    return None if years is None else round(years * MONTHS_A_YEAR)
