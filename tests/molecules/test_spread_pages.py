"""The officers' page of the spread: what is missing, the button, the work, the runs."""

from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from contracts.models import Contract
from core.models import Job
from molecules.models import SpreadRun
from molecules.services.spreading import compute_spread
from tests.factories import CityMembershipFactory, ContractFactory, MoleculeFactory, make_spreading_city
from tests.pages import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def contract() -> Contract:
    return ContractFactory(city__slug="valdoria")


def enter(client: Client, contract: Contract, role: str = "officer") -> Client:
    """Sign in someone of the city's team."""
    client.force_login(CityMembershipFactory(city=contract.city, role=role).user)
    return client


def address(name: str = "office-spread") -> str:
    with override("en"):
        return reverse(name, args=["valdoria"])


def test_page_names_what_is_missing_and_where_it_is_mended(client: Client, contract: Contract) -> None:
    MoleculeFactory(city=contract.city, names={"it": "Nucleo Nord"})
    page = enter(client, contract).get(address())
    told = words(page)
    assert "so nothing spreads from them: Nucleo Nord." in told
    assert "The spread can be computed when what stops it is mended." in told
    for name in ("office-molecule-list", "inventory-list"):
        assert f'href="{address(name)}"' in page.content.decode()
    assert "Compute the spread" not in told


def test_button_computes_and_the_row_follows_the_work(client: Client, contract: Contract) -> None:
    make_spreading_city(contract.city)
    office = enter(client, contract)
    assert "Compute the spread" in words(office.get(address()))
    assert office.post(address())["Location"] == address()
    told = words(office.get(address()))
    assert "Drawing the bands of the spread waiting" in told
    assert "Compute the spread" not in told
    assert office.get(address("spread-row")).status_code == HTTPStatus.OK
    Job.objects.update(state="done")
    compute_spread(run_id=SpreadRun.objects.get().pk, tell=lambda *_step: None)
    assert office.get(address("spread-row")).status_code == 286
    told = words(office.get(address()))
    assert "What the public page tells was computed from exactly these inputs." in told
    assert "10,000 of 10,000" in told


def test_second_press_says_that_nothing_has_changed(client: Client, contract: Contract) -> None:
    make_spreading_city(contract.city)
    office = enter(client, contract)
    office.post(address())
    SpreadRun.objects.update(finished_at="2026-11-20T10:00Z")
    told = words(office.post(address(), follow=True))
    assert "Nothing has changed since this was computed" in told
    assert SpreadRun.objects.count() == 1
    contract.city.neighbourhoods.update(dwellings=1)
    assert "The inputs have changed since" in words(office.get(address()))


def test_button_says_what_is_missing_instead_of_computing(client: Client, contract: Contract) -> None:
    told = words(enter(client, contract).post(address(), follow=True))
    assert told.count("The city is not cut into neighbourhoods yet") >= 2
    assert not SpreadRun.objects.exists()


def test_readers_of_the_office_see_the_page_without_its_button(client: Client, contract: Contract) -> None:
    make_spreading_city(contract.city)
    reader = enter(client, contract, "reader")
    told = words(reader.get(address()))
    assert "What goes into it" in told
    assert "Compute the spread" not in told
    assert reader.post(address()).status_code == HTTPStatus.FORBIDDEN


def test_page_costs_no_more_queries_with_more_runs(
    client: Client, contract: Contract, django_assert_max_num_queries
) -> None:
    make_spreading_city(contract.city)
    office = enter(client, contract)
    for more in range(5):
        contract.city.neighbourhoods.update(dwellings=1_000 + more)
        office.post(address())
    with django_assert_max_num_queries(24):
        office.get(address())


def test_lists_of_molecules_and_packages_lead_to_the_page(client: Client, contract: Contract) -> None:
    office = enter(client, contract)
    for name in ("office-molecule-list", "package-list"):
        assert f'href="{address()}"' in office.get(address(name)).content.decode()
