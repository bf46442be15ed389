"""The place of a milestone on the staged path: when it is expected, what proves it, what it waits for."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.enums import IndicatorDirection, MilestoneState, PassRule
from contracts.models import City, Indicator, Milestone, MilestoneDependency
from contracts.services.milestones import lock_open_milestone, save_milestone
from contracts.validators import collect_errors, validate_year
from core.models import User
from core.validators import refusal

MOST_DAYS = 36_525
DIRECTED = (IndicatorDirection.INCREASE, IndicatorDirection.DECREASE)


@dataclass(frozen=True, slots=True)
class Condition:
    """What a milestone waits for, the days between the two at least, and why."""

    before: Milestone
    least_days: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ProofRule:
    """What proves a milestone: an indicator that comes to a value, a report of its action, or nothing said."""

    rule: str = ""
    indicator: Indicator | None = None
    value: Decimal | None = None


@transaction.atomic
def plan_milestone(
    *,
    milestone_id: UUID,
    by: User,
    expected_on: date | None,
    proof: ProofRule,
    conditions: Sequence[Condition],
    revision: int | None = None,
) -> Milestone:
    """Say when an open milestone is expected, what proves it, and all that it waits for.

    `conditions` replace those that stood. Errors name the fields `expected_on`, `pass_rule`, `pass_indicator`,
    `pass_value`, and `before_1` or `least_days_1` for the first condition. The city is locked first: two officers
    could each close one half of a circle.
    """
    City.objects.select_for_update(of=("self",)).filter(milestones=milestone_id).first()
    milestone = lock_open_milestone(milestone_id=milestone_id, by=by, revision=revision)
    waiting = _read_waiting(milestone)
    collect_errors(
        [
            (_validate_expected_on, expected_on),
            (_validate_proof, proof, milestone),
            *((_validate_condition, place, conditions, milestone) for place in range(len(conditions))),
            *((_validate_no_circle, place, one, waiting) for place, one in enumerate(conditions, start=1)),
        ]
    )
    milestone.expected_on = expected_on
    milestone.pass_rule, milestone.pass_indicator, milestone.pass_value = (
        proof.rule,
        proof.indicator,
        proof.value,
    )
    _replace_conditions(milestone, conditions)
    save_milestone(milestone=milestone, by=by)
    return milestone


@dataclass(frozen=True, slots=True)
class _Waiting:
    """Who waits for whom in a city, the conditions of one milestone left out."""

    milestone: Milestone
    followers: Mapping[UUID, Sequence[Milestone]]


def _read_waiting(milestone: Milestone) -> _Waiting:
    followers: dict[UUID, list[Milestone]] = {}
    links = MilestoneDependency.objects.filter(before__city=milestone.city).exclude(after=milestone)
    for link in links.select_related("after"):
        followers.setdefault(link.before_id, []).append(link.after)
    return _Waiting(milestone, followers)


def _replace_conditions(milestone: Milestone, conditions: Sequence[Condition]) -> None:
    milestone.conditions.exclude(before__in=[one.before for one in conditions]).delete()
    for one in conditions:
        MilestoneDependency.objects.update_or_create(
            before=one.before,
            after=milestone,
            defaults={"least_days": one.least_days, "reason": one.reason.strip()},
        )


def _validate_expected_on(expected_on: date | None) -> None:
    if expected_on is None:
        return
    validate_year(expected_on.year, "expected_on")
    if expected_on < timezone.localdate():
        raise refusal(
            "expected_on",
            _("The milestone is still open, so it cannot be expected on a day that is past."),
            "past",
        )


def _validate_proof(proof: ProofRule, milestone: Milestone) -> None:
    if proof.rule == PassRule.INDICATOR:
        _validate_indicator(proof, milestone)
    elif proof.indicator is not None or proof.value is not None:
        raise refusal(
            "pass_rule", _("An indicator and a value belong to the rule by an indicator only."), "rule"
        )
    elif proof.rule == PassRule.REPORT and milestone.action is None:
        raise refusal(
            "pass_rule", _("This milestone belongs to no action, so no report can prove it."), "no_action"
        )


def _validate_indicator(proof: ProofRule, milestone: Milestone) -> None:
    one = proof.indicator
    if one is None or one.archived_at or one.contract.city_id != milestone.city_id:
        raise refusal("pass_indicator", _("Choose an indicator of this city's contract."), "indicator")
    if one.direction not in DIRECTED:
        words = _("Say first, at the indicator, whether it should rise or fall.")
        raise refusal("pass_indicator", words, "direction")
    if proof.value is None:
        raise refusal("pass_value", _("Enter the value that the indicator has to come to."), "required")


def _validate_condition(place: int, conditions: Sequence[Condition], milestone: Milestone) -> None:
    one, field = conditions[place], f"before_{place + 1}"
    if one.before.city_id != milestone.city_id:
        raise refusal(field, _("Choose a milestone of this city."), "city")
    if one.before.pk == milestone.pk:
        raise refusal(field, _("A milestone cannot wait for itself."), "itself")
    if one.before.pk in [other.before.pk for other in conditions[:place]]:
        raise refusal(field, _("This milestone is named twice."), "twice")
    if one.before.state == MilestoneState.MISSED:
        raise refusal(field, _("This milestone was missed: nothing can wait for it any more."), "missed")
    if not 0 <= one.least_days <= MOST_DAYS:
        raise refusal(
            f"least_days_{place + 1}", _("Enter a number of days from 0 to a hundred years."), "days"
        )


def _validate_no_circle(place: int, condition: Condition, waiting: _Waiting) -> None:
    """Refuse a condition that waits, by way of others, for the milestone itself; the circle is told by its names."""
    way = _find_way(waiting, condition.before.pk)
    if way:
        names = " → ".join(f"“{one}”" for one in [*way, waiting.milestone])
        raise ValidationError(
            {
                f"before_{place}": ValidationError(
                    _("The milestones would wait for each other: %(names)s."),
                    code="circle",
                    params={"names": names},
                )
            }
        )


def _find_way(waiting: _Waiting, goal: UUID) -> list[Milestone]:
    """The milestones on the way from the one to another that waits for it; empty where there is none."""
    ways: list[list[Milestone]] = [[waiting.milestone]]
    seen = {waiting.milestone.pk}
    while ways:
        way = ways.pop(0)
        for follower in _new_ones(waiting.followers.get(way[-1].pk, ()), seen):
            if follower.pk == goal:
                return [*way, follower]
            ways.append([*way, follower])
    return []


def _new_ones(rows: Iterable[Milestone], seen: set[UUID]) -> list[Milestone]:
    fresh = [row for row in rows if row.pk not in seen]
    seen.update(row.pk for row in fresh)
    return fresh
