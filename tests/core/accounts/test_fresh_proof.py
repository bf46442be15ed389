"""Pages that sign or erase ask for a fresh proof of who one is; the list of sessions; the pages of passkeys."""

import re
import time
from typing import Any

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.test import Client

from core.models import User
from tests.factories import UserFactory

LOGIN, ERASE = "/it/conto/login/", "/it/i-miei-dati/cancella/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> User:
    """Someone with a password."""
    user: User = UserFactory()
    return user


@pytest.fixture
def signed_in(client: Client, person: User) -> Client:
    """Their browser, signed in just now."""
    client.post(LOGIN, {"login": person.email, "password": "secret-of-tests"})
    return client


def let_pass(client: Client, seconds: int) -> None:
    """Move the last proof back in time."""
    session = client.session
    records = session[AUTHENTICATION_METHODS_SESSION_KEY]
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [one | {"at": time.time() - seconds} for one in records]
    session.save()


def test_who_signed_in_just_now_goes_on(signed_in: Client) -> None:
    let_pass(signed_in, 290)
    assert signed_in.get(ERASE).status_code == 200


def test_after_five_minutes_the_password_is_asked_again(signed_in: Client) -> None:
    let_pass(signed_in, 301)
    answer = signed_in.get(ERASE)
    assert answer["Location"] == "/it/conto/reauthenticate/?next=%2Fit%2Fi-miei-dati%2Fcancella%2F"
    back = signed_in.post(answer["Location"], {"password": "secret-of-tests"})
    assert (back["Location"], signed_in.get(ERASE).status_code) == (ERASE, 200)


def test_a_wrong_password_proves_nothing(signed_in: Client) -> None:
    let_pass(signed_in, 301)
    signed_in.post(signed_in.get(ERASE)["Location"], {"password": "wrong"})
    assert signed_in.get(ERASE).status_code == 302


def test_who_has_no_password_signs_in_anew(signed_in: Client, person: User) -> None:
    person.set_unusable_password()
    person.save()
    signed_in.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert signed_in.get(ERASE)["Location"] == f"{LOGIN}?next={ERASE}"
    assert "_auth_user_id" not in signed_in.session


def test_a_proof_of_someone_else_in_the_same_browser_does_not_count(signed_in: Client) -> None:
    other = UserFactory()
    signed_in.force_login(other, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert signed_in.get(ERASE).status_code == 302


def test_sessions_are_listed_and_the_others_end(signed_in: Client, person: User) -> None:
    other = Client(HTTP_USER_AGENT="Another browser")
    other.post(LOGIN, {"login": person.email, "password": "secret-of-tests"})
    page = signed_in.get("/it/conto/sessioni/").content.decode()
    assert page.count("<tr>") == 3
    assert "Another browser" in page
    signed_in.post("/it/conto/sessioni/")
    assert [client.get("/it/i-miei-dati/").status_code for client in (signed_in, other)] == [200, 302]


@pytest.mark.parametrize("path", [LOGIN, "/it/conto/2fa/webauthn/add/"])
def test_scripts_of_passkeys_are_files(path: str, signed_in: Client) -> None:
    signed_in.post("/it/conto/reauthenticate/", {"password": "secret-of-tests"})
    client: Any = Client() if path == LOGIN else signed_in
    page = client.get(path).content.decode()
    runs = [tag for tag in re.findall(r"<script[^>]*>", page) if "application/json" not in tag]
    assert [tag for tag in runs if " src=" not in tag] == []
    assert [name for name in ("webauthn-json.js", "webauthn.js", "onload.js") if f"/{name}" not in page] == []


def test_the_browser_is_given_what_to_ask_a_passkey_with(client: Client) -> None:
    headers = {"accept": "application/json", "host": "portale.example"}
    asked = client.get("/it/conto/2fa/webauthn/login/", headers=headers).json()
    options = asked["request_options"]["publicKey"]
    assert (options["rpId"], options["userVerification"], bool(options["challenge"])) == (
        "portale.example",
        "required",
        True,
    )
