"""The public page on which cities stand beside each other."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from contracts.models import Inventory
from tests.factories import (
    ContractFactory,
    InventoryFactory,
    InventoryLineFactory,
    InventorySeriesFactory,
)
from tests.pages import words

pytestmark = pytest.mark.django_db


def make_city(slug: str, **city: bool) -> None:
    contract = ContractFactory(city__slug=slug, **{f"city__{name}": value for name, value in city.items()})
    series = InventorySeriesFactory(city=contract.city, code=slug, scopes="s12", approach="ipcc")
    contract.versions.update(baseline_series=series, baseline_year=2020, baseline_tco2e=1_000)
    for year in (2020, 2023):
        InventoryFactory(series=series, year=year, reported_total_tco2e=900, gases="CO2", gwp_set="AR5")


def read_page(client: Client, query: str = "") -> str:
    with translation.override("en"):
        response = client.get(reverse("comparison") + query)
    assert response.status_code == 200
    return words(response)


def test_the_page_tells_what_differs(client: Client) -> None:
    make_city("alfa")
    make_city("beta")
    page = read_page(client, "?con=alfa")
    assert "sectors: not stated by Beta and Alfa" in page
    assert "No other city states that it counts as Alfa does" in page


def test_cities_that_match_are_drawn_together(client: Client) -> None:
    make_city("alfa")
    make_city("beta")
    for inventory in Inventory.objects.all():
        for sector in ("buildings", "transport"):
            InventoryLineFactory(inventory=inventory, sector=sector)
    page = read_page(client, "?con=alfa")
    assert "can be compared" in page
    assert "Each city against itself" not in page


def test_the_page_without_cities_says_so(client: Client) -> None:
    assert "No city to compare" in read_page(client)


def test_an_address_that_makes_no_sense_asks_for_nothing(client: Client) -> None:
    make_city("alfa")
    assert "On one scale with Alfa" in read_page(client, "?indicatore=x&con=y&base=z")


def test_a_common_base_is_told_city_by_city(client: Client) -> None:
    make_city("alfa")
    page = read_page(client, "?base=AR6&indicatore=per_resident")
    assert "cannot be brought there" in page


def test_the_training_city_says_that_it_is_invented(client: Client) -> None:
    make_city("alfa", is_training=True)
    assert "This city is invented" in read_page(client, "?con=alfa")


def test_the_download_has_what_the_page_shows(client: Client) -> None:
    make_city("alfa")
    response = client.get(reverse("comparison-csv") + "?con=alfa&indicatore=index")
    lines = b"".join(response).decode().splitlines()
    assert lines[0].startswith("city,series,indicator,year,value,kind,on_common_scale")
    assert [line.split(",")[3:5] for line in lines[1:3]] == [["2020", "90"], ["2023", "90"]]


def test_the_page_is_linked_from_home_and_footer(client: Client) -> None:
    make_city("alfa")
    assert client.get(reverse("home")).content.decode().count(f'href="{reverse("comparison")}"') == 2
