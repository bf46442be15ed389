"""Readers say that a public figure looks wrong; officers answer."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts import rules
from contracts.emails import correction_answer_text, correction_text
from contracts.enums import CityRole, CorrectionState
from contracts.models import Contract, CorrectionRequest
from contracts.validators import collect_errors
from core.access import require
from core.models import User
from core.services.mail import queue_text
from core.validators import refusal

MOST_OPEN = 200
"""As many hints wait at most in one city; who floods the form is told to write to the office."""


@transaction.atomic
def send_correction(
    *, contract: Contract, page: str, message: str, figure: str = "", email: str = "", language: str = "it"
) -> CorrectionRequest:
    """Keep a reader's hint and tell the leads and officers of the city."""
    collect_errors([(_validate_message, message), (_validate_page, page), (_validate_space, contract)])
    hint = CorrectionRequest(
        contract=contract,
        page=page[:300],
        figure=figure[:300],
        message=message.strip(),
        email=email,
        language=language,
    )
    hint.full_clean()
    hint.save()
    team = contract.city.memberships.filter(role__in=[CityRole.LEAD, CityRole.OFFICER], user__is_active=True)
    for member in team.select_related("user"):
        mail = correction_text(hint=hint, person=member.user)
        queue_text(to=member.user.email, text=mail)
    return hint


@transaction.atomic
def answer_correction(*, correction_id: UUID, by: User, state: str, answer: str) -> CorrectionRequest:
    """Say what became of a hint; a reader who left an address gets the answer by e-mail."""
    hint = (
        CorrectionRequest.objects.select_for_update(of=("self",))
        .select_related("contract__city")
        .get(pk=correction_id)
    )
    require(rules.can_edit_city, by, hint.contract.city)
    collect_errors([(_validate_open, hint), (_validate_state, state), (_validate_answer, answer)])
    hint.state, hint.answer = state, answer.strip()
    hint.answered_by, hint.answered_at = by, timezone.now()
    hint.save()
    if hint.email:
        mail = correction_answer_text(hint=hint)
        queue_text(to=hint.email, text=mail)
    return hint


def _validate_message(message: str) -> None:
    if not message.strip():
        raise refusal("message", _("Write what looks wrong."), "required")


def _validate_page(page: str) -> None:
    if not page.startswith("/"):
        raise refusal("page", _("The page is not one of this portal."), "page")


def _validate_space(contract: Contract) -> None:
    if contract.corrections.filter(state=CorrectionState.OPEN).count() >= MOST_OPEN:
        raise refusal(
            "message", _("Too many hints wait here already. Please write to the city's office."), "full"
        )


def _validate_open(hint: CorrectionRequest) -> None:
    if hint.state != CorrectionState.OPEN:
        raise refusal("answer", _("This hint is answered already."), "answered")


def _validate_state(state: str) -> None:
    if state not in (CorrectionState.CORRECTED, CorrectionState.DECLINED):
        raise refusal("state", _("Choose what became of it."), "state")


def _validate_answer(answer: str) -> None:
    if not answer.strip():
        raise refusal("answer", _("Write an answer for the reader."), "required")
