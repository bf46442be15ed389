"""An officer gives a molecule its figures, and everyone reads what they rest on."""

from typing import Any

from playwright.sync_api import expect

from tests.journeys.page_checks import find_faults
from tests.journeys.site import Site
from tests.journeys.visitor import Visitor

CITY = "valdoria"


def test_figures_of_a_molecule_go_from_the_office_to_the_public(officer: Visitor, site: Site) -> None:
    molecule: Any = site.samples(CITY)["molecule-figures:pk"]
    officer.open("emission-apportion", city=CITY, pk=molecule)
    officer.field("key").select_option("residents")
    officer.submit()
    expect(officer.page.locator("main #emissions-table")).to_have_count(1)
    officer.field("year").fill("2025")
    officer.field("sector").select_option("buildings")
    officer.field("emissions_tco2e").fill("1.240,5")
    officer.submit()
    expect(officer.page.locator(".error-summary")).to_be_focused()
    expect(officer.field("emissions_tco2e")).to_have_value("1.240,5")
    officer.field("source").fill("Contatori del quartiere, 2025")
    officer.submit()
    officer.open("target-create", city=CITY, pk=molecule)
    officer.field("year").fill("2033")
    officer.field("emissions_tco2e").fill("700")
    officer.field("source").fill("Piano della molecola")
    officer.submit()

    officer.open("molecule-detail", city=CITY, pk=molecule)
    assert "Contatori del quartiere, 2025" in officer.text()
    assert find_faults(officer.page, "it") == []
    officer.open("molecule-comparison", city=CITY)
    expect(officer.page.locator("figure.chart")).to_have_count(4)
    assert find_faults(officer.page, "it") == []
    officer.open("molecule-list", city=CITY)
    officer.page.locator("main nav a[href='?layer=per_resident']").click()
    expect(officer.page.locator("main .choices [aria-current]")).to_have_count(1)
    expect(officer.page.locator(".map-list li")).not_to_have_count(0)
