"""Invented cities whose true emissions are known, to judge what reports of actions add to a nowcast.

Nothing here is read by the nowcast, and nothing in the nowcast was set to do well here: the ranges below are wide,
drawn for each city anew, and their middles are not the nowcast's assumptions.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from emissions.columns import Codes, Floats
from emissions.realisation import ReportEvidence
from emissions.words import Sector

LAST_INVENTORY_YEAR: Final = 2023
HIDDEN_YEARS_AFTER: Final = (2, 4)
"""Inventories arrive about two years late; some cities make one every second year."""
INVENTORIES: Final = (2, 7)
INVENTORY_GAP_YEARS: Final = (1, 3)
YEARLY_SHOCK_SD: Final = (0.02, 0.05)
INVENTORY_NOISE_SD: Final = (0.01, 0.05)
SHOCK_DEGREES_OF_FREEDOM: Final = 5
DRIFT_SD: Final = 0.015
"""Background: weather, economy and people move the true total by 2-5 % a year with heavy tails, a lasting trend by
1.5 % a year up or down, and an inventory misses the truth by 1-5 %."""
DELIVERED_YEARLY_SHARE: Final = (0.01, 0.06)
"""True reductions of a year: between an eighth and two thirds of what contracts promise (8-9 % of the baseline)."""
ACTIONS: Final = (15, 60)
YEARS_BEFORE_INVENTORY: Final = 2
"""Actions that were working before the last inventory are reported as well, and must not be counted again."""
EVIDENCE_SHARES: Final = (0.5, 0.3, 0.2)
REALISED_RANGES: Final = ((0.4, 1.0), (0.5, 1.1), (0.85, 1.05))
REALISED_LOG_SD: Final = (0.4, 0.3, 0.1)
"""What comes true of a declared, documented, verified report: a level for each city, and noise for each report."""
FALSE_SHARE: Final = (0.0, 0.2)
"""Share of declared reports behind which nothing happened."""
UNREPORTED_SHARE: Final = (0.0, 0.2)
DELAY_YEARS: Final = (0.0, 1.5)
SECTOR_SHARES: Final = {Sector.BUILDINGS: 5.0, Sector.TRANSPORT: 3.0, Sector.WASTE: 1.0, Sector.IPPU: 1.0}
"""Mean shares of the sectors, in tenths; each city draws its own (Dirichlet)."""


@dataclass(frozen=True, slots=True)
class SimulatedCities:
    """Frames as `emissions.nowcast.nowcast` reads them; the last row of each series is the true value to be found."""

    series: pd.DataFrame
    delivered: pd.DataFrame
    sectors: pd.DataFrame


def simulate_cities(*, n_cities: int, seed: int, rosiness: float = 1.0) -> SimulatedCities:
    """Draw cities with a background, actions that work, and reports that tell of them late and not quite truly.

    Formula: `truth(y) = scale x exp(background(y)) - sum(effect x share of y that the action works)`;
    `inventory = truth x exp(noise)`; `report = rosiness x effect / realised share`, dated when it is made.

    Inputs: number of cities, seed, and a factor on every report (2: all reports twice too rosy beyond what
    they are already). One seed gives the same cities for every factor.
    Output: `SimulatedCities`; positions 0 to n - 1.

    >>> cities = simulate_cities(n_cities=2, seed=1)
    >>> cities.series.groupby("contract")["year"].max().between(2025, 2027).tolist()
    [True, True]
    """
    random = np.random.default_rng(seed)
    scale = np.exp(random.uniform(np.log(3e5), np.log(6e6), n_cities))
    hidden_year = LAST_INVENTORY_YEAR + random.integers(*HIDDEN_YEARS_AFTER, n_cities, endpoint=True)
    background = _draw_background(random, n_cities)
    shares = random.dirichlet(list(SECTOR_SHARES.values()), n_cities)
    actions = _draw_actions(random, scale, hidden_year, shares)
    truth = scale[:, None] * background - _work_of_actions(actions, n_cities)
    truth = np.maximum(truth, 0.05 * scale[:, None])
    series, last = _draw_series(random, truth, hidden_year)
    return SimulatedCities(
        series=series,
        delivered=_draw_reports(random, actions, hidden_year, n_cities, rosiness),
        sectors=pd.DataFrame(
            {
                "contract": np.repeat(np.arange(n_cities), len(SECTOR_SHARES)),
                "sector": np.tile([word.value for word in SECTOR_SHARES], n_cities),
                "tco2e": (shares * last[:, None]).ravel(),
            }
        ),
    )


_FIRST_YEAR: Final = LAST_INVENTORY_YEAR - INVENTORIES[1] * INVENTORY_GAP_YEARS[1]
_YEARS: Final = np.arange(_FIRST_YEAR, LAST_INVENTORY_YEAR + HIDDEN_YEARS_AFTER[1] + 1)


def _draw_background(random: np.random.Generator, n_cities: int) -> Floats:
    """The total without any action, as a factor of the city's scale (n, years)."""
    freedom = SHOCK_DEGREES_OF_FREEDOM
    shock = random.standard_t(freedom, (n_cities, len(_YEARS))) * np.sqrt((freedom - 2) / freedom)
    shock *= random.uniform(*YEARLY_SHOCK_SD, n_cities)[:, None]
    drift = random.normal(0.0, DRIFT_SD, n_cities)[:, None]
    path: Floats = np.exp(np.cumsum(shock + drift, axis=1))
    return path


