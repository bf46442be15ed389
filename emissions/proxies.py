"""Yearly and monthly figures that tell how a sector moves before the next inventory is there."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
import pandas as pd

from emissions.background import position_faults, repeated_rows
from emissions.columns import Codes, Floats, to_codes, to_floats
from emissions.errors import ErrorMode, faulty_rows
from emissions.words import Sector

MONTHS: Final = 12
LEAST_SEASON_SHARE: Final = 0.5
"""Months compared like for like must carry half of the base year or more: a summer says little of a year's gas."""
LARGEST_RATIO: Final = 3.0
"""Beyond it (and below 1/3) two values of one figure differ by a unit (kWh to MJ is 3.6), not by the city."""
HEATING_RESPONSE: Final = 0.75
"""Share of the gas for buildings that follows the cold; hot water and cooking take about a quarter."""


class ProxyKind(StrEnum):
    """What is counted (the words of contracts.ProxyKind)."""

    GRID_FACTOR = "grid_factor"
    ELECTRICITY_SOLD = "electricity_sold"
    GAS_SOLD = "gas_sold"
    TRAFFIC = "traffic"
    HEATING_DEGREE_DAYS = "heating_degree_days"
    WASTE_COLLECTED = "waste_collected"


GAS_SHARE: Final = 0.50
ELECTRICITY_SHARE: Final = 0.40
"""Shares of the emissions of buildings. In eight Italian contracts scope 1 is 43-64 % of them, the middle 55 %, and
not all of it is gas; scope 2 is the rest, and not all of it is electricity. The last tenth is left as it was."""
ROAD_SHARE: Final = 0.90
"""Share of the emissions of transport that follows the traffic counted on roads; rail and air do not."""
WASTE_SHARE: Final = 0.50
"""Share of the emissions of waste that follows the quantity collected; waste water and old landfills do not."""

_SEEN: Final = {
    ProxyKind.GAS_SOLD: (Sector.BUILDINGS, GAS_SHARE),
    ProxyKind.ELECTRICITY_SOLD: (Sector.BUILDINGS, ELECTRICITY_SHARE),
    ProxyKind.TRAFFIC: (Sector.TRANSPORT, ROAD_SHARE),
    ProxyKind.WASTE_COLLECTED: (Sector.WASTE, WASTE_SHARE),
}
"""The kinds that show what actions did, with the share of their sector: weather and the grid's factor do not."""

_KINDS = list(ProxyKind)


@dataclass(frozen=True, slots=True)
class ProxySignal:
    """What proxies say of each contract, sector and year after the last inventory."""

    change_share: Floats
    """Change of the sector against the last inventory (n, sectors, horizon + 1); 0 where nothing tells."""
    seen: "tuple[SeenShare, ...]"
    """The kinds that show what actions did."""


@dataclass(frozen=True, slots=True)
class SeenShare:
    """One kind of proxy that shows what actions did: how much of which sector, and up to when."""

    sector: int
    share: float
    years_after: Codes
    """Years from the last inventory to the latest value so far (n, horizon + 1); 0 where there is none."""


def read_proxies(
    proxies: pd.DataFrame,
    *,
    last_year: Floats,
    sectors: "pd.Index[str]",
    horizon: int,
    errors: ErrorMode = "raise",
) -> ProxySignal:
    """Turn figures into the change of each sector since the last inventory.

    Formula: `ratio = value / value of the inventory's year`, of whole years (a yearly value, else twelve
    months: summed, the grid factor averaged), else of the same months of both years. Then
    `buildings: 0.50 (gas - 1) + 0.40 (electricity x grid factor - 1)`, with `gas = 1 + 0.75 (degree days - 1)`
    where no gas is known; `transport: 0.90 (traffic - 1)`; `waste: 0.50 (collected - 1)`. A ratio holds until
    a later one is known, except the weather's, which says nothing of another year.

    Inputs: proxies, one value each: `contract` (position), `kind` (ProxyKind), `year` (whole), `month` (1-12,
    missing for a yearly value), `value` (any unit, the same in all years; NaN where unknown); last_year (n,),
    NaN where there is no inventory; sectors, the labels of the sectors computed; horizon in years.
    Output: `ProxySignal`. A kind without a value for the inventory's own year says nothing.
    Errors: an unknown contract or word, a year that is not whole, a month outside 1-12, a value that is
    negative or infinite, a second value of one month or year, a ratio beyond 3 or below 1/3:
    `EmissionsError` with the row, or a value passed over with `errors="mask"` (an unknown word always
    raises).
    Source: docs/nowcast.md, with the reason of each share.

    >>> values = pd.DataFrame({"contract": [0, 0], "kind": ["traffic"] * 2, "year": [2021, 2022],
    ...                        "month": [None, None], "value": [200.0, 180.0]})
    >>> read_proxies(values, last_year=np.array([2021.0]), sectors=pd.Index(["transport"]), horizon=1
    ...              ).change_share.round(3).tolist()
    [[[0.0, -0.09]]]
    """
    ratio = dict(
        zip(_KINDS, np.moveaxis(_read_ratios(proxies, last_year, horizon, errors), 1, 0), strict=True)
    )
    change = np.zeros((len(last_year), len(sectors), horizon + 1))
    for sector, share in _change_sectors(ratio).items():
        change[:, sectors == sector.value] = share[:, None, :]
    seen = tuple(
        SeenShare(place, share, _latest(ratio[kind]))
        for kind, (sector, share) in _SEEN.items()
        for place in np.flatnonzero(sectors == sector.value).tolist()
    )
    return ProxySignal(change_share=change, seen=seen)


