"""One action with everything that hangs on it: promise, place and result together."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from contracts.models import Action, ActionReport, Contract, Milestone
from core.fields import TextInLanguage
from progress.selectors.actions import ActionRow, LinkedAction, action_row, list_actions
from progress.selectors.commitments import CommitmentRow, list_commitments
from progress.selectors.findings import FindingRow, findings_on
from progress.selectors.milestones import MilestoneRow, milestone_rows


@dataclass(frozen=True)
class PartyRow:
    """An organisation's part in the action."""

    id: UUID
    name: str
    role: str
    share: Any


@dataclass(frozen=True)
class MoleculeLink:
    """A molecule that the action happens in."""

    id: UUID
    name: str


@dataclass(frozen=True)
class ReportRow:
    """A dated report of progress with what stands behind it."""

    reported_on: date
    share_done: Any
    reduction_tco2e: Any
    spent_eur: Any
    note: str
    evidence_level: str
    evidence_label: str
    evidence_url: str
    organisation: str


@dataclass(frozen=True)
class ActionPage:
    """What the page of an action shows."""

    action: Action
    row: ActionRow
    description: TextInLanguage
    pathway: TextInLanguage | None
    included_in: LinkedAction | None
    includes: tuple[LinkedAction, ...]
    parties: tuple[PartyRow, ...]
    commitments: tuple[CommitmentRow, ...]
    molecules: tuple[MoleculeLink, ...]
    milestones: tuple[MilestoneRow, ...]
    reports: tuple[ReportRow, ...]
    months_since_report: int | None
    findings: tuple[FindingRow, ...]


def read_action(contract: Contract, user: Any, pk: UUID) -> ActionPage | None:
    """An action of a contract that `user` may see, None otherwise; a fixed number of queries."""
    action = list_actions(contract, user).select_related("included_in", "pathway").filter(pk=pk).first()
    if action is None:
        return None
    reports = tuple(_report(report) for report in action.reports.all())
    return ActionPage(
        action=action,
        row=action_row(action),
        description=action.description.pick(),
        pathway=action.pathway.title.pick() if action.pathway else None,
        included_in=_link(action.included_in) if action.included_in else None,
        includes=tuple(_link(other) for other in action.includes.filter(archived_at=None)),
        parties=tuple(
            PartyRow(part.organisation_id, part.organisation.name, part.get_role_display(), part.share)
            for part in action.parties.select_related("organisation").order_by("role", "organisation__name")
        ),
        commitments=list_commitments(user, actions=action),
        molecules=tuple(
            MoleculeLink(molecule.pk, str(molecule))
            for molecule in action.molecules.filter(archived_at=None).only("names", "code")
        ),
        milestones=milestone_rows(Milestone.objects.filter(action=action)),
        reports=reports,
        months_since_report=_months_since(reports[0].reported_on) if reports else None,
        findings=findings_on(action.pk),
    )


def _link(action: Action) -> LinkedAction:
    return LinkedAction(action.pk, action.code, action.title.pick())


def _report(report: ActionReport) -> ReportRow:
    return ReportRow(
        reported_on=report.reported_on,
        share_done=report.share_done,
        reduction_tco2e=report.reduction_tco2e,
        spent_eur=report.spent_eur,
        note=report.note,
        evidence_level=report.evidence_level,
        evidence_label=str(report.get_evidence_level_display()),
        evidence_url=report.evidence_url,
        organisation=report.organisation_name,
    )


def _months_since(day: date) -> int:
    """Full months from a day until today."""
    today = timezone.localdate()
    return max(0, (today.year - day.year) * 12 + today.month - day.month - (today.day < day.day))
