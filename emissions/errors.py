"""The one exception of the package, and the two ways to treat a row that makes no sense."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any, Literal, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

Bools: TypeAlias = npt.NDArray[np.bool_]
ErrorMode: TypeAlias = Literal["raise", "mask"]
Labels: TypeAlias = "Sequence[Hashable] | pd.Index[Any] | None"


class EmissionsError(ValueError):
    """A row that cannot be computed: `row` is its index label (or position), `reason` says why.

    >>> str(EmissionsError("PARM-052", "end_year is before start_year"))
    "row 'PARM-052': end_year is before start_year"
    """

    def __init__(self, row: Hashable, reason: str) -> None:
        super().__init__(row, reason)
        self.row: Hashable = row.item() if isinstance(row, np.generic) else row
        self.reason = reason

    def __str__(self) -> str:
        return f"row {self.row!r}: {self.reason}"


def faulty_rows(faults: Mapping[str, Bools], *, labels: Labels = None, errors: ErrorMode = "raise") -> Bools:
    """Mark the rows that break any of the named rules.

    Published contracts carry oddities that must not stop the computation of all others, hence two modes:
    `errors="raise"` raises `EmissionsError` for the first faulty row of the first broken rule;
    `errors="mask"` raises nothing, and the caller turns the marked rows into unknown (NaN).

    Inputs: faults, reason -> bool (n,), True where the rule is broken; labels (n,), names of the rows
    (default: positions).
    Output: bool (n,).

    >>> import numpy as np
    >>> faulty_rows({"share is negative": np.array([False, True])}, errors="mask").tolist()
    [False, True]
    """
    if errors == "raise":
        for reason, broken in faults.items():
            for position in np.flatnonzero(broken)[:1].tolist():
                raise EmissionsError(position if labels is None else labels[position], reason)
    return np.atleast_1d(np.logical_or.reduce(np.broadcast_arrays(*faults.values())))
