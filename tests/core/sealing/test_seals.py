"""The portal's seal: what it promises of a file, and every way in which a sealed file was attacked."""

import io
import shutil
import subprocess
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

import pytest
from pypdf import PdfReader

from core.certificates import CertifiedKey, as_pem, make_key
from core.enums import KeyPurpose, KeyStanding, KeyState
from core.key_files import KeyUnusable, private_path
from core.models import EvidenceCheck, PortalKey
from core.pdf_signatures.making import Signer, add_seal
from core.sealing import SealRefused, SealState, TimestampFailed, check_pdf, seal_pdf
from core.services.key_register import key_standing
from core.services.keys import active_key, ensure_keys, revoke_key, rotate_key
from tests.core.sealing import pdfs
from tests.core.sealing.authorities import NOW, StampAuthority, make_authority
from tools.flips import Verdict, draw_flips, find_faults, judge_flip, make_case, uncovered_part

pytestmark = pytest.mark.django_db
WHOLE, ADDED, BROKEN = SealState.INTACT_WHOLE, SealState.ADDED_AFTER, SealState.BROKEN
NOTHING, UNREADABLE = SealState.NO_SEAL, SealState.UNREADABLE
FLIPS = 60


@pytest.fixture(autouse=True)
def _keys(settings, tmp_path):
    settings.KEY_DIR = tmp_path / "keys"
    ensure_keys()


@pytest.fixture
def sealed():
    return seal_pdf(pdfs.plain_pdf(), field_name="Seal", reason="Everyone has signed.")


def test_a_sealed_file_says_so_and_by_which_key(sealed):
    report = check_pdf(sealed.pdf)
    assert (report.state, report.trusted_by_us, report.level, report.signatures) == (WHOLE, True, "B-B", 1)
    assert (report.key_id, report.signer) == (active_key(KeyPurpose.SEAL).key_id, "Portal seal - localhost")
    told = (sealed.level, sealed.key_id, sealed.sha256)
    assert told == ("B-B", report.key_id, sha256(sealed.pdf).hexdigest())


def test_the_seal_is_appended_shows_nothing_and_has_a_name_to_read_out(sealed):
    assert sealed.pdf.startswith(pdfs.plain_pdf())
    root: Any = PdfReader(io.BytesIO(sealed.pdf)).trailer["/Root"]
    fields = root["/AcroForm"]["/Fields"]
    (field,) = [one.get_object() for one in fields]
    assert (field["/T"], field["/TU"], list(field["/Rect"])) == ("Seal", "Seal of the portal", [0, 0, 0, 0])


ATTACKS = {
    "page rewritten": (pdfs.with_page_rewritten, {BROKEN}),
    "note laid over": (pdfs.with_note, {BROKEN}),
    "script": (pdfs.with_script, {BROKEN}),
    "title rewritten": (pdfs.with_title_rewritten, {ADDED, BROKEN}),
    "bytes at the end": (lambda pdf: pdf + b"\nmore", {ADDED}),
    "a megabyte of spaces": (lambda pdf: pdf + b" " * 2**20, {ADDED, UNREADABLE}),
    "cut off": (lambda pdf: pdf[:-200], {BROKEN, UNREADABLE, NOTHING}),
    "seal cut out": (lambda pdf: pdfs.plain_pdf(), {NOTHING}),
    "title in place": (lambda pdf: pdf.replace(b"(Impegno)", b"(Impegna)", 1), {BROKEN}),
    "empty": (lambda pdf: b"", {UNREADABLE}),
    "header only": (lambda pdf: b"%PDF-1.7\n", {UNREADABLE}),
    "noise": (lambda pdf: b"%PDF-1.7\n" + bytes(range(256)) * 40, {UNREADABLE}),
    "archive": (lambda pdf: b"PK\x03\x04" + pdf, {BROKEN, UNREADABLE}),
    "nested arrays": (lambda pdf: b"%PDF-1.7\n1 0 obj\n" + b"[" * 200_000, {UNREADABLE}),
    "table that leads to itself": (
        lambda pdf: pdfs.plain_pdf() + b"xref\n0 0\ntrailer\n<< /Prev 373 >>\nstartxref\n373\n%%EOF\n",
        {NOTHING, UNREADABLE},
    ),
}
"""What is done to a sealed file, and what its state may then be: never whole."""


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_attack_leaves_the_seal_whole(sealed, attack):
    change, promised = ATTACKS[attack]
    assert {check_pdf(change(sealed.pdf)).state} <= promised


