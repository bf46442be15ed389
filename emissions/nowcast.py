"""The nowcast: emissions of the years between the last inventory and today, with an 80 % interval."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from emissions.background import (
    HALF_WIDTH_80,
    YEARLY_LOG_SD,
    Background,
    position_faults,
    read_background,
    repeated_rows,
)
from emissions.columns import Floats, Numbers, to_floats
from emissions.errors import ErrorMode, faulty_rows
from emissions.proxies import ProxySignal, read_proxies
from emissions.realisation import delivered_since

LEAST_LEFT_SHARE: Final = 0.05
"""No report lowers a nowcast below this share of the last inventory: no city has measured so little yet."""
SEEN_LOG_SD_SHARE: Final = 0.5
"""What a proxy sees is known twice as well as what nothing sees: sales and counts explain about three quarters of
the variance of a sector's yearly changes (an assumption), hence half of its standard deviation stays."""

SERIES_COLUMNS: Final = ("contract", "year", "tco2e")
DELIVERED_COLUMNS: Final = ("contract", "action", "year", "sector", "tco2e", "evidence")
SECTOR_COLUMNS: Final = ("contract", "sector", "tco2e")
PROXY_COLUMNS: Final = ("contract", "kind", "year", "month", "value")
YEAR_COLUMNS: Final = (
    "contract",
    "year",
    "p10_tco2e",
    "p50_tco2e",
    "p90_tco2e",
    "last_value_tco2e",
    "background_tco2e",
    "delivered_tco2e",
    "proxies_tco2e",
    "log_sd",
)


class NowcastBasis(StrEnum):
    """What a contract's nowcast rests on, or why there is none."""

    NO_INVENTORY = "no_inventory"
    NO_YEAR = "no_year"
    MEASURED = "measured"
    LAST_VALUE = "last_value"
    DRIFT = "drift"
    DELIVERED = "delivered"
    PROXIES = "proxies"
    DELIVERED_AND_PROXIES = "delivered_and_proxies"

    @property
    def is_estimate(self) -> bool:
        """False where no year is estimated."""
        return self not in (NowcastBasis.NO_INVENTORY, NowcastBasis.NO_YEAR, NowcastBasis.MEASURED)


@dataclass(frozen=True, slots=True)
class Nowcast:
    """What is estimated: `years`, one row per contract and year; `contracts`, one row per contract."""

    years: pd.DataFrame
    contracts: pd.DataFrame


def nowcast(
    *,
    to_year: Numbers,
    series: pd.DataFrame,
    delivered: pd.DataFrame | None = None,
    sectors: pd.DataFrame | None = None,
    proxies: pd.DataFrame | None = None,
    yearly_log_sd: Numbers = YEARLY_LOG_SD,
    errors: ErrorMode = "raise",
) -> Nowcast:
    """Estimate each contract's emissions from the year after its last inventory up to `to_year`.

    Formula: `p50 = last value + background + delivered + proxies`, the last three mostly negative:
    background = last value x (exp(drift x h) - 1) of what no proxy sees, 0 in a series of fewer than six
    inventories; delivered = - reported tonnes x the share that such reports come true, at most what the
    sector emits, without what a proxy shows already, and only beyond a falling background; proxies = sum of
    sector x its change. `p10, p90 = p50 x exp(-+1.2816 log_sd)`, `log_sd^2 = (background's log sd x (1 - seen
    / 2))^2 + (sd of delivered / p50)^2`; the background's grows with the square root of h, and the second term
    goes no further than to leave all emissions in place at p90.

    Inputs: to_year (n,), NaN where no year is asked for; the frames, whose `contract` is the position in
    `to_year`: series (SERIES_COLUMNS; comparable inventories only), delivered (DELIVERED_COLUMNS), sectors
    (SECTOR_COLUMNS; t CO2e of the last inventory, sources only), proxies (PROXY_COLUMNS); yearly_log_sd, the
    wobble of other cities in one year, one number or (n,).
    Outputs: years, rows of YEAR_COLUMNS in order of contract and year, t CO2e a year, the four parts sum to
    p50; a contract without inventory has one row of NaN for `to_year`. contracts (n rows): `basis`
    (NowcastBasis), `last_year`, `last_tco2e`, `inventories`, `drift_log` (a year), `yearly_log_sd` (to draw a
    path: the logarithm moves by this in one year).
    Errors: as in `read_background`, `delivered_since`, `read_proxies`; a sector that is negative, infinite or
    given twice, a `to_year` that is not whole: `EmissionsError` with the row, or the row passed over with
    `errors="mask"`.
    Source: docs/nowcast.md: the method on one page and its score on published inventories.

    >>> series = pd.DataFrame({"contract": [0, 0], "year": [2019, 2021], "tco2e": [110.0, 100.0]})
    >>> found = nowcast(to_year=[2023], series=series)
    >>> found.years[["year", "p10_tco2e", "p50_tco2e", "p90_tco2e"]].round(1).values.tolist()
    [[2022.0, 89.4, 100.0, 111.8], [2023.0, 85.0, 100.0, 117.6]]
    """
    asked = _read_years(to_year, errors)
    background = read_background(series, n_contracts=len(asked), yearly_log_sd=yearly_log_sd, errors=errors)
    grid = _estimate_grid(
        asked, background, delivered=delivered, sectors=sectors, proxies=proxies, errors=errors
    )
    return Nowcast(
        years=_list_years(grid, asked, background), contracts=_list_contracts(grid, asked, background)
    )


