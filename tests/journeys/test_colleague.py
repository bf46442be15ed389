"""A lead invites a colleague, who opens the account from the mail and signs in."""

import re

from playwright.sync_api import expect

from tests.installation import wait_until
from tests.journeys.visitor import Visitor

PERSON, PASSWORD = "nuova.collega@valdoria.example", "passeggiata-sul-porto-finto"


def test_invited_colleague_comes_in(officer: Visitor, visitor: Visitor) -> None:
    officer.open("colleague-invite", city="valdoria")
    officer.field("email").fill(PERSON)
    officer.field("role").and_(officer.page.locator("[value=officer]")).check()
    officer.submit()
    wait_until(lambda: bool(officer.site.mails_to(PERSON)), seconds=30, what="the mail of the invitation")
    link = re.search(r"http\S+/invito/\S+", officer.site.mails_to(PERSON)[-1])
    assert link
    visitor.page.goto(link[0])
    visitor.field("name").fill("Collega di prova")
    visitor.field("password").fill(PASSWORD)
    visitor.field("password_again").fill(PASSWORD)
    visitor.submit()
    visitor.sign_in(PERSON, PASSWORD)
    expect(visitor.page).to_have_url(visitor.site.url("officer-home", city="valdoria"))
    assert visitor.status_of(link[0]) == 410
