"""What the page on forecast and risk of a city says, beside its charts."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from contracts.models import Contract
from contracts.visibility import FieldMask, mask_for
from core.enums import Withheld
from core.quantities import format_money
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
    cost_eur: Decimal | Withheld | None
    credited_tco2e: float | None


@dataclass(frozen=True)
class CheapestSet:
    """The cheapest actions without funding that close the gap, or all of them where they do not suffice.

    `missing_tco2e` stays open; `without_cost` and `without_tonnes` count the actions that could not be weighed. What
    the set costs is hidden with the cost of any of its actions: sets of two days would tell it by their difference.
    """

    actions: tuple[ChosenAction, ...]
    cost_eur: float | Withheld | None
    added_tco2e: float | None
    closes_gap: bool
    missing_tco2e: float | None
    is_exact: bool
    candidates: int
    without_cost: int
    without_tonnes: int

    @property
    def cost_words(self) -> str:
        """What the set costs, as it stands in a sentence."""
        if isinstance(self.cost_eur, Withheld):
            return _("a sum that is not public")
        return format_money(self.cost_eur)


@dataclass(frozen=True)
class Forecast:
    """What the page shows; `cheapest` is None where nothing can be weighed, `standing` while nothing is computed."""

    contract: Contract
    standing: Standing | None
    delays: Delays | None
    cheapest: CheapestSet | None


def read_forecast(contract: Contract, user: Any) -> Forecast:
    """The forecast of a contract as `user` may see it, in four queries, and those of `mask_for`."""
    snapshot = snapshot_with_ledger(contract)
    if snapshot is None:
        return Forecast(contract, None, None, None)
    ledger, actions = read_ledger(snapshot), linked_actions(contract, user)
    return Forecast(
        contract=contract,
        standing=read_standing(contract, snapshot),
        delays=read_delays(snapshot, ledger, actions),
        cheapest=_cheapest(snapshot, ledger, actions, user, mask_for(user, contract)),
    )


def _cheapest(
    snapshot: ProgressSnapshot,
    ledger: LedgerView,
    actions: dict[str, LinkedAction],
    user: Any,
    mask: FieldMask,
) -> CheapestSet | None:
    foresight = foresight_of(snapshot)
    found = foresight.content["cheapest"] if foresight else None
    if not found:
        return None
    shown = [key for key in found["actions"] if key in actions]
    rows = list_actions(snapshot.contract, user).filter(pk__in=shown)
    costs = {
        pk: mask.show_value(cost, "cost_eur", own)
        for pk, cost, own in rows.values_list("pk", "cost_eur", "field_visibility")
    }
    is_hidden = len(shown) < len(found["actions"]) or Withheld.NOT_PUBLIC in costs.values()
    return CheapestSet(
        actions=tuple(
            ChosenAction(actions[key], costs[actions[key].id], _credited(ledger, key)) for key in shown
        ),
        cost_eur=Withheld.NOT_PUBLIC if is_hidden else found["cost_eur"],
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
