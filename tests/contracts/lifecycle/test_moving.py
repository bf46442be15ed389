from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone

from contracts.enums import FindingSeverity, VersionState
from contracts.lifecycle import Candidate, missing_before
from contracts.models import Contract, ContractVersion, Finding, VersionFile, VersionTransition
from contracts.services.actions import update_action
from contracts.services.lifecycle import move_version, start_revision
from contracts.transitions import find_step
from core.access import Conflict
from core.models import Change, EvidenceEvent, User
from core.services.evidence import check_evidence
from tests.contracts.lifecycle.conftest import Bring, approve
from tests.factories import FindingFactory
from tests.refusals import refusals

pytestmark = pytest.mark.django_db

State = VersionState
COUNCIL = {"council_decision": "DCC 12/2026", "council_decided_on": date(2026, 5, 4)}


def told(version: ContractVersion, to: str, by: User, **details: Any) -> list[str]:
    """What stands in the way of a step."""
    with pytest.raises(ValidationError) as refused:
        move_version(version_id=version.pk, to=to, by=by, **details)
    return refused.value.messages


def test_a_step_is_a_transition_an_event_and_a_change(
    version: ContractVersion, officer: User, heard: list[str]
) -> None:
    moved = move_version(version_id=version.pk, to=State.CO_CREATION, by=officer, note=" Let us begin. ")
    made, event, change = (
        VersionTransition.objects.get(),
        EvidenceEvent.objects.get(),
        Change.objects.latest("pk"),
    )
    assert (moved.state, moved.revision) == (State.CO_CREATION, version.revision + 1)
    assert (made.from_state, made.to_state, made.made_by, made.note) == (
        "draft",
        "co_creation",
        officer,
        "Let us begin.",
    )
    assert (event.stream, event.kind, made.event_seq) == (version.contract_id, "version.moved", 1)
    assert event.payload == (
        f'{{"by":"{officer.pk}","details":{{}},"from":"draft","number":1,"to":"co_creation","version":"{version.pk}"}}'
    )
    assert (change.subject_id, change.is_public, heard) == (version.pk, False, ["contract_changed"])


def test_a_whole_life_is_written_down(version: ContractVersion, bring: Bring, heard: list[str]) -> None:
    moved = bring(version, State.IN_IMPLEMENTATION)
    states = list(VersionTransition.objects.order_by("made_at", "id").values_list("to_state", flat=True))
    assert states == [
        "co_creation",
        "internal_review",
        "council_approval",
        "open_for_signature",
        "signed",
        "submitted",
        "pre_validation",
        "under_review",
        "labelled",
        "in_implementation",
    ]
    assert (moved.council_decision, moved.council_decided_on, moved.label_on) == (
        "DCC 12/2026",
        date(2026, 5, 4),
        date(2026, 10, 8),
    )
    assert (moved.submitted_at is not None, moved.frozen_at is not None) == (True, True)
    assert (heard.count("version_published"), check_evidence().faults) == (1, ())


@pytest.mark.parametrize(
    ("state", "to", "allowed"),
    [
        (State.DRAFT, State.CO_CREATION, {"lead": True, "officer": True, "reader": False, "stranger": False}),
        (State.DRAFT, State.WITHDRAWN, {"lead": True, "officer": False, "reader": False, "stranger": False}),
    ],
)
def test_steps_are_made_by_their_roles(
    request: pytest.FixtureRequest,
    version: ContractVersion,
    state: str,
    to: str,
    allowed: dict[str, bool],
) -> None:
    for who, may in allowed.items():
        ContractVersion.objects.filter(pk=version.pk).update(state=state)
        person = request.getfixturevalue(who)
        if may:
            assert move_version(version_id=version.pk, to=to, by=person, note="Why.").state == to
        else:
            with pytest.raises(PermissionDenied):
                move_version(version_id=version.pk, to=to, by=person, note="Why.")


@pytest.mark.parametrize("to", [State.SUBMITTED, State.SUPERSEDED, State.DRAFT, "lost"])
def test_a_step_that_is_not_in_the_table_is_a_conflict(version: ContractVersion, lead: User, to: str) -> None:
    with pytest.raises(Conflict):
        move_version(version_id=version.pk, to=to, by=lead)


