from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from contracts.enums import InventoryState
from contracts.models import City, Contract, Inventory, InventorySeries
from core.enums import JobName
from core.models import Job
from tests.factories import (
    EmissionFactorFactory,
    InventoryFactory,
    InventoryLineFactory,
    InventorySeriesFactory,
)
from tests.pages import field_errors, tells_an_error, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def series(contract: Contract) -> InventorySeries:
    return InventorySeriesFactory(city=contract.city, title={"it": "Inventario GPC"})


def address(name: str) -> str:
    return reverse(name, args=["valdoria"])


def filled(series: InventorySeries, /, **changes: str) -> dict[str, Any]:
    return {
        "series": str(series.pk),
        "year": "2023",
        "reported_total_tco2e": "1.000",
        "source": "Table 4",
    } | changes


def test_inventory_create_publishes_the_grid(office: Client, series: InventorySeries) -> None:
    cells = {
        "buildings_source_1_value": "600,5",
        "transport_source_3_value": "399,5",
        "waste_source_2_key": "NO",
        "afolu_sink_1_value": "50",
    }
    response = office.post(address("inventory-create"), filled(series, **cells))
    job = Job.objects.get(name=JobName.RECOMPUTE_CONTRACT)
    assert (response.status_code, response["Location"]) == (
        302,
        reverse("job-detail", args=["valdoria", job.pk]),
    )
    inventory = series.inventories.get()
    assert (inventory.year, inventory.reported_total_tco2e) == (2023, Decimal(1000))
    lines = inventory.lines.values_list("sector", "flow", "scope", "value_tco2e", "notation_key")
    assert set(lines) == {
        ("buildings", "source", 1, Decimal("600.5"), ""),
        ("transport", "source", 3, Decimal("399.5"), ""),
        ("waste", "source", 2, None, "NO"),
        ("afolu", "sink", 1, Decimal(50), ""),
    }


def test_inventory_create_accepts_a_total_alone(office: Client, series: InventorySeries) -> None:
    office.post(address("inventory-create"), filled(series))
    assert (series.inventories.get().lines.count(), series.inventories.get().source) == (0, "Table 4")


def test_inventory_create_begins_a_series(office: Client, series: InventorySeries, city: City) -> None:
    new = {"series": "", "title_it": "Inventario nuovo", "method": "GPC BASIC+"}
    assert office.post(address("inventory-create"), filled(series, **new)).status_code == 302
    made = city.inventory_series.get(method="GPC BASIC+")
    assert (str(made.title), made.inventories.count()) == ("Inventario nuovo", 1)


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ({"source": ""}, {"source": 1}),
        ({"year": "soon"}, {"year": 1}),
        ({"year": "1800"}, {"year": 1}),
        ({"year": "2999"}, {"year": 2}),
        ({"reported_total_tco2e": ""}, {"reported_total_tco2e": 1}),
        ({"reported_total_tco2e": "-1"}, {"reported_total_tco2e": 1}),
        ({"title_it": "Altra serie"}, {"title_it": 1}),
        ({"series": ""}, {"title_it": 1}),
        ({"series": "00000000-0000-0000-0000-000000000000"}, {"series": 1}),
        ({"buildings_source_1_value": "many"}, {"buildings_source_1_value": 1}),
        ({"buildings_source_1_value": "-1"}, {"buildings_source_1_value": 1}),
        (
            {"waste_source_2_value": "5", "waste_source_2_key": "NE"},
            {"waste_source_2_value": 1},
        ),
        (
            {"buildings_source_1_value": "1", "afolu_sink_3_value": "-5"},
            {"afolu_sink_3_value": 1},
        ),
        ({"buildings_source_1_key": "XX"}, {"buildings_source_1_key": 1}),
    ],
)
@pytest.mark.parametrize("language", ["it", "en"])
def test_inventory_create_tells_errors_and_keeps_what_was_typed(
    office: Client, series: InventorySeries, language: str, typed: dict[str, str], errors: dict[str, int]
) -> None:
    wanted = filled(series, **typed)
    with translation.override(language):
        response = office.post(address("inventory-create"), wanted)
        assert (response.status_code, tells_an_error(response)) == (200, True)
    assert field_errors(response) == errors
    form = response.context["form"]
    assert {name: form[name].value() for name in wanted} == wanted
    assert (Inventory.objects.count(), Job.objects.count()) == (0, 0)


def test_errors_of_shape_and_of_figures_are_told_together(office: Client, series: InventorySeries) -> None:
    typed = {
        "buildings_source_1_value": "many",
        "waste_source_2_value": "5",
        "waste_source_2_key": "NE",
        "year": "soon",
    }
    response = office.post(address("inventory-create"), filled(series, **typed))
    assert field_errors(response) == {
        "year": 1,
        "buildings_source_1_value": 1,
        "waste_source_2_value": 1,
    }


