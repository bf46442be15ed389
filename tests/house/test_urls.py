"""Every address is guarded by a rule, or stands here among the public ones with its reason, in both languages."""

from http import HTTPStatus
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from tests.addresses import all_addresses
from tests.factories import ContractFactory, UserFactory
from tests.house.public_urls import PUBLIC, PUBLISHED
from tests.house.world import make_samples

OWN_ACCOUNT = "shows and changes the account of whoever is signed in, no other"
FOR_EVERY_ACCOUNT = {
    "officer-start": "leads to one's own cities",
    "my-settings": OWN_ACCOUNT,
    "contract-create": "asks for a platform administrator itself: there is no city yet",
    "organisation-start": "leads to one's own organisations",
    "account_email": OWN_ACCOUNT,
    "account_change_password": OWN_ACCOUNT,
    "account_set_password": OWN_ACCOUNT,
    "account_reauthenticate": OWN_ACCOUNT,
    "my-data": OWN_ACCOUNT,
    "my-data-export": OWN_ACCOUNT,
    "my-data-erase": OWN_ACCOUNT,
    "usersessions_list": OWN_ACCOUNT,
    "socialaccount_connections": OWN_ACCOUNT,
    "mfa_list_webauthn": OWN_ACCOUNT,
    "mfa_add_webauthn": OWN_ACCOUNT,
    "mfa_edit_webauthn": OWN_ACCOUNT,
    "mfa_remove_webauthn": OWN_ACCOUNT,
    "mfa_reauthenticate_webauthn": OWN_ACCOUNT,
    "mfa_index": OWN_ACCOUNT,
    "mfa_authenticate": "the second step of signing in",
    "mfa_reauthenticate": OWN_ACCOUNT,
    "mfa_activate_totp": OWN_ACCOUNT,
    "mfa_deactivate_totp": OWN_ACCOUNT,
    "mfa_view_recovery_codes": OWN_ACCOUNT,
    "mfa_generate_recovery_codes": OWN_ACCOUNT,
    "mfa_download_recovery_codes": OWN_ACCOUNT,
}
OF_AN_ORGANISATION = {
    "organisation-home",
    "organisation-profile",
    "organisation-naming",
    "organisation-people",
    "member-invite",
    "member-role",
    "member-remove",
    "mandate-create",
    "mandate-file",
    "mandate-end",
    "signing-list",
    "signing-archive",
    "commitment-withdraw",
    "commitment-amend",
    "commitment-detail",
    "commitment-move",
    "commitment-compare",
    "note-create",
    "note-resolve",
    "commitment-create",
    "commitment-edit",
    "sheet-add",
    "sheet-detail",
    "sheet-compute",
    "sheet-remove",
    "sheet-step",
    "sheet-live",
    "attachment-add",
    "attachment-file",
    "attachment-remove",
    "organisation-reports",
    "report-create",
    "report-file",
    "sealed-file",
    "sealed-text",
    "sealed-outside",
}
"""Pages of an organisation's own people: to strangers it is as if they were not there."""
ADMIN_OPEN = {
    "admin:login": "leads to the portal's own sign-in",
    "admin:logout": "does nothing for whoever is not signed in",
    "admin:None": "answers what is not there",
}
ADMIN_SAMPLES = {"object_id": "1", "id": "1", "content_type_id": "1", "app_label": "core", "url": "x"}
ADDRESSES = {address.name: address for address in all_addresses()}
ADMIN = {name: address for name, address in ADDRESSES.items() if address.is_admin}
GUARDED = sorted(
    name
    for name, address in ADDRESSES.items()
    if name not in PUBLIC.keys() | FOR_EVERY_ACCOUNT.keys() and not address.is_admin
)
OF_A_CITY = sorted(
    name for name, reason in PUBLIC.items() if reason == PUBLISHED and "city" in ADDRESSES[name].arguments
)
LANGUAGES = [code for code, _name in settings.LANGUAGES]
ACCOUNT_SAMPLES = {"uidb36": "1", "key": "x-y", "pk": "1", "provider_id": "spid"}


@pytest.fixture
def samples(db: None) -> dict[str, Any]:
    """A published contract with one row of each kind."""
    return make_samples(ContractFactory())


@pytest.fixture
def hidden_samples(db: None) -> dict[str, Any]:
    """A contract that nobody outside its city may see yet, with one row of each kind."""
    return make_samples(ContractFactory(version__state="draft"))


@pytest.fixture
def stranger(db: None) -> Client:
    """Someone who is signed in and belongs to no city."""
    client = Client()
    client.force_login(UserFactory(), backend=settings.AUTHENTICATION_BACKENDS[-1])
    return client


def test_lists_name_only_addresses_that_exist() -> None:
    assert (PUBLIC.keys() | FOR_EVERY_ACCOUNT.keys()) - ADDRESSES.keys() == set()
    assert PUBLIC.keys() & FOR_EVERY_ACCOUNT.keys() == set()


def test_names_of_addresses_are_unique() -> None:
    names = [address.name for address in all_addresses() if not address.is_admin]
    assert sorted(set(names)) == sorted(names)


@pytest.mark.parametrize("language", LANGUAGES)
def test_guarded_addresses_send_a_reader_to_sign_in(
    language: str, client: Client, samples: dict[str, Any]
) -> None:
    urls = [ADDRESSES[name].url(samples, language) for name in GUARDED]
    ways = {
        url: {client.get(url).headers.get("Location"), client.post(url).headers.get("Location")}
        for url in urls
    }
    assert ways == {url: {f"/{language}/conto/login/?next={url}"} for url in urls}


@pytest.mark.parametrize("language", LANGUAGES)
def test_guarded_addresses_turn_a_stranger_away(
    language: str, stranger: Client, samples: dict[str, Any]
) -> None:
    refused = {
        name: HTTPStatus.NOT_FOUND if name in OF_AN_ORGANISATION else HTTPStatus.FORBIDDEN for name in GUARDED
    }
    urls = {ADDRESSES[name].url(samples, language): status for name, status in refused.items()}
    answers = {url: {stranger.get(url).status_code, stranger.post(url).status_code} for url in urls}
    assert answers == {url: {status} for url, status in urls.items()}


def test_own_account_asks_to_sign_in(client: Client, db: None) -> None:
    urls = [ADDRESSES[name].url(ACCOUNT_SAMPLES) for name in FOR_EVERY_ACCOUNT]
    ways = {url: client.get(url).headers.get("Location", "").split("?")[0] for url in urls}
    assert ways == dict.fromkeys(urls, "/it/conto/login/")


@pytest.mark.parametrize("who", ["client", "stranger"])
def test_public_addresses_hide_an_unpublished_contract(
    who: str, request: pytest.FixtureRequest, hidden_samples: dict[str, Any]
) -> None:
    person = request.getfixturevalue(who)
    urls = [ADDRESSES[name].url(hidden_samples) for name in OF_A_CITY]
    answers = {url: person.get(url).status_code for url in urls}
    assert answers == dict.fromkeys(urls, HTTPStatus.NOT_FOUND)


@pytest.mark.parametrize("who", ["client", "stranger"])
def test_admin_is_for_platform_staff(who: str, request: pytest.FixtureRequest, db: None) -> None:
    person = request.getfixturevalue(who)
    urls = [address.url(ADMIN_SAMPLES) for name, address in ADMIN.items() if name not in ADMIN_OPEN]
    ways = {url: person.get(url).headers.get("Location") for url in urls}
    assert ways == {url: f"/admin/login/?next={url}" for url in urls}
