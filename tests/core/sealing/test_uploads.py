"""Files that were signed outside: what passes, what a person must decide, what fails, and for which reasons."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from core.certificates import as_pem
from core.enums import UploadReason, UploadVerdict
from core.sealing import Anchors, Person, check_signed_upload, load_anchors
from tests.core.sealing import pdfs
from tests.core.sealing.authorities import (
    TAX_CODE,
    make_authority,
    make_person,
    revocation_list,
    sign_outside,
)

PASSED, INDETERMINATE, FAILED = UploadVerdict.PASSED, UploadVerdict.INDETERMINATE, UploadVerdict.FAILED
MARIO = Person("Mario Rossi", TAX_CODE)


@pytest.fixture(scope="module")
def authority():
    return make_authority()


@pytest.fixture(scope="module")
def mario(authority):
    return make_person(authority)


@pytest.fixture(scope="module")
def offered():
    return pdfs.plain_pdf()


@pytest.fixture(scope="module")
def signed(offered, mario, authority):
    return sign_outside(offered, mario, authority)


@pytest.fixture(scope="module")
def sign(mario, authority):
    return lambda pdf: sign_outside(pdf, mario, authority)


@pytest.fixture
def anchors(authority):
    """A list of today, by which nobody's certificate is revoked."""
    return Anchors(as_pem(authority.certificate), timezone.localdate(), revocation_list(authority))


def judged(*arguments, **options):
    report = check_signed_upload(*arguments, **options)
    return report.verdict, report.reasons


def test_the_offered_document_signed_by_the_person_invited_passes(signed, offered, anchors):
    report = check_signed_upload(signed, offered, anchors, person=MARIO)
    assert (report.verdict, report.reasons) == (PASSED, ())
    assert [(one.signer, one.serial_number, one.level) for one in report.signatures] == [
        ("Mario Rossi", f"TINIT-{TAX_CODE}", "B-B")
    ]


def test_two_persons_may_sign_one_after_the_other(signed, offered, anchors, authority):
    second = make_person(authority, name="Anna Bianchi", tax_code="BNCNNA80A41H501X")
    both = sign_outside(signed, second, authority, field_name="Firma2")
    report = check_signed_upload(both, offered, anchors, person=MARIO)
    assert (report.verdict, len(report.signatures)) == (PASSED, 2)


def test_without_a_list_of_revoked_certificates_a_person_decides(signed, offered, anchors):
    unknown = Anchors(anchors.roots, anchors.dated)
    assert judged(signed, offered, unknown, person=MARIO) == (
        INDETERMINATE,
        (UploadReason.REVOCATION_UNKNOWN,),
    )


@pytest.mark.parametrize("age", [8, None])
def test_an_old_list_of_authorities_leaves_it_to_a_person(signed, offered, anchors, age):
    dated = timezone.localdate() - timedelta(days=age) if age else None
    old = Anchors(anchors.roots, dated, anchors.revocations)
    assert judged(signed, offered, old, person=MARIO) == (INDETERMINATE, (UploadReason.ROOTS_OLD,))


def test_without_any_authorities_nothing_passes(signed, offered):
    expected = (INDETERMINATE, (UploadReason.NO_ROOTS, UploadReason.ROOTS_OLD))
    assert judged(signed, offered, Anchors(), person=MARIO) == expected


def test_a_revoked_certificate_fails(signed, offered, anchors, authority, mario):
    revoked = Anchors(anchors.roots, anchors.dated, revocation_list(authority, mario.certificate))
    assert judged(signed, offered, revoked, person=MARIO) == (FAILED, (UploadReason.REVOKED,))