def _draw_actions(
    random: np.random.Generator, scale: Floats, hidden_year: Codes, shares: Floats
) -> pd.DataFrame:
    """The actions that work: city, moment of start, sector and true effect in t CO2e a year."""
    number = random.integers(*ACTIONS, len(scale), endpoint=True)
    city = np.repeat(np.arange(len(scale)), number)
    begin = LAST_INVENTORY_YEAR - YEARS_BEFORE_INVENTORY
    length = hidden_year - begin + 1.0
    weight = random.lognormal(0.0, 1.0, len(city))
    rate = random.uniform(*DELIVERED_YEARLY_SHARE, len(scale))
    effect = weight / np.bincount(city, weights=weight)[city] * (rate * length * scale)[city]
    sector = (random.random(len(city))[:, None] > np.cumsum(shares, axis=1)[city]).sum(axis=1)
    return pd.DataFrame(
        {
            "contract": city,
            "moment": begin + random.random(len(city)) * length[city],
            "sector": np.minimum(sector, len(SECTOR_SHARES) - 1),
            "effect": effect,
        }
    )


def _work_of_actions(actions: pd.DataFrame, n_cities: int) -> Floats:
    """Tonnes that actions save in each year (n, years)."""
    working = np.clip(_YEARS + 1.0 - actions["moment"].to_numpy()[:, None], 0.0, 1.0)
    saved = np.zeros((n_cities, len(_YEARS)))
    np.add.at(saved, actions["contract"].to_numpy(), working * actions["effect"].to_numpy()[:, None])
    return saved


def _draw_series(
    random: np.random.Generator, truth: Floats, hidden_year: Codes
) -> tuple[pd.DataFrame, Floats]:
    """Noisy inventories up to the last one, then the true value of the hidden year; and the last inventory (n,)."""
    n_cities = len(truth)
    places = np.arange(INVENTORIES[1])
    gaps = random.integers(*INVENTORY_GAP_YEARS, (n_cities, INVENTORIES[1]), endpoint=True)
    year = LAST_INVENTORY_YEAR - np.cumsum(gaps, axis=1) + gaps[:, :1]
    is_made = places < random.integers(*INVENTORIES, n_cities, endpoint=True)[:, None]
    noise = random.normal(0.0, 1.0, year.shape) * random.uniform(*INVENTORY_NOISE_SD, n_cities)[:, None]
    city = np.broadcast_to(np.arange(n_cities)[:, None], year.shape)
    value = truth[city, year - _FIRST_YEAR] * np.exp(noise)
    hidden = truth[np.arange(n_cities), hidden_year - _FIRST_YEAR]
    rows = pd.DataFrame(
        {
            "contract": np.append(city[is_made], np.arange(n_cities)),
            "year": np.append(year[is_made], hidden_year),
            "tco2e": np.append(value[is_made], hidden),
        }
    )
    return rows.sort_values(["contract", "year"], ignore_index=True), value[:, 0]


def _draw_reports(
    random: np.random.Generator, actions: pd.DataFrame, hidden_year: Codes, n_cities: int, rosiness: float
) -> pd.DataFrame:
    """What cities report up to the hidden year: late, with noise, with false reports among them, and some missing."""
    city = actions["contract"].to_numpy()
    evidence = random.choice(len(ReportEvidence), len(city), p=EVIDENCE_SHARES)
    low, high = np.transpose(REALISED_RANGES)
    level = (low + (high - low) * random.random((n_cities, len(ReportEvidence))))[city, evidence]
    realised = level * np.exp(random.normal(0.0, 1.0, len(city)) * np.array(REALISED_LOG_SD)[evidence])
    is_silent = random.random(len(city)) < random.uniform(*UNREPORTED_SHARE, n_cities)[city]
    # A false report looks like a declared one of the same city; nothing stands behind it.
    is_copied = (evidence == 0) & (random.random(len(city)) < random.uniform(*FALSE_SHARE, n_cities)[city])
    year = np.floor(actions["moment"].to_numpy() + random.uniform(*DELAY_YEARS, len(city)))
    reports = pd.DataFrame(
        {
            "contract": city,
            "action": np.arange(len(city)),
            "year": year,
            "sector": np.array([word.value for word in SECTOR_SHARES])[actions["sector"]],
            "tco2e": rosiness * actions["effect"].to_numpy() / realised,
            "evidence": np.array([word.value for word in ReportEvidence])[evidence],
        }
    )
    false = reports[is_copied].assign(action=lambda rows: -1 - rows["action"])
    known = pd.concat([reports[~is_silent], false], ignore_index=True)
    is_made = known["year"].to_numpy() <= hidden_year[known["contract"].to_numpy()]
    made: pd.DataFrame = known[is_made].reset_index(drop=True)
    return made
