"""The table of who gets which answer, read from its file, and the asking."""

from collections.abc import Iterator, Mapping
from http import HTTPStatus
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.db import transaction
from django.test import Client

from core.models import User

SIGN_IN = "in"
TABLE = yaml.safe_load(Path(__file__).with_name("table.yaml").read_text())
WHO: list[str] = TABLE["who"]
FEW: list[str] = TABLE["few"]
BLANK = [{"BACKEND": "tests.house.matrix.blank_pages.BlankTemplates", "DIRS": [], "APP_DIRS": False}]


def lines_of_table() -> Iterator[tuple[str, str]]:
    """Each address with the name of its line."""
    return ((name, line) for line, shown in TABLE["lines"].items() for name in shown["addresses"])


def expected_answers(method: str, person: str) -> dict[str, str]:
    """What a person is answered at each address at which they are asked of."""
    found: dict[str, str] = {}
    for line in TABLE["lines"].values():
        answers = line[method].split()
        asked = WHO if len(answers) == len(WHO) else FEW
        if person in asked:
            found |= dict.fromkeys(line["addresses"], answers[asked.index(person)])
    return found


PUBLIC = {name for name, answer in expected_answers("GET", "anonymous").items() if answer == "200"}
"""What anybody may open."""


def browser_of(person: User | None) -> Client:
    """A browser in which a person is signed in, or nobody."""
    browser = Client()
    if person is not None:
        browser.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[-1])
    return browser


def ask(browser: Client, method: str, url: str, data: Mapping[str, Any] | None = None) -> Any:
    """Ask, and take back whatever it changed, in the database and in the browser."""
    cookies, place = SimpleCookie(browser.cookies.output(header="")), transaction.savepoint()
    try:
        response = getattr(browser, method.lower())(url, data)
        response.close()
    finally:
        transaction.savepoint_rollback(place)
        browser.cookies = cookies
    return response


def answer_of(browser: Client, method: str, url: str) -> str:
    """The status of an answer, or that it leads to sign in."""
    response = ask(browser, method, url)
    if response.status_code == HTTPStatus.FOUND and "/conto/login/?next=" in response["Location"]:
        return SIGN_IN
    return str(response.status_code)
