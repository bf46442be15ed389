"""A molecule's emissions by year against the trajectory to its target."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.quantities import format_tonnes
from progress.charts.model import Cell, Chart, Column, Line, LinePlot, Point, Table
from progress.charts.words import DisplayUnit, display_unit

Values = tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MoleculePath:
    """Emissions of a molecule by year and its targets, t CO2e; what was shared out stands apart from what was measured.

    `has_gaps` where the years do not tell the same sectors.
    """

    molecule: str
    source: str
    measured: Values
    shared_out: Values
    targets: Values
    has_gaps: bool = False
    is_illustrative: bool = False
    key: str = "molecule-path"

    @property
    def start(self) -> tuple[int, float] | None:
        """Where the trajectory begins: the first measured year, else the first that was shared out."""
        return min(self.measured or self.shared_out, default=None)


def build_molecule_path(data: MoleculePath) -> Chart:
    """Return the chart of a molecule's trajectory in the active language."""
    amounts = [value for _year, value in (*data.measured, *data.shared_out, *data.targets)]
    unit = display_unit(*amounts)
    lines = tuple(line for line in (_trajectory(data, unit), *_values(data, unit)) if line.points)
    told = "; ".join(
        f"{year}: {format_tonnes(value, 't', co2e=True)}"
        for year, value in sorted((*data.measured, *data.shared_out))
    )
    return Chart(
        key=data.key,
        title=_finding(data),
        subtitle=_("Emissions of %(molecule)s by year. Dashed: to its targets.")
        % {"molecule": data.molecule},
        source=data.source,
        description=told or _("No emissions are known."),
        table=_table(data),
        plot=LinePlot(lines, unit.name) if lines else None,
        notes=tuple(_notes(data)),
        span="full",
    )


def _finding(data: MoleculePath) -> str:
    if not data.measured and not data.shared_out:
        return _("What this molecule emits is not known yet")
    year, value = max((*data.measured, *data.shared_out))
    said = {"year": year, "value": format_tonnes(value, "t", co2e=True)}
    if not data.targets:
        return _("%(value)s in %(year)s; the molecule has no target yet") % said
    target_year, target = max(data.targets)
    said |= {"target_year": target_year, "target": format_tonnes(target, "t", co2e=True)}
    return _("%(value)s in %(year)s; the target for %(target_year)s is %(target)s") % said


def _notes(data: MoleculePath) -> list[str]:
    notes = []
    if data.shared_out:
        notes.append(
            _("What is apportioned from the city says nothing about what happened here: nobody measured it.")
        )
    if data.has_gaps:
        notes.append(_("The years do not tell the same sectors, so their sums cannot be compared."))
    if data.is_illustrative:
        notes.append(_("Some of these figures are illustrative."))
    return notes


def _trajectory(data: MoleculePath, unit: DisplayUnit) -> Line:
    targets = [Point(year, unit.convert(value), unit.amount(value)) for year, value in sorted(data.targets)]
    start = [Point(data.start[0], unit.convert(data.start[1]))] if data.start and targets else []
    return Line(_("Trajectory to the target"), "target", (*start, *targets))


def _values(data: MoleculePath, unit: DisplayUnit) -> tuple[Line, Line]:
    return (
        Line(_("Measured here"), "measured", _points(data.measured, unit)),
        Line(_("Apportioned from the city"), "other", _points(data.shared_out, unit)),
    )


def _points(values: Values, unit: DisplayUnit) -> tuple[Point, ...]:
    newest = max((year for year, _value in values), default=None)
    return tuple(
        Point(year, unit.convert(value), unit.amount(value) if year == newest else "")
        for year, value in sorted(values)
    )


def _table(data: MoleculePath) -> Table:
    columns = (
        Column("year", _("Year"), "year"),
        Column("emissions_tco2e", _("Emissions (t CO₂e)"), "tonnes", _("not known")),
        Column("kind", _("Kind")),
    )
    kinds = (
        (data.measured, _("measured")),
        (data.shared_out, _("apportioned from the city")),
        (data.targets, _("target")),
    )
    rows: list[tuple[Cell, ...]] = [
        (year, value, kind) for values, kind in kinds for year, value in sorted(values)
    ]
    return Table(columns, tuple(rows))
