"""Writing what an organisation promises."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from contracts.models import Action, Contract
from contracts.validators import collect_errors, validate_not_negative, validate_year, validate_year_order
from core.access import check_revision, require
from core.changes import record_change
from core.enums import ChangeVerb
from core.models import User
from core.validators import refusal
from stakeholders import rules, signals
from stakeholders.enums import CommitmentState
from stakeholders.models import Commitment, Organisation
from stakeholders.transitions import EDITABLE, OPEN

PROMISED = (
    "title",
    "statement",
    "materiality",
    "start_year",
    "end_year",
    "reduction_tco2e",
    "investment_eur",
)
"""What a signature stands under: it changes only while the commitment is written or changes were requested."""
FOLLOWS = {"state", "number", "signed_on", "withdrawn_on"}
"""What follows from moves and signatures (`services.negotiation`, `services.signatures`)."""


@transaction.atomic
def create_commitment(
    *,
    contract: Contract,
    organisation: Organisation,
    by: User,
    actions: Iterable[Action] = (),
    **fields: Any,
) -> Commitment:
    """Write an organisation's promise in a contract, covering some of its actions."""
    commitment = Commitment(contract=contract, organisation=organisation)
    require(rules.can_edit_commitment, by, commitment)
    _write(commitment, fields, list(actions))
    _tell(commitment, ChangeVerb.CREATED, by)
    return commitment


@transaction.atomic
def update_commitment(
    *,
    commitment_id: UUID,
    by: User,
    revision: int | None = None,
    actions: Iterable[Action] | None = None,
    **fields: Any,
) -> Commitment:
    """Change a promise; raises `Conflict` when it changed since `revision`.

    Only a draft, or one of which changes were requested, gets another content.
    """
    commitment = (
        Commitment.objects.select_for_update(of=("self",))
        .select_related("contract__city", "organisation")
        .get(pk=commitment_id)
    )
    require(rules.can_edit_commitment, by, commitment)
    check_revision(commitment, revision)
    chosen = None if actions is None else list(actions)
    if commitment.state not in EDITABLE:
        _keep_promise(commitment, fields, chosen)
    _write(commitment, fields, chosen)
    _tell(commitment, ChangeVerb.CHANGED, by)
    return commitment


def _keep_promise(commitment: Commitment, fields: dict[str, Any], actions: list[Action] | None) -> None:
    """Refuse another content than the one that was handed over or signed; officers too ask for changes instead."""
    changed = [name for name in PROMISED if name in fields and fields[name] != getattr(commitment, name)]
    if actions is not None and set(actions) != set(commitment.actions.all()):
        changed.append("actions")
    if not changed:
        return
    if commitment.state in OPEN:
        words = _("This is %(state)s and does not change now: ask for changes first.") % {
            "state": commitment.get_state_display()
        }
        code = "frozen"
    else:
        words = _("This was signed and cannot change any more: withdraw the commitment and write a new one.")
        code = "signed"
    raise ValidationError({name: ValidationError(words, code=code) for name in changed})


def _write(commitment: Commitment, fields: dict[str, Any], actions: list[Action] | None) -> None:
    """Set the fields, check them, and save; every error at its field."""
    is_new = commitment._state.adding
    if reserved := fields.keys() & FOLLOWS:
        raise TypeError(f"{sorted(reserved)} follow from moves and signatures")
    for name, value in fields.items():
        setattr(commitment, name, value)
    collect_errors(
        [
            (_validate_title, commitment),
            (validate_year, commitment.start_year, "start_year"),
            (validate_year, commitment.end_year, "end_year"),
            (validate_year_order, commitment.start_year, commitment.end_year),
            (validate_not_negative, commitment.reduction_tco2e, "reduction_tco2e"),
            (validate_not_negative, commitment.investment_eur, "investment_eur"),
            (_validate_actions, actions or [], commitment.contract),
        ]
    )
    if not is_new:
        commitment.revision += 1
    commitment.full_clean()
    commitment.save()
    if actions is not None:
        of_sheets = Action.objects.filter(sheets__commitment=commitment)
        commitment.actions.set({*actions, *of_sheets})


def _validate_title(commitment: Commitment) -> None:
    if not commitment.title:
        raise refusal("title", _("Say in a few words what is promised."), "required")


def _validate_actions(actions: list[Action], contract: Contract) -> None:
    strangers = [action.code for action in actions if action.contract_id != contract.pk]
    if strangers:
        raise refusal(
            "actions",
            _("These actions are not of this contract: %(codes)s.") % {"codes": ", ".join(strangers)},
            "actions",
        )


def _tell(commitment: Commitment, verb: ChangeVerb, by: User) -> None:
    """Send the news upwards; the public feed hears only of commitments that citizens may read."""
    if commitment.state in CommitmentState.public():
        record_change(
            verb,
            commitment,
            city_slug=commitment.contract.city.slug,
            summary=lambda: commitment.public_name,
            made_by=by,
        )
    signals.commitment_changed.send(
        Commitment, contract_id=commitment.contract_id, commitment_id=commitment.pk, by=by
    )
