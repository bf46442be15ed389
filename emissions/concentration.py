"""How much of a total few hold: the Herfindahl index."""

import math

import numpy as np

from emissions.columns import Numbers, to_floats
from emissions.errors import EmissionsError


def herfindahl_index(amounts: Numbers) -> float:
    """Concentration of a total on its holders.

    H = sum over i of (x_i / sum of x)^2, from 1/n (n holders of the same size) to 1 (one holds all); 1/H is the number
    of holders of the same size that would give the same concentration.
    Input (n,): what each holder has, in one unit; NaN (unknown) is left out.
    Output: 0-1, NaN where nothing is known or nothing is held.
    Errors: a negative or infinite amount raises `EmissionsError` with its position.
    Source: Hirschman 1945, Herfindahl 1950; merger guidelines write the same on a scale of 10,000.

    >>> herfindahl_index([50.0, 50.0]), herfindahl_index([75.0, 25.0, None])
    (0.5, 0.625)
    """
    known = to_floats(amounts)
    broken = np.flatnonzero(np.isinf(known) | (known < 0))
    if broken.size:
        raise EmissionsError(broken[0], "an amount is negative or infinite")
    held = known[~np.isnan(known)]
    total = float(held.sum())
    return float(np.square(held / total).sum()) if total > 0 else math.nan
