"""Who signed in the portal, what they promised and what they delivered, as everyone may read it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from contracts.enums import Sector, Visibility
from contracts.models import Contract
from core.fields import TextInLanguage
from progress.selectors.actions import years_words
from stakeholders.enums import CommitmentState, ReportState
from stakeholders.models import Attachment, Commitment, CommitmentReport, Organisation
from stakeholders.selectors.naming import PublicSigner, public_signers
from stakeholders.selectors.reports import CommitmentStanding, standing_of, with_reports
from stakeholders.selectors.signed import withdrawal_reasons

ENDED = (CommitmentState.WITHDRAWN, CommitmentState.EXPIRED)
"""States of promises that were signed and do not hold any more."""


@dataclass(frozen=True)
class PublicReport:
    """A report that the city accepted; `evidence_id` where everyone may download the file."""

    id: UUID
    code: str
    reported_on: Any
    share_done: Decimal | None
    reduction_tco2e: Decimal | None
    text: str
    level_label: str
    evidence_name: str


@dataclass(frozen=True)
class PublicFile:
    """A file beside a promise that its organisation made public."""

    id: UUID
    name: str
    size_bytes: int


@dataclass(frozen=True)
class PublicPromise:
    """A promise with what was delivered; tonnes are None where nobody stated them."""

    title: TextInLanguage
    statement: TextInLanguage
    state: str
    state_label: str
    years: str
    signed_on: Any
    promised_tco2e: Decimal | None
    delivered_tco2e: Decimal | None
    actions: int
    reported: int
    reports: tuple[PublicReport, ...]
    is_illustrative: bool
    withdrawn_on: Any = None
    withdrawn_reason: str = ""
    signers: tuple[PublicSigner, ...] = ()
    files: tuple[PublicFile, ...] = ()


@dataclass(frozen=True)
class SignatoryCard:
    """An organisation on the wall: what it promised and delivered together, as far as it is stated."""

    id: UUID
    name: str
    cluster: str
    sector: str
    has_logo: bool
    sectors: tuple[str, ...]
    states: tuple[tuple[str, str, int], ...]
    promises: tuple[PublicPromise, ...]

    @property
    def promised_tco2e(self) -> Decimal | None:
        """The sum of what is stated, None where nothing is."""
        return _sum(one.promised_tco2e for one in self.promises)

    @property
    def delivered_tco2e(self) -> Decimal | None:
        """The same of what the city accepted as reached."""
        return _sum(one.delivered_tco2e for one in self.promises)

    @property
    def promised_not_stated(self) -> int:
        """How many promises state no tonnes."""
        return sum(one.promised_tco2e is None for one in self.promises)

    @property
    def actions(self) -> int:
        """How many times its promises name an action."""
        return sum(one.actions for one in self.promises)

    @property
    def reported(self) -> int:
        """How many of these have a report that the city accepted."""
        return sum(one.reported for one in self.promises)


@dataclass(frozen=True)
class Wall:
    """The signatories that fit the filters, and how many promises stand behind nobody's name."""

    cards: tuple[SignatoryCard, ...]
    unnamed: int


def signed_commitments(contract: Contract) -> QuerySet[Commitment]:
    """The commitments of a contract that everyone may read."""
    return Commitment.objects.filter(contract=contract, state__in=CommitmentState.public())


def read_wall(
    contract: Contract, *, text: str = "", cluster: str | None = None, sector: str = "", state: str = ""
) -> Wall:
    """The organisations that signed, in the order of their names; a fixed number of queries."""
    rows = signed_commitments(contract).order_by("organisation__name", "organisation_id", "number", "id")
    if text:
        rows = rows.filter(organisation__name__icontains=text, is_named=True)
    if cluster is not None:
        rows = rows.filter(organisation__cluster=cluster)
    if state:
        rows = rows.filter(state=state)
    if sector:
        named = Q(actions__sector=sector, actions__archived_at=None)
        rows = rows.filter(pk__in=signed_commitments(contract).filter(named).values("pk"))
    found = list(with_reports(rows.select_related("organisation")))
    named_rows = [one for one in found if one.is_named]
    groups = groupby(named_rows, key=lambda one: one.organisation_id)
    return Wall(tuple(_card(list(own)) for _key, own in groups), len(found) - len(named_rows))


