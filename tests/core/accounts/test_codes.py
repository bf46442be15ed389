"""Signing in with a code that is sent by e-mail."""

import re
from typing import Any

import pytest
from django.test import Client

from core.models import Mail, User
from tests.factories import UserFactory

ASK, CONFIRM = "/it/conto/login/code/", "/it/conto/login/code/confirm/"
CODE = re.compile(r"^\s*([A-Z0-9]{3,5}-[A-Z0-9]{3,5})\s*$", re.MULTILINE)
pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> User:
    """Someone with an account."""
    user: User = UserFactory()
    return user


@pytest.fixture
def code(client: Client, person: User) -> str:
    """A code on its way to the person who asked."""
    client.post(ASK, {"email": person.email})
    found = CODE.search(Mail.objects.get(to=person.email).body)
    assert found
    return found[1]


def send(client: Client, code: str) -> Any:
    """Enter a code."""
    return client.post(CONFIRM, {"code": code})


def is_in(client: Client) -> bool:
    """Whether the browser is signed in."""
    return "_auth_user_id" in client.session


def test_the_code_signs_in(client: Client, person: User, code: str) -> None:
    send(client, code)
    assert client.session["_auth_user_id"] == str(person.pk)


def test_a_code_is_of_use_in_the_browser_that_asked_alone(code: str) -> None:
    other = Client()
    send(other, code)
    assert is_in(other) is False


def test_three_wrong_tries_use_a_code_up(client: Client, code: str) -> None:
    for _turn in range(3):
        send(client, "AAAA-AAAA")
    send(client, code)
    assert is_in(client) is False


def test_requests_at_once_have_no_more_tries(client: Client, code: str) -> None:
    before = dict(client.session.items())
    for _turn in range(3):
        send(client, "AAAA-AAAA")
        session = client.session
        session.update(before)  # as every one of several requests at once reads it
        session.save()
    send(client, code)
    assert is_in(client) is False


def test_an_unknown_address_gets_the_same_page_and_no_mail(client: Client) -> None:
    answer = client.post(ASK, {"email": "stranger@elsewhere.example"})
    assert (answer.status_code, answer["Location"]) == (302, CONFIRM)
    assert Mail.objects.count() == 0


def test_codes_are_asked_for_three_times_a_minute(client: Client, person: User) -> None:
    for _turn in range(5):
        Client().post(ASK, {"email": person.email})
    assert Mail.objects.filter(to=person.email).count() == 3
