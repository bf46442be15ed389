"""One stage of the staged path: its days, its ties to others, and what its delay costs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal
from uuid import UUID

from django.utils.translation import gettext as _

from contracts.enums import MilestoneState, PassRule
from contracts.models import Milestone, MilestoneDependency
from contracts.selectors.staged_path import OPEN_STATES, rule_words
from core.fields import TextInLanguage
from core.quantities import format_date
from progress.frames.staged_path import expected_on, planned_on
from progress.selectors.actions import LinkedAction
from progress.selectors.ledger import MilestoneDelay

MISSED = MilestoneState.MISSED

Scope = Literal["contract", "molecule", "action"]


@dataclass(frozen=True, slots=True)
class MoleculeTie:
    """A published molecule that a stage belongs to."""

    id: UUID
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Tie:
    """Another stage that one waits for, or that waits for it: the days between them at least, and why."""

    id: UUID
    title: TextInLanguage
    least_days: int
    reason: str
    is_missed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A stage of the path.

    `planned_on` is the day first planned, `expected_on` what its owner said since, `forecast_on` the day on which it
    comes when all that it waits for is counted (of a reached one: the day it was reached), `latest_on` the last day
    that moves no end; `slack_days` lie between the two (None where no slack follows). `late_days` are counted from
    the plan. `reached_on` is None where nobody wrote the day down. `molecules` have to reach it themselves, `places`
    are those in which its action happens. `delay` is None where nothing is computed of it. `language` is that of its
    `source`, and of why it waits for others.
    """

    id: UUID
    title: TextInLanguage
    state: str
    state_label: str
    action: LinkedAction | None
    molecules: tuple[MoleculeTie, ...]
    places: tuple[MoleculeTie, ...]
    planned_on: date
    planned_text: str
    due_on: date
    expected_on: date | None
    reached_on: date | None
    reached_text: str
    forecast_on: date | None
    latest_on: date | None
    late_days: int
    slack_days: int | None
    is_critical: bool
    waits_for: tuple[Tie, ...]
    followers: tuple[Tie, ...]
    rule: str
    delay: MilestoneDelay | None
    is_illustrative: bool
    source: str
    language: str

    @property
    def scope(self) -> Scope:
        """Whose stage it is."""
        if self.molecules:
            return "molecule"
        return "action" if self.action else "contract"

    @property
    def is_open(self) -> bool:
        """Whether it is still to come."""
        return self.state in OPEN_STATES

    @property
    def is_missed(self) -> bool:
        """Whether it was given up."""
        return self.state == MISSED

    @property
    def stands_on(self) -> date:
        """The day it stands on in a calendar: reached, forecast, or the last that a missed one was due on."""
        return self.forecast_on or self.due_on

    @property
    def badge(self) -> str:
        """The look of its state: late where it is open and behind its plan."""
        return "late" if self.is_open and self.late_days > 0 else self.state


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What the stages are built from: rows by id, the days by milestone."""

    titles: Mapping[UUID, Milestone]
    links: Sequence[MilestoneDependency]
    days: Mapping[UUID, Mapping[str, Any]]
    is_circular: bool
    actions: Mapping[UUID, LinkedAction]
    molecules: Mapping[UUID, Sequence[MoleculeTie]]
    molecules_of_actions: Mapping[UUID, Sequence[MoleculeTie]]
    delays: Mapping[str, MilestoneDelay]
    names_indicators: bool


def build_stage(one: Milestone, sources: Sources) -> Stage:
    """The stage of a milestone; no query."""
    days: Mapping[str, Any] = sources.days.get(one.pk, {})
    has_slack = bool(days) and one.state in OPEN_STATES and not sources.is_circular
    return Stage(
        id=one.pk,
        title=one.title.pick(),
        state=one.state,
        state_label=str(one.get_state_display()),
        action=sources.actions.get(one.action_id) if one.action_id else None,
        molecules=tuple(sources.molecules.get(one.pk, ())),
        places=tuple(sources.molecules_of_actions.get(one.action_id, ())) if one.action_id else (),
        planned_on=planned_on(one),
        planned_text=_planned_text(one),
        due_on=one.due_on,
        expected_on=expected_on(one),
        reached_on=one.reached_on if one.state == MilestoneState.REACHED else None,
        reached_text=_reached_text(one),
        forecast_on=_day(days.get("forecast_day")),
        latest_on=_day(days.get("latest_day")) if has_slack else None,
        late_days=int(days.get("late_days", 0)),
        slack_days=int(days["slack_days"]) if has_slack else None,
        is_critical=has_slack and bool(days["is_critical"]),
        waits_for=tuple(
            _tie(sources.titles[link.before_id], link) for link in sources.links if link.after_id == one.pk
        ),
        followers=tuple(
            _tie(sources.titles[link.after_id], link) for link in sources.links if link.before_id == one.pk
        ),
        rule=_rule(one, sources),
        delay=sources.delays.get(str(one.pk)),
        is_illustrative=one.is_illustrative,
        source=one.source,
        language=one.source_language,
    )


def _tie(other: Milestone, link: MilestoneDependency) -> Tie:
    return Tie(other.pk, other.title.pick(), link.least_days, link.reason, other.state == MISSED)


def _rule(one: Milestone, sources: Sources) -> str:
    """What proves the stage; an indicator that readers may not see is not named."""
    if one.pass_rule != PassRule.INDICATOR:
        return rule_words(one)
    if not sources.names_indicators or (one.pass_indicator is not None and one.pass_indicator.archived_at):
        return _("Reached when an indicator that is not public comes to its value.")
    return rule_words(one)


def _planned_text(one: Milestone) -> str:
    moved = bool(one.moves.all())
    return one.due_note if one.due_note and not moved else format_date(planned_on(one))


def _reached_text(one: Milestone) -> str:
    if one.state != MilestoneState.REACHED:
        return ""
    return format_date(one.reached_on) if one.reached_on else one.due_note or format_date(one.due_on)


def _day(number: float | None) -> date | None:
    return None if number is None else date.fromordinal(int(number))
