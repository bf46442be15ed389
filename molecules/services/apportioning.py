"""Sharing out a city's emissions to a molecule by what stands in it, where nobody has measured there."""

from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from contracts.models import City
from core.models import User
from core.quantities import format_number
from core.validators import refusal
from molecules.enums import EmissionBasis, StockFigure
from molecules.frames.city_emissions import SectorEmissions, read_sector_emissions
from molecules.frames.city_stock import CityStock, read_city_stock
from molecules.models import LocalEmission, Molecule
from molecules.services.figures import tell_figures
from molecules.services.molecules import lock_molecule

EXACT = Decimal("0.0001")


class Apportioned(NamedTuple):
    """How many sectors were written for a year, and how many stay because they were measured."""

    year: int
    written: int
    measured: int


@transaction.atomic
def apportion_emissions(
    *, molecule_id: UUID, by: User, key: str, city_total: int | None = None, total_source: str = ""
) -> Apportioned:
    """Give a molecule its part of every sector of the city's newest inventory by a stock figure, the key.

    Each figure is marked as apportioned, with the key in `key` and the sum in words in `source`. What was apportioned
    for that year before is written anew; what was measured stays. Without `city_total` the portal's own is taken.
    """
    molecule = lock_molecule(molecule_id=molecule_id, by=by)
    figure = StockFigure(key)
    city = _read_city(molecule.city)
    stock = _find_total(molecule.city, figure, city.inventory.year, city_total, total_source)
    part = _find_part(molecule, figure, stock)
    source = _tell_source(figure, part, stock, city)
    of_year = molecule.local_emissions.filter(year=city.inventory.year)
    of_year.filter(basis=EmissionBasis.APPORTIONED).delete()
    measured = set(of_year.values_list("sector", flat=True))
    rows = [
        LocalEmission(
            molecule=molecule,
            year=city.inventory.year,
            sector=sector,
            emissions_tco2e=(Decimal(str(value)) * part / stock.amount).quantize(EXACT),
            basis=EmissionBasis.APPORTIONED,
            key=figure.value,
            source=source,
            is_illustrative=city.inventory.is_illustrative,
        )
        for sector, value in city.by_sector.items()
        if sector not in measured
    ]
    LocalEmission.objects.bulk_create(rows)
    tell_figures(molecule=molecule, by=by)
    return Apportioned(city.inventory.year, len(rows), len(city.by_sector) - len(rows))


def _read_city(city: City) -> SectorEmissions:
    found = read_sector_emissions(city)
    if found is None:
        words = _("The city has published no inventory by sector, so there is nothing to share out.")
        raise refusal("key", words, "no_inventory")
    return found


def _find_total(
    city: City, figure: StockFigure, year: int, city_total: int | None, total_source: str
) -> CityStock:
    if city_total is not None:
        if city_total < 1:
            raise refusal("city_total", _("Enter a number greater than zero."), "not_positive")
        if not total_source.strip():
            raise refusal("total_source", _("Say where the figure comes from."), "required")
        return CityStock(city_total, total_source.strip())
    known = read_city_stock(city, figure, year)
    if known is None:
        words = _("The portal does not know this figure of the whole city: write it here with its source.")
        raise refusal("city_total", words, "unknown")
    return known


def _find_part(molecule: Molecule, figure: StockFigure, stock: CityStock) -> int:
    part: int | None = getattr(molecule, figure.value)
    if part is None:
        words = _("Nobody has said how much of this there is in the molecule: state it there first.")
        raise refusal("key", words, "unknown")
    if part > stock.amount:
        words = _("The molecule would have more than the whole city: check the two figures.")
        raise refusal("city_total", words, "too_small")
    return part


def _tell_source(figure: StockFigure, part: int, stock: CityStock, city: SectorEmissions) -> str:
    return _(
        "Apportioned from the city's inventory of %(year)s (%(inventory)s) by %(key)s: %(part)s of %(total)s "
        "(%(source)s). Nobody has measured it here."
    ) % {
        "year": city.inventory.year,
        "inventory": city.inventory.series,
        "key": figure.label,
        "part": format_number(part),
        "total": format_number(stock.amount),
        "source": stock.source,
    }
