"""Indicators and milestones of the contract that are a molecule's own: tied, added and tied at once, untied."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from contracts.models import Indicator, Milestone
from contracts.services.indicators import create_indicator
from contracts.services.milestones import create_milestone
from core.enums import ChangeVerb
from core.models import User
from core.validators import refusal
from molecules.models import Molecule, MoleculeIndicator, MoleculeMilestone
from molecules.services.molecules import lock_molecule, tell_part


@transaction.atomic
def tie_indicator(*, molecule_id: UUID, indicator: Indicator, by: User) -> MoleculeIndicator:
    """Say that an indicator of the contract is measured in a molecule; twice changes nothing."""
    molecule = lock_molecule(molecule_id=molecule_id, by=by)
    if indicator.contract.city_id != molecule.city_id:
        raise refusal("indicator", _("Choose an indicator of this city's contract."), "other_city")
    if indicator.archived_at is not None:
        raise refusal(
            "indicator", _("The indicator %(code)s is archived.") % {"code": indicator.code}, "archived"
        )
    tie, is_new = MoleculeIndicator.objects.get_or_create(molecule=molecule, indicator=indicator)
    if is_new:
        tell_part(part=tie, molecule=molecule, verb=ChangeVerb.CREATED, by=by)
    return tie


@transaction.atomic
def tie_milestone(*, molecule_id: UUID, milestone: Milestone, by: User) -> MoleculeMilestone:
    """Say that a milestone of the city is one that a molecule has to reach; twice changes nothing."""
    molecule = lock_molecule(molecule_id=molecule_id, by=by)
    if milestone.city_id != molecule.city_id:
        raise refusal("milestone", _("Choose a milestone of this city."), "other_city")
    tie, is_new = MoleculeMilestone.objects.get_or_create(molecule=molecule, milestone=milestone)
    if is_new:
        tell_part(part=tie, molecule=molecule, verb=ChangeVerb.CREATED, by=by)
    return tie


@transaction.atomic
def add_indicator(*, molecule_id: UUID, by: User, **fields: Any) -> MoleculeIndicator:
    """Add an indicator to the contract of the city, as `create_indicator` does, and tie it to a molecule."""
    molecule = lock_molecule(molecule_id=molecule_id, by=by)
    indicator = create_indicator(contract=molecule.city.contract, by=by, **fields)
    return tie_indicator(molecule_id=molecule_id, indicator=indicator, by=by)


@transaction.atomic
def add_milestone(*, molecule_id: UUID, by: User, **fields: Any) -> MoleculeMilestone:
    """Set a milestone of the city, as `create_milestone` does, and tie it to a molecule."""
    molecule = lock_molecule(molecule_id=molecule_id, by=by)
    milestone = create_milestone(city=molecule.city, by=by, **fields)
    return tie_milestone(molecule_id=molecule_id, milestone=milestone, by=by)


@transaction.atomic
def untie_indicator(*, molecule_id: UUID, tie_id: UUID, by: User) -> None:
    """Take an indicator out of a molecule; it stays in the contract with its values. Twice changes nothing."""
    molecule = lock_molecule(molecule_id=molecule_id, by=by)
    _untie(molecule, molecule.indicator_links.select_related("indicator").filter(pk=tie_id).first(), by)


@transaction.atomic
def untie_milestone(*, molecule_id: UUID, tie_id: UUID, by: User) -> None:
    """Take a milestone out of a molecule; it stays a milestone of the city. Twice changes nothing."""
    molecule = lock_molecule(molecule_id=molecule_id, by=by)
    _untie(molecule, molecule.milestone_links.select_related("milestone").filter(pk=tie_id).first(), by)


def _untie(molecule: Molecule, tie: MoleculeIndicator | MoleculeMilestone | None, by: User) -> None:
    if tie is not None:
        tell_part(part=tie, molecule=molecule, verb=ChangeVerb.REMOVED, by=by)
        tie.delete()
