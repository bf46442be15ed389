"""A citizen reads how far a city is, in both languages, with and without scripts."""

import csv
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import NewVisitor
from tests.journeys.visitor import Visitor

MILANO = (
    ("4.567.402", "4,567,402"),
    ("3.654.402", "3,654,402"),
    ("1.574.099", "1,574,099"),
    ("2.080.303", "2,080,303"),
    ("304.597", "304,597"),
    ("14,6%", "14.6%"),
    ("1.568.000", "1,568,000"),
    ("75,4%", "75.4%"),
    ("9.005", "9,005"),
)
PADOVA = (("1.147.952", "1,147,952"), ("1.055.054", "1,055,054"), ("+8,8%", "+8.8%"), ("59,3%", "59.3%"))
LANGUAGES = ("it", "en")


@pytest.mark.parametrize("place", [0, 1], ids=LANGUAGES)
@pytest.mark.parametrize(
    ("city", "numbers"), [("milano", MILANO), ("padova", PADOVA)], ids=["milano", "padova"]
)
def test_numbers_of_a_city_stand_on_its_page(
    visitor: Visitor, place: int, city: str, numbers: tuple[tuple[str, str], ...]
) -> None:
    visitor.open("city-dashboard", LANGUAGES[place], city=city)
    shown = visitor.text()
    assert [number[place] for number in numbers if number[place] not in shown] == []


def test_citizen_goes_from_home_to_an_action_and_back(visitor: Visitor) -> None:
    page = visitor.page
    visitor.open("home")
    page.get_by_role("link", name="Milano", exact=True).first.click()
    expect(page).to_have_url(visitor.site.url("city-dashboard", city="milano"))
    page.locator("nav.languages").get_by_text("EN", exact=True).click()
    expect(page).to_have_url(visitor.site.url("city-dashboard", "en", city="milano"))
    page.locator("#main-menu").get_by_role("link", name="Actions", exact=True).click()
    expect(page).to_have_url(visitor.site.url("action-list", "en", city="milano"))
    first = page.locator("main th a[href*='/azioni/']").first
    code = first.inner_text()
    first.click()
    expect(page.locator("h1")).to_contain_text(code)
    page.go_back()
    expect(page).to_have_url(visitor.site.url("action-list", "en", city="milano"))


def test_citizen_downloads_the_actions_that_the_filter_shows(visitor: Visitor, tmp_path: Path) -> None:
    visitor.open("action-list", city="milano")
    visitor.field("sector").select_option("transport")
    visitor.page.locator("form.filters button").click()
    expect(visitor.page.locator("main tbody tr").first).to_contain_text("Trasporti")
    with visitor.page.expect_download() as coming:
        visitor.page.locator("form.filters a[download]").click()
    coming.value.save_as(tmp_path / "azioni.csv")
    rows = list(csv.DictReader((tmp_path / "azioni.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert {row["sector"] for row in rows} == {"transport"}
    assert visitor.page.locator("main p[role=status]").inner_text().split()[0] == str(len(rows))


def test_figures_are_live_when_they_come_into_view(visitor: Visitor) -> None:
    visitor.open("city-dashboard", city="milano")
    figure = visitor.page.locator("figure.chart").first
    figure.scroll_into_view_if_needed()
    expect(figure.locator(".chart-live .main-svg").first).to_be_visible(timeout=30_000)
    expect(figure.locator(".chart-static")).to_be_hidden()


def test_everything_can_be_read_without_scripts(new_visitor: NewVisitor) -> None:
    visitor = new_visitor(java_script_enabled=False)
    visitor.open("city-dashboard", city="milano")
    figures = visitor.page.locator("figure.chart")
    assert figures.count() >= 4
    for figure in figures.all():
        expect(figure.locator("svg[role=img]:visible")).to_have_count(1)
        figure.locator("details.table-details > summary").click()
        expect(figure.locator("details.table-details td").first).to_be_visible()
    visitor.open("action-list", city="milano")
    visitor.field("q").fill("Romana")
    visitor.page.locator("form.filters button").click()
    expect(visitor.page.locator("main tbody tr").first).to_contain_text("Romana")


def test_a_phone_shows_the_narrow_drawing(new_visitor: NewVisitor) -> None:
    visitor = new_visitor(viewport={"width": 360, "height": 740}, java_script_enabled=False)
    visitor.open("city-dashboard", city="milano")
    trajectory = visitor.page.locator("figure#trajectory")
    expect(trajectory.locator(".only-narrow svg")).to_be_visible()
    expect(trajectory.locator(".only-wide svg")).to_be_hidden()
