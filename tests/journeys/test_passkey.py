"""A passkey: added under the strict policy for scripts, then the only thing one needs to sign in."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import NewVisitor
from tests.journeys.site import OFFICER, Site
from tests.journeys.visitor import Visitor

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def keys_are_taken_away(site: Site) -> Iterator[None]:
    """Other journeys sign in as the officer with a password alone."""
    yield
    site.installation.ask(f"Authenticator.objects.filter(user__email={OFFICER!r}).delete()")


def open_by_name(visitor: Visitor, name: str) -> None:
    """Open a page at localhost: passkeys belong to a name, and a number is none."""
    visitor.page.goto(visitor.site.url(name).replace("127.0.0.1", "localhost"))


@pytest.mark.usefixtures("keys_are_taken_away")
def test_an_officer_adds_a_passkey_and_signs_in_with_it(new_visitor: NewVisitor) -> None:
    visitor = new_visitor()
    page = visitor.page
    tools = visitor.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    password = visitor.site.password_of(OFFICER)

    open_by_name(visitor, "account_login")
    page.locator("[name=login]").fill(OFFICER)
    page.locator("[name=password]").fill(password)
    visitor.submit()
    expect(page.locator(".account-menu")).to_be_attached()

    open_by_name(visitor, "mfa_add_webauthn")
    page.locator("main [name=password]").fill(password)
    visitor.submit()
    page.locator("main [name=name]").fill("Chiave della prova")
    page.locator("main [name=passwordless]").check()
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url(re.compile(r"/conto/2fa/"))

    visitor.context.clear_cookies()
    open_by_name(visitor, "account_login")
    page.locator("#passkey_login").click()
    expect(page.locator(".account-menu")).to_be_attached()
