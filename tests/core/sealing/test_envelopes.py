"""Envelopes (CAdES, `.p7m`): they must hold the very file that was offered; then they are checked like a signed PDF."""

from base64 import encodebytes

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from core.certificates import as_pem
from core.enums import UploadReason, UploadVerdict
from core.sealing import Anchors, Person, check_signed_upload
from core.uploads import check_signed_file
from tests.core.sealing import pdfs
from tests.core.sealing.authorities import (
    make_authority,
    make_person,
    revocation_list,
    sign_outside,
    wrap_outside,
)

MARIO = Person("Mario Rossi")
PASSED, FAILED = UploadVerdict.PASSED, UploadVerdict.FAILED
OFFERED = pdfs.plain_pdf()


@pytest.fixture(scope="module")
def authority():
    return make_authority()


@pytest.fixture(scope="module")
def mario(authority):
    return make_person(authority)


@pytest.fixture(scope="module")
def wrapped(authority, mario):
    return wrap_outside(OFFERED, mario, authority)


@pytest.fixture(scope="module")
def judge(authority):
    """The verdict on a file, by a list of today by which nobody's certificate is revoked, or only those given."""

    def judge(file, *revoked, person=MARIO):
        lists = revocation_list(authority, *revoked)
        anchors = Anchors(as_pem(authority.certificate), timezone.localdate(), lists)
        report = check_signed_upload(file, OFFERED, anchors, person=person)
        return report.verdict, report.reasons

    return judge


@pytest.mark.parametrize("write", [bytes, encodebytes], ids=["bytes", "letters"])
def test_an_envelope_around_the_offered_file_passes(judge, wrapped, write):
    assert judge(write(wrapped)) == (PASSED, ())


def test_an_envelope_is_by_the_person_invited(judge, wrapped):
    assert judge(wrapped, person=Person("Anna Bianchi")) == (FAILED, (UploadReason.WRONG_PERSON,))


def test_an_envelope_around_another_file_fails(judge, authority, mario):
    for other in (pdfs.plain_pdf(title="Altro"), sign_outside(OFFERED, mario, authority), OFFERED + b" "):
        verdict = judge(wrap_outside(other, mario, authority))
        assert verdict == (FAILED, (UploadReason.OTHER_CONTENT,))


def test_an_envelope_that_was_changed_after_signing_fails(judge, wrapped):
    place = wrapped.index(b"200 200")
    changed = wrapped[:place] + b"300" + wrapped[place + 3 :]
    verdict, reasons = judge(changed)
    assert (verdict, {UploadReason.OTHER_CONTENT, UploadReason.BROKEN} <= set(reasons)) == (FAILED, True)


def test_an_envelope_by_a_revoked_or_foreign_certificate_fails(judge, wrapped, mario):
    assert judge(wrapped, mario.certificate) == (FAILED, (UploadReason.REVOKED,))
    forged = make_authority()
    upload = wrap_outside(OFFERED, make_person(forged), forged)
    assert judge(upload) == (FAILED, (UploadReason.UNTRUSTED,))


@pytest.mark.parametrize("file", [b"MIIBroken", b"\x30\x82\x01", b"-----BEGIN PKCS7-----\nAAAA\n"])
def test_what_is_no_envelope_cannot_be_read(judge, file):
    assert judge(file) == (FAILED, (UploadReason.UNREADABLE,))


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [("a.png", b"\x89PNG\r\n\x1a\n", "wrong_type"), ("a.pdf.p7m", b"PK\x03\x04", "wrong_content")],
)
def test_only_pdfs_and_envelopes_are_taken_as_signed_files(name, content, code):
    with pytest.raises(ValidationError) as refused:
        check_signed_file(SimpleUploadedFile(name, content))
    assert refused.value.error_dict["file"][0].code == code
