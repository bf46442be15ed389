"""An officer computes the spread, waits for the band, and everyone sees it."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import NewVisitor
from tests.journeys.page_checks import find_faults
from tests.journeys.visitor import Visitor

CITY = "valdoria"
READY = "__import__('tests.journeys.spread_samples', fromlist=['make']).make_spread_ready({city!r})"


def test_spread_is_computed_and_seen_by_everyone(officer: Visitor, new_visitor: NewVisitor) -> None:
    assert officer.site.installation.ask(READY.format(city=CITY))
    officer.open("office-spread", city=CITY)
    expect(officer.page.locator("main form[method=post] button")).to_have_count(1)
    officer.submit()
    officer.wait_for_work()
    assert find_faults(officer.page, "it") == []
    reader = new_visitor()
    reader.open("city-spread", "en", city=CITY)
    assert re.search(
        r"By 2035 what spreads would save between [\d,]+ t CO₂e and [\d,]+ t CO₂e", reader.text()
    )
    expect(reader.page.locator("#map-year")).to_be_visible()
    reader.page.locator("#map-year").focus()
    reader.page.keyboard.press("End")
    expect(reader.page.locator(".map-years output")).to_have_text("2040")
    expect(reader.page.locator(".map-list .map-item-value").first).not_to_have_text("nothing yet")
    assert find_faults(reader.page, "en") == []
