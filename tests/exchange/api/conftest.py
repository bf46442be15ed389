"""What the tests of the API share."""

from typing import Any

import pytest
from django.test import Client
from rest_framework.test import APIClient

from contracts.models import Contract
from tests.factories import (
    ActionFactory,
    CityMembershipFactory,
    ContractFactory,
    InterventionFactory,
    MilestoneFactory,
)


@pytest.fixture
def contract(db: None) -> Contract:
    """A published contract."""
    return ContractFactory()


@pytest.fixture
def officer(contract: Contract) -> APIClient:
    """Who reads as a credential of the contract's city would."""
    client = APIClient()
    client.force_authenticate(CityMembershipFactory(city=contract.city).user)
    return client


def make_portfolio(contract: Contract, count: int) -> None:
    """Actions, each in a molecule of its own and with a milestone."""
    for _number in range(count):
        action = ActionFactory(contract=contract)
        MilestoneFactory(city=contract.city, action=action)
        InterventionFactory(action=action, molecule__city=contract.city)


def read(client: Client, address: str, **headers: str) -> Any:
    """The answer at an address of version 1 as JSON, which must have gone well."""
    answer = client.get(f"/api/v1/{address}", headers=headers)
    assert answer.status_code == 200, answer.content
    return answer.json()
