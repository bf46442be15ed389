"""Random numbers that belong to an action and not to its row, and the shares and slips drawn with them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

import numpy as np
from scipy import special

from emissions.columns import Codes, Floats
from emissions.delivery import COMMON_CAUSE_SHARE, DeliveryExpectation

CHUNK_DRAWS: Final = 250
"""Draws computed at once: small enough to stay in the processor's cache, and part of what a seed means."""

_REACH, _STEPS_PER_UNIT = 4.0, 32
_GRID: Final = np.linspace(-_REACH, _REACH, int(2 * _REACH * _STEPS_PER_UNIT) + 1)
_SLIP_QUANTILES: Final = -np.log(special.ndtr(-_GRID))
"""Quantiles of the exponential with mean 1 at the steps of the grid."""


@dataclass(frozen=True, slots=True)
class CityDraws:
    """Standard normal numbers of the whole city: n draws, and m years for the background."""

    common_cause: Floats
    level: Floats
    existing_plan: Floats
    background: Floats


def open_stream(seed: int, label: str | None = None) -> np.random.Generator:
    """Open the stream of random numbers of one action, or of the city: the same for a label whatever else is drawn.

    >>> bool(open_stream(1, "metro").random() == open_stream(1, "metro").random())
    True
    """
    words = [seed]
    if label is not None:
        words.append(int.from_bytes(blake2b(label.encode(), digest_size=16).digest(), "big"))
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence(words)))


def draw_city(seed: int, *, n_draws: int, n_years: int) -> CityDraws:
    """Draw what all actions of a city have in common; outputs (n_draws,), the background (n_years, n_draws).

    >>> draw_city(1, n_draws=3, n_years=2).background.shape
    (2, 3)
    """
    stream = open_stream(seed)
    common, level, plan = stream.standard_normal((3, n_draws))
    return CityDraws(common, level, plan, stream.standard_normal((n_years, n_draws)))


def draw_deliveries(
    seed: int, labels: Sequence[str], expectation: DeliveryExpectation, common_cause: Floats
) -> Iterator[tuple[slice, Floats, Floats]]:
    """Draw the share delivered and the slip of every action, a chunk of draws at a time.

    Formula: `z = sqrt(c) Z + sqrt(1 - c) e` with the common cause Z of the city and c = `COMMON_CAUSE_SHARE`; share =
    the quantile of its Beta at `Phi(z)`; slip = the quantile of its exponential at `Phi(-sqrt(c) Z + sqrt(1 - c) e')`,
    so that a city that delivers little delivers late.

    Inputs: labels and expectation of n actions; common_cause (n_draws,). Yields the slice of the draws, and shares
    (0-1) and slips (years, not negative) as (n, draws of the chunk).
    Source: Gaussian copula; quantiles are read from tables with steps of 1/32 standard deviation.

    >>> from emissions.delivery import expect_delivery
    >>> import pandas as pd
    >>> row = pd.DataFrame({"rung": ["idea"], "is_late": [False], "is_funded": [False], "lateness_years": [None],
    ...                     "delivered_share": [None]})
    >>> [share.shape for _, share, _ in draw_deliveries(1, ["a"], expect_delivery(row), np.zeros(300))]
    [(1, 250), (1, 50)]
    """
    streams = [open_stream(seed, label) for label in labels]
    table, row = _share_tables(expectation)
    noise = np.empty((len(labels), 2, CHUNK_DRAWS))
    own, common = np.sqrt(1.0 - COMMON_CAUSE_SHARE), np.sqrt(COMMON_CAUSE_SHARE) * common_cause
    for start in range(0, len(common_cause), CHUNK_DRAWS):
        for place, stream in enumerate(streams):
            stream.standard_normal(out=noise[place])
        chunk = slice(start, min(start + CHUNK_DRAWS, len(common_cause)))
        size = chunk.stop - chunk.start
        share = _look_up(table, row, own * noise[:, 0, :size] + common[chunk])
        slip = _look_up(_SLIP_QUANTILES, np.zeros_like(row), own * noise[:, 1, :size] - common[chunk])
        slip *= expectation.slip_mean_years[:, None]
        yield chunk, share, slip


def draw_share(mean: float, weight: float, normal: Floats) -> Floats:
    """Turn standard normal numbers (n,) into shares of one Beta with this mean and weight.

    >>> draw_share(0.5, 2.0, np.array([0.0])).round(9).tolist()
    [0.5]
    """
    table = _beta_quantiles(np.array([mean]), np.array([weight]))
    shares: Floats = _look_up(table, np.zeros(1, np.intp), normal[None])[0]
    return shares


def _share_tables(expectation: DeliveryExpectation) -> tuple[Floats, Codes]:
    """Quantiles of every different Beta, end to end, and where the table of each action begins."""
    pairs = np.column_stack([expectation.share_mean, expectation.share_weight])
    different, which = np.unique(pairs, axis=0, return_inverse=True)
    return _beta_quantiles(different[:, 0], different[:, 1]), which.astype(np.intp) * len(_GRID)


def _beta_quantiles(mean: Floats, weight: Floats) -> Floats:
    """Quantiles of Betas (k,) at the steps of the grid, end to end."""
    first, second = (mean * weight)[:, None], ((1.0 - mean) * weight)[:, None]
    quantiles: Floats = special.betaincinv(first, second, special.ndtr(_GRID))
    return quantiles.ravel()


def _look_up(table: Floats, row: Codes, normal: Floats) -> Floats:
    """Read the tables that begin at `row` (n,) at standard normal numbers (n, k), straight between two steps."""
    place = np.clip((normal + _REACH) * _STEPS_PER_UNIT, 0.0, len(_GRID) - 1.0 - 1e-9)
    below = place.astype(np.intp)
    place -= below
    below += row[:, None]
    low = table.take(below)
    below += 1
    return low + place * (table.take(below) - low)
