from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from contracts.enums import CampaignState, EvidenceLevel
from contracts.models import Action, ActionReport, Contract
from contracts.services.campaigns import open_campaign, remind_campaign
from core.models import EvidenceEvent, Mail, User
from stakeholders.enums import CommitmentState, OrganisationRole, ReportState
from stakeholders.models import Attachment, Commitment, CommitmentReport
from stakeholders.selectors.reports import standings_of
from stakeholders.services.negotiation import move_commitment
from stakeholders.services.reports import review_report, send_report
from tests.factories import (
    ActionFactory,
    CommitmentFactory,
    CommitmentReportFactory,
    MonitoringCampaignFactory,
    OrganisationMembershipFactory,
)
from tests.refusals import refusals

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\nmeter reading\n%%EOF"
TODAY = timezone.localdate


@pytest.fixture
def action(contract: Contract) -> Action:
    return ActionFactory(contract=contract)


@pytest.fixture
def commitment(contract: Contract, action: Action) -> Commitment:
    return CommitmentFactory(contract=contract, actions=[action], state=CommitmentState.ACTIVE)


def send(commitment: Commitment, by: User, **changes: Any) -> CommitmentReport:
    given = {"action_id": commitment.actions.get().pk, "reported_on": TODAY(), "share_done": Decimal("0.5")}
    return send_report(commitment_id=commitment.pk, by=by, **given | changes)


def upload() -> SimpleUploadedFile:
    return SimpleUploadedFile("contatore.pdf", PDF)


@pytest.fixture
def waiting(commitment: Commitment, editor: User) -> CommitmentReport:
    return send(commitment, editor)


def test_report_waits_for_the_city_with_its_trace(
    commitment: Commitment, editor: User, officer: User
) -> None:
    report = send(commitment, editor, quantity=Decimal(12), unit=" MWh ", file=upload())
    assert (report.state, report.unit, report.evidence.original_name) == ("submitted", "MWh", "contatore.pdf")
    assert report.evidence.visibility == "internal"
    assert not ActionReport.objects.exists()
    event = EvidenceEvent.objects.get(stream=commitment.contract_id)
    assert (event.kind, str(report.pk) in event.payload, "MWh" in event.payload) == (
        "report.sent",
        True,
        False,
    )
    assert list(Mail.objects.values_list("to", "kind")) == [(officer.email, "report_sent")]


def test_what_is_not_told_stays_unknown(commitment: Commitment, editor: User) -> None:
    report = send(commitment, editor, share_done=None, text="Works began.")
    assert (report.share_done, report.quantity, report.unit) == (None, None, "")


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({"share_done": None}, {"text": ["empty"]}),
        ({"share_done": Decimal("1.2")}, {"share_done": ["share"]}),
        ({"quantity": Decimal(1)}, {"unit": ["no_unit"]}),
        ({"unit": "MWh"}, {"quantity": ["no_quantity"]}),
        ({"quantity": Decimal(1), "unit": "x" * 21}, {"unit": ["too_long"]}),
        ({"quantity": Decimal(-1), "unit": "MWh"}, {"quantity": ["negative"]}),
        ({"reported_on": date(2999, 1, 1)}, {"reported_on": ["future"]}),
    ],
)
def test_report_refuses(
    changes: dict[str, Any], refused: dict[str, list[str]], commitment: Commitment, editor: User
) -> None:
    assert refusals(lambda: send(commitment, editor, **changes)) == refused


def test_report_is_about_an_action_of_a_promise_in_force(commitment: Commitment, editor: User) -> None:
    other = ActionFactory(contract=commitment.contract)
    assert refusals(lambda: send(commitment, editor, action_id=other.pk)) == {"action": ["action"]}
    commitment.state = CommitmentState.WITHDRAWN
    commitment.save()
    assert refusals(lambda: send(commitment, editor)) == {"action": ["state"]}


def test_only_who_writes_for_the_organisation_reports(commitment: Commitment, officer: User) -> None:
    reader = OrganisationMembershipFactory(
        organisation=commitment.organisation, role=OrganisationRole.READER
    ).user
    for person in (reader, officer):
        with pytest.raises(PermissionDenied):
            send(commitment, person)


def test_accepted_report_counts_as_report_of_the_action(
    commitment: Commitment, editor: User, officer: User
) -> None:
    report = send(commitment, editor, text="Done by half.", file=upload())
    Mail.objects.all().delete()
    review_report(
        report_id=report.pk, by=officer, to=ReportState.ACCEPTED, evidence_level=EvidenceLevel.DOCUMENTED
    )
    told = ActionReport.objects.get()
    report.refresh_from_db()
    assert (report.state, report.action_report, report.reviewer) == ("accepted", told, officer)
    assert (told.share_done, told.note, told.evidence_level) == (
        Decimal("0.5"),
        "Done by half.",
        "documented",
    )
    assert (told.organisation_id, told.organisation_name) == (
        commitment.organisation_id,
        commitment.organisation.name,
    )
    assert told.evidence_url.endswith(f"/firmatari/{commitment.organisation_id}/#reports")
    assert list(Mail.objects.values_list("to", "kind")) == [(editor.email, "report_reviewed")]
    assert refusals(lambda: review_report(report_id=report.pk, by=officer, to="rejected")) == {
        "to": ["decided"]
    }


