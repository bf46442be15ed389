"""The cheapest set: against trying every set, under every cap, and what is said where there is none."""

import itertools
import os
from functools import cache

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import optimize

from emissions.combination import SourceCaps, combine_sources
from emissions.errors import EmissionsError
from emissions.selection import SearchLimits, cheapest_set
from tests.emissions.portfolios import make_portfolio, shared_portfolios
from tests.emissions.strategies import relaxed


def make_choices(**rows):
    """Unfunded actions by label from (cost, tonnes) and changes."""
    return make_portfolio(
        **{
            label: {"cost_eur": cost, "isolated_tco2e": tonnes, "is_funded": False} | dict(*change)
            for label, (cost, tonnes, *change) in rows.items()
        }
    )


HARD_GAP = 2_800.0


def hard_choices():
    """Sixteen actions whose costs follow their tonnes so closely that the search must branch."""
    stream = np.random.default_rng(5)
    tonnes = stream.integers(100, 1000, 16)
    costs = tonnes * 400 + stream.integers(0, 9000, 16)
    rows = zip(costs, tonnes, strict=True)
    return make_choices(
        **{f"a{place:02}": (cost, t, {"group": place % 4}) for place, (cost, t) in enumerate(rows)}
    ), SourceCaps(group_tco2e=np.full(4, 1_600.0))


@cache
def cheapest_hard():
    """What the full search finds for them."""
    actions, caps = hard_choices()
    return cheapest_set(actions, gap_tco2e=HARD_GAP, caps=caps)


def cheapest_by_trial(actions, caps, gap):
    """The least cost of any set of candidates that closes the gap with the funded actions."""
    combination = combine_sources(
        isolated_tco2e=actions["isolated_tco2e"],
        group=actions["group"].to_numpy(),
        sector=actions["sector"].to_numpy(),
        cut_share=actions["cut_share"],
        caps=caps,
    )
    actions = actions.iloc[combination.order]
    free = np.flatnonzero(~actions["is_funded"])
    sets = (
        np.array(list(itertools.product([0.0, 1.0], repeat=len(free)))).reshape(2 ** len(free), len(free)).T
    )
    chosen = np.ones((len(actions), sets.shape[1]))
    chosen[free] = sets
    closes = combination.credit(combination.effect[:, None] * chosen) >= gap - 1e-6
    cost = actions["cost_eur"].to_numpy()[free] @ sets
    return cost[closes].min() if closes.any() else None


@relaxed
@given(shared_portfolios(), st.floats(0, 120))
def test_cheapest_set_is_the_cheapest_of_all_sets(portfolio, gap):
    actions, caps = portfolio
    found = cheapest_set(actions, gap_tco2e=gap, caps=caps)
    least = cheapest_by_trial(actions, caps, gap)
    assert (found.closes_gap, found.is_exact) == (least is not None, True)
    if least is not None:
        assert found.cost_eur == pytest.approx(least)
        assert found.credited_tco2e >= gap - 1e-6
        assert found.missing_tco2e == 0.0
    turned = cheapest_set(actions.iloc[::-1], gap_tco2e=gap, caps=caps)
    pd.testing.assert_index_equal(turned.chosen, found.chosen)
    assert turned.credited_tco2e == found.credited_tco2e


def test_cheapest_set_of_eleven_actions_that_share_sources_is_exact_to_the_cent():
    stream = np.random.default_rng(8)
    for _ in range(5):
        actions = make_choices(
            **{
                f"a{place:02}": (
                    round(stream.gamma(1, 1e8), 2),
                    round(stream.gamma(1, 1e4), 1),
                    {"group": place % 3, "sector": 0},
                )
                for place in range(11)
            }
        )
        caps = SourceCaps(group_tco2e=np.full(3, 60_000.0), sector_tco2e=np.array([90_000.0]))
        gap = 0.6 * cheapest_set(actions, gap_tco2e=1e9, caps=caps).credited_tco2e
        found = cheapest_set(actions, gap_tco2e=gap, caps=caps)
        assert found.cost_eur == pytest.approx(cheapest_by_trial(actions, caps, gap), abs=0.001)
        assert found.is_exact


def test_cheapest_set_says_what_it_adds_to_what_is_funded():
    actions = make_choices(
        funded=(99, 40, {"is_funded": True}), dear=(9, 50), cheap=(4, 30), also=(6, 30), unneeded=(7, 10)
    )
    found = cheapest_set(actions, gap_tco2e=100.0)
    assert (found.chosen.tolist(), found.cost_eur) == (["also", "cheap"], 10.0)
    assert (found.credited_tco2e, found.added_tco2e, found.missing_tco2e) == (100.0, 60.0, 0.0)
    assert (found.closes_gap, found.is_exact, found.n_candidates, found.n_rounds) == (True, True, 4, 1)


