"""Reporting how far an action is."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.enums import EvidenceLevel
from contracts.models import Action, ActionReport
from contracts.services.actions import lock_action, tell_action
from contracts.services.activities import (
    Measurement,
    MeasurementFields,
    multiply_factor,
    validate_measurement,
    validate_product,
)
from contracts.validators import collect_errors, validate_not_negative, validate_share
from core.enums import ChangeVerb
from core.models import User
from core.validators import refusal

MEASURED_FIELDS = MeasurementFields(quantity="measured_quantity", unit="measured_unit", factor="factor")


@transaction.atomic
def report_action(*, action_id: UUID, by: User, reported_on: date, **told: Any) -> ActionReport:
    """Add a dated report of an action's progress; earlier reports stay, so nothing can be overwritten.

    `told` are the fields of `ActionReport`. With a quantity and a factor the tonnes are their product
    (`contracts.services.activities`).
    """
    action = lock_action(action_id=action_id, by=by)
    return add_report(action=action, by=by, reported_on=reported_on, **told)


def add_report(*, action: Action, by: User | None, **told: Any) -> ActionReport:
    """Keep a report whose right was asked for before; `by` is empty when a link of a campaign brought it.

    For services of this package, inside their transaction. Raises `ValidationError`, every error at its field.
    """
    report = ActionReport(action=action, reported_by=by, **told)
    report.measured_unit = report.measured_unit.strip()
    _settle_tonnes(report)
    report.full_clean()
    report.save()
    tell_action(action=action, verb=ChangeVerb.CHANGED, by=by)
    return report


def _settle_tonnes(report: ActionReport) -> None:
    """Check a report, all errors at once; then give it the tonnes that its quantity stands for."""
    measured = Measurement(quantity=report.measured_quantity, unit=report.measured_unit, factor=report.factor)
    collect_errors(
        [
            (_validate_report_date, report.reported_on),
            (validate_share, report.share_done, "share_done"),
            (validate_not_negative, report.reduction_tco2e, "reduction_tco2e"),
            (validate_not_negative, report.spent_eur, "spent_eur"),
            (validate_measurement, measured, report.action.contract.city, MEASURED_FIELDS),
            (_validate_report_content, report),
            (_validate_evidence, report.evidence_level, report.evidence_url),
        ]
    )
    computed_tco2e = multiply_factor(measured)
    if computed_tco2e is not None:
        validate_product(report.reduction_tco2e, computed_tco2e, "reduction_tco2e")
        report.reduction_tco2e = computed_tco2e


def _validate_report_date(reported_on: date) -> None:
    if reported_on > timezone.localdate():
        raise refusal("reported_on", _("A report cannot be dated in the future."), "future")


def _validate_report_content(report: ActionReport) -> None:
    told = (report.share_done, report.reduction_tco2e, report.measured_quantity, report.spent_eur)
    if not report.note.strip() and all(one is None for one in told):
        raise refusal(
            "share_done",
            _(
                "Report at least one thing: the share done, tonnes, a quantity, money spent, or what was done."
            ),
            "empty",
        )


def _validate_evidence(level: str, url: str) -> None:
    if level != EvidenceLevel.DECLARED and not url:
        raise refusal(
            "evidence_url",
            _("Documented or verified progress needs the address of its evidence."),
            "evidence",
        )
