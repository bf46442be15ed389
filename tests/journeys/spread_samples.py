"""What the journey of the spread needs in its city: something that spreads, and inputs that were not computed yet."""

from django.db.models import F

from contracts.models import City
from molecules.frames.spread_inputs import read_spread_inputs
from tests.factories import MoleculeFactory, NeighbourhoodFactory, PackageFactory


def make_spread_ready(city: str) -> bool:
    """Let something spread in a city where nothing does, and change the stock of its neighbourhoods."""
    place = City.objects.get(slug=city)
    if not read_spread_inputs(place).is_ready:
        package = PackageFactory(city=place)
        corners = [[9.3, 45.4], [9.31, 45.4], [9.31, 45.41], [9.3, 45.41], [9.3, 45.4]]
        polygon = {"type": "Polygon", "coordinates": [corners]}
        NeighbourhoodFactory(city=place)
        MoleculeFactory(city=place, package=package, spread_from=2024, polygon=polygon)
    place.neighbourhoods.update(
        **{name: F(name) + 1 for name in ("residents", "dwellings", "floor_area_m2", "jobs")}
    )
    return read_spread_inputs(place).is_ready
