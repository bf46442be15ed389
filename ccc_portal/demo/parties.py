"""Organisations listed in contracts, under all their spellings, and their part in actions."""

from collections.abc import Iterator
from typing import NamedTuple
from uuid import UUID

from ccc_portal.demo.actions import action_id, promoter_type
from ccc_portal.demo.ids import demo_id
from ccc_portal.demo.reading import Row
from ccc_portal.demo.sources import Dataset
from contracts.enums import PromoterType
from contracts.models import Action, ContractParty
from stakeholders.enums import ActionPartyRole, Cluster
from stakeholders.models import ActionParty, Organisation, OrganisationAlias
from stakeholders.validators import name_key

CLUSTERS = {
    "Municipality": Cluster.PUBLIC_BODY,
    "Municipal companies": Cluster.CITY_OWNED,
    "Controlled or participated from the Municipality": Cluster.CITY_OWNED,
    "Universities": Cluster.UNIVERSITY,
    "Research institutions and Universities": Cluster.UNIVERSITY,
    "Urban regeneration operators": Cluster.URBAN_REGENERATION,
    "Housing cooperatives": Cluster.HOUSING_COOPERATIVE,
    "Enabling actors": Cluster.ENABLING,
    "Public authority": Cluster.PUBLIC_BODY,
    "Public Administration": Cluster.PUBLIC_BODY,
    "Private sector": Cluster.COMPANY,
    "Private companies, enterprises, and cooperatives": Cluster.COMPANY,
    "Energy sector operators": Cluster.COMPANY,
    "Trade association": Cluster.ASSOCIATION,
    "Business associations": Cluster.ASSOCIATION,
    "Non-profit, NGO and other associations": Cluster.ASSOCIATION,
}
"""Printed categories that name a cluster without doubt."""


class Spelling(NamedTuple):
    """A name under which an organisation is listed or acts in a city."""

    city: str
    name: str
    key: str


def build_parties(data: Dataset) -> list[ContractParty]:
    """The organisations each contract lists, in its own words and order."""
    return [
        ContractParty(
            id=party_id(city, position),
            contract_id=demo_id(city, "contract"),
            position=position,
            organisation_name=row["organisation"],
            role=row["role"],
            category=row["category"],
            level=row["level"],
            legal_form=row["legal_form"],
            scope_of_action=row["scope_of_action"],
            printed_state=row["status"],
            source=row["source"],
        )
        for city, position, row in _listed(data)
    ]


def build_organisations(data: Dataset) -> list[Organisation]:
    """One row an organisation, whatever the spellings; the first city that lists it names it."""
    found: dict[str, Organisation] = {}
    canonical = _canonical_keys(data)
    for _city, _position, row in _listed(data):
        key = canonical[name_key(row["organisation"])]
        cluster = CLUSTERS.get(row["category"], Cluster.OTHER)
        organisation = found.setdefault(
            key,
            Organisation(
                id=organisation_id(key),
                name=row["organisation"],
                cluster=cluster,
                legal_form=row["legal_form"],
                source=row["source"],
            ),
        )
        organisation.cluster = organisation.cluster or cluster
        organisation.legal_form = organisation.legal_form or row["legal_form"]
    return list(found.values())


def build_aliases(data: Dataset) -> list[OrganisationAlias]:
    """Every spelling by which an organisation is found again, once a key."""
    canonical = _canonical_keys(data)
    first = {spelling.key: spelling.name for spelling in reversed(_spellings(data))}
    return [
        OrganisationAlias(
            id=demo_id("", f"alias:{key}"),
            organisation_id=organisation_id(canonical[key]),
            name=name,
            key=key,
        )
        for key, name in first.items()
    ]


def link_listings(data: Dataset) -> list[tuple[UUID, UUID]]:
    """Which organisation stands in which line of a contract."""
    canonical = _canonical_keys(data)
    return [
        (organisation_id(canonical[name_key(row["organisation"])]), party_id(city, position))
        for city, position, row in _listed(data)
    ]


def build_action_parties(data: Dataset) -> list[ActionParty]:
    """Promoters of actions that their own contract lists; the same name in another city proves nothing.

    What a list of parties tells (roles, shares of one project) goes before the column of promoters.
    """
    told = {part.pk: part for part in _told_action_parties(data)}
    derived = {part.pk: part for part in _promoters(data)}
    return list({**derived, **told}.values())


def _told_action_parties(data: Dataset) -> list[ActionParty]:
    return [
        ActionParty(
            id=_actionparty_id(row, name_key(row["organisation"])),
            action_id=action_id(row["city_id"], row["action_id"]),
            organisation_id=organisation_named(data, row["organisation"]),
            role=row["role"],
            share=row["share_percent"],
        )
        for row in data.rows("action_parties")
    ]


def _actionparty_id(row: Row, key: str) -> UUID:
    return demo_id(row["city_id"], f"action-party:{row['action_id']}:{key}")


def _promoters(data: Dataset) -> list[ActionParty]:
    canonical = _canonical_keys(data)
    known = {(spelling.city, spelling.key) for spelling in _spellings(data)}
    return [
        ActionParty(
            id=_actionparty_id(row, key),
            action_id=action_id(row["city_id"], row["action_id"]),
            organisation_id=organisation_id(canonical[key]),
            role=ActionPartyRole.PROMOTER,
        )
        for row in data.rows("actions")
        if (row["city_id"], key := name_key(row["promoter"])) in known
    ]


def name_promoter_types(data: Dataset, actions: list[Action]) -> None:
    """Mark the actions whose promoter is a listed organisation other than the municipality as a stakeholder's."""
    promoted = {part.action_id for part in build_action_parties(data)}
    for action in actions:
        if action.id in promoted and promoter_type(action.promoter) == PromoterType.NOT_STATED:
            action.promoter_type = PromoterType.STAKEHOLDER


def organisation_id(key: str) -> UUID:
    """The id of an organisation's row; organisations belong to no city."""
    return demo_id("", f"organisation:{key}")


def organisation_named(data: Dataset, name: str) -> UUID:
    """The id of the organisation that is known by that name."""
    return organisation_id(_canonical_keys(data)[name_key(name)])


def _listed(data: Dataset) -> Iterator[tuple[str, int, Row]]:
    for city, rows in data.by_city("parties").items():
        for position, row in enumerate(rows, start=1):
            yield city, position, row


def party_id(city: str, position: int) -> UUID:
    """The id of the party at a position of a city's list."""
    return demo_id(city, f"party:{position}")


def _spellings(data: Dataset) -> list[Spelling]:
    named = [(row["city_id"], row["organisation"]) for row in data.rows("parties")]
    named += [(row["city_id"], row["alias"]) for row in data.rows("aliases")]
    return [Spelling(city, name, name_key(name)) for city, name in named]


def _canonical_keys(data: Dataset) -> dict[str, str]:
    """The key of the organisation behind each key: its own, or that of the listed one it is an alias of."""
    keys = {spelling.key: spelling.key for spelling in _spellings(data)}
    keys |= {name_key(row["alias"]): name_key(row["organisation"]) for row in data.rows("aliases")}
    return keys
