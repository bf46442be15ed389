"""The molecules of a city: what they are, what their polygon rests on, what happens in them."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from contracts.enums import Flow
from contracts.models import City, Contract
from contracts.visibility import mask_for
from molecules.models import Molecule
from progress.selectors.actions import ActionRow, action_rows, list_actions

BASIS_WORDS: dict[str, Promise] = {
    "official_eoi_area__illustrative_nil_polygon": _(
        "The area is named in the city's expression of interest; the polygon is illustrative: "
        "the whole neighbourhood (NIL) that contains it."
    ),
    "official_mol_action__illustrative_nil_polygon": _(
        "Actions of the contract are called molecules here; the polygon is illustrative: "
        "the whole neighbourhood (NIL) that contains them."
    ),
    "replication__neighbourhood_polygon": _(
        "A candidate of the replication planner; the polygon is that of the whole neighbourhood."
    ),
    "illustrative_polygon": _("The place and its polygon are invented."),
}


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


@dataclass(frozen=True)
class MoleculePage:
    """What the page of a molecule shows."""

    row: MoleculeRow
    basis: str
    residents_note: str
    illustrative_baseline_tco2e: Decimal | None
    illustrative_target_tco2e: Decimal | None
    illustrative_method: str
    actions: tuple[ActionRow, ...]
    positions: tuple[str, ...]
    source: str
    note: str
    is_illustrative: bool


def list_molecules(city: City) -> tuple[MoleculeRow, ...]:
    """The published molecules of a city, in one query."""
    return tuple(_row(molecule) for molecule in _counted(city.molecules.published()))


def read_molecule(contract: Contract, user: Any, pk: UUID) -> MoleculePage | None:
    """A molecule of the city that the reader may see, else None; a fixed number of queries."""
    molecule = _counted(contract.city.molecules.visible_to(user)).filter(pk=pk).first()
    if molecule is None:
        return None
    actions = list_actions(contract, user).filter(interventions__molecule=molecule).distinct()
    notes = molecule.interventions.exclude(position_note="").values_list("position_note", flat=True)
    return MoleculePage(
        row=_row(molecule),
        basis=basis_words(molecule),
        residents_note=molecule.residents_note,
        illustrative_baseline_tco2e=molecule.illustrative_baseline_tco2e,
        illustrative_target_tco2e=molecule.illustrative_target_tco2e,
        illustrative_method=molecule.illustrative_method,
        actions=tuple(action_rows(actions.order_by("code_key"), mask_for(user, contract))),
        positions=tuple(sorted(set(notes))),
        source=molecule.source,
        note=molecule.note,
        is_illustrative=molecule.is_illustrative,
    )


def basis_words(molecule: Molecule) -> str:
    """What the polygon rests on."""
    if molecule.has_official_polygon:
        return str(_("The polygon is the city's own."))
    known = BASIS_WORDS.get(molecule.basis)
    return str(known) if known else molecule.basis or str(_("The polygon is illustrative."))


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
