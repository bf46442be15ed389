"""Browsers of people of the city's team."""

import pytest
from django.test import Client

from contracts.models import Contract, ContractVersion
from core.models import User
from tests.browsers import sign_in


@pytest.fixture
def office(officer: User) -> Client:
    """An officer's browser."""
    return sign_in(officer)


@pytest.fixture
def lead_office(lead: User) -> Client:
    """A lead's browser."""
    return sign_in(lead)


@pytest.fixture
def version(contract: Contract) -> ContractVersion:
    return contract.versions.select_related("contract__city").get()
