"""Organisations as the published contract lists them, and what each does; being listed is no portal signature."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, IntegerField, Prefetch, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from contracts.enums import PartyRole
from contracts.models import Contract, ContractParty
from contracts.visibility import FieldMask, mask_for
from core.fields import TextInLanguage
from progress.selectors.actions import ActionRow, action_row, current_ledger, list_actions
from progress.selectors.commitments import CommitmentRow, list_commitments
from progress.selectors.ledger import LedgerView
from progress.selectors.ledger_rows import split_among_parties
from progress.selectors.lists import sort_rows
from progress.selectors.signatories import PublicPromise, read_promises
from stakeholders.models import ActionParty, Organisation

CSV_COLUMNS = {
    "id": "id",
    "organisation": "organisation_name",
    "role": "role",
    "category_as_printed": "category",
    "level": "level",
    "legal_form": "legal_form",
    "scope_of_action": "scope_of_action",
    "state_as_printed": "printed_state",
    "illustrative": "is_illustrative",
    "source": "source",
    "note": "note",
}
"""Header of the download and the field behind it."""

ROLE_HEADINGS = {
    PartyRole.PROMOTER: _("Promoters"),
    PartyRole.SIGNATORY: _("Signatories"),
    PartyRole.MAIN_PARTNER: _("Main partners"),
    PartyRole.SUPPORTER: _("Supporters"),
}

NO_LEDGER = LedgerView(actions={}, cells=(), commitments={}, delayed_actions=(), delayed_milestones=())
"""What is known of credit while nothing is computed."""


@dataclass(frozen=True)
class PartyListRow:
    """A party as printed; `organisation_id` where the portal knows the organisation."""

    organisation_id: UUID | None
    name: str
    role: str
    cluster: str
    category: str
    state: str
    is_illustrative: bool


@dataclass(frozen=True)
class Listing:
    """Where an organisation is listed."""

    city: str
    city_slug: str
    name: str
    role: str
    category: str
    state: str
    source: str


@dataclass(frozen=True)
class CarriedAction:
    """An action that an organisation carries, and its part of it; tonnes are None where the share is not stated."""

    row: ActionRow
    role: str
    share: float | None
    credited_tco2e: float | None


@dataclass(frozen=True)
class OrganisationPage:
    """What the page of an organisation shows."""

    id: UUID
    name: str
    cluster: str
    legal_form: str
    aliases: tuple[str, ...]
    listings: tuple[Listing, ...]
    actions: tuple[CarriedAction, ...]
    commitments: tuple[CommitmentRow, ...]
    promises: tuple[PublicPromise, ...]
    sector: str
    website: str
    about: TextInLanguage
    has_logo: bool
    is_illustrative: bool
    source: str


def list_parties(contract: Contract) -> QuerySet[ContractParty]:
    """The parties of a contract."""
    return ContractParty.objects.filter(contract=contract)


def sort_parties(rows: QuerySet[ContractParty], key: str) -> QuerySet[ContractParty]:
    """Group by role, in the order of the roles; inside a role sort as printed, or by name, category or state."""
    ways = {
        "position": "position",
        "name": "organisation_name",
        "category": "category",
        "state": "printed_state",
    }
    ranks = [When(role=role.value, then=Value(rank)) for rank, role in enumerate(PartyRole)]
    ranked = rows.annotate(role_rank=Case(*ranks, default=Value(len(ranks)), output_field=IntegerField()))
    return sort_rows(ranked, key, ways, default="position", last="id", first="role_rank")


def party_rows(parties: Any) -> list[PartyListRow]:
    """The rows of a query set or a slice of one, in two queries."""
    known = Prefetch("organisations", Organisation.objects.only("id", "cluster"))
    return [_party(party) for party in parties.prefetch_related(known)]


def _party(party: ContractParty) -> PartyListRow:
    organisation = next(iter(party.organisations.all()), None)
    return PartyListRow(
        organisation_id=organisation.pk if organisation else None,
        name=party.organisation_name,
        role=party.role,
        cluster=str(organisation.get_cluster_display()) if organisation and organisation.cluster else "",
        category=party.category,
        state=party.printed_state,
        is_illustrative=party.is_illustrative,
    )


def group_by_role(rows: Iterable[PartyListRow]) -> tuple[tuple[str, tuple[PartyListRow, ...]], ...]:
    """The rows of a page under the headings of their roles; they come in the order of the roles."""
    return tuple(
        (str(ROLE_HEADINGS[PartyRole(role)]), tuple(parties))
        for role, parties in groupby(rows, key=lambda row: row.role)
    )


def party_csv_rows(parties: QuerySet[ContractParty]) -> Iterator[tuple[Any, ...]]:
    """The rows of the download, read while they are sent."""
    return parties.values_list(*CSV_COLUMNS.values()).iterator(chunk_size=500)


def count_parties(contract: Contract) -> tuple[tuple[str, int], ...]:
    """How many parties there are in each role, in the order of the roles; one query."""
    counted = dict(list_parties(contract).order_by().values_list("role").annotate(Count("id")))
    return tuple((str(role.label), counted[role.value]) for role in PartyRole if counted.get(role.value))


def read_organisation(contract: Contract, user: Any, pk: UUID) -> OrganisationPage | None:
    """An organisation that is listed in the contract, carries an action of it or signed for it; None otherwise."""
    organisation = Organisation.objects.prefetch_related("aliases").filter(pk=pk).first()
    if organisation is None:
        return None
    visible = Contract.objects.visible_to(user).values("pk")
    listings = organisation.listings.filter(contract__in=visible).select_related("contract__city")
    listed = tuple(_listing(party) for party in listings)
    ledger = current_ledger(contract)
    mask = mask_for(user, contract)
    actions = _carried(contract, user, pk, ledger, mask)
    promises = read_promises(contract, organisation)
    if not actions and not promises and all(row.city_slug != contract.city.slug for row in listed):
        return None
    return OrganisationPage(
        id=organisation.pk,
        name=organisation.name,
        cluster=str(organisation.get_cluster_display()) if organisation.cluster else "",
        legal_form=organisation.legal_form,
        aliases=tuple(a.name for a in organisation.aliases.all() if a.name != organisation.name),
        listings=listed,
        actions=actions,
        commitments=list_commitments(
            user, mask, ledger=ledger, organisation=organisation, contract=contract, is_named=True
        ),
        promises=promises,
        sector=organisation.sector,
        website=organisation.website,
        about=organisation.about.pick(),
        has_logo=bool(organisation.logo),
        is_illustrative=organisation.is_illustrative,
        source=organisation.source,
    )


def _carried(
    contract: Contract, user: Any, pk: UUID, ledger: LedgerView | None, mask: FieldMask
) -> tuple[CarriedAction, ...]:
    """The actions that an organisation carries, one row a part, its share of the credit split exactly (F15 f)."""
    parts = Prefetch("parties", ActionParty.objects.select_related("organisation").order_by("role", "id"))
    own = list_actions(contract, user).filter(parties__organisation=pk).distinct().order_by("code_key")
    actions = {str(row.pk): row for row in own.select_related("included_in").prefetch_related(parts)}
    shares = split_among_parties(actions, ledger or NO_LEDGER)
    return tuple(
        CarriedAction(action_row(action, mask, ledger), part.role, part.share, part.credited_tco2e)
        for key, action in actions.items()
        for part in shares[key]
        if part.organisation_id == pk
    )


def _listing(party: ContractParty) -> Listing:
    return Listing(
        city=str(party.contract.city),
        city_slug=party.contract.city.slug,
        name=party.organisation_name,
        role=str(party.get_role_display()),
        category=party.category,
        state=party.printed_state,
        source=party.source,
    )
