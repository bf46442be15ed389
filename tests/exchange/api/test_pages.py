"""Pages, filters, order: strict, and stable while rows come and go."""

import time
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contracts.models import Action, Contract
from exchange.api.catalogue import CATALOGUE
from exchange.api.paging import LIFE_SECONDS
from tests.exchange.api.conftest import read
from tests.factories import ActionFactory, CityFactory, ContractFactory, InterventionFactory

SORTS = [
    (resource.name, way + sort) for resource in CATALOGUE for sort in resource.sorts for way in ("", "-")
]
BAD_QUERIES = {
    "nothing=1": ("nothing", "unknown"),
    "q=": ("q", "empty"),
    "sector=transport&sector=waste": ("sector", "repeated"),
    f"q={'a' * 513}": ("q", "too_long"),
    "limit=0": ("limit", "out_of_range"),
    "limit=201": ("limit", "out_of_range"),
    "limit=1e2": ("limit", "out_of_range"),
    "sort=cost_eur": ("sort", "unknown"),
    "sort=code,code": ("sort", "repeated"),
    "cursor=abc": ("cursor", "cursor"),
    "fields=nothing": ("fields", "unknown_field"),
    "fields=id,": ("fields", "malformed"),
    "fields=city(id": ("fields", "malformed"),
    "embed=promoter": ("embed", "unknown_embed"),
    "embed=molecules.actions.city": ("embed", "too_deep"),
    "embed=city,contract,milestones,molecules,contract.city,molecules.city": ("embed", "too_many"),
    "count=1": ("count", "invalid"),
    "updated_since=yesterday": ("updated_since", "invalid"),
    "updated_since=2026-13-01T00:00:00Z": ("updated_since", "invalid"),
    "languages=it": ("languages", "invalid"),
    "contract=1": ("contract", "invalid"),
    "state=done": ("state", "invalid"),
    "state__in=planned,done": ("state__in", "invalid"),
    "cost__gte=1e3": ("cost__gte", "invalid"),
    "year=30": ("year", "invalid"),
    "q=%00": ("q", "invalid"),
}


def walk(client: Client, address: str, way: str = "next") -> list[str]:
    """The ids on all pages, one after the other."""
    ids: list[str] = []
    while address:
        page = client.get(address).json()
        ids += [item["id"] for item in page["items"]]
        address = page["_links"][way]
    return ids


def make_actions(contract: Contract) -> None:
    """Actions with equal and with unknown values."""
    for reduction in (None, 5, 5, 7, None, 1):
        ActionFactory(contract=contract, reduction_tco2e=reduction and Decimal(reduction), cost_eur=reduction)


@pytest.mark.parametrize(
    "sort", ["code", "-code", "reduction", "-reduction", "-reduction,code", "cost,-reduction"]
)
@pytest.mark.parametrize("limit", [1, 2, 4])
def test_pages_hold_every_row_once_in_order(
    client: Client, contract: Contract, sort: str, limit: int
) -> None:
    make_actions(contract)
    whole = [item["id"] for item in read(client, f"actions?sort={sort}")["items"]]
    assert walk(client, f"/api/v1/actions?sort={sort}&limit={limit}") == whole
    assert len(whole) == 6


def test_unknown_values_come_last_whichever_way(client: Client, contract: Contract) -> None:
    make_actions(contract)
    orders = [
        [
            item["reduction"] and item["reduction"]["value"]
            for item in read(client, f"actions?sort={sort}")["items"]
        ]
        for sort in ("reduction", "-reduction")
    ]
    assert orders == [["1", "5", "5", "7", None, None], ["7", "5", "5", "1", None, None]]


@pytest.mark.parametrize("sort", ["code", "-reduction"])
def test_pages_lead_back_as_they_led_on(client: Client, contract: Contract, sort: str) -> None:
    make_actions(contract)
    first = client.get(f"/api/v1/actions?sort={sort}&limit=2").json()
    second = client.get(first["_links"]["next"]).json()
    back = client.get(second["_links"]["prev"]).json()
    assert (back["items"], back["_links"]["prev"]) == (first["items"], None)
    assert client.get(back["_links"]["next"]).json()["items"] == second["items"]


@pytest.mark.parametrize(("name", "sort"), SORTS)
def test_every_way_to_sort_leads_through_pages(client: Client, db: None, name: str, sort: str) -> None:
    for _number in range(3):
        InterventionFactory(action=ActionFactory())
    whole = [item["id"] for item in read(client, f"{name}?sort={sort}")["items"]]
    assert walk(client, f"/api/v1/{name}?sort={sort}&limit=1") == whole


@given(st.data())
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_rows_that_stay_are_read_once_while_others_come_and_go(
    client: Client, contract: Contract, data: st.DataObject
) -> None:
    Action.objects.all().delete()
    staying = {
        str(ActionFactory(contract=contract, code=f"S{number}", code_key=f"S{number}").pk)
        for number in range(5)
    }
    address, seen, number = "/api/v1/actions?limit=2", [], 0
    while address:
        page = client.get(address).json()
        seen += [item["id"] for item in page["items"]]
        address = page["_links"]["next"]
        for code in (
            data.draw(st.lists(st.sampled_from(["A", "S1", "S3", "T"]), max_size=2)) if number < 4 else ()
        ):
            number += 1
            key = f"{code}-{number}-{len(seen)}"
            ActionFactory(contract=contract, code=key, code_key=key)
        if data.draw(st.booleans()):
            Action.objects.exclude(pk__in=staying).filter(code_key__gt="S2").delete()
    assert [pk for pk in seen if pk in staying] == sorted(staying, key=seen.index)
    assert len(seen) == len(set(seen))
    assert staying <= set(seen)


