"""Who sees a molecule: published, withdrawn, archived, restored."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.enums import ChangeVerb
from core.models import User
from core.validators import refusal
from molecules.models import Molecule
from molecules.services.molecules import lock_molecule, tell_molecule


@transaction.atomic
def publish_molecule(*, molecule_id: UUID, by: User) -> Molecule:
    """Show a molecule to everyone; publishing it twice changes nothing. An archived one is restored first."""
    molecule = lock_molecule(molecule_id=molecule_id, by=by)
    if molecule.archived_at is not None:
        raise refusal("published_at", _("Restore the molecule before you publish it."), "archived")
    if molecule.published_at is None:
        molecule.published_at = timezone.now()
        _save(molecule, "published_at")
        tell_molecule(molecule=molecule, verb=ChangeVerb.PUBLISHED, by=by)
    return molecule


@transaction.atomic
def withdraw_molecule(*, molecule_id: UUID, by: User) -> Molecule:
    """Take a molecule back to the team alone; that it was withdrawn stands in the office's history only."""
    molecule = lock_molecule(molecule_id=molecule_id, by=by)
    if molecule.published_at is not None:
        molecule.published_at = None
        _save(molecule, "published_at")
        tell_molecule(molecule=molecule, verb=ChangeVerb.CHANGED, by=by)
    return molecule


@transaction.atomic
def archive_molecule(*, molecule_id: UUID, by: User) -> Molecule:
    """Take a molecule out of every page and sum; nothing of it is lost."""
    molecule = lock_molecule(molecule_id=molecule_id, by=by)
    if molecule.archived_at is None:
        molecule.archived_at = timezone.now()
        _save(molecule, "archived_at")
        tell_molecule(molecule=molecule, verb=ChangeVerb.ARCHIVED, by=by)
    return molecule


@transaction.atomic
def restore_molecule(*, molecule_id: UUID, by: User) -> Molecule:
    """Bring an archived molecule back, seen by whom it was seen before."""
    molecule = lock_molecule(molecule_id=molecule_id, by=by)
    if molecule.archived_at is not None:
        molecule.archived_at = None
        _save(molecule, "archived_at")
        tell_molecule(molecule=molecule, verb=ChangeVerb.RESTORED, by=by)
    return molecule


def _save(molecule: Molecule, field: str) -> None:
    molecule.revision += 1
    molecule.save(update_fields=[field, "revision", "changed_at"])
