"""An officer draws a molecule, places an action, publishes it; a citizen finds it."""

import re

from playwright.sync_api import Locator, expect

from tests.journeys.page_checks import find_faults
from tests.journeys.visitor import Visitor

CITY = "valdoria"
NAME = "Nucleo del porto"
CORNERS = ((0.45, 0.45), (0.55, 0.45), (0.55, 0.55), (0.45, 0.55))


def draw(officer: Visitor, area: Locator) -> None:
    """Click the corners of a square into the middle of the map."""
    area.scroll_into_view_if_needed()
    box = area.bounding_box()
    assert box is not None
    for across, down in CORNERS:
        area.click(position={"x": box["width"] * across, "y": box["height"] * down})
    expect(officer.field("geojson")).to_have_value(re.compile(r'^\{"type":"Polygon"'))


def save(officer: Visitor) -> None:
    """Press the button at the end of the form; the one before it only shows the outline."""
    officer.page.locator("main .form-actions button").click()


def test_molecule_is_drawn_published_and_found(officer: Visitor, visitor: Visitor) -> None:
    officer.open("molecule-create", city=CITY)
    officer.field("code").fill("val-99")
    officer.field("names_it").fill(NAME)
    officer.field("residents").fill("1.200")
    draw(officer, officer.page.locator(".map.leaflet-container"))
    save(officer)  # the basis is missing: nothing is saved, nothing is lost
    expect(officer.page.locator(".error-summary")).to_be_focused()
    expect(officer.field("names_it")).to_have_value(NAME)
    expect(officer.page.locator("#outline-preview")).to_contain_text("km²")
    officer.field("basis").fill("Prova: piazza disegnata a mano")
    save(officer)
    expect(officer.page.locator("h1")).to_have_text(NAME)
    assert find_faults(officer.page, "it") == []
    home = officer.page.url

    officer.page.goto(f"{home}azioni/")
    officer.field("action").fill("VALEB1")
    officer.field("share").fill("25")
    officer.submit()
    expect(officer.page.locator("main table tbody")).to_contain_text("VALEB1")

    visitor.open("molecule-list", city=CITY)
    assert NAME not in visitor.text()
    officer.page.goto(f"{home}pubblica/")
    officer.page.locator("main .button-row button").click()
    expect(officer.page).to_have_url(home)
    visitor.open("molecule-list", city=CITY)
    visitor.page.locator("main").get_by_role("link", name=NAME).first.click()
    expect(visitor.page.locator("h1")).to_have_text(NAME)
    assert "Prova: piazza disegnata a mano" in visitor.text()
    assert "VALEB1" in visitor.text()


def test_corner_is_moved_and_removed_by_keys(officer: Visitor) -> None:
    officer.open("molecule-create", city=CITY)
    draw(officer, officer.page.locator(".map.leaflet-container"))
    first = officer.page.locator(".map-corner").first
    before = officer.field("geojson").input_value()
    first.focus()
    officer.page.keyboard.press("ArrowLeft")
    expect(officer.field("geojson")).not_to_have_value(before)
    expect(first).to_be_focused()
    officer.page.keyboard.press("Delete")
    expect(officer.page.locator(".map-corner")).to_have_count(3)
