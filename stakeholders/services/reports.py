"""Organisations report on what they signed; the city accepts a report, asks about it, or rejects it."""

from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from contracts.enums import EvidenceLevel, Visibility
from contracts.models import Action, EmissionFactor
from contracts.rules import can_edit_city
from contracts.services.added_files import store_file
from contracts.services.reports import report_action
from contracts.validators import collect_errors, validate_not_negative, validate_share
from core.access import require
from core.canonical import canonical_sha256
from core.emails import portal_address
from core.models import User
from core.services.evidence import append_event
from core.services.mail import queue_text
from core.validators import refusal
from stakeholders import rules
from stakeholders.enums import ReportState
from stakeholders.models import Attachment, Commitment, CommitmentReport
from stakeholders.report_emails import report_reviewed_text, report_sent_text
from stakeholders.selectors.people import officers_of, writers_of
from stakeholders.selectors.reports import actions_of, has_newer
from stakeholders.services.campaign_marks import mark_campaign
from stakeholders.transitions import IN_FORCE

LONGEST_UNIT = 20
"""As long as the unit of an action report may be."""


@transaction.atomic
def send_report(
    *,
    commitment_id: UUID,
    action_id: UUID,
    by: User,
    reported_on: date,
    file: UploadedFile | None = None,
    is_file_public: bool = False,
    **told: Any,
) -> CommitmentReport:
    """Keep what an organisation says of an action of its signed commitment, and tell the city.

    `told` are share_done, quantity, unit and text; what is not told stays unknown. Earlier reports stay as they are: a
    new one answers what the city asked about the last.
    """
    commitment = _lock_commitment(commitment_id)
    require(rules.can_report, by, commitment.organisation)
    _validate_in_force(commitment)
    action = _find_action(commitment, action_id)
    report = CommitmentReport(
        commitment=commitment, action=action, author=by, reported_on=reported_on, **told
    )
    report.text, report.unit = report.text.strip(), report.unit.strip()
    _validate(report)
    report.full_clean()
    if file is not None:
        report.evidence = _keep_file(file, commitment, by, is_public=is_file_public)
    report.save(force_insert=True)
    _record(report, "report.sent", by)
    mark_campaign(report)
    for person in officers_of(commitment.contract.city):
        queue_text(to=person.email, text=report_sent_text(report=report, person=person))
    return report


@transaction.atomic
def review_report(
    *,
    report_id: UUID,
    by: User,
    to: str,
    review: str = "",
    evidence_level: str = EvidenceLevel.DECLARED,
    factor: EmissionFactor | None = None,
) -> CommitmentReport:
    """Accept a report, ask about it or reject it, and tell the organisation; a report is decided once.

    An accepted report becomes a report of the action, with the level of evidence that the city gives it; a question
    and a rejection need words.
    """
    report = _lock_report(report_id)
    require(can_edit_city, by, report.commitment.contract.city)
    _validate_open(report, by)
    report.review = review.strip()
    _validate_review(report, to, evidence_level)
    if to == ReportState.ACCEPTED:
        report.action_report = _report_action(report, by, evidence_level, factor)
    report.state, report.reviewer, report.reviewed_at = to, by, timezone.now()
    report.full_clean()
    report.save()
    _record(report, f"report.{to}", by)
    mark_campaign(report)
    for person in writers_of(report.commitment.organisation):
        queue_text(to=person.email, text=report_reviewed_text(report=report, person=person))
    return report


def _lock_commitment(commitment_id: UUID) -> Commitment:
    rows = Commitment.objects.select_for_update(of=("self",))
    return rows.select_related("contract__city", "organisation").get(pk=commitment_id)


def _lock_report(report_id: UUID) -> CommitmentReport:
    rows = CommitmentReport.objects.select_for_update(of=("self",))
    return rows.select_related(
        "commitment__contract__city", "commitment__organisation", "action", "evidence"
    ).get(pk=report_id)


def _validate_in_force(commitment: Commitment) -> None:
    if commitment.state not in IN_FORCE:
        raise refusal(
            "action",
            _("This commitment is %(state)s: reports are taken while it is in force.")
            % {"state": commitment.get_state_display()},
            "state",
        )


def _find_action(commitment: Commitment, action_id: UUID) -> Action:
    action = actions_of(commitment).filter(pk=action_id).first()
    if action is None:
        raise refusal("action", _("Choose an action of this commitment."), "action")
    return action


def _validate(report: CommitmentReport) -> None:
    collect_errors(
        [
            (_validate_day, report.reported_on),
            (validate_share, report.share_done, "share_done"),
            (validate_not_negative, report.quantity, "quantity"),
            (_validate_unit, report),
            (_validate_content, report),
        ]
    )


