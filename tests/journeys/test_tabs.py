"""The tabs of a part of the portal on a phone, and pages that stand still while they load."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import NewVisitor
from tests.journeys.visitor import Visitor

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
ONE_LINE_PX = 60
READ_SHIFT = """
() => new Promise((told) => new PerformanceObserver((list) =>
  told(list.getEntries().reduce((sum, entry) => sum + entry.value, 0))
).observe({ type: 'layout-shift', buffered: true }) || setTimeout(() => told(0), 1000))
"""
GOOD_SHIFT = 0.1
"""What web.dev calls a good Cumulative Layout Shift."""


def test_tab_of_the_page_is_in_sight_on_a_phone(officer: Visitor) -> None:
    officer.page.set_viewport_size({"width": 390, "height": 844})
    officer.open("instrument-workbench", city="valdoria")
    line = officer.page.locator(".page-tabs ul")
    box = line.bounding_box()
    assert box is not None
    assert box["height"] < ONE_LINE_PX
    assert line.evaluate("line => line.scrollWidth > line.clientWidth")
    expect(line.locator("[aria-current]")).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("name", ["city-dashboard", "molecule-list", "molecule-acceleration"])
def test_page_stands_still_while_it_loads(name: str, new_visitor: NewVisitor) -> None:
    visitor = new_visitor(**PHONE)
    visitor.open(name, city="valdoria")
    visitor.page.wait_for_load_state("networkidle")
    assert visitor.page.evaluate(READ_SHIFT) < GOOD_SHIFT
