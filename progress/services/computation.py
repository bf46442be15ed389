"""From plain inputs to results: the science applied to many contracts in one call."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from emissions.gap import coverage_by_maturity
from emissions.verdict import evaluate
from emissions.version import ENGINE_VERSION
from emissions.words import Maturity, Rung
from progress.frames import ContractInputs, contracts_frame, portfolio_frame
from progress.services.delays import describe_delays, find_delays
from progress.services.ladder import describe_ladders
from progress.services.ledgers import write_ledgers
from progress.services.nowcasting import describe_estimate, estimate_today
from progress.services.portfolio import assess_portfolios
from progress.services.projection import contributions_by_rung, cumulate, project
from progress.services.standing import Results, describe_standing


@dataclass(frozen=True, slots=True)
class Computed:
    """What is computed of one contract, JSON-ready: the results that pages read, the ledger action by action."""

    results: Results
    ledger: Results


def compute(inputs: Sequence[ContractInputs]) -> dict[UUID, Computed]:
    """Compute contracts, by contract id; the keys of the results are those of `manage.py snapshot`.

    Published oddities must not stop the others: a contract or action that makes no sense is masked, so its
    figures are unknown (None) rather than wrong.
    """
    if not inputs:
        return {}
    contracts, actions = contracts_frame(inputs), portfolio_frame(inputs)
    figures = evaluate(contracts, errors="mask")
    coverage = coverage_by_maturity(actions, figures["gap_tco2e"], errors="mask")
    portfolios = assess_portfolios(inputs, contracts, actions, figures["gap_tco2e"].to_numpy())
    evaluated = contracts.join(figures)
    estimates = estimate_today(inputs, evaluated, portfolios)
    to_come = contributions_by_rung(portfolios, len(inputs))
    by_contract = evaluated.to_dict("records")  # one row per contract
    by_maturity = _in_parts(coverage.reset_index().to_dict("records"), len(Maturity))
    by_rung = _in_parts(portfolios.by_rung.reset_index().to_dict("records"), len(Rung))
    delays = find_delays(inputs, portfolios)
    ladders = describe_ladders(by_rung, by_maturity, portfolios)
    delayed = describe_delays(portfolios, delays)
    ledgers = write_ledgers(inputs, portfolios, delays)
    computed = {}
    for place, one in enumerate(inputs):
        contract, estimate, today = by_contract[place], estimates[place], one.as_of.year
        projection = project(contract, estimate, to_come[place], portfolios.years, today)
        computed[one.contract_id] = Computed(
            results=describe_standing(one, contract, by_maturity[place])
            | ladders[place]
            | describe_estimate(estimate)
            | {
                "delay": delayed[place][0],
                "projection": projection,
                "cumulative": cumulate(
                    contract | {"budget_tco2e": one.version["budget_tco2e"]}, estimate, projection, today
                ),
                "engine_version": ENGINE_VERSION,
            },
            ledger=ledgers[place] | delayed[place][1],
        )
    return computed


def _in_parts(rows: list[Any], size: int) -> list[list[Any]]:
    """The rows of each contract: every contract has the same number of them, in the order of the inputs."""
    return [rows[start : start + size] for start in range(0, len(rows), size)]
