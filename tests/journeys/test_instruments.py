"""An officer adds an instrument, publishes it, compares the city with and without it, and takes the sheet away."""

import csv
from datetime import date
from io import StringIO

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.page_checks import find_faults
from tests.journeys.site import Site
from tests.journeys.visitor import Visitor

CITY = "valdoria"
MAKE_SPREAD = """
__import__('tests.journeys.spreading', fromlist=['make_spread']).make_spread({city!r})
"""
TYPED = {
    "code": "oneri-prova",
    "names_it": "Oneri ridotti di prova",
    "names_en": "Lower charges on trial",
    "plain_words_it": "Chi rinnova paga meno oneri.",
    "legal_basis": "NdA PdR art. 10",
    "amount": "30",
    "amount_unit": "percento degli oneri",
    "in_force_from": "01.01.2026",
    "saturation_points": "12,5",
    "rise_factor": "0,8",
    "start_shift_years": "0",
    "effect_source": "Ipotesi della prova.",
    "budget_eur": "0",
}


@pytest.fixture(scope="module")
def spreading(site: Site) -> None:
    """A package that spreads from the molecules of the city, where the demonstration has none."""
    site.installation.ask(MAKE_SPREAD.format(city=CITY).strip())


def add_instrument(officer: Visitor) -> None:
    """Fill the form; once with a mistake, which stands at its field."""
    officer.open("instrument-list", city=CITY)
    officer.page.locator("main .page-head a.btn").click()
    for name, value in TYPED.items():
        officer.field(name).fill("" if name == "effect_source" else value)
    officer.field("kind").select_option("incentive")
    officer.field("payer").select_option("city")
    officer.submit()
    expect(officer.page.locator(".error-summary")).to_be_focused()
    officer.field("effect_source").fill(TYPED["effect_source"])
    officer.submit()
    expect(officer.page.locator("h1")).to_have_text(TYPED["names_it"])


def tick(page: Page, label: str) -> None:
    """Choose an instrument in the workbench."""
    page.get_by_label(label).check()


def test_instrument_is_added_published_compared_and_kept(
    officer: Visitor, visitor: Visitor, spreading: None
) -> None:
    add_instrument(officer)
    page = officer.page
    page.locator("main .button-row a.btn-outline-primary").click()
    officer.submit()
    expect(page.locator("main .status-done")).to_be_visible()
    visitor.open("city-instruments", "en", city=CITY)
    visitor.page.get_by_role("link", name=TYPED["names_en"]).click()
    assert "Ipotesi della prova." in visitor.text()
    assert find_faults(visitor.page, "en") == []

    page.locator("main .plain-list a").last.click()
    tick(page, TYPED["names_it"])
    page.locator("main form[method=get] button[type=submit]").click()
    text = officer.text()
    assert "2030" in text
    assert "2035" in text
    assert "0 €/t" in text
    assert "-0" not in text
    assert find_faults(page, "it") == []

    officer.field("name").fill("Solo gli oneri")
    officer.submit()
    expect(page.locator("h1")).to_have_text("Solo gli oneri")
    assert find_faults(page, "it") == []
    with page.expect_download() as told:
        page.locator("main a[href*='ipotesi.csv']").click()
    rows = list(csv.DictReader(StringIO(told.value.path().read_text(encoding="utf-8"))))
    ours = {row["parameter"]: row for row in rows if row["code"] == TYPED["code"]}
    assert ours["saturation_points"]["likely"] == "0.125"
    assert ours["saturation_points"]["source"] == TYPED["effect_source"]
    assert ours["in_force_from"]["likely"] == date(2026, 1, 1).isoformat()
    assert ours["budget_eur"]["likely"] == "0"
    with page.expect_download() as told:
        page.locator("main a[href*='ipotesi.xlsx']").click()
    assert told.value.suggested_filename == f"{CITY}-strumenti-ipotesi.xlsx"


def test_scenario_is_renamed_and_deleted(officer: Visitor, spreading: None) -> None:
    officer.open("instrument-workbench", city=CITY)
    page = officer.page
    page.locator("main form[method=get] input[type=checkbox]").first.check()
    page.locator("main form[method=get] button[type=submit]").click()
    officer.field("name").fill("Da rinominare")
    officer.submit()
    page.locator("main .button-row a.btn-primary").click()
    officer.field("name").fill("Rinominato")
    officer.field("until_year").fill("2040")
    officer.submit()
    expect(page.locator("h1")).to_have_text("Rinominato")
    assert "2040" in officer.text()
    page.locator("main a.link-danger").click()
    officer.submit()
    assert "Rinominato" not in page.locator("main #saved + *").inner_text()
