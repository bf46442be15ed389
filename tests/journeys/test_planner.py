"""An officer plans where a package is repeated, makes candidates of the choice, and looks at the acceleration index."""

import re

from playwright.sync_api import expect

from tests.journeys.page_checks import find_faults
from tests.journeys.visitor import Visitor

BUDGET = "40.000.000"


def test_an_officer_plans_replications_and_makes_candidates_once(officer: Visitor) -> None:
    officer.open("office-replication", city="valdoria")
    officer.field("package").select_option(index=1)
    officer.field("budget").fill(BUDGET)
    officer.page.locator("main form[method=get] button[type=submit]").click()
    planner = officer.page.url
    chosen = officer.page.locator("main input[name=cells]:checked").count()
    assert chosen > 0
    assert find_faults(officer.page, "it") == []

    officer.submit()
    expect(officer.page.locator(".alert-success, [role=status]").first).to_contain_text(str(chosen))
    page = officer.page.content()
    assert "casa" not in officer.page.url  # back on the list of molecules
    assert re.search(r"/ufficio/valdoria/molecole/$", officer.page.url), page

    officer.page.goto(planner)
    assert officer.page.locator("main input[name=cells]").count() >= 0
    officer.open("office-acceleration", city="valdoria")
    assert find_faults(officer.page, "it") == []
