"""Every action judged: what it is credited with, how much of it is delivered, on which rung it stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from emissions.columns import Floats
from emissions.errors import Bools
from emissions.evidence import WHOLE_SHARE, rungs, tonnes_by_rung
from emissions.overlap import Ledger, marginal_impacts, overlap_ledger
from emissions.ramp import linear_ramp
from emissions.reports import Delivered, delivered_shares
from emissions.words import CreditReason, EvidenceLevel, Maturity
from progress.frames import ContractInputs
from progress.frames.portfolio import Positions, positions_of, reached_frame, reports_frame, sources_frame

ISOLATED = {"reduction_tco2e": "isolated_tco2e"}
"""What the promoter states is the isolated effect of the action, until the ledger knows what it meets."""

FIRST_YEAR = 1990
"""Where neither a baseline nor an inventory says in which years a contract lives, its calendar starts here."""


@dataclass(frozen=True, slots=True)
class Portfolios:
    """The actions of many contracts, judged together; arrays are in the order of `actions`.

    `ramp` (n, m) is the plan by year of `years`, NaN where it is not known. `today` is the column of the year of the
    computation. `by_rung` has one row per (contract, rung), all seven of each;
    `is_claiming` marks the actions that claim tonnes of the contract.
    """

    contracts: pd.DataFrame
    actions: pd.DataFrame
    sources: pd.DataFrame
    years: Floats
    today: int
    ramp: Floats
    ledger: Ledger
    delivered: Delivered
    position: Positions
    by_rung: pd.DataFrame
    marginal_tco2e: Floats
    is_claiming: Bools

    @property
    def delivered_share(self) -> Floats:
        """What the newest statement of each action says is done (n,); 0 where nothing was ever said."""
        return self.delivered.share[:, self.today]

    @property
    def credited_tco2e(self) -> Floats:
        """What each action is credited with at full effect (n,), NaN where unknown."""
        return self.ledger.actions["credited_tco2e"].to_numpy(dtype=np.float64)


def assess_portfolios(
    inputs: Sequence[ContractInputs], contracts: pd.DataFrame, actions: pd.DataFrame, gap_tco2e: Floats
) -> Portfolios:
    """Judge the actions of contracts (`portfolio_frame`); an oddity is masked, so that one row never stops others."""
    sources = sources_frame(inputs)
    years = _calendar(inputs, contracts)
    ramp = planned_ramp(actions, years)
    claims = actions.rename(columns=ISOLATED)
    ledger = overlap_ledger(claims, sources, ramp=ramp, n_contracts=len(inputs), errors="mask")
    position = positions_of(actions)
    delivered = delivered_shares(
        reports_frame(inputs, position),
        reached_frame(inputs, position),
        claims,
        years=years,
        errors="mask",
    )
    today = int(np.searchsorted(years, inputs[0].as_of.year))
    actions = actions.assign(rung=_find_rungs(actions, delivered, today))
    claiming = np.zeros(len(actions), dtype=np.bool_)
    claiming[ledger.claims.row] = True
    return Portfolios(
        contracts=contracts,
        actions=actions,
        sources=sources,
        years=years,
        today=today,
        ramp=ramp,
        ledger=ledger,
        delivered=delivered,
        position=position,
        by_rung=_lay_on_rungs(actions, ledger, delivered, today, gap_tco2e),
        marginal_tco2e=marginal_impacts(ledger.claims),
        is_claiming=claiming,
    )


def _find_rungs(actions: pd.DataFrame, delivered: Delivered, today: int) -> Any:
    """The rung of each action by the evidence of today."""
    share = delivered.share[:, today]
    return rungs(
        actions.assign(
            has_report=share > 0,
            is_verified=delivered.verified_share[:, today] >= WHOLE_SHARE,
            delivered_share=share,
            # What a contract prints without a typology is planned once it has years; only strategies are ideas.
            maturity=actions["maturity"].replace(Maturity.NOT_STATED, Maturity.PROJECT),
        ),
        errors="mask",
    )


def _lay_on_rungs(
    actions: pd.DataFrame, ledger: Ledger, delivered: Delivered, today: int, gap_tco2e: Floats
) -> pd.DataFrame:
    """The credited tonnes by contract and rung.

    What is not the portfolio's to count (the existing plan's, a sink) stands on no rung of its coverage.
    """
    counts = ~ledger.actions["reason"].isin([CreditReason.EXISTING_PLAN, CreditReason.SINK])
    laid = {
        "contract": actions["contract"],
        "credited_tco2e": ledger.actions["credited_tco2e"],
        "rung": actions["rung"].where(counts, None),
        "delivered_share": delivered.share[:, today],
        "verified_share": delivered.verified_share[:, today],
    }
    return tonnes_by_rung(pd.DataFrame(laid), gap_tco2e=gap_tco2e, errors="mask")


def planned_ramp(actions: pd.DataFrame, years: Floats) -> Floats:
    """The share of its full effect that each action has by plan in each year (n, m), NaN where it has no years.

    An action with only an end year has its effect from that year on.
    """
    end = pd.to_numeric(actions["end_year"])
    start = pd.to_numeric(actions["start_year"]).fillna(end)
    return linear_ramp(start_year=start, end_year=end, years=years, errors="mask")


def delivered_frame(portfolios: Portfolios) -> pd.DataFrame:
    """What statements say was reached, year by year in which they say something new, for the nowcast."""
    share = portfolios.delivered.share
    action, year = np.nonzero(np.diff(share, axis=1, prepend=0.0))
    # A statement that takes everything back has no evidence of its own: it is read as declared.
    words = np.array([*EvidenceLevel, EvidenceLevel.DECLARED], dtype=object)
    rows = portfolios.actions.iloc[action]
    return pd.DataFrame(
        {
            "contract": rows["contract"].to_numpy(),
            "action": action,
            "year": portfolios.years[year],
            "sector": rows["sector"].to_numpy(),
            "tco2e": portfolios.credited_tco2e[action] * share[action, year],
            "evidence": words[portfolios.delivered.evidence[action, year]],
        }
    )


def _calendar(inputs: Sequence[ContractInputs], contracts: pd.DataFrame) -> Floats:
    """The years that any of the contracts is about, up to today at least."""
    today = inputs[0].as_of.year
    first = pd.to_numeric(contracts["baseline_year"]).min()
    last = pd.to_numeric(contracts["target_year"]).max()
    begin = FIRST_YEAR if pd.isna(first) else int(first)
    end = today if pd.isna(last) else max(int(last), today)
    return np.arange(min(begin, today), end + 1, dtype=np.float64)
