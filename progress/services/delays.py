"""What delay has cost so far: tonnes that the plan had saved by now, by action and by milestone."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from emissions.columns import Floats
from emissions.delay import DelayCost, DelayMethod, cost_of_delay
from progress.frames import ContractInputs
from progress.frames.portfolio import Positions, day_as_year, milestones_of
from progress.services.portfolio import Portfolios
from progress.services.standing import known, number

DELAYED_ACTION_COLUMNS = ("action", "tco2e", "eur", "late_years", "method")
DELAYED_MILESTONE_COLUMNS = ("milestone", "action", "tco2e", "eur", "late_years", "in_total")


Told = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Delays:
    """The delays of all contracts: `late_years` of each action (n,), NaN where no statement tells."""

    cost: DelayCost
    milestones: pd.DataFrame
    late_years: Floats


def find_delays(inputs: Sequence[ContractInputs], portfolios: Portfolios) -> Delays:
    """Cost the delays of all actions by their dated reports, or by their milestones where nothing was reported.

    Costs run up to the first day of the month: a cost that grew by the day would be a new snapshot every night.
    """
    actions, today = portfolios.actions, inputs[0].as_of.replace(day=1)
    start, end = _plan(actions)
    prices = np.array([number(one.version["carbon_price_eur"]) for one in inputs])
    milestones = _milestones(inputs, portfolios.position)
    stood = np.where(portfolios.delivered.evidence >= 0, portfolios.delivered.share, np.nan)
    cost = cost_of_delay(
        pd.DataFrame(
            {
                "credited_tco2e": np.where(portfolios.is_claiming, portfolios.credited_tco2e, np.nan),
                "start_year": start,
                "end_year": end,
                "until_year": np.full(len(actions), float(today.year - 1)),
                "carbon_price_eur": prices[actions["contract"].to_numpy(dtype=np.intp)],
            }
        ),
        milestones,
        delivered_share=stood,
        years=portfolios.years,
        today=day_as_year(today),
    )
    return Delays(cost, milestones, _late_years(portfolios, cost, milestones, start, end))


def describe_delays(portfolios: Portfolios, delays: Delays) -> list[tuple[Told, Told]]:
    """The delays of each contract: five figures for the results, and rows for the ledger (columns above).

    What came early is not set against what came late.
    """
    n_contracts = len(portfolios.contracts)
    place = portfolios.actions["contract"].to_numpy(dtype=np.intp)
    cost = delays.cost.actions
    is_unknown = cost["method"].eq(DelayMethod.UNKNOWN).to_numpy() & portfolios.is_claiming
    unknown = np.bincount(place[is_unknown], minlength=n_contracts)
    actions = _late_actions(portfolios, delays)
    milestones = _late_milestones(portfolios, delays)
    return [
        (
            {
                "tco2e": sum(row[1] for row in actions[one]),
                "eur": _sum_known([row[2] for row in actions[one]]),
                "actions": len(actions[one]),
                "milestones": len(milestones[one]),
                "unknown": int(unknown[one]),
            },
            {"delayed_actions": actions[one], "delayed_milestones": milestones[one]},
        )
        for one in range(n_contracts)
    ]


def _late_actions(portfolios: Portfolios, delays: Delays) -> list[list[list[Any]]]:
    """The rows of late actions by contract."""
    rows: list[list[list[Any]]] = [[] for _ in range(len(portfolios.contracts))]
    is_late = delays.cost.actions["is_late"].to_numpy()
    late = delays.cost.actions[is_late]
    for place, *row in zip(
        portfolios.actions["contract"][is_late].tolist(),
        portfolios.actions["key"][is_late].tolist(),
        late["extra_tco2e"].tolist(),
        map(known, late["cost_eur"].tolist()),
        map(known, delays.late_years[is_late].tolist()),
        late["method"].tolist(),
        strict=True,
    ):
        rows[place].append(row)
    return rows


def _late_milestones(portfolios: Portfolios, delays: Delays) -> list[list[list[Any]]]:
    """The rows of milestones that were late, or are, by contract."""
    rows: list[list[list[Any]]] = [[] for _ in range(len(portfolios.contracts))]
    keys = portfolios.actions["key"].tolist()
    told = delays.milestones.join(delays.cost.milestones)
    for row in told[told["years_late"] > 0].to_dict("records"):
        rows[row["contract"]].append(
            [
                row["key"],
                keys[row["action"]],
                known(row["extra_tco2e"]),
                known(row["cost_eur"]),
                row["years_late"],
                bool(row["in_total"]),
            ]
        )
    return rows


def _sum_known(values: list[float | None]) -> float | None:
    """The sum of what is known, None where nothing is."""
    numbers = [value for value in values if value is not None]
    return sum(numbers) if numbers else None


def _milestones(inputs: Sequence[ContractInputs], position: Positions) -> pd.DataFrame:
    """The milestones of actions: the first date they had, the date they have now, the day they were reached."""
    rows = [
        (
            one["contract"],
            one["id"],
            position[one["action_id"]],
            one["effect_share"],
            day_as_year(one["first_due_on"] or one["due_on"]),
            day_as_year(one["due_on"]),
            day_as_year(one["reached_on"]) if one["reached_on"] else None,
        )
        for one in milestones_of(inputs)
        if one["action_id"] in position
    ]
    return pd.DataFrame(
        rows,
        columns=["contract", "key", "action", "effect_share", "planned_day", "expected_day", "reached_day"],
    )


def _plan(actions: pd.DataFrame) -> tuple[Floats, Floats]:
    """The declared years of each action; printed years that stand in the wrong order are not known."""
    end = pd.to_numeric(actions["end_year"]).to_numpy(dtype=np.float64)
    start = pd.to_numeric(actions["start_year"]).to_numpy(dtype=np.float64)
    start = np.where(np.isnan(start), end, start)
    broken = end < start
    return np.where(broken, np.nan, start), np.where(broken, np.nan, end)


def _late_years(
    portfolios: Portfolios, cost: DelayCost, milestones: pd.DataFrame, start: Floats, end: Floats
) -> Floats:
    """Years each action is behind: by its newest statement against its plan, by its milestones against their dates."""
    share = portfolios.delivered_share
    said_on = portfolios.delivered.last_day[:, portfolios.today]
    due_on = start + share * (end - start)
    behind = np.where(share < 1.0, said_on - due_on, np.nan)
    slipped = np.full(len(share), np.nan)
    np.fmax.at(
        slipped, milestones["action"].to_numpy(dtype=np.intp), cost.milestones["years_late"].to_numpy()
    )
    late = np.fmax(behind, slipped)
    return np.where(late > 0, late, np.nan)
