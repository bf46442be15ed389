"""How sure the spread of molecules is: the same waves with parameters drawn from the ranges that were stated."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from emissions.columns import Codes, Floats, to_years
from emissions.diffusion import (
    PACKAGE_COLUMNS,
    City,
    adopt,
    cap_factor,
    check_city,
    read_packages,
    share_waves,
)
from emissions.draws import open_stream
from emissions.errors import EmissionsError, faulty_rows

CHUNK_DRAWS: Final = 100
"""Draws between two looks at the clock of whoever shows progress."""
BAND_PERCENT: Final = (10.0, 50.0, 90.0)


@dataclass(frozen=True, slots=True)
class PackageRanges:
    """The least, the likeliest and the greatest value of each parameter; frames (m) of PACKAGE_COLUMNS."""

    low: pd.DataFrame
    likely: pd.DataFrame
    high: pd.DataFrame


@dataclass(frozen=True, slots=True)
class SpreadBand:
    """P10, P50 and P90 of what spreading saves: `by_molecule_tco2e` (3, m, t), `total_tco2e` (3, t), t CO2e a year."""

    by_molecule_tco2e: Floats
    total_tco2e: Floats


def draw_savings(
    ranges: PackageRanges, city: City, years: npt.ArrayLike, *, seed: int, n_draws: int
) -> Iterator[Floats]:
    """Draw what spreading saves, a chunk of draws at a time, so that whoever asks can show progress or stop.

    Formula: each parameter has a triangular distribution on its range; what is the same package has the same luck in
    saturation, rise, reach and abatement, each molecule its own in the year of its start. The wave is that of `spread`.

    Inputs: ranges of m packages; city of c cells; years (t,); a seed and the number of draws.
    Yields: t CO2e a year as (draws of the chunk, m, t); the same seed gives the same numbers.
    Errors: those of `spread`; `EmissionsError` with the row where low, likely and high are not in order.
    Source: domain.md section 2 (bands are P10 to P90); triangular distributions where an officer states a range.

    >>> from emissions.diffusion import PACKAGE_COLUMNS
    >>> frame = pd.DataFrame([["retrofit", 2024.0, 0.5, 4.0, 2.0, 3.0, 1.5]], columns=list(PACKAGE_COLUMNS))
    >>> city = City(*(np.array([[value]]) for value in (4.0, 0.0, 1000.0, 500.0)))
    >>> drawn = draw_savings(PackageRanges(frame, frame, frame), city, [2060.0], seed=1, n_draws=3)
    >>> [chunk.round(9).ravel().tolist() for chunk in drawn]
    [[500.0, 500.0, 500.0]]
    """
    calendar = to_years(years)
    drawn, codes = draw_packages(ranges, seed=seed, n_draws=n_draws)
    check_city(city, len(codes), len(calendar))
    while chunk := [save_once(columns, codes, city, calendar) for columns in islice(drawn, CHUNK_DRAWS)]:
        yield np.stack(chunk)


def draw_packages(
    ranges: PackageRanges, *, seed: int, n_draws: int
) -> tuple[Iterator[dict[str, Floats]], Codes]:
    """Draw the parameters (m,) of m packages n times, as `draw_savings` does; with them, which are the same package.

    Errors: `EmissionsError` with the row as `spread` refuses it, or where low, likely and high are not in order.

    >>> frame = pd.DataFrame([["retrofit", 2024.0, 0.5, 4.0, 2.0, 3.0, 1.5]], columns=list(PACKAGE_COLUMNS))
    >>> drawn, codes = draw_packages(PackageRanges(frame, frame, frame), seed=1, n_draws=2)
    >>> [columns["saturation"].tolist() for columns in drawn], codes.tolist()
    ([[0.5], [0.5]], [0])
    """
    (low, codes), (likely, _), (high, _) = (
        read_packages(frame) for frame in (ranges.low, ranges.likely, ranges.high)
    )
    _check_order(low, likely, high, ranges.likely.index)
    luck = _draw_luck(ranges.likely, seed=seed, n_draws=n_draws)
    return (_at_luck(low, likely, high, one) for one in luck), codes


def summarise_savings(savings_tco2e: Floats) -> SpreadBand:
    """Turn all draws (n, m, t) into bands; the band of the total is that of the sums, not the sum of the bands.

    >>> band = summarise_savings(np.array([[[1.0], [9.0]], [[9.0], [1.0]]]))
    >>> band.total_tco2e.tolist(), band.by_molecule_tco2e[1].tolist()
    ([[10.0], [10.0], [10.0]], [[5.0], [5.0]])
    """
    if not len(savings_tco2e):
        raise EmissionsError("draws", "nothing was drawn")
    return SpreadBand(
        by_molecule_tco2e=np.percentile(savings_tco2e, BAND_PERCENT, axis=0),
        total_tco2e=np.percentile(savings_tco2e.sum(axis=1), BAND_PERCENT, axis=0),
    )


def _check_order(
    low: dict[str, Floats], likely: dict[str, Floats], high: dict[str, Floats], labels: "pd.Index[str]"
) -> None:
    """Refuse ranges whose likeliest value lies outside, or that reach from a speed to no delay at all."""
    faulty_rows(
        {
            f"{name}: low, likely and high are not in order": (low[name] > likely[name])
            | (likely[name] > high[name])
            for name in low
        }
        | {
            "km_per_year: a range cannot end at infinity": np.isinf(high["km_per_year"])
            & np.isfinite(low["km_per_year"])
        },
        labels=labels,
    )


def _draw_luck(packages: pd.DataFrame, *, seed: int, n_draws: int) -> Floats:
    """Uniform numbers (n, parameter, m): common to a package, but the first, the start, is each molecule's own."""
    common = {
        word: open_stream(seed, f"package {word}").random((n_draws, len(PACKAGE_COLUMNS) - 1))
        for word in packages["package"].unique()
    }
    luck = np.stack([common[word] for word in packages["package"]], axis=2)
    for place, label in enumerate(packages.index):
        luck[:, 0, place] = open_stream(seed, f"molecule {label}").random(n_draws)
    return luck


