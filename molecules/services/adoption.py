"""What was observed of a package's adoption, and the ranges that are fitted to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

import numpy as np
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import City
from contracts.rules import can_edit_city
from contracts.validators import collect_errors, validate_share, validate_year
from core.access import require
from core.changes import record_change
from core.enums import ChangeVerb
from core.models import User
from core.validators import refusal
from emissions.adoption_fit import LEAST_OBSERVATIONS, AdoptionFit, fit_adoption
from emissions.columns import Floats
from emissions.errors import EmissionsError
from molecules.enums import PackageParameterName
from molecules.models import Neighbourhood, ObservedAdoption, Package
from molecules.services.packages import LIMITS, StatedRange, state_ranges

EXACT = Decimal("0.000001")


@dataclass(frozen=True, slots=True, kw_only=True)
class ObservedShare:
    """The share (0-1) of the stock that had adopted by a year; without a neighbourhood, of the whole city."""

    year: int
    share: Decimal
    source: str
    neighbourhood: Neighbourhood | None = None

    @property
    def place(self) -> tuple[UUID | None, int]:
        """What a package has once only."""
        return self.neighbourhood.pk if self.neighbourhood else None, self.year


class Imported(NamedTuple):
    """How many observations an import added, changed, and found to be there already."""

    added: int
    changed: int
    same: int


@dataclass(frozen=True, slots=True)
class FittedPackage:
    """A fit with where it was made: the neighbourhood's name, or that of the city; how many years it rests on."""

    fit: AdoptionFit
    place: str
    observations: int


def observation_field(index: int, column: str) -> str:
    """The name under which an error of the row at `index` (from 0) is told."""
    return f"rows-{index}-{column}"


@transaction.atomic
def record_observations(*, package_id: UUID, by: User, observations: Sequence[ObservedShare]) -> Imported:
    """Add or change what was observed, all or none; errors are named by `observation_field`."""
    package = _lock(package_id, by)
    _check(observations, package)
    stored = {(row.neighbourhood_id, row.year): row for row in package.observations.all()}
    added = changed = 0
    for one in observations:
        row = stored.get(one.place)
        if row is not None and (row.share, row.source) == (one.share, one.source.strip()):
            continue
        added, changed = (added + 1, changed) if row is None else (added, changed + 1)
        _write(row or ObservedAdoption(package=package, neighbourhood=one.neighbourhood, year=one.year), one)
    if added or changed:
        record_change(ChangeVerb.CHANGED, package, city_slug=package.city.slug, made_by=by)
    return Imported(added, changed, len(observations) - added - changed)


@transaction.atomic
def remove_observation(*, observation_id: UUID, by: User) -> Package:
    """Take an observation out for good."""
    row = ObservedAdoption.objects.get(pk=observation_id)
    package = _lock(row.package_id, by)
    row.delete()
    record_change(ChangeVerb.CHANGED, package, city_slug=package.city.slug, made_by=by)
    return package


@transaction.atomic
def fit_package(*, package_id: UUID, by: User) -> FittedPackage:
    """Fit saturation and rise to what was observed and write them as ranges that are marked as fitted.

    The series with the most years is fitted: the city's own where it has as many as any neighbourhood's.
    """
    package = _lock(package_id, by)
    rows = _longest_series(package)
    try:
        fit = fit_adoption(
            np.array([row.year for row in rows], dtype=float),
            np.array([float(row.share) for row in rows]),
        )
    except EmissionsError as error:
        raise ValidationError({NON_FIELD_ERRORS: _no_fit(len(rows))}) from error
    place = str(rows[0].neighbourhood or package.city)
    said = _("Fitted to the adoption observed in %(place)s, %(first)s to %(last)s.")
    source = said % {"place": place, "first": rows[0].year, "last": rows[-1].year}
    ranges = [
        _fitted(PackageParameterName.SATURATION, fit.saturation, source),
        _fitted(PackageParameterName.RISE_YEARS, fit.rise_years, source),
    ]
    state_ranges(package_id=package_id, by=by, ranges=ranges)
    return FittedPackage(fit, place, len(rows))


def _lock(package_id: UUID, by: User) -> Package:
    package = (
        Package.objects.select_for_update(of=("self",)).select_related("city__contract").get(pk=package_id)
    )
    require(can_edit_city, by, package.city)
    return package


def _longest_series(package: Package) -> list[ObservedAdoption]:
    """The observations of one place by year; of places with as many, the whole city, else the first by code."""
    places: dict[UUID | None, list[ObservedAdoption]] = {None: []}
    rows = package.observations.select_related("neighbourhood").order_by("neighbourhood__code", "year")
    for row in rows:
        places.setdefault(row.neighbourhood_id, []).append(row)
    return max(places.values(), key=len)


def _no_fit(count: int) -> ValidationError:
    if count < LEAST_OBSERVATIONS:
        words = _("There are too few observations: a fit needs at least %(least)s years of one place.")
        return ValidationError(words % {"least": LEAST_OBSERVATIONS}, code="too_few")
    return ValidationError(_("Nobody adopted it in these years, so there is no wave to fit."), code="no_wave")


def _fitted(name: PackageParameterName, found: Floats, source: str) -> StatedRange:
    """P10, best and P90 as a range, cut to what may be stated."""
    least, most = LIMITS[name]
    low, likely, high = (min(most, max(least, Decimal(str(float(one))).quantize(EXACT))) for one in found)
    return StatedRange(name=name, low=low, likely=likely, high=high, source=source, is_fitted=True)


def _write(row: ObservedAdoption, one: ObservedShare) -> None:
    row.share, row.source = one.share, one.source.strip()
    row.full_clean(validate_unique=False, validate_constraints=False)
    row.save()


def _check(observations: Sequence[ObservedShare], package: Package) -> None:
    """All errors of all rows at once, each at its row and column."""
    errors: dict[str, list[ValidationError]] = {}
    seen: set[Any] = set()
    for index, one in enumerate(observations):
        try:
            collect_errors(
                [
                    (validate_year, one.year, "year"),
                    (_validate_begun, one.year),
                    (_validate_place, one, package.city),
                    (_validate_once, one, seen),
                    (validate_share, one.share, "share"),
                    (_validate_source, one.source),
                ]
            )
        except ValidationError as error:
            errors |= {observation_field(index, name): found for name, found in error.error_dict.items()}
        seen.add(one.place)
    if errors:
        raise ValidationError(errors)


def _validate_begun(year: int) -> None:
    if year > timezone.localdate().year:
        raise refusal("year", _("This year has not begun yet."), "future")


def _validate_place(one: ObservedShare, city: City) -> None:
    if one.neighbourhood is not None and one.neighbourhood.city_id != city.pk:
        raise refusal("neighbourhood", _("Choose a neighbourhood of this city."), "neighbourhood")


def _validate_once(one: ObservedShare, seen: set[Any]) -> None:
    if one.place in seen:
        raise refusal("year", _("This year stands twice for the same place."), "repeated")


def _validate_source(source: str) -> None:
    if not source.strip():
        raise refusal("source", _("Say where the figure comes from."), "required")
