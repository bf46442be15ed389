"""Answering a request of a campaign by its link: the report of an action, or a signatory's statement."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts import rules
from contracts.enums import CampaignItemState, CampaignState, EvidenceLevel
from contracts.models import ActionReport, CampaignItem
from contracts.services.reports import add_report
from contracts.tokens import read_campaign_token
from core.access import require
from core.models import User
from core.validators import refusal


@transaction.atomic
def answer_request(*, token: str, statement: str = "", **report: Any) -> CampaignItem:
    """Keep what the holder of the link reports; for an action, `report` becomes an `ActionReport`.

    A second answer adds a second report: nothing that was sent is overwritten. Raises `ValidationError` when the
    link is none, or its campaign is not open.
    """
    item = _lock(read_campaign_token(token))
    if report.get("evidence_level") == EvidenceLevel.VERIFIED:
        raise refusal("evidence_level", _("Only the city says that a report is verified."), "verified")
    _answer(item, statement, report, by=None)
    return item


@transaction.atomic
def answer_for_owner(*, item_id: UUID, by: User, statement: str = "", **report: Any) -> CampaignItem:
    """The same for those who have no e-mail address: an officer writes down what they told."""
    item = _lock(item_id)
    require(rules.can_edit_city, by, item.campaign.contract.city)
    _answer(item, statement, report, by=by)
    return item


def _lock(item_id: UUID | None) -> CampaignItem:
    rows = CampaignItem.objects.select_for_update(of=("self",)).select_related(
        "campaign__contract__city", "action__contract__city", "party"
    )
    item = rows.filter(pk=item_id).first() if item_id else None
    if item is None:
        raise refusal("statement", _("This link is not valid."), "token")
    if item.campaign.state != CampaignState.OPEN:
        raise refusal("statement", _("This campaign is not open."), "closed")
    return item


def _answer(item: CampaignItem, statement: str, report: dict[str, Any], *, by: User | None) -> None:
    if item.action is not None:
        name = item.action.promoter if by is None else ""
        item.report = add_report(action=item.action, by=by, organisation_name=name, **report)
    elif not statement.strip():
        raise refusal("statement", _("Write what was done."), "required")
    item.statement = statement.strip() or report.get("note", "")
    item.state = CampaignItemState.ANSWERED
    item.answered_at = timezone.now()
    item.save()


def mark_action_reported(report: ActionReport) -> int:
    """Answer what open campaigns still ask of an action by a report that came another way; how many requests.

    Call it inside the transaction that writes the report. What was answered or missed stays as it is.
    """
    rows = _waiting(CampaignItem.objects.filter(action=report.action_id))
    return _mark(rows, report=report, statement=report.note)


def mark_parties_reported(party_ids: Collection[UUID], *, statement: str = "") -> int:
    """Mark that signatories have reported in the portal; without words while the city has not accepted the report."""
    return _mark(_waiting(CampaignItem.objects.filter(party__in=party_ids)), statement=statement)


def ask_parties_again(party_ids: Collection[UUID]) -> int:
    """Take back the marks of reports that the city rejected; whoever answered in words stays marked."""
    rows = CampaignItem.objects.filter(
        party__in=party_ids,
        campaign__state=CampaignState.OPEN,
        state=CampaignItemState.ANSWERED,
        statement="",
    )
    return rows.update(state=CampaignItemState.WAITING, answered_at=None)


def _waiting(rows: QuerySet[CampaignItem]) -> QuerySet[CampaignItem]:
    """Of these the ones that an open campaign waits for; a campaign that closes takes them away by their state."""
    return rows.filter(campaign__state=CampaignState.OPEN, state=CampaignItemState.WAITING)


def _mark(rows: QuerySet[CampaignItem], **told: Any) -> int:
    return rows.update(state=CampaignItemState.ANSWERED, answered_at=timezone.now(), **told)
