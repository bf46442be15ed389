"""Scenarios as the officers' pages show them: what is changed, and what comes of it beside the plan."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.enums import ActionState
from contracts.models import Action, Contract
from core.quantities import MINUS, NOT_KNOWN, format_money, format_share, format_tonnes
from progress.charts.words import FIRMEST_FIRST, format_chance, format_points
from progress.enums import NoChance, Rung
from progress.frames import read_inputs
from progress.models import Scenario, ScenarioChange

Content = dict[str, Any]
Show = Callable[[Any], str]


@dataclass(frozen=True, slots=True)
class ChangedValue:
    """One thing that a scenario changes in an action, in words."""

    label: str
    planned: str
    wanted: str


@dataclass(frozen=True, slots=True)
class ChangedAction:
    """An action of a scenario with what is otherwise than planned."""

    pk: UUID
    action: Action
    values: tuple[ChangedValue, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the plan and of the scenario, and their difference, in words; `note` says what it counts."""

    label: str
    plan: str
    scenario: str
    difference: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What came of a scenario; `is_old` when the plan or the scenario has changed since it was computed."""

    figures: tuple[Figure, ...]
    chart: Content
    is_old: bool


def list_scenarios(contract: Contract) -> QuerySet[Scenario]:
    """The scenarios of a contract, newest first, with the number of actions that each changes."""
    rows = Scenario.objects.filter(contract=contract).select_related("created_by").defer("results")
    return rows.annotate(change_count=Count("changes")).order_by("-created_at")


def scenarios_of(contract: Contract) -> QuerySet[Scenario]:
    """The scenarios of a contract with their changes and the actions that these are about."""
    changes = ScenarioChange.objects.select_related("action").order_by("action__code_key")
    return Scenario.objects.filter(contract=contract).prefetch_related(Prefetch("changes", changes))


def list_changed_actions(scenario: Scenario) -> list[ChangedAction]:
    """The actions of a scenario by code; what stays as planned is not named."""
    return [
        ChangedAction(change.pk, change.action, tuple(_changed_values(change)))
        for change in scenario.changes.all()
    ]


def read_comparison(scenario: Scenario, language: str) -> Comparison | None:
    """What came of a scenario, None while nothing is computed."""
    told = scenario.results
    if not told:
        return None
    is_old = told["revision"] != scenario.revision or told["plan_hash"] != read_plan_hash(
        scenario.contract_id
    )
    return Comparison(tuple(_figures(told["plan"], told["scenario"])), told["charts"][language], is_old)


def read_plan_hash(contract_id: UUID) -> str:
    """What the plan says now, as a hash: another one than a comparison carries means that the plan has changed."""
    found = read_inputs([contract_id], as_of=timezone.localdate())
    return found[0].content_hash() if found else ""


def _changed_values(change: ScenarioChange) -> Iterator[ChangedValue]:
    action = change.action
    unknown = str(NOT_KNOWN)
    if change.start_year is not None:
        yield ChangedValue(_("Start year"), str(action.start_year or unknown), str(change.start_year))
    if change.end_year is not None:
        yield ChangedValue(_("End year"), str(action.end_year or unknown), str(change.end_year))
    if change.reduction_tco2e is not None:
        planned = action.reduction_tco2e
        yield ChangedValue(
            _("Reduction a year"),
            format_tonnes(planned, "t", co2e=True, unknown=str(action.get_quantification_display())),
            format_tonnes(change.reduction_tco2e, "t", co2e=True),
        )
    if change.state:
        wanted = str(ActionState(change.state).label)
        yield ChangedValue(_("State"), str(action.get_state_display()), wanted)


def _figures(plan: Content, scenario: Content) -> Iterator[Figure]:
    """The rows of the table, what matters most first."""
    results, other = plan["results"], scenario["results"]
    year = results["target_year"]
    yield _chance_figure(plan["foresight"], scenario["foresight"])
    yield _figure(
        _("Emissions in %(year)s, middle of the draws") % {"year": year},
        _middle(plan["foresight"], year),
        _middle(scenario["foresight"], year),
        note=_("Half of the drawn futures lie above it, half below."),
    )
    yield _figure(
        _("Emissions in %(year)s if all that is planned comes in time") % {"year": year},
        _if_planned(results),
        _if_planned(other),
    )
    yield _figure(
        _("Emissions added up to %(year)s if all that is planned comes") % {"year": year},
        results["cumulative"]["planned_tco2e"],
        other["cumulative"]["planned_tco2e"],
        note=_("What comes earlier saves more on the way, even where the end is the same."),
    )
    yield _figure(
        _("Reduction credited to the actions, a year"), results["credited_tco2e"], other["credited_tco2e"]
    )
    yield from _rung_figures(results, other)
    yield from _delay_figures(results["delay"], other["delay"])


def _chance_figure(plan: Content, scenario: Content) -> Figure:
    before, after = plan["probability"], scenario["probability"]
    told, changed = _chance(plan), _chance(scenario)
    if before is None or after is None:
        difference = str(NOT_KNOWN)
    else:  # what both are told as is as exact as draws are: "under 1%" twice has no tenth of a point between
        difference = _("no difference") if told == changed else _points(after - before)
    return Figure(_("Chance of reaching the target"), told, changed, difference)


def _chance(foresight: Content) -> str:
    """The chance, or why there is none."""
    if foresight["probability"] is not None:
        return format_chance(foresight["probability"])
    return _("not told: %(reason)s") % {"reason": NoChance(foresight["reason"]).label}


def _points(difference_share: float) -> str:
    """A difference of two chances in words."""
    return _("%(points)s percentage points") % {"points": format_points(difference_share)}


def _rung_figures(plan: Content, scenario: Content) -> Iterator[Figure]:
    """What stands on each rung, the firmest first; rungs that hold nothing in either are left out."""
    for rung in FIRMEST_FIRST:
        before, after = plan["coverage_by_rung"][rung], scenario["coverage_by_rung"][rung]
        if before["actions"] or after["actions"] or before["tco2e"] or after["tco2e"]:
            yield Figure(
                _("On the rung “%(rung)s”") % {"rung": Rung(rung).label},
                _on_rung(before),
                _on_rung(after),
                _difference(before["tco2e"], after["tco2e"], _tonnes),
            )


def _on_rung(part: Content) -> str:
    """Credited tonnes and, on a line of its own, the share of the gap that they cover."""
    if part["share_of_gap"] is None:
        return _tonnes(part["tco2e"])
    share = _("%(share)s of the gap") % {"share": format_share(part["share_of_gap"])}
    return f"{_tonnes(part['tco2e'])}\n{share}"


def _delay_figures(plan: Content, scenario: Content) -> Iterator[Figure]:
    note = _(
        "Tonnes that had been saved by now if nothing were late, by the dates of the plan and of the scenario."
    )
    yield _figure(_("Cost of delay so far"), plan["tco2e"], scenario["tco2e"], note=note)
    if plan["eur"] is not None or scenario["eur"] is not None:
        yield _figure(_("Cost of delay so far, in euros"), plan["eur"], scenario["eur"], show=_euros)


def _figure(
    label: str, before: float | None, after: float | None, *, note: str = "", show: Show | None = None
) -> Figure:
    words = show or _tonnes
    return Figure(label, words(before), words(after), _difference(before, after, words), note)


def _difference(before: float | None, after: float | None, show: Show) -> str:
    """What the scenario adds (+) or takes away (−), in words where it does neither or cannot be said."""
    if before is None or after is None:
        return str(NOT_KNOWN)
    text = show(abs(after - before))
    if text == show(0.0):
        return _("no difference")
    return f"+{text}" if after > before else f"{MINUS}{text}"


def _middle(foresight: Content, year: int | None) -> float | None:
    return next((row["p50"] for row in foresight["fan"] if row["year"] == year), None)


def _if_planned(results: Content) -> float | None:
    projection = results["projection"]
    return None if projection is None else projection["level"][Rung.PLANNED][-1]


def _tonnes(value: float | None) -> str:
    return format_tonnes(value, co2e=True, unknown=NOT_KNOWN)


def _euros(value: float | None) -> str:
    return format_money(value, unknown=NOT_KNOWN)
