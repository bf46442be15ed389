"""Questions before an act: what is asked, done, told, and where both answers lead."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from contracts.web.confirming import confirm_first

WORDS = {"question": "Close it?", "text": "It stays.", "confirm_label": "Close it", "keep_label": "Keep it"}
Told = list[tuple[str, str]]


@pytest.fixture
def done() -> list[str]:
    return []


def ask(
    method: str, act: Callable[[], object], then: str | Callable[[], str] = ""
) -> tuple[HttpResponse, Told]:
    request = RequestFactory().generic(method, "/close/")
    request._messages = CookieStorage(request)  # type: ignore[attr-defined]  # what the middleware would set
    answer = confirm_first(
        request, **WORDS, act=act, told="It is closed.", back="/back/", then=then, show=show, city="Valdoria"
    )
    return answer, [(one.level_tag, str(one)) for one in get_messages(request)]


def show(request: HttpRequest, template: str, **page: Any) -> HttpResponse:
    """A frame that keeps what it was given."""
    answer = HttpResponse(template)
    answer.context_data = page  # type: ignore[attr-defined]  # read below
    return answer


def refuse() -> None:
    raise ValidationError([ValidationError("It is open.", code="a"), ValidationError("It rains.", code="b")])


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_looking_asks_and_does_nothing(method: str, done: list[str]) -> None:
    answer, told = ask(method, lambda: done.append("closed"))
    assert (done, told, answer.content) == ([], [], b"contracts/confirm_page.html")
    expected = WORDS | {"title": "Close it?", "keep_url": "/back/", "city": "Valdoria"}
    assert answer.context_data == expected  # type: ignore[attr-defined]  # set by `show`


@pytest.mark.parametrize(("then", "url"), [("", "/back/"), ("/on/", "/on/")])
def test_sending_acts_and_leads_on(done: list[str], then: str, url: str) -> None:
    answer, told = ask("POST", lambda: done.append("closed"), then)
    assert (done, told, answer["Location"]) == (["closed"], [("success", "It is closed.")], url)


def test_the_way_on_is_asked_after_the_act(done: list[str]) -> None:
    answer, _told = ask("POST", lambda: done.append("closed"), lambda: f"/{done[0]}/")
    assert answer["Location"] == "/closed/"


def test_a_refusal_tells_every_reason_and_leads_back() -> None:
    answer, told = ask("POST", refuse, "/on/")
    assert told == [("error", "It is open."), ("error", "It rains.")]
    assert answer["Location"] == "/back/"
