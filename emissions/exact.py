"""Tonnes that add up to the last stored digit: whole units of 0.0001 t and the largest remainder."""

from typing import Final

import numpy as np

from emissions.columns import Codes, Floats, Numbers, to_floats
from emissions.errors import faulty_rows

UNITS_PER_TONNE: Final = 10_000
"""Tonnes are stored with four decimals. Units are whole float64 numbers, exact up to 9e11 t."""

_CAP_TOLERANCE: Final = 1e-3
"""A thousandth of a unit: what float noise may take from a cap that is meant to be a whole unit."""
_SHARE_TOLERANCE: Final = 1e-6


def to_units(tco2e: Numbers) -> Floats:
    """Round tonnes to whole units of 0.0001 t, half to even, NaN where unknown.

    >>> to_units([1.23456, None]).tolist()
    [12346.0, nan]
    """
    return np.rint(to_floats(tco2e) * UNITS_PER_TONNE)


def to_units_down(tco2e: Numbers) -> Floats:
    """Round tonnes down to whole units, as a cap wants it: never more than what is there.

    >>> to_units_down([1.23456, 0.3]).tolist()
    [12345.0, 3000.0]
    """
    return np.floor(to_floats(tco2e) * UNITS_PER_TONNE + _CAP_TOLERANCE)


def to_tonnes(units: Floats) -> Floats:
    """Turn units of 0.0001 t into tonnes.

    >>> to_tonnes(np.array([12346.0])).tolist()
    [1.2346]
    """
    return units / UNITS_PER_TONNE


def largest_remainder(quota: Floats, *, group: Codes, total: Floats) -> Floats:
    """Round quotas to whole numbers that add up to the total of their group (Hamilton's rule).

    Each quota is rounded down; what the group still lacks goes, one each, to the largest fractions; of equal
    fractions the first row wins, so rows must come in an order that means something. Nobody gets more than
    the quota rounded up.

    Inputs: quota (n,), not negative; group (n,), codes; total (n_groups,), whole, within 0.5 of the sum of the
    group's quotas. Output (n,): whole numbers. Errors: none. Source: Balinski and Young, Fair Representation.

    >>> largest_remainder(np.array([1.5, 1.5, 7.0]), group=np.array([0, 0, 1]), total=np.array([3.0, 7.0])).tolist()
    [2.0, 1.0, 7.0]
    """
    whole = np.floor(quota)
    lacking = total - np.bincount(group, weights=whole, minlength=len(total))
    order = np.lexsort((whole - quota, group))
    size = np.bincount(group)
    first = np.cumsum(size) - size
    sorted_group = group[order]
    rank = np.arange(len(quota)) - first[sorted_group]
    whole[order] += rank < lacking[sorted_group]
    return whole


def split_shared(credited_tco2e: Numbers, *, action: Codes, share: Numbers) -> Floats:
    """Split the credit of actions among several promoters, exactly (F15 f).

    Formula: `part = share x credited`, rounded to 0.0001 t by the largest remainder: the parts of an action add
    up to its credit where the shares add up to 1, and to their sum of it where they add up to less.

    Inputs: credited_tco2e (n,), t CO2e a year, NaN where unknown; action (k,), the position of each promoter's
    action; share (k,), 0-1.
    Output (k,): t CO2e a year, NaN where the credit is unknown.
    Errors: `EmissionsError` with the row for a share outside 0-1 and for shares of one action above 1.
    Source: domain reference F15 f (a utility and the owner of the building, one project).

    >>> split_shared([100.0], action=np.array([0, 0, 0]), share=[1 / 3, 1 / 3, 1 / 3]).tolist()
    [33.3334, 33.3333, 33.3333]
    """
    units, parts = to_units(credited_tco2e), to_floats(share)
    outside = ~((parts >= 0) & (parts <= 1))
    faulty_rows({"share is not between 0 and 1": outside})
    together = np.bincount(action, weights=parts, minlength=len(units))
    faulty_rows({"shares of one action are above 1": (together > 1 + _SHARE_TOLERANCE)[action]})
    # Thirds and percentages rounded in a form add up to 1 within the tolerance: then the whole is given away.
    is_whole = np.abs(together - 1) <= _SHARE_TOLERANCE
    scale = np.where(is_whole, together, 1.0)
    known = np.nan_to_num(units)
    total = np.rint(known * np.where(is_whole, 1.0, together))
    split = largest_remainder(known[action] * parts / scale[action], group=action, total=total)
    return np.where(np.isnan(units[action]), np.nan, to_tonnes(split))
