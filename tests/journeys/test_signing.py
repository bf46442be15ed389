"""Route A on a phone: from the mail's link to the receipt in six clicks, then the city's signature, last."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import NewVisitor
from tests.journeys.page_checks import find_faults
from tests.journeys.signing_steps import LINK, Signer, ask_for_signatures, count_mails, countersign
from tests.journeys.site import SIGNATORY
from tests.journeys.visitor import Visitor

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
MOST_CLICKS = 6


def test_commitment_is_signed_on_a_phone_and_countersigned(officer: Visitor, new_visitor: NewVisitor) -> None:
    before = count_mails(officer.site, SIGNATORY, LINK)
    made = ask_for_signatures(officer, "Furgoni elettrici")
    signer = Signer(new_visitor(**PHONE))
    page = signer.visitor.page
    signer.open_link(before)
    assert find_faults(page, "it") == []
    signer.go_to_code()
    assert find_faults(page, "it") == []
    signer.consent_and_sign()
    assert len(signer.clicks) <= MOST_CLICKS
    assert find_faults(page, "it") == []

    countersign(officer, made["request"])
    page.reload()
    expect(page.locator("main")).to_contain_text(re.compile(r"sigilla|seal", re.IGNORECASE))


def test_commitment_is_signed_without_scripts(officer: Visitor, new_visitor: NewVisitor) -> None:
    before = count_mails(officer.site, SIGNATORY, LINK)
    ask_for_signatures(officer, "Forni elettrici")
    signer = Signer(new_visitor(java_script_enabled=False))
    signer.open_link(before)
    signer.go_to_code()
    signer.consent_and_sign()
    assert "Furgoni" not in signer.visitor.text()
