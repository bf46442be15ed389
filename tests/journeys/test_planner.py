"""An officer plans where a package is repeated, makes candidates of the choice, and looks at the acceleration index."""

import re

from playwright.sync_api import expect

from tests.journeys.page_checks import find_faults
from tests.journeys.visitor import Visitor

BUDGET = "40.000.000"


def test_an_officer_plans_replications_and_makes_each_candidate_once(officer: Visitor) -> None:
    officer.open("office-replication", city="valdoria")
    officer.field("package").select_option(index=1)
    officer.field("budget").fill(BUDGET)
    officer.page.locator("main form[method=get] button[type=submit]").click()
    chosen = officer.page.locator("main input[name=cells]:checked").count()
    assert chosen > 0
    assert find_faults(officer.page, "it") == []

    officer.submit()
    expect(officer.page).to_have_url(re.compile(r"/ufficio/valdoria/molecole/$"))
    expect(officer.page.locator("main .row-side", has_text="candidata").first).to_be_visible()
    before = officer.page.locator("main .rows > li").count()

    officer.page.go_back()
    officer.submit()
    expect(officer.page).to_have_url(re.compile(r"/ufficio/valdoria/molecole/$"))
    assert officer.page.locator("main .rows > li").count() == before

    officer.open("office-acceleration", city="valdoria")
    assert find_faults(officer.page, "it") == []
