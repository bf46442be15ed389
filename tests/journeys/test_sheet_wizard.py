"""An organisation writes a commitment with one sheet, leaves, and finds everything again."""

from playwright.sync_api import expect

from tests.journeys.conftest import NewVisitor
from tests.journeys.site import SIGNATORY

PDF = {"name": "forno.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 the new oven"}


def test_a_sheet_is_computed_left_and_resumed(new_visitor: NewVisitor) -> None:
    visitor = new_visitor()
    visitor.sign_in(SIGNATORY)
    page = visitor.page
    page.goto(f"{visitor.site.address}/it/organizzazione/")
    page.locator("main a[href$='/impegni/nuovo/']").click()
    visitor.field("title_it").fill("Un forno senza gas")
    visitor.submit()
    visitor.field("title_it").fill("Il forno di via Roma")
    visitor.submit()

    page.locator(".map-small").click(position={"x": 200, "y": 150})
    latitude = visitor.field("latitude").input_value()
    assert latitude
    visitor.submit()

    visitor.field("buildings_natural_gas_before").fill("1.200,5")
    visitor.field("buildings_natural_gas_after").fill("200")
    expect(page.locator("#result .result-total strong")).to_contain_text("202,66")
    page.locator("#id_confidential_buildings_natural_gas_before").check()
    page.locator("main [name=leave]").click()
    sheet = page.url
    assert "202,66" in visitor.text()

    page.locator("main a[href*='/allegati/nuovo/']").click()
    visitor.field("file").set_input_files(PDF)
    visitor.submit()
    expect(page.locator("main a[download]")).to_have_text("forno.pdf")

    page.goto(f"{sheet}contesto/")
    assert visitor.field("latitude").input_value() == latitude.replace(".", ",")
    page.goto(f"{sheet}impatti/")
    assert visitor.field("buildings_natural_gas_before").input_value() == "1.200,5"
    assert page.locator("#id_confidential_buildings_natural_gas_before").is_checked()
    assert not page.locator("#id_confidential_buildings_natural_gas_after").is_checked()
