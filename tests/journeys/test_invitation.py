"""An organisation is invited: the link lets read, the account is opened there, and the link dies with it."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import NewVisitor
from tests.journeys.page_checks import find_faults
from tests.journeys.signing_steps import newest
from tests.journeys.visitor import Visitor

PERSON, PASSWORD = "energia@forno-nuovo.example", "pane-caldo-senza-metano"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
LINK = r"http\S+?(/it/organizzazione/invito/\S+)"


def test_an_invited_organisation_reads_and_joins(officer: Visitor, new_visitor: NewVisitor) -> None:
    officer.open("invitation-create", city="valdoria")
    officer.field("name").fill("Forno Nuovo")
    officer.field("email").fill(PERSON)
    officer.field("role").and_(officer.page.locator("[value=signatory]")).check()
    officer.field("message").fill("Scriviamo insieme il vostro impegno.")
    officer.submit()
    expect(officer.page.locator("main")).to_contain_text(PERSON)
    link = officer.site.address + newest(officer.site, PERSON, LINK)

    guest = new_visitor(**PHONE)
    assert guest.status_of(link) == 200
    assert guest.page.url == guest.site.url("invitation-page")
    assert "Scriviamo insieme il vostro impegno." in guest.text()
    assert find_faults(guest.page, "it") == []
    guest.submit()
    expect(guest.page.locator("main [aria-invalid=true]").first).to_be_visible()
    assert find_faults(guest.page, "it") == []

    guest.field("name").fill("Rosa Fornaia")
    guest.field("password").fill(PASSWORD)
    guest.field("password_again").fill(PASSWORD)
    guest.submit()
    guest.page.locator("[name=login]").fill(PERSON)
    guest.page.locator("[name=password]").fill(PASSWORD)
    guest.submit()
    expect(guest.page).to_have_url(re.compile(r"/organizzazione/[0-9a-f-]{36}/$"))
    assert guest.page.locator("h1").inner_text() == "Forno Nuovo"
    assert find_faults(guest.page, "it") == []

    assert guest.status_of(link) == 410
    assert find_faults(guest.page, "it") == []
