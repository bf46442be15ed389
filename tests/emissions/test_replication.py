"""Where to repeat a package: ranks, and the best set of cells for a budget against all sets."""

from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emissions.errors import EmissionsError
from emissions.replication import CELL_COLUMNS, choose_cells, rank_cells
from tests.emissions.strategies import relaxed


def make_cells(**rows):
    return pd.DataFrame(rows.values(), index=list(rows), columns=list(CELL_COLUMNS), dtype=float)


def test_ranks_share_the_better_place_and_unknown_has_none():
    cells = make_cells(a=(0.2, 100, 50), b=(0.2, 10, 5), c=(None, 90, 30), d=(0.1, 90, None), e=(0.9, 10, 0))
    ranked = rank_cells(cells)
    assert list(ranked.index) == ["e", "c", "a", "b", "d"]
    np.testing.assert_array_equal(ranked["value_rank"], [1, 2, 3, 3, np.nan])
    np.testing.assert_array_equal(ranked["fit_rank"], [4, np.nan, 2, 2, 1])
    assert ranked.loc["c", "tonnes_per_million_eur"] == pytest.approx(3e6)
    assert ranked.loc["b", "fit"] == pytest.approx(0.8)
    assert np.isinf(ranked.loc["e", "tonnes_per_million_eur"])


@relaxed
@given(
    st.lists(st.tuples(st.integers(1, 30), st.integers(0, 20)), min_size=1, max_size=7), st.integers(0, 60)
)
def test_choice_is_the_best_of_all_sets(pairs, budget):
    saving, cost = np.array(pairs, dtype=float).T
    cells = pd.DataFrame({"unlikeness": 0.0, "saving_tco2e": saving, "cost_eur": cost})
    found = choose_cells(cells, budget_eur=budget)
    sets = (np.array(chosen) for chosen in product([False, True], repeat=len(pairs)))
    best = max(saving[chosen].sum() for chosen in sets if cost[chosen].sum() <= budget)
    assert (found.saving_tco2e, found.bound_tco2e, found.is_best) == (best, best, True)
    assert found.cost_eur == cells.loc[found.chosen, "cost_eur"].sum() <= budget


def test_cells_that_cannot_be_chosen_say_why():
    cells = make_cells(
        a=(0.5, 10, 1), b=(0.6, 10, 1), c=(None, 10, 1), d=(0, None, 1), e=(0, 10, None), f=(0, 0, 1)
    )
    found = choose_cells(cells, budget_eur=10, least_fit=0.5)
    assert list(found.chosen) == ["a"]
    assert found.left_out.to_dict() == {
        "b": "fit_too_small", "c": "unlikeness_unknown", "d": "saving_tco2e_unknown",
        "e": "cost_eur_unknown", "f": "no_saving",
    }  # fmt: skip


def test_thousand_cells_are_chosen_with_a_bound_that_is_near():
    random = np.random.default_rng(2030)
    cells = pd.DataFrame(
        {
            "unlikeness": 0.0,
            "saving_tco2e": random.uniform(10, 500, 1000),
            "cost_eur": random.uniform(1e5, 9e6, 1000),
        }
    )
    found = choose_cells(cells, budget_eur=2e8)
    assert found.cost_eur <= 2e8
    assert found.saving_tco2e <= found.bound_tco2e <= 1.001 * found.saving_tco2e


def test_search_cut_short_still_keeps_the_budget_and_tells_its_bound():
    random = np.random.default_rng(1)
    cost = random.integers(1000, 9000, 40).astype(float)
    cells = pd.DataFrame({"unlikeness": 0.0, "saving_tco2e": cost + 0.5, "cost_eur": cost})
    found = choose_cells(cells, budget_eur=50_001, node_limit=1)
    assert found.cost_eur <= 50_001
    assert found.saving_tco2e <= found.bound_tco2e < 1.01 * found.saving_tco2e
    unsolved = choose_cells(cells, budget_eur=50_001, node_limit=0)
    assert 45_000 < unsolved.cost_eur <= 50_001
    assert (unsolved.bound_tco2e, unsolved.is_best) == (cells["saving_tco2e"].sum(), False)


@pytest.mark.parametrize(
    ("budget", "fit"), [(-1.0, 0.0), (np.nan, 0.0), (np.inf, 0.0), (1.0, 1.5), (1.0, -0.1)]
)
def test_budget_or_fit_that_is_none_is_refused(budget, fit):
    with pytest.raises(EmissionsError, match="the budget or the least fit"):
        choose_cells(make_cells(a=(0, 1, 1)), budget_eur=budget, least_fit=fit)


def test_any_fit_will_do_where_none_is_asked_for():
    assert list(choose_cells(make_cells(a=(1, 1, 1)), budget_eur=1.0).chosen) == ["a"]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ((1.5, 1, 1), "row 'a': unlikeness is above 1"),
        ((0, -1, 1), "row 'a': saving_tco2e is negative or infinite"),
        ((0, 1, np.inf), "row 'a': cost_eur is negative or infinite"),
    ],
)
def test_cells_that_make_no_sense_are_refused(row, reason):
    with pytest.raises(EmissionsError, match=reason):
        choose_cells(make_cells(a=row), budget_eur=1.0)


def test_budget_is_kept_to_the_cent_where_the_solver_is_not():
    cells = make_cells(a=(0, 10, 5), b=(0, 9, 5.00000001), c=(0, 1, 4))
    found = choose_cells(cells, budget_eur=10.0)
    assert (list(found.chosen), found.saving_tco2e, found.is_best) == (["a", "c"], 11.0, False)
    assert found.bound_tco2e >= 11.0


def test_budget_below_every_cell_chooses_none():
    found = choose_cells(make_cells(a=(0, 10, 5)), budget_eur=4.0)
    assert (len(found.chosen), found.saving_tco2e, found.bound_tco2e, found.is_best) == (0, 0.0, 0.0, True)