def _estimate_grid(
    asked: Floats,
    background: Background,
    *,
    delivered: pd.DataFrame | None,
    sectors: pd.DataFrame | None,
    proxies: pd.DataFrame | None,
    errors: ErrorMode,
) -> dict[str, Floats]:
    """Read what moved emissions after the last inventory, up to the furthest year asked for, and combine it."""
    horizon = int(np.nan_to_num(asked - background.last_year).max(initial=0))
    labels, emitted = _read_sectors(sectors, delivered, len(asked), errors)
    expected, spread = delivered_since(
        _or_empty(delivered, DELIVERED_COLUMNS),
        last_year=background.last_year,
        sectors=labels,
        horizon=horizon,
        errors=errors,
    )
    signal = read_proxies(
        _or_empty(proxies, PROXY_COLUMNS),
        last_year=background.last_year,
        sectors=labels,
        horizon=horizon,
        errors=errors,
    )
    return _combine(background, expected, spread, emitted, signal)


def _combine(
    background: Background, expected: Floats, spread: Floats, emitted: Floats, signal: ProxySignal
) -> dict[str, Floats]:
    """The parts, the middle and the spread of every contract and year; each (n, horizon + 1)."""
    after = np.arange(expected.shape[2], dtype=np.float64)
    last = background.last_tco2e[:, None]
    left, seen_tco2e = _take_out_seen(np.fmin(expected, emitted[:, :, None]), emitted, signal)
    left_spread, _ = _take_out_seen(spread, emitted, signal)
    seen_share = np.minimum(seen_tco2e / last, 1.0)
    known = np.where(np.isnan(emitted), 0.0, emitted)[:, :, None]
    moved = (known * signal.change_share).sum(axis=1) + 0.0 * last  # unknown where there is no inventory
    drift = last * background.drift_share(after) * (1.0 - seen_share)
    # A falling trend holds deliveries too: the larger of both counts, never their sum.
    less = np.maximum(left.sum(axis=1) - np.maximum(-drift, 0.0), 0.0)
    nothing_done = last + drift + moved
    less = np.minimum(less, nothing_done - LEAST_LEFT_SHARE * last)
    middle = nothing_done - less
    # Even at the 90th percentile reports leave no more than there would be without them.
    furthest = np.log(np.maximum(nothing_done, middle) / middle) / HALF_WIDTH_80
    reports = np.minimum(left_spread.sum(axis=1) / middle, furthest)
    wobble = background.log_sd(after) * (1.0 - SEEN_LOG_SD_SHARE * seen_share)
    return {
        "p50_tco2e": middle,
        "last_value_tco2e": np.broadcast_to(last, middle.shape),
        "background_tco2e": drift,
        "delivered_tco2e": -less + 0.0,  # never minus zero
        "proxies_tco2e": moved,
        "log_sd": np.hypot(wobble, reports),
    }


def _take_out_seen(tonnes: Floats, emitted: Floats, signal: ProxySignal) -> tuple[Floats, Floats]:
    """Tonnes that no proxy shows (n, sectors, horizon + 1), and the emissions that proxies show (n, horizon + 1).

    What was delivered up to the latest year of a proxy is in the proxy already, for the share that it sees.
    """
    left, after = tonnes.copy(), np.maximum(np.arange(tonnes.shape[2]), 1)
    seen = np.zeros((tonnes.shape[0], tonnes.shape[2]))
    for part in signal.seen:
        sector, share = tonnes[:, part.sector], np.where(np.isnan(emitted[:, part.sector]), 0.0, part.share)
        left[:, part.sector] -= share[:, None] * np.take_along_axis(sector, part.years_after, axis=1)
        seen += np.nan_to_num(emitted[:, part.sector] * share)[:, None] * part.years_after / after
    return left, seen


