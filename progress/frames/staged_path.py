"""The milestones of a staged path and what each waits for, as frames for its computation."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date

import pandas as pd

from contracts.enums import MilestoneState
from contracts.models import Milestone, MilestoneDependency
from emissions.staged_path import DEPENDENCY_COLUMNS, MILESTONE_COLUMNS

YEAR_LENGTH, MONTH_LENGTH = 4, 7
"""Characters of a printed date that tells no more than its year, or its month."""


def milestone_frame(milestones: Sequence[Milestone]) -> pd.DataFrame:
    """Day numbers of each milestone (MILESTONE_COLUMNS) by its id; the moves must be loaded."""
    rows = [
        (planned_on(one).toordinal(), _number(expected_on(one)), _number(reached_on(one)))
        for one in milestones
    ]
    frame = pd.DataFrame(rows, columns=list(MILESTONE_COLUMNS), index=[one.pk for one in milestones])
    return frame.astype(float)


def dependency_frame(links: Sequence[MilestoneDependency]) -> pd.DataFrame:
    """The two milestones of each dependency by id, and the days between them at least (DEPENDENCY_COLUMNS)."""
    rows = [(one.before_id, one.after_id, float(one.least_days)) for one in links]
    return pd.DataFrame(rows, columns=list(DEPENDENCY_COLUMNS))


def planned_on(milestone: Milestone) -> date:
    """The day first planned: the old date of the first move, else the last day of the date as printed."""
    moves = list(milestone.moves.all())
    return moves[0].from_date if moves else last_day(milestone.due_on, milestone.due_note)


def expected_on(milestone: Milestone) -> date | None:
    """The day its owner expects, else the new date of a moved one; None where nobody said another than the plan."""
    moved = milestone.due_on if list(milestone.moves.all()) else None
    return milestone.expected_on or moved


def reached_on(milestone: Milestone) -> date | None:
    """The day it was reached; of one whose day nobody wrote down, the last of its date as printed."""
    if milestone.state != MilestoneState.REACHED:
        return None
    return milestone.reached_on or last_day(milestone.due_on, milestone.due_note)


def last_day(day: date, printed: str) -> date:
    """The last day of a date that was printed as a year ("2026") or a month ("2026-03"), else the day itself.

    >>> last_day(date(2026, 2, 1), "2026-02"), last_day(date(2026, 1, 1), "2026")
    (datetime.date(2026, 2, 28), datetime.date(2026, 12, 31))
    """
    if len(printed) == YEAR_LENGTH:
        return day.replace(month=12, day=31)
    if len(printed) == MONTH_LENGTH:
        return day.replace(day=monthrange(day.year, day.month)[1])
    return day


def _number(day: date | None) -> float:
    return float("nan") if day is None else float(day.toordinal())
