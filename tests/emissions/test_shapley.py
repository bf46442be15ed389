"""F15 a: the closed form against the definition, over all orders and all subsets, in exact fractions."""

from fractions import Fraction
from itertools import combinations, permutations
from math import comb, prod

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emissions.shapley import nodes_needed, shapley_cuts
from tests.emissions.strategies import relaxed

permille = st.integers(0, 1000).map(lambda whole: Fraction(whole, 1000))


def cut_one_source(shares):
    share = np.array([[float(each)] for each in shares])
    return shapley_cuts(share, start=np.array([0]), source=np.zeros(len(share), dtype=np.intp)).ravel()


def by_order(shares, order):
    """What each action adds when the actions come in this order."""
    left, credit = Fraction(1), [Fraction(0)] * len(shares)
    for place in order:
        credit[place] = left * shares[place]
        left -= credit[place]
    return credit


def by_definition(shares):
    """The mean over all orders."""
    orders = [by_order(shares, order) for order in permutations(range(len(shares)))]
    return [float(sum(each) / len(orders)) for each in zip(*orders, strict=True)]


def by_subsets(shares, place):
    """One action's mean contribution to every subset of the others."""
    others = [share for other, share in enumerate(shares) if other != place]
    n = len(shares)
    return float(
        sum(
            Fraction(1, n * comb(n - 1, size)) * shares[place] * prod(1 - share for share in subset)
            for size in range(n)
            for subset in combinations(others, size)
        )
    )


def by_polynomial(shares, place):
    """One action's integral of the product of the others, coefficient by coefficient."""
    coefficients = [Fraction(1)]
    for other, share in enumerate(shares):
        if other != place:
            shifted = [Fraction(0), *(-share * each for each in coefficients)]
            coefficients = [a + b for a, b in zip([*coefficients, Fraction(0)], shifted, strict=True)]
    return float(shares[place] * sum(each / (power + 1) for power, each in enumerate(coefficients)))


def test_shapley_cuts_gives_the_worked_example():
    shares = [Fraction(3, 10), Fraction(1, 5)]
    np.testing.assert_allclose(cut_one_source(shares), [0.27, 0.17], atol=1e-15)
    assert by_order(shares, [0, 1]) == [Fraction(30, 100), Fraction(14, 100)]


@pytest.mark.parametrize("shares", [[1], [0], [1, 1], [1, 1, 1], [1, 0], [0, 0, 0]])
def test_shapley_cuts_at_the_edges(shares):
    np.testing.assert_allclose(
        cut_one_source(shares), by_definition([Fraction(each) for each in shares]), atol=1e-15
    )


@relaxed
@given(st.lists(permille, min_size=1, max_size=6))
def test_shapley_cuts_is_the_mean_over_all_orders(shares):
    np.testing.assert_allclose(cut_one_source(shares), by_definition(shares), atol=1e-14)


def test_shapley_cuts_is_exact_for_twelve_actions():
    shares = [Fraction(place, 15) for place in range(1, 13)]
    expected = [by_subsets(shares, place) for place in (0, 6, 11)]
    np.testing.assert_allclose(cut_one_source(shares)[[0, 6, 11]], expected, rtol=1e-13)


@pytest.mark.parametrize(("n_actions", "tolerance"), [(127, 1e-15), (128, 1e-15), (129, 1e-15), (180, 1e-12)])
def test_shapley_cuts_needs_no_sampling_for_many_actions(n_actions, tolerance):
    shares = [Fraction(1 + place * 37 % 97, 100) for place in range(n_actions)]
    found = cut_one_source(shares)
    for place in (0, n_actions - 1):
        assert abs(found[place] - by_polynomial(shares, place)) < tolerance
    assert abs(found.sum() - 1.0) < 1e-12


@pytest.mark.parametrize(
    ("n_actions", "n_nodes"), [(1, 1), (2, 1), (3, 2), (12, 6), (127, 64), (128, 64), (129, 64), (1000, 64)]
)
def test_nodes_needed_are_half_the_actions_up_to_a_limit(n_actions, n_nodes):
    assert nodes_needed(n_actions) == n_nodes


def test_shapley_cuts_keeps_sources_and_columns_apart():
    share = np.array([[0.3, 0.15], [0.2, 0.1], [0.4, 0.0], [0.5, 1.0], [0.5, 0.2], [0.5, 0.0]])
    found = shapley_cuts(share, start=np.array([0, 2, 3]), source=np.array([0, 0, 1, 2, 2, 2]))
    third = (1 - 0.5**3) / 3
    expected = [[0.27, 0.1425], [0.17, 0.0925], [0.4, 0.0], [third, 0.9], [third, 0.1], [third, 0.0]]
    np.testing.assert_allclose(found, expected, atol=1e-15)


@relaxed
@given(st.lists(permille, min_size=2, max_size=40))
def test_shapley_cuts_adds_up_and_treats_equals_alike(shares):
    found = cut_one_source([*shares, shares[0]])
    together = 1 - prod(1 - share for share in [*shares, shares[0]])
    assert abs(found.sum() - float(together)) < 1e-12
    assert abs(found[0] - found[-1]) < 1e-15


@relaxed
@given(st.lists(permille, min_size=1, max_size=20), permille)
def test_shapley_cuts_of_one_action_more_raises_nobody(shares, newcomer):
    assert bool((cut_one_source([*shares, newcomer])[:-1] <= cut_one_source(shares) + 1e-15).all())