def _validate_day(reported_on: date) -> None:
    if reported_on > timezone.localdate():
        raise refusal("reported_on", _("A report cannot be dated in the future."), "future")


def _validate_unit(report: CommitmentReport) -> None:
    if report.quantity is not None and not report.unit:
        raise refusal("unit", _("Enter the unit of the quantity."), "no_unit")
    if report.quantity is None and report.unit:
        raise refusal("quantity", _("Enter the quantity that was measured."), "no_quantity")
    if len(report.unit) > LONGEST_UNIT:
        raise refusal("unit", _("Write the unit shorter."), "too_long")


def _validate_content(report: CommitmentReport) -> None:
    if not report.text and report.share_done is None and report.quantity is None:
        raise refusal(
            "text", _("Report at least one thing: the share done, a quantity, or what was done."), "empty"
        )


def _keep_file(file: UploadedFile, commitment: Commitment, by: User, *, is_public: bool) -> Attachment:
    level = Visibility.PUBLIC if is_public else Visibility.INTERNAL
    return store_file(row=Attachment(commitment=commitment, visibility=level, uploaded_by=by), file=file)


def _validate_open(report: CommitmentReport, by: User) -> None:
    if report.author_id == by.pk:
        raise refusal("to", _("Somebody else decides about a report that you wrote."), "own")
    if report.state not in (ReportState.SUBMITTED, ReportState.QUESTIONED):
        raise refusal("to", _("This report is decided already."), "decided")
    if report.state == ReportState.QUESTIONED and has_newer(report):
        raise refusal("to", _("The organisation has answered with a newer report: decide that one."), "newer")


def _validate_review(report: CommitmentReport, to: str, evidence_level: str) -> None:
    if to not in (ReportState.ACCEPTED, ReportState.QUESTIONED, ReportState.REJECTED):
        raise refusal("to", _("Choose what you say to this report."), "to")
    if to == ReportState.QUESTIONED and not report.review:
        raise refusal("review", _("Write what you ask."), "required")
    if to == ReportState.REJECTED and not report.review:
        raise refusal("review", _("Write why you reject it."), "required")
    if evidence_level != EvidenceLevel.DECLARED and report.evidence is None:
        raise refusal(
            "evidence_level", _("Documented or verified progress needs an evidence file."), "evidence"
        )


def _report_action(report: CommitmentReport, by: User, level: str, factor: EmissionFactor | None) -> Any:
    """The report of the action, by the service of its own room; an organisation that is not named stays so."""
    commitment = report.commitment
    named = commitment.is_named
    return report_action(
        action_id=report.action_id,
        by=by,
        reported_on=report.reported_on,
        share_done=report.share_done,
        measured_quantity=report.quantity,
        measured_unit=report.unit,
        factor=factor,
        note=report.text,
        evidence_level=level,
        evidence_url="" if level == EvidenceLevel.DECLARED else evidence_address(report),
        organisation_id=commitment.organisation_id if named else None,
        organisation_name=commitment.organisation.name if named else "",
    )


def evidence_address(report: CommitmentReport) -> str:
    """The public page that tells of the evidence: the organisation's, or the action's where it is not named."""
    city, commitment = report.commitment.contract.city, report.commitment
    with override(settings.LANGUAGE_CODE):
        if commitment.is_named:
            path = reverse("organisation-detail", args=[city.slug, commitment.organisation_id])
            return portal_address(f"{path}#reports")
        return portal_address(reverse("action-detail", args=[city.slug, report.action_id]))


def _record(report: CommitmentReport, kind: str, by: User) -> None:
    """Keep in the log of evidence who said what of which report, by ids and digests alone."""
    payload = {
        "report": str(report.pk),
        "commitment": str(report.commitment_id),
        "action": str(report.action_id),
        "organisation": str(report.commitment.organisation_id),
        "content_sha256": canonical_sha256(_content(report)),
        "evidence_sha256": report.evidence.sha256 if report.evidence else "",
        "review_sha256": canonical_sha256(report.review),
        "by": str(by.pk),
    }
    append_event(stream=report.commitment.contract_id, kind=kind, payload=payload)


def _content(report: CommitmentReport) -> dict[str, str]:
    plain = ("share_done", "quantity")
    numbers = {name: getattr(report, name) for name in plain}
    return {
        "reported_on": report.reported_on.isoformat(),
        "unit": report.unit,
        "text": report.text,
        **{name: "" if value is None else format(value.normalize(), "f") for name, value in numbers.items()},
    }
