"""The worked examples of the method page: small invented numbers, put through the very engine that computes cities."""

from functools import cache
from typing import Any

import pandas as pd

from emissions.comparability import Aspect, compare_cities
from emissions.delay import cost_of_delay
from emissions.evidence import tonnes_by_rung
from emissions.futures import StartLevel
from emissions.inventory import inventory_totals
from emissions.nowcast import nowcast
from emissions.overlap import overlap_ledger
from emissions.probability import TargetChance, simulate_target
from emissions.ramp import linear_ramp
from emissions.reports import delivered_shares
from emissions.restatement import explain_restatement
from emissions.selection import CheapestSet, cheapest_set
from emissions.verdict import evaluate

SEED, DRAWS = 2030, 10_000
ACTION_TCO2E = 20_000.0
Figures = dict[str, float | str]


@cache
def compute_standing() -> Figures:
    """A town of 100,000 t in 2020 that promises 80,000 t by 2030 and measures 75,000 t in 2024."""
    town = pd.DataFrame(
        {
            "baseline_year": [2020],
            "target_year": [2030],
            "baseline_tco2e": [100_000.0],
            "target_reduction_tco2e": [80_000.0],
            "residual_printed_tco2e": [None],
            "existing_plan_tco2e": [30_000.0],
            "gap_printed_tco2e": [None],
            "inventory_year": [2024],
            "observed_tco2e": [75_000.0],
        }
    )
    row = evaluate(town).iloc[0]
    ramp = linear_ramp(start_year=[2025], end_year=[2029], years=[2027])
    return {
        "baseline": 100_000.0,
        "promised": 80_000.0,
        "existing": 30_000.0,
        "measured": 75_000.0,
        "target": row["target_tco2e"],
        "trajectory": row["trajectory_tco2e"],
        "progress_share": row["progress_share"],
        "verdict": row["verdict"],
        "gap": row["gap_tco2e"],
        "cumulative": row["cumulative_trajectory_tco2e"],
        "action": ACTION_TCO2E,
        "coverage_share": ACTION_TCO2E / row["gap_tco2e"],
        "ramp": float(ramp[0, 0]) * ACTION_TCO2E,
    }


@cache
def compute_actions() -> Figures:
    """Heat pumps and insulation on one source, and a tram line with reports."""
    pumps = pd.DataFrame(
        {"contract": 0, "action": ["pumps", "walls"], "sector": "buildings", "source_group": "boilers", "area": "",
         "isolated_tco2e": [30_000.0, 20_000.0], "cut_share": [None, None], "flow": "source",
         "quantification": "quantified", "included_in": None, "in_existing_plan": False}
    )  # fmt: skip
    source = pd.DataFrame(
        {"contract": [0], "sector": ["buildings"], "source_group": ["boilers"], "tco2e": [100_000.0]}
    )
    credit = overlap_ledger(pumps, source, ramp=[[1.0]] * 2).actions["credited_tco2e"]
    shapley = overlap_ledger(pumps.assign(cut_share=[0.3, 0.2]), source, ramp=[[1.0]] * 2).actions[
        "credited_tco2e"
    ]
    share = _reported_share()
    rung = pd.DataFrame(
        {"contract": [0], "credited_tco2e": [ACTION_TCO2E], "rung": ["under_way"], "delivered_share": [share],
         "verified_share": [0.2]}
    )  # fmt: skip
    laid = tonnes_by_rung(rung, gap_tco2e=[50_000.0])["tonnes_tco2e"].droplevel("contract")
    return {
        "source": 100_000.0,
        "pumps_claim": 30_000.0,
        "walls_claim": 20_000.0,
        "pumps_share": 0.3,
        "walls_share": 0.2,
        "action": ACTION_TCO2E,
        "done_share": share,
        "verified_share": 0.2,
        "pumps": credit.iloc[0],
        "walls": credit.iloc[1],
        "together": credit.sum(),
        "contested": 50_000.0 - credit.sum(),
        "pumps_shapley": shapley.iloc[0],
        "walls_shapley": shapley.iloc[1],
        "delivered": share * ACTION_TCO2E,
        "rung_delivered": laid["delivered"],
        "rung_verified": laid["verified"],
        "rung_open": laid["under_way"],
    }


def _reported_share() -> float:
    """What share of a tram line its newest report shows."""
    reports = pd.DataFrame(
        {
            "action": ["tram"],
            "day": [2024.9],
            "share_done": [0.6],
            "reduction_tco2e": [None],
            "evidence": ["documented"],
        }
    )
    none = pd.DataFrame({"action": [], "day": [], "effect_share": []})
    tram = pd.DataFrame({"action": ["tram"], "isolated_tco2e": [ACTION_TCO2E]})
    return float(delivered_shares(reports, none, tram, years=[2025]).share[0, 0])


