"""Reading versions: which one is worked on, which one is shown, and where each stands in its life."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.enums import PartyRole, VersionState
from contracts.lifecycle import Candidate, Missing, missing_before
from contracts.models import (
    Contract,
    ContractVersion,
    FrozenPart,
    VersionApproval,
    VersionTransition,
)
from contracts.rules import has_city_role
from contracts.transitions import CLOSED, LIFE, REVISABLE, Transition, steps_from
from core.models import User
from core.quantities import format_date

DONE, NOW, NEXT = "done", "now", "next"
_BESIDE = {
    VersionState.RETURNED_MINOR: VersionState.PRE_VALIDATION,
    VersionState.DEFERRED: VersionState.PRE_VALIDATION,
    VersionState.REVISION_REQUESTED: VersionState.UNDER_REVIEW,
    VersionState.IN_REVISION: VersionState.IN_IMPLEMENTATION,
    VersionState.SUPERSEDED: VersionState.IN_IMPLEMENTATION,
}
"""States beside the straight way, each with the place where it left it."""


@dataclass(frozen=True, slots=True)
class LifeStep:
    """One stage of the life of a version, as the stepper shows it."""

    name: str
    state: str


@dataclass(frozen=True, slots=True)
class StepChoice:
    """A step that a person may make now, and what stands in its way."""

    step: Transition
    missing: list[Missing]

    @property
    def is_open(self) -> bool:
        """Whether nothing stands in its way."""
        return not self.missing


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version in the list of versions."""

    version: ContractVersion
    approvals: int
    signatures: int
    since: date | None


def working_version(contract: Contract) -> ContractVersion | None:
    """The version that the city works on: the newest that is not closed, editable or not."""
    open_versions = contract.versions.exclude(state__in=CLOSED).select_related("contract__city")
    return open_versions.order_by("-number").first()


def current_version(contract: Contract) -> ContractVersion | None:
    """The version whose aims count now."""
    return contract.versions.filter(is_current=True).select_related("contract__city").first()


def frozen_part(version: ContractVersion, name: str) -> dict[str, Any] | None:
    """A part as it was frozen with a version; None where the version has no such part."""
    row = FrozenPart.objects.filter(version=version, name=name).first()
    return json.loads(row.content) if row else None


def list_versions(contract: Contract) -> list[VersionRow]:
    """Every version, newest first, in two queries."""
    versions = list(
        contract.versions.select_related("contract__city")
        .annotate(
            signature_count=Count("paper_signatures", distinct=True),
            approval_count=Count("approvals", distinct=True),
        )
        .order_by("-number")
    )
    moved = VersionTransition.objects.filter(version__contract=contract).order_by("made_at")
    since = {row.version_id: row.made_at for row in moved}
    return [
        VersionRow(
            one,
            one.approval_count,
            one.signature_count,
            timezone.localdate(at) if (at := since.get(one.pk)) else None,
        )
        for one in versions
    ]


def life_of(version: ContractVersion) -> list[LifeStep]:
    """The stages of a version's life: those behind it, the one it is in, those to come."""
    state = VersionState(version.state)
    if state in (VersionState.WITHDRAWN, VersionState.ARCHIVED):
        return [LifeStep(str(state.label), NOW)]
    place = LIFE.index(_BESIDE.get(state, state))
    steps = [
        LifeStep(str(one.label), DONE if index < place else NOW if index == place else NEXT)
        for index, one in enumerate(LIFE)
    ]
    if state in _BESIDE:
        steps[place] = LifeStep(str(state.label), NOW)
    return steps


def choices_for(version: ContractVersion, user: User, candidate: Candidate) -> list[StepChoice]:
    """The steps that a person may make from here, the way forward first."""
    steps = [
        one for one in steps_from(version.state) if has_city_role(user, version.contract.city, *one.roles)
    ]
    return [StepChoice(step, missing_before(step, candidate)) for step in steps]


def may_revise(version: ContractVersion) -> bool:
    """Whether the next version can be made from this one."""
    if version.state not in REVISABLE:
        return False
    newer = version.contract.versions.filter(number__gt=version.number)
    return not newer.exclude(state__in=CLOSED).exists()


@dataclass(frozen=True, slots=True)
class ApprovalRow:
    """Who approved which content; void where the content is another by now."""

    approval: VersionApproval
    is_valid: bool


def approvals_of(version: ContractVersion, candidate: Candidate) -> list[ApprovalRow]:
    """The approvals of a version, oldest first."""
    found = list(version.approvals.select_related("person"))
    return [ApprovalRow(one, one.content_sha256 == candidate.content_sha256) for one in found]


@dataclass(frozen=True, slots=True)
class PastStep:
    """A step that was made, as the page tells it."""

    row: VersionTransition
    label: str
    facts: list[tuple[str, str]]


def steps_made(version: ContractVersion) -> list[PastStep]:
    """Every step that a version has made, newest first."""
    rows = version.transitions.select_related("made_by").order_by("-made_at", "-id")
    return [PastStep(row, str(VersionState(row.to_state).label), _facts(row.details)) for row in rows]


def _facts(details: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What was recorded on the way, in words."""
    facts = []
    if number := details.get("council_decision"):
        facts.append((_("council decision"), number))
    for key, label in (("council_decided_on", _("decided on")), ("label_on", _("awarded on"))):
        if day := details.get(key):
            facts.append((label, format_date(date.fromisoformat(day))))
    if number := details.get("by_version"):
        facts.append((_("replaced by version"), str(number)))
    if parts := details.get("parts"):
        facts += [
            (_("digest of the frozen part “%(part)s”") % {"part": name}, sha) for name, sha in parts.items()
        ]
    return facts


@dataclass(frozen=True, slots=True)
class PartyRow:
    """A party and what it signed: `state` is signed, outdated (its clauses changed since) or awaited."""

    party: Any
    signatures: list[Any]
    state: str


def signatures_of(version: ContractVersion) -> list[PartyRow]:
    """Every signatory of the contract and whoever else signed, with their signatures on paper, in three queries."""
    signed: dict[Any, list[Any]] = {}
    for one in version.paper_signatures.select_related("file", "recorded_by"):
        signed.setdefault(one.party_id, []).append(one)
    asked = Q(role=PartyRole.SIGNATORY) | Q(pk__in=signed)
    clauses = list(version.clauses.all())
    rows = []
    for party in version.contract.parties.filter(asked):
        hashes = {one.key: one.sha256 for one in clauses if one.party_id in (None, party.pk)}
        found = signed.get(party.pk, [])
        holds = any(one.clause_hashes == hashes for one in found)
        rows.append(PartyRow(party, found, "signed" if holds else "outdated" if found else "awaited"))
    return rows
