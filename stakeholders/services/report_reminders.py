"""Asking organisations for the reports that a monitoring campaign waits for."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from contracts.models import MonitoringCampaign
from core.models import Mail
from core.services.mail import queue_text
from stakeholders.models import Commitment
from stakeholders.report_emails import report_asked_text
from stakeholders.selectors.people import writers_of
from stakeholders.selectors.reports import standing_of, with_reports
from stakeholders.transitions import IN_FORCE

KIND = "report_asked"


@transaction.atomic
def ask_for_reports(*, campaign_id: UUID, today: date) -> int:
    """Write to the people of each organisation that owes a report, at most once a day; return how many were written.

    One mail a person and organisation names all its commitments that wait. Call it inside the campaign's transaction,
    which holds the campaign locked: two calls at once cannot both write.
    """
    campaign = MonitoringCampaign.objects.select_related("contract__city").get(pk=campaign_id)
    written = 0
    for due in _due_by_organisation(campaign):
        organisation = due[0].organisation
        for person in writers_of(organisation):
            mail = report_asked_text(
                campaign=campaign, organisation=organisation, commitments=due, person=person
            )
            if not _was_written(person.email, mail.subject, today):
                queue_text(to=person.email, text=mail)
                written += 1
    return written


def _due_by_organisation(campaign: MonitoringCampaign) -> Iterable[list[Commitment]]:
    """The commitments in force with an action on which no report came since the campaign opened."""
    rows = Commitment.objects.filter(contract=campaign.contract_id, state__in=IN_FORCE)
    ordered = with_reports(rows.select_related("organisation")).order_by("organisation_id", "number", "id")
    due = [one for one in ordered if standing_of(one, campaign).due_on]
    for _key, own in groupby(due, key=lambda one: one.organisation_id):
        yield list(own)


def _was_written(email: str, subject: str, today: date) -> bool:
    """Whether this mail went out today; its subject names city, organisation and day."""
    return any(
        timezone.localtime(at).date() == today
        for at in Mail.objects.filter(to=email, kind=KIND, subject=subject).values_list(
            "created_at", flat=True
        )
    )
