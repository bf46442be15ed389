"""The cost of delay: tonnes that the plan had saved by now and that were emitted, by action and by milestone."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from emissions.columns import MISSING, Codes, Floats, infinite_values, to_floats, to_years
from emissions.errors import Bools, EmissionsError, faulty_rows
from emissions.ramp import linear_ramp

ACTION_COLUMNS: Final = ("credited_tco2e", "start_year", "end_year", "until_year", "carbon_price_eur")
"""t CO2e a year at full effect, the years as planned, the last complete year, EUR a tonne; NaN where unknown."""
MILESTONE_COLUMNS: Final = ("action", "effect_share", "planned_day", "expected_day", "reached_day")
"""Label of the action, 0-1 of its full effect once reached; the first date given, the date it was moved to and the
date it was reached, decimal years; NaN where unknown."""


class DelayMethod(StrEnum):
    """What the cost of an action's delay was computed from; each action has one, so no tonne is counted twice."""

    REPORTS = "reports"
    MILESTONES = "milestones"
    NOT_DUE = "not_due"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class DelayCost:
    """What delay has cost.

    actions: index of the input; `extra_tco2e` (t CO2e; negative where it came early), `cost_eur` (NaN without a
    price), `method` (DelayMethod), `is_late`, `n_unknown_years` (due, and no report stood yet: with any, the tonnes of
    reports are a lower bound).
    milestones: index of the input; `extra_tco2e` (of a moved milestone up to its new date), `cost_eur`, `years_late`,
    and `in_total`: whether the action's own tonnes are made of its milestones; where they are not, the row explains
    them and is never added.
    Unknown is NaN, never 0.
    """

    actions: pd.DataFrame
    milestones: pd.DataFrame


def cost_of_delay(
    actions: pd.DataFrame,
    milestones: pd.DataFrame,
    *,
    delivered_share: npt.ArrayLike,
    years: npt.ArrayLike,
    today: float,
) -> DelayCost:
    """Say what the delay of each action and milestone has cost, in tonnes and, where there is a price, in euros.

    Formula: by reports, `sum(tonnes (planned(t) - delivered(t)))` over the yearly flows up to `until_year` in which a
    report stood, with the linear ramp of F13 as the plan. By milestones, `tonnes x step x (actual - original)` in
    years, where the step is the share a milestone adds to the one below it, and a step also counts as taken once a
    milestone with a greater share is reached; actual is the day reached, else the day expected, no sooner than today.
    An action with reports is costed by its reports, one without by its milestones; never by both.

    Inputs: actions (n), unique labels (ACTION_COLUMNS); milestones (MILESTONE_COLUMNS); delivered_share (n, m), 0-1 at
    the end of each year, NaN where no report stood; years (m,), strictly increasing; today, a decimal year.
    Output: `DelayCost`.
    Errors: `EmissionsError` with the row for a negative number, a share outside 0-1, an infinite value, an unknown
    action, years in the wrong order.
    Source: domain.md F13, F19 (yearly flows are added; late starts cost even where the end is the same).

    >>> actions = pd.DataFrame({"credited_tco2e": [100.0], "start_year": [2022], "end_year": [2024],
    ...     "until_year": [2025], "carbon_price_eur": [80.0]}, index=["tram"])
    >>> milestones = pd.DataFrame({"action": ["tram"], "effect_share": [0.5], "planned_day": [2023.0],
    ...                            "expected_day": [2026.0], "reached_day": [None]})
    >>> cost = cost_of_delay(actions, milestones, delivered_share=[[0.0, 0.25, 0.5]], years=[2023, 2024, 2025],
    ...                      today=2026.2)
    >>> cost.actions[["extra_tco2e", "cost_eur"]].values.tolist(), cost.milestones["extra_tco2e"].round(9).tolist()
    ([[175.0, 14000.0]], [160.0])
    """
    columns = _read_actions(actions)
    reports = _compare_reports(columns, to_floats(delivered_share), to_years(years), actions.index)
    steps = _compare_milestones(milestones, actions.index, today)
    by_step = columns["credited_tco2e"][steps.action] * steps.delayed_years
    costed = _cost_actions(columns, by_step, reports, steps)
    by_milestones = (costed["method"] == DelayMethod.MILESTONES.value).to_numpy()
    return DelayCost(
        actions=costed.set_axis(actions.index),
        milestones=pd.DataFrame(
            {
                "extra_tco2e": by_step,
                "cost_eur": by_step * columns["carbon_price_eur"][steps.action],
                "years_late": steps.years_late,
                "in_total": by_milestones[steps.action] & ~np.isnan(by_step),
            },
            index=milestones.index,
        ),
    )


@dataclass(frozen=True, slots=True)
class _Reports:
    """Reports against the plan (n,): years' worth of the full effect missing, NaN where no due year has a report."""

    missing_years: Floats
    n_due_years: Codes
    n_unknown_years: Codes


