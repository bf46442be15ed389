"""Rows that stand together: sums and products over stretches of sorted rows, all at once."""

from dataclasses import dataclass

import numpy as np

from emissions.columns import Codes, Floats
from emissions.errors import Bools


@dataclass(frozen=True, slots=True)
class Runs:
    """Stretches of equal neighbours: `of` (n,) is the run of each row, `start` (n_runs,) the first row of each."""

    of: Codes
    start: Codes

    @classmethod
    def where_change(cls, *keys: Codes, is_new: Bools | None = None) -> "Runs":
        """Begin a run wherever any of the keys (n,) changes, or where `is_new` says so.

        >>> Runs.where_change(np.array([5, 5, 7])).of.tolist()
        [0, 0, 1]
        """
        begins = np.ones(len(keys[0]), dtype=np.bool_)
        begins[1:] = np.logical_or.reduce([key[1:] != key[:-1] for key in keys])
        if is_new is not None:
            begins |= is_new
        return cls(of=np.cumsum(begins) - 1, start=np.flatnonzero(begins))

    @property
    def size(self) -> Codes:
        """How many rows each run has (n_runs,).

        >>> Runs.where_change(np.array([5, 5, 7])).size.tolist()
        [2, 1]
        """
        return np.diff(self.start, append=len(self.of))

    def sums(self, values: Floats) -> Floats:
        """Add the values (n, ...) of each run, always in the order of the rows.

        >>> Runs.where_change(np.array([5, 5, 7])).sums(np.array([1.0, 2.0, 4.0])).tolist()
        [3.0, 4.0]
        """
        return np.add.reduceat(values, self.start)

    def products(self, values: Floats) -> Floats:
        """Multiply the values (n, ...) of each run, always in the order of the rows.

        >>> Runs.where_change(np.array([5, 5, 7])).products(np.array([2.0, 3.0, 4.0])).tolist()
        [6.0, 4.0]
        """
        return np.multiply.reduceat(values, self.start)
