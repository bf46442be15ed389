"""Readings of what organisations promised, delivered and reported."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import F, Prefetch, Q, QuerySet
from django.utils import timezone

from contracts.enums import CampaignState
from contracts.models import Action, Contract, MonitoringCampaign
from stakeholders.enums import CommitmentState, ReportState
from stakeholders.models import Commitment, CommitmentReport, Organisation
from stakeholders.transitions import IN_FORCE

WAITING = (ReportState.SUBMITTED, ReportState.QUESTIONED)


@dataclass(frozen=True, slots=True)
class ActionStanding:
    """How far an action of a commitment is, by the newest report that the city accepted; unknown is None."""

    action: Action
    accepted: CommitmentReport | None
    question: CommitmentReport | None
    waiting: CommitmentReport | None
    due_on: date | None

    @property
    def share_done(self) -> Decimal | None:
        """The share that is done, None while nobody said so."""
        return self.accepted.share_done if self.accepted else None


@dataclass(frozen=True, slots=True)
class CommitmentStanding:
    """A commitment with what was promised and what was delivered of each of its actions."""

    commitment: Commitment
    actions: tuple[ActionStanding, ...]
    reports: tuple[CommitmentReport, ...]

    @property
    def takes_reports(self) -> bool:
        """Whether a report on it is taken."""
        return self.commitment.state in IN_FORCE and bool(self.actions)

    @property
    def due_on(self) -> date | None:
        """By when an open campaign waits for a report on one of its actions; None where none does."""
        return min((one.due_on for one in self.actions if one.due_on), default=None)


def actions_of(commitment: Commitment) -> QuerySet[Action]:
    """The actions on which a commitment's organisation reports: those it names, itself or in its sheets."""
    named = Q(commitments=commitment) | Q(sheets__commitment=commitment)
    return (
        Action.objects.active().filter(named, contract=commitment.contract_id).distinct().order_by("code_key")
    )


def has_newer(report: CommitmentReport) -> bool:
    """Whether the organisation reported on the same action once more."""
    return _same_subject(report).filter(written_at__gt=report.written_at).exists()


def earlier_reports(report: CommitmentReport) -> QuerySet[CommitmentReport]:
    """What was reported before on the same action of the commitment, newest first."""
    return (
        _same_subject(report)
        .filter(written_at__lt=report.written_at)
        .select_related("action", "author", "evidence", "commitment")
    )


def _same_subject(report: CommitmentReport) -> QuerySet[CommitmentReport]:
    rows = CommitmentReport.objects.filter(commitment=report.commitment_id, action=report.action_id)
    return rows.exclude(pk=report.pk)


def list_reports(contract: Contract, *, state: str = "", text: str = "") -> QuerySet[CommitmentReport]:
    """Reports of a contract's commitments, those that wait for the city first."""
    rows = CommitmentReport.objects.filter(commitment__contract=contract).select_related(
        "commitment__organisation", "commitment__contract__city", "action", "evidence", "author"
    )
    if state:
        rows = rows.filter(state=state)
    if text:
        rows = rows.filter(commitment__organisation__name__icontains=text)
    return rows.order_by(F("reviewed_at").desc(nulls_first=True), "-written_at")


def open_campaign_of(contract: Contract) -> MonitoringCampaign | None:
    """The campaign that asks for reports now; the one that closes first where there are several."""
    return contract.campaigns.filter(state=CampaignState.OPEN).order_by("closes_on").first()


def reports_since(commitment: Commitment, campaign: MonitoringCampaign | None) -> QuerySet[CommitmentReport]:
    """What its organisation told in the contract since a campaign opened, but for what the city rejected."""
    rows = CommitmentReport.objects.filter(
        commitment__contract=commitment.contract_id, commitment__organisation=commitment.organisation_id
    ).exclude(state=ReportState.REJECTED)
    return rows.filter(written_at__date__gte=campaign.opens_on) if campaign else rows.none()


def standings_of(organisation: Organisation) -> list[CommitmentStanding]:
    """The signed commitments of an organisation: promised, delivered, due, waiting; a fixed number of queries."""
    rows = organisation.commitments.filter(state__in=CommitmentState.public())
    found = list(with_reports(rows).select_related("contract__city", "organisation"))
    campaigns = {one.contract_id: open_campaign_of(one.contract) for one in found}
    return [standing_of(one, campaigns[one.contract_id]) for one in found]


def with_reports(rows: Any) -> Any:
    """Commitments with their actions and reports, in three more queries."""
    reports = CommitmentReport.objects.select_related(
        "evidence", "author", "action", "action_report"
    ).order_by("-written_at")
    return rows.prefetch_related(
        Prefetch("reports", reports),
        Prefetch("actions", Action.objects.active().order_by("code_key")),
        Prefetch("sheets__action", Action.objects.active()),
    )


def standing_of(commitment: Commitment, campaign: MonitoringCampaign | None) -> CommitmentStanding:
    """Where a commitment (`with_reports`) stands."""
    reports = tuple(commitment.reports.all())
    named = {one.pk: one for one in commitment.actions.all()}
    named |= {one.action.pk: one.action for one in commitment.sheets.all() if one.action is not None}
    asked = campaign if commitment.state in IN_FORCE else None
    actions = sorted(named.values(), key=lambda one: one.code_key)
    return CommitmentStanding(commitment, tuple(_stand(one, reports, asked) for one in actions), reports)


def _stand(
    action: Action, reports: tuple[CommitmentReport, ...], campaign: MonitoringCampaign | None
) -> ActionStanding:
    own = [one for one in reports if one.action_id == action.pk]
    accepted = [one for one in own if one.state == ReportState.ACCEPTED]
    last = own[0] if own else None
    has_answered = campaign is None or any(
        timezone.localtime(one.written_at).date() >= campaign.opens_on and one.state != ReportState.REJECTED
        for one in own
    )
    return ActionStanding(
        action=action,
        accepted=max(accepted, key=lambda one: (one.reported_on, one.written_at), default=None),
        question=last if last and last.state == ReportState.QUESTIONED else None,
        waiting=last if last and last.state == ReportState.SUBMITTED else None,
        due_on=None if has_answered or campaign is None else campaign.closes_on,
    )
