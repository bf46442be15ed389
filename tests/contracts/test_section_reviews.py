from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from contracts.enums import CommentKind, ReviewState, SectionState, VersionState
from contracts.models import Comment, Contract, ContractVersion, ReviewRequest, Section
from contracts.services import sections
from core.models import Mail, User
from tests.refusals import refusals

pytestmark = pytest.mark.django_db

LINK = "https://portal.example/section"


@pytest.fixture
def goal(contract: Contract) -> Section:
    """A section of a version that is worked on."""
    contract.versions.update(state=VersionState.DRAFT)
    return sections.ensure_sections(contract.versions.get())["commitments.goal"]


def ask(section: Section, reviewer: User, by: User, **fields: Any) -> ReviewRequest:
    return sections.request_review(section_id=section.pk, reviewer=reviewer, by=by, link=LINK, **fields)


def refused(service: Callable[..., Any], *arguments: Any, **named: Any) -> dict[str, list[str | None]]:
    return refusals(lambda: service(*arguments, **named))


def state_of(section: Section) -> str:
    return Section.objects.values_list("state", flat=True).get(pk=section.pk)


@pytest.mark.parametrize("answer", [ReviewState.APPROVED, ReviewState.CHANGES_REQUESTED])
def test_review_is_asked_and_answered_by_mail(
    goal: Section, officer: User, reader: User, answer: str
) -> None:
    review = ask(goal, reader, officer, note=" I numeri ", due_on=timezone.localdate())
    assert (state_of(goal), review.note) == (SectionState.IN_REVIEW, "I numeri")
    answered = sections.answer_review(
        review_id=review.pk, state=answer, answer="Manca la fonte.", by=reader, link=LINK
    )
    assert (answered.state, answered.section_revision, state_of(goal)) == (
        answer,
        2,
        SectionState.IN_PROGRESS,
    )
    mails = Mail.objects.order_by("created_at").values_list("to", "body")
    assert [to for to, _body in mails] == [reader.email, officer.email]
    assert ["I numeri" in mails[0][1], "Manca la fonte." in mails[1][1]] == [True, True]


def test_section_stays_in_review_until_all_have_answered(
    goal: Section, officer: User, lead: User, reader: User
) -> None:
    first, second = ask(goal, reader, officer), ask(goal, lead, officer)
    sections.answer_review(review_id=first.pk, state=ReviewState.APPROVED, by=reader)
    assert state_of(goal) == SectionState.IN_REVIEW
    sections.withdraw_review(review_id=second.pk, by=officer)
    assert state_of(goal) == SectionState.IN_PROGRESS


def test_review_of_who_left_the_portal_is_answered_without_mail(
    goal: Section, officer: User, reader: User
) -> None:
    review = ask(goal, reader, officer)
    ReviewRequest.objects.update(requested_by=None)
    sections.answer_review(review_id=review.pk, state=ReviewState.APPROVED, by=reader)
    assert Mail.objects.count() == 1


def test_review_is_answered_even_when_the_version_was_closed(
    goal: Section, officer: User, reader: User
) -> None:
    review = ask(goal, reader, officer)
    ContractVersion.objects.update(state=VersionState.OPEN_FOR_SIGNATURE)
    sections.answer_review(review_id=review.pk, state=ReviewState.APPROVED, by=reader)
    assert state_of(goal) == SectionState.IN_REVIEW


def test_request_review_refuses_whom_nobody_should_ask(
    goal: Section, officer: User, reader: User, stranger: User
) -> None:
    past = timezone.localdate() - timedelta(days=1)
    ask(goal, reader, officer)
    assert refused(ask, goal, officer, officer) == {"reviewer": ["self"]}
    assert refused(ask, goal, stranger, officer) == {"reviewer": ["reviewer"]}
    assert refused(ask, goal, reader, officer) == {"reviewer": ["asked"]}
    assert refused(ask, goal, stranger, officer, due_on=past) == {"reviewer": ["reviewer"]}


def test_request_review_refuses_a_past_day(goal: Section, officer: User, reader: User) -> None:
    past = timezone.localdate() - timedelta(days=1)
    assert refused(ask, goal, reader, officer, due_on=past) == {"due_on": ["past"]}


def test_answer_review_refuses_others_and_second_answers(goal: Section, officer: User, reader: User) -> None:
    review = ask(goal, reader, officer)
    with pytest.raises(PermissionDenied):
        sections.answer_review(review_id=review.pk, state=ReviewState.APPROVED, by=officer)
    answer = {"review_id": review.pk, "by": reader}
    assert refused(sections.answer_review, state="open", **answer) == {"state": ["state"]}
    assert refused(sections.answer_review, state="changes_requested", answer=" ", **answer) == {
        "answer": ["required"]
    }
    sections.answer_review(state=ReviewState.APPROVED, **answer)
    with pytest.raises(ValidationError) as caught:
        sections.answer_review(state=ReviewState.APPROVED, **answer)
    assert caught.value.code == "closed"


def test_comments_are_written_by_the_team_and_those_of_reviewers_by_officers(
    goal: Section, officer: User, reader: User, stranger: User
) -> None:
    said: dict[str, Any] = {"version": goal.version, "section_key": goal.key, "text": " Manca la fonte. "}
    assert sections.add_comment(by=reader, **said).text == "Manca la fonte."
    sections.add_comment(by=officer, kind=CommentKind.FORMAL_REVIEW, **said)
    for person, kind in ((stranger, CommentKind.COMMENT), (reader, CommentKind.PRE_VALIDATION)):
        with pytest.raises(PermissionDenied):
            sections.add_comment(by=person, kind=kind, **said)
    assert Comment.objects.count() == 2


def test_add_comment_refuses_what_says_nothing(goal: Section, officer: User) -> None:
    said: dict[str, Any] = {"version": goal.version, "by": officer}
    for key, text, expected in (
        (goal.key, " ", {"text": ["required"]}),
        (goal.key, "x" * 5001, {"text": ["too_long"]}),
        ("plan.none", "x", {"section_key": ["section"]}),
    ):
        assert refused(sections.add_comment, section_key=key, text=text, **said) == expected


def test_resolve_comment_is_for_its_author_and_for_officers(
    goal: Section, officer: User, reader: User, stranger: User
) -> None:
    comment = sections.add_comment(
        version=goal.version, section_key=goal.key, text="Manca la fonte.", by=officer
    )
    for person in (reader, stranger):
        with pytest.raises(PermissionDenied):
            sections.resolve_comment(comment_id=comment.pk, by=person)
    resolved = sections.resolve_comment(comment_id=comment.pk, by=officer)
    again = sections.resolve_comment(comment_id=comment.pk, by=officer)
    assert (resolved.resolved_by, again.resolved_at) == (officer, resolved.resolved_at)
