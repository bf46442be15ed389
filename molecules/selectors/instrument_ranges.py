"""How sure a comparison of instruments is: the same with parameters drawn from their ranges, kept while it holds."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.cache import caches

from emissions.columns import Floats
from emissions.version import ENGINE_VERSION
from molecules.frames.instruments import draw_in_city, fingerprint_comparison
from molecules.frames.spread_inputs import SpreadInputs
from molecules.selectors.workbench import InstrumentComparison

MOST_DRAWS, FEWEST_DRAWS = 200, 40
"""More draws change the ranges by less than anybody reads from them; of fewer a tenth is too few to name."""
WORK = 40_000_000
"""Values (draws x cases x molecules x cells x years) that are computed while somebody waits: about a second."""
KEPT_SECONDS = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Range:
    """What nine draws in ten exceed, the middle one, and what one in ten exceeds; t CO2e."""

    p10: float
    p50: float
    p90: float


@dataclass(frozen=True, slots=True)
class YearRanges:
    """Ranges of what is saved to the end of a year, in the order of the instruments.

    `without` any, `with_all`, `difference` of the two; `without_each` instrument beside all others, and `lost` by its
    absence: None where an instrument applies to nothing that spreads.
    """

    without: Range
    with_all: Range
    difference: Range
    without_each: tuple[Range | None, ...]
    lost: tuple[Range | None, ...]


@dataclass(frozen=True, slots=True)
class ComparisonRanges:
    """The ranges of a comparison by year, from `draws` draws."""

    draws: int
    by_year: dict[int, YearRanges]


def draw_ranges(compared: InstrumentComparison, inputs: SpreadInputs) -> ComparisonRanges | None:
    """Draw the ranges of a comparison; None where nothing is computed, or too much for while somebody waits."""
    size = (len(compared.instruments) + 2) * inputs.cells_of_city.stock.size * len(inputs.years)
    draws = count_draws(size)
    if not compared.years or draws is None:
        return None
    key = f"instrument-ranges:{ENGINE_VERSION}:{draws}:{fingerprint_comparison(inputs, compared.instruments)}"
    found: dict[int, YearRanges] | None = caches["pages"].get(key)
    if found is None:
        found = _draw(compared, inputs, draws)
        caches["pages"].set(key, found, KEPT_SECONDS)
    return ComparisonRanges(draws, found)


def count_draws(size: int) -> int | None:
    """How many draws of so many values (cases x molecules x cells x years) are made while somebody waits.

    >>> count_draws(100_000), count_draws(500_000), count_draws(5_000_000)
    (200, 80, None)
    """
    draws = min(MOST_DRAWS, WORK // max(size, 1))
    return draws if draws >= FEWEST_DRAWS else None


def _draw(compared: InstrumentComparison, inputs: SpreadInputs, draws: int) -> dict[int, YearRanges]:
    years = [one.year for one in compared.years]
    bands = draw_in_city(inputs, compared.instruments, until=years, n_draws=draws)
    known = [row.last_tco2e is not None for row in compared.years[0].rows]
    return {
        year: YearRanges(
            without=_read(bands.without_tco2e[:, place]),
            with_all=_read(bands.with_tco2e[:, place]),
            difference=_read(bands.difference_tco2e[:, place]),
            without_each=_read_known(bands.without_each_tco2e[:, :, place], known),
            lost=_read_known(bands.last_tco2e[:, :, place], known),
        )
        for place, year in enumerate(years)
    }


def _read_known(bands: Floats, known: Sequence[bool]) -> tuple[Range | None, ...]:
    return tuple(_read(band) if is_known else None for band, is_known in zip(bands, known, strict=True))


def _read(band: Floats) -> Range:
    return Range(*(float(value) for value in band))
