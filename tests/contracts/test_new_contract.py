"""Opening a contract for a city: who may, for which city, and what is there afterwards."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from contracts.enums import CityRole, VersionState
from contracts.models import City, Contract
from contracts.services.contracts import create_contract
from core.fields import Texts
from tests.factories import CityFactory, CityMembershipFactory, ContractFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    return UserFactory(is_superuser=True, is_staff=True)


def refused(**fields):
    with pytest.raises(ValidationError) as error:
        create_contract(title=Texts(), **fields)
    return {name: [one.code for one in errors] for name, errors in error.value.error_dict.items()}


def test_new_city_gets_an_empty_draft_that_only_its_team_sees(administrator):
    contract = create_contract(
        by=administrator, title=Texts(), city_names=Texts(it="Nuova Città", en="New City"), country_code="IT"
    )
    version = contract.versions.get()
    assert (contract.city.slug, str(contract.title)) == ("nuova-citta", "Nuova Città")
    assert (version.number, version.state, version.is_current) == (1, VersionState.DRAFT, True)
    assert version.part_visibility == {"investment_plan": "internal"}
    assert contract.city.memberships.get().role == CityRole.LEAD
    assert not Contract.objects.visible_to(UserFactory()).exists()


def test_city_of_the_mission_is_taken_as_it_is(administrator):
    city = CityFactory()
    contract = create_contract(
        by=administrator, title=Texts(en="Our contract"), city=city, baseline_year=2021
    )
    assert (contract.city, str(contract.title)) == (city, "Our contract")
    assert City.objects.count() == 1


@pytest.mark.parametrize("role", CityRole.values)
def test_teams_of_cities_open_no_contract(role):
    with pytest.raises(PermissionDenied):
        create_contract(by=CityMembershipFactory(role=role).user, title=Texts(), city=CityFactory())


def test_city_has_one_contract(administrator):
    assert refused(by=administrator, city=ContractFactory().city) == {"city": ["unique"]}


def test_city_is_chosen_or_named(administrator):
    assert refused(by=administrator) == {"city": ["required"]}


def test_name_of_a_known_city_points_to_the_list(administrator):
    CityFactory(slug="torino")
    assert refused(by=administrator, city_names=Texts(it="Torino")) == {"city_names": ["unique"]}


def test_impossible_year_is_refused_at_its_field(administrator):
    fields = {"by": administrator, "city_names": Texts(it="Nuova"), "country_code": "IT", "baseline_year": 21}
    assert list(refused(**fields)) == ["baseline_year"]


def test_page_opens_the_contract_of_a_new_city(client, administrator):
    client.force_login(administrator)
    answer = client.post(
        reverse("contract-create"),
        {"city_names_it": "Borgo", "country_code": "IT", "target_year": "2030", "baseline_year": "2021"},
    )
    assert answer.url == reverse("contract-home", args=["borgo"])


def test_page_is_for_administrators_alone(client):
    client.force_login(CityMembershipFactory(role=CityRole.LEAD).user)
    assert client.get(reverse("contract-create")).status_code == 403
