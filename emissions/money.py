"""F20: what a tonne costs, and the data of a marginal abatement cost curve."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
import pandas as pd

from emissions.columns import Floats, Numbers, infinite_values, to_floats, without_faults
from emissions.errors import ErrorMode, Labels, faulty_rows


@dataclass(frozen=True, slots=True)
class CostEffectiveness:
    """What an action costs over its life (years, EUR, t CO2e), and per tonne (EUR per t CO2e); all arrays (n,).

    Each is NaN where one of its own inputs is unknown, `eur_per_tonne` also where no tonne is saved. A negative
    cost is legitimate (the action earns money); such actions must not be ranked by `eur_per_tonne` alone, because
    more tonnes for the same gain look worse: show net cost and tonnes beside it.
    """

    annuity_years: Floats
    net_cost_eur: Floats
    lifetime_tco2e: Floats
    eur_per_tonne: Floats


_NEVER_NEGATIVE: Final = ("investment_eur", "running_cost_eur", "reduction_tco2e")


class LeftOut(StrEnum):
    """Why an action has no bar on the cost curve."""

    COST_UNKNOWN = "cost_unknown"
    REDUCTION_UNKNOWN = "reduction_unknown"
    NO_REDUCTION = "no_reduction"


@dataclass(frozen=True, slots=True)
class CostCurve:
    """The bars of a cost curve, in their order, and the actions that have none."""

    bars: pd.DataFrame
    left_out: pd.DataFrame


def annuity_years(
    *, lifetime_years: Numbers, discount_share: Numbers, labels: Labels = None, errors: ErrorMode = "raise"
) -> Floats:
    """Compute how many of today's yearly payments a lifetime of them is worth (F20).

    Formula: `a = (1 - (1 + d)^-n) / d`, and n without a discount; payments come at the end of each year.

    Inputs (n,): years; discount a year (share); NaN where unknown. Output (n,): years, NaN where unknown.
    Errors: a lifetime that is not positive, a discount outside 0-1, an infinite value: `EmissionsError` with
    the row, or NaN with `errors="mask"`.
    Source: domain reference F20.

    >>> annuity_years(lifetime_years=[15, 15], discount_share=[0.035, 0.0]).round(4).tolist()
    [11.5174, 15.0]
    """
    columns = {"lifetime_years": to_floats(lifetime_years), "discount_share": to_floats(discount_share)}
    discount = columns["discount_share"]
    faults = {
        "lifetime_years is not positive": columns["lifetime_years"] <= 0,
        "discount_share is not between 0 and 1": (discount < 0) | (discount > 1),
    }
    lifetime, discount = without_faults(columns, faults, labels=labels, errors=errors).values()
    worth = -np.expm1(-lifetime * np.log1p(discount)) / np.where(discount == 0, np.nan, discount)
    return np.where(discount == 0, lifetime, worth)


def cost_effectiveness(
    *,
    investment_eur: Numbers,
    running_cost_eur: Numbers,
    saving_eur: Numbers,
    lifetime_years: Numbers,
    discount_share: Numbers,
    reduction_tco2e: Numbers,
    labels: Labels = None,
    errors: ErrorMode = "raise",
) -> CostEffectiveness:
    """Compute the net cost of actions over their life, and per tonne (F20).

    Formula: `EUR/t = NPV(investment + running cost - saving) / sum(t)`, with `NPV = investment + (running cost
    - saving) x a` and `sum(t) = reduction x lifetime`: money is discounted, tonnes are not.

    Inputs (n,): EUR; EUR a year, twice; years; discount a year (share); t CO2e a year at full effect; NaN
    where unknown.
    Output: `CostEffectiveness`, (n,).
    Errors: a negative investment, running cost or reduction (a saving may be: energy may cost more), a lifetime that
    is not positive, a discount outside 0-1, an infinite value: `EmissionsError` with the row, or NaN with
    `errors="mask"`.
    Source: domain reference F20.

    >>> retrofit = cost_effectiveness(investment_eur=[1_000_000], running_cost_eur=[0], saving_eur=[80_000],
    ...                               lifetime_years=[15], discount_share=[0.035], reduction_tco2e=[150])
    >>> retrofit.net_cost_eur.round(2).tolist(), retrofit.eur_per_tonne.round(2).tolist()
    ([78607.13], [34.94])
    """
    columns = {
        "investment_eur": to_floats(investment_eur),
        "running_cost_eur": to_floats(running_cost_eur),
        "saving_eur": to_floats(saving_eur),
        "lifetime_years": to_floats(lifetime_years),
        "discount_share": to_floats(discount_share),
        "reduction_tco2e": to_floats(reduction_tco2e),
    }
    faults = {f"{name} is negative": columns[name] < 0 for name in _NEVER_NEGATIVE}
    clean = without_faults(columns, faults, labels=labels, errors=errors)
    investment, running, saving, lifetime, discount, reduction = clean.values()
    annuity = annuity_years(lifetime_years=lifetime, discount_share=discount, labels=labels, errors=errors)
    net_cost = investment + (running - saving) * annuity
    # A lifetime that makes no sense is masked in the annuity; it gives no tonnes either.
    tonnes = reduction * np.where(lifetime > 0, lifetime, np.nan)
    return CostEffectiveness(
        annuity_years=annuity,
        net_cost_eur=net_cost,
        lifetime_tco2e=tonnes,
        eur_per_tonne=net_cost / np.where(tonnes > 0, tonnes, np.nan),
    )


def cost_curve(actions: pd.DataFrame) -> CostCurve:
    """Lay the actions of each contract side by side from the cheapest tonne to the dearest (F20).

    Formula: bars in the order of EUR/t, those that earn money first; each as wide as its t CO2e a year, from
    where the one before ends. Equal costs: more tonnes first, then by name, so the order of rows never
    matters. The tonnes are taken as they come: give credited ones, or the curve counts overlaps twice.

    Input: actions, one row each, unique index: `contract`, `eur_per_tonne`, `reduction_tco2e` (t CO2e a year),
    NaN where unknown.
    Outputs: bars, index of the actions in their order: `contract`, `eur_per_tonne`, `reduction_tco2e`,
    `from_tco2e`, `to_tco2e` (cumulative in the contract), `is_saving` (below zero); left_out, in the order of
    the rows: `contract`, `reduction_tco2e`, `reason` (`LeftOut`): an unknown cost is apart and never at zero.
    Errors: a negative reduction, an infinite value, an action listed twice: `EmissionsError` with the row.
    Source: marginal abatement cost curve, as in Kausal Paths' impact overview.

    >>> actions = pd.DataFrame({"contract": ["Milano"] * 3, "eur_per_tonne": [35.0, None, -12.0],
    ...                         "reduction_tco2e": [150.0, 80.0, 50.0]}, index=["retrofit", "metro", "lamps"])
    >>> curve = cost_curve(actions)
    >>> curve.bars[["from_tco2e", "to_tco2e"]].T.to_dict("list"), curve.left_out["reason"].to_dict()
    ({'lamps': [0.0, 50.0], 'retrofit': [50.0, 200.0]}, {'metro': 'cost_unknown'})
    """
    cost, reduction = to_floats(actions["eur_per_tonne"]), to_floats(actions["reduction_tco2e"])
    faults = {
        "action is listed twice": actions.index.duplicated(),
        "reduction_tco2e is negative": reduction < 0,
    }
    faulty_rows(faults | infinite_values(eur_per_tonne=cost, reduction_tco2e=reduction), labels=actions.index)
    reasons = np.select(
        [np.isnan(reduction), reduction == 0, np.isnan(cost)],
        [LeftOut.REDUCTION_UNKNOWN.value, LeftOut.NO_REDUCTION.value, LeftOut.COST_UNKNOWN.value],
        default="",
    )
    rows = actions[["contract"]].assign(
        eur_per_tonne=cost, reduction_tco2e=reduction, reason=reasons, name=actions.index.astype(str)
    )
    left_out = rows.loc[reasons != "", ["contract", "reduction_tco2e", "reason"]]
    bars = rows[reasons == ""].sort_values(
        ["contract", "eur_per_tonne", "reduction_tco2e", "name"], ascending=[True, True, False, True]
    )
    bars = bars[["contract", "eur_per_tonne", "reduction_tco2e"]]
    bars["to_tco2e"] = bars.groupby("contract")["reduction_tco2e"].cumsum()
    bars.insert(3, "from_tco2e", bars.groupby("contract")["to_tco2e"].shift(fill_value=0.0))
    bars["is_saving"] = bars["eur_per_tonne"] < 0
    return CostCurve(bars=bars, left_out=left_out)
