"""The molecules of a city in a list, and what their polygons rest on."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum

from contracts.enums import Flow
from contracts.models import City
from molecules.models import Molecule


@dataclass(frozen=True)
class MoleculeRow:
    """A molecule in a list; tonnes are the sum of what its actions declare, sinks left out."""

    id: UUID
    code: str
    name: str
    kind: str
    area_km2: Decimal | None
    residents: int | None
    actions: int
    reduction_tco2e: Decimal | None
    has_official_polygon: bool


def list_molecules(city: City) -> tuple[MoleculeRow, ...]:
    """The published molecules of a city, in one query."""
    return tuple(_row(molecule) for molecule in _counted(city.molecules.published()))


def _counted(molecules: QuerySet[Molecule]) -> QuerySet[Molecule]:
    active = Q(actions__archived_at=None)
    return molecules.annotate(
        action_count=Count("actions", filter=active, distinct=True),
        declared_tco2e=Sum("actions__reduction_tco2e", filter=active & ~Q(actions__flow=Flow.SINK)),
    )


def _row(molecule: Any) -> MoleculeRow:
    return MoleculeRow(
        id=molecule.pk,
        code=molecule.code,
        name=str(molecule),
        kind=str(molecule.get_kind_display()),
        area_km2=molecule.area_km2,
        residents=molecule.residents,
        actions=molecule.action_count,
        reduction_tco2e=molecule.declared_tco2e,
        has_official_polygon=molecule.has_official_polygon,
    )