def _change_sectors(ratio: dict[ProxyKind, Floats]) -> dict[Sector, Floats]:
    """The change of each sector that the ratios tell of, as a share of its emissions; each (n, horizon + 1)."""
    held = {kind: _hold(values) for kind, values in ratio.items()}
    by_weather = 1.0 + HEATING_RESPONSE * (_or_one(ratio[ProxyKind.HEATING_DEGREE_DAYS]) - 1.0)
    gas = np.where(np.isnan(held[ProxyKind.GAS_SOLD]), by_weather, held[ProxyKind.GAS_SOLD])
    power = _or_one(held[ProxyKind.ELECTRICITY_SOLD]) * _or_one(held[ProxyKind.GRID_FACTOR])
    return {
        Sector.BUILDINGS: GAS_SHARE * (gas - 1.0) + ELECTRICITY_SHARE * (power - 1.0),
        Sector.TRANSPORT: ROAD_SHARE * (_or_one(held[ProxyKind.TRAFFIC]) - 1.0),
        Sector.WASTE: WASTE_SHARE * (_or_one(held[ProxyKind.WASTE_COLLECTED]) - 1.0),
    }


def _latest(ratio: Floats) -> Codes:
    """Years after the inventory of the latest known ratio up to each year, 0 where none; (n, horizon + 1)."""
    known = ~np.isnan(ratio)
    latest: Codes = np.maximum.accumulate(np.where(known, np.arange(ratio.shape[1]), 0), axis=1)
    return latest


def _hold(ratio: Floats) -> Floats:
    """Keep each ratio until a later one is known; (n, horizon + 1)."""
    return np.take_along_axis(ratio, _latest(ratio), axis=1)


def _or_one(ratio: Floats) -> Floats:
    return np.where(np.isnan(ratio), 1.0, ratio)


def _read_ratios(proxies: pd.DataFrame, last_year: Floats, horizon: int, errors: ErrorMode) -> Floats:
    """Value over that of the inventory's year; (n, kinds, horizon + 1), NaN where it cannot be said."""
    contract, year, value = (to_floats(proxies[name]) for name in ("contract", "year", "value"))
    month = to_floats(proxies["month"])
    kind = to_codes(proxies["kind"], ProxyKind)
    faults = position_faults(contract, len(last_year)) | {
        "year is not a whole year": year != np.floor(year),
        "month is not from 1 to 12": ~np.isnan(month) & ~np.isin(month, np.arange(1, MONTHS + 1)),
        "value is negative": value < 0,
        "value is not a finite number": np.isinf(value),
        "the month or year has a value already": repeated_rows(contract, kind, year, np.nan_to_num(month)),
    }
    faulty = faulty_rows(faults, labels=proxies.index, errors=errors)
    owner = np.where(faulty, 0, contract).astype(np.intp)
    after = year - last_year[owner]
    usable = ~faulty & (after >= 0) & (after <= horizon)
    cell = (owner[usable], kind[usable], after[usable].astype(np.intp))
    values = np.full((len(last_year), len(_KINDS), horizon + 1, MONTHS + 1), np.nan)
    values[*cell, np.nan_to_num(month[usable]).astype(np.intp)] = value[usable]
    ratio = _compare_years(values)
    jumps = np.zeros(len(proxies), dtype=np.bool_)
    jumps[usable] = ((ratio > LARGEST_RATIO) | (ratio < 1.0 / LARGEST_RATIO))[cell]
    jump = f"value is more than {LARGEST_RATIO:.0f} times that of the inventory's year, or less than a third: a unit?"
    faulty_rows({jump: jumps}, labels=proxies.index, errors=errors)
    ratio[tuple(part[jumps[usable]] for part in cell)] = np.nan
    return ratio


def _compare_years(values: Floats) -> Floats:
    """Ratio to the first year, of whole years where both are whole, else of the months that both have."""
    yearly, months = values[..., 0], values[..., 1:]
    whole = months.sum(axis=-1)
    whole[:, _KINDS.index(ProxyKind.GRID_FACTOR)] /= MONTHS
    whole = np.where(np.isnan(yearly), whole, yearly)
    base = months[:, :, :1]
    common = ~np.isnan(months) & ~np.isnan(base)
    now, then = (
        np.where(common, part, 0.0).sum(axis=-1) for part in (months, np.broadcast_to(base, months.shape))
    )
    is_enough = then >= LEAST_SEASON_SHARE * base.sum(axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        like_for_like = np.where(is_enough, now / then, np.nan)
        ratio = whole / whole[:, :, :1]
    ratio = np.where(np.isnan(ratio), like_for_like, ratio)
    ratio[~np.isfinite(ratio)] = np.nan
    return ratio