@cache
def compute_ahead() -> Figures:
    """Today, the chance, the delay and the cheapest set of the same kind of town."""
    series = pd.DataFrame({"contract": [0], "year": [2021], "tco2e": [1_000_000.0]})
    delivered = pd.DataFrame(
        {"contract": 0, "action": ["tram", "retrofits"], "year": [2022, 2023], "sector": ["transport", "buildings"],
         "tco2e": [20_000.0, 30_000.0], "evidence": ["declared", "documented"]}
    )  # fmt: skip
    sectors = pd.DataFrame(
        {"contract": 0, "sector": ["transport", "buildings"], "tco2e": [300_000.0, 600_000.0]}
    )
    today = nowcast(to_year=[2023], series=series, delivered=delivered, sectors=sectors).years.iloc[-1]
    late = _late_tram()
    found = _cheapest_of_three()
    chance = _chance_of_two()
    return {
        "last": 1_000_000.0,
        "tram": 20_000.0,
        "retrofits": 30_000.0,
        "late_action": 10_000.0,
        "price_eur": 80.0,
        "gap": 60_000.0,
        "heat": 50_000.0,
        "small": 30_000.0,
        "heat_eur": 9e6,
        "tram_eur": 4e6,
        "roofs_eur": 6e6,
        "level": 75_000.0,
        "target": 30_000.0,
        "under_way": 30_000.0,
        "planned": 40_000.0,
        "draws_count": float(DRAWS),
        "p10": today["p10_tco2e"],
        "p50": today["p50_tco2e"],
        "p90": today["p90_tco2e"],
        "extra": late["extra_tco2e"],
        "extra_eur": late["cost_eur"],
        "set_eur": found.cost_eur,
        "set_tonnes": found.added_tco2e,
        "set_count": float(len(found.chosen)),
        "chance_share": chance.probability,
    }


def _late_tram() -> "pd.Series[Any]":
    """The cost of delay of a tram line whose reports lag behind its plan."""
    return cost_of_delay(
        pd.DataFrame(
            {"credited_tco2e": [10_000.0], "start_year": [2022], "end_year": [2024], "until_year": [2025],
             "carbon_price_eur": [80.0]}, index=["tram"]
        ),
        pd.DataFrame({"action": [], "effect_share": [], "planned_day": [], "expected_day": [], "reached_day": []}),
        delivered_share=[[0.0, 0.0, 0.25, 0.5]],
        years=[2022, 2023, 2024, 2025],
        today=2026.0,
    ).actions.iloc[0]  # fmt: skip


def _cheapest_of_three() -> CheapestSet:
    """The cheapest of three actions that close a gap."""
    choice = pd.DataFrame(
        {"cost_eur": [9e6, 4e6, 6e6], "isolated_tco2e": [50_000.0, 30_000.0, 30_000.0], "group": [-1] * 3,
         "sector": [0] * 3, "cut_share": [None] * 3, "is_funded": [False] * 3}, index=["heat", "tram", "roofs"]
    )  # fmt: skip
    return cheapest_set(choice, gap_tco2e=60_000.0)


def _chance_of_two() -> TargetChance:
    """The chance of a target that two actions decide."""
    return simulate_target(
        pd.DataFrame(
            {"isolated_tco2e": [30_000.0, 40_000.0], "group": [-1] * 2, "sector": [0] * 2, "cut_share": [None] * 2,
             "start_year": [2025] * 2, "end_year": [2028] * 2, "rung": ["under_way", "planned"],
             "delivered_share": [None] * 2, "lateness_years": [None] * 2, "is_late": [False] * 2,
             "is_funded": [True, False]}, index=["heat", "tram"]
        ),
        StartLevel(level_tco2e=75_000.0, level_log_sd=0.05, level_year=2025, target_tco2e=30_000.0, target_year=2030),
        years=[2030], n_draws=DRAWS, seed=SEED,
    )  # fmt: skip


@cache
def compute_data() -> Figures:
    """An inventory with a line that is missing, its second edition, and a city beside it."""
    lines = pd.DataFrame(
        {"inventory": ["town"] * 4, "sector": ["buildings", "transport", "waste", "afolu"], "scope": [1] * 4,
         "flow": ["source"] * 3 + ["sink"], "value_tco2e": [70_000.0, 40_000.0, None, 1_000.0],
         "notation_key": [None, None, "NE", None], "counts_toward_total": True, "in_target_boundary": True}
    )  # fmt: skip
    total = inventory_totals(lines).iloc[0]
    columns = ["contract", "key", "activity", "factor", "value_tco2e", "in_target_boundary"]
    before = pd.DataFrame([["town", "gas", 100_000.0, 0.20, 20_000.0, True]], columns=columns)
    after = pd.DataFrame([["town", "gas", 110_000.0, 0.21, 23_100.0, True]], columns=columns)
    parts = explain_restatement(before, after).totals.iloc[0]
    cities = pd.DataFrame({"gwp_set": ["AR5", "AR6"], "year": [2021, 2021]}, index=["town", "neighbour"])
    pair = compare_cities(cities, aspects=[Aspect.GWP_SET, Aspect.YEAR]).iloc[0]
    return {
        "buildings": 70_000.0,
        "transport": 40_000.0,
        "woods": 1_000.0,
        "gross": total["gross_tco2e"],
        "net": total["net_tco2e"],
        "before": parts["before_tco2e"],
        "after": parts["after_tco2e"],
        "activity": parts["activity_tco2e"],
        "factor": parts["factor_tco2e"],
        "quantity_before_count": 100_000.0,
        "quantity_after_count": 110_000.0,
        "per_unit_before_count": 0.20,
        "per_unit_after_count": 0.21,
        "is_comparable": str(pair["is_comparable"]),
    }
