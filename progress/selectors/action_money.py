"""The money and the energy of one action as its reader may see them."""

from dataclasses import dataclass
from typing import Any

from contracts.models import Action, Contract
from contracts.visibility import MONEY, FieldMask
from core.enums import Withheld
from progress.selectors.costs import ASSUMED_DISCOUNT_SHARE, ActionMoney, tonne_cost
from progress.selectors.ledger import LedgerAction

Amount = Any
"""A number, None where it is unknown, or what stands in the place of one that the reader may not see."""


@dataclass(frozen=True)
class TonneCost:
    """What a tonne costs (EUR, None where not all is declared), at which discount rate, and whether that is ours."""

    eur: float | Withheld | None
    discount_share: float
    is_assumed: bool

    @property
    def is_hidden(self) -> bool:
        """Whether it rests on money that the reader may not see."""
        return isinstance(self.eur, Withheld)


@dataclass(frozen=True)
class MoneyView:
    """What an action costs and saves (EUR, EUR a year), and the energy (MWh a year) that it makes or removes."""

    cost_eur: Amount
    cost_note: str
    funding_secured_eur: Amount
    funding_requested_eur: Amount
    running_cost_eur: Amount
    saving_eur: Amount
    renewable_mwh: Amount
    removed_energy_mwh: Amount
    removed_energy_note: str


def read_money(action: Action, mask: FieldMask) -> MoneyView:
    """The money and energy of an action; what is printed beside a hidden figure is left out with it."""

    def words(name: str) -> str:
        return "" if mask.hides(name, action.field_visibility) else str(getattr(action, name))

    return MoneyView(
        cost_eur=mask.show(action, "cost_eur"),
        cost_note=words("cost_note"),
        funding_secured_eur=mask.show(action, "funding_secured_eur"),
        funding_requested_eur=mask.show(action, "funding_requested_eur"),
        running_cost_eur=mask.show(action, "running_cost_eur"),
        saving_eur=mask.show(action, "saving_eur"),
        renewable_mwh=mask.show(action, "renewable_mwh"),
        removed_energy_mwh=mask.show(action, "removed_energy_mwh"),
        removed_energy_note=words("removed_energy_note"),
    )


def read_tonne_cost(
    contract: Contract, action: Action, credit: LedgerAction | None, mask: FieldMask
) -> TonneCost:
    """What a tonne costs, by F20; hidden with any of the figures that it is computed from."""
    stated = None if contract.discount_share is None else float(contract.discount_share)
    money = ActionMoney.of_row(vars(action), credited_tco2e=credit.credited if credit else None)
    is_hidden = mask.hides_any(MONEY, action.field_visibility)
    return TonneCost(
        eur=Withheld.NOT_PUBLIC if is_hidden else tonne_cost(money, stated_discount_share=stated),
        discount_share=ASSUMED_DISCOUNT_SHARE if stated is None else stated,
        is_assumed=stated is None,
    )
