"""Single rows of actions and indicators: they go through the services of their own pages."""

from typing import Any

from django.core.exceptions import ValidationError

from contracts.models import Action, Indicator
from contracts.services.actions import create_action, update_action
from contracts.services.indicators import create_indicator, update_indicator
from contracts.services.table_rows.writers.actions import ActionWriter
from contracts.services.table_rows.writers.base import ModelWriter, Pending, Writer, column_messages
from contracts.services.table_rows.writers.indicators import IndicatorWriter
from core.access import check_revision
from core.models import User


def save_action(*, writer: ActionWriter, pending: Pending, by: User) -> None:
    """Create or change an action by its own service; what it refuses stands at the columns of the table."""
    _prepare(writer, pending)
    try:
        if pending.row is None:
            writer.validate_new(pending)
            contract = writer.version.contract
            fields = writer.values(pending, Action(contract=contract))
            create_action(contract=contract, by=by, **fields)
        else:
            action = writer.loaded[pending.row.id]
            fields = writer.values(pending, action)
            update_action(action_id=action.pk, by=by, **fields)
    except ValidationError as error:
        raise _at_columns(writer, error) from error


def save_indicator(*, writer: IndicatorWriter, pending: Pending, by: User) -> None:
    """Create or change an indicator by its own service."""
    _prepare(writer, pending)
    try:
        if pending.row is None:
            writer.validate_new(pending)
            contract = writer.version.contract
            fields = writer.values(pending, Indicator(contract=contract))
            create_indicator(contract=contract, by=by, actions=_actions(writer, pending) or [], **fields)
        else:
            indicator = writer.loaded[pending.row.id]
            fields = writer.values(pending, indicator)
            update_indicator(
                indicator_id=indicator.pk,
                by=by,
                actions=_actions(writer, pending),
                **fields,
            )
    except ValidationError as error:
        raise _at_columns(writer, error) from error


def _prepare(writer: ModelWriter, pending: Pending) -> None:
    """Lock the row; nobody wrote it since its cells were read."""
    writer.prepare([pending])
    if pending.row is not None:
        check_revision(writer.loaded[pending.row.id], pending.row.revision)


def _actions(writer: IndicatorWriter, pending: Pending) -> list[Action] | None:
    """The actions that the indicator is to follow; None where the row does not say."""
    if "actions" not in pending.changes:
        return None
    ids = [one.id for one in writer.find_actions(pending.changes["actions"])]
    return list(Action.objects.filter(pk__in=ids))


def _at_columns(writer: Writer, error: ValidationError) -> ValidationError:
    messages: dict[str, Any] = column_messages(error, [column.key for column in writer.spec.columns])
    return ValidationError(messages)
