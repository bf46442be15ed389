"""A city in which a package spreads, for comparing instruments."""

from typing import Any

from contracts.models import City
from molecules.models import Molecule
from tests.factories import InventoryFactory, MoleculeFactory, NeighbourhoodFactory, PackageFactory

FAR = {"type": "Polygon", "coordinates": [[[9.0, 45.4], [9.05, 45.4], [9.05, 45.5], [9.0, 45.4]]]}


def make_spreading_city(city: City, **fields: Any) -> Molecule:
    """An inventory, a neighbourhood, and a published molecule whose package spreads from 2016."""
    InventoryFactory(series__city=city)
    NeighbourhoodFactory(city=city)
    package = PackageFactory(city=city, code="alloggi")
    molecule: Molecule = MoleculeFactory(city=city, package=package, spread_from=2016, polygon=FAR, **fields)
    return molecule
