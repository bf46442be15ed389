"""The molecules of a city inside its boundary."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.quantities import format_number, format_share, format_tonnes
from progress.charts.builders.geometry import Geometry, rings_of
from progress.charts.model import Cell, Chart, Column, MapPlot, MapShape, Table
from progress.charts.palette import GRID, HEADING, RAMP, Paint

UNKNOWN_PAINT = Paint(GRID, stroke=HEADING)


@dataclass(frozen=True, slots=True, kw_only=True)
class MoleculeArea:
    """A molecule with its polygon (GeoJSON geometry) and what its actions declare."""

    name: str
    geometry: Geometry
    area_km2: float | None = None
    population: int | None = None
    reduction_tco2e: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MoleculesMap:
    """The molecules of a city; the share of area is told only where the city's area is known."""

    city: str
    source: str
    molecules: tuple[MoleculeArea, ...]
    boundary: Geometry | None = None
    city_area_km2: float | None = None
    are_official: bool = False
    key: str = "molecules-map"


def build_molecules_map(data: MoleculesMap) -> Chart:
    """Return the map of the molecules in the active language; numbers on it lead to the rows of the table."""
    painted = zip(data.molecules, paint_molecules(data), strict=True)
    shapes = tuple(
        MapShape(str(index), rings_of(molecule.geometry), paint=paint)
        for index, (molecule, paint) in enumerate(painted, start=1)
    )
    outline = rings_of(data.boundary) if data.boundary else ()
    names = "; ".join(f"{index}: {molecule.name}" for index, molecule in enumerate(data.molecules, start=1))
    return Chart(
        key=data.key,
        title=_finding(data),
        subtitle=_("Molecules inside the boundary of %(city)s, by the reduction their actions declare.")
        % {"city": data.city},
        source=data.source,
        description=names or _("No molecules are published."),
        table=_table(data),
        plot=MapPlot(outline, shapes, legend=legend_paints(data)) if shapes else None,
        span="full",
        notes=()
        if data.are_official or not shapes
        else (_("The perimeters are illustrative, not official."),),
    )


def paint_molecules(data: MoleculesMap) -> tuple[Paint, ...]:
    """Return the paint of each molecule: its class of declared reduction."""
    return paint_values([molecule.reduction_tco2e for molecule in data.molecules])


def paint_values(values: Sequence[float | None]) -> tuple[Paint, ...]:
    """Return the paint of each value: its class among them all."""
    bounds = _class_bounds(values)
    return tuple(_paint(value, bounds) for value in values)


def legend_paints(data: MoleculesMap) -> tuple[tuple[str, Paint], ...]:
    """Return the classes of declared reduction in words, with their paints."""
    values = [molecule.reduction_tco2e for molecule in data.molecules]
    return list_classes(values, format_tonnes, one_class=_("reduction declared"), unknown=_("not known"))


def list_classes(
    values: Sequence[float | None], write: Callable[[float], str], *, one_class: str, unknown: str
) -> tuple[tuple[str, Paint], ...]:
    """Return the classes of some values in words, with their paints; `one_class` where they are too few to split."""
    bounds = _class_bounds(values)
    items: list[tuple[str, Paint]] = []
    if bounds:
        items.append((_("less than %(amount)s") % {"amount": write(bounds[0])}, _class_paint(0)))
        for index, bound in enumerate(bounds, start=1):
            items.append((_("from %(amount)s") % {"amount": write(bound)}, _class_paint(index)))
    elif any(value is not None for value in values):
        items.append((one_class, _class_paint(0)))
    if any(value is None for value in values):
        items.append((unknown, UNKNOWN_PAINT))
    return tuple(items)


def _finding(data: MoleculesMap) -> str:
    count = len(data.molecules)
    if not count:
        return _("%(city)s has not published any molecule yet") % {"city": data.city}
    areas = [molecule.area_km2 for molecule in data.molecules]
    known = [area for area in areas if area is not None]
    values = {"count": format_number(count, 0), "city": data.city}
    if len(known) < count:
        return ngettext("%(count)s molecule in %(city)s", "%(count)s molecules in %(city)s", count) % values
    values["area"] = format_number(sum(known), 0 if sum(known) >= 10 else 1)
    if not data.city_area_km2:
        text = ngettext(
            "%(count)s molecule covers %(area)s km²", "%(count)s molecules cover %(area)s km²", count
        )
        return text % values
    values["share"] = format_share(sum(known) / data.city_area_km2, 0)
    text = ngettext(
        "%(count)s molecule covers %(area)s km², %(share)s of %(city)s",
        "%(count)s molecules cover %(area)s km², %(share)s of %(city)s",
        count,
    )
    return text % values


def _class_bounds(values: Sequence[float | None]) -> tuple[float, ...]:
    """Return up to three bounds that split the known values into classes of like size."""
    known = sorted(value for value in values if value is not None)
    if len(known) < len(RAMP):
        return ()
    cuts = {_rounded(known[len(known) * index // len(RAMP)]) for index in range(1, len(RAMP))}
    return tuple(sorted(cut for cut in cuts if known[0] < cut <= known[-1]))


def _rounded(value: float) -> float:
    """Round to two meaningful digits."""
    return float(f"{value:.1e}")


def _paint(value: float | None, bounds: tuple[float, ...]) -> Paint:
    if value is None:
        return UNKNOWN_PAINT
    return _class_paint(sum(value >= bound for bound in bounds))


def _class_paint(index: int) -> Paint:
    return Paint(RAMP[index], stroke=HEADING)


def _table(data: MoleculesMap) -> Table:
    columns = (
        Column("number", _("No."), "year"),
        Column("molecule", _("Molecule")),
        Column("area_km2", _("Area (km²)"), "number", _("not known"), digits=2),
        Column("population", _("Residents"), "number", _("not known")),
        Column("reduction_tco2e", _("Reduction declared (t CO₂e a year)"), "tonnes", _("not known")),
    )
    rows: list[tuple[Cell, ...]] = [
        (index, molecule.name, molecule.area_km2, molecule.population, molecule.reduction_tco2e)
        for index, molecule in enumerate(data.molecules, start=1)
    ]
    return Table(columns, tuple(rows))
