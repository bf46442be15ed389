"""The cheapest actions without funding that close the gap."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd

from emissions.columns import Floats, infinite_values, to_bools, to_floats
from emissions.combination import Combination, SourceCaps, combine_sources
from emissions.errors import Bools, EmissionsError, faulty_rows
from emissions.set_model import SetModel

MARGIN_TCO2E: Final = 1e-6
"""A gap open by less than a millionth of a tonne is closed."""


@dataclass(frozen=True, slots=True)
class SearchLimits:
    """When the search gives up, in searches and in branches of each: counts and not seconds, so every run agrees."""

    rounds: int = 100
    nodes: int = 20_000


SEARCH_LIMITS: Final = SearchLimits()


@dataclass(frozen=True, slots=True)
class CheapestSet:
    """Which actions to fund, and whether they close the gap.

    `chosen`: labels, sorted. `cost_eur`: of the chosen. `credited_tco2e`: what they and the funded actions save
    together under all caps, `added_tco2e`: what the chosen add to it. `missing_tco2e`: how much of the gap stays open
    when all are taken, 0 where it closes. All NaN, and nothing chosen, where the gap is unknown.
    `is_exact`: no cheaper set closes the gap; else it is a set found step by step, which closes it and can be too dear.
    `n_rounds`: searches made. `n_candidates`: actions without funding whose cost and tonnes are known;
    `n_without_tonnes` (any action), `n_without_cost`: left out.
    """

    chosen: "pd.Index[Any]"
    cost_eur: float
    credited_tco2e: float
    added_tco2e: float
    closes_gap: bool
    missing_tco2e: float
    is_exact: bool
    n_rounds: int
    n_candidates: int
    n_without_tonnes: int
    n_without_cost: int


@dataclass(frozen=True, slots=True)
class _Choice:
    """The actions to choose from, rows in the order of the combination."""

    combination: Combination
    cost_eur: Floats
    is_taken: Bools

    def credit(self, chosen: Bools) -> Floats:
        """What choices (n, k) save together (k,)."""
        return self.combination.credit(self.combination.effect[:, None] * chosen)


def cheapest_set(
    actions: pd.DataFrame,
    *,
    gap_tco2e: float,
    caps: SourceCaps | None = None,
    limits: SearchLimits = SEARCH_LIMITS,
) -> CheapestSet:
    """Find the cheapest actions without funding that, with those funded, close the gap.

    Formula: minimise `sum(cost_i x_i)` over x in {0, 1} with `C(funded and x) >= gap`, C the combination of F15 with
    its caps. Solved exactly: caps are linear; a shared source `E0 (1 - prod(1 - r_i))` is concave in the sum of
    `ln(1 - r_i)` and bounded by tangents; each set found is checked with C itself, and one that falls short is ruled
    out by its own tangents until none does. An action without known cost or tonnes is left out and counted.
    Ties: of actions alike in all, the first by label; of free actions, none that is not needed. The rows are sorted
    by label before the search, so their order changes nothing.

    Inputs: actions, unique labels: `cost_eur` (may be negative: a saving), `isolated_tco2e` (t CO2e a year at full
    effect), `group`, `sector` (codes into caps, -1 for none), `cut_share`, `is_funded`; NaN where unknown. gap_tco2e,
    t CO2e a year, NaN where unknown; limits of the search.
    Output: `CheapestSet`; where even all candidates leave the gap open, all of them and what is missing.
    Errors: `EmissionsError` with the row, see `combine_sources`; an infinite cost, a label that stands twice.
    Source: domain.md F15; solver HiGHS through scipy.optimize.milp, without tolerance on the optimum.

    >>> actions = pd.DataFrame({"cost_eur": [9.0, 4.0, 6.0], "isolated_tco2e": [50.0, 30.0, 30.0], "group": [-1] * 3,
    ...     "sector": [0] * 3, "cut_share": [None] * 3, "is_funded": [False] * 3}, index=["heat", "tram", "roofs"])
    >>> found = cheapest_set(actions, gap_tco2e=60.0)
    >>> found.chosen.tolist(), found.cost_eur, found.is_exact
    (['roofs', 'tram'], 10.0, True)
    """
    eligible, counts = _find_eligible(actions)
    if np.isinf(gap_tco2e):
        raise EmissionsError("gap_tco2e", "is not a finite number")
    labels, choice = _read_choice(actions[eligible], caps or SourceCaps())
    chosen, is_exact, n_rounds = _choose(choice, gap_tco2e, limits)
    before, after = choice.credit(np.column_stack([choice.is_taken, choice.is_taken | chosen]))
    is_unknown = np.isnan(gap_tco2e)
    missing = gap_tco2e - after if after < gap_tco2e - MARGIN_TCO2E else 0.0
    return CheapestSet(
        chosen=labels[chosen].sort_values(),
        cost_eur=np.nan if is_unknown else float(choice.cost_eur[chosen].sum()),
        credited_tco2e=np.nan if is_unknown else float(after),
        added_tco2e=np.nan if is_unknown else float(after - before),
        closes_gap=not is_unknown and missing == 0.0,
        missing_tco2e=np.nan if is_unknown else float(missing),
        is_exact=is_exact,
        n_rounds=n_rounds,
        **counts,
    )


def _find_eligible(actions: pd.DataFrame) -> tuple[Bools, dict[str, int]]:
    """The funded actions and the candidates (n,), and the counts of candidates and of actions left out."""
    cost, tonnes = to_floats(actions["cost_eur"]), to_floats(actions["isolated_tco2e"])
    funded = to_bools(actions["is_funded"])
    faulty_rows(infinite_values(cost_eur=cost), labels=actions.index)
    eligible = ~np.isnan(tonnes) & (funded | ~np.isnan(cost))
    return eligible, {
        "n_candidates": int((eligible & ~funded).sum()),
        "n_without_tonnes": int(np.isnan(tonnes).sum()),
        "n_without_cost": int((~np.isnan(tonnes) & ~funded & np.isnan(cost)).sum()),
    }


def _read_choice(actions: pd.DataFrame, caps: SourceCaps) -> "tuple[pd.Index[Any], _Choice]":
    """Sort eligible actions by label, then into the order of their combination."""
    faulty_rows({"action is there twice": actions.index.duplicated()}, labels=actions.index)
    actions = actions.sort_index()
    combination = combine_sources(
        isolated_tco2e=actions["isolated_tco2e"],
        group=actions["group"].to_numpy(dtype=np.intp),
        sector=actions["sector"].to_numpy(dtype=np.intp),
        cut_share=actions["cut_share"],
        caps=caps,
        labels=actions.index,
    )
    actions = actions.iloc[combination.order]
    return actions.index, _Choice(combination, to_floats(actions["cost_eur"]), to_bools(actions["is_funded"]))


def _choose(choice: _Choice, gap_tco2e: float, limits: SearchLimits) -> tuple[Bools, bool, int]:
    """The candidates to take, whether that is exactly the cheapest set, and the searches made."""
    taken, enough = choice.is_taken, gap_tco2e - MARGIN_TCO2E
    with_none, with_all = choice.credit(np.column_stack([taken, np.ones_like(taken)]))
    if np.isnan(gap_tco2e) or with_none >= enough:
        return np.zeros_like(taken), not np.isnan(gap_tco2e), 0
    if with_all < enough:
        return ~taken, True, 0
    model = SetModel(choice.combination, choice.cost_eur, taken, gap_tco2e, limits.nodes)
    best, n_rounds = _choose_greedily(choice, enough), 0
    while n_rounds < limits.rounds:
        n_rounds += 1
        found, is_cheapest = model.solve()
        if found is None:
            break
        if choice.credit(found[:, None]).item() >= enough:
            found = _leave_out_needless(choice, found & ~taken, enough)
            is_better = choice.cost_eur[found].sum() < choice.cost_eur[best].sum()
            return found if is_cheapest or is_better else best, is_cheapest, n_rounds
        model.forbid(found)
    return best, False, n_rounds


def _choose_greedily(choice: _Choice, enough: float) -> Bools:
    """Take what costs least for each tonne it adds, until the gap is closed, then leave out what is not needed."""
    combination, held = choice.combination, choice.is_taken.copy()
    whole = combination.effect[:, None]
    while choice.credit(held[:, None]).item() < enough:
        amounts = whole * held[:, None]
        sums = combination.add_up(amounts)
        added = (combination.credit_each_changed(amounts, sums, whole) - combination.cap(sums))[:, 0]
        price = choice.cost_eur / np.maximum(added, MARGIN_TCO2E)
        held[np.where(held, np.inf, price).argmin()] = True
    return _leave_out_needless(choice, held & ~choice.is_taken, enough)


def _leave_out_needless(choice: _Choice, chosen: Bools, enough: float) -> Bools:
    """Leave out, the dearest first, what costs something or nothing and is not needed to close the gap."""
    kept = chosen.copy()
    dearest_first = np.argsort(choice.cost_eur, kind="stable")[::-1]
    for row in dearest_first[chosen[dearest_first] & (choice.cost_eur[dearest_first] >= 0)]:
        kept[row] = False
        kept[row] = choice.credit((kept | choice.is_taken)[:, None]).item() < enough
    return kept
