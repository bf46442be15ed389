"""What was measured in a molecule, and what it wants to emit."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.validators import collect_errors, validate_not_negative, validate_sector, validate_year
from core.changes import record_change
from core.enums import ChangeVerb
from core.models import User
from core.validators import refusal
from molecules.enums import EmissionBasis
from molecules.models import LocalEmission, Molecule, MoleculeTarget
from molecules.services.molecules import lock_molecule


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredEmission:
    """What a sector emitted in a molecule in a year (t CO2e, sinks left out), and who measured it."""

    year: int
    sector: str
    emissions_tco2e: Decimal
    source: str
    is_illustrative: bool = False

    @property
    def place(self) -> tuple[int, str]:
        """What a molecule has once only."""
        return self.year, self.sector


class Recorded(NamedTuple):
    """How many figures were added, changed, found to be there already, and put in place of apportioned ones."""

    added: int
    changed: int
    same: int
    replaced: int


def emission_field(index: int, column: str) -> str:
    """The name under which an error of the figure at `index` (from 0) is told."""
    return f"rows-{index}-{column}"


@transaction.atomic
def record_emissions(*, molecule_id: UUID, by: User, figures: Sequence[MeasuredEmission]) -> Recorded:
    """Write what was measured, all or none; errors are named by `emission_field`.

    A measured figure takes the place of an apportioned one of the same year and sector, never the other way round.
    """
    molecule = lock_molecule(molecule_id=molecule_id, by=by)
    _check(figures)
    stored = {(row.year, row.sector): row for row in molecule.local_emissions.all()}
    count = {"added": 0, "changed": 0, "same": 0, "replaced": 0}
    for one in figures:
        row = stored.get(one.place)
        count[_compare(row, one)] += 1
        _write(row or LocalEmission(molecule=molecule, year=one.year, sector=one.sector), one)
    if len(figures) > count["same"]:
        tell_figures(molecule=molecule, by=by)
    return Recorded(**count)


@transaction.atomic
def remove_emission(*, emission_id: UUID, by: User) -> Molecule:
    """Take a figure out for good, measured or apportioned."""
    row = LocalEmission.objects.exclude(molecule=None).get(pk=emission_id)
    molecule = lock_molecule(molecule_id=row.molecule_id, by=by)  # type: ignore[arg-type]  # the query leaves out those without one
    row.delete()
    tell_figures(molecule=molecule, by=by)
    return molecule


@transaction.atomic
def state_target(
    *,
    molecule_id: UUID,
    by: User,
    year: int,
    emissions_tco2e: Decimal,
    source: str,
    is_illustrative: bool = False,
) -> MoleculeTarget:
    """State what a molecule wants to emit in a year, in place of what was stated for that year before."""
    molecule = lock_molecule(molecule_id=molecule_id, by=by)
    collect_errors(
        [
            (validate_year, year, "year"),
            (validate_not_negative, emissions_tco2e, "emissions_tco2e"),
            (validate_source, source),
        ]
    )
    fields = {
        "emissions_tco2e": emissions_tco2e,
        "source": source.strip(),
        "is_illustrative": is_illustrative,
    }
    target, _is_new = MoleculeTarget.objects.update_or_create(molecule=molecule, year=year, defaults=fields)
    tell_figures(molecule=molecule, by=by)
    return target


@transaction.atomic
def remove_target(*, target_id: UUID, by: User) -> Molecule:
    """Take a point of the trajectory out for good."""
    row = MoleculeTarget.objects.get(pk=target_id)
    molecule = lock_molecule(molecule_id=row.molecule_id, by=by)
    row.delete()
    tell_figures(molecule=molecule, by=by)
    return molecule


def tell_figures(*, molecule: Molecule, by: User) -> None:
    """Write the change row; progress rests on no figure of a molecule, so nothing is computed anew."""
    is_public = molecule.published_at is not None and molecule.archived_at is None
    record_change(ChangeVerb.CHANGED, molecule, city_slug=molecule.city.slug, made_by=by, is_public=is_public)


def validate_source(source: str) -> None:
    """Refuse a figure that nobody stands for."""
    if not source.strip():
        raise refusal("source", _("Say where the figure comes from."), "required")


def _compare(row: LocalEmission | None, one: MeasuredEmission) -> str:
    if row is None:
        return "added"
    if row.basis != EmissionBasis.MEASURED:
        return "replaced"
    before = (row.emissions_tco2e, row.source, row.is_illustrative)
    return "same" if before == (one.emissions_tco2e, one.source.strip(), one.is_illustrative) else "changed"


def _write(row: LocalEmission, one: MeasuredEmission) -> None:
    row.emissions_tco2e, row.source = one.emissions_tco2e, one.source.strip()
    row.basis, row.key, row.is_illustrative = EmissionBasis.MEASURED, "", one.is_illustrative
    row.full_clean(validate_unique=False, validate_constraints=False)
    row.save()


def _check(figures: Sequence[MeasuredEmission]) -> None:
    """All errors of all rows at once, each at its row and column."""
    errors: dict[str, list[ValidationError]] = {}
    seen: set[tuple[int, str]] = set()
    for index, one in enumerate(figures):
        try:
            collect_errors(
                [
                    (validate_year, one.year, "year"),
                    (_validate_over, one.year),
                    (_validate_once, one, seen),
                    (validate_sector, one.sector),
                    (validate_not_negative, one.emissions_tco2e, "emissions_tco2e"),
                    (validate_source, one.source),
                ]
            )
        except ValidationError as error:
            errors |= {emission_field(index, name): found for name, found in error.error_dict.items()}
        seen.add(one.place)
    if errors:
        raise ValidationError(errors)


def _validate_over(year: int) -> None:
    if year >= timezone.localdate().year:
        raise refusal("year", _("This year is not over yet: nobody can have measured it."), "future")


def _validate_once(one: MeasuredEmission, seen: set[tuple[int, str]]) -> None:
    if one.place in seen:
        raise refusal("year", _("This year stands twice for the same sector."), "repeated")
