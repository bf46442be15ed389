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
from core.models import User, WithId
from core.validators import refusal
from molecules import signals
from molecules.enums import StockFigure
from molecules.models import Molecule
from molecules.validators import validate_polygon

MOST_GENERATIONS = 20
"""Parts of parts; a longer chain is a mistake, and a circle never ends."""


@transaction.atomic
def create_molecule(*, city: City, by: User, **fields: Any) -> Molecule:
    """Draw a molecule of a city, the team's alone until it is published; its area is measured from its polygon."""
    require(can_edit_city, by, city)
    City.objects.select_for_update().get(pk=city.pk)
    molecule = Molecule(city=city)
    _write(molecule, fields)
    tell_molecule(molecule=molecule, verb=ChangeVerb.CREATED, by=by)
    return molecule


@transaction.atomic
def update_molecule(*, molecule_id: UUID, by: User, revision: int | None = None, **fields: Any) -> Molecule:
    """Change a molecule; raises `core.access.Conflict` when it changed since `revision`."""
    molecule = lock_molecule(molecule_id=molecule_id, by=by)
    check_revision(molecule, revision)
    _write(molecule, fields)
    tell_molecule(molecule=molecule, verb=ChangeVerb.CHANGED, by=by)
    return molecule


def lock_molecule(*, molecule_id: UUID, by: User) -> Molecule:
    """The molecule, held until the end of the transaction, if this person may change it."""
    rows = Molecule.objects.select_for_update(of=("self",)).select_related("city__contract")
    molecule = rows.get(pk=molecule_id)
    require(can_edit_city, by, molecule.city)
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
            *((validate_not_negative, getattr(molecule, figure), figure) for figure in StockFigure.values),
            (_validate_basis, molecule),
            (_validate_relatives, molecule),
            (_validate_spread, molecule),
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


def _validate_basis(molecule: Molecule) -> None:
    """Official or illustrative, a polygon rests on something that readers are told."""
    if not molecule.basis.strip():
        raise refusal("basis", _("Say what the outline rests on: a plan, a decision, a guess."), "required")


def _validate_relatives(molecule: Molecule) -> None:
    """A molecule is part and copy of others of its city, never of itself."""
    for field in ("parent", "replicated_from"):
        other = getattr(molecule, field)
        for _generation in range(MOST_GENERATIONS):
            if other is None:
                break
            if other.city_id != molecule.city_id:
                raise refusal(field, _("Choose a molecule of the same city."), "other_city")
            if other.pk == molecule.pk:
                raise refusal(
                    field, _("A molecule cannot come from itself, nor from what comes from it."), "circle"
                )
            other = getattr(other, field)
        else:
            raise refusal(
                field, _("A molecule cannot come from itself, nor from what comes from it."), "circle"
            )
    if molecule.package is not None and molecule.package.city_id != molecule.city_id:
        raise refusal("package", _("Choose a package of the same city."), "other_city")


def _validate_spread(molecule: Molecule) -> None:
    """The start of the spread is a year with the earliest and the latest around it, and rests on something."""
    names = ("spread_earliest", "spread_from", "spread_latest")
    years = [getattr(molecule, name) for name in names]
    if all(year is None for year in years):
        return
    if None in years:
        raise refusal(names[years.index(None)], _("Give all three years, or leave all empty."), "incomplete")
    if years != sorted(years):
        raise refusal("spread_from", _("It does not lie between the earliest and the latest."), "range_order")
    if not molecule.spread_source.strip():
        raise refusal("spread_source", _("Say where this comes from."), "no_source")


def tell_molecule(*, molecule: Molecule, verb: ChangeVerb, by: User) -> None:
    """Write the change row and send the news upwards, inside the transaction."""
    tell_part(part=molecule, molecule=molecule, verb=verb, by=by)


def tell_part(*, part: WithId, molecule: Molecule, verb: ChangeVerb, by: User) -> None:
    """The same for a row that belongs to a molecule; with the verb "removed" before it is deleted."""
    record_change(
        verb, part, city_slug=molecule.city.slug, made_by=by, is_public=molecule.published_at is not None
    )
    signals.molecule_changed.send(Molecule, city_id=molecule.city_id, molecule_id=molecule.pk, by=by)
