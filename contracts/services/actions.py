"""Writing actions of a contract."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts import rules, signals
from contracts.enums import Maturity, Typology
from contracts.models import Action, Contract
from contracts.services.checks import refresh_findings
from contracts.services.source_groups import settle_source_group
from contracts.validators import ACTION_FIELDS, collect_errors, validate_action
from core.access import check_revision, require
from core.changes import record_change
from core.enums import ChangeVerb
from core.models import User
from core.validators import normalise_code, refusal

MATURITY_OF_TYPOLOGY = {
    Typology.MOLECULE: Maturity.PROJECT,
    Typology.NETWORK: Maturity.PROJECT,
    Typology.PROJECT: Maturity.PROJECT,
    Typology.STRATEGY: Maturity.STRATEGY,
    Typology.ENABLING: Maturity.ENABLING,
}
"""Milan's published typology decides how mature an action counts; other cities' does not state it."""


def maturity_of(typology: str) -> str:
    """The maturity that a published typology stands for."""
    return MATURITY_OF_TYPOLOGY.get(Typology(typology), Maturity.NOT_STATED)


@transaction.atomic
def create_action(*, contract: Contract, by: User, **fields: Any) -> Action:
    """Add an action to a contract."""
    require(rules.can_edit_city, by, contract.city)
    action = Action(contract=contract)
    _write(action, fields)
    _finish(action, ChangeVerb.CREATED, by)
    return action


@transaction.atomic
def update_action(*, action_id: UUID, by: User, revision: int | None = None, **fields: Any) -> Action:
    """Change an action; raises `core.access.Conflict` when it changed since `revision`."""
    action = lock_action(action_id=action_id, by=by)
    check_revision(action, revision)
    _write(action, fields)
    _finish(action, ChangeVerb.CHANGED, by)
    return action


@transaction.atomic
def archive_action(*, action_id: UUID, by: User) -> Action:
    """Take an action out of the portfolio; nothing is lost, `restore_action` brings it back."""
    action = lock_action(action_id=action_id, by=by)
    if action.is_archived:
        return action
    action.archived_at = timezone.now()
    action.revision += 1
    action.save()
    _finish(action, ChangeVerb.ARCHIVED, by)
    return action


@transaction.atomic
def restore_action(*, action_id: UUID, by: User) -> Action:
    """Bring an archived action back."""
    action = lock_action(action_id=action_id, by=by)
    if not action.is_archived:
        return action
    action.archived_at = None
    action.revision += 1
    action.save()
    _finish(action, ChangeVerb.RESTORED, by)
    return action


def lock_action(*, action_id: UUID, by: User) -> Action:
    """Lock an action that `by` may change; for services of this package, inside their transaction."""
    action = Action.objects.select_for_update(of=("self",)).select_related("contract__city").get(pk=action_id)
    require(rules.can_edit_action, by, action)
    return action


def _write(action: Action, fields: dict[str, Any]) -> None:
    """Set the fields, check them, and save; every error at its field."""
    is_new, typology = action._state.adding, action.typology
    for name, value in fields.items():
        setattr(action, name, value)
    action.code_key = normalise_code(action.code)
    if "maturity" not in fields and (is_new or action.typology != typology):
        action.maturity = maturity_of(action.typology)
    action.source_group = settle_source_group(action.source_group, city=action.contract.city)
    collect_errors(
        [
            (validate_action, {name: getattr(action, name) for name in ACTION_FIELDS}),
            (_validate_code, action),
            (_validate_inclusion, action),
        ]
    )
    if not is_new:
        action.revision += 1
    action.full_clean(exclude=["pathway"])
    action.save()


def _validate_code(action: Action) -> None:
    same = Action.objects.filter(contract=action.contract, code_key=action.code_key).exclude(pk=action.pk)
    if same.exists():
        raise refusal(
            "code",
            _("This contract already has an action with the code %(code)s.") % {"code": action.code},
            "unique",
        )


def _validate_inclusion(action: Action) -> None:
    """An action is included in another of the same contract, and never in a circle."""
    seen, other = {action.pk}, action.included_in
    while other is not None:
        if other.pk in seen or other.contract_id != action.contract_id:
            raise refusal(
                "included_in",
                _("Choose another action of this contract that is not included in this one."),
                "included_in",
            )
        seen.add(other.pk)
        other = other.included_in


def _finish(action: Action, verb: ChangeVerb, by: User) -> None:
    """Check the contract's figures anew, then tell."""
    refresh_findings(contract=action.contract)
    tell_action(action=action, verb=verb, by=by)


def tell_action(*, action: Action, verb: ChangeVerb, by: User | None) -> None:
    """Write the change row and send the news upwards, inside the transaction."""
    city = action.contract.city
    record_change(verb, action, city_slug=city.slug, made_by=by)
    signals.contract_changed.send(Action, contract_id=action.contract_id, by=by)
