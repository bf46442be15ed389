"""From what was measured to the target year: what comes if only what is on each rung is delivered."""

from django.utils.translation import gettext as _

from progress.charts.builders.intervals import (
    interval_cells,
    interval_columns,
    nowcast_description,
    ordered_intervals,
)
from progress.charts.builders.projection import Projection
from progress.charts.builders.projection_plot import projection_plot
from progress.charts.builders.rung_words import rung_name
from progress.charts.model import Cell, Chart, Column, Table
from progress.charts.words import display_unit, format_chance, in_sentence, in_tonnes


def build_projection(data: Projection) -> Chart:
    """Return the chart of the projection in the active language."""
    unit = display_unit(data.baseline_tco2e, *(total for _year, total in data.measured_tco2e))
    return Chart(
        key=data.key,
        title=chance_finding(data.target_year, data.probability, data.probability_reason),
        subtitle=_(
            "Emissions a year in %(unit)s. Measured up to the last inventory, then estimated, then projected: each"
            " area is what a further rung takes away, the firmest on top."
        )
        % {"unit": unit.name},
        source=data.source,
        description=_description(data),
        table=_table(data),
        plot=projection_plot(data, unit) if data.has_figures else None,
        notes=tuple(_notes(data)),
        span="full",
    )


def chance_finding(target_year: int, probability: float | None, reason: str) -> str:
    """Return the chance of reaching the target as a sentence, or why it cannot be said."""
    values = {"year": target_year, "reason": in_sentence(reason)}
    if probability is not None:
        values["chance"] = format_chance(probability)
        return (
            _("The chance of reaching the %(year)s target is %(chance)s on the assumptions stated below")
            % values
        )
    if reason:
        return _("The chance of reaching the %(year)s target cannot be said: %(reason)s") % values
    return _("The chance of reaching the %(year)s target has not been computed") % values


def _notes(data: Projection) -> list[str]:
    notes = list(data.assumptions)
    if not data.ordered_paths:
        notes.append(_("What the actions on each rung would bring is not known, so no projection is drawn."))
    if not data.nowcast:
        notes.append(_("The years since the last inventory have not been estimated."))
    if len(data.drawn_measured) < len(data.measured_tco2e):
        notes.append(
            _("Inventories before %(year)s stand in the table alone.") % {"year": data.baseline_year}
        )
    if data.residual_tco2e is None:
        notes.append(_("The target is not published."))
    return notes


def _description(data: Projection) -> str:
    parts = []
    if data.last_measured:
        year, total = data.last_measured
        parts.append(_("Measured in %(year)s: %(amount)s.") % {"year": year, "amount": in_tonnes(total)})
    if data.nowcast:
        parts.append(nowcast_description(data.nowcast))
    for path in data.ordered_paths:
        year, total = max(path.totals_tco2e)
        parts.append(
            _("With all that is on the rung “%(rung)s” or firmer, %(year)s: %(amount)s.")
            % {"rung": rung_name(path.rung), "year": year, "amount": in_tonnes(total)}
        )
    if data.residual_tco2e is not None:
        parts.append(
            _("Target %(year)s: %(amount)s.")
            % {"year": data.target_year, "amount": in_tonnes(data.residual_tco2e)}
        )
    return " ".join(parts) or _("No figures are published.")


def _table(data: Projection) -> Table:
    columns = (
        Column("year", _("Year"), "year"),
        Column("series", _("Series")),
        Column("emissions_tco2e", _("Emissions (t CO₂e)"), "tonnes", "–"),
        *interval_columns(),
    )
    return Table(columns, tuple(_rows(data)))


def _rows(data: Projection) -> list[tuple[Cell, ...]]:
    measured, target = _("Measured"), _("Trajectory to the target")
    nowcast, fan = _("Nowcast (estimated)"), _("Simulated")
    empty = interval_cells(None)
    rows: list[tuple[Cell, ...]] = [
        (year, measured, total, *empty) for year, total in sorted(data.measured_tco2e)
    ]
    rows += [(each.year, nowcast, None, *interval_cells(each)) for each in ordered_intervals(data.nowcast)]
    for path in data.ordered_paths:
        name = _("Only “%(rung)s” or firmer") % {"rung": rung_name(path.rung)}
        rows += [(year, name, total, *empty) for year, total in sorted(path.totals_tco2e)]
    rows += [(each.year, fan, None, *interval_cells(each)) for each in ordered_intervals(data.fan)]
    ends = {data.baseline_year: data.baseline_tco2e, data.target_year: data.residual_tco2e}
    return rows + [(year, target, amount, *empty) for year, amount in ends.items() if amount is not None]
