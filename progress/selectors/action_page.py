"""One action with everything that hangs on it: promise, place and result together."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from contracts.models import Action, ActionReport, Contract, Milestone
from contracts.visibility import FieldMask, mask_for
from core.fields import TextInLanguage
from progress.charts.words import format_chance, format_points
from progress.enums import CreditReason
from progress.models import SnapshotForesight
from progress.selectors.action_ladder import LadderStep, climb_ladder
from progress.selectors.action_money import MoneyView, TonneCost, read_money, read_tonne_cost
from progress.selectors.actions import ActionRow, LinkedAction, action_row, list_actions
from progress.selectors.commitments import CommitmentRow, list_commitments
from progress.selectors.findings import FindingRow, findings_on
from progress.selectors.ledger import read_ledger
from progress.selectors.milestones import MilestoneRow, milestone_rows, without_hidden
from progress.selectors.outlook import chance_reason
from progress.selectors.snapshots import foresight_of, snapshot_with_ledger


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
class ChancePart:
    """What the action means for the chance of the target, in words; `difference` in percentage points."""

    if_whole: str
    if_not: str
    difference: str


@dataclass(frozen=True)
class ActionPage:
    """What the page of an action shows; `chance` is None where it is not among the ten that move it most."""

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
    ladder: tuple[LadderStep, ...]
    credit_reason: str
    money: MoneyView
    tonne_cost: TonneCost
    chance: ChancePart | None
    chance_reason: str
    findings: tuple[FindingRow, ...]


def read_action(contract: Contract, user: Any, pk: UUID) -> ActionPage | None:
    """An action of a contract that `user` may see, None otherwise; a fixed number of queries."""
    action = list_actions(contract, user).select_related("included_in", "pathway").filter(pk=pk).first()
    if action is None:
        return None
    snapshot = snapshot_with_ledger(contract)
    ledger = read_ledger(snapshot) if snapshot else None
    mask = mask_for(user, contract)
    row = action_row(action, mask, ledger)
    commitments = list_commitments(user, mask, ledger=ledger, actions=action)
    foresight = foresight_of(snapshot)
    return ActionPage(
        action=action,
        row=row,
        description=action.description.pick(),
        pathway=action.pathway.title.pick() if action.pathway else None,
        included_in=_link(action.included_in) if action.included_in else None,
        includes=tuple(_link(other) for other in action.includes.filter(archived_at=None)),
        parties=_parties(action),
        commitments=commitments,
        molecules=tuple(
            MoleculeLink(molecule.pk, str(molecule))
            for molecule in action.molecules.published().only("names", "code")
        ),
        milestones=milestone_rows(without_hidden(Milestone.objects.filter(action=action))),
        reports=tuple(_report(report, action, mask) for report in action.reports.all()),
        ladder=climb_ladder(action, row.credit, commitments, mask),
        credit_reason=str(CreditReason(row.credit.reason).label) if row.credit else "",
        money=read_money(action, mask),
        tonne_cost=read_tonne_cost(contract, action, row.credit, mask),
        chance=_chance(foresight, str(pk)),
        chance_reason="" if _has_chance(foresight) else chance_reason(foresight),
        findings=findings_on(contract.city, action.pk),
    )


def _parties(action: Action) -> tuple[PartyRow, ...]:
    return tuple(
        PartyRow(part.organisation_id, part.organisation.name, part.get_role_display(), part.share)
        for part in action.parties.select_related("organisation").order_by("role", "organisation__name")
    )


def _has_chance(foresight: SnapshotForesight | None) -> bool:
    return foresight is not None and foresight.content["probability"] is not None


def _chance(foresight: SnapshotForesight | None, key: str) -> ChancePart | None:
    drivers = foresight.content["drivers"] if foresight else []
    row = next((row for row in drivers if row["action"] == key), None)
    if row is None:
        return None
    return ChancePart(
        if_whole=format_chance(row["if_whole"]),
        if_not=format_chance(row["if_not"]),
        difference=format_points(row["difference"]),
    )


def _link(action: Action) -> LinkedAction:
    return LinkedAction(action.pk, action.code, action.title.pick())


def _report(report: ActionReport, action: Action, mask: FieldMask) -> ReportRow:
    return ReportRow(
        reported_on=report.reported_on,
        share_done=report.share_done,
        reduction_tco2e=report.reduction_tco2e,
        spent_eur=mask.show_value(report.spent_eur, "spent_eur", action.field_visibility),
        note=report.note,
        evidence_level=report.evidence_level,
        evidence_label=str(report.get_evidence_level_display()),
        evidence_url=report.evidence_url,
        organisation=report.organisation_name,
    )
