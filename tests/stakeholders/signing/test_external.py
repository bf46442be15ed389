"""Signing outside the portal: the same file for all, what passes signs, what fails moves nothing, officers decide."""

import json

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from core.certificates import as_pem
from core.durable_files import store_folder
from core.models import EvidenceEvent, Mail
from core.services.evidence import check_evidence
from stakeholders.enums import RequestState, SignatureRoute, SignerState, Verdict
from stakeholders.models import Mandate, SignatureRecord
from stakeholders.services.external import accept_external, offered_file, upload_signed
from tests.core.sealing.authorities import (
    TAX_CODE,
    make_authority,
    make_person,
    revocation_list,
    sign_outside,
)
from tests.core.sealing.pdfs import plain_pdf
from tests.stakeholders.signing.stage import make_stage

pytestmark = pytest.mark.django_db
REASON = "Compared with the identity card by the office."


@pytest.fixture(scope="module")
def authority():
    return make_authority()


@pytest.fixture
def stage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return make_stage(is_public_body=True)


@pytest.fixture
def slot(stage):
    return stage.slot(stage.open(), stage.first)


@pytest.fixture
def trusted(settings, tmp_path, authority):
    """The portal trusts the authority, and knows that nothing was revoked."""
    file = tmp_path / "roots.pem"
    file.write_text(f"# {timezone.localdate()}\n{as_pem(authority.certificate)}{revocation_list(authority)}")
    settings.SIGNATURE_ROOTS = str(file)


def signed(slot, authority, name="", tax_code=""):
    """What the person of a slot sends back."""
    person = make_person(authority, name=name or slot.person.name, tax_code=tax_code)
    return sign_outside(offered_file(slot), person, authority)


def send(slot, pdf):
    return upload_signed(signer_id=slot.pk, by=slot.person, file=SimpleUploadedFile("firmato.pdf", pdf))


def test_everyone_is_offered_the_same_file_which_is_made_anew_when_lost(stage, slot):
    first = offered_file(slot)
    kept = store_folder() / f"offered/{slot.request_id}.pdf"
    assert kept.read_bytes() == first == offered_file(stage.slot(slot.request, stage.second))
    kept.write_bytes(b"other")
    assert offered_file(slot) == first == kept.read_bytes()
    assert EvidenceEvent.objects.filter(kind="request.offered").count() == 1


def test_an_offer_that_cannot_be_made_anew_is_refused(slot):
    offered_file(slot)
    kept = store_folder() / f"offered/{slot.request_id}.pdf"
    kept.unlink()
    slot.request.opened_at = timezone.now().replace(year=2020)
    with pytest.raises(ValidationError) as refused:
        offered_file(slot)
    assert refused.value.error_dict["state"][0].code == "offer_lost"


def test_a_file_that_passes_is_the_signature(slot, trusted, authority):
    row = send(slot, signed(slot, authority))
    record = SignatureRecord.objects.get()
    details = json.loads(record.statement)["details"]
    assert (row.verdict, row.report["reasons"]) == (Verdict.PASSED, [])
    assert (record.signer_id, record.route, record.proof.method) == (slot.pk, "external", "certificate")
    assert (details["file_sha256"], details["verdict"]) == (row.sha256, "passed")
    assert check_evidence().faults == ()


def test_all_of_them_outside_bring_the_request_to_its_seal(stage, slot, trusted, authority):
    for person in (stage.first, stage.second, stage.mayor):
        one = stage.slot(slot.request, person)
        assert send(one, signed(one, authority)).verdict == Verdict.PASSED
    slot.request.refresh_from_db()
    assert slot.request.state == RequestState.SEALING


@pytest.mark.parametrize("wrong", ["person", "unsigned"])
def test_a_file_that_fails_moves_nothing(slot, trusted, authority, wrong):
    pdf = offered_file(slot) if wrong == "unsigned" else signed(slot, authority, name="Zita Quaglia")
    row = send(slot, pdf)
    slot.refresh_from_db()
    expected = ["not_signed"] if wrong == "unsigned" else ["wrong_person"]
    assert (row.verdict, row.report["reasons"]) == (Verdict.FAILED, expected)
    assert (slot.state, SignatureRecord.objects.count()) == (SignerState.READY, 0)


@pytest.mark.parametrize(
    ("told", "verdict"),
    [(TAX_CODE, Verdict.PASSED), ("", Verdict.INDETERMINATE), ("BNCNNA80A41H501X", Verdict.FAILED)],
)
@pytest.mark.usefixtures("trusted")
def test_the_tax_code_of_the_mandate_must_be_that_of_the_certificate(slot, authority, told, verdict):
    Mandate.objects.filter(person=slot.person).update(tax_code=TAX_CODE)
    assert send(slot, signed(slot, authority, tax_code=told)).verdict == verdict


def test_what_cannot_be_told_waits_for_an_officer(stage, slot, authority):
    row = send(slot, signed(slot, authority))
    assert (row.verdict, SignatureRecord.objects.count()) == (Verdict.INDETERMINATE, 0)
    send(slot, signed(slot, authority))
    told = Mail.objects.filter(kind="signing_file_waits").values_list("to", flat=True)
    assert set(told) == {stage.officer.email, stage.mayor.email}
    assert len(told) == 2
    for person in (stage.first, stage.second):
        with pytest.raises(PermissionDenied):
            accept_external(file_id=row.pk, by=person, reason=REASON)
    with pytest.raises(ValidationError):
        accept_external(file_id=row.pk, by=stage.officer, reason=" too short ")
    accepted = accept_external(file_id=row.pk, by=stage.officer, reason=REASON)
    again = accept_external(file_id=row.pk, by=stage.officer, reason="Another reason altogether.")
    record = SignatureRecord.objects.get()
    assert (accepted.accepted_by, again.accepted_reason) == (stage.officer, REASON)
    assert json.loads(record.statement)["details"]["accepted_by"] == str(stage.officer.pk)
    assert record.route == SignatureRoute.EXTERNAL
    assert EvidenceEvent.objects.filter(kind="signer.file_accepted").count() == 1


def test_nobody_accepts_a_file_of_their_own_nor_one_that_failed(stage, trusted, authority):
    mayor = [one for one in stage.signers() if one.person == stage.mayor]
    slot = stage.slot(stage.open(signers=[stage.signers()[0], *mayor]), stage.first)
    failed = send(slot, plain_pdf())
    assert failed.verdict == Verdict.FAILED
    with pytest.raises(ValidationError):
        accept_external(file_id=failed.pk, by=stage.officer, reason=REASON)
    send(slot, signed(slot, authority))
    own = stage.slot(slot.request, stage.mayor)
    row = send(own, signed(own, make_authority()))
    with pytest.raises(PermissionDenied):
        accept_external(file_id=row.pk, by=stage.mayor, reason=REASON)


def test_only_the_person_of_the_slot_sends_a_file(stage, slot):
    with pytest.raises(PermissionDenied):
        upload_signed(signer_id=slot.pk, by=stage.officer, file=SimpleUploadedFile("a.pdf", plain_pdf()))