def _read_years(to_year: Numbers, errors: ErrorMode) -> Floats:
    asked = np.atleast_1d(to_floats(to_year))
    faults = {
        "to_year is not a whole year": ~np.isnan(asked) & ~(np.isfinite(asked) & (asked == np.floor(asked)))
    }
    return np.where(faulty_rows(faults, errors=errors), np.nan, asked)


def _read_sectors(
    sectors: pd.DataFrame | None, delivered: pd.DataFrame | None, n_contracts: int, errors: ErrorMode
) -> tuple["pd.Index[str]", Floats]:
    """The labels of all sectors, and t CO2e of each in the last inventory (n, sectors), NaN where unknown."""
    frame = _or_empty(sectors, SECTOR_COLUMNS)
    contract, tonnes = to_floats(frame["contract"]), to_floats(frame["tco2e"])
    code, labels = pd.factorize(
        pd.Index(frame["sector"]).append(pd.Index(_or_empty(delivered, ("sector",))["sector"]))
    )
    code = code[: len(frame)]
    faults = position_faults(contract, n_contracts) | {
        "sector is missing": code < 0,
        "tco2e is negative": tonnes < 0,
        "tco2e is not a finite number": np.isinf(tonnes),
        "the sector is given twice": repeated_rows(contract, code),
    }
    usable = ~faulty_rows(faults, labels=frame.index, errors=errors)
    emitted = np.full((n_contracts, len(labels)), np.nan)
    emitted[contract[usable].astype(np.intp), code[usable]] = tonnes[usable]
    return labels, emitted


def _or_empty(frame: pd.DataFrame | None, columns: tuple[str, ...]) -> pd.DataFrame:
    return pd.DataFrame(columns=list(columns), dtype=object) if frame is None else frame


def _list_years(grid: dict[str, Floats], asked: Floats, background: Background) -> pd.DataFrame:
    """One row per contract and year asked for; a contract without inventory has one row, of NaN."""
    after = np.arange(grid["p50_tco2e"].shape[1], dtype=np.float64)
    year = background.last_year[:, None] + after
    is_row = (after > 0) & (year <= asked[:, None])
    unknown = np.isnan(background.last_year) & ~np.isnan(asked)
    is_row[:, 0] = unknown
    year[unknown, 0] = asked[unknown]
    contract, column = np.nonzero(is_row)
    rows = {name: values[contract, column] for name, values in grid.items()}
    reach = np.exp(HALF_WIDTH_80 * rows["log_sd"])
    edges = {"p10_tco2e": rows["p50_tco2e"] / reach, "p90_tco2e": rows["p50_tco2e"] * reach}
    place = {"contract": contract, "year": year[contract, column]}
    return pd.DataFrame(place | edges | rows, columns=list(YEAR_COLUMNS))


def _list_contracts(grid: dict[str, Floats], asked: Floats, background: Background) -> pd.DataFrame:
    """One row per contract: what its nowcast rests on."""
    return pd.DataFrame(
        {
            "basis": _name_basis(asked, background, grid),
            "last_year": background.last_year,
            "last_tco2e": background.last_tco2e,
            "inventories": background.inventories,
            "drift_log": background.drift_log,
            "yearly_log_sd": background.yearly_log_sd,
        }
    )


def _name_basis(asked: Floats, background: Background, grid: dict[str, Floats]) -> npt.NDArray[Any]:
    """The word of each contract, read at the last year asked for; (n,)."""
    after = np.nan_to_num(asked - background.last_year)
    place = np.clip(after, 0, None).astype(np.intp)[:, None]
    uses_delivered, uses_proxies = (
        np.take_along_axis(grid[name], place, axis=1)[:, 0] != 0
        for name in ("delivered_tco2e", "proxies_tco2e")
    )
    return np.select(
        [
            np.isnan(asked),
            np.isnan(background.last_year),
            after <= 0,
            uses_delivered & uses_proxies,
            uses_delivered,
            uses_proxies,
            background.drift_log != 0,
        ],
        [
            NowcastBasis.NO_YEAR,
            NowcastBasis.NO_INVENTORY,
            NowcastBasis.MEASURED,
            NowcastBasis.DELIVERED_AND_PROXIES,
            NowcastBasis.DELIVERED,
            NowcastBasis.PROXIES,
            NowcastBasis.DRIFT,
        ],
        default=NowcastBasis.LAST_VALUE,
    )
