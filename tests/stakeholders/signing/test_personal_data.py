"""What a person is told of their own signatures, on request."""

import pytest

from core.services.personal_data import export_person
from tests.stakeholders.signing.stage import Stage

pytestmark = pytest.mark.django_db


def test_who_signed_is_told_the_signature_and_its_proof_and_no_secret(stage: Stage) -> None:
    record = stage.sign(stage.slot(stage.open(), stage.first))
    rows = export_person(stage.first)["rows"]
    [signature] = rows["stakeholders.SignatureRecord.signer__person"]
    [proof] = rows["stakeholders.IdentityProof.signer__person"]
    assert (signature["statement"], proof["method"]) == (record.statement, "email_code")
    assert {"idempotency_key", "code_hmac", "subject_sha256"} & (signature.keys() | proof.keys()) == set()
    assert "stakeholders.SignatureRecord.signer__person" not in export_person(stage.second)["rows"]
