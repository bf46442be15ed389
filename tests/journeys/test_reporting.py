"""An organisation reports with a file, the city asks, the organisation answers, the city accepts, everyone reads it."""

import re
from typing import Any

from playwright.sync_api import expect

from tests.installation import wait_until
from tests.journeys.conftest import NewVisitor
from tests.journeys.page_checks import find_faults
from tests.journeys.site import SIGNATORY, Site
from tests.journeys.visitor import Visitor

CITY = "valdoria"
CALL = "__import__('tests.journeys.report_samples', fromlist=['samples']).{name}({arguments})"
BILL = {"name": "contatore.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\nmeter\n%%EOF"}


def call_inside(site: Site, name: str, **arguments: Any) -> Any:
    """Call a function of the samples inside the installation."""
    told = ", ".join(f"{key}={value!r}" for key, value in arguments.items())
    return site.installation.ask(CALL.format(name=name, arguments=told))


def report(person: Visitor, made: dict[str, str], text: str, **files: Any) -> None:
    """Fill the form of a report and send it."""
    person.open("report-create", pk=made["organisation"], commitment=made["commitment"])
    person.field("share_done").fill("62,5")
    person.field("text").fill(text)
    if files:
        person.field("file").set_input_files(files["file"])
        person.field("is_file_public").check()
    assert find_faults(person.page, "it") == []
    person.submit()
    expect(person.page).to_have_url(person.site.url("organisation-reports", pk=made["organisation"]))


def decide(officer: Visitor, report_id: str, to: str, **words: str) -> None:
    """Answer a report as the city."""
    officer.open("report-review", city=CITY, pk=report_id)
    officer.page.locator(f"main [name=to][value={to}]").check()
    for name, text in words.items():
        officer.field(name).fill(text)
    assert find_faults(officer.page, "it") == []
    officer.submit()


def test_report_is_asked_about_answered_accepted_and_shown(
    officer: Visitor, visitor: Visitor, new_visitor: NewVisitor
) -> None:
    site = officer.site
    made = call_inside(site, "make_promise", city=CITY, signatory=SIGNATORY)
    person = new_visitor()
    person.sign_in(SIGNATORY)
    report(person, made, "Il forno è acceso.")
    first = call_inside(site, "newest_report", commitment=made["commitment"])

    decide(officer, first, "questioned", review="Da quale contatore viene il numero?")
    expect(officer.page).to_have_url(site.url("office-report-list", city=CITY))
    asked = re.compile(r"Da quale contatore viene il numero\?")
    wait_until(
        lambda: any(asked.search(mail) for mail in site.mails_to(SIGNATORY)), seconds=30, what="the question"
    )
    person.page.reload()
    expect(person.page.locator("main")).to_contain_text(asked)

    report(person, made, "È il contatore 7.", file=BILL)
    second = call_inside(site, "newest_report", commitment=made["commitment"])
    decide(officer, second, "accepted")
    officer.wait_for_work()

    visitor.open("organisation-detail", city=CITY, pk=made["organisation"])
    assert ("È il contatore 7." in visitor.text(), "Il forno è acceso." in visitor.text()) == (True, False)
    assert "62,5%" in visitor.text()
    assert find_faults(visitor.page, "it") == []
    with visitor.page.expect_download() as download:
        visitor.page.get_by_role("link", name="contatore.pdf").click()
    assert download.value.path().read_bytes() == BILL["buffer"]
    expect(visitor.page.locator("img[src$='distintivo.svg']")).to_be_visible()
