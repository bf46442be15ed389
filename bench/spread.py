"""The spread of molecules: once over a thousand cells, and ten thousand draws over a city of Milano's size."""

import numpy as np
import pandas as pd

from bench.database import no_database
from bench.measure import cpu_seconds
from bench.sizes import Figures, Sizes, target
from emissions.diffusion import PACKAGE_COLUMNS, City, spread
from emissions.diffusion_bands import PackageRanges, draw_savings, summarise_savings

DATABASE = no_database
CELLS, MOLECULES, YEARS = 1_000, 20, np.arange(2025, 2055)
CITY_CELLS, CITY_MOLECULES, CITY_YEARS = 88, 18, np.arange(2025, 2041)
"""As many neighbourhoods and molecules as Milano has, and the years that its pages compute."""
DRAWS = 10_000
TIMES = 5
LIKELY = (2026.0, 0.4, 10.0, 2.0, 4.0, 1.2)


def run(sizes: Sizes) -> Figures:
    """CPU seconds of this process: best of five for one spread, one run for the draws."""
    city = _make_city(MOLECULES, CELLS, len(YEARS))
    packages = _make_packages(MOLECULES).likely
    once = min(cpu_seconds(lambda: spread(packages, city, YEARS)) for _ in range(TIMES))
    seconds = cpu_seconds(_draw_bands)
    return {
        "cells": CELLS,
        "molecules": MOLECULES,
        "years": len(YEARS),
        "cpu_milliseconds_of_one_spread": round(1000 * once, 1),
        "draws": DRAWS,
        "cpu_seconds_of_the_draws": round(seconds, 1),
        "targets": [
            target(
                f"CPU ms for {CELLS} cells x {len(YEARS)} years x {MOLECULES} molecules",
                value=round(1000 * once, 1),
                asked=100,
            ),
            target(
                f"CPU s for {DRAWS} draws of {CITY_CELLS} cells x {len(CITY_YEARS)} years x {CITY_MOLECULES} molecules",
                value=round(seconds, 1),
                asked=30,
            ),
        ],
    }


def _draw_bands() -> None:
    city = _make_city(CITY_MOLECULES, CITY_CELLS, len(CITY_YEARS))
    ranges = _make_packages(CITY_MOLECULES)
    summarise_savings(np.concatenate(list(draw_savings(ranges, city, CITY_YEARS, seed=1, n_draws=DRAWS))))


def _make_city(molecules: int, cells: int, years: int) -> City:
    generator = np.random.default_rng(1)
    return City(
        distance_km=generator.uniform(0, 15, (molecules, cells)),
        difference=generator.uniform(0, 1, (molecules, cells)),
        stock=generator.uniform(500, 20_000, (molecules, cells)),
        remaining_tco2e=np.repeat(generator.uniform(5_000, 60_000, (cells, 1)), years, axis=1),
    )


def _make_packages(molecules: int) -> PackageRanges:
    """Three packages among the molecules, with ranges of a third on either side but for the years."""

    def frame(factor: float, shift: float) -> pd.DataFrame:
        start, *rest = LIKELY
        rows = [
            (f"package {place % 3}", start + place / 4 + shift, *(factor * value for value in rest))
            for place in range(molecules)
        ]
        return pd.DataFrame(
            rows, index=[f"molecule {place}" for place in range(molecules)], columns=list(PACKAGE_COLUMNS)
        )

    return PackageRanges(frame(2 / 3, -1.0), frame(1.0, 0.0), frame(4 / 3, 2.0))
