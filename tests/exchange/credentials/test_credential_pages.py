"""The officers' pages of API credentials."""

import re
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import translation

from contracts.models import City
from core.models import User
from exchange.models import ApiCredential
from exchange.services.credential_use import open_credential
from tests.factories import ApiCredentialFactory
from tests.pages import field_errors, tells_an_error, words

pytestmark = pytest.mark.django_db

TOKEN = re.compile(r"ccc_test_[a-z2-7]{8}_[A-Za-z0-9_-]{43}")
WANTED = {"label": "Dashboard", "scopes": ["actions:read", "contracts:read"], "ip_ranges": "", "days": "90"}
ROTATION = {"days": "30", "overlap_days": "3"}


def address(view: str, key: ApiCredential | None = None) -> str:
    return reverse(f"credential-{view}", args=["valdoria", *([key.pk] if key else [])])


def sign_in(user: User) -> Client:
    """A browser in which the person has just proved who they are."""
    browser = Client()
    browser.post(reverse("account_login"), {"login": user.email, "password": "secret-of-tests"})
    return browser


@pytest.fixture
def browser(lead: User) -> Client:
    return sign_in(lead)


@pytest.fixture
def key(city: City, officer: User) -> ApiCredential:
    return ApiCredentialFactory(city=city, responsible=officer, label="Old system")


def test_a_new_credential_is_shown_once_and_works(browser: Client, city: City, lead: User) -> None:
    answer = browser.post(
        address("create"), WANTED | {"ip_ranges": "192.0.2.0/24, 2001:db8::/32\n198.51.100.1"}
    )
    assert (answer.status_code, "no-store" in answer["Cache-Control"]) == (200, True)
    (token,) = set(TOKEN.findall(answer.content.decode()))
    found = open_credential(token=token, address="192.0.2.1")
    assert found is not None
    assert (found.responsible, found.ip_ranges) == (
        lead,
        ["192.0.2.0/24", "2001:db8::/32", "198.51.100.1/32"],
    )
    later = browser.get(address("list"))
    assert TOKEN.findall(later.content.decode()) == []
    assert found.public_id in words(later)


def test_sending_the_form_again_makes_no_second_one(browser: Client, city: City) -> None:
    for _time in range(2):
        answer = browser.post(address("create"), WANTED)
    assert (field_errors(answer), ApiCredential.objects.count()) == ({"label": 1}, 1)


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ({"label": ""}, {"label": 1}),
        ({"scopes": []}, {"scopes": 1}),
        ({"scopes": ["actions:sign"]}, {"scopes": 1}),
        ({"days": "366"}, {"days": 1}),
        ({"ip_ranges": "everywhere"}, {"ip_ranges": 1}),
    ],
)
@pytest.mark.parametrize("language", ["it", "en"])
def test_making_one_tells_errors(
    browser: Client, city: City, language: str, typed: dict[str, Any], errors: dict[str, int]
) -> None:
    with translation.override(language):
        answer = browser.post(address("create"), WANTED | typed)
        assert (field_errors(answer), tells_an_error(answer)) == (errors, True)
    assert ApiCredential.objects.count() == 0


@pytest.mark.parametrize("view", ["create", "rotate"])
def test_a_token_is_made_only_for_who_has_just_proved_who_they_are(
    view: str, lead: User, key: ApiCredential
) -> None:
    browser, url = Client(), address(view, None if view == "create" else key)
    browser.force_login(lead, backend=settings.AUTHENTICATION_BACKENDS[-1])
    assert browser.get(url).status_code == 200
    answer = browser.post(url, WANTED | ROTATION)
    assert answer["Location"].startswith(reverse("account_reauthenticate"))
    proved = browser.post(answer["Location"], {"password": "secret-of-tests"}, follow=True)
    assert (len(set(TOKEN.findall(proved.content.decode()))), ApiCredential.objects.count()) == (1, 2)
    assert "no-store" in proved["Cache-Control"]


def test_replacing_shows_the_new_one(browser: Client, key: ApiCredential) -> None:
    answer = browser.post(address("rotate", key), ROTATION)
    (token,) = set(TOKEN.findall(answer.content.decode()))
    key.refresh_from_db()
    assert (key.replaced_by.public_id in token, "no-store" in answer["Cache-Control"]) == (True, True)
    again = browser.post(address("rotate", key), ROTATION)
    assert (again.status_code, tells_an_error(again), ApiCredential.objects.count()) == (200, True, 2)


def test_revoking_asks_first(browser: Client, key: ApiCredential) -> None:
    assert "Old system" in words(browser.get(address("revoke", key)))
    key.refresh_from_db()
    assert key.revoked_at is None
    browser.post(address("revoke", key))
    key.refresh_from_db()
    assert key.revoked_at is not None


def test_taking_over_asks_first(browser: Client, key: ApiCredential, lead: User, officer: User) -> None:
    browser.get(address("take-over", key))
    key.refresh_from_db()
    assert key.responsible == officer
    browser.post(address("take-over", key))
    key.refresh_from_db()
    assert key.responsible == lead


def test_taking_over_one_that_has_ended_says_why_not(browser: Client, key: ApiCredential) -> None:
    browser.post(address("revoke", key))
    told = browser.post(address("take-over", key), follow=True)
    assert [message.level_tag for message in told.context["messages"]][-1] == "error"


@pytest.mark.parametrize("view", ["rotate", "revoke", "take-over"])
def test_a_credential_of_another_city_is_not_there(browser: Client, city: City, view: str) -> None:
    foreign = ApiCredentialFactory()
    assert {
        browser.get(address(view, foreign)).status_code,
        browser.post(address(view, foreign)).status_code,
    } == {404}


def test_the_team_sees_the_list_and_leads_change_it(
    browser: Client, officer: User, key: ApiCredential, django_assert_max_num_queries: Any
) -> None:
    for number in range(5):
        ApiCredentialFactory(city=key.city, label=f"System {number}")
    team = sign_in(officer)
    with django_assert_max_num_queries(9):
        seen = team.get(address("list"))
    changing = address("revoke", key)
    assert [changing in page.content.decode() for page in (seen, browser.get(address("list")))] == [
        False,
        True,
    ]


def test_an_empty_list_says_so(browser: Client, city: City) -> None:
    with translation.override("en"):
        assert "No credential yet" in words(browser.get(address("list")))


def test_colleagues_and_credentials_are_tabs(browser: Client, city: City) -> None:
    for name in ("colleague-list", "credential-list"):
        page = browser.get(reverse(name, args=["valdoria"])).content.decode()
        assert [reverse(one, args=["valdoria"]) in page for one in ("colleague-list", "credential-list")] == [
            True,
            True,
        ]
