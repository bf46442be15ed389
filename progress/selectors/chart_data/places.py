"""The map of a city's molecules."""

from contracts.models import Contract
from progress.charts.builders.molecules_map import MoleculeArea, MoleculesMap
from progress.selectors.placed_actions import Declared, PlacedAction, declared_by_molecule


def molecules_data(contract: Contract, placed: tuple[PlacedAction, ...]) -> MoleculesMap:
    """The published molecules in the order of their numbers, with what is declared there, inside the boundary."""
    city, declared = contract.city, declared_by_molecule(placed)
    molecules = list(city.molecules.published().order_by("code"))
    return MoleculesMap(
        city=str(city),
        source=molecules[0].source if molecules else "",
        molecules=tuple(
            MoleculeArea(
                name=str(row),
                geometry=row.polygon,
                area_km2=None if row.area_km2 is None else float(row.area_km2),
                population=row.residents,
                reduction_tco2e=declared.get(row.pk, Declared()).tco2e,
            )
            for row in molecules
        ),
        boundary=city.boundary,
        city_area_km2=None if city.area_km2 is None else float(city.area_km2),
        are_official=all(row.has_official_polygon for row in molecules),
    )
