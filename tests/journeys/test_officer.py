"""An officer changes the contract, and the public page changes."""

from playwright.sync_api import Page, expect

from tests.journeys.page_checks import find_faults
from tests.journeys.visitor import Visitor

CITY = "valdoria"


def find_action(officer: Visitor, code: str) -> str:
    """Open the editor of an action from the office's list; its address."""
    officer.open("office-action-list", city=CITY)
    officer.field("q").fill(code)
    officer.page.locator("form.filters button").click()
    officer.page.locator("main tbody td a").first.click()
    expect(officer.page.locator("h1")).to_contain_text(code)
    return officer.page.url


def error_names(page: Page) -> list[str | None]:
    """The fields that the summary of errors leads to."""
    links = page.locator(".error-summary a").all()
    return [str(link.get_attribute("href")).removeprefix("#id_") for link in links]


def test_published_inventory_changes_the_verdict(officer: Visitor) -> None:
    officer.open("inventory-create", city=CITY)
    officer.field("series").select_option(index=1)
    officer.field("year").fill("2025")
    officer.field("reported_total_tco2e").fill("231.000")
    officer.field("source").fill("Prova: relazione del 2025, pagina 1")
    officer.submit()
    officer.wait_for_work()
    officer.open("city-dashboard", city=CITY)
    expect(officer.page.locator("main .lead .status").first).to_have_text("in linea")
    assert "L’inventario 2025 indica 231.000 t CO₂e" in officer.text()


def test_inventory_with_value_and_key_is_refused_at_its_cell(officer: Visitor) -> None:
    officer.open("inventory-create", city=CITY)
    officer.field("series").select_option(index=1)
    officer.field("year").fill("2026")
    officer.field("source").fill("Prova")
    officer.field("buildings_source_1_value").fill("1.000")
    officer.field("buildings_source_1_key").select_option("NE")
    officer.submit()
    expect(officer.page.locator(".error-summary")).to_be_focused()
    expect(officer.field("buildings_source_1_value")).to_have_value("1.000")
    assert [name for name in error_names(officer.page) if str(name).startswith("buildings_source_1")]


def test_action_is_corrected_after_an_error(officer: Visitor) -> None:
    address = find_action(officer, "VALEB1")
    officer.field("start_year").fill("2029")
    officer.field("end_year").fill("2024")
    officer.field("cost_eur").fill("42.600.000")
    officer.submit()
    expect(officer.page.locator(".error-summary")).to_be_focused()
    assert officer.page.title().startswith("Errore:")
    assert error_names(officer.page) == ["end_year"]
    expect(officer.field("start_year")).to_have_value("2029")
    expect(officer.field("cost_eur")).to_have_value("42.600.000")
    officer.field("start_year").fill("2021")
    officer.field("end_year").fill("2027")
    officer.submit()
    expect(officer.page).not_to_have_url(address)
    officer.page.goto(address)
    expect(officer.field("cost_eur")).to_have_value("42.600.000")


def test_second_window_learns_of_the_first_ones_change(officer: Visitor) -> None:
    address = find_action(officer, "VALEB2")
    second = officer.new_window()
    second.page.goto(address)
    officer.field("promoter").fill("Cooperativa Prima")
    officer.submit()
    expect(officer.page).not_to_have_url(address)
    second.field("promoter").fill("Cooperativa Seconda")
    second.submit()
    conflict = second.page.locator("#conflict")
    expect(conflict).to_contain_text("Cooperativa Prima")
    expect(conflict).to_contain_text("Cooperativa Seconda")
    expect(second.field("promoter")).to_have_value("Cooperativa Seconda")
    assert find_faults(second.page, "it") == []
    second.submit()
    expect(second.page).not_to_have_url(address)


def test_archived_action_leaves_the_public_page_and_comes_back(officer: Visitor, visitor: Visitor) -> None:
    find_action(officer, "VALEB3")
    public = officer.page.locator("main a[href*='/c/']").first.get_attribute("href")
    address = officer.site.address + str(public)
    officer.page.locator("main a[href$='/archivia/']").click()
    officer.submit()
    assert visitor.status_of(address) == 404
    officer.open("office-action-list", city=CITY)
    officer.field("which").select_option("archived")
    officer.page.locator("form.filters button").click()
    officer.page.locator("main a[href$='/ripristina/']").click()
    officer.submit()
    assert visitor.status_of(address) == 200
