"""The staged path: when each milestone will come, which of them hold up the end, and how much room the others have."""

from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from typing import Any, Final

import numpy as np
import pandas as pd

from emissions.columns import Codes, Floats, infinite_values, to_floats
from emissions.errors import Bools, EmissionsError, faulty_rows

MILESTONE_COLUMNS: Final = ("planned_day", "expected_day", "reached_day")
"""Day numbers: as first planned, as its owner expects it now, as it was reached; NaN where there is none."""
DEPENDENCY_COLUMNS: Final = ("before", "after", "least_days")
"""Labels of two milestones, and the days that lie between them at least."""


@dataclass(frozen=True, slots=True)
class StagedPath:
    """A path of milestones: frame with the index of the input.

    `forecast_day`; `late_days` against the plan (negative: early, NaN: never planned); `latest_day`, the day on which
    a milestone can come without any end slipping past the day it has to hold; `slack_days` up to it (negative: the
    end is already missed by so much); `is_critical`: it and what follows from it decides when the last end comes.
    """

    milestones: pd.DataFrame
    critical: "pd.Index[Any]"


def staged_path(
    milestones: pd.DataFrame, dependencies: pd.DataFrame, *, today: float, end_day: float
) -> StagedPath:
    """Work out the staged path with the critical path method.

    Formula: forward, `forecast = reached`, else the latest of what its owner expects (else the plan), today, and
    `forecast + least_days` of all that comes before. Backward, `latest = min(latest - least_days)` of all that comes
    after, and the end day where nothing does. Slack = latest - forecast. Critical are the open
    milestones whose delay by a day delays the last open one.

    Inputs: milestones (n), unique labels (MILESTONE_COLUMNS); dependencies (k) (DEPENDENCY_COLUMNS); today and the day
    on which the path must have ended, day numbers.
    Output: `StagedPath`; critical in the order of its days.
    Errors: `EmissionsError` with the row for an unknown or twice given label, a milestone without any day, negative or
    missing days, a circle of dependencies (its milestones are named).
    Source: Kelley & Walker 1959 (critical path method).

    >>> rows = pd.DataFrame({"planned_day": [10.0, 20.0, 15.0], "expected_day": [14.0, None, None],
    ...                      "reached_day": [None, None, None]}, index=["permit", "works", "survey"])
    >>> links = pd.DataFrame({"before": ["permit"], "after": ["works"], "least_days": [12.0]})
    >>> path = staged_path(rows, links, today=0.0, end_day=30.0)
    >>> path.milestones[["forecast_day", "late_days", "slack_days"]].values.tolist(), list(path.critical)
    ([[14.0, 4.0, 4.0], [26.0, 6.0, 4.0], [15.0, 0.0, 15.0]], ['permit', 'works'])
    """
    days = _read_milestones(milestones)
    before, after, least = _read_dependencies(dependencies, milestones.index)
    order = _in_order(before, after, milestones.index)
    forecast = _forecast(days, order, (before, after, least), today)
    latest = _latest(order, (before, after, least), end_day)
    open_ones = np.isnan(days["reached_day"])
    frame = pd.DataFrame(
        {
            "forecast_day": forecast,
            "late_days": forecast - days["planned_day"],
            "latest_day": latest,
            "slack_days": np.where(open_ones, latest - forecast, np.nan),
            "is_critical": _critical(forecast, open_ones, (before, after, least), order),
        },
        index=milestones.index,
    )
    critical = frame.index[frame["is_critical"]]
    return StagedPath(frame, critical[np.argsort(forecast[frame["is_critical"].to_numpy()], kind="stable")])


_Links = tuple[Codes, Codes, Floats]


def _read_milestones(milestones: pd.DataFrame) -> dict[str, Floats]:
    columns = {name: to_floats(milestones[name]) for name in MILESTONE_COLUMNS}
    nothing = np.logical_and.reduce([np.isnan(values) for values in columns.values()])
    faulty_rows(
        infinite_values(**columns)
        | {"a label is given twice": milestones.index.duplicated(), "a milestone has no day": nothing},
        labels=milestones.index,
    )
    return columns


def _read_dependencies(dependencies: pd.DataFrame, labels: "pd.Index[Any]") -> _Links:
    before, after = (
        labels.get_indexer(pd.Index(dependencies[side])).astype(np.intp) for side in ("before", "after")
    )
    least = to_floats(dependencies["least_days"])
    faulty_rows(
        {
            "an unknown milestone": (before < 0) | (after < 0),
            "least_days is missing, negative or infinite": ~np.isfinite(least) | (least < 0),
        },
        labels=dependencies.index,
    )
    return before, after, least


def _in_order(before: Codes, after: Codes, labels: "pd.Index[Any]") -> list[int]:
    """Positions so that each milestone stands behind all it waits for; a circle is refused by name."""
    sorter: TopologicalSorter[int] = TopologicalSorter(dict.fromkeys(range(len(labels)), ()))
    for first, second in zip(before.tolist(), after.tolist(), strict=True):
        sorter.add(second, first)
    try:
        return list(sorter.static_order())
    except CycleError as circle:
        names = " → ".join(str(labels[place]) for place in reversed(circle.args[1]))
        raise EmissionsError(labels[circle.args[1][0]], f"milestones wait for each other: {names}") from None


def _forecast(days: dict[str, Floats], order: list[int], links: _Links, today: float) -> Floats:
    before, after, least = links
    own = np.where(np.isnan(days["expected_day"]), days["planned_day"], days["expected_day"])
    forecast = np.fmax(own, today)
    for place in order:
        if np.isfinite(days["reached_day"][place]):
            forecast[place] = days["reached_day"][place]
            continue
        incoming = np.flatnonzero(after == place)
        waits = forecast[before[incoming]] + least[incoming]
        forecast[place] = max(forecast[place], *waits.tolist()) if waits.size else forecast[place]
    return forecast


def _latest(order: list[int], links: _Links, end_day: float) -> Floats:
    before, after, least = links
    latest = np.full(len(order), end_day)
    for place in reversed(order):
        outgoing = np.flatnonzero(before == place)
        if outgoing.size:
            latest[place] = (latest[after[outgoing]] - least[outgoing]).min()
    return latest


def _critical(forecast: Floats, open_ones: Bools, links: _Links, order: list[int]) -> Bools:
    """Whether a delay of an open milestone by a day delays the last of them."""
    before, after, least = links
    decides: Bools = open_ones & (forecast == forecast[open_ones].max(initial=-np.inf))
    for place in reversed(order):
        outgoing = np.flatnonzero(before == place)
        pushes = decides[after[outgoing]] & (forecast[place] + least[outgoing] >= forecast[after[outgoing]])
        decides[place] |= open_ones[place] and bool(pushes.any())
    return decides
