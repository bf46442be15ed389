"""The real plan and a scenario beside each other."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from progress.charts.builders.intervals import (
    YearInterval,
    YearTotals,
    interval_band,
    interval_cells,
    interval_columns,
    interval_line,
    interval_share,
    interval_words,
    ordered_intervals,
)
from progress.charts.measure import shorten_text
from progress.charts.model import Band, Cell, Chart, Column, Line, LinePlot, LineRole, Point, Table
from progress.charts.palette import ESTIMATE_PAINT, SCENARIO_PAINT, Paint
from progress.charts.words import DisplayUnit, display_unit, format_chance, in_sentence

EQUAL_WITHIN_SHARE = 0.005
NAME_WIDTH = 180.0
"""Room for a scenario's name in the label beside its line; the legend has it whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioPath:
    """Projected emissions by year with their interval, and the chance of reaching the target."""

    estimates: tuple[YearInterval, ...] = ()
    probability: float | None = None

    @property
    def last(self) -> YearInterval | None:
        """The estimate of the last year."""
        return max(self.estimates, key=lambda each: each.year, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioComparison:
    """The plan as it stands and one scenario, drawn under the same assumptions."""

    city: str
    source: str
    scenario_name: str
    baseline_year: int
    baseline_tco2e: float | None
    target_year: int
    residual_tco2e: float | None
    plan: ScenarioPath
    scenario: ScenarioPath
    measured_tco2e: YearTotals = ()
    probability_reason: str = ""
    key: str = "scenario"

    @property
    def drawn_measured(self) -> list[tuple[int, float]]:
        """The inventories from the baseline on, all where there is none."""
        ordered = sorted(self.measured_tco2e)
        return [total for total in ordered if total[0] >= self.baseline_year] or ordered

    @property
    def named_paths(self) -> list[tuple[str, ScenarioPath, LineRole, Paint]]:
        """Plan and scenario with their names and looks."""
        return [
            (_("Plan"), self.plan, "projected", ESTIMATE_PAINT),
            (self.scenario_name, self.scenario, "scenario", SCENARIO_PAINT),
        ]


def build_scenario(data: ScenarioComparison) -> Chart:
    """Return the chart of the comparison in the active language."""
    unit = display_unit(data.baseline_tco2e, *(total for _year, total in data.measured_tco2e))
    return Chart(
        key=data.key,
        title=_finding(data, unit),
        subtitle=_(
            "Emissions a year in %(unit)s, measured and projected, each projection with its %(share)s interval."
        )
        % {"unit": unit.name, "share": interval_share()},
        source=data.source,
        description=_description(data, unit),
        table=_table(data),
        plot=_plot(data, unit),
        notes=tuple(_notes(data)),
        span="full",
    )


def _finding(data: ScenarioComparison, unit: DisplayUnit) -> str:
    plan, scenario = data.plan.probability, data.scenario.probability
    values = {"name": data.scenario_name, "year": data.target_year}
    if plan is None or scenario is None:
        return _finding_by_emissions(data, unit)
    values |= {"plan": format_chance(plan), "scenario": format_chance(scenario)}
    if values["plan"] == values["scenario"]:
        return _("With “%(name)s” the chance of reaching the %(year)s target stays at %(plan)s") % values
    if scenario > plan:
        return (
            _(
                "With “%(name)s” the chance of reaching the %(year)s target rises from %(plan)s to %(scenario)s"
            )
            % values
        )
    return (
        _("With “%(name)s” the chance of reaching the %(year)s target falls from %(plan)s to %(scenario)s")
        % values
    )


def _finding_by_emissions(data: ScenarioComparison, unit: DisplayUnit) -> str:
    """Return the difference in the last year where a chance is not known."""
    plan, scenario = data.plan.last, data.scenario.last
    values: dict[str, Any] = {"name": data.scenario_name}
    if plan is None or scenario is None or plan.year != scenario.year:
        return _("What “%(name)s” changes cannot be said: plan and scenario are not both projected") % values
    difference = scenario.p50 - plan.p50
    values |= {"year": plan.year, "amount": unit.amount(abs(difference))}
    if abs(difference) <= EQUAL_WITHIN_SHARE * abs(plan.p50):
        return _("With “%(name)s” emissions in %(year)s stay as in the plan") % values
    if difference < 0:
        return _("With “%(name)s” emissions in %(year)s are %(amount)s lower than in the plan") % values
    return _("With “%(name)s” emissions in %(year)s are %(amount)s higher than in the plan") % values


def _plot(data: ScenarioComparison, unit: DisplayUnit) -> LinePlot | None:
    lines = _known_lines(data, unit)
    bands: list[Band] = []
    for name, path, role, paint in data.named_paths:
        if path.last is None:
            continue
        short = shorten_text(name, NAME_WIDTH)
        label = f"{short}: {unit.interval(path.last.p10, path.last.p50, path.last.p90)}"
        lines.append(interval_line(path.estimates, unit, name=name, role=role, label=label))
        interval = _("%(name)s, %(share)s interval") % {"name": name, "share": interval_share()}
        bands.append(interval_band(path.estimates, unit, name=interval, paint=paint))
    if not bands:
        return None
    return LinePlot(tuple(lines), _("%(unit)s a year") % {"unit": unit.name}, bands=tuple(bands))


def _known_lines(data: ScenarioComparison, unit: DisplayUnit) -> list[Line]:
    """Return the trajectory and what was measured."""
    lines = []
    if data.baseline_tco2e is not None and data.residual_tco2e is not None:
        amount = unit.label(data.residual_tco2e)
        label = _("Target %(year)s: %(amount)s") % {"year": data.target_year, "amount": amount}
        start = Point(data.baseline_year, unit.convert(data.baseline_tco2e))
        end = Point(data.target_year, unit.convert(data.residual_tco2e), label)
        lines.append(Line(_("Trajectory to the target"), "target", (start, end)))
    if data.measured_tco2e:
        points = tuple(Point(year, unit.convert(total)) for year, total in data.drawn_measured)
        lines.append(Line(_("Measured, comparable with the baseline"), "measured", points))
    return lines


def _notes(data: ScenarioComparison) -> list[str]:
    notes = [_("A scenario changes nothing in the real plan.")]
    chances = [
        _("%(name)s: chance of reaching the target %(chance)s")
        % {"name": name, "chance": format_chance(path.probability)}
        for name, path, _role, _paint in data.named_paths
        if path.probability is not None
    ]
    if chances:
        notes.append("; ".join(chances) + ".")
    if len(chances) < len(data.named_paths):
        reason = in_sentence(data.probability_reason) or _("it has not been computed")
        notes.append(
            _("The chance of reaching the target cannot be said for both: %(reason)s.") % {"reason": reason}
        )
    return notes


def _description(data: ScenarioComparison, unit: DisplayUnit) -> str:
    parts = [
        f"{name}, {path.last.year}: {interval_words(path.last, unit)}"
        for name, path, _role, _paint in data.named_paths
        if path.last is not None
    ]
    return "; ".join(parts) + "." if parts else _("No figures are published.")


def _table(data: ScenarioComparison) -> Table:
    columns = (
        Column("series", _("Series")),
        Column("year", _("Year"), "year"),
        Column("measured_tco2e", _("Measured (t CO₂e)"), "tonnes", "–"),
        *interval_columns(),
        Column("probability_share", _("Chance of reaching the target"), "share", "–"),
    )
    rows: list[tuple[Cell, ...]] = [
        (_("Measured"), year, total, *interval_cells(None), None)
        for year, total in sorted(data.measured_tco2e)
    ]
    ends = {data.baseline_year: data.baseline_tco2e, data.target_year: data.residual_tco2e}
    for name, path, _role, _paint in data.named_paths:
        for each in ordered_intervals(path.estimates):
            chance = path.probability if each.year == data.target_year else None
            rows.append((name, each.year, None, *interval_cells(each), chance))
    target = _("Trajectory to the target")
    rows += [
        (target, year, None, total, None, None, None) for year, total in ends.items() if total is not None
    ]
    return Table(columns, tuple(rows))