def test_a_cursor_is_of_its_query_only(client: Client, contract: Contract) -> None:
    make_actions(contract)
    cursor = read(client, "actions?limit=1&sort=code")["_links"]["next"].split("cursor=")[1]
    for query in ("sort=-code", "sort=code&sector=waste", "sort=code&q=a"):
        answer = client.get(f"/api/v1/actions?limit=1&{query}&cursor={cursor}")
        assert (answer.status_code, answer.json()["errors"][0]["parameter"]) == (400, "cursor")
    assert client.get(f"/api/v1/actions?limit=3&sort=code&fields=id&cursor={cursor}").status_code == 200
    assert client.get(f"/api/v1/milestones?limit=1&sort=code&cursor={cursor}").status_code == 400


def test_a_cursor_lives_seven_days(
    client: Client, contract: Contract, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_actions(contract)
    following = read(client, "actions?limit=1")["_links"]["next"]
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + LIFE_SECONDS - 60)
    assert client.get(following).status_code == 200
    monkeypatch.setattr(time, "time", lambda: now + LIFE_SECONDS + 60)
    assert client.get(following).status_code == 400


@pytest.mark.parametrize(("query", "fault"), BAD_QUERIES.items())
def test_a_query_that_makes_no_sense_is_refused_by_name(
    client: Client, contract: Contract, query: str, fault: tuple[str, str]
) -> None:
    answer = client.get(f"/api/v1/actions?{query}")
    told = answer.json()
    assert (answer.status_code, told["type"].rpartition("/")[2]) == (400, "invalid-parameter")
    assert [(error["parameter"], error["reason"]) for error in told["errors"]] == [fault]


def test_every_wrong_parameter_is_named_at_once(client: Client, db: None) -> None:
    errors = client.get("/api/v1/actions?a=1&b=2&q=").json()["errors"]
    assert [error["parameter"] for error in errors] == ["a", "b", "q"]


@pytest.mark.parametrize("resource", CATALOGUE, ids=lambda one: one.name)
def test_every_filter_takes_its_example(client: Client, db: None, resource: Any) -> None:
    statuses = {
        name: client.get(f"/api/v1/{resource.name}", {name: parameter.example}).status_code
        for name, parameter in resource.filters.items()
    }
    assert statuses == dict.fromkeys(resource.filters, 200)


def test_filters_narrow_rows(client: Client, contract: Contract) -> None:
    planned = ActionFactory(
        contract=contract, state="planned", reduction_tco2e=10, sector="waste", end_year=2031
    )
    ActionFactory(contract=contract, state="", reduction_tco2e=None)
    ActionFactory(state="idea", reduction_tco2e=3)
    molecule = InterventionFactory(action=planned, molecule__city=contract.city).molecule
    found = {
        query: len(read(client, f"actions?{query}")["items"])
        for query in (
            "state=planned", "state=not_stated", "state__in=planned,not_stated", f"contract={contract.pk}",
            f"city={contract.city_id}", f"molecule={molecule.pk}", "sector=waste", "reduction__gte=4", "year=2031",
            f"q={planned.code}",
        )
    }  # fmt: skip
    assert list(found.values()) == [1, 1, 2, 2, 2, 1, 1, 1, 1, 1]


def test_cities_are_found_by_identifier_place_and_contract(client: Client, db: None) -> None:
    milano = CityFactory(identifiers=[{"scheme": "istat-comune", "value": "015146"}])
    ContractFactory(city=CityFactory(longitude=12.5, latitude=41.9, country_code="FR"))
    found = {
        query: [item["id"] for item in read(client, f"cities?{query}")["items"]]
        for query in (
            "identifier=istat-comune:015146",
            "bbox=9,45,10,46",
            "has_published_contract=false",
            "country=IT",
        )
    }
    assert set(map(tuple, found.values())) == {(str(milano.pk),)}


@pytest.mark.parametrize("query", ["bbox=9,45,10", "bbox=10,45,9,46", "bbox=nan,0,1,2", "identifier=015146"])
def test_boxes_and_identifiers_are_read_strictly(client: Client, db: None, query: str) -> None:
    assert client.get(f"/api/v1/cities?{query}").status_code == 400


def test_rows_are_counted_when_asked_for(client: Client, contract: Contract) -> None:
    make_actions(contract)
    told = read(client, "actions?count=true&limit=2&sector=buildings")
    assert (told["total"], told["total_is_capped"], len(told["items"])) == (6, False, 2)
    assert "total" not in read(client, "actions")


def test_what_changed_since_is_read_in_the_order_of_change(client: Client, contract: Contract) -> None:
    make_actions(contract)
    begun = timezone.now()
    Action.objects.update(changed_at=begun - timedelta(days=1))
    changed = list(Action.objects.order_by("code_key")[:2])
    for minutes, action in enumerate(reversed(changed)):
        Action.objects.filter(pk=action.pk).update(changed_at=begun + timedelta(minutes=minutes))
    since = f"{begun - timedelta(seconds=1):%Y-%m-%dT%H:%M:%SZ}"
    found = [item["id"] for item in read(client, f"actions?updated_since={since}")["items"]]
    assert found == [str(action.pk) for action in reversed(changed)]


def test_all_pages_tell_the_token_of_the_first(client: Client, contract: Contract) -> None:
    make_actions(contract)
    first = read(client, "actions?limit=2")
    second = client.get(first["_links"]["next"]).json()
    assert second["sync_token"] == first["sync_token"]
    assert client.get(f"/api/v1/actions?updated_since={first['sync_token']}").json()["items"] != []
