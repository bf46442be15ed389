"""Clauses that a version of the contract words differently from what was signed: how, and whom that touches."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from django.db.models import F, QuerySet
from django.utils import timezone

from contracts.models import Clause, Contract, ContractVersion
from contracts.selectors.comparison_of_texts import TextChange, text_changes
from contracts.transitions import SIGNABLE
from core.canonical import texts_sha256
from core.fields import Texts
from stakeholders.enums import OrganisationRole, RequestKind, RequestState
from stakeholders.models import Commitment, CommitmentVersion, Organisation, SigningRequest
from stakeholders.selectors.amendments import waiting_amendments
from stakeholders.selectors.signing import confirmed_mandates, versions_in_force

Words = dict[tuple[str, str], Texts]
"""The words of clauses by key and digest."""


class Step(NamedTuple):
    """From which wording to which one clause goes, by digests; an empty one where there is no such clause."""

    key: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class ChangedParty:
    """A commitment in force under clauses that a version of the contract words differently."""

    commitment: Commitment
    version: CommitmentVersion
    steps: tuple[Step, ...]

    @property
    def changed(self) -> tuple[str, ...]:
        """Keys of the clauses that are new, gone or worded differently."""
        return tuple(step.key for step in self.steps)


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """One clause as it was signed and as it stands now, word by word in each language.

    `is_known`: the portal still has the words that were signed, not only their digest.
    """

    number: int
    step: Step
    is_known: bool
    texts: list[TextChange]


@dataclass(frozen=True, slots=True)
class TouchedParty:
    """A party as officers see it: its changed clauses, whether it is asked already, whether anyone may sign.

    `proposes`: it waits for the city's word on an amendment of its own, which comes first.
    """

    party: ChangedParty
    changes: list[ClauseChange]
    request: SigningRequest | None
    has_signer: bool
    proposes: bool

    @property
    def waits(self) -> bool:
        """Whether asking reaches it now."""
        return self.request is None and self.has_signer and not self.proposes


def version_to_sign(contract: Contract) -> ContractVersion | None:
    """The version whose clauses are signed now: the newest that is open for signature or frozen."""
    return contract.versions.filter(state__in=SIGNABLE).order_by("-number").first()


def changed_parties(contract_version: ContractVersion) -> list[ChangedParty]:
    """The commitments in force whose clauses are other ones in this version of the contract."""
    in_force = versions_in_force(contract_version.contract)
    if not in_force:
        return []
    clauses = list(contract_version.clauses.values_list("key", "sha256", "party"))
    listings = _listings(contract_version)
    found = []
    for version in in_force:
        mine = {None} | listings.get(version.commitment.organisation_id, set())
        old, new = version.clause_hashes, {key: digest for key, digest, party in clauses if party in mine}
        keys = sorted(key for key in old.keys() | new.keys() if old.get(key) != new.get(key))
        if keys:
            steps = tuple(Step(key, old.get(key, ""), new.get(key, "")) for key in keys)
            found.append(ChangedParty(version.commitment, version, steps))
    return found


def _listings(contract_version: ContractVersion) -> dict[UUID, set[UUID | None]]:
    """Under which entries of the contract's list of parties each organisation stands."""
    links = Organisation.listings.through.objects.filter(contractparty__contract=contract_version.contract_id)
    found: dict[UUID, set[UUID | None]] = {}
    for organisation, party in links.values_list("organisation_id", "contractparty_id"):
        found.setdefault(organisation, set()).add(party)
    return found


def touched_parties(parties: list[ChangedParty], contract_version: ContractVersion) -> list[TouchedParty]:
    """What officers read of changed parties; what several of them have in common is numbered and told once."""
    if not parties:
        return []
    changes = _changes([step for one in parties for step in one.steps], contract_version)
    requests = open_text_requests(contract_version.contract)
    mandates = confirmed_mandates(timezone.localdate()).filter(
        organisation__in=[one.commitment.organisation_id for one in parties],
        organisation__memberships__user=F("person"),
        organisation__memberships__role=OrganisationRole.SIGNATORY,
    )
    proposing = proposing_commitments(contract_version.contract)
    able = set(mandates.values_list("organisation_id", flat=True))
    return [
        TouchedParty(
            party=one,
            changes=[changes[step] for step in one.steps],
            request=requests.get(one.commitment.pk),
            has_signer=one.commitment.organisation_id in able,
            proposes=one.commitment.pk in proposing,
        )
        for one in parties
    ]


def proposing_commitments(contract: Contract) -> set[UUID]:
    """The commitments with an amendment that the city has not answered: asking for another text would bury it."""
    return set(waiting_amendments(contract).values_list("commitment_id", flat=True))


def clause_words(version: CommitmentVersion) -> Words:
    """The words of the clauses that a version accepts, where the version of the contract still has exactly those."""
    return {} if version.contract_version is None else _words(version.contract_version.clauses.all())


def _changes(steps: Iterable[Step], contract_version: ContractVersion) -> dict[Step, ClauseChange]:
    """Each step once, with its words."""
    distinct = list(dict.fromkeys(sorted(steps)))
    clauses = Clause.objects.filter(
        version__contract=contract_version.contract_id, key__in={step.key for step in distinct}
    )
    words = _words(clauses)
    return {step: _change(number, step, words) for number, step in enumerate(distinct, start=1)}


def _change(number: int, step: Step, words: Words) -> ClauseChange:
    before, after = words.get((step.key, step.old)), words.get((step.key, step.new))
    is_known = before is not None or not step.old
    return ClauseChange(number, step, is_known, text_changes(step.key, before, after) if is_known else [])


def _words(clauses: Iterable[Clause]) -> Words:
    return {(one.key, texts_sha256(one.text)): one.text for one in clauses}


def open_text_requests(contract: Contract) -> dict[UUID, SigningRequest]:
    """The request for a text that waits for signatures or its seal, by commitment; a withdrawal is no such text."""
    waiting: QuerySet[SigningRequest] = SigningRequest.objects.filter(
        version__commitment__contract=contract,
        state__in=[RequestState.COLLECTING, RequestState.SEALING],
    ).exclude(kind=RequestKind.WITHDRAW)
    return {one.version.commitment_id: one for one in waiting.select_related("version")}
