"""What a tonne costs, action by action (F20), from credited tonnes and declared money."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from emissions.money import cost_effectiveness

ASSUMED_DISCOUNT_SHARE = 0.035
"""Our assumption where a city sets no discount rate; pages say so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionMoney:
    """What an action declares of its money (EUR, EUR a year, years) and the tonnes a year it is credited with."""

    cost_eur: float | None
    funding_secured_eur: float | None
    running_cost_eur: float | None
    saving_eur: float | None
    lifetime_years: float | None
    credited_tco2e: float | None

    @classmethod
    def of_row(cls, row: dict[str, Any], *, credited_tco2e: float | None) -> "ActionMoney":
        """Read it from a stored row or from the fields of an action."""
        amounts = {
            name: None if row[name] is None else float(row[name])
            for name in (
                "cost_eur",
                "funding_secured_eur",
                "running_cost_eur",
                "saving_eur",
                "lifetime_years",
            )
        }
        return cls(**amounts, credited_tco2e=credited_tco2e)

    @property
    def is_funded(self) -> bool | None:
        """Whether the funding secured covers the cost, None where one of the two is not known."""
        if self.cost_eur is None or self.funding_secured_eur is None:
            return None
        return self.funding_secured_eur >= self.cost_eur

    @property
    def is_complete(self) -> bool:
        """Whether all is declared that the cost of a tonne is computed from."""
        return None not in (self.cost_eur, self.running_cost_eur, self.saving_eur, self.lifetime_years)


def cost_of_tonnes(actions: Sequence[ActionMoney], *, discount_share: float) -> list[float | None]:
    """EUR per t CO2e of each action (F20), None where anything it is computed from is unknown or makes no sense."""
    found = cost_effectiveness(
        investment_eur=[one.cost_eur for one in actions],
        running_cost_eur=[one.running_cost_eur for one in actions],
        saving_eur=[one.saving_eur for one in actions],
        lifetime_years=[one.lifetime_years for one in actions],
        discount_share=np.full(len(actions), discount_share),
        reduction_tco2e=[one.credited_tco2e for one in actions],
        errors="mask",
    )
    return [None if np.isnan(cost) else float(cost) for cost in found.eur_per_tonne]


def tonne_cost(action: ActionMoney, *, stated_discount_share: float | None) -> float | None:
    """EUR per t CO2e of one action; with our assumption where the city sets no discount rate."""
    discount = ASSUMED_DISCOUNT_SHARE if stated_discount_share is None else stated_discount_share
    return cost_of_tonnes([action], discount_share=discount)[0]