@dataclass(frozen=True, slots=True)
class _Steps:
    """Milestones against their first dates (k,): years' worth of the full effect delayed, NaN where unknown."""

    action: Codes
    delayed_years: Floats
    years_late: Floats
    tells: Bools


def _cost_actions(
    columns: dict[str, Floats], by_step: Floats, reports: _Reports, steps: _Steps
) -> pd.DataFrame:
    """Cost each action once, by the first method that applies; rows in the order of the input."""
    by_report = columns["credited_tco2e"] * reports.missing_years
    n_actions = len(by_report)
    told = np.bincount(steps.action, weights=steps.tells & ~np.isnan(by_step), minlength=n_actions) > 0
    by_milestone = np.bincount(steps.action, weights=np.nan_to_num(by_step), minlength=n_actions)
    # The first that applies: reports, milestones, nothing due yet.
    applies = [~np.isnan(by_report), told, reports.n_due_years == 0]
    extra = np.select(applies, [by_report, by_milestone, np.zeros_like(by_report)], np.nan)
    method = np.select(applies, [0, 1, 2], 3)
    return pd.DataFrame(
        {
            "extra_tco2e": extra,
            "cost_eur": extra * columns["carbon_price_eur"],
            "method": np.array([word.value for word in DelayMethod], dtype=object)[method],
            "is_late": extra > 0,
            "n_unknown_years": reports.n_unknown_years,
        }
    )


def _read_actions(actions: pd.DataFrame) -> dict[str, Floats]:
    """The columns of the actions, refused where they make no sense."""
    columns = {name: to_floats(actions[name]) for name in ACTION_COLUMNS}
    faults = infinite_values(**columns) | {
        f"{name} is negative": columns[name] < 0 for name in ("credited_tco2e", "carbon_price_eur")
    }
    faults["action is there twice"] = actions.index.duplicated()
    faulty_rows(faults, labels=actions.index)
    return columns


def _compare_reports(
    columns: dict[str, Floats], delivered: Floats, calendar: Floats, labels: "pd.Index[Any]"
) -> _Reports:
    """Set what stood in the reports of each year against the planned ramp."""
    planned = linear_ramp(
        start_year=columns["start_year"], end_year=columns["end_year"], years=calendar, labels=labels
    )
    if delivered.shape != planned.shape:
        raise EmissionsError(
            "delivered_share", "has not one row for each action and one column for each year"
        )
    outside = np.any((delivered < 0) | (delivered > 1), axis=1)
    faulty_rows({"delivered_share is not between 0 and 1": outside}, labels=labels)
    over = calendar <= columns["until_year"][:, None]
    due = over & (planned > 0)
    missing = np.where(over, planned - delivered, np.nan)
    is_known = (due & ~np.isnan(missing)).any(axis=1)
    undated = np.isnan(planned[:, :1]).any(axis=1) | np.isnan(columns["until_year"])
    return _Reports(
        missing_years=np.where(is_known, np.nansum(missing, axis=1), np.nan),
        n_due_years=np.where(undated, MISSING, due.sum(axis=1)),
        n_unknown_years=(due & np.isnan(delivered)).sum(axis=1),
    )


def _compare_milestones(milestones: pd.DataFrame, labels: "pd.Index[Any]", today: float) -> _Steps:
    """Set when each step of an action was, or will be, taken against when it was first due."""
    names = MILESTONE_COLUMNS[1:]
    share, planned, expected, reached = columns = [to_floats(milestones[name]) for name in names]
    action = labels.get_indexer(pd.Index(milestones["action"])).astype(np.intp)
    faults = infinite_values(**dict(zip(names, columns, strict=True))) | {
        "action is unknown": action == MISSING,
        "effect_share is not between 0 and 1": (share < 0) | (share > 1),
    }
    faulty_rows(faults, labels=milestones.index)
    coming = np.maximum(np.where(np.isnan(expected), planned, expected), today)
    actual = np.where(np.isnan(reached), coming, reached)
    known = ~np.isnan(share + planned)
    rows = pd.DataFrame({"action": action, "share": share, "planned": planned, "actual": actual})[known]
    rows = rows.sort_values(["action", "share", "planned", "actual"])
    below = rows.groupby("action")["share"].shift(fill_value=0.0)
    # A step is taken with the first of the milestones that reach at least as far.
    taken = rows.iloc[::-1].groupby("action")[["planned", "actual"]].cummin()
    delayed = (rows["share"] - below) * (taken["actual"] - taken["planned"])
    return _Steps(
        action=action,
        delayed_years=delayed.reindex(np.arange(len(milestones))).to_numpy(),
        years_late=actual - planned,
        tells=~np.isnan(reached) | (actual != planned),
    )