def test_a_small_file_that_holds_a_huge_one_is_read_without_unpacking_it():
    assert check_pdf(pdfs.bomb_pdf()).state is NOTHING


def test_a_forged_authority_of_the_same_names_is_not_ours():
    names = [f"Portal {what} - localhost" for what in ("root", "seal")]
    root = make_authority(names[0])
    report = check_pdf(add_seal(pdfs.plain_pdf(), signer=_signer(root, names[1]), **_field("Seal")))
    assert (report.state, report.signer, report.trusted_by_us) == (WHOLE, names[1], False)


def test_another_key_of_ours_does_not_seal(settings):
    """One key does one thing: the key of statements leads to the same root, and is no seal."""
    key = active_key(KeyPurpose.STATEMENT)
    key.purpose = KeyPurpose.SEAL
    PortalKey.objects.filter(purpose=KeyPurpose.SEAL).update(state=KeyState.VERIFY_ONLY)
    key.save()
    pdf = seal_pdf(pdfs.plain_pdf(), field_name="Seal", reason="x").pdf
    PortalKey.objects.filter(pk=key.pk).update(purpose=KeyPurpose.STATEMENT)
    assert check_pdf(pdf).trusted_by_us is False


def _signer(root: CertifiedKey, name: str) -> Signer:
    made = make_key(name=name, root=root, now=NOW)
    return Signer(made.key, made.certificate, (root.certificate,))


def _field(name: str, *, certify: bool = True) -> dict[str, object]:
    return {"field_name": name, "label": "Seal", "reason": "x", "certify": certify}


def test_nothing_is_signed_over_a_seal_that_certifies(sealed):
    with pytest.raises(SealRefused):
        seal_pdf(sealed.pdf, field_name="Second", reason="x", certify=False)


def test_a_signature_after_a_seal_that_allows_it_is_told_as_added():
    first = seal_pdf(pdfs.plain_pdf(), field_name="Seal", reason="x", certify=False).pdf
    both = add_seal(first, signer=_signer(make_authority(), "A citizen"), **_field("Second", certify=False))
    report = check_pdf(both)
    assert (report.state, report.signatures, report.trusted_by_us) == (ADDED, 2, True)


@pytest.mark.parametrize("content", [b"", b"no pdf", b"%PDF-1.7\n"])
def test_what_is_no_pdf_is_not_sealed(content):
    with pytest.raises(SealRefused):
        seal_pdf(content, field_name="Seal", reason="x")


def test_without_its_key_nothing_is_sealed():
    private_path(active_key(KeyPurpose.SEAL).key_id).unlink()
    with pytest.raises(KeyUnusable):
        seal_pdf(pdfs.plain_pdf(), field_name="Seal", reason="x")


def test_single_bits_of_a_sealed_file_are_never_accepted():
    case = make_case()
    judged = [(place, judge_flip(case, place, bit)) for place, bit in draw_flips(case, FLIPS)]
    assert find_faults(case, judged) == []


def test_bits_of_the_filling_are_refused_by_the_seal_too():
    case = make_case()
    last = uncovered_part(case.pdf)[-10]
    assert [judge_flip(case, last, bit) for bit in range(8)] == [Verdict.REFUSED] * 8


def test_a_rotated_key_still_proves(sealed):
    rotate_key(purpose=KeyPurpose.SEAL)
    new = seal_pdf(pdfs.plain_pdf(), field_name="Seal", reason="x")
    old = check_pdf(sealed.pdf)
    assert (old.state, old.trusted_by_us, key_standing(old.key_id)) == (WHOLE, True, KeyStanding.GOOD)
    assert check_pdf(new.pdf).key_id == new.key_id != old.key_id