def _at_luck(
    low: dict[str, Floats], likely: dict[str, Floats], high: dict[str, Floats], luck: Floats
) -> dict[str, Floats]:
    """The parameters (m,) at uniform numbers (parameter, m): quantiles of triangular distributions."""
    return {name: _triangular(low[name], likely[name], high[name], luck[row]) for row, name in enumerate(low)}


def _triangular(low: Floats, likely: Floats, high: Floats, share: Floats) -> Floats:
    """Quantile of the triangular distribution; where low and high are one, that value."""
    certain = low == high
    width = np.where(certain, 1.0, high - np.where(certain, 0.0, low))
    # No delay at all is certain, and infinity less infinity is nothing.
    rise = (np.where(certain, 0.0, likely) - np.where(certain, 0.0, low)) / width
    left = np.where(certain, 0.0, low) + width * np.sqrt(share * rise)
    right = high - width * np.sqrt((1.0 - share) * (1.0 - rise))
    quantile: Floats = np.where(certain, low, np.where(share < rise, left, right))
    return quantile


def save_once(columns: dict[str, Floats], codes: Codes, city: City, years: Floats) -> Floats:
    """What each molecule's wave saves, t CO2e a year (m, t), with one draw of the parameters (m,).

    >>> frame = pd.DataFrame([["retrofit", 2024.0, 0.5, 4.0, 2.0, 3.0, 1.5]], columns=list(PACKAGE_COLUMNS))
    >>> city = City(*(np.array([[value]]) for value in (4.0, 0.0, 1000.0, 500.0)))
    >>> save_once(*read_packages(frame), city, np.array([2060.0])).round(9).tolist()
    [[500.0]]
    """
    adoption = share_waves(adopt(columns, city, years), codes)
    adoption *= (city.stock * columns["abatement_tco2e"][:, None])[:, :, None]
    saved: Floats = np.einsum("mct,ct->mt", adoption, cap_factor(adoption, city.remaining_tco2e))
    return saved
