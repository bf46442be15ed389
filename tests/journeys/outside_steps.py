"""What people do who sign outside the portal: fetch the document, sign it with a certificate, send it back."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from django.utils import timezone, translation
from playwright.sync_api import Locator

from core.certificates import CertifiedKey, as_pem
from core.enums import UploadReason
from tests.core.sealing import pdfs
from tests.core.sealing.authorities import make_authority, make_person, revocation_list, sign_outside
from tests.journeys.signing_steps import CITY, LINK, call_inside, count_mails, newest
from tests.journeys.site import ROOTS_FILE, Site
from tests.journeys.visitor import Visitor

Change = Callable[[bytes], bytes]
PASSWORD = "secret-of-tests"
STREAM = re.compile(rb"\bstream\r?\n.*?endstream", re.DOTALL)


@dataclass
class Authority:
    """An authority that the portal trusts, and the certificates it gave."""

    root: CertifiedKey = field(default_factory=make_authority)

    def trust(self, site: Site) -> None:
        """Put it into the portal's list of today, with nobody's certificate revoked."""
        text = f"# {timezone.localdate()}\n{as_pem(self.root.certificate)}{revocation_list(self.root)}"
        (site.installation.folder / ROOTS_FILE).write_text(text)

    def sign(self, pdf: bytes, name: str, *, field_name: str = "Firma") -> bytes:
        """What the signing program of a person makes of a file."""
        person = make_person(self.root, name=name, tax_code="")
        with ThreadPoolExecutor(1) as aside:  # Playwright's event loop runs in this thread
            signed = aside.submit(sign_outside, pdf, person, self.root, field_name=field_name)
            return signed.result()


def ask_public_body(officer: Visitor, title: str, person: str) -> tuple[dict[str, str], str]:
    """An officer asks a public body for its signature; the ids, and the link that its signer got."""
    before = count_mails(officer.site, person, LINK)
    made = call_inside(officer.site, "make_public_body", city=CITY, person=person, title=title)
    officer.open("request-create", city=CITY, pk=made["commitment"])
    officer.field("city_title").fill("Assessore")
    officer.submit()
    officer.page.wait_for_url("**/firme-impegni/*-*/")
    link = officer.site.address + newest(officer.site, person, LINK, before)
    return made | {"request": officer.page.url.rstrip("/").split("/")[-1]}, link


def download(visitor: Visitor, button: Locator) -> bytes:
    """The bytes that a button or link brings."""
    with visitor.page.expect_download() as told:
        button.click()
    return Path(told.value.path()).read_bytes()


def fetch_document(visitor: Visitor) -> bytes:
    """The document that is offered, from the page of signing outside."""
    return download(visitor, visitor.page.locator("form[action$='documento.pdf'] button"))


def send_file(visitor: Visitor, content: bytes, name: str = "firmato.pdf") -> None:
    """Send a file by the form with the file field of the page that is open."""
    given = {"name": name, "mimeType": "application/pdf", "buffer": content}
    visitor.page.locator("main [name=file]").set_input_files(given)
    visitor.page.locator("main form:has([name=file]) button[type=submit]").click()


def told_reasons(visitor: Visitor) -> set[str]:
    """The reasons, as stored words, that the page gives for the newest file."""
    items = visitor.page.locator("#sent-title + ul > li").first.locator("ul li").all_inner_texts()
    with translation.override("it"):
        words = {str(one.label): one.value for one in UploadReason}
    return {words[one.strip()] for one in items}


def flipped(pdf: bytes) -> bytes:
    """Turn one bit round within a font, the longest stream; anywhere else it could hit what holds the file together."""
    start, end = max((one.span() for one in STREAM.finditer(pdf)), key=lambda span: span[1] - span[0])
    place = (start + end) // 2
    return pdf[:place] + bytes([pdf[place] ^ 1]) + pdf[place + 1 :]


def flipped_envelope(pdf: bytes) -> bytes:
    """Turn one bit round in the filling of the last signature, which no signature covers."""
    end = pdf.rfind(b"0000>")
    return pdf[:end] + b"1" + pdf[end + 1 :]


TAMPERED: dict[str, Change] = {
    "a bit of the text": flipped,
    "page rewritten": pdfs.with_page_rewritten,
    "note laid over": pdfs.with_note,
    "title rewritten": pdfs.with_title_rewritten,
    "bytes at the end": lambda pdf: pdf + b"\nmore",
    "cut off": lambda pdf: pdf[: len(pdf) * 9 // 10],
    "a huge stream": lambda pdf: pdfs.bomb_pdf(),
}
"""What is done to a signed or sealed file by who wants another text to count, or the portal to stumble."""
BROKEN_FILES: dict[str, Change] = {
    "a megabyte of spaces": lambda pdf: pdf + b" " * 2**20,
    "header only": lambda pdf: b"%PDF-1.7\n",
    "nested arrays": lambda pdf: b"%PDF-1.7\n1 0 obj\n" + b"[" * 200_000,
    "table that leads to itself": (
        lambda pdf: pdfs.plain_pdf() + b"xref\n0 0\ntrailer\n<< /Prev 373 >>\nstartxref\n373\n%%EOF\n"
    ),
}
"""What begins like a PDF."""
NO_FILES: dict[str, Change] = {
    "empty": lambda pdf: b"",
    "noise": lambda pdf: bytes(range(256)) * 40,
    "archive": lambda pdf: b"PK\x03\x04" + pdf,
}
"""What is no PDF by its first bytes."""
