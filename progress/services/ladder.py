"""How much of the promise stands on which rung of evidence, and what the reports say, as JSON-ready results."""

from typing import Any

import numpy as np
import pandas as pd

from emissions.words import Maturity
from progress.services.portfolio import Portfolios
from progress.services.standing import known


def describe_ladder(
    place: int, by_rung: list[Any], by_maturity: list[Any], portfolios: Portfolios
) -> dict[str, Any]:
    """Coverage by rung, what is claimed, credited and contested, and what dated statements say is delivered.

    Where a contract does not state the maturity of its actions, rows are incomplete and never a share of the gap.
    """
    is_stated = not any(row["n_actions"] for row in by_maturity if row["maturity"] == Maturity.NOT_STATED)
    own = portfolios.actions["contract"].to_numpy() == place
    contract = portfolios.ledger.contracts.iloc[place]
    has_claims = contract["n_actions"] > 0
    claiming = own & portfolios.is_claiming
    last_day = portfolios.delivered.last_day[:, portfolios.today]
    is_reported = ~np.isnan(last_day)
    delivered = np.nan_to_num(portfolios.credited_tco2e) * portfolios.delivered_share
    reported = claiming & is_reported
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
        "isolated_tco2e": known(contract["claims_tco2e"]) if has_claims else None,
        "credited_tco2e": known(contract["credited_tco2e"]) if has_claims else None,
        "contested_tco2e": known(contract["contested_tco2e"]) if has_claims else None,
        "delivered_tco2e": float(delivered[reported].sum()) if reported.any() else None,
        "actions_reported": int(reported.sum()),
        "actions_without_report": int((claiming & ~is_reported).sum()),
        "planned_reduction_by_year": _planned(place, claiming, portfolios),
    }


def _planned(place: int, claiming: Any, portfolios: Portfolios) -> dict[str, float] | None:
    """Tonnes by year if every action kept its declared years; None where no action can be dated, which is not zero."""
    dated = claiming & ~np.isnan(portfolios.ramp[:, -1])
    contract = portfolios.contracts.iloc[place]
    first, last = contract["baseline_year"], contract["target_year"]
    if not dated.any() or pd.isna(first) or pd.isna(last):
        return None
    inside = (portfolios.years > first) & (portfolios.years <= last)
    together = portfolios.ledger.scenario_by_year_tco2e[place]
    return {
        str(int(year)): float(value)
        for year, value in zip(portfolios.years[inside], together[inside], strict=True)
    }
