"""Texts that cannot be stored are refused wherever a row is checked."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from contracts.models import Action, Contract, Section
from contracts.services.actions import create_action
from core.models import User
from core.validators import validate_signs
from tests.factories import CityMembershipFactory, ContractFactory
from tests.refusals import refusals


@pytest.fixture
def contract(db: None) -> Contract:
    return ContractFactory()


@pytest.fixture
def officer(contract: Contract) -> User:
    return CityMembershipFactory(city=contract.city).user


@pytest.mark.parametrize(
    "value",
    [
        "a\ud800b",
        "\udfff",
        "a\x00",
        "\x1b[0m",
        "\x7f",
        {"it": "\ud800"},
        {"\ud800": "it"},
        [["a", {"b": "\x07"}]],
    ],
)
def test_signs_that_cannot_be_stored_are_refused(value: Any) -> None:
    with pytest.raises(ValidationError) as refused:
        validate_signs(value, "title")
    (error,) = refused.value.error_dict["title"]
    assert error.code == "signs"


@pytest.mark.parametrize(
    "value", ["", None, 3, True, "a\tb\r\nc\x0bd", "😀 שלום", {"it": "però"}, [1, "a"], {}]
)
def test_every_other_value_passes(value: Any) -> None:
    assert validate_signs(value, "title") is None


@pytest.mark.parametrize(
    ("fields", "refused"),
    [
        ({"title": {"it": "Tram \ud800"}}, {"title": ["signs"]}),
        ({"title": {"it": "Tram"}, "code": "A\x07"}, {"code": ["signs"]}),
    ],
)
def test_services_refuse_them_at_the_field(
    contract: Contract, officer: User, fields: dict[str, Any], refused: dict[str, list[str]]
) -> None:
    values = {"code": "A1", "sector": "transport"} | fields
    assert refusals(lambda: create_action(contract=contract, by=officer, **values)) == refused
    assert Action.objects.count() == 0


def test_what_fields_refuse_is_told_too() -> None:
    section = Section(key="k" * 500, body={"it": "\x1b"})
    assert refusals(lambda: section.clean_fields(exclude=["version"])) == {
        "key": ["max_length"],
        "body": ["signs"],
    }


def test_fields_that_are_left_out_are_not_looked_at() -> None:
    section = Section(key="plan.summary", body={"it": "\ud800"})
    assert refusals(lambda: section.clean_fields(exclude=["version"])) == {"body": ["signs"]}
    section.clean_fields(exclude=["version", "body"])
