"""The map of a city's molecules."""

from typing import Any

from django.db.models import Q, Sum

from contracts.enums import Flow
from contracts.models import City
from molecules.models import Molecule
from progress.charts.builders.molecules_map import MoleculeArea, MoleculesMap


def declared_molecules(city: City) -> list[Any]:
    """The molecules of a city in the order of their numbers, with what their actions declare, sinks left out."""
    counted = Q(actions__archived_at=None) & ~Q(actions__flow=Flow.SINK)
    declared = Sum("actions__reduction_tco2e", filter=counted)
    published = Molecule.objects.published().filter(city=city)
    return list(published.annotate(declared_tco2e=declared).order_by("code"))


def molecules_data(city: City, molecules: list[Any]) -> MoleculesMap:
    """The molecules (`declared_molecules`) inside the city's boundary."""
    return MoleculesMap(
        city=str(city),
        source=molecules[0].source if molecules else "",
        molecules=tuple(
            MoleculeArea(
                name=str(row),
                geometry=row.polygon,
                area_km2=None if row.area_km2 is None else float(row.area_km2),
                population=row.residents,
                reduction_tco2e=None if row.declared_tco2e is None else float(row.declared_tco2e),
            )
            for row in molecules
        ),
        boundary=city.boundary,
        city_area_km2=None if city.area_km2 is None else float(city.area_km2),
        are_official=all(row.has_official_polygon for row in molecules),
    )
