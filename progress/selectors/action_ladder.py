"""The evidence ladder of one action: on which rung it stands, and what stands behind each rung in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _

from contracts.enums import ActionState, Maturity
from contracts.models import Action
from contracts.visibility import FieldMask
from core.quantities import format_date, format_money, format_share
from progress.enums import Rung
from progress.selectors.actions import years_words
from progress.selectors.commitments import CommitmentRow
from progress.selectors.ledger import LedgerAction
from stakeholders.enums import CommitmentState

StepState = Literal["done", "now", "skipped", "next"]
PLANNED_STATES = (ActionState.ACCEPTED, ActionState.PLANNED)
BEGUN_STATES = (ActionState.IN_PROGRESS, ActionState.COMPLETED)
PROJECTS = (Maturity.PROJECT, Maturity.NOT_STATED)
"""What a contract prints without a typology counts as a project once it has years."""


@dataclass(frozen=True)
class LadderStep:
    """One rung: its evidence in words, empty where there is none; `state` is where the action stands against it."""

    rung: str
    label: str
    evidence: str
    state: StepState


def climb_ladder(
    action: Action, credit: LedgerAction | None, commitments: Sequence[CommitmentRow], mask: FieldMask
) -> tuple[LadderStep, ...]:
    """The rungs from the lowest up; empty where the action stands on none, or nothing was computed.

    Money that `mask` hides is told without amounts.
    """
    if credit is None or credit.rung is None:
        return ()
    rungs = list(Rung)
    stands = rungs.index(Rung(credit.rung))
    evidence = {
        Rung.IDEA: _("It is listed in the contract."),
        Rung.PLANNED: _planned(action),
        Rung.COMMITTED: _committed(commitments),
        Rung.FUNDED: _funded(action, mask),
        Rung.UNDER_WAY: _under_way(action, credit),
        Rung.DELIVERED: _delivered(credit),
        Rung.VERIFIED: _verified(credit),
    }
    return tuple(
        LadderStep(
            rung=rung.value,
            label=str(rung.label),
            evidence=evidence[rung],
            state=_state(place, stands, has_evidence=bool(evidence[rung])),
        )
        for place, rung in enumerate(rungs)
    )


def _state(place: int, stands: int, *, has_evidence: bool) -> StepState:
    if place == stands:
        return "now"
    if place > stands:
        return "next"
    return "done" if has_evidence else "skipped"


def _planned(action: Action) -> str:
    if action.state in PLANNED_STATES:
        return _("Its state is “%(state)s”.") % {"state": action.get_state_display()}
    years = years_words(action.start_year, action.end_year)
    return (
        _("It has its years: %(years)s.") % {"years": years} if years and action.maturity in PROJECTS else ""
    )


def _committed(commitments: Sequence[CommitmentRow]) -> str:
    names = sorted({row.organisation for row in commitments if row.state in CommitmentState.public()})
    return _("Signed for by: %(names)s") % {"names": ", ".join(names)} if names else ""


def _funded(action: Action, mask: FieldMask) -> str:
    secured, cost = action.funding_secured_eur, action.cost_eur
    if secured is None or cost is None or secured < cost:
        return ""
    if mask.hides_any(("cost_eur", "funding_secured_eur"), action.field_visibility):
        return _("What is secured covers its cost; the amounts are not public.")
    said = {"secured": format_money(secured), "cost": format_money(cost)}
    return _("%(secured)s are secured for a cost of %(cost)s.") % said


def _under_way(action: Action, credit: LedgerAction) -> str:
    if action.state in BEGUN_STATES:
        return _("Its state is “%(state)s”.") % {"state": action.get_state_display()}
    if credit.reported_on is not None:
        return _("It has a report of %(day)s.") % {"day": format_date(credit.reported_on)}
    return ""


def _delivered(credit: LedgerAction) -> str:
    if not credit.delivered_share:
        return ""
    said = {"share": format_share(credit.delivered_share), "day": format_date(credit.reported_on)}
    return _("%(share)s of its effect is delivered by the report of %(day)s.") % said


def _verified(credit: LedgerAction) -> str:
    if not credit.verified_share:
        return ""
    return _("The evidence for %(share)s of its effect was accepted.") % {
        "share": format_share(credit.verified_share)
    }
