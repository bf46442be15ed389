"""One running portal for all journeys, one browser for each file, one window for each journey."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright
from pytest_django.plugin import DjangoDbBlocker

from tests.installation import new_installation
from tests.journeys.site import ROOTS_FILE, Site, run_site
from tests.journeys.visitor import Visitor, watch

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NewVisitor = Callable[..., Visitor]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every journey needs a browser."""
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def site(
    tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Site]:
    """The portal with the demonstration data, computed."""
    folder = tmp_path_factory.mktemp("portal")
    settings = {
        "DJANGO_SETTINGS_MODULE": "tests.journeys.settings",
        "CCC_JOB_SWEEP_SECONDS": "2",
        "SIGNATURE_ROOTS": str(folder / ROOTS_FILE),
    }
    with ExitStack() as stack:
        with django_db_blocker.unblock():
            installation = stack.enter_context(new_installation(folder, **settings))
        yield stack.enter_context(run_site(installation))
        with django_db_blocker.unblock():
            stack.close()


@pytest.fixture(scope="module")
def browser(site: Site) -> Iterator[Browser]:
    """Chromium; Playwright's event loop ends with each file, for Django would take it for its own."""
    path = os.environ.get("CCC_CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def new_visitor(site: Site, browser: Browser) -> Iterator[NewVisitor]:
    """Make visitors, each with cookies of their own; nothing may have gone wrong in any window."""
    visitors: list[Visitor] = []

    def make(**options: Any) -> Visitor:
        context = browser.new_context(locale="it-IT", **options)
        context.set_default_timeout(15_000)
        visitors.append(watch(site, context))
        return visitors[-1]

    yield make
    for visitor in visitors:
        visitor.context.close()
    assert [problem for visitor in visitors for problem in visitor.problems] == []


@pytest.fixture
def visitor(new_visitor: NewVisitor) -> Visitor:
    """A reader who is not signed in."""
    return new_visitor()


@pytest.fixture
def officer(new_visitor: NewVisitor) -> Visitor:
    """The officer of the demonstration, signed in."""
    officer = new_visitor()
    officer.sign_in()
    return officer
