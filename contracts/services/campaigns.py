"""Monitoring campaigns: they ask every action owner and every signatory for a report, remind, close and freeze."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts import rules, signals
from contracts.emails import campaign_text
from contracts.enums import ActionState, CampaignItemState, CampaignState, PartyRole
from contracts.models import CampaignItem, Contract, ContractParty, MonitoringCampaign
from contracts.selectors.campaigns import campaign_report
from contracts.tokens import make_campaign_token
from contracts.validators import collect_errors, validate_year
from core.access import check_revision, require
from core.canonical import canonical_json, canonical_sha256
from core.changes import record_change
from core.enums import ChangeVerb
from core.fields import Texts
from core.models import User
from core.services.mail import queue_text
from core.validators import refusal

REMIND_BEFORE = (timedelta(days=14), timedelta(days=3))
"""How long before the end those who have not answered are written to again."""
NOT_ASKED = (ActionState.CANCELLED,)


@transaction.atomic
def schedule_campaign(
    *, contract: Contract, by: User, title: Texts, reference_year: int, opens_on: date, closes_on: date
) -> MonitoringCampaign:
    """Plan a campaign; it opens by itself on its day."""
    require(rules.can_edit_city, by, contract.city)
    collect_errors(
        [
            (validate_year, reference_year, "reference_year"),
            (_validate_title, title),
            (_validate_days, opens_on, closes_on),
        ]
    )
    campaign = MonitoringCampaign(
        contract=contract, title=title, reference_year=reference_year, opens_on=opens_on, closes_on=closes_on
    )
    campaign.full_clean()
    campaign.save()
    _tell(campaign, ChangeVerb.CREATED, by)
    return campaign


@transaction.atomic
def open_campaign(*, campaign_id: UUID, by: User | None = None) -> MonitoringCampaign:
    """Ask for the reports: one request for each active action and each signatory, a mail to those with an address.

    `by` is empty when the day opens it. A campaign that is open already stays as it is.
    """
    campaign = _lock(campaign_id, by)
    if campaign.state != CampaignState.SCHEDULED:
        return campaign
    CampaignItem.objects.bulk_create(_requests(campaign), batch_size=500)
    _move(campaign, CampaignState.OPEN, by)
    _write_to(campaign.items.exclude(contact_email=""))
    _ask_above(campaign, timezone.localdate())
    return campaign


@transaction.atomic
def change_days(
    *, campaign_id: UUID, by: User, opens_on: date, closes_on: date, revision: int | None = None
) -> MonitoringCampaign:
    """Give a campaign that is not closed other days."""
    campaign = _lock(campaign_id, by)
    check_revision(campaign, revision)
    if campaign.state not in (CampaignState.SCHEDULED, CampaignState.OPEN):
        raise refusal("closes_on", _("This campaign is closed."), "closed")
    collect_errors([(_validate_days, opens_on, closes_on)])
    campaign.opens_on, campaign.closes_on = opens_on, closes_on
    _move(campaign, CampaignState(campaign.state), by)
    return campaign


@transaction.atomic
def remind_campaign(*, campaign_id: UUID, today: date, by: User | None = None) -> int:
    """Write to everyone who has an address and has not answered, at most once a day; return how many were written."""
    campaign = _lock(campaign_id, by)
    if campaign.state != CampaignState.OPEN:
        return 0
    _ask_above(campaign, today)
    silent = campaign.items.filter(state=CampaignItemState.WAITING).exclude(contact_email="")
    return _write_to(silent.exclude(reminded_at__date=today))


@transaction.atomic
def close_campaign(*, campaign_id: UUID, by: User | None = None) -> MonitoringCampaign:
    """End a campaign and freeze its report: what is not answered now stays marked as missed."""
    campaign = _lock(campaign_id, by)
    if campaign.state != CampaignState.OPEN:
        return campaign
    campaign.items.filter(state=CampaignItemState.WAITING).update(state=CampaignItemState.MISSED)
    report = campaign_report(campaign)
    campaign.report = canonical_json(report)
    campaign.report_sha256 = canonical_sha256(report)
    campaign.closed_at = timezone.now()
    _move(campaign, CampaignState.CLOSED, by)
    return campaign


@transaction.atomic
def publish_campaign(*, campaign_id: UUID, by: User) -> MonitoringCampaign:
    """Let everyone read the frozen report."""
    campaign = _lock(campaign_id, by)
    if campaign.state != CampaignState.CLOSED:
        raise refusal("state", _("A campaign is published after it has closed."), "state")
    _move(campaign, CampaignState.PUBLISHED, by)
    return campaign


def run_campaigns(*, today: date) -> None:
    """What the day brings: open those whose day has come, remind, close those whose end is past."""
    found = MonitoringCampaign.objects.order_by("opens_on", "pk")
    for campaign in found.filter(state=CampaignState.SCHEDULED, opens_on__lte=today):
        open_campaign(campaign_id=campaign.pk)
    for campaign in found.filter(state=CampaignState.OPEN, closes_on__lt=today):
        close_campaign(campaign_id=campaign.pk)
    days = [today + before for before in REMIND_BEFORE]
    for campaign in found.filter(state=CampaignState.OPEN, closes_on__in=days):
        remind_campaign(campaign_id=campaign.pk, today=today)


def _requests(campaign: MonitoringCampaign) -> Iterable[CampaignItem]:
    actions = campaign.contract.actions.active().exclude(state__in=NOT_ASKED).order_by("code_key")
    for action in actions:
        yield CampaignItem(campaign=campaign, action=action, contact_email=action.contact_email)
    signatories = Q(role=PartyRole.SIGNATORY) | Q(paper_signatures__isnull=False)
    parties = ContractParty.objects.filter(signatories, contract=campaign.contract).distinct()
    for party in parties.order_by("position"):
        yield CampaignItem(campaign=campaign, party=party, contact_email=party.contact_email)


def _write_to(items: Any) -> int:
    """Queue one mail for each request and count it."""
    rows = list(items.select_related("campaign__contract__city", "action", "party"))
    for item in rows:
        mail = campaign_text(item=item, token=make_campaign_token(item.pk))
        queue_text(to=item.contact_email, text=mail)
        item.reminder_count += 1
        item.reminded_at = timezone.now()
    CampaignItem.objects.bulk_update(rows, ["reminder_count", "reminded_at"], batch_size=500)
    return len(rows)


def _ask_above(campaign: MonitoringCampaign, today: date) -> None:
    """Let the rooms above ask whom they know: organisations report on what they signed."""
    signals.campaign_asks.send(
        MonitoringCampaign, campaign_id=campaign.pk, contract_id=campaign.contract_id, today=today
    )


def _lock(campaign_id: UUID, by: User | None) -> MonitoringCampaign:
    campaign = (
        MonitoringCampaign.objects.select_for_update(of=("self",))
        .select_related("contract__city")
        .get(pk=campaign_id)
    )
    if by is not None:
        require(rules.can_edit_city, by, campaign.contract.city)
    return campaign


def _move(campaign: MonitoringCampaign, state: CampaignState, by: User | None) -> None:
    campaign.state = state
    campaign.revision += 1
    campaign.full_clean()
    campaign.save()
    _tell(campaign, ChangeVerb.PUBLISHED if state == CampaignState.PUBLISHED else ChangeVerb.CHANGED, by)


def _tell(campaign: MonitoringCampaign, verb: ChangeVerb, by: User | None) -> None:
    contract = campaign.contract
    is_public = campaign.state == CampaignState.PUBLISHED
    record_change(
        verb,
        campaign,
        city_slug=contract.city.slug,
        summary=campaign.title,
        made_by=by,
        is_public=is_public,
    )
    if campaign.state in (CampaignState.CLOSED, CampaignState.PUBLISHED):
        signals.contract_changed.send(MonitoringCampaign, contract_id=contract.pk, by=by)


def _validate_title(title: Texts) -> None:
    if not title:
        raise refusal("title", _("Give the campaign a title."), "required")


def _validate_days(opens_on: date, closes_on: date) -> None:
    if closes_on <= opens_on:
        raise refusal("closes_on", _("A campaign closes after it opens."), "order")