def test_a_foreign_authority_of_the_same_name_fails(offered, anchors):
    forged = make_authority()
    upload = sign_outside(offered, make_person(forged), forged)
    assert judged(upload, offered, anchors, person=MARIO) == (FAILED, (UploadReason.UNTRUSTED,))


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        (Person("Anna Bianchi", "BNCNNA80A41H501X"), (FAILED, (UploadReason.WRONG_PERSON,))),
        (Person("Mario Rossi", "BNCNNA80A41H501X"), (FAILED, (UploadReason.WRONG_PERSON,))),
        (Person("Anna Bianchi"), (FAILED, (UploadReason.WRONG_PERSON,))),
        (Person("Màrio ROSSI"), (PASSED, ())),
        (Person("Rossi Mario", TAX_CODE.lower()), (PASSED, ())),
        (Person("Mario Giulio Rossi"), (INDETERMINATE, (UploadReason.NAME_DIFFERS,))),
        (None, (INDETERMINATE, (UploadReason.PERSON_UNCHECKED,))),
    ],
    ids=["other", "other-code", "other-name", "accents", "turned", "second-name", "nobody"],
)
def test_the_certificate_must_name_the_person_invited(signed, offered, anchors, person, expected):
    assert judged(signed, offered, anchors, person=person) == expected


def test_a_certificate_without_the_code_that_was_declared_is_for_an_officer(authority, offered, anchors):
    upload = sign_outside(offered, make_person(authority, tax_code=""), authority)
    told = Person("Mario Rossi", TAX_CODE)
    assert judged(upload, offered, anchors, person=told) == (INDETERMINATE, (UploadReason.PERSON_UNCHECKED,))


def test_another_document_does_not_begin_with_the_offered_one(mario, authority, offered, anchors):
    upload = sign_outside(pdfs.plain_pdf(title="Altro"), mario, authority)
    assert judged(upload, offered, anchors, person=MARIO) == (INDETERMINATE, (UploadReason.REWRITTEN,))


@pytest.mark.parametrize(
    ("change", "reasons"),
    [
        (pdfs.with_page_rewritten, (UploadReason.TEXT_CHANGED,)),
        (pdfs.with_note, (UploadReason.TEXT_CHANGED,)),
        (pdfs.with_script, (UploadReason.TEXT_CHANGED, UploadReason.ACTIVE_CONTENT)),
    ],
    ids=["page", "note", "script"],
)
def test_what_was_changed_before_signing_is_found(sign, offered, anchors, change, reasons):
    upload = sign(change(offered))
    assert judged(upload, offered, anchors, person=MARIO) == (FAILED, reasons)


@pytest.mark.parametrize(
    "change",
    [
        pdfs.with_page_rewritten,
        pdfs.with_note,
        pdfs.with_script,
        pdfs.with_title_rewritten,
        lambda pdf: pdf + b"more",
        lambda pdf: pdf.replace(b"200 200", b"200 201", 1),
    ],
    ids=["page", "note", "script", "title", "bytes", "flip"],
)
def test_what_was_changed_after_signing_fails(signed, offered, anchors, change):
    assert judged(change(signed), offered, anchors, person=MARIO)[0] == FAILED


@pytest.mark.parametrize("upload", [b"", b"%PDF-1.7\n", b"PK\x03\x04", b"%PDF-1.7\n" + b"[" * 200_000])
def test_what_is_no_pdf_fails(upload, offered, anchors):
    assert judged(upload, offered, anchors, person=MARIO) == (FAILED, (UploadReason.UNREADABLE,))


def test_the_offered_document_sent_back_is_not_signed(offered, anchors):
    assert judged(offered, offered, anchors, person=MARIO) == (FAILED, (UploadReason.NOT_SIGNED,))


def test_load_anchors_reads_day_roots_and_revocations(settings, tmp_path, authority):
    file = tmp_path / "roots.pem"
    lists = revocation_list(authority)
    file.write_text(f"# 2026-11-20, of the list of the state\n{as_pem(authority.certificate)}{lists}")
    settings.SIGNATURE_ROOTS = str(file)
    assert load_anchors() == Anchors(as_pem(authority.certificate), date(2026, 11, 20), lists)
    file.write_text(as_pem(authority.certificate))
    assert load_anchors().dated is None
    for nothing in ("", str(tmp_path / "missing.pem")):
        settings.SIGNATURE_ROOTS = nothing
        assert load_anchors() == Anchors()
