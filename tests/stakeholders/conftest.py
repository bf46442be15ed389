"""A contract, an organisation that writes a commitment to it, and people on both sides."""

import pytest
from django.test import Client

from contracts.enums import CityRole
from contracts.models import Contract
from core.models import User
from stakeholders.enums import CommitmentState
from stakeholders.models import Commitment, Organisation
from tests.browsers import sign_in
from tests.factories import (
    CityMembershipFactory,
    CommitmentFactory,
    ContractFactory,
    OrganisationMembershipFactory,
)


@pytest.fixture
def contract() -> Contract:
    return ContractFactory()


@pytest.fixture
def commitment(contract: Contract) -> Commitment:
    return CommitmentFactory(contract=contract, state=CommitmentState.DRAFT)


@pytest.fixture
def organisation(contract: Contract) -> Organisation:
    """One that takes part in the contract."""
    return CommitmentFactory(contract=contract).organisation


@pytest.fixture
def editor(commitment: Commitment) -> User:
    """Who writes for the organisation of the commitment."""
    return OrganisationMembershipFactory(organisation=commitment.organisation).user


@pytest.fixture
def officer(contract: Contract) -> User:
    return CityMembershipFactory(city=contract.city, role=CityRole.OFFICER).user


@pytest.fixture
def office(officer: User) -> Client:
    """An officer's browser."""
    return sign_in(officer)
