"""Stretches of equal neighbours, their sums and products."""

import numpy as np

from emissions.runs import Runs


def test_where_change_begins_a_run_at_every_change_of_any_key():
    runs = Runs.where_change(np.array([1, 1, 1, 2, 2]), np.array([7, 7, 8, 8, 8]))
    assert (runs.of.tolist(), runs.start.tolist(), runs.size.tolist()) == (
        [0, 0, 1, 2, 2],
        [0, 2, 3],
        [2, 1, 2],
    )


def test_where_change_begins_a_run_where_it_is_told():
    runs = Runs.where_change(np.array([1, 1, 1]), is_new=np.array([False, False, True]))
    assert (runs.of.tolist(), runs.start.tolist()) == ([0, 0, 1], [0, 2])


def test_sums_and_products_go_down_the_rows_of_each_column():
    runs = Runs.where_change(np.array([3, 3, 4]))
    values = np.array([[2.0, 3.0], [5.0, 7.0], [11.0, 13.0]])
    assert runs.sums(values).tolist() == [[7, 10], [11, 13]]
    assert runs.products(values).tolist() == [[10, 21], [11, 13]]


def test_runs_of_nothing_are_none():
    runs = Runs.where_change(np.array([], dtype=np.intp))
    assert (runs.start.tolist(), runs.size.tolist(), runs.sums(np.zeros((0, 2))).shape) == ([], [], (0, 2))
