"""What a snapshot lets one expect: the chance of the target, what moves it, the cheapest set that closes the gap."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

import numpy as np
import pandas as pd

from emissions.combination import SourceCaps
from emissions.delivery import ADJUSTMENTS, RUNG_ASSUMPTIONS
from emissions.futures import StartLevel
from emissions.probability import TargetChance, simulate_target
from emissions.selection import CheapestSet, cheapest_set
from emissions.words import Rung, Sector
from progress.frames import ContractInputs, contracts_frame, portfolio_frame
from progress.models import ProgressSnapshot, SnapshotForesight
from progress.services.delays import find_delays
from progress.services.portfolio import Portfolios, assess_portfolios
from progress.services.standing import known, number

DRAWS = 10_000
SEED_DIGITS = 12
"""Digits of the input hash that make the seed: the same inputs always draw the same futures."""

ROWS_INCOMPLETE = "rows_incomplete"
"""Why no chance is told where a contract does not publish the maturity of its actions (see `describe_ladder`)."""

SECTORS = [sector.value for sector in Sector]
REPORTED_RUNGS = (Rung.DELIVERED.value, Rung.VERIFIED.value)
FUNDED_RUNGS = (Rung.FUNDED, Rung.UNDER_WAY, Rung.DELIVERED, Rung.VERIFIED)
Content = dict[str, Any]


def foresee_snapshot(*, snapshot_id: UUID) -> None:
    """Compute and store the foresight of a snapshot, unless that was done before."""
    if SnapshotForesight.objects.filter(snapshot=snapshot_id).exists():
        return
    snapshot = ProgressSnapshot.objects.get(pk=snapshot_id)
    inputs = ContractInputs.from_dict(snapshot.inputs, contract_id=snapshot.contract_id, as_of=snapshot.as_of)
    seed = int(snapshot.input_hash[:SEED_DIGITS], 16)
    content = compute_foresight(inputs, snapshot.results, seed=seed)
    # Two workers may compute the same foresight at once: the same numbers, so whoever is second changes nothing.
    SnapshotForesight.objects.bulk_create(
        [SnapshotForesight(snapshot=snapshot, seed=seed, draws=DRAWS, content=content)],
        ignore_conflicts=True,
    )


def compute_foresight(one: ContractInputs, results: dict[str, Any], *, seed: int) -> Content:
    """The foresight of one contract, JSON-ready; the same inputs and seed always give the same bytes."""
    gap = results["gap_tco2e"]
    gap_tco2e = np.array([np.nan if gap is None else gap])
    portfolios = assess_portfolios([one], contracts_frame([one]), portfolio_frame([one]), gap_tco2e)
    actions = _claiming_actions(one, portfolios)
    caps = _number_sources(portfolios, actions)
    first, last = one.as_of.year, results["target_year"] or one.as_of.year
    if not results["rows_are_complete"]:
        # Tonnes of published rows are then only a part of the portfolio: a chance drawn from them would be too low.
        return _say_nothing(ROWS_INCOMPLETE)
    chance = simulate_target(
        actions,
        _start(one, results),
        caps=caps,
        years=np.arange(first, max(first, last) + 1),
        n_draws=DRAWS,
        seed=seed,
    )
    cheapest = cheapest_set(actions, gap_tco2e=np.nan if gap is None else gap, caps=caps)
    return _describe_chance(chance, actions) | {"cheapest": _describe_set(cheapest, actions)}


def _say_nothing(reason: str) -> Content:
    """A foresight that only says why there is none."""
    return {
        "probability": None,
        "probability_se": None,
        "reason": reason,
        "fan": [],
        "drivers": [],
        "cheapest": None,
    }


def list_assumptions() -> Content:
    """The assumptions behind the chance, each with its reason, as the pages show them."""
    return {
        "rungs": [asdict(row) for row in RUNG_ASSUMPTIONS],
        "adjustments": [asdict(row) for row in ADJUSTMENTS],
    }


def _claiming_actions(one: ContractInputs, portfolios: Portfolios) -> pd.DataFrame:
    """The actions that claim tonnes, by code, with the columns of the simulation and of the cheapest set."""
    delays = find_delays([one], portfolios)
    share = np.where(
        np.isnan(portfolios.delivered.last_day[:, portfolios.today]), np.nan, portfolios.delivered_share
    )
    actions = portfolios.actions
    end = pd.to_numeric(actions["end_year"])
    start = pd.to_numeric(actions["start_year"]).fillna(end)
    # What is still open of an action that is delivered in part is work under way, whatever its first part has reached.
    rung = actions["rung"].fillna(Rung.IDEA.value).replace(list(REPORTED_RUNGS), Rung.UNDER_WAY.value)
    frame = actions.assign(
        isolated_tco2e=portfolios.ledger.actions["isolated_tco2e"],
        # Printed years that stand in the wrong order are not known.
        start_year=start.where(end >= start),
        end_year=end.where(end >= start),
        rung=rung,
        delivered_share=share,
        in_level_share=share,
        lateness_years=delays.late_years,
        is_late=~np.isnan(delays.late_years) | actions["health"].eq("late"),
        is_funded=rung.isin(FUNDED_RUNGS),
    )
    return frame[portfolios.is_claiming].set_index("code_key")


def _number_sources(portfolios: Portfolios, actions: pd.DataFrame) -> SourceCaps:
    """Number sectors and shared sources (written into `actions`), and read what the inventory says is there."""
    emitted = {
        (sector, group.strip().casefold()): float(tonnes)
        for _, sector, group, tonnes in portfolios.sources.itertuples(index=False, name=None)
    }
    named = actions["source_group"].fillna("").str.strip().str.casefold()
    keys = list(zip(actions["sector"], named, strict=True))
    groups = sorted({key for key in keys if key[1]})
    position = {key: place for place, key in enumerate(groups)}
    actions["group"] = [position.get(key, -1) for key in keys]
    actions["sector"] = [SECTORS.index(Sector(word)) for word in actions["sector"]]
    return SourceCaps(
        group_tco2e=np.array([emitted.get(key, np.nan) for key in groups]),
        sector_tco2e=np.array([emitted.get((word, ""), np.nan) for word in SECTORS]),
        contract_tco2e=emitted.get(("", ""), np.nan),
    )


def _start(one: ContractInputs, results: dict[str, Any]) -> StartLevel:
    """Where the contract stands in the year of the computation, and where it wants to be."""
    level = results["level"]
    return StartLevel(
        level_tco2e=level["tco2e"] if level else np.nan,
        level_log_sd=level["log_sd"] if level else np.nan,
        level_year=float(one.as_of.year),
        target_tco2e=number(results["target_tco2e"]),
        target_year=number(results["target_year"]),
        baseline_year=number(results["baseline_year"]),
        existing_plan_tco2e=number(results["existing_plan_tco2e"]),
    )


def _describe_chance(chance: TargetChance, actions: pd.DataFrame) -> Content:
    """The chance, its fan and its drivers; unknown is None and says why."""
    fan, key = chance.levels_tco2e.dropna(), actions["key"].to_dict()
    return {
        "probability": known(chance.probability),
        "probability_se": known(chance.standard_error),
        "reason": "" if chance.reason is None else chance.reason.value,
        "knows_existing_plan": chance.knows_existing_plan,
        "actions": chance.n_actions,
        "without_tonnes": chance.n_without_tonnes,
        "without_dates": chance.n_without_dates,
        "fan": [
            {"year": int(year), **row} for year, row in zip(fan.index, fan.to_dict("records"), strict=True)
        ],
        "drivers": [
            {
                "action": key[code],
                "code": code,
                "difference": row["probability_change"],
                "if_whole": row["probability_if_whole"],
                "if_not": row["probability_if_not"],
                "swing_tco2e": row["swing_tco2e"],
            }
            for code, row in chance.drivers.to_dict("index").items()
        ],
    }


def _describe_set(found: CheapestSet, actions: pd.DataFrame) -> Content:
    key = actions["key"].to_dict()
    return {
        "actions": [key[code] for code in found.chosen],
        "cost_eur": known(found.cost_eur),
        "credited_tco2e": known(found.credited_tco2e),
        "added_tco2e": known(found.added_tco2e),
        "closes_gap": bool(found.closes_gap),
        "missing_tco2e": known(found.missing_tco2e),
        "is_exact": bool(found.is_exact),
        "candidates": found.n_candidates,
        "without_cost": found.n_without_cost,
        "without_tonnes": found.n_without_tonnes,
    }