def test_accepted_report_names_nobody_who_stays_unnamed(
    commitment: Commitment, editor: User, officer: User
) -> None:
    Commitment.objects.update(is_named=False)
    report = send(commitment, editor, file=upload())
    review_report(report_id=report.pk, by=officer, to="accepted", evidence_level="verified")
    told = ActionReport.objects.get()
    assert (told.organisation_id, told.organisation_name) == (None, "")
    assert str(commitment.organisation_id) not in told.evidence_url


def test_question_is_answered_by_a_new_report(commitment: Commitment, editor: User, officer: User) -> None:
    first = send(commitment, editor)
    review_report(report_id=first.pk, by=officer, to="questioned", review="Which meter?")
    assert Mail.objects.get(kind="report_reviewed").to == editor.email
    standing = standings_of(commitment.organisation)[0].actions[0]
    assert (standing.question, standing.waiting, standing.accepted) == (first, None, None)
    second = send(commitment, editor, text="Meter 7.")
    assert refusals(lambda: review_report(report_id=first.pk, by=officer, to="accepted")) == {"to": ["newer"]}
    review_report(report_id=second.pk, by=officer, to="accepted")
    standing = standings_of(commitment.organisation)[0].actions[0]
    assert (standing.question, standing.accepted, standing.share_done) == (None, second, Decimal("0.5"))
    kinds = list(EvidenceEvent.objects.order_by("seq").values_list("kind", flat=True))
    assert kinds == ["report.sent", "report.questioned", "report.sent", "report.accepted"]


@pytest.mark.parametrize(
    ("to", "changes", "refused"),
    [
        ("questioned", {}, {"review": ["required"]}),
        ("rejected", {"review": "  "}, {"review": ["required"]}),
        ("submitted", {}, {"to": ["to"]}),
        ("accepted", {"evidence_level": "documented"}, {"evidence_level": ["evidence"]}),
    ],
)
def test_review_refuses(
    to: str, changes: dict[str, Any], refused: dict[str, list[str]], waiting: CommitmentReport, officer: User
) -> None:
    assert refusals(lambda: review_report(report_id=waiting.pk, by=officer, to=to, **changes)) == refused


def test_nobody_decides_about_their_own_report(commitment: Commitment, editor: User, officer: User) -> None:
    OrganisationMembershipFactory(organisation=commitment.organisation, user=officer)
    report = send(commitment, officer)
    assert refusals(lambda: review_report(report_id=report.pk, by=officer, to="accepted")) == {"to": ["own"]}
    with pytest.raises(PermissionDenied):
        review_report(report_id=report.pk, by=editor, to="accepted")


def test_open_campaign_makes_a_report_due(commitment: Commitment, editor: User, officer: User) -> None:
    days = {"opens_on": TODAY() - timedelta(days=3), "closes_on": TODAY() + timedelta(days=9)}
    MonitoringCampaignFactory(contract=commitment.contract, state=CampaignState.OPEN, **days)
    assert standings_of(commitment.organisation)[0].due_on == days["closes_on"]
    old = CommitmentReportFactory(commitment=commitment, action=commitment.actions.get())
    CommitmentReport.objects.update(written_at=timezone.now() - timedelta(days=30))
    assert standings_of(commitment.organisation)[0].due_on == days["closes_on"]
    send(commitment, editor)
    assert standings_of(commitment.organisation)[0].due_on is None
    assert old.state == ReportState.SUBMITTED


def test_public_evidence_is_public_only_where_the_sender_says_so(
    commitment: Commitment, editor: User
) -> None:
    send(commitment, editor, file=upload(), is_file_public=True)
    assert Attachment.objects.get().visibility == "public"


def test_city_says_whether_a_promise_was_kept_and_why(
    commitment: Commitment, editor: User, officer: User
) -> None:
    moved = move_commitment(
        commitment_id=commitment.pk, to="partially_fulfilled", by=officer, text="Two of three ovens."
    )
    assert moved.state == "partially_fulfilled"
    event = EvidenceEvent.objects.get(kind="commitment.partially_fulfilled")
    assert "ovens" not in event.payload
    mail = Mail.objects.get(kind="commitment_judged")
    assert (mail.to, "Two of three ovens." in mail.body) == (editor.email, True)
    with pytest.raises(ValidationError):
        move_commitment(commitment_id=commitment.pk, to="fulfilled", by=officer)


def test_campaign_asks_who_owes_a_report_once_a_day(
    commitment: Commitment, editor: User, officer: User
) -> None:
    OrganisationMembershipFactory(organisation=commitment.organisation, role=OrganisationRole.READER)
    CommitmentFactory(contract=commitment.contract, state=CommitmentState.DRAFT)
    campaign = MonitoringCampaignFactory(contract=commitment.contract, closes_on=date(2999, 1, 1))
    open_campaign(campaign_id=campaign.pk, by=officer)
    remind_campaign(campaign_id=campaign.pk, by=officer, today=TODAY())
    asked = Mail.objects.filter(kind="report_asked")
    assert [mail.to for mail in asked.all()] == [editor.email]
    assert str(commitment.title) in asked.get().body
    remind_campaign(campaign_id=campaign.pk, by=officer, today=TODAY() + timedelta(days=1))
    assert asked.count() == 2
    send(commitment, editor)
    remind_campaign(campaign_id=campaign.pk, by=officer, today=TODAY() + timedelta(days=2))
    assert asked.count() == 2
