"""The OpenAPI document: as the repository holds it, complete, and true of what is answered."""

from functools import cache
from typing import Any
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.test import Client
from jsonschema import Draft202012Validator

from ccc_portal.management.commands.write_openapi import FILE
from contracts.models import Contract
from exchange.api.documents import SOMEWHERE, make_document, write_document
from tests.exchange.api.conftest import make_portfolio
from tests.factories import ActionFactory

JSON_TYPES = ("application/json", "application/geo+json", "application/problem+json")


@cache
def document() -> Any:
    """The document in English."""
    return make_document("en")


def operations() -> list[tuple[str, dict[str, Any]]]:
    """Every path with its operation; there is only reading."""
    return [(path, item["get"]) for path, item in document()["paths"].items()]


def validator(schema: Any) -> Draft202012Validator:
    """Of a schema that refers to components."""
    return Draft202012Validator(
        {**schema, "components": document()["components"]},
        format_checker=Draft202012Validator.FORMAT_CHECKER,
    )


def content_of(operation: dict[str, Any]) -> Any:
    """What an operation answers when it goes well."""
    [content] = operation["responses"]["200"]["content"].values()
    return content


def samples(contract: Contract) -> dict[str, str]:
    """A row for each path that names one."""
    action = contract.actions.first()
    return {
        "/actions/{id}": str(action.pk),
        "/cities/{id}": str(contract.city_id),
        "/contracts/{id}": str(contract.pk),
        "/milestones/{id}": str(action.milestones.get().pk),
        "/molecules/{id}": str(action.molecules.get().pk),
        "/code-lists/{slug}": "sector",
        "/problems/{slug}": "not-found",
    }


def test_the_repository_holds_the_document_as_it_is_now() -> None:
    assert FILE.read_bytes() == write_document("en", "yaml", SOMEWHERE), "run manage.py write_openapi"


@pytest.mark.parametrize(("form", "begins"), [("json", b'{"openapi":"3.1'), ("yaml", b"openapi: 3.1")])
def test_the_portal_hands_it_out_with_its_own_address(
    client: Client, db: None, form: str, begins: bytes
) -> None:
    answer = client.get(f"/api/v1/openapi.{form}")
    assert answer.content.startswith(begins)
    assert f"{settings.PORTAL_ADDRESS}/api/v1".encode() in answer.content


def test_every_address_of_the_api_is_described() -> None:
    assert len(operations()) == 15
    names = [operation["operationId"] for _path, operation in operations()]
    assert sorted(set(names)) == sorted(names)


def test_every_field_and_parameter_says_what_it_means() -> None:
    silent = [
        f"{name}.{field}"
        for name, schema in document()["components"]["schemas"].items()
        for field, told in schema["properties"].items()
        if name not in ("Problem", "SelfLink", "PageLinks", "CodeList", "CodeListList", "FeatureCollection")
        and not (told.get("description") or "$ref" in told)
    ]
    silent += [
        f"{path} {told['name']}"
        for path, operation in operations()
        for told in operation["parameters"]
        if "$ref" not in told and not told["description"]
    ]
    assert silent == []


@pytest.mark.parametrize(
    ("path", "operation"), operations(), ids=lambda one: one if isinstance(one, str) else ""
)
def test_the_example_of_an_operation_fits_what_it_promises(path: str, operation: dict[str, Any]) -> None:
    content = content_of(operation)
    assert list(validator(content["schema"]).iter_errors(content["example"])) == []


@pytest.mark.parametrize(
    ("path", "operation"), operations(), ids=lambda one: one if isinstance(one, str) else ""
)
def test_an_operation_answers_as_it_promises(
    client: Client, contract: Contract, path: str, operation: dict[str, Any]
) -> None:
    make_portfolio(contract, 2)
    ActionFactory(contract=contract, cost_eur=3, field_visibility={"cost_eur": "internal"})
    here = path.rpartition("{")[0] + samples(contract)[path] if "{" in path else path
    examples = {
        told["name"]: told.get("example") for told in operation["parameters"] if told.get("in") == "query"
    }
    checked = validator(content_of(operation)["schema"])
    for query in ({}, *({name: value} for name, value in examples.items() if value is not None)):
        text = urlencode(
            {name: str(value).lower() if value is True else value for name, value in query.items()}
        )
        answer = client.get(f"/api/v1{here}?{text}")
        assert (answer.status_code, answer["Content-Type"] in JSON_TYPES) == (200, True), (here, query)
        assert list(checked.iter_errors(answer.json())) == []


def test_answers_hold_only_fields_that_are_described(client: Client, contract: Contract) -> None:
    make_portfolio(contract, 1)
    schemas = document()["components"]["schemas"]
    for name, noun in (
        ("actions", "Action"),
        ("cities", "City"),
        ("contracts", "Contract"),
        ("molecules", "Molecule"),
    ):
        [item] = client.get(f"/api/v1/{name}?limit=1").json()["items"]
        heavy = {"polygon", "boundary"}
        assert set(item) == set(schemas[noun]["properties"]) - heavy - {"_embedded"}
