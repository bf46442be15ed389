"""Signing in by the city's gateway: known people only, every proof checked, little kept."""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client
from pytest_django import Settings

from ccc_portal.settings.accounts import read_origin, read_provider
from core.access import IDENTITY_PROOF, recently_authenticated
from core.models import User
from core.services.addresses import confirm_address
from tests.core.accounts.gateway import CLIENT_ID, Gateway, run_gateway
from tests.factories import UserFactory

LOGIN, CALLBACK = "/conto/oidc/spid/login/?next=/it/i-miei-dati/", "/conto/oidc/spid/ritorno/"
L2 = "https://www.spid.gov.it/SpidL2"
pytestmark = pytest.mark.django_db
SignIn = Callable[..., Any]


@pytest.fixture
def gateway(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Gateway]:
    """A city's gateway, and the portal's settings for it."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with run_gateway() as gateway:
        given = {
            "id": "spid",
            "name": "SPID",
            "client_id": CLIENT_ID,
            "secret": "s",
            "server_url": gateway.address,
        }
        settings.SOCIALACCOUNT_PROVIDERS = {
            "openid_connect": settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]
            | {"APPS": [read_provider(given | {"required_acr": [L2]})]}
        }
        yield gateway


@pytest.fixture
def known(gateway: Gateway) -> User:
    """Someone who accepted an invitation, and whom the gateway knows by the same address."""
    user: User = UserFactory()
    confirm_address(user=user)
    gateway.claims = {
        "sub": "tax-1",
        "email": user.email,
        "email_verified": True,
        "acr": L2,
        "name": "Someone Else",
    }
    return user


@pytest.fixture
def sign_in(client: Client, gateway: Gateway) -> SignIn:
    """Go to the gateway and come back."""

    def go(**spoiled: str) -> Any:
        answer = gateway.authorise(client.post(LOGIN)["Location"])
        return client.get(CALLBACK, answer | spoiled)

    return go


def is_signed_in(client: Client) -> bool:
    """Whether the browser has an account's session."""
    return "_auth_user_id" in client.session


def test_a_known_person_is_let_in_and_the_proof_is_kept(sign_in: SignIn, client: Client, known: User) -> None:
    answer = sign_in()
    proof = client.session[IDENTITY_PROOF]
    assert (answer.status_code, answer["Location"]) == (302, "/it/i-miei-dati/")
    assert client.session["_auth_user_id"] == str(known.pk)
    assert (proof["provider"], proof["sub"], proof["acr"]) == ("spid", "tax-1", L2)


def test_the_password_stays_and_no_personal_data_are_taken_over(sign_in: SignIn, known: User) -> None:
    name = known.name
    sign_in()
    known.refresh_from_db()
    account = SocialAccount.objects.get()
    assert (known.has_usable_password(), known.name) == (True, name)
    assert sorted(account.extra_data["id_token"]) == ["acr", "auth_time", "iss", "sub"]
    assert list(account.extra_data) == ["id_token"]


def test_the_second_time_the_subject_is_enough(
    sign_in: SignIn, client: Client, known: User, gateway: Gateway
) -> None:
    sign_in()
    client.logout()
    gateway.claims["email"] = "changed@elsewhere.example"
    sign_in()
    assert client.session["_auth_user_id"] == str(known.pk)


def test_an_unknown_person_gets_no_account(
    sign_in: SignIn, client: Client, known: User, gateway: Gateway
) -> None:
    gateway.claims |= {"sub": "tax-2", "email": "stranger@elsewhere.example"}
    page = sign_in()
    assert next(template.name for template in page.templates) == "account/signup_closed.html"
    assert (is_signed_in(client), User.objects.count(), SocialAccount.objects.count()) == (False, 1, 0)


def test_an_address_that_the_gateway_did_not_check_proves_nothing(
    sign_in: SignIn, client: Client, known: User, gateway: Gateway
) -> None:
    gateway.claims["email_verified"] = False
    sign_in()
    assert (is_signed_in(client), SocialAccount.objects.count()) == (False, 0)


def test_a_closed_account_stays_closed(sign_in: SignIn, client: Client, known: User) -> None:
    User.objects.update(is_active=False)
    sign_in()
    assert is_signed_in(client) is False


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "of-another-sign-in"},
        {"aud": "another-portal"},
        {"aud": [CLIENT_ID, "another-portal"], "azp": "another-portal"},
        {"iss": "https://elsewhere.example"},
        {"exp": 1},
        {"acr": "https://www.spid.gov.it/SpidL1"},
        {"acr": None},
    ],
    ids=["nonce", "audience", "authorised party", "issuer", "expiry", "low level", "no level"],
)
def test_a_token_that_does_not_fit_lets_nobody_in(
    claims: dict[str, Any], sign_in: SignIn, client: Client, known: User, gateway: Gateway
) -> None:
    gateway.claims |= claims
    sign_in()
    assert (is_signed_in(client), SocialAccount.objects.count()) == (False, 0)


def test_a_token_of_another_key_lets_nobody_in(
    sign_in: SignIn, client: Client, known: User, gateway: Gateway
) -> None:
    gateway.signed_by = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    sign_in()
    assert is_signed_in(client) is False


def test_an_answer_to_another_browser_lets_nobody_in(
    sign_in: SignIn, client: Client, known: User, gateway: Gateway
) -> None:
    answer = gateway.authorise(client.post(LOGIN)["Location"])
    other = Client()
    other.get(CALLBACK, answer)
    assert is_signed_in(other) is False


def test_the_address_cannot_change_what_the_gateway_is_asked(client: Client, known: User) -> None:
    way = client.post(f"{LOGIN}&scope=admin&auth_params=acr_values%3Dlow%26nonce%3Dmine")["Location"]
    asked = parse_qs(urlsplit(way).query)
    assert sorted(asked["scope"][0].split()) == ["email", "openid", "profile"]
    assert "acr_values" not in asked
    assert asked["nonce"] != ["mine"]
    assert asked["code_challenge_method"] == ["S256"]


def test_looking_at_the_address_does_not_begin_a_sign_in(client: Client, known: User) -> None:
    assert client.get(LOGIN).status_code == 200


def test_an_unknown_gateway_is_not_there(client: Client, db: None) -> None:
    assert client.post("/conto/oidc/nobody/login/").status_code == 404


def test_a_sign_in_by_the_gateway_is_a_fresh_proof(sign_in: SignIn, client: Client, known: User) -> None:
    sign_in()
    assert client.get("/it/i-miei-dati/cancella/").status_code == 200


def test_the_sign_in_page_offers_the_gateway(client: Client, known: User) -> None:
    assert (
        'action="/conto/oidc/spid/login/?next=%2Fit%2Fufficio%2F"'
        in client.get("/it/conto/login/").content.decode()
    )


def test_the_origin_is_that_of_the_server_unless_it_is_told() -> None:
    assert read_origin({"server_url": "https://id.city.example/realm"}) == "https://id.city.example"
    assert (
        read_origin({"server_url": "https://a.example", "origin": "https://b.example/x"})
        == "https://b.example"
    )


def test_nobody_is_recently_authenticated_without_an_account(rf: Any) -> None:
    request = rf.get("/")
    request.user, request.session = type("Nobody", (), {"is_authenticated": False})(), {}
    assert recently_authenticated(request) is False
