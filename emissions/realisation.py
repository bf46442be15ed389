"""How much of what reports say comes true, and what was delivered since the last inventory."""

from enum import StrEnum
from typing import Final

import numpy as np
import pandas as pd

from emissions.background import position_faults, repeated_rows
from emissions.columns import Codes, Floats, to_codes, to_floats
from emissions.errors import ErrorMode, faulty_rows


class ReportEvidence(StrEnum):
    """What a report of an action rests on, weakest first (the words of contracts.EvidenceLevel)."""

    DECLARED = "declared"
    DOCUMENTED = "documented"
    VERIFIED = "verified"


REALISED_MEAN: Final = {
    ReportEvidence.DECLARED: 0.60,
    ReportEvidence.DOCUMENTED: 0.75,
    ReportEvidence.VERIFIED: 0.95,
}
"""Share of the reported tonnes that comes true, on average. Assumptions of this project, set from evaluations of
energy efficiency programmes, which find 24 % (California schools), 40 % (Michigan homes), about 50 % (Illinois
homes) and 75-80 % (Swiss retrofits) of what was calculated: a declared figure gets their upper middle, papers of
works that were really done their upper end; a verified figure was measured, at the usual precision of metering."""

REALISED_SD: Final = {
    ReportEvidence.DECLARED: 0.25,
    ReportEvidence.DOCUMENTED: 0.20,
    ReportEvidence.VERIFIED: 0.10,
}
"""Standard deviation of that share between cities: the evaluations lie between 24 % and 80 %."""

_MEAN = np.array([REALISED_MEAN[word] for word in ReportEvidence])
_SD = np.array([REALISED_SD[word] for word in ReportEvidence])


def delivered_since(
    delivered: pd.DataFrame,
    *,
    last_year: Floats,
    sectors: "pd.Index[str]",
    horizon: int,
    errors: ErrorMode = "raise",
) -> tuple[Floats, Floats]:
    """Sum what was delivered after each contract's last inventory, by how far such reports come true.

    Formula: of each action, the level reported for the end of a year is what later reports leave of it (a
    later, lower one corrects the earlier); each step up counts with the share of the strongest evidence given
    for it then or later: `step = (level - level before) x mean(evidence)`. A step made within year y takes
    half its effect in y and all of it from y + 1, so an inventory of y already holds one half. The standard
    deviations add up in full, because one city's reports tend to err in the same direction.

    Inputs: delivered, one dated report each: `contract` (position), `action` (any label, own to the
    contract), `year` (whole), `sector` (label in `sectors`), `tco2e` (yearly effect reached at the end of the
    year, NaN where unknown: passed over), `evidence` (ReportEvidence); last_year (n,), NaN where there is no
    inventory; horizon, years after the last inventory.
    Outputs: expected t CO2e a year less than in the last inventory, and its standard deviation, each (n,
    sectors, horizon + 1); the first year is the last inventory's own and is 0.
    Errors: an unknown contract, sector or word, a year that is not whole, a negative or infinite effect, two
    reports of one action for one year: `EmissionsError` with the row, or a row passed over with
    `errors="mask"` (an unknown word always raises).
    Source: Burlig and others 2020; Fowlie, Greenstone, Wolfram 2018; Christensen and others 2023; Cozza and
    others 2020. See docs/nowcast.md.

    >>> reports = pd.DataFrame({"contract": [0], "action": ["tram"], "year": [2022], "sector": ["transport"],
    ...                         "tco2e": [100.0], "evidence": ["declared"]})
    >>> delivered_since(reports, last_year=np.array([2021.0]), sectors=pd.Index(["transport"]), horizon=2)[0].tolist()
    [[[0.0, 30.0, 60.0]]]
    """
    steps = _read_steps(delivered, len(last_year), sectors, errors)
    contract = steps["contract"].to_numpy()
    after = steps["year"].to_numpy() - last_year[contract]
    # What was reached before the inventory's year is wholly inside it; NaN (no inventory) falls out as well.
    steps = steps[(after >= 0) & (after <= horizon)]
    shape = (len(last_year), len(sectors), horizon + 1)
    place = (
        steps["contract"].to_numpy(),
        steps["sector"].to_numpy(),
        (steps["year"].to_numpy() - last_year[steps["contract"]]).astype(np.intp),
    )
    rank, step = steps["rank"].to_numpy(), steps["step"].to_numpy()
    expected, spread = (
        _flow(np.ravel_multi_index(place, shape), step * by[rank], shape) for by in (_MEAN, _SD)
    )
    return expected, spread


def _flow(cell: Codes, step: Floats, shape: tuple[int, int, int]) -> Floats:
    """What the years lack against the inventory's year, when each step takes half its effect in its own year."""
    reached = np.cumsum(np.bincount(cell, weights=step, minlength=int(np.prod(shape))).reshape(shape), axis=2)
    within = reached.copy()
    within[:, :, 1:] += reached[:, :, :-1]
    flow: Floats = (within - within[:, :, :1]) / 2.0
    return flow


def _read_steps(
    delivered: pd.DataFrame, n_contracts: int, sectors: "pd.Index[str]", errors: ErrorMode
) -> pd.DataFrame:
    """The steps up of every action: contract, sector, year, step in t CO2e a year, and the rank of its evidence."""
    contract, year, level = (to_floats(delivered[name]) for name in ("contract", "year", "tco2e"))
    sector = sectors.get_indexer(pd.Index(delivered["sector"]))
    action = pd.factorize(delivered["action"])[0]
    faults = position_faults(contract, n_contracts) | {
        "action is missing": action < 0,
        "sector is unknown": sector < 0,
        "year is not a whole year": year != np.floor(year),
        "tco2e is negative": level < 0,
        "tco2e is not a finite number": np.isinf(level),
        "the action has a report for this year already": repeated_rows(contract, action, year),
    }
    faulty = faulty_rows(faults, labels=delivered.index, errors=errors)
    rank = to_codes(delivered["evidence"], ReportEvidence)
    usable = np.flatnonzero(~faulty & ~np.isnan(level))
    order = usable[np.lexsort((-year[usable], action[usable], contract[usable]))]
    rows = pd.DataFrame(
        {
            "contract": contract[order].astype(np.intp),
            "sector": sector[order],
            "year": year[order],
            "level": level[order],
            "rank": rank[order],
        }
    )
    # Latest first, so that what accumulates is what later reports say.
    same = (np.diff(rows["contract"], prepend=-1) == 0) & (np.diff(action[order], prepend=-1) == 0)
    line = np.cumsum(~same)
    latest = rows.groupby(line)
    rows["rank"], rows["level"] = latest["rank"].cummax(), latest["level"].cummin()
    before = rows["level"].shift(-1, fill_value=0.0).where(np.append(same[1:], [False])[: len(rows)], 0.0)
    return rows.assign(step=rows["level"] - before)
