"""Candidate molecules made from a choice of neighbourhoods: a package is to be repeated there."""

from collections.abc import Collection, Sequence
from typing import NamedTuple
from uuid import UUID, uuid5

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from contracts.models import City
from contracts.rules import can_edit_city
from core.access import require
from core.fields import Texts
from core.models import User
from core.validators import refusal
from molecules.enums import MoleculeKind, MoleculeState, StockFigure
from molecules.frames.replication_inputs import find_origins, match_origins
from molecules.models import Molecule, Neighbourhood, Package
from molecules.services.molecules import create_molecule

BASIS = "replication__neighbourhood_polygon"
CODE_LENGTH, ID_DIGITS = 40, 8


class MadeCandidates(NamedTuple):
    """What was made, and how many of the neighbourhoods had their candidate already."""

    made: tuple[Molecule, ...]
    existing: int


@transaction.atomic
def make_candidates(
    *,
    city: City,
    by: User,
    package_id: UUID,
    neighbourhood_ids: Collection[UUID],
    origin_id: UUID | None = None,
) -> MadeCandidates:
    """Make a candidate molecule of each neighbourhood, all or none; it is the team's alone until it is published.

    The id of a candidate follows from the package and the neighbourhood, and the city is locked: whoever asks twice
    gets each candidate once, also where it was renamed, published or archived since.
    """
    require(can_edit_city, by, city)
    City.objects.select_for_update().get(pk=city.pk)
    package = city.packages.filter(pk=package_id, archived_at=None).first()
    if package is None:
        raise refusal("package", _("Choose a package of this city."), "package")
    cells = _find_cells(city, set(neighbourhood_ids))
    origins, _unlike = match_origins(_find_molecules(city, package, origin_id), cells)
    ids = {candidate_id(package, cell): place for place, cell in enumerate(cells)}
    there = set(Molecule.objects.filter(pk__in=ids).values_list("pk", flat=True))
    made = tuple(
        _make(pk, package, cells[place], origins[place], by) for pk, place in ids.items() if pk not in there
    )
    return MadeCandidates(made, len(there))


def candidate_id(package: Package, cell: Neighbourhood) -> UUID:
    """The primary key of the candidate that repeats a package in a neighbourhood."""
    return uuid5(package.pk, f"candidate:{cell.pk}")


def _find_cells(city: City, wanted: set[UUID]) -> Sequence[Neighbourhood]:
    if not wanted:
        raise refusal("cells", _("Choose at least one neighbourhood."), "none")
    found = list(city.neighbourhoods.filter(pk__in=wanted).order_by("code"))
    if len(found) < len(wanted):
        raise refusal("cells", _("Choose neighbourhoods of this city."), "elsewhere")
    return found


def _find_molecules(city: City, package: Package, origin_id: UUID | None) -> Sequence[Molecule]:
    """The molecule that was named, else those that try the package out."""
    molecules = city.molecules.filter(archived_at=None).order_by("code")
    if origin_id is None:
        return find_origins(list(molecules), package)
    named = list(molecules.filter(pk=origin_id))
    if not named:
        raise refusal("molecule", _("Choose a molecule of this city."), "molecule")
    return named


def _make(pk: UUID, package: Package, cell: Neighbourhood, origin: Molecule | None, by: User) -> Molecule:
    try:
        return create_molecule(
            city=package.city,
            by=by,
            id=pk,
            code=_free_code(pk, package, cell),
            names=_name(package, cell),
            kind=MoleculeKind.NEIGHBOURHOOD,
            state=MoleculeState.CANDIDATE,
            replicated_from=origin,
            package=package,
            polygon=cell.polygon,
            basis=BASIS,
            source=cell.source,
            is_illustrative=cell.is_illustrative,
            **{figure.value: getattr(cell, figure.value) for figure in StockFigure},
        )
    except ValidationError as error:
        told = _("%(name)s cannot become a candidate: %(reason)s") % {
            "name": cell,
            "reason": " ".join(error.messages),
        }
        raise refusal("cells", told, "candidate") from error


def _free_code(pk: UUID, package: Package, cell: Neighbourhood) -> str:
    """The codes of package and neighbourhood; with the beginning of the id where that is too long or taken."""
    code = f"{package.code}-{cell.code}"
    if len(code) <= CODE_LENGTH and not package.city.molecules.filter(code=code).exists():
        return code
    return f"{code[: CODE_LENGTH - ID_DIGITS - 1]}-{pk.hex[:ID_DIGITS]}"


def _name(package: Package, cell: Neighbourhood) -> Texts:
    """The neighbourhood, and the package in brackets, in each language that either is written in."""
    names = {
        code: f"{cell.names.pick(code) or cell.code} ({package.names.pick(code) or package.code})"
        for code, _language in settings.LANGUAGES
        if cell.names.get(code) or package.names.get(code)
    }
    return Texts(names or {settings.LANGUAGE_CODE: f"{cell} ({package})"})
