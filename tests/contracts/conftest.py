"""A city with a contract and its team."""

import pytest

from contracts.enums import CityRole
from contracts.models import City, Contract
from core.models import User
from tests.factories import CityFactory, CityMembershipFactory, ContractFactory


@pytest.fixture
def city() -> City:
    return CityFactory(slug="valdoria", names={"it": "Valdoria", "en": "Valdoria"})


@pytest.fixture
def contract(city: City) -> Contract:
    return ContractFactory(city=city)


@pytest.fixture
def lead(city: City) -> User:
    return CityMembershipFactory(city=city, role=CityRole.LEAD).user


@pytest.fixture
def officer(city: City) -> User:
    return CityMembershipFactory(city=city, role=CityRole.OFFICER).user


@pytest.fixture
def reader(city: City) -> User:
    return CityMembershipFactory(city=city, role=CityRole.READER).user


@pytest.fixture
def stranger() -> User:
    return CityMembershipFactory(role=CityRole.LEAD).user
