"""A city with its team."""

import pytest

from contracts.enums import CityRole
from contracts.models import City
from core.models import User
from tests.factories import CityFactory, CityMembershipFactory


@pytest.fixture
def city() -> City:
    return CityFactory(slug="valdoria", names={"it": "Valdoria", "en": "Valdoria"})


@pytest.fixture
def lead(city: City) -> User:
    return CityMembershipFactory(city=city, role=CityRole.LEAD).user


@pytest.fixture
def officer(city: City) -> User:
    return CityMembershipFactory(city=city, role=CityRole.OFFICER).user
