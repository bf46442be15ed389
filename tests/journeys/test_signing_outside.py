"""Route B: a public body signs with a certificate of its own, the city countersigns last, anyone verifies the seal."""

import re
from hashlib import sha256
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import NewVisitor
from tests.journeys.outside_steps import (
    BROKEN_FILES,
    NO_FILES,
    PASSWORD,
    TAMPERED,
    Authority,
    ask_public_body,
    download,
    fetch_document,
    flipped_envelope,
    send_file,
    told_reasons,
)
from tests.journeys.page_checks import find_faults
from tests.journeys.signing_steps import CITY, call_inside
from tests.journeys.site import OFFICER, Site
from tests.journeys.test_signing_withdrawal import wait_for_state
from tests.journeys.visitor import Visitor

SIGNER, NAME = "sindaca@ente.example", "Persona Firmataria"
UNREADABLE, REPLACED = {"unreadable"}, {"not_signed", "rewritten"}
REASONS = {
    "a bit of the text": {"rewritten", "broken", "untrusted"},
    "page rewritten": {"broken", "changed_after", "text_changed"},
    "note laid over": {"broken", "changed_after", "text_changed"},
    "title rewritten": {"changed_after"},
    "bytes at the end": {"changed_after"},
    "a megabyte of spaces": UNREADABLE,
    "cut off": UNREADABLE,
    "header only": UNREADABLE,
    "nested arrays": UNREADABLE,
    "table that leads to itself": REPLACED,
    "a huge stream": REPLACED,
    "signature cut out": {"not_signed"},
    "forged authority": {"untrusted"},
}
"""Why each tampered file is refused as a signature."""
LOOKS = {
    "a bit of the text": "late",
    "page rewritten": "late",
    "note laid over": "late",
    "title rewritten": "risk",
    "bytes at the end": "risk",
    "cut off": "unknown",
    "a huge stream": "late",
    "filling of the seal": "late",
    "seal cut out": "late",
    "forged authority": "late",
    "noise": "unknown",
    "archive": "unknown",
    "empty": "error",
}
"""What the public page says first of each tampered seal: added to, not ours, or no PDF; never that it is genuine."""
END = b"%%EOF"
RECEIPT = re.compile(r"/ricevuta/$")


@pytest.fixture(scope="module")
def authority(site: Site) -> Authority:
    made = Authority()
    made.trust(site)
    return made


def enter(new_visitor: NewVisitor, link: str) -> Visitor:
    """The signer, signed in, on the page of signing outside."""
    signer = new_visitor()
    signer.sign_in(SIGNER, PASSWORD)
    signer.page.goto(link)
    signer.page.locator("a[href$='/fuori/']").first.click()
    return signer


def countersign_outside(officer: Visitor, request: str, signed: bytes, authority: Authority) -> bytes:
    """The officer's own signature, in the file that the public body has signed; the file with both."""
    officer.open("request-detail", city=CITY, pk=request)
    officer.page.locator("main .notice a").click()
    officer.page.locator("a[href$='/fuori/']").first.click()
    name = officer.site.installation.ask(f"User.objects.get(email={OFFICER!r}).name")
    both = authority.sign(signed, name, field_name="Countersignature")
    send_file(officer, both)
    expect(officer.page).to_have_url(RECEIPT)
    return both


def fetch_sealed(signer: Visitor, made: dict[str, str]) -> list[bytes]:
    """The sealed PDF and the files beside it, from the page of the organisation's own commitment, once it is there."""
    wait_for_state(signer.site, made["commitment"], "signed")
    signer.open("commitment-detail", pk=made["organisation"], commitment=made["commitment"])
    sealed = signer.page.locator("main #sealed-title ~ ul a[href*='/impegni/documenti/']").first
    outside = signer.page.locator("main a[href*='/firmati/']").all()
    return [download(signer, one) for one in (sealed, *outside)]


def verify(visitor: Visitor, content: bytes) -> str:
    """Give a file to the public page; the look of its first word, or that the form took no such file."""
    visitor.open("verify")
    send_file(visitor, content, "documento.pdf")
    notice = visitor.page.locator("main [role=status] .notice, main .field-error").first
    expect(notice).to_be_visible()
    return str(notice.get_attribute("class")).rpartition("-")[2]


def test_public_body_signs_outside_and_the_city_last(
    officer: Visitor, visitor: Visitor, new_visitor: NewVisitor, authority: Authority
) -> None:
    made, link = ask_public_body(officer, "Parco solare", SIGNER)
    assert officer.page.locator("main .notice a").count() == 0  # the city's turn is the last
    signer = enter(new_visitor, link)
    assert find_faults(signer.page, "it") == []
    signed = authority.sign(fetch_document(signer), NAME)
    send_file(signer, signed)
    expect(signer.page).to_have_url(RECEIPT)
    both = countersign_outside(officer, made["request"], signed, authority)
    kept = [[sha256(one).hexdigest(), "passed"] for one in (signed, both)]
    assert call_inside(officer.site, "outside_of", request=made["request"]) == kept

    sealed, *beside = fetch_sealed(signer, made)
    assert beside == [signed, both]
    assert verify(visitor, sealed) == "done"
    assert find_faults(visitor.page, "it") == []


def test_no_tampered_file_is_taken_for_a_signature(
    officer: Visitor, new_visitor: NewVisitor, authority: Authority
) -> None:
    made, link = ask_public_body(officer, "Fontane", SIGNER)
    signer = enter(new_visitor, link)
    offered = fetch_document(signer)
    signed = authority.sign(offered, NAME)
    files = {name: change(signed) for name, change in (TAMPERED | BROKEN_FILES).items()} | {
        "signature cut out": offered,
        "forged authority": Authority().sign(offered, NAME),
    }
    told = {}
    for name, content in files.items():
        send_file(signer, content, f"{name}.pdf")
        told[name] = told_reasons(signer)
    assert told == REASONS
    for content in (change(signed) for change in NO_FILES.values()):
        send_file(signer, content)
        expect(signer.page.locator("main .field-error").first).to_be_visible()
    verdicts = call_inside(officer.site, "outside_of", request=made["request"])
    assert [verdict for _digest, verdict in verdicts] == ["failed"] * len(files)
    send_file(signer, signed)
    expect(signer.page).to_have_url(RECEIPT)


def test_no_tampered_seal_shows_green(visitor: Visitor) -> None:
    sealed = Path(call_inside(visitor.site, "make_sealed")).read_bytes()
    source = sealed[: sealed.index(END) + len(END)]
    changes = TAMPERED | NO_FILES | {"filling of the seal": flipped_envelope}
    files = {name: change(sealed) for name, change in changes.items()} | {
        "seal cut out": source,
        "forged authority": Authority().sign(source, "Portal seal - localhost"),
    }
    call_inside(visitor.site, "forget_tries")
    assert verify(visitor, sealed) == "done"
    assert {name: verify(visitor, content) for name, content in files.items()} == LOOKS
    call_inside(visitor.site, "forget_tries")
