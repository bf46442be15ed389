"""Signatures on paper: an officer's word, told as such, never for themselves nor between administrations."""

import json
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from core.models import EvidenceEvent
from stakeholders.models import ExternalSignedFile, SignatureRecord
from stakeholders.services.paper import record_paper
from tests.core.sealing.pdfs import plain_pdf
from tests.stakeholders.signing.stage import make_stage

REASON = "Brought to the office; kept in folder 12."


def record(slot, by, **changes):
    file = SimpleUploadedFile("foglio.pdf", plain_pdf(pages=1))
    given = {"signed_on": timezone.localdate(), "file": file, "reason": REASON}
    return record_paper(signer_id=slot.pk, by=by, **given | changes)


def test_an_officer_records_paper_as_their_own_word(stage):
    slot = stage.slot(stage.open(), stage.first)
    made = record(slot, stage.officer)
    row = ExternalSignedFile.objects.get()
    statement = json.loads(made.statement)
    assert (made.route, made.proof.method, statement["route"]) == ("paper", "officer", "paper")
    assert statement["details"]["by"] == str(stage.officer.pk)
    assert statement["details"]["file_sha256"] == row.sha256
    assert (row.verdict, row.accepted_by, row.accepted_reason) == ("indeterminate", stage.officer, REASON)
    assert EvidenceEvent.objects.filter(kind="signer.paper_recorded").count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"signed_on": timezone.localdate() + timedelta(days=2)}, "signed_on"),
        ({"signed_on": timezone.localdate() - timedelta(days=9)}, "signed_on"),
        ({"reason": "short"}, "reason"),
        ({"file": SimpleUploadedFile("foglio.pdf", b"no")}, "file"),
    ],
    ids=["future", "before", "reason", "file"],
)
def test_what_is_missing_is_refused_at_its_field(stage, changes, field):
    slot = stage.slot(stage.open(), stage.first)
    with pytest.raises(ValidationError) as refused:
        record(slot, stage.officer, **changes)
    assert list(refused.value.error_dict) == [field]
    assert SignatureRecord.objects.count() == 0


def test_only_another_officer_records_it(stage):
    request = stage.open(signers=[stage.signers()[0], stage.signers()[2]])
    record(stage.slot(request, stage.first), stage.officer)
    own = stage.slot(request, stage.mayor)
    for person in (stage.mayor, stage.first):
        with pytest.raises(PermissionDenied):
            record(own, person)


def test_between_administrations_paper_is_void(db):
    stage = make_stage(is_public_body=True)
    slot = stage.slot(stage.open(), stage.first)
    with pytest.raises(ValidationError) as refused:
        record(slot, stage.officer)
    assert refused.value.error_dict["state"][0].code == "route"
