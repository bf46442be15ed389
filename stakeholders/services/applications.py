"""Organisations ask to take part by themselves; the city invites them or says why not."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.enums import CityRole
from contracts.models import Contract
from contracts.rules import can_edit_city
from contracts.validators import collect_errors
from core.access import require
from core.models import User
from core.services.mail import queue_text
from core.validators import refusal
from stakeholders.emails import application_refused_text, application_text
from stakeholders.enums import ApplicationState, OrganisationRole
from stakeholders.models import Application
from stakeholders.services.invitations import invite_organisation

MOST_OPEN = 200
"""As many applications wait at most in one city; who floods the form is told to write to the office."""


@transaction.atomic
def send_application(*, contract: Contract, **fields: Any) -> Application:
    """Keep an organisation's request to take part and tell the leads and officers of the city."""
    application = Application(contract=contract, **fields)
    application.organisation_name = " ".join(application.organisation_name.split())
    collect_errors([(_validate_space, contract), (_validate_first, application)])
    application.full_clean()
    application.save()
    team = contract.city.memberships.filter(role__in=[CityRole.LEAD, CityRole.OFFICER], user__is_active=True)
    for member in team.select_related("user"):
        mail = application_text(application=application, person=member.user)
        queue_text(to=member.user.email, text=mail)
    return application


@transaction.atomic
def accept_application(
    *,
    application_id: UUID,
    by: User,
    role: str = OrganisationRole.EDITOR,
    cluster: str = "",
    is_public_body: bool = False,
    message: str = "",
) -> Application:
    """Invite who applied; the invitation is the answer."""
    application = _lock(application_id, by)
    application.invitation = invite_organisation(
        contract=application.contract,
        by=by,
        name=application.organisation_name,
        cluster=cluster or application.cluster,
        is_public_body=is_public_body,
        email=application.email,
        contact_name=application.contact_name,
        language=application.language,
        role=role,
        message=message,
    )
    _answer(application, ApplicationState.ACCEPTED, by)
    return application


@transaction.atomic
def refuse_application(*, application_id: UUID, by: User, answer: str) -> Application:
    """Refuse a request and tell the applicant why."""
    application = _lock(application_id, by)
    application.answer = answer.strip()
    if not application.answer:
        raise refusal("answer", _("Write an answer for the organisation."), "required")
    _answer(application, ApplicationState.REFUSED, by)
    queue_text(to=application.email, text=application_refused_text(application=application))
    return application


def _lock(application_id: UUID, by: User) -> Application:
    application = (
        Application.objects.select_for_update(of=("self",))
        .select_related("contract__city")
        .get(pk=application_id)
    )
    require(can_edit_city, by, application.contract.city)
    if application.state != ApplicationState.RECEIVED:
        raise refusal("answer", _("This request is answered already."), "answered")
    return application


def _answer(application: Application, state: ApplicationState, by: User) -> None:
    application.state, application.answered_by = state, by
    application.answered_at = timezone.now()
    application.full_clean()
    application.save()


def _validate_space(contract: Contract) -> None:
    if contract.applications.filter(state=ApplicationState.RECEIVED).count() >= MOST_OPEN:
        raise refusal(
            "text", _("Too many requests wait here already. Please write to the city's office."), "full"
        )


def _validate_first(application: Application) -> None:
    """Somebody who sends the form twice does not make two requests."""
    same = application.contract.applications.filter(
        state=ApplicationState.RECEIVED,
        email__iexact=application.email,
        organisation_name__iexact=application.organisation_name,
    )
    if same.exists():
        raise refusal("organisation_name", _("This request is here already; the city will answer."), "unique")