def test_nobody_replaces_a_version_by_hand(version: ContractVersion, lead: User, bring: Bring) -> None:
    bring(version, State.SUBMITTED)
    with pytest.raises(Conflict):
        move_version(version_id=version.pk, to=State.SUPERSEDED, by=lead)


def test_two_who_press_at_once_make_one_step(version: ContractVersion, lead: User, officer: User) -> None:
    move_version(version_id=version.pk, to=State.CO_CREATION, by=lead, source="draft")
    with pytest.raises(Conflict):
        move_version(version_id=version.pk, to=State.CO_CREATION, by=officer, source="draft")
    with pytest.raises(Conflict):
        move_version(version_id=version.pk, to=State.DRAFT, by=officer, source="draft", note="Why.")
    assert VersionTransition.objects.count() == 1


def test_incomplete_sections_stand_in_the_way_of_the_council(
    version: ContractVersion, lead: User, officer: User, bring: Bring
) -> None:
    version.sections.filter(key="commitments.goal").update(body={})
    version.gap_rows.all().delete()
    version.sections.filter(key="commitments.priorities").update(state="in_review")
    bring(version, State.INTERNAL_REVIEW)
    approve(version, lead, officer)
    step = find_step(State.INTERNAL_REVIEW, State.COUNCIL_APPROVAL)
    pages = [(one.page, *one.arguments) for one in missing_before(step, Candidate(version))]
    assert pages == [
        ("section-edit", "commitments.goal"),
        ("section-edit", "commitments.priorities"),
        ("section-edit", "plan.gap"),
    ]
    assert len(told(version, State.COUNCIL_APPROVAL, lead)) == 3


def test_approvals_of_two_people_stand_before_the_council(
    version: ContractVersion, lead: User, officer: User, bring: Bring
) -> None:
    bring(version, State.INTERNAL_REVIEW)
    approve(version, lead, lead)
    assert len(told(version, State.COUNCIL_APPROVAL, lead)) == 1
    approve(version, officer)
    assert (
        move_version(version_id=version.pk, to=State.COUNCIL_APPROVAL, by=officer).state == "council_approval"
    )


def test_a_change_of_content_after_the_approval_is_named(
    version: ContractVersion, lead: User, officer: User, bring: Bring
) -> None:
    bring(version, State.COUNCIL_APPROVAL)
    action = version.contract.actions.get()
    update_action(action_id=action.pk, by=officer, reduction_tco2e=action.reduction_tco2e + 1)
    missing = told(version, State.OPEN_FOR_SIGNATURE, lead, **COUNCIL)
    assert len(missing) == 4
    approve(version, lead, officer)
    moved = move_version(version_id=version.pk, to=State.OPEN_FOR_SIGNATURE, by=lead, **COUNCIL)
    assert moved.state == "open_for_signature"


@pytest.mark.parametrize(
    ("details", "refused"),
    [
        ({}, {"council_decision": ["required"], "council_decided_on": ["required"]}),
        (COUNCIL | {"council_decision": "  "}, {"council_decision": ["required"]}),
        (COUNCIL | {"council_decided_on": date(2999, 1, 1)}, {"council_decided_on": ["future"]}),
        (COUNCIL | {"council_decision": "x" * 81}, {"council_decision": ["max_length"]}),
    ],
)
def test_a_step_needs_its_answers(
    version: ContractVersion, lead: User, bring: Bring, details: dict[str, Any], refused: dict[str, list[str]]
) -> None:
    bring(version, State.COUNCIL_APPROVAL)
    step = {"version_id": version.pk, "to": State.OPEN_FOR_SIGNATURE, "by": lead}
    assert refusals(lambda: move_version(**step, **details)) == refused


def test_a_step_takes_no_other_answers(version: ContractVersion, lead: User) -> None:
    with pytest.raises(TypeError):
        move_version(version_id=version.pk, to=State.CO_CREATION, by=lead, label_on=date(2026, 1, 1))


