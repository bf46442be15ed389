"""Where each contract stands today, years after its last inventory: an estimate with its interval and its parts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from emissions.nowcast import nowcast
from emissions.trajectory import trajectory_at
from progress.frames import ContractInputs
from progress.frames.tables import last_sectors_frame, proxies_frame, series_frame
from progress.services.portfolio import Portfolios, delivered_frame
from progress.services.standing import known, whole_year

PARTS = ("p10", "p50", "p90", "last_value", "background", "delivered", "proxies")


@dataclass(frozen=True, slots=True)
class Estimate:
    """One contract's nowcast: `years` one entry per year after the last inventory, `known` what was measured.

    `level_tco2e` is the emissions of the year of the computation (t CO2e): estimated, or measured where there is an
    inventory of that very year; None where nothing is known. `log_sd` is its uncertainty, `yearly_log_sd` how far it
    may move in a year, `trajectory_tco2e` where the contract should stand.
    """

    basis: str
    years: list[dict[str, Any]]
    known: dict[int, float]
    level_tco2e: float | None
    log_sd: float
    yearly_log_sd: float
    measured_year: int | None
    trajectory_tco2e: float | None


def estimate_today(
    inputs: Sequence[ContractInputs], figures: pd.DataFrame, portfolios: Portfolios
) -> list[Estimate]:
    """Nowcast every contract up to the year of the computation; `figures` are its evaluated figures."""
    series = series_frame(inputs)
    found = nowcast(
        to_year=[one.as_of.year for one in inputs],
        series=series,
        delivered=delivered_frame(portfolios),
        sectors=last_sectors_frame(inputs),
        proxies=proxies_frame(inputs),
        errors="mask",
    )
    measured: list[dict[int, float]] = [{} for _ in inputs]
    for place, year, total in series.itertuples(index=False, name=None):
        measured[place][int(year)] = float(total)
    rows: list[list[dict[Any, Any]]] = [[] for _ in inputs]
    for row in found.years.dropna(subset="p50_tco2e").to_dict("records"):
        rows[int(row["contract"])].append(row)
    line = trajectory_at(
        baseline_year=figures["baseline_year"],
        target_year=figures["target_year"],
        baseline_tco2e=figures["baseline_tco2e"],
        target_tco2e=figures["target_tco2e"],
        year=[one.as_of.year for one in inputs],
        errors="mask",
    )
    return [
        _estimate(measured[place], rows[place], contract, line[place])
        for place, contract in enumerate(found.contracts.to_dict("records"))
    ]


def _estimate(
    inventories: dict[int, float], rows: list[dict[Any, Any]], contract: dict[Any, Any], line: float
) -> Estimate:
    last = rows[-1] if rows else None
    measured = None if pd.isna(contract["last_tco2e"]) else float(contract["last_tco2e"])
    return Estimate(
        basis=str(contract["basis"]),
        years=[
            {"year": int(row["year"])} | {name: float(row[f"{name}_tco2e"]) for name in PARTS} for row in rows
        ],
        known=inventories,
        level_tco2e=float(last["p50_tco2e"]) if last else measured,
        log_sd=float(last["log_sd"]) if last else 0.0,
        yearly_log_sd=float(contract["yearly_log_sd"]),
        measured_year=whole_year(contract["last_year"]),
        trajectory_tco2e=known(line),
    )


def describe_estimate(estimate: Estimate) -> dict[str, Any]:
    """The nowcast as results: the year of the computation, every year since the inventory, and what it rests on."""
    newest = estimate.years[-1] if estimate.years else None
    trajectory = estimate.trajectory_tco2e if newest else None
    return {
        "nowcast": None if newest is None else {name: newest[name] for name in ("year", "p10", "p50", "p90")},
        "nowcast_reason": estimate.basis,
        "nowcast_by_year": estimate.years,
        "nowcast_trajectory_tco2e": trajectory,
        "nowcast_deviation_share": (newest["p50"] - trajectory) / trajectory
        if newest and trajectory
        else None,
        "level": None
        if estimate.level_tco2e is None
        else {
            "tco2e": estimate.level_tco2e,
            "log_sd": estimate.log_sd,
            "yearly_log_sd": estimate.yearly_log_sd,
            "measured_year": estimate.measured_year,
        },
    }
