"""Guessing of passwords is stopped for an address and an account together, for a while: never a person for ever."""

from datetime import timedelta
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.conf import settings as portal
from django.core.cache import cache
from django.test import Client, RequestFactory
from django.utils import timezone

from core.models import User
from core.web.client_address import client_address
from tests.factories import UserFactory

LOGIN = "/it/conto/login/"
GUESSER, HOME = "198.51.100.7", "203.0.113.9"
pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> User:
    """Someone whose password is guessed."""
    user: User = UserFactory()
    return user


def try_password(person: User, address: str, password: str = "secret-of-tests") -> Client:
    """A browser elsewhere that tries to sign in."""
    client = Client(REMOTE_ADDR=address)
    client.post(LOGIN, {"login": person.email, "password": password})
    return client


def guess(person: User, address: str = GUESSER, times: int = portal.AXES_FAILURE_LIMIT) -> None:
    """Guess wrongly until the lock closes, slowly enough for the limits by the minute."""
    for _turn in range(times):
        cache.clear()
        try_password(person, address, "wrong")


def is_in(client: Client) -> bool:
    """Whether the browser is signed in."""
    return "_auth_user_id" in client.session


def test_a_guesser_is_locked_out_and_told_other_ways(person: User) -> None:
    guess(person)
    client = try_password(person, GUESSER)
    page = client.post(LOGIN, {"login": person.email, "password": "secret-of-tests"})
    assert is_in(client) is False
    assert page.status_code == 429
    assert "/it/conto/login/code/" in page.content.decode()


def test_the_person_signs_in_from_another_address(person: User) -> None:
    guess(person)
    assert is_in(try_password(person, HOME)) is True


def test_the_lock_opens_after_the_cool_off(person: User) -> None:
    guess(person)
    AccessAttempt.objects.update(
        attempt_time=timezone.now() - timedelta(hours=portal.AXES_COOLOFF_TIME, seconds=1)
    )
    assert is_in(try_password(person, GUESSER)) is True


def test_guessing_on_does_not_make_the_lock_longer(person: User) -> None:
    guess(person)
    begun = AccessAttempt.objects.get().attempt_time
    guess(person, times=3)
    assert AccessAttempt.objects.get().attempt_time == begun


def test_other_people_at_the_same_address_sign_in(person: User) -> None:
    guess(person)
    assert is_in(try_password(UserFactory(), GUESSER)) is True


def test_failures_elsewhere_do_not_use_up_the_tries_of_a_person(person: User) -> None:
    for turn in range(12):
        try_password(person, f"198.51.100.{turn}", "wrong")
    assert is_in(try_password(person, HOME)) is True


@pytest.mark.parametrize(
    ("header", "proxies", "found"),
    [(None, 0, GUESSER), ("X-Real-IP", 0, HOME), (None, 1, "192.0.2.4"), (None, 2, "192.0.2.3")],
    ids=["no proxy is trusted", "the header of the proxy", "one proxy", "two proxies"],
)
def test_the_address_is_believed_from_where_the_settings_say(
    header: str | None, proxies: int, found: str, settings: Any
) -> None:
    settings.ALLAUTH_TRUSTED_CLIENT_IP_HEADER, settings.ALLAUTH_TRUSTED_PROXY_COUNT = header, proxies
    sent = {"X-Real-IP": HOME, "X-Forwarded-For": "192.0.2.2, 192.0.2.3, 192.0.2.4"}
    request = RequestFactory().get("/", headers=sent, REMOTE_ADDR=GUESSER)
    assert client_address(request) == found
