"""Drawing the nuclei of a city."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from contracts.models import City
from contracts.rules import can_edit_city
from contracts.validators import collect_errors, validate_not_negative
from core.access import check_revision, require
from core.changes import record_change
from core.enums import ChangeVerb
from core.models import User
from core.validators import refusal
from molecules import signals
from molecules.models import Molecule
from molecules.validators import validate_polygon


@transaction.atomic
def create_molecule(*, city: City, by: User, **fields: Any) -> Molecule:
    """Draw a molecule of a city; its area is measured from its polygon."""
    require(can_edit_city, by, city)
    molecule = Molecule(city=city)
    _write(molecule, fields)
    _tell(molecule, ChangeVerb.CREATED, by)
    return molecule


@transaction.atomic
def update_molecule(*, molecule_id: UUID, by: User, revision: int | None = None, **fields: Any) -> Molecule:
    """Change a molecule; raises `core.access.Conflict` when it changed since `revision`."""
    molecule = Molecule.objects.select_for_update(of=("self",)).select_related("city").get(pk=molecule_id)
    require(can_edit_city, by, molecule.city)
    check_revision(molecule, revision)
    _write(molecule, fields)
    _tell(molecule, ChangeVerb.CHANGED, by)
    return molecule


def _write(molecule: Molecule, fields: dict[str, Any]) -> None:
    """Set the fields, check them, and save; every error at its field.

    A published area stays until the polygon changes: the official area of a district is not what its outline measures.
    """
    is_new = molecule._state.adding
    for name, value in fields.items():
        setattr(molecule, name, value)
    collect_errors(
        [
            (_validate_name, molecule),
            (_validate_code, molecule),
            (validate_not_negative, molecule.residents, "residents"),
            *([(_check_polygon, molecule)] if is_new or "polygon" in fields else []),
        ]
    )
    if not is_new:
        molecule.revision += 1
    molecule.full_clean()
    molecule.save()


def _validate_name(molecule: Molecule) -> None:
    if not molecule.names:
        raise refusal("names", _("Give the molecule a name."), "required")


def _validate_code(molecule: Molecule) -> None:
    same = Molecule.objects.filter(city=molecule.city, code=molecule.code).exclude(pk=molecule.pk)
    if same.exists():
        raise refusal(
            "code",
            _("This city already has a molecule with the code %(code)s.") % {"code": molecule.code},
            "unique",
        )


def _check_polygon(molecule: Molecule) -> None:
    checked = validate_polygon(molecule.polygon, near=[molecule.city])
    molecule.polygon, molecule.area_km2 = checked


def _tell(molecule: Molecule, verb: ChangeVerb, by: User) -> None:
    """Write the change row and send the news upwards, inside the transaction."""
    record_change(
        verb, molecule, city_slug=molecule.city.slug, made_by=by, is_public=molecule.published_at is not None
    )
    signals.molecule_changed.send(Molecule, city_id=molecule.city_id, molecule_id=molecule.pk, by=by)
