"""What the portfolio would take off in each year if every action kept its declared years (F13): a plan, no report."""

from typing import Any

import numpy as np
import pandas as pd

from emissions.ramp import linear_ramp
from emissions.words import Flow, Quantification

Planned = dict[str, float] | None
CALENDAR = np.arange(1990, 2051)


def planned_reduction_by_year(actions: pd.DataFrame, contracts: pd.DataFrame) -> list[Planned]:
    """Tonnes (t CO2e a year) by year of each contract, from the year after the baseline to the target year.

    Only quantified sources count that are neither included in another action nor part of an existing plan. An action
    with only an end year has its effect from that year on; one without years, or with years out of order, is left
    out. None where no action can be dated: that is not known, which is not zero.
    """
    counted = actions[
        (actions["quantification"] == Quantification.QUANTIFIED)
        & (actions["flow"] == Flow.SOURCE)
        & actions["included_in"].isna()
        & actions["counts_toward_coverage"]
    ]
    end = pd.to_numeric(counted["end_year"])
    ramp = linear_ramp(
        start_year=pd.to_numeric(counted["start_year"]).fillna(end),
        end_year=end,
        years=CALENDAR,
        errors="mask",
    )
    is_dated = ~np.isnan(ramp[:, 0])
    tonnes = ramp[is_dated] * counted["reduction_tco2e"].to_numpy(dtype=float)[is_dated, None]
    place = counted["contract"].to_numpy(dtype=np.intp)[is_dated]
    total = np.zeros((len(contracts), len(CALENDAR)))
    np.add.at(total, place, tonnes)
    dated = np.bincount(place, minlength=len(contracts)) > 0
    return [
        _by_year(total[row], contract) if dated[row] else None
        for row, contract in enumerate(contracts.to_dict("records"))
    ]


def _by_year(tonnes: "np.ndarray[Any, Any]", contract: dict[Any, Any]) -> Planned:
    """The years that the contract is about, by name."""
    first, last = contract["baseline_year"], contract["target_year"]
    if pd.isna(first) or pd.isna(last):
        return None
    inside = (first < CALENDAR) & (last >= CALENDAR)
    return {str(year): float(value) for year, value in zip(CALENDAR[inside], tonnes[inside], strict=True)}
