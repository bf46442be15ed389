"""Packages of measures: what spreads from molecules, in ranges that somebody states with a source."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import City
from contracts.rules import can_edit_city
from contracts.validators import collect_errors, validate_not_negative, validate_sector
from core.access import check_revision, require
from core.changes import record_change
from core.enums import ChangeVerb
from core.models import User
from core.quantities import format_number, format_share
from core.validators import refusal
from molecules.enums import PackageParameterName, StockFigure
from molecules.models import Package, PackageParameter

LIMITS: Mapping[str, tuple[Decimal, Decimal]] = {
    PackageParameterName.SATURATION: (Decimal(0), Decimal(1)),
    PackageParameterName.RISE_YEARS: (Decimal("0.5"), Decimal(60)),
    PackageParameterName.KM_PER_YEAR: (Decimal("0.01"), Decimal(10_000)),
    PackageParameterName.YEARS_PER_DIFFERENCE: (Decimal(0), Decimal(200)),
    PackageParameterName.ABATEMENT: (Decimal(0), Decimal(1_000_000)),
}
"""What is possible of each parameter, as wide as the arithmetic can tell apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedRange:
    """The least, the likeliest and the greatest value of one parameter, and where they come from."""

    name: str
    low: Decimal
    likely: Decimal
    high: Decimal
    source: str
    is_fitted: bool = False


def range_field(name: str, part: str) -> str:
    """The name under which an error of a parameter's `low`, `likely`, `high` or `source` is told."""
    return f"{name}_{part}"


@transaction.atomic
def create_package(*, city: City, by: User, ranges: Sequence[StatedRange] = (), **fields: Any) -> Package:
    """Add a package of a city; a parameter without a range is not stated, and without all of them nothing spreads."""
    require(can_edit_city, by, city)
    City.objects.select_for_update().get(pk=city.pk)
    package = Package(city=city, **fields)
    _save_checked(package, ranges)
    _tell(package, ChangeVerb.CREATED, by)
    return package


@transaction.atomic
def change_package(
    *,
    package_id: UUID,
    by: User,
    revision: int | None = None,
    ranges: Sequence[StatedRange] = (),
    **fields: Any,
) -> Package:
    """Change a package and all its ranges; raises `core.access.Conflict` when it changed since `revision`.

    A range that stays as it was fitted stays marked so; one that is typed anew is stated, not fitted.
    """
    package = _lock(package_id, by)
    check_revision(package, revision)
    for name, value in fields.items():
        setattr(package, name, value)
    package.revision += 1
    _save_checked(package, ranges)
    _tell(package, ChangeVerb.CHANGED, by)
    return package


@transaction.atomic
def state_ranges(*, package_id: UUID, by: User, ranges: Sequence[StatedRange]) -> Package:
    """Put these ranges in the place of what was stated of the same parameters; the others stay."""
    package = _lock(package_id, by)
    collect_errors(_range_checks(ranges))
    package.revision += 1
    package.save(update_fields=["revision", "changed_at"])
    for one in ranges:
        _write_range(package, one, package.parameters.filter(name=one.name).first())
    _tell(package, ChangeVerb.CHANGED, by)
    return package


@transaction.atomic
def archive_package(*, package_id: UUID, by: User) -> Package:
    """Take a package out of use: it spreads no more and leaves the lists; what was computed keeps it."""
    package = _lock(package_id, by)
    if package.archived_at is None:
        package.archived_at = timezone.now()
        package.revision += 1
        package.save(update_fields=["archived_at", "revision", "changed_at"])
        _tell(package, ChangeVerb.ARCHIVED, by)
    return package


def _lock(package_id: UUID, by: User) -> Package:
    package = (
        Package.objects.select_for_update(of=("self",)).select_related("city__contract").get(pk=package_id)
    )
    require(can_edit_city, by, package.city)
    return package


def _save_checked(package: Package, ranges: Sequence[StatedRange]) -> None:
    collect_errors(
        [
            (_validate_names, package),
            (_validate_code, package),
            (validate_sector, package.sector),
            (_validate_stock_figure, package.stock_figure),
            (validate_not_negative, package.cost_eur, "cost_eur"),
            (_validate_cost_source, package),
            *_range_checks(ranges),
        ]
    )
    package.full_clean(validate_unique=False)
    package.save()
    stored = {one.name: one for one in package.parameters.all()}
    package.parameters.exclude(name__in=[one.name for one in ranges]).delete()
    for one in ranges:
        _write_range(package, one, stored.get(one.name))


def _write_range(package: Package, stated: StatedRange, stored: PackageParameter | None) -> None:
    row = stored or PackageParameter(package=package, name=stated.name)
    is_same = stored is not None and (row.low, row.likely, row.high) == (
        stated.low,
        stated.likely,
        stated.high,
    )
    row.is_fitted = stated.is_fitted or (is_same and row.is_fitted)
    row.low, row.likely, row.high = stated.low, stated.likely, stated.high
    row.source, row.is_illustrative = stated.source.strip(), package.is_illustrative and not row.is_fitted
    row.full_clean(validate_unique=False)
    row.save()


def _tell(package: Package, verb: ChangeVerb, by: User) -> None:
    record_change(verb, package, city_slug=package.city.slug, made_by=by)


def _validate_names(package: Package) -> None:
    if not package.names:
        raise refusal("names", _("Give the package a name."), "required")


def _validate_code(package: Package) -> None:
    same = Package.objects.filter(city=package.city_id, code=package.code).exclude(pk=package.pk)
    if same.exists():
        raise refusal(
            "code",
            _("This city already has a package with the code %(code)s.") % {"code": package.code},
            "unique",
        )


def _validate_stock_figure(value: str) -> None:
    if value not in StockFigure.values:
        raise refusal("stock_figure", _("Choose what the package is counted in."), "stock_figure")


def _validate_cost_source(package: Package) -> None:
    if package.cost_eur is not None and not package.cost_source.strip():
        raise refusal("cost_source", _("Say where the cost comes from: it is shown with it."), "no_source")


def _range_checks(ranges: Sequence[StatedRange]) -> list[tuple[Any, ...]]:
    return [(check, one) for one in ranges for check in (_validate_order, _validate_limits, _validate_source)]


def _validate_order(one: StatedRange) -> None:
    if not one.low <= one.likely <= one.high:
        raise refusal(
            range_field(one.name, "likely"),
            _("Least, likeliest and greatest value are not in order."),
            "range_order",
        )


def _validate_limits(one: StatedRange) -> None:
    least, most = LIMITS[one.name]
    write = format_share if one.name == PackageParameterName.SATURATION else format_number
    for part, value in (("low", one.low), ("high", one.high)):
        if not least <= value <= most:
            raise refusal(
                range_field(one.name, part),
                _("Enter a number between %(least)s and %(most)s.")
                % {"least": write(least), "most": write(most)},
                "limits",
            )


def _validate_source(one: StatedRange) -> None:
    if not one.source.strip():
        raise refusal(
            range_field(one.name, "source"),
            _("Say where these values come from: they are shown."),
            "no_source",
        )
