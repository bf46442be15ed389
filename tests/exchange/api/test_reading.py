"""Reading resources: what everyone reads, what the team reads besides, and what is embedded."""

from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from rest_framework.test import APIClient

from contracts.models import Contract
from exchange.api.catalogue import CATALOGUE
from tests.exchange.api.conftest import make_portfolio, read
from tests.factories import (
    ActionFactory,
    CityFactory,
    ContractFactory,
    InterventionFactory,
    MilestoneFactory,
    MoleculeFactory,
)

ALL_EMBEDS = "city,contract,milestones,molecules,contract.city"
EMBEDDING = ["", f"embed={ALL_EMBEDS}", f"embed={ALL_EMBEDS}&limit=200"]


def test_a_new_portal_answers_empty_pages(client: Client, db: None) -> None:
    answers = {resource.name: read(client, resource.name)["items"] for resource in CATALOGUE}
    assert answers == {resource.name: [] for resource in CATALOGUE}


def test_an_action_is_answered_as_it_is_described(client: Client, contract: Contract) -> None:
    action = ActionFactory(
        contract=contract, cost_eur=Decimal("1500000.5"), reduction_tco2e=Decimal("4200.5")
    )
    told = read(client, f"actions/{action.pk}", **{"accept-language": "en"})
    base = "http://testserver/api/v1"
    chosen = {
        name: told[name] for name in ("id", "title", "cost", "reduction", "promoter", "state", "end_year")
    }
    assert chosen == {
        "id": str(action.pk),
        "title": f"Action {action.code}",
        "cost": {"amount": "1500000.50", "currency": "EUR"},
        "reduction": {"value": "4200.5", "unit": "t[CO2e]/a"},
        "promoter": "Comune",
        "state": "not_stated",
        "end_year": 2030,
    }
    assert told["city"] == {"id": str(contract.city_id), "href": f"{base}/cities/{contract.city_id}"}
    assert told["_links"] == {"self": f"{base}/actions/{action.pk}"}
    assert told["created_at"].endswith("Z")


def test_what_is_unknown_is_null_and_never_zero(client: Client, contract: Contract) -> None:
    action = ActionFactory(
        contract=contract, reduction_tco2e=None, cost_eur=None, start_year=None, promoter=""
    )
    told = read(client, f"actions/{action.pk}?fields=reduction,cost,start_year,promoter,in_existing_plan")
    assert {
        name: told[name] for name in ("reduction", "cost", "start_year", "promoter", "in_existing_plan")
    } == {
        "reduction": None,
        "cost": None,
        "start_year": None,
        "promoter": None,
        "in_existing_plan": "not_stated",
    }


@pytest.mark.parametrize("names", ["title", "title,contract", "id,_links"])
def test_only_the_wanted_fields_are_answered(client: Client, contract: Contract, names: str) -> None:
    action = ActionFactory(contract=contract)
    told = read(client, f"actions/{action.pk}?fields={names}")
    assert set(told) == {"id", "_links", "withheld", *names.split(",")}


def test_texts_are_answered_in_the_language_that_was_agreed_on(client: Client, contract: Contract) -> None:
    action = ActionFactory(contract=contract, title={"it": "Tetti", "en": "Roofs"})
    address = f"/api/v1/actions/{action.pk}?fields=title"
    answers = [client.get(address, headers={"accept-language": code}) for code in ("it", "en", "xx")]
    told = [(answer["Content-Language"], answer.json()["title"]) for answer in answers]
    assert told == [("it", "Tetti"), ("en", "Roofs"), ("it", "Tetti")]
    everything = client.get(f"{address}&languages=all")
    assert everything.json()["title"] == {"it": "Tetti", "en": "Roofs"}


def test_a_text_without_the_wanted_language_is_answered_in_another(
    client: Client, contract: Contract
) -> None:
    action = ActionFactory(contract=contract, title={"it": "Tetti"}, description={})
    told = read(client, f"actions/{action.pk}?fields=title,description", **{"accept-language": "en"})
    assert (told["title"], told["description"]) == ("Tetti", None)


def test_drafts_are_the_teams(client: Client, officer: APIClient, contract: Contract) -> None:
    contract.versions.update(state="draft")
    action = ActionFactory(contract=contract)
    for name, pk in (("contracts", contract.pk), ("actions", action.pk)):
        assert read(client, name)["items"] == []
        assert client.get(f"/api/v1/{name}/{pk}").status_code == 404
        assert [item["id"] for item in read(officer, name)["items"]] == [str(pk)]


def test_a_foreign_row_is_as_if_it_were_not_there(officer: APIClient) -> None:
    foreign = ActionFactory(contract=ContractFactory(version__state="draft"))
    answers = [officer.get(f"/api/v1/actions/{pk}").json() for pk in (foreign.pk, uuid4())]
    for answer in answers:
        del answer["request_id"]
    assert answers[0] == answers[1]


def test_the_team_reads_more_of_its_own_rows_only(officer: APIClient, contract: Contract) -> None:
    own = ActionFactory(contract=contract, contact_email="a@city.example")
    foreign = ActionFactory(contact_email="b@city.example")
    told = {item["id"]: item for item in read(officer, "actions")["items"]}
    assert told[str(own.pk)]["contact_email"] == "a@city.example"
    assert "contact_email" not in told[str(foreign.pk)]


def test_internal_fields_are_not_even_empty_in_public(client: Client, contract: Contract) -> None:
    action = ActionFactory(contract=contract, contact_email="a@city.example")
    told = read(client, f"actions/{action.pk}?fields=contact_email,code")
    assert set(told) == {"id", "code", "withheld", "_links"}


