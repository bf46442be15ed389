"""What the spread of a city's molecules is computed from: packages with ranges, the city in cells, what is missing."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from contracts.models import City
from emissions.columns import Floats
from emissions.diffusion import PACKAGE_COLUMNS
from emissions.diffusion import City as Cells
from emissions.diffusion_bands import PackageRanges
from molecules.enums import PackageParameterName
from molecules.frames.cells import measure_distances_km, measure_share_inside, measure_unlikeness, read_stock
from molecules.frames.city_emissions import CityEmissions, read_city_emissions
from molecules.frames.spread_words import Gaps, ToldGap, tell_assumptions, tell_gaps, tell_gaps_to_all
from molecules.models import Molecule, Neighbourhood, Package

Ranges = dict[str, tuple[float, float, float]]

LAST_YEAR = 2040
"""Where the path ends unless another year is asked for."""


@dataclass(frozen=True, slots=True)
class SpreadInputs:
    """Inputs of `emissions.diffusion`, with the rows they came from.

    molecules (m) and cells (c): the rows, in the order of the arrays. ranges: frames of PACKAGE_COLUMNS whose index is
    the id of the molecule as text and whose package is the id of the package as text; cells_of_city: (m, c) and (c, t);
    years (t): consecutive, whole. `assumptions`, `gaps` and `missing` are sentences in the active language.
    """

    molecules: tuple[Molecule, ...]
    cells: tuple[Neighbourhood, ...]
    ranges: PackageRanges
    cells_of_city: Cells
    years: tuple[int, ...]
    emissions: CityEmissions | None
    found_gaps: Gaps

    @property
    def packages(self) -> pd.DataFrame:
        """The likeliest parameters."""
        return self.ranges.likely

    @property
    def assumptions(self) -> tuple[str, ...]:
        """What is assumed, in sentences."""
        return tuple(tell_assumptions(self.emissions))

    @property
    def gaps(self) -> tuple[ToldGap, ...]:
        """What is missing, each sentence with where it can be mended."""
        return tuple(tell_gaps(self.found_gaps))

    @property
    def missing(self) -> tuple[str, ...]:
        """What is missing, in sentences."""
        return tuple(gap.sentence for gap in self.gaps)

    @property
    def missing_for_all(self) -> tuple[str, ...]:
        """What is missing, in sentences that name no molecule."""
        return tuple(tell_gaps_to_all(self.found_gaps))

    @property
    def is_ready(self) -> bool:
        """Whether there is anything to compute: `missing` says why not."""
        return bool(self.molecules and self.cells and self.emissions)


def read_spread_inputs(
    city: City, *, until_year: int = LAST_YEAR, include_unpublished: bool = False
) -> SpreadInputs:
    """Assemble the inputs of a city's spread, in a fixed number of queries.

    Archived molecules and packages are left out, and unpublished molecules unless they are asked for. Years run from
    the one in which the first package may start. Where nothing can be computed `is_ready` is false.
    """
    cells = tuple(city.neighbourhoods.all())
    every = _read_molecules(city, include_unpublished=include_unpublished)
    spreading = tuple(one for one in every if _spreads(one))
    sectors = {one.package.sector for one in spreading if one.package}
    emissions = read_city_emissions(city, sectors=sectors)
    ranges = _read_ranges(spreading)
    years = _read_years(ranges.low, until_year)
    outside = 1.0 - measure_share_inside(cells, every)
    unlike = measure_unlikeness(spreading, cells)
    stock = _read_stock(spreading, cells)
    residents = read_stock(cells, "residents")
    cells_of_city = Cells(
        distance_km=measure_distances_km(spreading, cells),
        difference=np.where(np.isnan(unlike), 1.0, unlike),
        stock=np.nan_to_num(stock) * outside,
        remaining_tco2e=share_out(emissions, residents, outside, len(years)),
    )
    gaps = _find_gaps(every, spreading, stock=stock, unlike=unlike, residents=residents, emissions=emissions)
    return SpreadInputs(
        molecules=spreading,
        cells=cells,
        ranges=ranges,
        cells_of_city=cells_of_city,
        years=years,
        emissions=emissions,
        found_gaps=gaps,
    )


def _read_molecules(city: City, *, include_unpublished: bool) -> tuple[Molecule, ...]:
    rows = city.molecules.filter(archived_at=None).select_related("package", "city")
    chosen = rows if include_unpublished else rows.exclude(published_at=None)
    return tuple(chosen.prefetch_related("package__parameters"))


def _spreads(molecule: Molecule) -> bool:
    package = molecule.package
    usable = package is not None and package.archived_at is None and is_usable(package)
    return usable and molecule.spread_from is not None


def is_usable(package: Package) -> bool:
    """Whether every parameter is stated and can be: no share above 1, no rise in no time."""
    stated = _read_parameters(package)
    if stated.keys() != set(PackageParameterName.values):
        return False
    return (
        stated[PackageParameterName.SATURATION.value][2] <= 1
        and stated[PackageParameterName.RISE_YEARS.value][0] > 0
    )


def _read_parameters(package: Package) -> Ranges:
    return {
        one.name: (float(one.low), float(one.likely), float(one.high)) for one in package.parameters.all()
    }


def _read_ranges(molecules: Sequence[Molecule]) -> PackageRanges:
    """Frames of the least, likeliest and greatest values; a start without a range is taken as certain."""
    rows: tuple[list[dict[str, float | str]], ...] = ([], [], [])
    for molecule in molecules:
        likely = molecule.spread_from
        starts = (molecule.spread_earliest or likely, likely, molecule.spread_latest or likely)
        stated = _read_parameters(molecule.package) if molecule.package else {}
        for place, start in enumerate(starts):
            row: dict[str, float | str] = {
                "package": str(molecule.package_id),
                "start_year": float(start or 0),
            }
            row.update({name: bounds[place] for name, bounds in stated.items()})
            rows[place].append(row)
    index = [str(molecule.pk) for molecule in molecules]
    return PackageRanges(*(pd.DataFrame(part, index=index, columns=list(PACKAGE_COLUMNS)) for part in rows))


def _read_years(low: pd.DataFrame, until_year: int) -> tuple[int, ...]:
    first = int(low["start_year"].min()) if len(low) else until_year
    return tuple(range(min(first, until_year), until_year + 1))


def _read_stock(molecules: Sequence[Molecule], cells: Sequence[Neighbourhood]) -> Floats:
    """Units of stock (m, c) as each molecule's package counts them, NaN where unknown."""
    figures = [molecule.package.stock_figure for molecule in molecules if molecule.package]
    by_figure = {figure: read_stock(cells, figure) for figure in set(figures)}
    return np.array([by_figure[figure] for figure in figures], dtype=np.float64).reshape(
        len(molecules), len(cells)
    )


