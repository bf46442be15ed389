"""A citizen reads the staged path, narrows it, and takes it away as one page."""

from pathlib import Path

from playwright.sync_api import expect

from tests.journeys.page_checks import find_faults
from tests.journeys.visitor import Visitor


def test_citizen_goes_from_the_city_to_its_path_and_narrows_it(visitor: Visitor) -> None:
    page = visitor.page
    visitor.open("city-dashboard", "en", city="valdoria")
    page.locator("main a[href$='/percorso/']").first.click()
    expect(page).to_have_url(visitor.site.url("staged-path", "en", city="valdoria"))
    expect(page.locator("h1")).to_have_text("Staged path")
    expect(page.locator("#calendar svg[role=img]")).to_be_visible()
    stages = page.locator("ol.timeline > li")
    everything = stages.count()
    visitor.field("scope").select_option("contract")
    page.locator("form.filters button").click()
    assert 0 < stages.count() < everything
    assert find_faults(page, "en") == []


def test_path_is_a_list_on_a_phone(visitor: Visitor) -> None:
    visitor.page.set_viewport_size({"width": 390, "height": 844})
    visitor.open("staged-path", city="valdoria")
    expect(visitor.page.locator("#calendar svg[role=img]")).to_be_hidden()
    expect(visitor.page.locator("ol.timeline > li").first).to_be_visible()
    assert find_faults(visitor.page, "it") == []


def test_citizen_takes_the_path_away_as_one_page(visitor: Visitor, tmp_path: Path) -> None:
    page = visitor.page
    visitor.open("staged-path", city="valdoria")
    beginnings = {}
    for end in ("pdf", "svg", "csv"):
        with page.expect_download() as waiting:
            page.locator(f"a[download][href*='percorso.{end}']").click()
        waiting.value.save_as(tmp_path / end)
        beginnings[end] = (tmp_path / end).read_bytes()[:4]
    assert beginnings == {"pdf": b"%PDF", "svg": b"<svg", "csv": b"id,m"}
