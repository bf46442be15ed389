"""Checks of actions, of counts and of the target."""

from collections.abc import Iterator
from decimal import Decimal

from contracts.enums import FindingSeverity
from contracts.services.checks.facts import SUM_TOLERANCE, ContractFacts, Found

LARGEST_RESIDUAL_SHARE = Decimal("0.2")
"""What the Mission expects at most to be left in the target year (domain reference F10)."""


def find_years_out_of_order(facts: ContractFacts) -> Iterator[Found]:
    """Actions that end before they start."""
    for action in facts.actions:
        if action.start_year and action.end_year and action.end_year < action.start_year:
            numbers = {"code": action.code, "start_year": action.start_year, "end_year": action.end_year}
            yield Found("action_end_before_start", action, action.code, numbers)


def find_negative_costs(facts: ContractFacts) -> Iterator[Found]:
    """Actions whose printed cost is a saving."""
    for action in facts.actions:
        if action.cost_eur is not None and action.cost_eur < 0:
            numbers = {"code": action.code, "cost_eur": float(action.cost_eur)}
            yield Found("action_negative_cost", action, action.code, numbers, FindingSeverity.NOTE)


def find_incomplete_portfolio(facts: ContractFacts) -> Iterator[Found]:
    """Portfolios of which fewer actions are listed than the contract counts."""
    printed, listed = facts.version.printed_action_count, len(facts.actions)
    if printed is not None and listed < printed:
        numbers = {"printed": printed, "listed": listed}
        yield Found("action_rows_incomplete", facts.version, "", numbers, FindingSeverity.NOTE)


def find_other_signatory_count(facts: ContractFacts) -> Iterator[Found]:
    """Lists of signatories that are longer or shorter than the number the city gives."""
    printed = facts.version.printed_signatory_count
    if printed is not None and printed != facts.signatory_count:
        numbers = {"printed": printed, "listed": facts.signatory_count}
        yield Found("signatory_count_differs", facts.version, "", numbers, FindingSeverity.NOTE)


def find_large_residual(facts: ContractFacts) -> Iterator[Found]:
    """Targets that leave more than a fifth of the baseline: accepted by the Mission, and worth knowing."""
    version = facts.version
    if version.baseline_tco2e is None or version.residual_tco2e is None:
        return
    if version.residual_tco2e > version.baseline_tco2e * LARGEST_RESIDUAL_SHARE + SUM_TOLERANCE:
        numbers = {
            "residual_tco2e": float(version.residual_tco2e),
            "residual_share": float(version.residual_tco2e / version.baseline_tco2e),
        }
        yield Found("residual_above_fifth", version, "", numbers, FindingSeverity.NOTE)
