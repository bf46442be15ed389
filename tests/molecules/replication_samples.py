"""A city whose neighbourhoods are less and less like the molecule that tries a package out."""

from decimal import Decimal
from typing import Any

from django.utils import timezone

from contracts.models import City, CityMembership
from core.fields import Texts
from molecules.models import Neighbourhood, Package
from tests.factories import (
    CityMembershipFactory,
    ContractFactory,
    InventoryFactory,
    InventoryLineFactory,
    MoleculeFactory,
    NeighbourhoodFactory,
    PackageFactory,
)
from tests.molecules.test_acceleration import square

START, UNTIL = timezone.localdate().year + 1, timezone.localdate().year + 9


def make_cell(
    city: City,
    code: str,
    *,
    residents: int | None = 10_000,
    dwellings: int | None = 5_000,
    west: int | None = None,
    **values: Any,
) -> Neighbourhood:
    """A square of a square kilometre, one beside the other."""
    place = 9.0 + (int(code[-1]) if west is None else west) / 20
    cell: Neighbourhood = NeighbourhoodFactory(
        city=city,
        code=code,
        names=Texts({"it": f"Quartiere {code}"}),
        polygon=square(place),
        area_km2=Decimal(1),
        residents=residents,
        dwellings=dwellings,
        **values,
    )
    return cell


def make_officer() -> CityMembership:
    """An officer of a city with a contract, an inventory and three neighbourhoods of 10,000, 9,000 and 6,000 people."""
    contract = ContractFactory()
    city = contract.city
    inventory = InventoryFactory(series__city=city, year=2023)
    InventoryLineFactory(inventory=inventory, value_tco2e=Decimal(90_000))
    for place, many in enumerate((10_000, 9_000, 6_000), start=1):
        make_cell(city, f"q{place}", residents=many, dwellings=many // 2)
    found: CityMembership = CityMembershipFactory(city=city)
    return found


def make_package(officer: CityMembership) -> Package:
    """A package that a molecule in the east tries out: in the end 40 % of the dwellings save 1.2 t for 20,000 euros."""
    package: Package = PackageFactory(
        city=officer.city, code="casa", names=Texts({"it": "Casa", "en": "Home"})
    )
    MoleculeFactory(
        city=officer.city,
        code="m",
        names=Texts({"it": "Nucleo"}),
        package=package,
        polygon=square(9.4),
        area_km2=Decimal(1),
        residents=10_000,
        dwellings=5_000,
        state="in_operation",
    )
    return package
