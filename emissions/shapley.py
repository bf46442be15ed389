"""F15 a: the fair part of each of several percentage cuts of one source."""

from functools import cache
from typing import Final

import numpy as np

from emissions.columns import Codes, Floats

_MOST_NODES: Final = 64
"""Exact for up to 128 actions on one source; above, the error is far below 0.0001 t (a test holds it)."""


def shapley_cuts(share: Floats, *, start: Codes, source: Codes) -> Floats:
    """Attribute the joint cut of each source to the actions that cut it, whatever their order (F15 a).

    Formula: the cuts together leave `prod(1 - r_i)` of the source; the Shapley value of action i, its mean
    contribution over all orders, is `phi_i = r_i integral(prod(1 - r_j s, j != i), s = 0..1)`.
    Why: let each of the others come before i with chance s; the expected contribution of i is then
    `r_i prod(1 - r_j s)`, and a uniformly random order is a uniform s (Owen's multilinear extension).
    The integrand is a polynomial of degree n - 1, which Gauss-Legendre with (n + 1) // 2 nodes integrates
    exactly: no subsets are enumerated and nothing is sampled, at any number of actions.

    Inputs: share (n, k), n > 0, 0-1, sorted by source, one column per year or draw; start (n_sources,), the first row
    of each source; source (n,), its position for each row.
    Output (n, k): share of the source credited; the rows of a source add up to `1 - prod(1 - r_i)`.
    Errors: none. Source: Shapley 1953; Owen, Management Science 18, 1972.

    >>> cuts = np.array([[0.3], [0.2]])
    >>> shapley_cuts(cuts, start=np.array([0]), source=np.array([0, 0])).ravel().round(12).tolist()
    [0.27, 0.17]
    """
    nodes, weights = _unit_nodes(nodes_needed(int(np.diff(start, append=len(share)).max())))
    mean = np.zeros_like(share)
    for node, weight in zip(nodes, weights, strict=True):
        left = 1.0 - share * node  # never 0: every node lies below 1
        mean += weight * np.multiply.reduceat(left, start)[source] / left
    return share * mean


def nodes_needed(n_actions: int) -> int:
    """How many nodes integrate a polynomial of degree n_actions - 1 exactly: half as many as it has coefficients.

    >>> nodes_needed(12)
    6
    """
    return min((n_actions + 1) // 2, _MOST_NODES)


@cache
def _unit_nodes(n_nodes: int) -> tuple[list[float], list[float]]:
    """Gauss-Legendre nodes and weights on 0-1."""
    nodes, weights = np.polynomial.legendre.leggauss(n_nodes)
    return ((nodes + 1) / 2).tolist(), (weights / 2).tolist()
