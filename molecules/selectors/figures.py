"""The figures of a molecule as its officers keep them."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from contracts.models import City
from molecules.enums import StockFigure
from molecules.frames.city_emissions import SectorEmissions, read_sector_emissions
from molecules.frames.city_stock import read_city_stock
from molecules.models import LocalEmission, Molecule


@dataclass(frozen=True, slots=True)
class EmissionYear:
    """A year of a molecule with its sectors, and their sum (t CO2e)."""

    year: int
    rows: tuple[LocalEmission, ...]

    @property
    def total_tco2e(self) -> Decimal:
        """The sum of the sectors that are there."""
        return sum((row.emissions_tco2e for row in self.rows), Decimal(0))


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A figure by which emissions can be shared out: what the molecule and the city have, None where unknown."""

    label: str
    here: int | None
    in_city: int | None
    source: str


def list_emission_years(molecule: Molecule) -> tuple[EmissionYear, ...]:
    """The years of a molecule, newest first, in one query."""
    years: dict[int, list[LocalEmission]] = {}
    for row in molecule.local_emissions.order_by("-year", "sector"):
        years.setdefault(row.year, []).append(row)
    return tuple(EmissionYear(year, tuple(rows)) for year, rows in years.items())


def list_keys(molecule: Molecule, city: City, emissions: SectorEmissions | None) -> tuple[KeyRow, ...]:
    """What the emissions of an inventory can be shared out by; a query or two for each."""
    rows = []
    for figure in StockFigure:
        known = read_city_stock(city, figure, emissions.inventory.year) if emissions else None
        here = getattr(molecule, figure.value)
        rows.append(
            KeyRow(
                str(figure.label),
                here,
                known.amount if known else None,
                known.source if known else _("not known"),
            )
        )
    return tuple(rows)


def what_to_share_out(city: City) -> SectorEmissions | None:
    """The inventory that a molecule's part is taken from."""
    return read_sector_emissions(city)


def emission_cells(molecule: Molecule) -> Iterator[tuple[Any, ...]]:
    """The figures in the columns that can be imported again; those that are apportioned say so."""
    for row in molecule.local_emissions.order_by("year", "sector"):
        yield row.year, row.sector, row.emissions_tco2e, row.source, row.basis, row.key, row.is_illustrative
