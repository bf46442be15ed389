"""From the baseline to the target by rung or maturity: how firm is what should close the gap."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contracts.enums import Maturity
from core.quantities import format_share
from progress.charts.builders.gap_rungs import finding_by_rung, maturity_note, maturity_rows
from progress.charts.builders.gap_steps import GapWaterfall, Step, gap_steps
from progress.charts.model import Bar, BarGroup, BarPlot, Chart, Column, Segment, Table, TargetLine
from progress.charts.words import DisplayUnit, display_unit, in_tonnes

ROUNDING_TCO2E = 1.0
"""Printed figures that differ by more than this do not add up."""


def build_gap_waterfall(data: GapWaterfall) -> Chart:
    """Return the chart of the gap in the active language."""
    unit = display_unit(data.baseline_tco2e, data.target_reduction_tco2e)
    steps = gap_steps(data)
    groups = _bars(steps, unit)
    return Chart(
        key=data.key,
        title=_finding(data),
        subtitle=_(
            "From the emissions of %(year)s to the residual of %(target_year)s, %(unit)s a year. Planned."
        )
        % {"year": data.baseline_year, "target_year": data.target_year, "unit": unit.name},
        source=data.source,
        description=_description(steps),
        table=_table(data, steps),
        plot=BarPlot(groups, unit.name, target=_target(data, unit)) if groups else None,
        notes=tuple(_notes(data)),
    )


def _finding(data: GapWaterfall) -> str:
    gap = data.gap_tco2e
    if gap is None:
        return _("How large the gap of %(city)s is cannot be said: it is not published") % {"city": data.city}
    if gap <= 0:
        return _("The existing plan already reaches the target of %(city)s: there is no gap to close") % {
            "city": data.city
        }
    covered = data.coverage_tco2e
    if covered is None:
        return _("How much of the gap of %(gap)s is covered has not been estimated") % {"gap": in_tonnes(gap)}
    if data.is_by_rung:
        return finding_by_rung(data, gap)
    if data.is_by_maturity:
        return _finding_by_maturity(data, gap)
    return _finding_as_printed(covered, gap)


def _finding_by_maturity(data: GapWaterfall, gap: float) -> str:
    covered = dict(data.covered_tco2e)
    projects, strategies = covered.get(Maturity.PROJECT), covered.get(Maturity.STRATEGY)
    values = {
        "gap": in_tonnes(gap),
        "projects": format_share((projects or 0.0) / gap, 1),
        "strategies": format_share((strategies or 0.0) / gap, 1),
    }
    if projects is not None and strategies is not None:
        return (
            _("Projects cover %(projects)s of the gap, strategies without a project yet %(strategies)s")
            % values
        )
    if projects is not None:
        return _("Projects cover %(projects)s of the gap of %(gap)s") % values
    if strategies is not None:
        return (
            _("Strategies without a project yet cover %(strategies)s of the gap, projects are not estimated")
            % values
        )
    total = format_share((data.coverage_tco2e or 0.0) / gap, 1)
    return _("Actions cover %(share)s of the gap of %(gap)s") % {"share": total, "gap": values["gap"]}


def _finding_as_printed(covered: float, gap: float) -> str:
    values = {"share": format_share(covered / gap, 1), "gap": in_tonnes(gap)}
    if covered >= gap - ROUNDING_TCO2E:
        return (
            _("On paper the actions cover the whole gap of %(gap)s; how firm they are is not stated") % values
        )
    return (
        _("On paper the actions cover %(share)s of the gap of %(gap)s; how firm they are is not stated")
        % values
    )


def _bars(steps: list[Step], unit: DisplayUnit) -> tuple[BarGroup, ...]:
    """Return one floating bar a step with a known amount; what is unknown stands in the table alone."""
    groups, level = [], 0.0
    for step in steps:
        if step.amount_tco2e is None:
            continue
        amount = unit.convert(step.amount_tco2e)
        start = 0.0 if step.kind == "total" else level
        level = amount if step.kind == "total" else level + amount
        segment = Segment(start, level, step.name, step.paint)
        groups.append(BarGroup(step.name, (Bar((segment,), unit.label(step.amount_tco2e), carry=level),)))
    return tuple(groups)


def _target(data: GapWaterfall, unit: DisplayUnit) -> TargetLine | None:
    if data.residual_tco2e is None:
        return None
    label = _("Target %(year)s: %(amount)s") % {
        "year": data.target_year,
        "amount": unit.label(data.residual_tco2e),
    }
    return TargetLine(unit.convert(data.residual_tco2e), label)


def _notes(data: GapWaterfall) -> list[str]:
    notes = []
    if data.is_by_rung:
        notes += maturity_note(data)
    elif not data.is_by_maturity and data.printed_portfolio_tco2e is not None:
        notes.append(
            _(
                "The contract does not state how mature the actions are: the bar is its printed portfolio column."
            )
        )
    if data.sinks_tco2e:
        notes.append(
            _("Sinks remove a further %(amount)s a year; they are shown apart and not counted.")
            % {"amount": in_tonnes(data.sinks_tco2e)}
        )
    if data.not_estimated_actions:
        notes.append(
            ngettext(
                "%(count)s action has no estimate of its effect and is not counted.",
                "%(count)s actions have no estimate of their effect and are not counted.",
                data.not_estimated_actions,
            )
            % {"count": data.not_estimated_actions}
        )
    if data.included_actions:
        notes.append(
            ngettext(
                "%(count)s action is included in another one and is not counted twice.",
                "%(count)s actions are included in others and are not counted twice.",
                data.included_actions,
            )
            % {"count": data.included_actions}
        )
    return [*notes, *_mismatch_note(data)]


def _mismatch_note(data: GapWaterfall) -> list[str]:
    target, existing, gap = data.target_reduction_tco2e, data.existing_plan_tco2e, data.gap_tco2e
    if target is None or existing is None or gap is None or abs(target - existing - gap) <= ROUNDING_TCO2E:
        return []
    return [
        _("As printed, target minus existing plan differs from the gap by %(amount)s.")
        % {"amount": in_tonnes(abs(target - existing - gap))}
    ]


def _description(steps: list[Step]) -> str:
    known = [
        f"{step.name}: {in_tonnes(step.amount_tco2e)}" for step in steps if step.amount_tco2e is not None
    ]
    return "; ".join(known) + "." if known else _("No figures are published.")


def _table(data: GapWaterfall, steps: list[Step]) -> Table:
    columns = (
        Column("step", _("Step")),
        Column("amount_tco2e", _("Emissions or reduction (t CO₂e)"), "tonnes", _("not estimated")),
        Column("share_of_gap", _("Share of the gap"), "share", "–"),
    )
    rows = [(step.name, step.amount_tco2e, _share_of_gap(step, data.gap_tco2e)) for step in steps]
    return Table(columns, (*rows, *maturity_rows(data)))


def _share_of_gap(step: Step, gap: float | None) -> float | None:
    if not step.counts_in_gap or step.amount_tco2e is None or gap is None or gap <= 0:
        return None
    return -step.amount_tco2e / gap