def read_promises(contract: Contract, organisation: Organisation) -> tuple[PublicPromise, ...]:
    """The promises of an organisation that name it in public: what was delivered, who signed, public files.

    One that was signed and has ended stays, and says when and why; its files do not.
    """
    rows = Commitment.objects.filter(contract=contract, organisation=organisation, is_named=True)
    told = rows.filter(Q(state__in=CommitmentState.public()) | Q(state__in=ENDED, signed_on__isnull=False))
    found = list(with_reports(told.select_related("organisation")).order_by("number", "id"))
    signers = public_signers(contract.city, [one.pk for one in found])
    files = _files([one.pk for one in found if one.state not in ENDED])
    reasons = withdrawal_reasons([one.pk for one in found if one.withdrawn_on])
    return tuple(
        replace(
            _promise(one),
            withdrawn_reason=reasons.get(one.pk, ""),
            signers=signers.get(one.pk, ()),
            files=tuple(files[one.pk]),
        )
        for one in found
    )


def public_file(contract: Contract, organisation_id: UUID, file_id: UUID) -> Attachment | None:
    """A file beside a signed promise that everyone may download; None where there is none."""
    named = signed_commitments(contract).filter(organisation=organisation_id, is_named=True)
    return _public_files(named).filter(pk=file_id).first()


def public_evidence(contract: Contract, organisation_id: UUID, report_id: UUID) -> CommitmentReport | None:
    """A report whose evidence everyone may download; None where there is none."""
    return (
        CommitmentReport.objects.filter(
            pk=report_id,
            commitment__in=signed_commitments(contract).filter(organisation=organisation_id, is_named=True),
            state=ReportState.ACCEPTED,
            evidence__visibility=Visibility.PUBLIC,
        )
        .select_related("evidence")
        .first()
    )


def _public_files(commitments: Any) -> QuerySet[Attachment]:
    """What organisations marked as public; evidence of reports stands beside its report."""
    return Attachment.objects.present().filter(
        commitment__in=commitments, visibility=Visibility.PUBLIC, reports=None
    )


def _files(commitments: list[UUID]) -> dict[UUID, list[PublicFile]]:
    found: dict[UUID, list[PublicFile]] = defaultdict(list)
    for row in _public_files(commitments).order_by("uploaded_at") if commitments else ():
        found[row.commitment_id].append(PublicFile(row.pk, str(row), row.size_bytes))
    return found


def _card(rows: list[Commitment]) -> SignatoryCard:
    organisation = rows[0].organisation
    words = [one.state for one in rows]
    sectors = {action.sector for one in rows for action in one.actions.all()}
    return SignatoryCard(
        id=organisation.pk,
        name=organisation.name,
        cluster=str(organisation.get_cluster_display()) if organisation.cluster else "",
        sector=organisation.sector,
        has_logo=bool(organisation.logo),
        sectors=tuple(str(sector.label) for sector in Sector if sector.value in sectors),
        states=tuple(
            (state.value, str(state.label), words.count(state))
            for state in CommitmentState.public()
            if state in words
        ),
        promises=tuple(_promise(one) for one in rows),
    )


def _promise(commitment: Commitment) -> PublicPromise:
    standing = standing_of(commitment, None)
    accepted = [one.accepted for one in standing.actions if one.accepted]
    return PublicPromise(
        title=commitment.title.pick(),
        statement=commitment.statement.pick(),
        state=commitment.state,
        state_label=str(commitment.get_state_display()),
        years=years_words(commitment.start_year, commitment.end_year),
        signed_on=commitment.signed_on,
        promised_tco2e=commitment.reduction_tco2e,
        delivered_tco2e=_sum(one.action_report.reduction_tco2e for one in accepted if one.action_report),
        actions=len(standing.actions),
        reported=len(accepted),
        reports=tuple(_reports(standing)),
        is_illustrative=commitment.is_illustrative,
        withdrawn_on=commitment.withdrawn_on,
    )


def _reports(standing: CommitmentStanding) -> Iterable[PublicReport]:
    """The accepted reports, newest first; what was measured stays with the city, as for every action."""
    for one in sorted(standing.reports, key=lambda report: report.reported_on, reverse=True):
        if one.state != ReportState.ACCEPTED or one.action_report is None:
            continue
        is_public = one.evidence is not None and one.evidence.visibility == Visibility.PUBLIC
        yield PublicReport(
            id=one.pk,
            code=one.action.code,
            reported_on=one.reported_on,
            share_done=one.share_done,
            reduction_tco2e=one.action_report.reduction_tco2e,
            text=one.text,
            level_label=str(one.action_report.get_evidence_level_display()),
            evidence_name=one.evidence.original_name if one.evidence is not None and is_public else "",
        )


def _sum(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """The sum of what is known, None where nothing is."""
    known = [one for one in amounts if one is not None]
    return sum(known, Decimal(0)) if known else None
