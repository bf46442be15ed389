"""Reading arrays and frame columns: every type is decided here, once, at the edge."""

from collections.abc import Sequence
from decimal import Decimal
from enum import Enum
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from emissions.errors import Bools, EmissionsError, ErrorMode, Labels, faulty_rows

Floats: TypeAlias = npt.NDArray[np.float64]
Codes: TypeAlias = npt.NDArray[np.intp]
Numbers: TypeAlias = "npt.ArrayLike | Sequence[float | Decimal | None] | pd.Series[Any]"

MISSING = -1
"""The code of a word that is not there."""


def to_floats(values: Numbers) -> Floats:
    """Read numbers (floats, ints, Decimals, None, NA) as float64, missing as NaN.

    >>> to_floats([1, None]).tolist()
    [1.0, nan]
    """
    if isinstance(values, pd.Series):
        return values.to_numpy(dtype=np.float64, na_value=np.nan)
    return np.asarray(values, dtype=np.float64)


def to_bools(column: "pd.Series[Any]") -> Bools:
    """Read a column of yes and no; anything else, missing included, raises `EmissionsError` with the row.

    >>> to_bools(pd.Series([True, False])).tolist()
    [True, False]
    """
    faulty_rows(
        {f"{column.name} is neither true nor false": ~column.isin([True, False]).to_numpy()},
        labels=column.index,
    )
    return column.to_numpy(dtype=np.bool_)


def to_codes(column: "pd.Series[Any]", words: type[Enum], *, required: bool = True) -> Codes:
    """Turn a column of words into their positions in `words`; an optional word that is missing gives -1.

    Errors: `EmissionsError` with the row of an unknown word, or of a missing one where it is required.

    >>> from emissions.words import Flow
    >>> to_codes(pd.Series(["sink", "source"]), Flow).tolist()
    [1, 0]
    """
    codes: Codes = pd.Index([member.value for member in words]).get_indexer(pd.Index(column)).astype(np.intp)
    # What is not a stored value is an alias, missing or unknown: few rows, looked at word by word.
    others = codes == MISSING
    row_words, found = pd.factorize(column[others])
    position = {member: place for place, member in enumerate(words)}
    table = np.full(len(found) + 1, MISSING, dtype=np.intp)
    for place, word in enumerate(found):
        try:
            table[place] = position[words(word)]
        except ValueError:
            row = column.index[others][np.flatnonzero(row_words == place)[0]]
            raise EmissionsError(row, f"unknown {column.name} {word!r}") from None
    # A missing word has row word -1 and so reads the last entry of the table, which stays MISSING.
    codes[others] = table[row_words]
    if required:
        faulty_rows({f"{column.name} is missing": codes == MISSING}, labels=column.index)
    return codes


def to_years(years: npt.ArrayLike) -> Floats:
    """Read a calendar of years: one dimension, finite, strictly increasing.

    >>> to_years([2021, 2030]).tolist()
    [2021.0, 2030.0]
    """
    calendar = to_floats(years)
    broken = ~np.isfinite(calendar) | (np.diff(calendar, prepend=-np.inf) <= 0)
    faulty_rows({"years must be finite and strictly increasing": broken})
    return calendar


def infinite_values(**columns: Floats) -> dict[str, Bools]:
    """Name, for `faulty_rows`, the rows where a column is infinite (NaN is allowed: it means unknown).

    >>> infinite_values(gap_tco2e=np.array([np.inf, np.nan]))
    {'gap_tco2e is not a finite number': array([ True, False])}
    """
    return {f"{name} is not a finite number": np.isinf(values) for name, values in columns.items()}


def without_faults(
    columns: dict[str, Floats], faults: dict[str, Bools], *, labels: Labels, errors: ErrorMode
) -> dict[str, Floats]:
    """Give the columns back with faulty rows made unknown, or raise for the first of them.

    Infinite values are faults too. Inputs and outputs (n,).

    >>> without_faults({"gap_tco2e": np.array([np.inf, 1.0])}, {}, labels=None, errors="mask")
    {'gap_tco2e': array([nan,  1.])}
    """
    faulty = faulty_rows(infinite_values(**columns) | faults, labels=labels, errors=errors)
    return {name: np.where(faulty, np.nan, values) for name, values in columns.items()}
