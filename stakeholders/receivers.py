"""News from the rooms below, inside the sender's transaction."""

from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from contracts.signals import campaign_asks
from core.models import User
from core.web.session_limits import shorten_idle_time
from stakeholders.enums import OrganisationRole
from stakeholders.services.report_reminders import ask_for_reports


@receiver(user_logged_in)
def watch_signatories(request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Who can sign for an organisation is signed out sooner than others."""
    if user.organisation_memberships.filter(role=OrganisationRole.SIGNATORY).exists():
        shorten_idle_time(request, settings.SIGNATORY_IDLE_SECONDS)


@receiver(campaign_asks)
def ask_signatories(campaign_id: UUID, today: date, **kwargs: Any) -> None:
    """A monitoring campaign asks: organisations with a commitment in force are asked for their reports."""
    ask_for_reports(campaign_id=campaign_id, today=today)
