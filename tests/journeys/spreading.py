"""A package that spreads, for the journeys: made where the demonstration has none."""

from typing import Any

from contracts.models import City
from tests.factories import NeighbourhoodFactory, PackageFactory

SIZE = 0.03


def make_spread(slug: str) -> int:
    """Give the molecules of a city a package and the city a neighbourhood beside them; how many molecules there are."""
    city = City.objects.get(slug=slug)
    package = city.packages.filter(code="journey").first() or PackageFactory(city=city, code="journey")
    molecules = list(city.molecules.filter(archived_at=None))
    for molecule in molecules:
        if molecule.package_id is None:
            molecule.package, molecule.spread_from = package, 2016
            molecule.save()
    if not city.neighbourhoods.exists():
        NeighbourhoodFactory(city=city, polygon=_square_beside(molecules[0].polygon))
    return len(molecules)


def _square_beside(polygon: dict[str, Any]) -> dict[str, Any]:
    """A square that begins at the first point of a polygon."""
    point: Any = polygon["coordinates"]
    while isinstance(point[0], list):
        point = point[0]
    x, y = point[:2]
    ring = [[x, y], [x + SIZE, y], [x + SIZE, y + SIZE], [x, y + SIZE], [x, y]]
    return {"type": "Polygon", "coordinates": [ring]}
