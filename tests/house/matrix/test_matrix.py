"""Every address, whoever asks, by every method: answered as the table says (security reference, 4.5)."""

import logging
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client

from core.models import User
from core.web.methods import ALLOWED
from tests.addresses import all_addresses
from tests.factories import UserFactory
from tests.house.matrix.table import (
    BLANK,
    FEW,
    TABLE,
    WHO,
    answer_of,
    browser_of,
    expected_answers,
    lines_of_table,
)
from tests.house.matrix.world import make_realm
from tests.house.test_urls import ACCOUNT_SAMPLES

ADDRESSES = {address.name: address for address in all_addresses() if not address.is_admin}
OTHER_METHODS = ("PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
PEOPLE = {"viewer": "city reader", "officer": "city officer", "lead": "city lead"}


@pytest.fixture(autouse=True)
def _quick_pages(settings: LazySettings) -> Iterator[None]:
    """Pages without text, and no log of what was refused."""
    settings.TEMPLATES = BLANK
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def realm(db: None) -> tuple[Mapping[str, str], Mapping[str, User | None]]:
    """The addresses of one city and one organisation, and everyone who asks for them."""
    here, away = make_realm(), make_realm()
    people: dict[str, User | None] = {"anonymous": None, "stranger": UserFactory()}
    people |= {who: here.people[PEOPLE.get(who, who)] for who in WHO[2:8]}
    people |= {"elsewhere": away.people["signatory"], "away": away.people["city lead"]}
    samples: dict[str, Any] = {**ACCOUNT_SAMPLES, "kind": "none", **here.samples}
    return {name: address.url(samples) for name, address in ADDRESSES.items()}, people


def test_table_has_each_address_once() -> None:
    names = [name for name, _line in lines_of_table()]
    assert sorted(names) == sorted(ADDRESSES)


def test_lines_answer_everyone_or_the_few() -> None:
    lengths = {
        name: {len(line[method].split()) for method in ("GET", "POST")}
        for name, line in TABLE["lines"].items()
    }
    assert {name: found for name, found in lengths.items() if found not in ({len(WHO)}, {len(FEW)})} == {}


@pytest.mark.slow
def test_everyone_is_answered_as_the_table_says(
    realm: tuple[Mapping[str, str], Mapping[str, User | None]],
) -> None:
    urls, people = realm
    wrong = {}
    for who in WHO:
        browser = browser_of(people[who])
        for method in ("GET", "POST"):
            for name, expected in expected_answers(method, who).items():
                if (answer := answer_of(browser, method, urls[name])) != expected:
                    wrong[f"{method} {name} by {who}"] = f"{answer}, not {expected}"
    assert wrong == {}


def test_head_is_answered_as_get(realm: tuple[Mapping[str, str], Mapping[str, User | None]]) -> None:
    urls, people = realm
    wrong = {}
    for who in ("anonymous", "reader", "viewer"):
        browser = browser_of(people[who])
        for name, expected in expected_answers("GET", who).items():
            if (answer := answer_of(browser, "HEAD", urls[name])) != expected:
                wrong[f"{name} by {who}"] = f"{answer}, not {expected}"
    assert wrong == {}


def test_other_methods_are_refused_before_anything_is_looked_up(client: Client) -> None:
    urls = ["/it/conto/login/", "/it/organizzazione/", "/it/nothing-of-the-kind/", "/admin/"]
    answers = {(url, method): client.generic(method, url) for url in urls for method in OTHER_METHODS}
    told = {key: (answer.status_code, answer["Allow"]) for key, answer in answers.items()}
    assert told == dict.fromkeys(told, (HTTPStatus.METHOD_NOT_ALLOWED, ", ".join(ALLOWED)))
