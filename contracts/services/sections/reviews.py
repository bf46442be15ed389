"""One person asks another to review a section; the other approves or asks for changes."""

from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts import emails, rules
from contracts.enums import ReviewState, SectionState
from contracts.models import ReviewRequest, Section
from contracts.services.sections.locking import lock_section, save_changed
from core.access import require
from core.models import User
from core.services.mail import queue_text
from core.validators import refusal

ANSWERS = (ReviewState.APPROVED, ReviewState.CHANGES_REQUESTED)


@transaction.atomic
def request_review(
    *, section_id: UUID, reviewer: User, by: User, due_on: date | None = None, note: str = "", link: str = ""
) -> ReviewRequest:
    """Ask a member of the team to review a section, and write to them; the section is in review from now on."""
    section = lock_section(section_id=section_id, by=by)
    _check_reviewer(section, reviewer, by)
    if due_on is not None and due_on < timezone.localdate():
        raise refusal("due_on", _("This day is past."), "past")
    review = ReviewRequest(
        section=section, reviewer=reviewer, requested_by=by, due_on=due_on, note=note.strip()
    )
    review.full_clean()
    review.save()
    if section.state != SectionState.IN_REVIEW:
        section.state = SectionState.IN_REVIEW
        save_changed(section=section, by=by)
    mail = emails.review_request_text(review=review, link=link)
    queue_text(to=reviewer.email, text=mail)
    return review


@transaction.atomic
def answer_review(
    *, review_id: UUID, state: str, by: User, answer: str = "", link: str = ""
) -> ReviewRequest:
    """Approve a section or ask for changes; who asked is told. Readers answer too: reviewing changes no text."""
    review = _lock(review_id)
    require(rules.can_answer_review, by, review)
    _check_open(review)
    _check_answer(state, answer)
    review.state, review.answer, review.answered_at = state, answer.strip(), timezone.now()
    review.section_revision = review.section.revision
    review.save()
    _leave_review(review.section, by)
    if review.requested_by is not None:
        mail = emails.review_answer_text(review=review, link=link)
        queue_text(to=review.requested_by.email, text=mail)
    return review


@transaction.atomic
def withdraw_review(*, review_id: UUID, by: User) -> ReviewRequest:
    """Take a request back; whoever may edit the contract does."""
    review = _lock(review_id)
    require(rules.can_edit_city, by, review.section.version.contract.city)
    _check_open(review)
    review.state, review.answered_at = ReviewState.WITHDRAWN, timezone.now()
    review.save()
    _leave_review(review.section, by)
    return review


def _lock(review_id: UUID) -> ReviewRequest:
    """Lock the section before the request: two answers at the same moment decide about one state."""
    section_id = ReviewRequest.objects.values_list("section", flat=True).get(pk=review_id)
    section = (
        Section.objects.select_for_update(of=("self",))
        .select_related("version__contract__city")
        .get(pk=section_id)
    )
    review = ReviewRequest.objects.select_related("reviewer", "requested_by").get(pk=review_id)
    review.section = section
    return review


def _leave_review(section: Section, by: User) -> None:
    """Without an open request left a section in review is in progress again: a person marks it as complete."""
    is_open = section.reviews.filter(state=ReviewState.OPEN).exists()
    if section.state == SectionState.IN_REVIEW and not is_open and section.version.is_editable:
        section.state = SectionState.IN_PROGRESS
        save_changed(section=section, by=by)


def _check_reviewer(section: Section, reviewer: User, by: User) -> None:
    if reviewer == by:
        raise refusal("reviewer", _("Ask someone other than yourself."), "self")
    if not rules.can_enter_office(reviewer, section.version.contract.city):
        raise refusal("reviewer", _("Choose a member of the city's team."), "reviewer")
    if section.reviews.filter(reviewer=reviewer, state=ReviewState.OPEN).exists():
        raise refusal(
            "reviewer",
            _("%(person)s has been asked already and has not answered yet.") % {"person": reviewer},
            "asked",
        )


def _check_open(review: ReviewRequest) -> None:
    if review.state != ReviewState.OPEN:
        raise ValidationError(
            _("This review is closed (%(state)s).") % {"state": review.get_state_display()}, code="closed"
        )


def _check_answer(state: str, answer: str) -> None:
    if state not in ANSWERS:
        raise refusal("state", _("Choose whether you approve the section or ask for changes."), "state")
    if state == ReviewState.CHANGES_REQUESTED and not answer.strip():
        raise refusal("answer", _("Say what should change."), "required")
