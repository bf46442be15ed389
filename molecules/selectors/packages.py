"""Packages of a city, what is stated of them and what was observed."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from contracts.models import City
from core.quantities import format_number, format_share
from molecules.enums import PackageParameterName
from molecules.models import ObservedAdoption, Package, PackageParameter

DECIMALS = {PackageParameterName.ABATEMENT: 3}


@dataclass(frozen=True, slots=True)
class ParameterRow:
    """A parameter as people read it; without `likely` nobody stated it."""

    name: str
    label: str
    low: str
    likely: str
    high: str
    source: str
    is_fitted: bool
    is_illustrative: bool


def list_packages(city: City) -> QuerySet[Package]:
    """The packages in use with their parameters, `molecule_count` and `observation_count`, in two queries."""
    rows = city.packages.filter(archived_at=None).prefetch_related("parameters")
    return rows.annotate(
        molecule_count=Count("molecules", filter=Q(molecules__archived_at=None), distinct=True),
        observation_count=Count("observations", distinct=True),
    ).order_by("code")


def list_observations(package: Package) -> QuerySet[ObservedAdoption]:
    """What was observed of a package by place and year, in one query."""
    return package.observations.select_related("neighbourhood").order_by("neighbourhood__code", "year")


def read_parameters(package: Package) -> tuple[ParameterRow, ...]:
    """Every parameter of a package in the order people are asked for them, stated or not."""
    stored = {row.name: row for row in package.parameters.all()}
    return tuple(_parameter_row(name, stored.get(name.value)) for name in PackageParameterName)


def observation_cells(package: Package) -> Iterator[tuple[str, int, Decimal, str]]:
    """What was observed, in the columns that can be imported again."""
    for row in list_observations(package):
        yield row.neighbourhood.code if row.neighbourhood else "", row.year, row.share, row.source


def _parameter_row(name: PackageParameterName, row: PackageParameter | None) -> ParameterRow:
    if row is None:
        return ParameterRow(name.value, str(name.label), "", "", "", _("Nobody has stated it."), False, False)
    low, likely, high = (write_parameter(name, value) for value in (row.low, row.likely, row.high))
    return ParameterRow(
        name.value, str(name.label), low, likely, high, row.source, row.is_fitted, row.is_illustrative
    )


def write_parameter(name: PackageParameterName, value: Decimal | float) -> str:
    """A value of a parameter as people read it: saturation as a share, all others as numbers."""
    if name == PackageParameterName.SATURATION:
        return format_share(value, 1)
    return format_number(value, DECIMALS.get(name))
