"""What the page on forecast and risk of a city says, beside its charts."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from contracts.models import Contract
from progress.models import ProgressSnapshot
from progress.selectors.actions import LinkedAction, linked_actions, list_actions
from progress.selectors.dashboard import Standing, read_standing
from progress.selectors.delays import Delays, read_delays
from progress.selectors.ledger import LedgerView, read_ledger
from progress.selectors.snapshots import foresight_of, snapshot_with_ledger


@dataclass(frozen=True)
class ChosenAction:
    """An action of the cheapest set, with its cost and the tonnes it is credited with."""

    action: LinkedAction
    cost_eur: Decimal | None
    credited_tco2e: float | None


@dataclass(frozen=True)
class CheapestSet:
    """The cheapest actions without funding that close the gap, or all of them where they do not suffice.

    `missing_tco2e` stays open; `without_cost` and `without_tonnes` count the actions that could not be weighed.
    """

    actions: tuple[ChosenAction, ...]
    cost_eur: float | None
    added_tco2e: float | None
    closes_gap: bool
    missing_tco2e: float | None
    is_exact: bool
    candidates: int
    without_cost: int
    without_tonnes: int


@dataclass(frozen=True)
class Forecast:
    """What the page shows; `cheapest` is None where nothing can be weighed, `standing` while nothing is computed."""

    contract: Contract
    standing: Standing | None
    delays: Delays | None
    cheapest: CheapestSet | None


def read_forecast(contract: Contract, user: Any) -> Forecast:
    """The forecast of a contract as `user` may see it, in four queries."""
    snapshot = snapshot_with_ledger(contract)
    if snapshot is None:
        return Forecast(contract, None, None, None)
    ledger, actions = read_ledger(snapshot), linked_actions(contract, user)
    return Forecast(
        contract=contract,
        standing=read_standing(contract, snapshot),
        delays=read_delays(snapshot, ledger, actions),
        cheapest=_cheapest(snapshot, ledger, actions, user),
    )


def _cheapest(
    snapshot: ProgressSnapshot, ledger: LedgerView, actions: dict[str, LinkedAction], user: Any
) -> CheapestSet | None:
    foresight = foresight_of(snapshot)
    found = foresight.content["cheapest"] if foresight else None
    if not found:
        return None
    shown = [key for key in found["actions"] if key in actions]
    rows = list_actions(snapshot.contract, user).filter(pk__in=shown)
    costs = dict(rows.values_list("pk", "cost_eur"))
    return CheapestSet(
        actions=tuple(
            ChosenAction(actions[key], costs[actions[key].id], _credited(ledger, key)) for key in shown
        ),
        cost_eur=found["cost_eur"],
        added_tco2e=found["added_tco2e"],
        closes_gap=found["closes_gap"],
        missing_tco2e=found["missing_tco2e"],
        is_exact=found["is_exact"],
        candidates=found["candidates"],
        without_cost=found["without_cost"],
        without_tonnes=found["without_tonnes"],
    )


def _credited(ledger: LedgerView, key: str) -> float | None:
    return ledger.actions[key].credited if key in ledger.actions else None
