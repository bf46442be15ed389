"""Reporting how far an action is."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.enums import EvidenceLevel
from contracts.models import ActionReport
from contracts.services.actions import lock_action, tell_action
from contracts.validators import collect_errors, validate_not_negative, validate_share
from core.enums import ChangeVerb
from core.models import User
from core.validators import refusal


@transaction.atomic
def report_action(
    *,
    action_id: UUID,
    by: User,
    reported_on: date,
    share_done: Decimal | None = None,
    reduction_tco2e: Decimal | None = None,
    spent_eur: Decimal | None = None,
    note: str = "",
    evidence_level: str = EvidenceLevel.DECLARED,
    evidence_url: str = "",
) -> ActionReport:
    """Add a dated report of an action's progress; earlier reports stay, so nothing can be overwritten."""
    action = lock_action(action_id=action_id, by=by)
    collect_errors(
        [
            (_validate_report_date, reported_on),
            (validate_share, share_done, "share_done"),
            (validate_not_negative, reduction_tco2e, "reduction_tco2e"),
            (validate_not_negative, spent_eur, "spent_eur"),
            (_validate_report_content, share_done, reduction_tco2e, spent_eur, note),
            (_validate_evidence, evidence_level, evidence_url),
        ]
    )
    report = ActionReport(
        action=action,
        reported_on=reported_on,
        share_done=share_done,
        reduction_tco2e=reduction_tco2e,
        spent_eur=spent_eur,
        note=note,
        evidence_level=evidence_level,
        evidence_url=evidence_url,
        reported_by=by,
    )
    report.full_clean()
    report.save()
    tell_action(action=action, verb=ChangeVerb.CHANGED, by=by)
    return report


def _validate_report_date(reported_on: date) -> None:
    if reported_on > timezone.localdate():
        raise refusal("reported_on", _("A report cannot be dated in the future."), "future")


def _validate_report_content(
    share_done: Decimal | None, reduction: Decimal | None, spent: Decimal | None, note: str
) -> None:
    if share_done is None and reduction is None and spent is None and not note.strip():
        raise refusal(
            "share_done",
            _("Report at least one thing: the share done, tonnes, money spent, or what was done."),
            "empty",
        )


def _validate_evidence(level: str, url: str) -> None:
    if level != EvidenceLevel.DECLARED and not url:
        raise refusal(
            "evidence_url",
            _("Documented or verified progress needs the address of its evidence."),
            "evidence",
        )