def test_cheapest_set_takes_nothing_where_the_funded_actions_close_the_gap():
    actions = make_choices(funded=(np.nan, 40, {"is_funded": True}), saving=(-5, 10))
    found = cheapest_set(actions, gap_tco2e=40.0)
    assert (found.chosen.tolist(), found.cost_eur, found.added_tco2e) == ([], 0.0, 0.0)
    assert (found.closes_gap, found.is_exact, found.n_rounds, found.n_candidates) == (True, True, 0, 1)


@pytest.mark.parametrize(
    ("gap", "chosen", "missing", "is_searched"),
    [
        (30.000001, [], 0.0, False),
        (30.000002, ["small"], 0.0, True),
        (80.000001, ["large", "small"], 0.0, True),
        (80.00001, ["large", "small"], 1e-5, False),
    ],
)
def test_cheapest_set_closes_a_gap_that_is_missed_by_a_millionth_of_a_tonne(
    gap, chosen, missing, is_searched
):
    actions = make_choices(funded=(9, 30, {"is_funded": True}), large=(9, 30), small=(4, 20))
    found = cheapest_set(actions, gap_tco2e=gap)
    assert (found.chosen.tolist(), found.n_rounds > 0) == (chosen, is_searched)
    assert found.missing_tco2e == pytest.approx(missing, rel=1e-3)


@pytest.mark.parametrize("size", [0.01, 1.0, 1000.0])
def test_cheapest_set_knows_at_once_what_a_full_sector_saves(size):
    choices = make_choices(a=(1, 60 * size), b=(1.5, 30 * size), c=(2, 50 * size, {"sector": 1}))
    caps = SourceCaps(sector_tco2e=np.array([60 * size, 40 * size]))
    found = cheapest_set(choices, gap_tco2e=80 * size, caps=caps)
    assert (found.chosen.tolist(), found.is_exact, found.n_rounds) == (["a", "c"], True, 1)


def test_cheapest_set_takes_all_and_says_what_is_missing():
    actions = make_choices(a=(9, 50), b=(4, 30, {"sector": 1}))
    found = cheapest_set(actions, gap_tco2e=100.0, caps=SourceCaps(sector_tco2e=np.array([45.0])))
    assert (found.chosen.tolist(), found.cost_eur, found.credited_tco2e) == (["a", "b"], 13.0, 75.0)
    assert (found.closes_gap, found.missing_tco2e, found.is_exact, found.n_rounds) == (False, 25.0, True, 0)


def test_cheapest_set_takes_a_saving_whether_it_is_needed_or_not():
    found = cheapest_set(make_choices(saving=(-5, 10), needed=(4, 30)), gap_tco2e=30.0)
    assert (found.chosen.tolist(), found.cost_eur) == (["needed", "saving"], -1.0)


@pytest.mark.parametrize(
    ("rows", "chosen"),
    [
        pytest.param({"b": (5, 30), "a": (5, 30), "c": (5, 30)}, ["a", "b"], id="alike: first by label"),
        pytest.param({"a": (0, 60), "b": (0, 60)}, ["a"], id="free: only what is needed"),
        pytest.param({"a": (0, 1), "b": (3, 60)}, ["b"], id="free, and too small to matter"),
        pytest.param(
            {"b": (5, 30), "a": (5, 30, {"sector": 1}), "c": (5, 30)}, ["b", "c"], id="one sector is full"
        ),
    ],
)
def test_cheapest_set_breaks_ties_in_a_fixed_way(rows, chosen):
    caps = SourceCaps(sector_tco2e=np.array([np.nan, 20.0]))
    assert cheapest_set(make_choices(**rows), gap_tco2e=60.0, caps=caps).chosen.tolist() == chosen


def test_cheapest_set_leaves_out_and_counts_what_is_unknown():
    actions = make_choices(
        no_tonnes=(1, np.nan),
        no_cost=(np.nan, 90),
        no_cost_either=(np.nan, 90),
        neither=(np.nan, np.nan),
        funded_unknown=(1, np.nan, {"is_funded": True}),
        known=(8, 50),
        known_and_dear=(9, 50),
    )
    found = cheapest_set(actions, gap_tco2e=50.0)
    assert found.chosen.tolist() == ["known"]
    assert (found.n_candidates, found.n_without_tonnes, found.n_without_cost) == (2, 3, 2)


