"""A contract for a new city, from an empty form to a frozen submission: no admin page, fewer than sixty clicks."""

import base64
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.journeys.site import ADMIN, OFFICER
from tests.journeys.visitor import Visitor

CITY = "borgo-nuovo"
MOST_CLICKS = 60
WORKBOOK = """__import__("base64").b64encode(__import__("exchange.workbooks.xlsx", fromlist=["x"]).write_workbook(
    __import__("contracts.documents", fromlist=["x"]).read_document(
        ContractVersion.objects.get(contract__city__slug="valdoria", number=1)), language="it")).decode()"""
TEXTS = {
    "commitments.goal": "Borgo Nuovo vuole essere neutrale nel 2030.",
    "commitments.priorities": "Case, trasporti, verde.",
}


class Hand:
    """A visitor whose every click is counted, and who never opens Django's admin."""

    def __init__(self, visitor: Visitor, clicks: list[str]) -> None:
        self.visitor, self.page, self.clicks = visitor, visitor.page, clicks

    def click(self, target: str | Locator) -> None:
        """Click once and wait for the page."""
        found = self.page.locator(target) if isinstance(target, str) else target
        self.clicks.append(self.page.url)
        found.first.click()
        self.page.wait_for_load_state()
        assert "/admin/" not in self.page.url

    def send(self) -> None:
        """Press the button of the page's own form."""
        self.click("main form[method=post] button[type=submit]")

    def follow(self, name: str) -> None:
        """Click a link of the page by its words."""
        self.click(self.page.locator("main, nav").get_by_role("link", name=name, exact=True))

    def step(self, to: str, **asked: str) -> None:
        """Take a step in the life of the version from its page, telling what the step asks."""
        self.click(f"main [href*='/passaggio/{to}/'], main [action*='/passaggio/{to}/'] button")
        for name, text in asked.items():
            self.visitor.field(name).fill(text)
        if asked:
            self.send()
        assert "/passaggio/" not in self.page.url, self.visitor.text()


@pytest.fixture
def workbook(officer: Visitor, tmp_path: Path) -> Path:
    """The tables of another contract as the portal exports them."""
    file = tmp_path / "tabelle.xlsx"
    file.write_bytes(base64.b64decode(officer.site.installation.ask(" ".join(WORKBOOK.split()))))
    return file


def test_new_city_submits_its_contract(new_visitor: Any, officer: Visitor, workbook: Path) -> None:
    clicks: list[str] = []
    administrator = new_visitor()
    administrator.sign_in(ADMIN)
    lead, colleague = Hand(administrator, clicks), Hand(officer, clicks)
    open_contract(lead)
    import_tables(lead, workbook)
    for section, text in TEXTS.items():
        write_section(lead, section, text)
    invite(lead)
    open_version(lead)
    lead.step("co_creation")
    lead.step("internal_review")
    approve(lead)
    open_version(colleague)
    approve(colleague)
    open_version(lead)
    lead.step("council_approval")
    lead.step("open_for_signature", council_decision="42/2026", council_decided_on="20.11.2026")
    sign_on_paper(lead)
    open_version(lead)
    lead.step("signed")
    lead.step("submitted")
    expect(lead.page.locator("main")).to_contain_text("presentata")
    assert len(clicks) < MOST_CLICKS, clicks
    public = new_visitor()
    public.page.goto(f"{administrator.site.address}/it/c/{CITY}/contratto/v1/")
    assert "Borgo Nuovo vuole essere neutrale nel 2030." in public.text()


def open_contract(lead: Hand) -> None:
    lead.visitor.open("officer-start")
    lead.follow("Apri un contratto")
    lead.visitor.field("city_names_it").fill("Borgo Nuovo")
    lead.visitor.field("title_it").fill("Contratto climatico di Borgo Nuovo")
    lead.visitor.field("baseline_year").fill("2018")
    lead.send()
    expect(lead.page.locator("h1")).to_contain_text("Contratto")


def import_tables(lead: Hand, workbook: Path) -> None:
    lead.follow("Importa")
    lead.page.locator("[name=file]").set_input_files(workbook)
    lead.send()
    button = lead.page.locator("form[action*='/applica/'] button[type=submit]")
    wait_for(lead, button)
    lead.click(button)
    wait_for(lead, lead.page.locator("a[href*='/annulla/']"))


def wait_for(lead: Hand, wanted: Locator) -> None:
    """Look at the page again until the background work is done."""
    for _second in range(60):
        if wanted.count():
            return
        lead.page.wait_for_timeout(1000)
        lead.page.reload()
    pytest.fail(f"still not there: {lead.visitor.text()[:500]}")


def write_section(lead: Hand, section: str, text: str) -> None:
    lead.follow("Sezioni")
    lead.click(f"main a[href*='/sezioni/{section}/']")
    lead.page.locator("textarea[name=body]").fill(text)
    lead.send()


def invite(lead: Hand) -> None:
    lead.follow("Colleghi")
    lead.click("main a[href*='/invita/']")
    lead.visitor.field("email").fill(OFFICER)
    lead.send()


def open_version(hand: Hand) -> None:
    hand.visitor.open("contract-version", city=CITY, number=1)
    hand.clicks.append(hand.page.url)


def approve(hand: Hand) -> None:
    hand.click("main form[action*='/approva/'] button[type=submit]")


def sign_on_paper(lead: Hand) -> None:
    lead.follow("Firme")
    lead.click("main a[href*='/firme/nuova/']")
    lead.visitor.field("party").select_option(index=1)
    lead.visitor.field("person").fill("Legale rappresentante")
    lead.visitor.field("signed_on").fill("21.11.2026")
    lead.send()
    assert not re.search("Errore", lead.page.title())
