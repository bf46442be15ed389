"""A small world for the questions who may see and do what: two cities, every role, every state that matters."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser

from contracts.enums import CityRole, VersionState
from contracts.models import Contract
from core.enums import JobName
from core.jobs import defer
from stakeholders.enums import CommitmentState, OrganisationRole
from stakeholders.models import Organisation
from tests.factories import (
    ActionFactory,
    CityFactory,
    CityMembershipFactory,
    CommitmentFactory,
    ContractFactory,
    ContractVersionFactory,
    InventorySeriesFactory,
    MilestoneFactory,
    MoleculeFactory,
    OrganisationFactory,
    OrganisationMembershipFactory,
    ProxyValueFactory,
    ScenarioChangeFactory,
    UserFactory,
)


def make_people(contract: Contract, organisation: Organisation) -> dict[str, Any]:
    """One person of every kind that the rules know, and those they must turn away."""
    people: dict[str, Any] = {
        "signed out": AnonymousUser(),
        "stranger": UserFactory(),
        "administrator": UserFactory(is_superuser=True, is_staff=True),
    }
    for role in CityRole.values:
        people[f"city {role}"] = CityMembershipFactory(city=contract.city, role=role).user
    for role in OrganisationRole.values:
        people[f"organisation {role}"] = OrganisationMembershipFactory(
            organisation=organisation, role=role
        ).user
    people["left the city"] = CityMembershipFactory(
        city=contract.city, role=CityRole.LEAD, user__is_active=False
    ).user
    people["officer elsewhere"] = CityMembershipFactory().user
    return people


def make_contracts() -> Iterator[Contract]:
    """A city without a contract, a contract without a version, and one in every state."""
    CityFactory()
    yield ContractFactory(version=None)
    for state in VersionState.values:
        contract = ContractFactory(version=None)
        ContractVersionFactory(contract=contract, state=state)
        yield contract


@dataclass(frozen=True)
class World:
    """What there is to be seen, and who looks."""

    contracts: list[Contract]
    people: dict[str, Any]


def make_world() -> World:
    """Contracts in every state with an active and an archived action and commitments of two organisations."""
    contracts = list(make_contracts())
    organisation, other = OrganisationFactory(), OrganisationFactory()
    for contract in contracts:
        ActionFactory(contract=contract)
        ActionFactory(contract=contract, archived_at=contract.created_at)
    for state in CommitmentState.values:
        CommitmentFactory(contract=contracts[1], organisation=organisation, state=state)
        CommitmentFactory(contract=contracts[2], organisation=other, state=state)
    return World(contracts, make_people(contracts[1], organisation))


def make_samples(contract: Contract) -> dict[str, Any]:
    """One row of each kind that an address of a city's contract names."""
    action = ActionFactory(contract=contract)
    commitment = CommitmentFactory(contract=contract, actions=[action])
    member = CityMembershipFactory(city=contract.city, role=CityRole.OFFICER)
    milestone, molecule = MilestoneFactory(city=contract.city), MoleculeFactory(city=contract.city)
    job = defer(JobName.RECOMPUTE_CONTRACT, key=str(contract.pk))
    samples = {
        "city": contract.city.slug,
        "name": "trajectory",
        "figure": "gap_tco2e",
        "uidb64": "MQ",
        "token": "x-y",
    }
    change = ScenarioChangeFactory(scenario__contract=contract, action=action)
    defer(JobName.RECOMPUTE_SCENARIO, key=str(change.scenario_id))
    for prefix, row in {
        "action": action,
        "milestone": milestone,
        "molecule": molecule,
        "organisation": commitment.organisation,
        "job": job,
        "colleague": member,
        "proxy": ProxyValueFactory(city=contract.city),
        "series": InventorySeriesFactory(city=contract.city),
        "scenario": change.scenario,
        "scenario-change": change,
    }.items():
        samples |= {f"{prefix}-{view}:pk": row.pk for view in VIEWS}
    return samples | {"scenario-change-create:pk": change.scenario_id}


VIEWS = ("archive", "close", "csv", "delete", "detail", "edit", "move", "remove", "report", "restore", "row")
