"""What a computed spread says, by year, molecule and neighbourhood: only of molecules that are public today."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language

from contracts.models import City
from molecules.models import Molecule, Neighbourhood, SpreadRun
from molecules.selectors.spread_runs import newest_shown_run

HORIZONS = (2030, 2035)
"""The years that sentences, tables and drawn maps tell."""


@dataclass(frozen=True, slots=True)
class YearSaving:
    """What spreading saves in a year, t CO2e: the likeliest value, and the band where it was drawn, else None."""

    year: int
    likeliest: float
    p10: float | None = None
    p50: float | None = None
    p90: float | None = None


@dataclass(frozen=True, slots=True)
class SpreadMolecule:
    """A molecule with its savings by year."""

    molecule: Molecule
    years: tuple[YearSaving, ...]

    @property
    def horizons(self) -> tuple[YearSaving | None, ...]:
        """The savings in `HORIZONS`; None for a year before the first package starts."""
        return pick_horizons(self.years)


@dataclass(frozen=True, slots=True)
class SpreadCell:
    """A neighbourhood with the likeliest saving of each year, t CO2e, and what is apportioned to it in all."""

    cell: Neighbourhood
    saving_tco2e: tuple[float, ...]
    remaining_tco2e: float

    @property
    def shares(self) -> tuple[float | None, ...]:
        """The saving of each year as a share (0-1) of what the neighbourhood emits; None where it emits nothing."""
        if not self.remaining_tco2e:
            return (None,) * len(self.saving_tco2e)
        return tuple(saving / self.remaining_tco2e for saving in self.saving_tco2e)


@dataclass(frozen=True, slots=True)
class SpreadFigures:
    """A run as pages tell it; `withdrawn` molecules were part of it and are no longer public.

    `molecules` and `cells` are those that still stand; `total` is that of the run, all its molecules together.
    """

    run: SpreadRun
    total: tuple[YearSaving, ...]
    molecules: tuple[SpreadMolecule, ...]
    cells: tuple[SpreadCell, ...]
    withdrawn: int

    @property
    def years(self) -> tuple[int, ...]:
        """The years of the run."""
        return tuple(saving.year for saving in self.total)

    @property
    def has_bands(self) -> bool:
        """Whether the bands were drawn."""
        return self.run.finished_at is not None

    @property
    def horizons(self) -> tuple[YearSaving | None, ...]:
        """The savings of the whole city in `HORIZONS`."""
        return pick_horizons(self.total)

    @property
    def horizon_years(self) -> tuple[int, ...]:
        """Those of `HORIZONS` that the run reaches."""
        return tuple(year for year in HORIZONS if year in self.years)

    @property
    def assumptions(self) -> list[str]:
        """What was assumed, in the language of the reader."""
        return self._told("assumptions")

    @property
    def missing(self) -> list[str]:
        """What was missing, in the language of the reader."""
        return self._told("missing")

    def _told(self, what: str) -> list[str]:
        told: dict[str, Any] = self.run.results.get("told", {}).get(get_language() or "it", {})
        return told.get(what, [])


def pick_horizons(years: Sequence[YearSaving]) -> tuple[YearSaving | None, ...]:
    """The savings in `HORIZONS`, None for a year that is not among them."""
    by_year = {saving.year: saving for saving in years}
    return tuple(by_year.get(year) for year in HORIZONS)


def read_spread_figures(city: City) -> SpreadFigures | None:
    """What the city's pages tell of the spread, in four queries; None where nothing was computed."""
    run = newest_shown_run(city)
    if run is None or not run.results:
        return None
    likeliest: dict[str, list[float]] = run.results["likeliest_tco2e"]
    public = city.molecules.filter(pk__in=list(likeliest)).published()
    rows = {
        str(row.pk): row
        for row in public.select_related("city", "package").prefetch_related("package__parameters")
    }
    bands = run.results.get("bands", {})
    by_molecule = bands.get("by_molecule_tco2e", {})
    totals = [sum(values) for values in zip(*likeliest.values(), strict=True)]
    years: list[int] = run.results["years"]
    return SpreadFigures(
        run=run,
        total=_join(years, totals, bands.get("total_tco2e")),
        molecules=tuple(
            SpreadMolecule(rows[key], _join(years, values, by_molecule.get(key)))
            for key, values in likeliest.items()
            if key in rows
        ),
        cells=tuple(_read_cells(city, run)),
        withdrawn=len(likeliest) - len(rows),
    )


def _join(
    years: list[int], likeliest: Sequence[float], band: dict[str, list[float]] | None
) -> tuple[YearSaving, ...]:
    if band is None:
        return tuple(YearSaving(year, value) for year, value in zip(years, likeliest, strict=True))
    rows = zip(years, likeliest, band["p10"], band["p50"], band["p90"], strict=True)
    return tuple(YearSaving(*row) for row in rows)


def _read_cells(city: City, run: SpreadRun) -> Iterator[SpreadCell]:
    savings = run.results["saving_by_cell_tco2e"]
    remaining = dict(zip(run.inputs["cells"], run.inputs["remaining_tco2e"], strict=True))
    for cell in city.neighbourhoods.order_by("code"):
        if saving := savings.get(str(cell.pk)):
            yield SpreadCell(cell, tuple(saving), float(remaining[str(cell.pk)]))
