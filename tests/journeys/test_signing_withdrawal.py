"""What was signed is taken back by the same four pages; nothing of it disappears."""

import re

from playwright.sync_api import expect

from tests.installation import wait_until
from tests.journeys.conftest import NewVisitor
from tests.journeys.signing_steps import (
    LINK,
    Signer,
    ask_for_signatures,
    call_inside,
    count_mails,
    countersign,
)
from tests.journeys.site import SIGNATORY, Site
from tests.journeys.visitor import Visitor


def wait_for_state(site: Site, commitment: str, state: str) -> None:
    """Wait until the portal has sealed what was signed."""
    wait_until(
        lambda: call_inside(site, "state_of", commitment=commitment) == state,
        seconds=60,
        what=f"the commitment is {state}",
    )


def test_signed_commitment_is_withdrawn_by_a_signature(officer: Visitor, new_visitor: NewVisitor) -> None:
    before = count_mails(officer.site, SIGNATORY, LINK)
    made = ask_for_signatures(officer, "Carrelli elettrici")
    signer = Signer(new_visitor())
    signer.open_link(before)
    signer.go_to_code()
    signer.consent_and_sign()
    countersign(officer, made["request"])
    wait_for_state(officer.site, made["commitment"], "signed")

    own = signer.visitor
    own.open("commitment-detail", pk=made["organisation"], commitment=made["commitment"])
    own.page.locator("main a[href$='/ritira/']").click()
    own.field("reason").fill("La sede chiude alla fine del mese.")
    own.submit()
    expect(own.page).to_have_url(re.compile(r"/leggi/$"))
    signer.go_to_code()
    signer.consent_and_sign()
    wait_for_state(own.site, made["commitment"], "withdrawn")
    own.open("signing-list", pk=made["organisation"])
    assert own.text().count("Carrelli elettrici") == 2
