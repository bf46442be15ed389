"""What people do on the pages of signatures, and a count of how often they click."""

import re
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import expect

from tests.installation import wait_until
from tests.journeys.site import OFFICER, SIGNATORY, Site
from tests.journeys.visitor import Visitor

CITY = "valdoria"
CALL = "__import__('tests.journeys.{module}', fromlist=['samples']).{name}({arguments})"


def call_inside(site: Site, name: str, module: str = "signing_samples", **arguments: Any) -> Any:
    """Call a function of the samples inside the installation."""
    told = ", ".join(f"{key}={value!r}" for key, value in arguments.items())
    return site.installation.ask(CALL.format(module=module, name=name, arguments=told))


def ask_for_signatures(officer: Visitor, title: str) -> dict[str, str]:
    """An officer sends an accepted commitment for signature; its ids."""
    made: dict[str, str] = call_inside(
        officer.site, "make_accepted", city=CITY, signatory=SIGNATORY, title=title
    )
    officer.open("request-create", city=CITY, pk=made["commitment"])
    officer.field("city_title").fill("Assessore")
    officer.submit()
    expect(officer.page).to_have_url(re.compile(r"/firme-impegni/[0-9a-f-]+/$"))
    return made | {"request": officer.page.url.rstrip("/").split("/")[-1]}


def newest(site: Site, person: str, pattern: str, after: int = 0) -> str:
    """What the newest mail to someone holds that fits a pattern, once there are more of them than `after`."""

    def found() -> list[str]:
        return [hit[1] for text in site.mails_to(person) if (hit := re.search(pattern, text))]

    wait_until(lambda: len(found()) > after, seconds=40, what=f"a mail to {person} with {pattern}")
    return found()[-1]


def count_mails(site: Site, person: str, pattern: str) -> int:
    """How many mails to someone fit a pattern so far."""
    return sum(bool(re.search(pattern, text)) for text in site.mails_to(person))


LINK = r"http\S+?(/\w\w/firma/[\w-]+/leggi/)"
CODE = r"(\d{4} \d{4})"


@dataclass
class Signer:
    """Someone who signs, and how often they clicked."""

    visitor: Visitor
    person: str = SIGNATORY
    password: str = ""
    """Of people who are not of the demonstration."""
    clicks: list[str] = field(default_factory=list)

    def click(self, selector: str, what: str) -> None:
        """Tap something, and count it."""
        self.visitor.page.locator(selector).click()
        self.clicks.append(what)

    def open_link(self, before: int) -> str:
        """Follow the link of the newest mail."""
        link = self.visitor.site.address + newest(self.visitor.site, self.person, LINK, before)
        self.visitor.page.goto(link)
        self.clicks.append("the link of the mail")
        return link

    def go_to_code(self) -> None:
        """From the text to the page of the code, by way of the sign-in where it is asked for."""
        page, sent = self.visitor.page, count_mails(self.visitor.site, self.person, CODE)
        self.click("main form[method=post] button", "go on")
        if page.locator("[name=login]").is_visible():
            page.locator("[name=login]").fill(self.person)
            page.locator("[name=password]").fill(self.password or self.visitor.site.password_of(self.person))
            self.click("form.panel button[type=submit]", "sign in")
        self.click("main form[method=post] button", "go on")
        page.locator("[name=code]").fill(newest(self.visitor.site, self.person, CODE, sent))

    def consent_and_sign(self) -> None:
        """Tick the consent and sign."""
        self.click("[name=consent]", "consent")
        self.click("main form button.btn-primary", "sign")
        expect(self.visitor.page).to_have_url(re.compile(r"/ricevuta/$"))


def countersign(officer: Visitor, request: str, city: str = CITY, person: str = OFFICER) -> None:
    """The officer signs for the city, from the page of the request."""
    officer.open("request-detail", city=city, pk=request)
    officer.page.locator("main .notice a").click()
    signer = Signer(officer, person)
    signer.go_to_code()
    signer.consent_and_sign()
