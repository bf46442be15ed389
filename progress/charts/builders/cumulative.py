"""Cumulative emissions from the year after the baseline: the path counts, not only its end."""

from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _

from core.quantities import format_signed_share
from progress.charts.builders.intervals import YearTotals
from progress.charts.model import Cell, Chart, Column, Line, LinePlot, LineRole, Point, Table
from progress.charts.words import DisplayUnit, display_unit, in_sentence, in_tonnes

PathKind = Literal["trajectory", "projected", "nothing_more"]
ROLES: dict[PathKind, LineRole] = {
    "trajectory": "target",
    "projected": "projected",
    "nothing_more": "nothing_more",
}
EQUAL_WITHIN_SHARE = 0.0005


@dataclass(frozen=True, slots=True, kw_only=True)
class CumulativePath:
    """Tonnes since the baseline by year (F19), and the emissions of the target year alone."""

    kind: PathKind
    cumulative_tco2e: YearTotals
    end_tco2e: float | None = None

    @property
    def total_tco2e(self) -> float:
        """Tonnes in all until the last year."""
        return max(self.cumulative_tco2e)[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class CumulativeEmissions:
    """What a city emits in all until the target year on up to three paths, beside an informative budget."""

    city: str
    source: str
    baseline_year: int
    target_year: int
    paths: tuple[CumulativePath, ...] = ()
    budget_tco2e: float | None = None
    budget_source: str = ""
    key: str = "cumulative"

    @property
    def first_year(self) -> int:
        """The first year that counts."""
        return self.baseline_year + 1

    def path(self, kind: PathKind) -> CumulativePath | None:
        """Return a path with figures, None where there is none."""
        return next((path for path in self.paths if path.kind == kind and path.cumulative_tco2e), None)


def build_cumulative(data: CumulativeEmissions) -> Chart:
    """Return the chart of the cumulative emissions in the active language."""
    paths = [path for kind in ROLES if (path := data.path(kind)) is not None]
    unit = display_unit(*(path.total_tco2e for path in paths), data.budget_tco2e)
    values = {"unit": unit.name, "first": data.first_year, "last": data.target_year}
    return Chart(
        key=data.key,
        title=_finding(data),
        subtitle=_(
            "All emissions from %(first)s to %(last)s added up, %(unit)s. In brackets: the emissions of %(last)s alone."
        )
        % values,
        source=data.source,
        description=_description(data, paths),
        table=_table(data, paths),
        plot=_plot(data, paths, unit) if paths else None,
        notes=tuple(_notes(data, paths)),
        span="full",
    )


def path_name(kind: PathKind) -> str:
    """Return the name of a path in the active language."""
    names = {
        "trajectory": _("Along the trajectory"),
        "projected": _("As projected (middle of the futures drawn)"),
        "nothing_more": _("If nothing more is delivered"),
    }
    return names[kind]


def _finding(data: CumulativeEmissions) -> str:
    asked = data.path("trajectory")
    values = {"city": data.city, "first": data.first_year, "last": data.target_year}
    if asked is None:
        return (
            _("How much %(city)s may emit in all until %(last)s is not known: no trajectory can be drawn")
            % values
        )
    values["asked"] = in_tonnes(asked.total_tco2e)
    found = data.path("projected") or data.path("nothing_more")
    if found is None:
        return _("Along its trajectory %(city)s emits %(asked)s in all from %(first)s to %(last)s") % values
    share = found.total_tco2e / asked.total_tco2e - 1 if asked.total_tco2e else None
    difference = found.total_tco2e - asked.total_tco2e
    values |= {"difference": in_tonnes(abs(difference)), "share": format_signed_share(share, 1)}
    return _compared(found.kind, difference, share) % values


def _compared(kind: PathKind, difference: float, share: float | None) -> str:
    """Return the sentence on the path found, more, less or as much as the trajectory allows."""
    if share is not None and abs(share) < EQUAL_WITHIN_SHARE:
        return _(
            "From %(first)s to %(last)s %(city)s emits in all just what its trajectory allows: %(asked)s"
        )
    if kind == "projected" and difference > 0:
        return _(
            "As projected, %(city)s emits %(difference)s more in all from %(first)s to %(last)s than along its"
            " trajectory (%(share)s)"
        )
    if kind == "projected":
        return _(
            "As projected, %(city)s emits %(difference)s less in all from %(first)s to %(last)s than along its"
            " trajectory (%(share)s)"
        )
    if difference > 0:
        return _(
            "If nothing more is delivered, %(city)s emits %(difference)s more in all from %(first)s to %(last)s"
            " than along its trajectory (%(share)s)"
        )
    return _(
        "Even if nothing more is delivered, %(city)s emits %(difference)s less in all from %(first)s to %(last)s"
        " than along its trajectory (%(share)s)"
    )


def _plot(data: CumulativeEmissions, paths: list[CumulativePath], unit: DisplayUnit) -> LinePlot:
    lines = [_line(data, path, unit) for path in paths]
    if data.budget_tco2e is not None:
        years = [year for path in paths for year, _total in path.cumulative_tco2e]
        value = unit.convert(data.budget_tco2e)
        label = _("Budget: %(amount)s") % {"amount": unit.label(data.budget_tco2e)}
        ends = (Point(min([data.baseline_year, *years]), value), Point(max(years), value, label))
        lines.append(Line(_("Budget (informative)"), "budget", ends))
    return LinePlot(tuple(lines), _("%(unit)s in all") % {"unit": unit.name})


def _line(data: CumulativeEmissions, path: CumulativePath, unit: DisplayUnit) -> Line:
    """Return a path from zero in the baseline year on, its total and end point written at its end."""
    totals = dict(path.cumulative_tco2e)
    totals.setdefault(data.baseline_year, 0.0)
    label = f"{path_name(path.kind)}: {unit.label(path.total_tco2e)}"
    if path.end_tco2e is not None:
        label = f"{label} ({unit.label(path.end_tco2e)})"
    points = [Point(year, unit.convert(total)) for year, total in sorted(totals.items())]
    points[-1] = Point(points[-1].x, points[-1].y, label)
    return Line(path_name(path.kind), ROLES[path.kind], tuple(points))


def _notes(data: CumulativeEmissions, paths: list[CumulativePath]) -> list[str]:
    notes = []
    if paths and data.path("projected") is None:
        notes.append(_("No projection is drawn: the emissions to come have not been estimated."))
    if data.budget_tco2e is not None:
        text = _("The budget of %(amount)s is for information and binds nobody.")
        if data.budget_source:
            text = _("The budget of %(amount)s is for information and binds nobody: %(source)s.")
        values = {"amount": in_tonnes(data.budget_tco2e), "source": in_sentence(data.budget_source)}
        notes.append(text % values)
    return notes


def _description(data: CumulativeEmissions, paths: list[CumulativePath]) -> str:
    parts = [f"{path_name(path.kind)}: {in_tonnes(path.total_tco2e)}" for path in paths]
    if not parts:
        return _("No figures are published.")
    return _("From %(first)s to %(last)s: %(parts)s.") % {
        "first": data.first_year,
        "last": data.target_year,
        "parts": "; ".join(parts),
    }


def _table(data: CumulativeEmissions, paths: list[CumulativePath]) -> Table:
    columns = (
        Column("path", _("Path")),
        Column("year", _("Year"), "year"),
        Column(
            "cumulative_tco2e", _("Emissions since %(year)s (t CO₂e)") % {"year": data.first_year}, "tonnes"
        ),
        Column("end_tco2e", _("Emissions of the year (t CO₂e)"), "tonnes", "–"),
    )
    rows: list[tuple[Cell, ...]] = []
    for path in paths:
        ordered = sorted(path.cumulative_tco2e)
        ends = [*([None] * (len(ordered) - 1)), path.end_tco2e]
        rows += [(path_name(path.kind), *row, end) for row, end in zip(ordered, ends, strict=True)]
    if data.budget_tco2e is not None:
        rows.append((_("Budget (informative)"), data.target_year, data.budget_tco2e, None))
    return Table(columns, tuple(rows))