def test_cheapest_set_says_nothing_of_an_unknown_gap():
    found = cheapest_set(make_choices(a=(9, 50)), gap_tco2e=np.nan)
    unknown = [found.cost_eur, found.credited_tco2e, found.added_tco2e, found.missing_tco2e]
    np.testing.assert_array_equal(unknown, [np.nan] * 4)
    assert (found.chosen.tolist(), found.closes_gap, found.is_exact, found.n_rounds) == ([], False, False, 0)


def test_cheapest_set_of_no_action_leaves_the_whole_gap():
    found = cheapest_set(make_choices(a=(9, 50)).iloc[:0], gap_tco2e=7.0)
    assert (found.chosen.tolist(), found.closes_gap, found.missing_tco2e) == ([], False, 7.0)


def test_cheapest_set_needs_more_than_one_search_where_sources_are_shared():
    found = cheapest_hard()
    actions, caps = hard_choices()
    assert (found.closes_gap, found.is_exact) == (True, True)
    assert found.n_rounds > 1
    assert found.cost_eur == pytest.approx(cheapest_by_trial(actions, caps, HARD_GAP))


@pytest.mark.parametrize(
    ("limits", "n_rounds"),
    [
        pytest.param(SearchLimits(rounds=1), 1, id="one search"),
        pytest.param(SearchLimits(rounds=0), 0, id="no search"),
        pytest.param(SearchLimits(nodes=0), 1, id="no branch"),
        pytest.param(SearchLimits(nodes=1), 2, id="one branch"),
    ],
)
def test_cheapest_set_gives_a_set_that_closes_the_gap_where_the_search_gives_up(limits, n_rounds):
    actions, caps = hard_choices()
    best = cheapest_hard()
    found = cheapest_set(actions, gap_tco2e=HARD_GAP, caps=caps, limits=limits)
    assert (found.closes_gap, found.is_exact, found.n_rounds) == (True, False, n_rounds)
    assert best.cost_eur <= found.cost_eur < 1.1 * best.cost_eur


def test_cheapest_set_of_three_hundred_actions_is_exact():
    stream = np.random.default_rng(2)
    group = stream.integers(-1, 20, 300)
    actions = make_choices(
        **{
            f"a{place:03}": (
                round(stream.gamma(1, 5e6), 2),
                round(stream.gamma(1, 1e4), 1),
                {"group": code, "sector": code % 5 if code >= 0 else place % 5},
            )
            for place, code in enumerate(group)
        }
    )
    caps = SourceCaps(group_tco2e=np.full(20, 2e5), sector_tco2e=np.full(5, 5e5))
    found = cheapest_set(actions, gap_tco2e=1.1e6, caps=caps)
    assert (found.closes_gap, found.is_exact, found.n_candidates) == (True, True, 300)


def test_cheapest_set_sends_what_the_solver_prints_to_the_errors(capfd, monkeypatch):
    solve = optimize.milp

    def print_and_solve(*programme, **options):
        os.write(1, b"repaired\n")
        return solve(*programme, **options)

    monkeypatch.setattr(optimize, "milp", print_and_solve)
    found = cheapest_set(make_choices(heat=(9, 50), tram=(4, 30)), gap_tco2e=40.0)
    os.write(1, b"after\n")
    assert found.chosen.tolist() == ["heat"]
    assert capfd.readouterr() == ("after\n", "repaired\n")


@pytest.mark.parametrize(
    ("change", "gap", "row", "reason"),
    [
        ({"cost_eur": [1.0, np.inf]}, 1.0, "b", "cost_eur is not a finite number"),
        ({}, np.inf, "gap_tco2e", "is not a finite number"),
        ({"isolated_tco2e": [-1.0, 1.0]}, 1.0, "a", "isolated_tco2e is negative or unknown"),
    ],
)
def test_cheapest_set_names_what_makes_no_sense(change, gap, row, reason):
    with pytest.raises(EmissionsError) as caught:
        cheapest_set(make_choices(a=(1, 1), b=(1, 1)).assign(**change), gap_tco2e=gap)
    assert (caught.value.row, caught.value.reason) == (row, reason)


def test_cheapest_set_refuses_an_action_twice():
    actions = make_choices(a=(1, 1))
    with pytest.raises(EmissionsError, match="row 'a': action is there twice"):
        cheapest_set(pd.concat([actions, actions]), gap_tco2e=1.0)
