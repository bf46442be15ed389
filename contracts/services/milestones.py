"""Setting, moving and closing milestones; a moved one keeps its old dates, a closed one stays closed."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts import rules, signals
from contracts.enums import MilestoneState
from contracts.models import Action, City, Milestone, MilestoneMove
from contracts.services.checks import refresh_findings
from contracts.validators import collect_errors, validate_effect_share, validate_year
from core.access import check_revision, require
from core.changes import record_change
from core.enums import ChangeVerb
from core.fields import Texts
from core.models import User
from core.validators import refusal

OPEN_STATES = (MilestoneState.PLANNED, MilestoneState.MOVED)
OLDEST_NEW_DATE = timedelta(days=3653)


@transaction.atomic
def create_milestone(
    *,
    city: City,
    by: User,
    title: Texts,
    due_on: date,
    action: Action | None = None,
    effect_share: Decimal | None = None,
    **texts: Any,
) -> Milestone:
    """Set a milestone of a city or of one of its actions; `texts` are source, note and source_language.

    `effect_share` is the share of the action's full effect that is there once the milestone is reached.
    """
    require(rules.can_edit_city, by, city)
    collect_errors(
        [
            (_validate_title, title),
            (validate_year, due_on.year, "due_on"),
            (_validate_action, action, city),
            (validate_effect_share, effect_share, action),
        ]
    )
    milestone = Milestone(
        city=city, title=title, due_on=due_on, action=action, effect_share=effect_share, **texts
    )
    milestone.full_clean()
    milestone.save()
    _tell(milestone, ChangeVerb.CREATED, by)
    return milestone


@transaction.atomic
def move_milestone(
    *, milestone_id: UUID, by: User, to_date: date, reason: str, revision: int | None = None
) -> Milestone:
    """Give a milestone another date; the old date and the reason are kept and shown."""
    milestone = lock_open_milestone(milestone_id=milestone_id, by=by, revision=revision)
    collect_errors([(_validate_new_date, to_date, milestone.due_on), (_validate_reason, reason)])
    MilestoneMove.objects.create(
        milestone=milestone, from_date=milestone.due_on, to_date=to_date, reason=reason.strip(), moved_by=by
    )
    # What was expected before the move is overtaken by the new date.
    milestone.due_on, milestone.due_note, milestone.expected_on = to_date, "", None
    milestone.state = MilestoneState.MOVED
    save_milestone(milestone=milestone, by=by)
    return milestone


@transaction.atomic
def close_milestone(
    *, milestone_id: UUID, by: User, state: str, reached_on: date | None = None, revision: int | None = None
) -> Milestone:
    """Close a milestone as reached on a day, or as missed once its date is past."""
    milestone = lock_open_milestone(milestone_id=milestone_id, by=by, revision=revision)
    collect_errors(
        [
            (_validate_end, state, milestone.due_on),
            (_validate_reached_on, state, reached_on),
        ]
    )
    milestone.state, milestone.reached_on = state, reached_on
    save_milestone(milestone=milestone, by=by)
    return milestone


def lock_open_milestone(*, milestone_id: UUID, by: User, revision: int | None) -> Milestone:
    """Lock a milestone that is neither reached nor missed; for services of this package, in their transaction."""
    milestone = (
        Milestone.objects.select_for_update(of=("self",))
        .select_related("city__contract")
        .get(pk=milestone_id)
    )
    require(rules.can_edit_milestone, by, milestone)
    check_revision(milestone, revision)
    if milestone.state not in OPEN_STATES:
        raise ValidationError(
            _("This milestone is closed (%(state)s) and stays as it is.")
            % {"state": milestone.get_state_display()},
            code="closed",
        )
    return milestone


def save_milestone(*, milestone: Milestone, by: User) -> None:
    """Save a changed milestone and tell; for services of this package, in their transaction."""
    milestone.revision += 1
    milestone.full_clean()
    milestone.save()
    _tell(milestone, ChangeVerb.CHANGED, by)


def _tell(milestone: Milestone, verb: ChangeVerb, by: User) -> None:
    """Check the contract's figures anew, then tell; a city without a contract has nothing to check or recompute."""
    city = milestone.city
    contract = getattr(city, "contract", None)
    if contract:
        refresh_findings(contract=contract)
    record_change(verb, milestone, city_slug=city.slug if city else "", made_by=by)
    if contract:
        signals.contract_changed.send(Milestone, contract_id=contract.pk, by=by)


def _validate_title(title: Texts) -> None:
    if not title:
        raise refusal("title", _("Say in a few words what is to be reached."), "required")


def _validate_action(action: Action | None, city: City) -> None:
    if action is not None and action.contract.city_id != city.pk:
        raise refusal("action", _("Choose an action of this city."), "action")


def _validate_new_date(to_date: date, due_on: date) -> None:
    validate_year(to_date.year, "to_date")
    if to_date == due_on:
        raise refusal("to_date", _("This is the date the milestone has already."), "same_date")
    if to_date < timezone.localdate() - OLDEST_NEW_DATE:
        raise refusal("to_date", _("The new date is more than ten years ago."), "too_old")


def _validate_reason(reason: str) -> None:
    if not reason.strip():
        raise refusal("reason", _("Give the reason: it is shown with the old date."), "required")


def _validate_end(state: str, due_on: date) -> None:
    if state not in {MilestoneState.REACHED, MilestoneState.MISSED}:
        raise refusal("state", _("Choose whether it was reached or missed."), "state")
    if state == MilestoneState.MISSED and due_on >= timezone.localdate():
        raise refusal("state", _("A milestone is missed only when its date is past."), "not_yet_missed")


def _validate_reached_on(state: str, reached_on: date | None) -> None:
    if state == MilestoneState.MISSED and reached_on is not None:
        raise refusal("reached_on", _("Leave the day empty for a missed milestone."), "not_reached")
    if state == MilestoneState.REACHED and reached_on is None:
        raise refusal("reached_on", _("Enter the day on which the milestone was reached."), "required")
    if reached_on is not None and reached_on > timezone.localdate():
        raise refusal("reached_on", _("This day is in the future."), "future")
