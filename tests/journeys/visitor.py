"""Someone with a browser window: where they go, and everything that went wrong on the way."""

from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Response, expect

from tests.journeys.site import OFFICER, Site

TELL_VIOLATIONS = """
document.addEventListener('securitypolicyviolation', (event) =>
  console.error(`CSP: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`));
"""
REFUSED_PAGE = (
    "Failed to load resource"  # Chromium's word for any status from 400 on; `answered` judges these
)


@dataclass
class Visitor:
    """A window and its problems: script errors, policy violations, parts of a page that did not load."""

    site: Site
    context: BrowserContext
    page: Page
    problems: list[str] = field(default_factory=list)

    def open(self, name: str, language: str = "it", **arguments: Any) -> Response:
        """Go to a page by the name of its address."""
        answer = self.page.goto(self.site.url(name, language, **arguments))
        assert answer is not None
        return answer

    def status_of(self, address: str) -> int:
        """Go to an address; what the server answered."""
        answer = self.page.goto(address)
        assert answer is not None
        return answer.status

    def sign_in(self, person: str = OFFICER, password: str = "", language: str = "it") -> None:
        """Sign in through the form."""
        self.open("account_login", language)
        self.page.locator("[name=login]").fill(person)
        self.page.locator("[name=password]").fill(password or self.site.password_of(person))
        self.submit()
        expect(self.page.locator(".account-menu")).to_be_attached()

    def submit(self) -> None:
        """Press the first button of the form in the page's main part."""
        self.page.locator("main form[method=post] button[type=submit]").first.click()

    def field(self, name: str) -> Locator:
        """A field of a form by its name."""
        return self.page.locator(f"main [name={name}]")

    def text(self) -> str:
        """What the main part of the page says, with every kind of space as a plain one."""
        return " ".join(self.page.locator("main").inner_text().split())

    def wait_for_work(self) -> None:
        """Follow the progress of background work until it is done."""
        expect(self.page.locator(".job[aria-live=polite] .status-done")).to_be_visible(timeout=60_000)

    def new_window(self) -> "Visitor":
        """A second window of the same person."""
        return watch(self.site, self.context, self.problems)


def watch(site: Site, context: BrowserContext, problems: list[str] | None = None) -> Visitor:
    """Open a window that notes what goes wrong in it."""
    page = context.new_page()
    visitor = Visitor(site, context, page, [] if problems is None else problems)

    def spoke(message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith(REFUSED_PAGE):
            visitor.problems.append(f"{page.url}: {message.text}")

    def answered(response: Response) -> None:
        if response.status >= 400 and response.request.resource_type != "document":
            visitor.problems.append(f"{page.url}: {response.status} {response.url}")

    page.on("console", spoke)
    page.on("pageerror", lambda error: visitor.problems.append(f"{page.url}: {error}"))
    page.on("response", answered)
    page.add_init_script(TELL_VIOLATIONS)
    return visitor
