"""Where to repeat a molecule's package: cells ranked by fit and by tonnes per euro, and the best set for a budget."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd
from scipy import optimize

from emissions.columns import Floats, to_floats
from emissions.errors import Bools, EmissionsError, faulty_rows
from emissions.solver import minimise

CELL_COLUMNS: Final = ("unlikeness", "saving_tco2e", "cost_eur")
"""0-1 from the molecule; t CO2e a year once the package stands there; EUR to put it there. NaN where unknown."""
NODE_LIMIT: Final = 20_000


@dataclass(frozen=True, slots=True)
class Replication:
    """A choice of cells under a budget: labels in the order of the input, and what they save and cost together.

    bound_tco2e: no choice saves more; equal to the saving where the choice is proved best (`is_best`).
    left_out: why a cell could not be chosen, by label.
    """

    chosen: "pd.Index[Any]"
    saving_tco2e: float
    cost_eur: float
    bound_tco2e: float
    is_best: bool
    left_out: "pd.Series[Any]"


def rank_cells(cells: pd.DataFrame) -> pd.DataFrame:
    """Rank cells for a package.

    Formula: fit = 1 - unlikeness; tonnes per million euros = 1e6 saving / cost. Both ranks count from 1, equals share
    the better rank; a cell that lacks a figure has no rank of it. The order is that of tonnes per euro, then fit.

    Inputs: cells (n), unique labels (CELL_COLUMNS). Output: `fit`, `tonnes_per_million_eur` (infinite where it costs
    nothing), `fit_rank`, `value_rank`, best first.
    Errors: `EmissionsError` with the row for a negative or infinite number, an unlikeness above 1.

    >>> cells = pd.DataFrame({"unlikeness": [0.5, 0.1], "saving_tco2e": [100.0, 40.0], "cost_eur": [1e6, 2e5]},
    ...                      index=["centre", "north"])
    >>> rank_cells(cells)[["fit", "tonnes_per_million_eur", "fit_rank", "value_rank"]].values.tolist()
    [[0.9, 200.0, 1.0, 1.0], [0.5, 100.0, 2.0, 2.0]]
    """
    columns = _read(cells)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = 1e6 * columns["saving_tco2e"] / columns["cost_eur"]
    table = pd.DataFrame(
        {"fit": 1.0 - columns["unlikeness"], "tonnes_per_million_eur": value}, index=cells.index
    )
    table["fit_rank"] = table["fit"].rank(ascending=False, method="min")
    table["value_rank"] = table["tonnes_per_million_eur"].rank(ascending=False, method="min")
    return table.sort_values(["value_rank", "fit_rank"], kind="stable")


def choose_cells(
    cells: pd.DataFrame, *, budget_eur: float, least_fit: float = 0.0, node_limit: int = NODE_LIMIT
) -> Replication:
    """Choose the cells that save most for a budget.

    Formula: maximise the sum of savings over cells with a fit of at least `least_fit`, the sum of costs at most the
    budget (0-1 knapsack, HiGHS). Savings are those of the cells alone: cells share no stock.

    Inputs: cells (n), unique labels (CELL_COLUMNS); a budget, EUR; the least fit, 0-1.
    Output: `Replication`.
    Errors: those of `rank_cells`; a budget or a least fit that is negative or not finite.
    Source: Kellerer, Pferschy & Pisinger 2004 (knapsack problems).

    >>> cells = pd.DataFrame({"unlikeness": [0.0, 0.0, 0.0], "saving_tco2e": [60.0, 50.0, 50.0],
    ...                       "cost_eur": [6.0, 5.0, 5.0]}, index=["a", "b", "c"])
    >>> found = choose_cells(cells, budget_eur=10.0)
    >>> list(found.chosen), found.saving_tco2e, found.is_best
    (['b', 'c'], 100.0, True)
    """
    if not (np.isfinite(budget_eur) and budget_eur >= 0 and 0 <= least_fit <= 1):
        raise EmissionsError("budget", "the budget or the least fit is negative or too large")
    columns = _read(cells)
    left_out = _why_left_out(columns, cells.index, least_fit)
    candidates = np.flatnonzero(left_out.isna().to_numpy())
    saving, cost = columns["saving_tco2e"][candidates], columns["cost_eur"][candidates]
    taken, bound, is_best = _fill(saving, cost, budget_eur, node_limit)
    return Replication(
        chosen=cells.index[candidates[taken]],
        saving_tco2e=float(saving[taken].sum()),
        cost_eur=float(cost[taken].sum()),
        bound_tco2e=bound,
        is_best=is_best,
        left_out=left_out.dropna(),
    )


def _read(cells: pd.DataFrame) -> dict[str, Floats]:
    columns = {name: to_floats(cells[name]) for name in CELL_COLUMNS}
    broken = {name: np.isinf(values) | (values < 0) for name, values in columns.items()}
    faulty_rows(
        {f"{name} is negative or infinite": fault for name, fault in broken.items()}
        | {
            "unlikeness is above 1": columns["unlikeness"] > 1,
            "a label is given twice": cells.index.duplicated(),
        },
        labels=cells.index,
    )
    return columns


def _why_left_out(columns: dict[str, Floats], labels: "pd.Index[Any]", least_fit: float) -> "pd.Series[Any]":
    """A word for each cell that cannot be chosen, None for the others."""
    reasons = pd.Series([None] * len(labels), index=labels, dtype=object)
    reasons[1.0 - columns["unlikeness"] < least_fit] = "fit_too_small"
    reasons[columns["saving_tco2e"] == 0] = "no_saving"
    for name in CELL_COLUMNS:
        reasons[np.isnan(columns[name])] = f"{name}_unknown"
    return reasons


def _fill(saving: Floats, cost: Floats, budget_eur: float, node_limit: int) -> tuple[Bools, float, bool]:
    """The best set under the budget: taken (n,), a bound of what any set saves, and whether this one is best."""
    fits = cost <= budget_eur
    if not fits.any():
        return fits, 0.0, True
    if cost[fits].sum() <= budget_eur:
        return fits, float(saving[fits].sum()), True
    taken, bound, is_best = _solve(saving, cost / budget_eur, fits, node_limit)
    if taken is None or cost[taken].sum() > budget_eur:
        # Nothing found in time; or too much by less than the solver's tolerance, but a budget is a budget.
        taken, is_best = _by_value(saving, cost, budget_eur), False
    total = float(saving[taken].sum())
    return taken, total if is_best else max(total, bound), is_best


def _solve(
    saving: Floats, share_of_budget: Floats, fits: Bools, node_limit: int
) -> tuple[Bools | None, float, bool]:
    """Ask the solver: taken (n,), None where it found no set in time; its bound; whether it proved the set best."""
    scale = saving.max()
    found = minimise(
        -saving / scale,
        integrality=np.ones(len(saving)),
        bounds=optimize.Bounds(0.0, fits.astype(np.float64)),
        constraints=optimize.LinearConstraint(share_of_budget[None, :], ub=1.0),
        options={"mip_rel_gap": 0.0, "node_limit": node_limit},
    )
    if found.x is None:
        return None, float(saving[fits].sum()), False
    return found.x > 0.5, float(-found.mip_dual_bound * scale), bool(found.status == 0)


def _by_value(saving: Floats, cost: Floats, budget_eur: float) -> Bools:
    """Take the cells with most tonnes per euro that still fit, one after the other."""
    taken: Bools = np.zeros(len(saving), dtype=np.bool_)
    left = budget_eur
    for place in np.argsort(cost / saving, kind="stable").tolist():
        if cost[place] <= left:
            taken[place], left = True, left - cost[place]
    return taken