def share_out(emissions: CityEmissions | None, residents: Floats, outside: Floats, n_years: int) -> Floats:
    """The city's emissions by residents, what lies inside molecules taken out; the same in every year (c, t)."""
    total = float(np.nansum(residents))
    share = np.nan_to_num(residents) / total if total else np.zeros_like(residents)
    yearly = share * outside * (emissions.emissions_tco2e if emissions else 0.0)
    remaining: Floats = np.repeat(yearly[:, None], n_years, axis=1)
    return remaining


def _find_gaps(
    every: Sequence[Molecule],
    spreading: Sequence[Molecule],
    *,
    stock: Floats,
    unlike: Floats,
    residents: Floats,
    emissions: CityEmissions | None,
) -> Gaps:
    packages = {one.package for one in every if one.package}
    return Gaps(
        no_package=tuple(str(one) for one in every if one.package is None),
        no_start=tuple(str(one) for one in every if one.package and one.spread_from is None),
        unusable_package=tuple(
            str(one)
            for one in sorted(packages, key=lambda one: one.code)
            if one.archived_at or not is_usable(one)
        ),
        certain_start=tuple(
            str(one) for one in spreading if one.spread_earliest is None or one.spread_latest is None
        ),
        cells=len(residents),
        cells_without_stock=int(np.isnan(stock).any(axis=0).sum()),
        cells_without_residents=int(np.isnan(residents).sum()),
        cells_unlike_unknown=int(np.isnan(unlike).any(axis=0).sum()),
        has_molecules=bool(spreading),
        has_emissions=emissions is not None,
    )
