"""How much of the promise stands on which rung of evidence, and what the reports say, as JSON-ready results."""

from typing import Any

import numpy as np

from emissions.columns import Floats
from emissions.errors import Bools
from emissions.words import Maturity
from progress.frames.portfolio import year_as_day
from progress.services.portfolio import Portfolios
from progress.services.standing import known

Told = dict[str, Any]


def describe_ladders(
    by_rung: list[list[Any]], by_maturity: list[list[Any]], portfolios: Portfolios
) -> list[Told]:
    """What each contract claims, is credited with and has delivered, and its coverage by rung.

    Where a contract does not state the maturity of its actions, rows are incomplete and never a share of the gap.
    """
    claiming = portfolios.is_claiming
    is_reported = claiming & ~np.isnan(portfolios.delivered.last_day[:, portfolios.today])
    delivered = np.nan_to_num(portfolios.credited_tco2e) * portfolios.delivered_share
    n_reported, n_silent = (_count(portfolios, rows) for rows in (is_reported, claiming & ~is_reported))
    reached = _count(portfolios, is_reported, delivered)
    newest = _newest(portfolios, is_reported)
    planned = _planned(portfolios)
    return [
        _describe_claims(contract)
        | _describe_rungs(by_rung[place], by_maturity[place])
        | {
            "delivered_tco2e": float(reached[place]) if n_reported[place] else None,
            "actions_reported": int(n_reported[place]),
            "last_report_on": None if np.isnan(newest[place]) else year_as_day(newest[place]).isoformat(),
            "actions_without_report": int(n_silent[place]),
            "planned_reduction_by_year": planned[place],
        }
        for place, contract in enumerate(portfolios.ledger.contracts.to_dict("records"))
    ]


def _describe_claims(contract: dict[Any, Any]) -> Told:
    """What is claimed, credited and contested; unknown where nothing claims."""
    has_claims = contract["n_actions"] > 0
    names = {"isolated_tco2e": "claims_tco2e"} | {
        name: name for name in ("credited_tco2e", "contested_tco2e")
    }
    return {name: known(contract[column]) if has_claims else None for name, column in names.items()}


def _describe_rungs(by_rung: list[Any], by_maturity: list[Any]) -> Told:
    """Tonnes by rung, and as shares of the gap where the rows are complete."""
    is_stated = not any(row["n_actions"] for row in by_maturity if row["maturity"] == Maturity.NOT_STATED)
    return {
        "rows_are_complete": is_stated,
        "coverage_by_rung": {
            row["rung"]: {
                "tco2e": known(row["tonnes_tco2e"]),
                "share_of_gap": known(row["share_of_gap"]) if is_stated else None,
                "actions": int(row["n_actions"]),
            }
            for row in by_rung
        },
    }


def _count(portfolios: Portfolios, rows: Bools, weights: Floats | None = None) -> Floats:
    """The number of these actions by contract, or the sum of their weights (n_contracts,)."""
    place = portfolios.actions["contract"].to_numpy(dtype=np.intp)
    chosen = None if weights is None else weights[rows]
    return np.bincount(place[rows], weights=chosen, minlength=len(portfolios.contracts)).astype(np.float64)


def _newest(portfolios: Portfolios, rows: Bools) -> Floats:
    """The day of the newest statement on these actions by contract, as a year; NaN where there is none."""
    newest = np.full(len(portfolios.contracts), np.nan)
    place = portfolios.actions["contract"].to_numpy(dtype=np.intp)
    np.fmax.at(newest, place[rows], portfolios.delivered.last_day[rows, portfolios.today])
    return newest


def _planned(portfolios: Portfolios) -> list[dict[str, float] | None]:
    """Tonnes by year if every action kept its declared years; None where no action can be dated, which is not zero."""
    dated = _count(portfolios, portfolios.is_claiming & ~np.isnan(portfolios.ramp[:, -1])) > 0
    contracts, years = portfolios.contracts, portfolios.years
    first, last = (
        contracts[name].to_numpy(dtype=np.float64, na_value=np.nan)
        for name in ("baseline_year", "target_year")
    )
    # A comparison with an unknown year is false, so such a contract has no year inside.
    inside = (years > first[:, None]) & (years <= last[:, None])
    together = portfolios.ledger.scenario_by_year_tco2e
    names = [str(int(year)) for year in years]
    return [
        {names[column]: float(together[place, column]) for column in np.flatnonzero(inside[place])}
        if dated[place] and inside[place].any()
        else None
        for place in range(len(contracts))
    ]