def test_an_error_in_the_grid_stands_in_its_cell_and_in_the_summary(
    office: Client, series: InventorySeries
) -> None:
    page = office.post(
        address("inventory-create"), filled(series, waste_source_2_value="many")
    ).content.decode()
    assert [
        mark in page for mark in ('href="#id_waste_source_2_value"', 'id="id_waste_source_2_value_error"')
    ] == [
        True,
        True,
    ]


def test_restating_starts_from_the_published_figures(office: Client, series: InventorySeries) -> None:
    inventory = InventoryFactory(series=series, year=2021)
    InventoryLineFactory(inventory=inventory, value_tco2e=Decimal("1234.5"))
    for label in ("Cars", "Buses"):
        InventoryLineFactory(inventory=inventory, sector="transport", label=label)
    response = office.get(address("inventory-create"), {"restate": str(inventory.pk)})
    form = response.context["form"]
    names = ("series", "year", "buildings_source_1_value", "transport_source_1_value")
    assert {name: form[name].value() for name in names} == {
        "series": series.pk,
        "year": 2021,
        "buildings_source_1_value": "1.234,5",
        "transport_source_1_value": None,
    }
    assert "Inventario GPC" in words(response)
    office.post(address("inventory-create"), filled(series, year="2021"))
    inventory.refresh_from_db()
    assert inventory.state == InventoryState.RESTATED


@pytest.mark.parametrize(
    ("wanted", "status"), [("nonsense", 200), ("00000000-0000-0000-0000-000000000000", 404)]
)
def test_restating_what_is_not_there(office: Client, contract: Contract, wanted: str, status: int) -> None:
    assert office.get(address("inventory-create"), {"restate": wanted}).status_code == status


def test_a_value_left_empty_is_computed_and_said(office: Client, series: InventorySeries) -> None:
    factor = EmissionFactorFactory(city=series.city)
    cells = {
        "buildings_source_1_group": "gas",
        "buildings_source_1_activity": "6.550",
        "buildings_source_1_unit": "GWh",
        "buildings_source_1_factor": str(factor.pk),
        "buildings_source_1_co2": "1,5",
    }
    wanted = filled(series, **cells, gwp_set="AR5") | {"gases": ["CO2", "CH4"]}
    response = office.post(address("inventory-create"), wanted, follow=True)
    assert ": 1.322.838 t CO₂e." in words(response).replace("\N{NO-BREAK SPACE}", " ")
    inventory = series.inventories.get()
    assert (inventory.gwp_set, inventory.gases) == ("AR5", "CO2,CH4")
    line = inventory.lines.get()
    assert (line.value_tco2e, line.source_group, line.factor, line.co2_tonnes) == (
        Decimal(1_322_838),
        "gas",
        factor,
        Decimal("1.5"),
    )
    again = office.get(address("inventory-create"), {"restate": str(inventory.pk)}).context["form"]
    names = [*cells, "buildings_source_1_value", "gwp_set", "gases"]
    assert {name: again[name].value() for name in names} == cells | {
        "buildings_source_1_value": None,
        "gwp_set": "AR5",
        "gases": ["CO2", "CH4"],
    }
    assert [row.is_open for row in again.details()] == [True, False, False, False, False, False]


def test_an_error_in_the_details_opens_them_and_stands_at_its_field(
    office: Client, series: InventorySeries
) -> None:
    typed = {"waste_source_3_activity": "5", "waste_source_3_value": "1"}
    response = office.post(address("inventory-create"), filled(series, **typed))
    assert field_errors(response) == {"waste_source_3_unit": 1}
    assert [row.is_open for row in response.context["form"].details()] == [
        False, False, True, False, False, False,
    ]  # fmt: skip


def test_inventory_create_begins_a_series_with_what_it_covers(
    office: Client, series: InventorySeries
) -> None:
    new = {"series": "", "title_it": "Nuovo", "approach": "lca", "scopes": "s123"}
    office.post(address("inventory-create"), filled(series, **new))
    made = InventorySeries.objects.exclude(pk=series.pk).get()
    assert (made.approach, made.scopes) == ("lca", "s123")


def test_series_edit_saves_and_shows_a_conflict(office: Client, series: InventorySeries) -> None:
    url = reverse("series-edit", args=["valdoria", series.pk])
    typed = {"approach": "ipcc", "scopes": "s12", "method": "GPC BASIC", "revision": "1"}
    assert office.post(url, typed).status_code == 302
    response = office.post(url, typed | {"scopes": "s1"})
    assert (response.status_code, len(response.context["differences"])) == (409, 1)
    series.refresh_from_db()
    assert (series.approach, series.scopes) == ("ipcc", "s12")
    assert "s12" not in words(office.get(address("inventory-list")))


@pytest.mark.parametrize("count", [1, 6])
def test_inventory_list_takes_few_queries(
    office: Client,
    series: InventorySeries,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    for year in range(2015, 2015 + count):
        InventoryFactory(series=series, year=year)
    with django_assert_num_queries(6):
        response = office.get(address("inventory-list"))
    assert len(response.context["rows"]) == count


def test_inventory_list_says_what_is_missing(office: Client, city: City) -> None:
    response = office.get(address("inventory-list"))
    assert 'class="empty"' in response.content.decode()
