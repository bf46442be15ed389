"""Programs that are not the portal take what it sealed for whole, and refuse it after a change of one byte."""

import io
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from asn1crypto import pem, x509
from django.conf import settings
from django.test import Client
from django.urls import reverse
from pyhanko.pdf_utils.misc import PdfReadError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from core.canonical import canonical_json
from core.durable_files import store_folder
from core.services.checkpoints import make_checkpoint
from core.services.evidence_bundles import evidence_bundle
from stakeholders.services.sealing import seal_request
from tests.factories.signing import signed_request

pytestmark = pytest.mark.django_db
VERIFIER = settings.BASE_DIR / "docs" / "verify" / "ccc_verify.py"
NEEDS_PDFSIG = pytest.mark.skipif(shutil.which("pdfsig") is None, reason="needs pdfsig of poppler-utils")


@dataclass(frozen=True)
class Handed:
    """What a stranger holds: the sealed file, the evidence bundle, the keys that the portal publishes."""

    pdf: bytes
    bundle: bytes
    roots: list[x509.Certificate]
    folder: Path


@pytest.fixture
def handed(tmp_path: Path) -> Handed:
    """A commitment that was signed and sealed, with its evidence under a checkpoint."""
    document = seal_request(request_id=signed_request().pk)
    assert document is not None
    make_checkpoint()
    stream = document.request.version.commitment.contract_id
    keys = Client().get(reverse("seal-keys")).json()["keys"]
    chain = next(one["chain"] for one in keys if one["key_id"] == document.key_id)
    return Handed(
        pdf=(store_folder() / str(document.file.name)).read_bytes(),
        bundle=canonical_json(evidence_bundle(stream)).encode(),
        roots=[
            x509.Certificate.load(der) for _kind, _headers, der in pem.unarmor(chain.encode(), multiple=True)
        ],
        folder=tmp_path,
    )


def with_other_byte(content: bytes, after: bytes) -> bytes:
    """The content with one bit of one byte changed, just behind the first place where `after` stands."""
    place = content.index(after) + len(after) + 8
    return content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]


def pdfsig_accepts(handed: Handed, pdf: bytes) -> bool:
    """What the program of poppler-utils says of the seal, and of how much it covers."""
    file = handed.folder / "sealed.pdf"
    file.write_bytes(pdf)
    command = ["pdfsig", "-nocert", str(file)]
    told = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60).stdout
    return "Signature is Valid" in told and "Total document signed" in told


def pyhanko_accepts(handed: Handed, pdf: bytes) -> bool:
    """What pyHanko's own validator says with its own rules, and no trust but in the published root."""
    try:
        (seal,) = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
        found = validate_pdf_signature(
            seal, ValidationContext(trust_roots=handed.roots, allow_fetching=False)
        )
    except PdfReadError:
        return False
    return found.bottom_line and found.coverage == SignatureCoverageLevel.ENTIRE_FILE


def verifier_accepts(handed: Handed, bundle: bytes) -> bool:
    """What the program of one file says of the evidence."""
    file = handed.folder / "evidence.json"
    file.write_bytes(bundle)
    command = [sys.executable, "-I", str(VERIFIER), str(file)]
    return subprocess.run(command, capture_output=True, check=False, timeout=60).returncode == 0


Reader = Callable[[Handed, bytes], bool]


@pytest.mark.parametrize(
    "accepts",
    [pytest.param(pdfsig_accepts, marks=NEEDS_PDFSIG), pyhanko_accepts],
    ids=lambda one: one.__name__,
)
def test_sealed_file_is_accepted_and_refused_after_one_byte(handed: Handed, accepts: Reader) -> None:
    changed = with_other_byte(handed.pdf, after=b"stream\n")
    assert [accepts(handed, handed.pdf), accepts(handed, changed)] == [True, False]


def test_evidence_bundle_is_accepted_and_refused_after_one_byte(handed: Handed) -> None:
    changed = with_other_byte(handed.bundle, after=b'"version_sha256\\":\\"')
    assert [verifier_accepts(handed, handed.bundle), verifier_accepts(handed, changed)] == [True, False]
