"""How far each action has come in a year of a draw: what is reported, then what is promised, late and in part."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from emissions.columns import Floats, to_floats
from emissions.delivery import DeliveryExpectation
from emissions.errors import faulty_rows
from emissions.ramp import linear_ramp


@dataclass(frozen=True, slots=True)
class Schedule:
    """The plan and the reports of each action, rows (n,); `level_year` is the year of the start level."""

    start_year: Floats
    end_year: Floats
    begin: Floats
    end: Floats
    no_sooner_than: Floats
    reported_share: Floats
    in_level_share: Floats
    level_year: float
    as_of_year: float

    def reported_at(self, year: float) -> Floats:
        """Give the part of the reported share that stands in a year: what is in the level, and later all of it (n,)."""
        span = self.as_of_year - self.level_year
        weight = (
            float(year > self.level_year)
            if span == 0
            else float(np.clip((year - self.level_year) / span, 0.0, 1.0))
        )
        return self.in_level_share + (self.reported_share - self.in_level_share) * weight

    def whole_at(self, year: float) -> Floats:
        """Give how far each action is in a year when all that is left of it comes whole and on time (n,)."""
        planned = linear_ramp(start_year=self.start_year, end_year=self.end_year, years=[year])[:, 0]
        return self.reported_at(year) + (1.0 - self.reported_share) * planned

    def delay(self, slip: Floats) -> tuple[Floats, Floats]:
        """Shift every action by its slip (n, k): when what is left of it begins, and the part of it done each year."""
        begin = np.maximum(self.begin[:, None] + slip, self.no_sooner_than[:, None])
        rate = 1.0 / np.maximum(self.end[:, None] + slip - begin, 1.0)
        return begin, rate


def read_schedule(
    actions: pd.DataFrame, expectation: DeliveryExpectation, *, level_year: float, as_of_year: float
) -> Schedule:
    """Read plan and reports of actions whose dates are known.

    Rules: the ramp (F13) is shifted by the known lateness; an action not yet begun by its rung starts no sooner than
    `as_of_year`; what a report shows is done stays done, and what it leaves open comes after `as_of_year`. What was
    delivered by the level year is in the level: where only a later report is known, its share is cut as the planned
    ramp stood at both years.

    Inputs: actions, one row each: `start_year`, `end_year`, `delivered_share` (0-1 by the latest report, NaN without),
    `in_level_share` (0-1 by the reports up to the level year, NaN where unknown); level_year <= as_of_year.
    Errors: `EmissionsError` with the row for a share outside 0-1, more in the level than delivered, years in the wrong
    order.
    Source: domain.md F13; delivered tonnes follow from reports.

    >>> from emissions.delivery import expect_delivery
    >>> row = pd.DataFrame({"start_year": [2020], "end_year": [2030], "delivered_share": [0.5],
    ...     "in_level_share": [None], "rung": ["under_way"], "is_late": [False], "is_funded": [True],
    ...     "lateness_years": [None]})
    >>> plan = read_schedule(row, expect_delivery(row), level_year=2022.0, as_of_year=2024.0)
    >>> [plan.reported_at(year).tolist() for year in (2022.0, 2023.0, 2024.0)]
    [[0.25], [0.375], [0.5]]
    """
    start, end = to_floats(actions["start_year"]), to_floats(actions["end_year"])
    planned = linear_ramp(
        start_year=start, end_year=end, years=np.unique([level_year, as_of_year]), labels=actions.index
    )
    reported, in_level = _read_shares(actions, planned, is_level_of_today=level_year == as_of_year)
    late = expectation.known_lateness_years
    move = late + np.where(expectation.has_begun, 0.0, np.maximum(as_of_year - start - late, 0.0))
    return Schedule(
        start_year=start,
        end_year=end,
        begin=np.where(end == start, start - 1.0, start) + move,
        end=end + move,
        no_sooner_than=np.where(np.isnan(reported), -np.inf, as_of_year),
        reported_share=np.nan_to_num(reported),
        in_level_share=np.nan_to_num(in_level),
        level_year=level_year,
        as_of_year=as_of_year,
    )


def _read_shares(actions: pd.DataFrame, planned: Floats, *, is_level_of_today: bool) -> tuple[Floats, Floats]:
    """The shares delivered by the latest report, NaN without one, and by the level year; each (n,)."""
    reported, in_level = to_floats(actions["delivered_share"]), to_floats(actions["in_level_share"])
    # Where the plan had nothing due yet, the level of an earlier year holds nothing, that of today all.
    due = planned[:, -1] > 0
    by_plan = np.where(due, planned[:, 0] / np.where(due, planned[:, -1], 1.0), is_level_of_today)
    in_level = np.where(np.isnan(in_level), reported * by_plan, in_level)
    faults = {
        "delivered_share is not between 0 and 1": (reported < 0) | (reported > 1),
        "in_level_share is not between 0 and delivered_share": (in_level < 0)
        | (in_level > np.nan_to_num(reported)),
    }
    faulty_rows(faults, labels=actions.index)
    return reported, in_level


def share_at(begin: Floats, rate: Floats, year: float) -> Floats:
    """Read delayed ramps in one year, 0-1, each begun at `begin` and growing by `rate` a year.

    >>> share_at(np.array([2020.0]), np.array([0.25]), 2021.0).tolist()
    [0.25]
    """
    share = year - begin
    share *= rate
    return np.clip(share, 0.0, 1.0, out=share)
