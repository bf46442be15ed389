"""Walking the pages of a signature as people do, on the stage of the tests of signing."""

from typing import Any

from django.test import Client
from django.urls import reverse

from core.models import User
from tests.stakeholders.signing.stage import last_code

PASSWORD = "secret-of-tests"
LOGIN = "/it/conto/login/"


def browser_of(person: User) -> Client:
    """A browser in which someone signed in just now, with their password."""
    browser = Client()
    browser.post(LOGIN, {"login": person.email, "password": PASSWORD})
    return browser


def url(step: str, token: object, *more: Any) -> str:
    """The address of a page of a signature."""
    return reverse(f"signing-{step}", args=[str(token), *more])


def go_to_code(browser: Client, token: object) -> dict[str, Any]:
    """Read, check, and come to the page of the code; what its form carries hidden."""
    browser.post(url("read", token))
    browser.post(url("check", token))
    hidden = browser.get(url("code", token)).context["form"].initial
    return {name: hidden[name] for name in ("shown_sha256", "idempotency_key")} | {"way": "email_code"}


def sign_in_pages(browser: Client, token: object, person: User, **changes: Any) -> Any:
    """Walk from the text to the signature; the answer to the last form."""
    sent = go_to_code(browser, token) | {"consent": "on", "code": last_code(person)}
    return browser.post(url("code", token), sent | changes)
