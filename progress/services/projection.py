"""Emissions to the target year, if only what stands on a rung or higher comes; and what adds up on the way."""

from typing import Any

import numpy as np

from emissions.columns import Floats
from emissions.words import Rung
from progress.services.nowcasting import Estimate
from progress.services.portfolio import Portfolios
from progress.services.standing import known

RUNGS = [rung.value for rung in Rung]
OPEN_RUNG = {word: min(place, RUNGS.index(Rung.UNDER_WAY)) for place, word in enumerate(RUNGS)}
"""The rung of what an action still has to bring."""

Figures = dict[Any, Any]


def contributions_by_rung(portfolios: Portfolios, n_contracts: int) -> Floats:
    """What is still to come of the plan by contract, rung and year (n_contracts, 7, m), t CO2e a year.

    An action adds, after today, what its plan says beyond what was reported as delivered: that is in the level
    already. What is still open of an action that is delivered in part is work under way.
    """
    done = portfolios.delivered_share[:, None]
    to_come = np.maximum(np.nan_to_num(portfolios.ramp), done) - done
    to_come[:, : portfolios.today + 1] = 0.0
    tonnes = np.nan_to_num(portfolios.credited_tco2e)[:, None] * to_come
    rung = portfolios.actions["rung"].map(OPEN_RUNG)
    on_rung = rung.notna().to_numpy()
    total = np.zeros((n_contracts * len(RUNGS), len(portfolios.years)))
    place = portfolios.actions["contract"].to_numpy()[on_rung] * len(RUNGS) + rung[on_rung].to_numpy(
        dtype=int
    )
    order = np.argsort(place, kind="stable")
    starts = np.flatnonzero(np.diff(place[order], prepend=-1))
    if len(starts):
        total[place[order][starts]] = np.add.reduceat(tonnes[on_rung][order], starts, axis=0)
    return total.reshape(n_contracts, len(RUNGS), len(portfolios.years))


def project(
    contract: Figures, estimate: Estimate, to_come: Floats, years: Floats, today: int
) -> Figures | None:
    """The level of each year from today to the target year by rung: with all that stands on it or higher.

    The existing plan's printed tonnes come evenly up to the target year; unknown, they are left out, and the page
    says so. None where no level or no target year is known.
    """
    if (
        estimate.level_tco2e is None
        or _missing(contract["target_year"])
        or _missing(contract["baseline_year"])
    ):
        return None
    shown = (years >= today) & (years <= contract["target_year"])
    if not shown.any():
        return None
    calendar = years[shown]
    existing = 0.0 if _missing(contract["existing_plan_tco2e"]) else contract["existing_plan_tco2e"]
    even = existing * (calendar - today) / (contract["target_year"] - contract["baseline_year"])
    from_above = np.cumsum(to_come[::-1], axis=0)[::-1]
    level = np.maximum(estimate.level_tco2e - even - from_above[:, shown], 0.0)
    return {
        "years": [int(year) for year in calendar],
        "level": {word: level[place].tolist() for place, word in enumerate(RUNGS)},
    }


def cumulate(contract: Figures, estimate: Estimate, projection: Figures | None, today: int) -> Figures:
    """Tonnes (t CO2e) from the year after the baseline: emitted so far, by plan, and if nothing more happens (F19).

    Years between two inventories are read on the straight line between them.
    """
    told: Figures = {
        "from_year": None,
        "to_year": None,
        "emitted_tco2e": None,
        "planned_tco2e": None,
        "flat_tco2e": None,
        "trajectory_tco2e": known(contract["cumulative_trajectory_tco2e"]),
        "budget_tco2e": contract["budget_tco2e"],
    }
    if projection is None:
        return told
    points = estimate.known | {row["year"]: row["p50"] for row in estimate.years}
    first, last = int(contract["baseline_year"]) + 1, int(contract["target_year"])
    past = np.arange(first, today + 1)
    emitted = float(np.interp(past, sorted(points), [points[year] for year in sorted(points)]).sum())
    planned = sum(projection["level"][Rung.PLANNED][1:])
    return told | {
        "from_year": first,
        "to_year": last,
        "emitted_tco2e": emitted,
        "planned_tco2e": emitted + planned,
        "flat_tco2e": emitted + projection["level"][Rung.PLANNED][0] * (last - today),
    }


def _missing(value: Any) -> bool:
    return value is None or bool(np.isnan(value))
