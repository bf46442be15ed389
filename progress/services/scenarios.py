"""What-ifs of a city's officers: the plan with some actions changed. Nothing of the contract changes.

A scenario is the team's own draft, so no change row tells the public of it and no other room hears of it; every
change of a scenario asks for it to be compared with the plan again.
"""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.exceptions import NON_FIELD_ERRORS
from django.db import transaction
from django.utils.translation import gettext as _

from contracts import rules
from contracts.enums import ActionState, Quantification
from contracts.models import Action, Contract
from contracts.validators import (
    collect_errors,
    validate_not_negative,
    validate_year,
    validate_year_order,
)
from core.access import check_revision, require
from core.models import User
from core.validators import refusal
from progress.models import Scenario, ScenarioChange
from progress.services.requests import defer_scenario


@transaction.atomic
def create_scenario(*, contract: Contract, by: User, title: str, note: str = "") -> Scenario:
    """Begin a scenario that is the plan itself, until actions are changed in it."""
    require(rules.can_edit_city, by, contract.city)
    Contract.objects.select_for_update().get(pk=contract.pk)
    scenario = Scenario(contract=contract, title=title.strip(), note=note.strip(), created_by=by)
    _save_named(scenario, is_new=True)
    defer_scenario(scenario_id=scenario.pk, created_by=by)
    return scenario


@transaction.atomic
def rename_scenario(
    *, scenario_id: UUID, by: User, title: str, note: str = "", revision: int | None = None
) -> Scenario:
    """Give a scenario another name or note; its chart carries the name, so it is drawn again."""
    scenario = _lock(scenario_id, by)
    check_revision(scenario, revision)
    scenario.title, scenario.note = title.strip(), note.strip()
    scenario.revision += 1
    _save_named(scenario, is_new=False)
    defer_scenario(scenario_id=scenario.pk, created_by=by)
    return scenario


@transaction.atomic
def delete_scenario(*, scenario_id: UUID, by: User) -> None:
    """Throw a scenario away with its changes and results; the plan never knew of it."""
    _lock(scenario_id, by).delete()


@transaction.atomic
def change_action_in_scenario(
    *,
    scenario_id: UUID,
    by: User,
    action: Action,
    start_year: int | None = None,
    end_year: int | None = None,
    reduction_tco2e: Decimal | None = None,
    state: str = "",
    revision: int | None = None,
) -> ScenarioChange:
    """Say what an action would be in the scenario, in place of what was said before; empty stays as planned."""
    scenario = _lock(scenario_id, by)
    check_revision(scenario, revision)
    change = scenario.changes.filter(action=action).first() or ScenarioChange(
        scenario=scenario, action=action
    )
    change.start_year, change.end_year = start_year, end_year
    change.reduction_tco2e, change.state = reduction_tco2e, state
    collect_errors(
        [
            (_validate_action, action, scenario),
            (_validate_something, change),
            (validate_year, start_year, "start_year"),
            (validate_year, end_year, "end_year"),
            (_validate_order, change),
            (validate_not_negative, reduction_tco2e, "reduction_tco2e"),
            (_validate_tonnes, change),
            (_validate_state, state),
        ]
    )
    change.full_clean(validate_unique=False)
    change.save()
    _touch(scenario, by)
    return change


@transaction.atomic
def drop_change(*, change_id: UUID, by: User) -> Scenario:
    """Let an action be as planned again."""
    change = ScenarioChange.objects.select_related("scenario").get(pk=change_id)
    scenario = _lock(change.scenario_id, by)
    change.delete()
    _touch(scenario, by)
    return scenario


@transaction.atomic
def request_comparison(*, scenario_id: UUID, by: User) -> Scenario:
    """Ask for a scenario to be compared with the plan as it is now."""
    scenario = _lock(scenario_id, by)
    defer_scenario(scenario_id=scenario.pk, created_by=by)
    return scenario


def _lock(scenario_id: UUID, by: User) -> Scenario:
    """Lock a scenario of a city that `by` may change."""
    scenario = (
        Scenario.objects.select_for_update(of=("self",))
        .select_related("contract__city")
        .defer("results")
        .get(pk=scenario_id)
    )
    require(rules.can_edit_city, by, scenario.contract.city)
    return scenario


def _touch(scenario: Scenario, by: User) -> None:
    """Count the change and ask for the comparison."""
    scenario.revision += 1
    scenario.save(update_fields=["revision", "changed_at"])
    defer_scenario(scenario_id=scenario.pk, created_by=by)


def _save_named(scenario: Scenario, *, is_new: bool) -> None:
    """Store a name that is there, fits, and that no other scenario of the contract has."""
    others = Scenario.objects.filter(contract=scenario.contract_id, title=scenario.title)
    if others.exclude(pk=scenario.pk).exists():
        raise refusal("title", _("Another scenario has this name already."), "repeated")
    scenario.full_clean(exclude=["results"], validate_unique=False, validate_constraints=False)
    fields = None if is_new else ["title", "note", "revision", "changed_at"]
    scenario.save(force_insert=is_new, update_fields=fields)


def _validate_action(action: Action, scenario: Scenario) -> None:
    if action.contract_id != scenario.contract_id:
        raise refusal("action", _("Choose an action of this city."), "action")
    if action.is_archived:
        raise refusal("action", _("This action is archived: the plan does without it."), "archived")


def _validate_something(change: ScenarioChange) -> None:
    wanted: list[Any] = [change.start_year, change.end_year, change.reduction_tco2e, change.state or None]
    if all(value is None for value in wanted):
        raise refusal(
            NON_FIELD_ERRORS, _("Change at least one thing, or leave the action as planned."), "nothing"
        )


def _validate_order(change: ScenarioChange) -> None:
    """The years as they would be: what is not changed is the plan's."""
    start = change.action.start_year if change.start_year is None else change.start_year
    end = change.action.end_year if change.end_year is None else change.end_year
    if change.start_year is None and change.end_year is None:
        return  # what the plan prints is not this scenario's to judge
    validate_year_order(start, end)


def _validate_tonnes(change: ScenarioChange) -> None:
    if change.reduction_tco2e is None:
        return
    if change.action.quantification == Quantification.INCLUDED_IN:
        raise refusal(
            "reduction_tco2e",
            _(
                "The tonnes of this action are included in another one (%(code)s): change them there, so that "
                "they are not counted twice."
            )
            % {"code": change.action.included_in.code if change.action.included_in else "–"},
            "included_in",
        )


def _validate_state(state: str) -> None:
    if state not in ActionState.values:
        raise refusal("state", _("“%(value)s” is not a state.") % {"value": state}, "state")
