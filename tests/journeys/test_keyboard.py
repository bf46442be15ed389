"""Everything can be reached and worked by keyboard, and one sees where one is."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.journeys.visitor import Visitor

READ_FOCUS = """
() => {
  const element = document.activeElement, style = getComputedStyle(element), box = element.getBoundingClientRect();
  const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  return {
    name: (element.getAttribute('aria-label') || element.textContent || element.name || element.tagName)
      .trim().replace(/\\s+/g, ' ').slice(0, 40),
    end: element === document.body,
    seen: outlined || style.boxShadow !== 'none',
    inside: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight,
  };
}
"""
MOST_STOPS = 150


def walk(visitor: Visitor) -> list[dict[str, Any]]:
    """Press Tab from the top of the page to its end."""
    visitor.page.emulate_media(reduced_motion="reduce")  # or the page is still on its way to the stop
    stops: list[dict[str, Any]] = []
    for _ in range(MOST_STOPS):
        visitor.page.keyboard.press("Tab")
        stop = visitor.page.evaluate(READ_FOCUS)
        if stop["end"]:
            return stops
        stops.append(stop)
    return stops


def test_skip_link_leads_to_the_content(visitor: Visitor) -> None:
    visitor.open("city-dashboard", city="milano")
    visitor.page.keyboard.press("Tab")
    skip = visitor.page.locator(".skiplinks a").first
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.locator("main#content")).to_be_focused()


@pytest.mark.parametrize("name", ["home", "action-list", "molecule-list"])
def test_every_stop_of_a_public_page_is_seen(name: str, visitor: Visitor) -> None:
    visitor.open(name, **({} if name == "home" else {"city": "milano"}))
    stops = walk(visitor)
    assert len(stops) > 10
    assert [stop["name"] for stop in stops if not stop["seen"]] == []
    assert [stop["name"] for stop in stops if not stop["inside"]] == []


@pytest.mark.parametrize("name", ["officer-home", "action-create", "milestone-list"])
def test_every_stop_of_an_office_page_is_seen(name: str, officer: Visitor) -> None:
    officer.open(name, city="valdoria")
    stops = walk(officer)
    assert len(stops) > 10
    assert [stop["name"] for stop in stops if not stop["seen"]] == []
    assert [stop["name"] for stop in stops if not stop["inside"]] == []


def test_filter_is_worked_by_keyboard(visitor: Visitor) -> None:
    visitor.open("action-list", city="milano")
    visitor.field("q").focus()
    visitor.page.keyboard.type("Romana")
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.locator("main tbody tr").first).to_contain_text("Romana")


def test_menu_of_a_phone_opens_and_closes_by_keyboard(visitor: Visitor) -> None:
    visitor.page.set_viewport_size({"width": 360, "height": 740})
    visitor.open("city-dashboard", city="milano")
    toggler, link = visitor.page.locator(".custom-navbar-toggler"), visitor.page.locator("#main-menu a").first
    toggler.focus()
    visitor.page.keyboard.press("Enter")
    expect(link).to_be_in_viewport(ratio=1)
    visitor.page.keyboard.press("Escape")
    expect(link).not_to_be_in_viewport()
    expect(toggler).to_be_focused()
