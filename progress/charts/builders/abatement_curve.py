"""The marginal abatement cost curve: which actions save how many tonnes at which cost."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class AbatementBlock:
    """An action with tonnes a year in the target year and its cost (F20); `is_funded` is None where not known."""

    code: str
    title: str
    reduction_tco2e: float
    cost_eur_per_tco2e: float
    is_funded: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AbatementCurve:
    """The actions whose tonnes and cost are known, and how many others there are."""

    city: str
    source: str
    target_year: int
    discount_share: float | None
    blocks: tuple[AbatementBlock, ...] = ()
    actions_without_cost: int = 0
    actions_without_tonnes: int = 0
    key: str = "abatement_curve"
