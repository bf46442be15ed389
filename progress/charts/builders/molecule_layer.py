"""The molecules of a city inside its boundary, painted by one of their figures or by their state."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.quantities import format_number, format_share, format_tonnes
from molecules.enums import MoleculeState
from progress.charts.builders.geometry import Geometry, rings_of
from progress.charts.builders.molecules_map import list_classes, paint_values
from progress.charts.model import Cell, Chart, Column, MapPlot, MapShape, Table
from progress.charts.palette import HEADING, LEAD, RAMP, WHITE, Paint

LAYERS = ("declared", "state", "per_resident", "delivered", "promised")
STATE_PAINTS = {
    MoleculeState.CANDIDATE: Paint(WHITE, stroke=HEADING),
    MoleculeState.IN_DESIGN: Paint(RAMP[1], stroke=HEADING),
    MoleculeState.IN_WORKS: Paint(RAMP[2], stroke=HEADING),
    MoleculeState.IN_OPERATION: Paint(RAMP[3], stroke=HEADING),
    MoleculeState.REPLICATED: Paint(LEAD, stroke=HEADING),
}
"""Look of each state, from an idea to what has gone on elsewhere; the list says the word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerArea:
    """A molecule with its polygon (GeoJSON geometry), its state, and its value, None where unknown."""

    name: str
    geometry: Geometry
    state: str
    value: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MoleculeLayer:
    """The molecules of a city by one of `LAYERS`; units as in `MoleculeBars`."""

    layer: str
    city: str
    source: str
    areas: tuple[LayerArea, ...]
    boundary: Geometry | None = None
    are_official: bool = False
    key: str = "molecule-layer"


def build_molecule_layer(data: MoleculeLayer) -> Chart:
    """Return the map of a layer in the active language; numbers on it lead to the rows of the table."""
    painted = enumerate(zip(data.areas, paint_layer(data), strict=True), start=1)
    shapes = tuple(
        MapShape(str(number), rings_of(area.geometry), paint=paint) for number, (area, paint) in painted
    )
    outline = rings_of(data.boundary) if data.boundary else ()
    title = layer_titles()[data.layer]
    return Chart(
        key=data.key,
        title=title,
        subtitle=_("Molecules inside the boundary of %(city)s.") % {"city": data.city},
        source=data.source,
        description="; ".join(
            f"{number}: {area.name}: {write_value(data.layer, area)}"
            for number, area in enumerate(data.areas, start=1)
        ),
        table=_table(data, title),
        plot=MapPlot(outline, shapes, legend=layer_legend(data)) if shapes else None,
        span="full",
        notes=()
        if data.are_official or not shapes
        else (_("The perimeters are illustrative, not official."),),
    )


def layer_titles() -> dict[str, str]:
    """The names of the layers."""
    return {
        "declared": _("Cut declared by the actions"),
        "state": _("How far each molecule has come"),
        "per_resident": _("Emissions per resident"),
        "delivered": _("Cut delivered"),
        "promised": _("Under a signed promise"),
    }


def paint_layer(data: MoleculeLayer) -> tuple[Paint, ...]:
    """Return the paint of each molecule in its layer."""
    if data.layer == "state":
        return tuple(STATE_PAINTS[MoleculeState(area.state)] for area in data.areas)
    return paint_values([area.value for area in data.areas])


def layer_legend(data: MoleculeLayer) -> tuple[tuple[str, Paint], ...]:
    """Return what the paints of a layer mean, in words."""
    if data.layer == "state":
        there = {area.state for area in data.areas}
        return tuple((str(state.label), paint) for state, paint in STATE_PAINTS.items() if state in there)
    values = [area.value for area in data.areas]
    return list_classes(
        values,
        lambda value: write_amount(data.layer, value),
        one_class=layer_titles()[data.layer],
        unknown=_("not known"),
    )


def write_value(layer: str, area: LayerArea) -> str:
    """What a layer says of a molecule."""
    return str(MoleculeState(area.state).label) if layer == "state" else write_amount(layer, area.value)


def write_amount(layer: str, value: float | None) -> str:
    """A value of a layer with its unit, in words where it is unknown."""
    if value is None:
        return _("not known")
    if layer == "promised":
        return format_share(value, 0)
    return f"{format_number(value, 2)}\u00a0t" if layer == "per_resident" else format_tonnes(value)


def _table(data: MoleculeLayer, title: str) -> Table:
    columns = (
        Column("number", _("No."), "year"),
        Column("molecule", _("Molecule")),
        Column(data.layer, title),
    )
    rows: list[tuple[Cell, ...]] = [
        (number, area.name, write_value(data.layer, area)) for number, area in enumerate(data.areas, start=1)
    ]
    return Table(columns, tuple(rows))
