"""Writing indicators of monitoring, evaluation and learning."""

import re
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts import rules, signals
from contracts.models import Action, Contract, Indicator
from contracts.services.checks import refresh_findings
from contracts.validators import collect_errors, validate_year
from core.access import check_revision, require
from core.changes import record_change
from core.enums import ChangeVerb
from core.models import User
from core.validators import normalise_code, refusal

INTERVAL = re.compile(r"P(?=\d)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?")
"""A duration of ISO 8601 in whole years, months, weeks and days."""


@transaction.atomic
def create_indicator(
    *, contract: Contract, by: User, actions: Iterable[Action] = (), **fields: Any
) -> Indicator:
    """Add an indicator to a contract, with the actions that it follows."""
    require(rules.can_edit_city, by, contract.city)
    indicator = Indicator(contract=contract)
    _write(indicator, fields, list(actions))
    _finish(indicator, ChangeVerb.CREATED, by)
    return indicator


@transaction.atomic
def update_indicator(
    *,
    indicator_id: UUID,
    by: User,
    revision: int | None = None,
    actions: Iterable[Action] | None = None,
    **fields: Any,
) -> Indicator:
    """Change an indicator; raises `core.access.Conflict` when it changed since `revision`.

    `actions` takes the place of the actions that it followed; None leaves them.
    """
    indicator = lock_indicator(indicator_id=indicator_id, by=by)
    check_revision(indicator, revision)
    _write(indicator, fields, None if actions is None else list(actions))
    _finish(indicator, ChangeVerb.CHANGED, by)
    return indicator


@transaction.atomic
def archive_indicator(*, indicator_id: UUID, by: User) -> Indicator:
    """Take an indicator out of the contract; its values stay, `restore_indicator` brings it back."""
    indicator = lock_indicator(indicator_id=indicator_id, by=by)
    if indicator.archived_at is None:
        indicator.archived_at = timezone.now()
        _save_life(indicator, ChangeVerb.ARCHIVED, by)
    return indicator


@transaction.atomic
def restore_indicator(*, indicator_id: UUID, by: User) -> Indicator:
    """Bring an archived indicator back."""
    indicator = lock_indicator(indicator_id=indicator_id, by=by)
    if indicator.archived_at is not None:
        indicator.archived_at = None
        _save_life(indicator, ChangeVerb.RESTORED, by)
    return indicator


def lock_indicator(*, indicator_id: UUID, by: User) -> Indicator:
    """Lock an indicator that `by` may change; for services of this room, inside their transaction."""
    indicator = (
        Indicator.objects.select_for_update(of=("self",))
        .select_related("contract__city")
        .get(pk=indicator_id)
    )
    require(rules.can_edit_city, by, indicator.contract.city)
    return indicator


def check_indicator(indicator: Indicator) -> None:
    """Every check of an indicator's own fields, all errors at once; it asks the database nothing."""
    collect_errors(
        [
            (_validate_words, "code", indicator.code, _("Give the indicator a number.")),
            (_validate_words, "name", indicator.name, _("Write the name of the indicator.")),
            (_validate_interval, indicator.interval),
            (validate_year, indicator.baseline_year, "baseline_year"),
        ]
    )


def _write(indicator: Indicator, fields: dict[str, Any], actions: list[Action] | None) -> None:
    """Set the fields, check them, and save; every error at its field."""
    is_new = indicator._state.adding
    for name, value in fields.items():
        setattr(indicator, name, value)
    indicator.code = indicator.code.strip()
    collect_errors(
        [
            (check_indicator, indicator),
            (_validate_code, indicator),
            (_validate_actions, indicator, actions or []),
        ]
    )
    if not is_new:
        indicator.revision += 1
    indicator.full_clean()
    indicator.save()
    if actions is not None:
        indicator.actions.set(actions)


def _validate_words(field: str, words: Any, message: str) -> None:
    if not words:
        raise refusal(field, message, "required")


def _validate_interval(interval: str) -> None:
    if interval and not INTERVAL.fullmatch(interval):
        raise refusal(
            "interval",
            _(
                "“%(value)s” is not an interval: write P1Y for every year, P2Y for every two years, P1M for months."
            )
            % {"value": interval},
            "interval",
        )


def _validate_code(indicator: Indicator) -> None:
    """Codes that differ only in case and spaces are one, as in an import."""
    others = Indicator.objects.filter(contract=indicator.contract).exclude(pk=indicator.pk)
    wanted = normalise_code(indicator.code)
    if wanted and wanted in map(normalise_code, others.values_list("code", flat=True)):
        raise refusal(
            "code",
            _("This contract already has an indicator with the number %(code)s.") % {"code": indicator.code},
            "unique",
        )


def _validate_actions(indicator: Indicator, actions: Iterable[Action]) -> None:
    if any(action.contract_id != indicator.contract_id for action in actions):
        raise refusal("actions", _("Choose actions of this contract."), "actions")


def _save_life(indicator: Indicator, verb: ChangeVerb, by: User) -> None:
    indicator.revision += 1
    indicator.save()
    _finish(indicator, verb, by)


def _finish(indicator: Indicator, verb: ChangeVerb, by: User) -> None:
    """Check the contract's figures anew, then tell."""
    contract = indicator.contract
    refresh_findings(contract=contract)
    record_change(verb, indicator, city_slug=contract.city.slug, made_by=by)
    signals.contract_changed.send(Indicator, contract_id=contract.pk, by=by)
