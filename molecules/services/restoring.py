"""Which fields of a molecule and of its interventions the history sets back, each through its own service."""

from contracts.services.restoring import kept_value, register_restoring
from core.models import FieldChange, User
from molecules.models import Intervention, Molecule
from molecules.services.interventions import place_action
from molecules.services.molecules import update_molecule

MOLECULE_FIELDS = (
    "code", "names", "kind", "state", "started_on", "parent", "replicated_from", "polygon", "has_official_polygon",
    "basis", "residents", "residents_note", "dwellings", "floor_area_m2", "jobs", "package", "spread_from",
    "spread_earliest", "spread_latest", "spread_source", "source", "note", "is_illustrative",
)  # fmt: skip
"""What its forms write; who sees it and its life have buttons of their own, its area follows from its polygon."""


def register_fields() -> None:
    """Tell the history of the contract; called when Django is ready."""
    register_restoring(kind="molecules.molecule", fields=MOLECULE_FIELDS, restore=_restore_molecule)
    register_restoring(kind="molecules.intervention", fields=("share",), restore=_restore_share)


def _restore_molecule(row: Molecule, kept: FieldChange, by: User) -> None:
    update_molecule(molecule_id=row.pk, by=by, **{kept.field: kept_value(row, kept)})


def _restore_share(row: Intervention, kept: FieldChange, by: User) -> None:
    place_action(molecule_id=row.molecule_id, action=row.action, share=kept_value(row, kept), by=by)