def test_today_is_a_day_of_a_decision(version: ContractVersion, lead: User, bring: Bring) -> None:
    bring(version, State.COUNCIL_APPROVAL)
    today = timezone.localdate()
    details = COUNCIL | {"council_decided_on": today}
    moved = move_version(version_id=version.pk, to=State.OPEN_FOR_SIGNATURE, by=lead, **details)
    assert moved.council_decided_on == today


def test_the_file_of_a_step_is_kept_with_it(version: ContractVersion, lead: User, bring: Bring) -> None:
    bring(version, State.COUNCIL_APPROVAL)
    file = SimpleUploadedFile("delibera.pdf", b"%PDF-1.7 text")
    move_version(version_id=version.pk, to=State.OPEN_FOR_SIGNATURE, by=lead, file=file, **COUNCIL)
    kept = VersionFile.objects.get()
    step = VersionTransition.objects.get(to_state=State.OPEN_FOR_SIGNATURE)
    assert (kept.kind, kept.original_name, step.details["file"]) == (
        "council_decision",
        "delibera.pdf",
        str(kept.pk),
    )


def test_a_signature_stands_before_signed(version: ContractVersion, lead: User, bring: Bring) -> None:
    bring(version, State.OPEN_FOR_SIGNATURE)
    assert len(told(version, State.SIGNED, lead)) == 1


def test_errors_stand_before_submission_and_warnings_do_not(
    version: ContractVersion, lead: User, bring: Bring
) -> None:
    bring(version, State.SIGNED)
    FindingFactory(city=version.contract.city, severity=FindingSeverity.WARNING)
    error = FindingFactory(city=version.contract.city, severity=FindingSeverity.ERROR)
    assert len(told(version, State.SUBMITTED, lead)) == 1
    Finding.objects.filter(pk=error.pk).delete()
    assert move_version(version_id=version.pk, to=State.SUBMITTED, by=lead).state == "submitted"


@pytest.mark.parametrize("state", [State.INTERNAL_REVIEW, State.OPEN_FOR_SIGNATURE, State.SIGNED])
def test_a_step_back_makes_approvals_void(
    version: ContractVersion, lead: User, officer: User, bring: Bring, state: VersionState
) -> None:
    bring(version, state)
    approve(version, lead, officer)
    step = {"version_id": version.pk, "to": State.CO_CREATION, "by": lead}
    assert refusals(lambda: move_version(**step, note=" ")) == {"note": ["required"]}
    moved = move_version(**step, note="The baseline is wrong.")
    kinds = list(EvidenceEvent.objects.order_by("seq").values_list("kind", flat=True))
    assert (moved.is_editable, moved.approvals.count()) == (True, 0)
    assert kinds[-2:] == ["version.approvals_voided", "version.moved"]


def test_a_step_back_without_approvals_voids_none(version: ContractVersion, lead: User, bring: Bring) -> None:
    bring(version, State.CO_CREATION)
    move_version(version_id=version.pk, to=State.DRAFT, by=lead, note="Too early.")
    assert EvidenceEvent.objects.filter(kind="version.approvals_voided").count() == 0


def test_submission_replaces_the_version_that_was_current(
    version: ContractVersion, contract: Contract, lead: User, bring: Bring, heard: list[str]
) -> None:
    first = bring(version, State.IN_REVISION)
    second = start_revision(version_id=first.pk, by=lead)
    assert (second.is_current, contract.versions.get(is_current=True)) == (False, first)
    heard.clear()
    bring(second, State.SUBMITTED)
    first.refresh_from_db()
    assert (first.state, first.is_current, contract.versions.get(is_current=True)) == (
        "superseded",
        False,
        second,
    )
    step = VersionTransition.objects.get(version=first, to_state="superseded")
    assert (step.from_state, step.details, step.made_by) == ("in_revision", {"by_version": 2}, lead)
    assert heard.count("version_published") == 1


@pytest.mark.django_db(transaction=True)
def test_a_step_is_rolled_back_whole(version: ContractVersion, lead: User) -> None:
    with transaction.atomic():
        move_version(version_id=version.pk, to=State.CO_CREATION, by=lead)
        transaction.set_rollback(True)
    version.refresh_from_db()
    assert (version.state, VersionTransition.objects.count(), EvidenceEvent.objects.count()) == (
        "draft",
        0,
        0,
    )
