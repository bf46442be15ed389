"""Where it spreads to: the neighbourhoods of a city, by the share of their emissions that spreading saves in a year."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.quantities import format_number, format_share
from progress.charts.builders.geometry import Geometry, rings_of
from progress.charts.model import Cell, Chart, Column, MapPlot, MapShape, Table
from progress.charts.palette import GRID, HEADING, RAMP, TARGET, Paint

NOTHING_PAINT = Paint(RAMP[0], stroke=HEADING)
CLASS_PAINTS = tuple(Paint(colour, stroke=HEADING) for colour in RAMP[1:])
UNKNOWN_PAINT = Paint(GRID, stroke=HEADING)
MOLECULE_PAINT = Paint(TARGET, opacity=0.0, stroke=TARGET)
LEAST_SHARE = 0.0005
"""Below it a share is told as nothing: it would be written as 0,0 %."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReachedCell:
    """A neighbourhood with its polygon, what is saved there, t CO2e, and its share (0-1) of what it emits."""

    name: str
    geometry: Geometry
    saving_tco2e: float
    share: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SpreadMap:
    """The neighbourhoods in one year; `bounds` are those of all years, so that drawings can be held side by side."""

    city: str
    source: str
    year: int
    cells: tuple[ReachedCell, ...]
    bounds: tuple[float, ...]
    molecules: tuple[Geometry, ...] = ()
    is_illustrative: bool = False

    @property
    def key(self) -> str:
        """The id of the chart: there is one a year."""
        return f"spread-map-{self.year}"


def build_spread_map(data: SpreadMap) -> Chart:
    """Return the map of a year in the active language; molecules are outlines over the neighbourhoods."""
    cells = tuple(
        MapShape("", rings_of(cell.geometry), paint=paint_share(cell.share, data.bounds))
        for cell in data.cells
    )
    outlines = tuple(MapShape("", rings_of(shape), paint=MOLECULE_PAINT) for shape in data.molecules)
    notes = [_("What a neighbourhood emits is apportioned by residents, not measured.")]
    if data.is_illustrative:
        notes.append(_("Some inputs are illustrative: the page says which."))
    return Chart(
        key=data.key,
        title=_finding(data),
        subtitle=_("Share of a neighbourhood's emissions that spreading saves in %(year)s, likeliest values.")
        % {"year": data.year},
        source=data.source,
        description="; ".join(f"{cell.name}: {share_words(cell.share)}" for cell in data.cells)
        or _("No neighbourhoods are known."),
        table=_table(data),
        plot=MapPlot((), (*cells, *outlines), legend=legend_shares(data.bounds, data.cells))
        if cells
        else None,
        span="full",
        notes=tuple(notes),
    )


def share_bounds(shares: tuple[float, ...]) -> tuple[float, ...]:
    """Return up to two bounds that split all shares above nothing into classes of like number.

    >>> share_bounds((0.0, 0.011, 0.02, 0.031, 0.04, 0.05, 0.06))
    (0.031, 0.05)
    """
    known = sorted(share for share in shares if share >= LEAST_SHARE)
    if len(known) < len(CLASS_PAINTS):
        return ()
    cuts = {float(f"{known[len(known) * place // 3]:.1e}") for place in (1, 2)}
    return tuple(sorted(cut for cut in cuts if known[0] < cut <= known[-1]))


def paint_share(share: float | None, bounds: tuple[float, ...]) -> Paint:
    """Return the look of a neighbourhood: unknown, nothing yet, or its class."""
    if share is None:
        return UNKNOWN_PAINT
    if share < LEAST_SHARE:
        return NOTHING_PAINT
    return CLASS_PAINTS[sum(share >= bound for bound in bounds)]


def share_words(share: float | None) -> str:
    """Return a share in words: "nothing yet" is not the same as unknown."""
    if share is None:
        return _("emits nothing outside the molecules")
    return _("nothing yet") if share < LEAST_SHARE else format_share(share, 1)


def legend_shares(
    bounds: tuple[float, ...], cells: tuple[ReachedCell, ...] = ()
) -> tuple[tuple[str, Paint], ...]:
    """Return the classes in words with their paints, and the outline of the molecules."""
    items = [(_("nothing yet"), NOTHING_PAINT)]
    if bounds:
        items.append((_("less than %(amount)s") % {"amount": format_share(bounds[0], 1)}, CLASS_PAINTS[0]))
        items += [
            (_("from %(amount)s") % {"amount": format_share(bound, 1)}, CLASS_PAINTS[place])
            for place, bound in enumerate(bounds, start=1)
        ]
    else:
        items.append((_("something is saved"), CLASS_PAINTS[0]))
    if any(cell.share is None for cell in cells):
        items.append((_("emits nothing outside the molecules"), UNKNOWN_PAINT))
    return (*items, (_("molecule"), MOLECULE_PAINT))


def _finding(data: SpreadMap) -> str:
    reached = sum(cell.share is not None and cell.share >= LEAST_SHARE for cell in data.cells)
    values = {
        "reached": format_number(reached, 0),
        "total": format_number(len(data.cells), 0),
        "year": data.year,
        "city": data.city,
    }
    return (
        ngettext(
            "%(year)s: something is saved in %(reached)s of %(total)s neighbourhood of %(city)s",
            "%(year)s: something is saved in %(reached)s of %(total)s neighbourhoods of %(city)s",
            len(data.cells),
        )
        % values
    )


def _table(data: SpreadMap) -> Table:
    columns = (
        Column("neighbourhood", _("Neighbourhood")),
        Column("saving_tco2e", _("Saved (t CO₂e a year)"), "tonnes"),
        Column("share", _("Share of its emissions"), "share", _("emits nothing outside the molecules")),
    )
    rows: list[tuple[Cell, ...]] = [(cell.name, cell.saving_tco2e, cell.share) for cell in data.cells]
    return Table(columns, tuple(rows))