@pytest.mark.parametrize("rules", [({"action.cost_eur": "internal"}, {}), ({}, {"cost_eur": "internal"})])
def test_what_is_not_public_is_withheld_and_said_so(
    client: Client, officer: APIClient, contract: Contract, rules: Any
) -> None:
    contract.field_visibility, own = rules
    contract.save()
    action = ActionFactory(contract=contract, cost_eur=7, field_visibility=own)
    address = f"actions/{action.pk}?fields=cost,code"
    told, of_team = read(client, address), read(officer, address)
    assert (told["cost"], told["withheld"]) == (None, ["cost"])
    assert (of_team["cost"], of_team["withheld"]) == ({"amount": "7.00", "currency": "EUR"}, [])


@pytest.mark.parametrize(
    ("of_contract", "own"),
    [
        ({}, {"cost_eur": "internal"}),
        ({"action.cost_eur": "partners"}, {}),
        ({"action_portfolio.cost_eur": "internal"}, {}),
    ],
)
def test_filters_and_order_do_not_tell_what_is_withheld(
    client: Client, contract: Contract, of_contract: dict[str, str], own: dict[str, str]
) -> None:
    closed = ContractFactory(city__slug="closed", field_visibility=of_contract)
    hidden = ActionFactory(contract=closed, cost_eur=900, field_visibility=own)
    shown = ActionFactory(contract=contract, cost_eur=100)
    found = read(client, "actions?cost__gte=50")["items"]
    assert [item["id"] for item in found] == [str(shown.pk)]
    ordered = read(client, "actions?sort=-cost")["items"]
    assert [item["id"] for item in ordered] == [str(shown.pk), str(hidden.pk)]


def test_embedded_rows_are_whole_and_shaped_alike(client: Client, contract: Contract) -> None:
    action = ActionFactory(contract=contract)
    milestone = MilestoneFactory(city=contract.city, action=action)
    molecule = InterventionFactory(action=action, molecule__city=contract.city).molecule
    hidden = InterventionFactory(action=action, molecule__city=contract.city, molecule__published_at=None)
    told = read(client, f"actions/{action.pk}?embed={ALL_EMBEDS}")["_embedded"]
    assert told["city"] == read(client, f"cities/{contract.city_id}")
    assert [one["id"] for one in told["milestones"]] == [str(milestone.pk)]
    assert [one["id"] for one in told["molecules"]] == [str(molecule.pk)]
    assert str(hidden.molecule_id) not in str(told)
    assert told["contract"]["_embedded"]["city"] == told["city"]


def test_fields_of_an_embedded_resource_embed_it(client: Client, contract: Contract) -> None:
    ActionFactory(contract=contract)
    [item] = read(client, "actions?fields=code,city(slug)")["items"]
    assert set(item) == {"id", "code", "withheld", "_links", "_embedded"}
    assert item["_embedded"]["city"].keys() == {"id", "slug", "_links"}


def test_many_rows_find_their_own_embeds(client: Client, contract: Contract) -> None:
    make_portfolio(contract, 3)
    shared = MoleculeFactory(city=contract.city)
    for action in contract.actions.all():
        InterventionFactory(action=action, molecule=shared)
    for item in read(client, "actions?embed=milestones,molecules")["items"]:
        inside = item["_embedded"]
        assert [one["action"]["id"] for one in inside["milestones"]] == [item["id"]]
        assert len(inside["molecules"]) == 2
        assert str(shared.pk) in {one["id"] for one in inside["molecules"]}


@pytest.mark.parametrize("query", EMBEDDING)
def test_queries_do_not_grow_with_rows_or_embeds(
    client: Client, officer: APIClient, contract: Contract, query: str, django_assert_max_num_queries: Any
) -> None:
    make_portfolio(contract, 8)
    with django_assert_max_num_queries(6):
        assert len(read(client, f"actions?{query}")["items"]) == 8
    with django_assert_max_num_queries(8):
        assert len(read(officer, f"actions?count=true&{query}".strip("&"))["items"]) == 8


def test_a_contract_without_a_version_is_the_teams(client: Client, db: None) -> None:
    ContractFactory(version=None)
    assert read(client, "contracts")["items"] == []


def test_a_contract_tells_its_current_version(client: Client, contract: Contract) -> None:
    told = read(client, f"contracts/{contract.pk}")
    assert (told["version"], told["state"], told["target_year"]) == (1, "labelled", 2030)
    assert told["baseline"] == {"value": "4567402", "unit": "t[CO2e]"}


def test_outlines_are_answered_only_where_they_are_asked_for(client: Client, db: None) -> None:
    molecule = MoleculeFactory()
    assert "polygon" not in read(client, f"molecules/{molecule.pk}")
    assert read(client, f"molecules/{molecule.pk}?fields=polygon")["polygon"]["type"] == "Polygon"


def test_cities_are_mapped_as_points(client: Client, db: None) -> None:
    city = CityFactory()
    CityFactory(longitude=None)
    answer = client.get("/api/v1/cities.geojson")
    [feature] = answer.json()["features"]
    assert answer["Content-Type"] == "application/geo+json"
    assert feature["geometry"] == {"type": "Point", "coordinates": [9.19, 45.46]}
    assert (feature["id"], feature["properties"]["slug"]) == (str(city.pk), city.slug)


def test_code_lists_hold_every_word_with_its_label(client: Client, db: None) -> None:
    names = [one["name"] for one in read(client, "code-lists")["items"]]
    assert "action-state" in names
    told = read(client, "code-lists/action-state", **{"accept-language": "en"})["words"]
    assert told[0] == {"value": "idea", "label": "Idea"}
    assert told[-1] == {"value": "not_stated", "label": "Not stated"}
