"""The parameters that a computed spread rests on, with where they come from."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.quantities import format_number
from molecules.enums import PackageParameterName
from molecules.models import Package, PackageParameter
from molecules.selectors.packages import write_parameter
from molecules.selectors.spread_figures import SpreadFigures, SpreadMolecule

CSV_COLUMNS = (
    "of", "name", "parameter", "low", "likely", "high", "fitted", "illustrative", "changed_since", "source",
)  # fmt: skip
Bounds = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class UsedParameter:
    """A range as the run used it; `is_changed` where it is stated otherwise today, so that its source is not known."""

    name: str
    label: str
    bounds: Bounds
    shown: tuple[str, str, str]
    source: str
    is_fitted: bool
    is_illustrative: bool
    is_changed: bool


@dataclass(frozen=True, slots=True)
class UsedPackage:
    """A package with what was used of it, and the molecules that spread it."""

    package: Package
    parameters: tuple[UsedParameter, ...]
    molecules: tuple[SpreadMolecule, ...]


def list_used_packages(figures: SpreadFigures) -> tuple[UsedPackage, ...]:
    """The packages of the public molecules of a run, without a query more; a molecule's package of today counts."""
    grouped: dict[Package, list[SpreadMolecule]] = {}
    for one in figures.molecules:
        used = figures.run.inputs["ranges"]["likely"][str(one.molecule.pk)]["package"]
        if one.molecule.package is not None and str(one.molecule.package_id) == used:
            grouped.setdefault(one.molecule.package, []).append(one)
    return tuple(
        UsedPackage(package, tuple(_used_parameters(figures, package, members[0])), tuple(members))
        for package, members in grouped.items()
    )


def list_used_starts(figures: SpreadFigures) -> list[tuple[SpreadMolecule, UsedParameter]]:
    """From when each public molecule of a run spreads its package."""
    return [(one, _used_start(figures, one)) for one in figures.molecules]


def parameter_cells(figures: SpreadFigures) -> Iterator[tuple[object, ...]]:
    """Every parameter of a run in the columns of `CSV_COLUMNS`."""
    for used in list_used_packages(figures):
        for one in used.parameters:
            yield ("package", str(used.package), one.name, *_rest(one))
    for member, start in list_used_starts(figures):
        yield ("molecule", str(member.molecule), start.name, *_rest(start))


def _rest(one: UsedParameter) -> tuple[object, ...]:
    return (*one.bounds, one.is_fitted, one.is_illustrative, one.is_changed, one.source)


def _used_parameters(
    figures: SpreadFigures, package: Package, one: SpreadMolecule
) -> Iterator[UsedParameter]:
    stored = {row.name: row for row in package.parameters.all()}
    for name in PackageParameterName:
        bounds = _bounds(figures, one, name.value)
        low, likely, high = (write_parameter(name, value) for value in bounds)
        row = _same(stored.get(name.value), bounds)
        yield UsedParameter(
            name=name.value,
            label=str(name.label),
            bounds=bounds,
            shown=(low, likely, high),
            source=row.source if row else "",
            is_fitted=row is not None and row.is_fitted,
            is_illustrative=package.is_illustrative or (row is not None and row.is_illustrative),
            is_changed=row is None,
        )


def _same(row: PackageParameter | None, bounds: Bounds) -> PackageParameter | None:
    """The row as it is stated today, None where it says something else than what was used."""
    if row is None or (float(row.low), float(row.likely), float(row.high)) != bounds:
        return None
    return row


def _used_start(figures: SpreadFigures, one: SpreadMolecule) -> UsedParameter:
    bounds = _bounds(figures, one, "start_year")
    likely = one.molecule.spread_from
    stated = (one.molecule.spread_earliest or likely, likely, one.molecule.spread_latest or likely)
    is_same = tuple(float(value or 0) for value in stated) == bounds
    low, middle, high = (_write_year(value) for value in bounds)
    return UsedParameter(
        name="start_year",
        label=_("begins to spread"),
        bounds=bounds,
        shown=(low, middle, high),
        source=(one.molecule.spread_source or _("No source is stated.")) if is_same else "",
        is_fitted=False,
        is_illustrative=one.molecule.is_illustrative,
        is_changed=not is_same,
    )


def _write_year(value: float) -> str:
    """A decimal year without grouping: 2027, or 2027.5 in the writing of the language."""
    year, part = divmod(value, 1)
    return f"{int(year)}{format_number(round(part, 2))[1:]}" if part else str(int(year))


def _bounds(figures: SpreadFigures, one: SpreadMolecule, column: str) -> Bounds:
    ranges = figures.run.inputs["ranges"]
    low, likely, high = (
        float(ranges[part][str(one.molecule.pk)][column]) for part in ("low", "likely", "high")
    )
    return low, likely, high
