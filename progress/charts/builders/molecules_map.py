"""The molecules of a city inside its boundary."""

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
    bounds = _class_bounds(data.molecules)
    return tuple(_paint(molecule, bounds) for molecule in data.molecules)


def legend_paints(data: MoleculesMap) -> tuple[tuple[str, Paint], ...]:
    """Return the classes of declared reduction in words, with their paints."""
    bounds = _class_bounds(data.molecules)
    items: list[tuple[str, Paint]] = []
    if bounds:
        first = _("less than %(amount)s") % {"amount": format_tonnes(bounds[0])}
        items.append((first, _class_paint(0)))
        for index, bound in enumerate(bounds, start=1):
            items.append((_("from %(amount)s") % {"amount": format_tonnes(bound)}, _class_paint(index)))
    elif any(molecule.reduction_tco2e is not None for molecule in data.molecules):
        items.append((_("reduction declared"), _class_paint(0)))
    if any(molecule.reduction_tco2e is None for molecule in data.molecules):
        items.append((_("not estimated"), UNKNOWN_PAINT))
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


def _class_bounds(molecules: tuple[MoleculeArea, ...]) -> tuple[float, ...]:
    """Return up to three bounds that split the known reductions into classes of like size."""
    known = sorted(m.reduction_tco2e for m in molecules if m.reduction_tco2e is not None)
    if len(known) < len(RAMP):
        return ()
    cuts = {_rounded(known[len(known) * index // len(RAMP)]) for index in range(1, len(RAMP))}
    return tuple(sorted(cut for cut in cuts if known[0] < cut <= known[-1]))


def _rounded(value: float) -> float:
    """Round to two meaningful digits."""
    return float(f"{value:.1e}")


def _paint(molecule: MoleculeArea, bounds: tuple[float, ...]) -> Paint:
    if molecule.reduction_tco2e is None:
        return UNKNOWN_PAINT
    return _class_paint(sum(molecule.reduction_tco2e >= bound for bound in bounds))


def _class_paint(index: int) -> Paint:
    return Paint(RAMP[index], stroke=HEADING)


def _table(data: MoleculesMap) -> Table:
    columns = (
        Column("number", _("No."), "year"),
        Column("molecule", _("Molecule")),
        Column("area_km2", _("Area (km²)"), "number", _("not known"), digits=2),
        Column("population", _("Residents"), "number", _("not known")),
        Column("reduction_tco2e", _("Reduction declared (t CO₂e a year)"), "tonnes", _("not estimated")),
    )
    rows: list[tuple[Cell, ...]] = [
        (index, molecule.name, molecule.area_km2, molecule.population, molecule.reduction_tco2e)
        for index, molecule in enumerate(data.molecules, start=1)
    ]
    return Table(columns, tuple(rows))
