"""The molecules of a city in a list, and what their polygons rest on."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from contracts.models import Contract
from molecules.models import Molecule
from progress.selectors.placed_actions import Declared, declared_by_molecule, list_placed_actions


@dataclass(frozen=True)
class MoleculeRow:
    """A molecule in a list; tonnes are what the parts of its actions that lie there declare, sinks left out."""

    id: UUID
    code: str
    name: str
    kind: str
    area_km2: Decimal | None
    residents: int | None
    actions: int
    reduction_tco2e: float | None
    has_official_polygon: bool


def list_molecules(contract: Contract) -> tuple[MoleculeRow, ...]:
    """The published molecules of a contract's city, in two queries."""
    declared = declared_by_molecule(list_placed_actions(contract))
    return tuple(
        _row(molecule, declared.get(molecule.pk, Declared()))
        for molecule in contract.city.molecules.published()
    )


def _row(molecule: Molecule, declared: Declared) -> MoleculeRow:
    return MoleculeRow(
        id=molecule.pk,
        code=molecule.code,
        name=str(molecule),
        kind=str(molecule.get_kind_display()),
        area_km2=molecule.area_km2,
        residents=molecule.residents,
        actions=declared.actions,
        reduction_tco2e=declared.tco2e,
        has_official_polygon=molecule.has_official_polygon,
    )