def test_an_expired_key_still_proves(sealed):
    PortalKey.objects.update(not_after=NOW)
    report = check_pdf(sealed.pdf)
    assert (report.state, report.trusted_by_us) == (WHOLE, True)
    with pytest.raises(KeyUnusable):
        seal_pdf(pdfs.plain_pdf(), field_name="Seal", reason="x")


def stamped(settings, authority: StampAuthority, **options):
    """A seal made while the authority answers."""
    roots = settings.KEY_DIR / "tsa.pem"
    roots.write_text(authority.roots)
    settings.TSA_ROOTS = str(roots)
    with authority.serve() as settings.TSA_URL:
        return seal_pdf(pdfs.plain_pdf(), field_name="Seal", reason="x", **options)


def test_a_time_stamp_makes_the_level_and_outlives_a_revocation(settings):
    sealed = stamped(settings, StampAuthority())
    report = check_pdf(sealed.pdf)
    assert (sealed.level, report.level, report.state, report.is_stamp_trusted) == ("B-T", "B-T", WHOLE, True)
    at = datetime.fromisoformat(report.stamped_at)
    revoked = revoke_key(key_id=sealed.key_id, reason="Lost.")
    assert key_standing(sealed.key_id, proven_at=at) is KeyStanding.SIGNED_BEFORE_REVOCATION
    assert revoked.revoked_at is not None
    late = revoked.revoked_at + timedelta(seconds=1)
    assert key_standing(sealed.key_id, proven_at=late) is KeyStanding.NEEDS_REVIEW
    assert check_pdf(sealed.pdf).state is WHOLE


MODES = ["garbage", "refusing", "failing", "other_bytes", "other_nonce", "wrong_clock"]


@pytest.mark.parametrize("mode", MODES)
def test_a_bad_authority_never_makes_a_level(settings, mode):
    with pytest.raises(TimestampFailed):
        stamped(settings, StampAuthority(mode=mode))


def test_an_authority_that_is_not_the_one_expected_is_refused(settings):
    authority, other = StampAuthority(), make_authority("Time root")
    authority.roots = as_pem(other.certificate)
    with pytest.raises(TimestampFailed, match="TSA_ROOTS"):
        stamped(settings, authority)


def test_where_it_is_allowed_a_file_is_sealed_without_a_stamp_and_says_so(settings):
    settings.SEAL_WITHOUT_TIMESTAMP = True
    sealed = stamped(settings, StampAuthority(mode="failing"))
    assert (sealed.level, check_pdf(sealed.pdf).level) == ("B-B", "B-B")


def test_an_authority_that_is_not_there_keeps_the_file_unsealed(settings):
    settings.TSA_URL = "http://127.0.0.1:9/"
    with pytest.raises(TimestampFailed, match="does not answer"):
        seal_pdf(pdfs.plain_pdf(), field_name="Seal", reason="x")


@pytest.mark.skipif(shutil.which("pdfsig") is None, reason="needs pdfsig of poppler-utils")
def test_pdfsig_of_poppler_agrees(sealed, tmp_path):
    changed = sealed.pdf.replace(b"(Impegno)", b"(Impegna)", 1)
    told = []
    for name, pdf in (("sealed", sealed.pdf), ("changed", changed), ("longer", sealed.pdf + b"\nmore")):
        file = tmp_path / f"{name}.pdf"
        file.write_bytes(pdf)
        done = subprocess.run(
            ["pdfsig", "-nocert", str(file)], capture_output=True, text=True, check=False, timeout=60
        )
        told.append([word in done.stdout for word in ("Signature is Valid", "Total document signed")])
    assert told == [[True, True], [False, True], [True, False]]


def test_nothing_is_sealed_while_the_log_has_a_fault():
    EvidenceCheck.objects.create(streams=1, events=1, faults=[{"fault": "an event is missing"}])
    with pytest.raises(SealRefused, match="evidence log has a fault"):
        seal_pdf(pdfs.plain_pdf(), field_name="Seal", reason="Signed.")
