import json
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from core.clock import database_now
from core.enums import JobName
from core.models import EvidenceEvent, Job, Mail
from core.services.evidence import check_evidence
from core.services.keys import check_signature
from stakeholders.enums import RequestState
from stakeholders.models import IdentityProof, Mandate, RequestSigner, SignatureRecord, SigningRequest
from stakeholders.services.proofs import ProofOffered, proof_from_request
from stakeholders.services.requests import cancel_request
from stakeholders.services.signatures import sign
from stakeholders.services.slots import decline
from stakeholders.services.statements import signed_bytes, statement_sha256
from stakeholders.services.versions import freeze_commitment
from tests.append_only import without_triggers
from tests.factories import UserFactory
from tests.refusals import refusals
from tests.stakeholders.signing.stage import Stage, sign_in

pytestmark = pytest.mark.django_db


def events(stage: Stage) -> list[str]:
    rows = EvidenceEvent.objects.filter(stream=stage.commitment.contract_id)
    return list(rows.order_by("seq").values_list("kind", flat=True))


def first_slot(stage: Stage) -> RequestSigner:
    return stage.slot(stage.open(), stage.first)


def test_a_signature_is_a_record_an_event_and_mails(stage: Stage) -> None:
    slot = first_slot(stage)
    record = stage.sign(slot)
    event = EvidenceEvent.objects.get(stream=stage.commitment.contract_id, seq=record.event_seq)
    assert (event.kind, json.loads(event.payload)["statement_sha256"]) == (
        "signature.recorded",
        record.statement_sha256,
    )
    assert (record.signer_id, record.proof.consumed_at, record.route) == (slot.pk, record.signed_at, "portal")
    assert check_signature(record.key_id, signed_bytes(record.statement), record.portal_signature)
    told = Mail.objects.filter(kind="signing_signed").values_list("to", flat=True)
    assert sorted(told) == sorted([stage.first.email, stage.second.email, stage.officer.email])


def test_the_statement_says_who_signed_what_by_what_right_after_what(stage: Stage) -> None:
    slot = first_slot(stage)
    record = stage.sign(slot)
    before = EvidenceEvent.objects.get(stream=stage.commitment.contract_id, seq=record.event_seq - 1)
    mandate = Mandate.objects.get(person=stage.first)
    said = json.loads(record.statement)
    assert said | {"at": "", "proof": {}} == {
        "schema": "ccc-signature/1",
        "version": str(slot.request.version_id),
        "version_sha256": slot.request.version.sha256,
        "contract": str(stage.commitment.contract_id),
        "commitment": str(stage.commitment.pk),
        "request": str(slot.request_id),
        "purpose": "sign",
        "effect_on": None,
        "reason_sha256": None,
        "signer": str(slot.pk),
        "person": str(stage.first.pk),
        "side": "organisation",
        "organisation": str(stage.organisation.pk),
        "role": mandate.title,
        "authority": {"basis": mandate.basis, "mandate": str(mandate.pk), "proof_sha256": None},
        "route": "portal",
        "consents": {"sign": True},
        "previous_event_sha256": before.sha256,
        "at": "",
        "proof": {},
    }
    assert (said["proof"]["id"], said["proof"]["method"]) == (str(record.proof_id), "email_code")
    assert said["at"] == record.signed_at.isoformat(timespec="microseconds")


def test_the_city_signs_last_and_signs_the_signatures_before(stage: Stage) -> None:
    request = stage.open()
    stage.sign_all(request)
    *earlier, last = SignatureRecord.objects.order_by("event_seq")
    assert (last.signer.person, request.state) == (stage.mayor, RequestState.SEALING)
    assert json.loads(last.statement)["countersigns"] == [
        {"signature": str(one.pk), "statement_sha256": one.statement_sha256} for one in earlier
    ]
    assert list(Job.objects.filter(name=JobName.SEAL_REQUEST).values_list("key", "payload")) == [
        (str(request.pk), {"request": str(request.pk)})
    ]
    assert check_evidence().faults == ()


@pytest.mark.parametrize("changes", [{}, {"idempotency_key": "other tab"}])
def test_who_comes_second_gets_the_same_record(stage: Stage, changes: dict[str, Any]) -> None:
    sent = stage.prepare(first_slot(stage))
    first, count = sign(**sent), Mail.objects.count()
    assert sign(**sent | changes) == first
    assert (events(stage).count("signature.recorded"), Mail.objects.count()) == (1, count)


@pytest.mark.parametrize("is_other_slot", [True, False])
def test_a_key_is_for_one_text_of_one_slot(stage: Stage, is_other_slot: bool) -> None:
    request = stage.open()
    first, second = (stage.prepare(stage.slot(request, one)) for one in (stage.first, stage.second))
    sign(**first)
    sent = second | {"idempotency_key": first["idempotency_key"]} if is_other_slot else first
    sent = sent if is_other_slot else sent | {"shown_sha256": "0" * 64}
    assert refusals(lambda: sign(**sent)) == {"idempotency_key": ["key_reused"]}
    assert SignatureRecord.objects.count() == 1


def test_of_two_slots_that_use_one_key_at_the_same_moment_one_is_refused(stage: Stage) -> None:
    sent = stage.prepare(first_slot(stage))

    def refuse(execute: Any, sql: str, *arguments: Any) -> Any:
        if sql.startswith('INSERT INTO "stakeholders_signaturerecord"'):
            raise IntegrityError
        return execute(sql, *arguments)

    with connection.execute_wrapper(refuse):
        assert refusals(lambda: sign(**sent)) == {"idempotency_key": ["key_reused"]}
    assert (SignatureRecord.objects.count(), events(stage).count("signature.recorded")) == (0, 0)
    assert sign(**sent).signer_id == sent["signer_id"]


def test_only_the_person_of_the_slot_signs(stage: Stage) -> None:
    sent = stage.prepare(first_slot(stage))
    for other in (stage.second, stage.officer, UserFactory(is_superuser=True)):
        with pytest.raises(PermissionDenied):
            sign(**sent | {"by": other, "proof": stage.offer(other, code=sent["proof"].code)})
        with pytest.raises(PermissionDenied):
            sign(**sent | {"proof": stage.offer(other, code=sent["proof"].code)})
    assert SignatureRecord.objects.count() == 0


def test_nobody_signs_without_a_session_of_their_own(stage: Stage) -> None:
    sent = stage.prepare(first_slot(stage))
    code, changed = sent["proof"].code, sign_in(stage.first)
    for key in ("", "unknown", changed):
        if key == changed:  # a password that was changed ends all sessions
            stage.first.set_password("another")
            stage.first.save()
        with pytest.raises(PermissionDenied):
            sign(**sent | {"by": stage.first, "proof": ProofOffered("email_code", key, code)})
    assert SignatureRecord.objects.count() == 0


def test_a_credential_of_the_api_has_no_proof_to_offer() -> None:
    session = SessionStore("of a browser")
    for request in (
        SimpleNamespace(auth="credential", session=session),
        SimpleNamespace(auth="credential"),
        SimpleNamespace(session=SessionStore()),
        SimpleNamespace(),
    ):
        with pytest.raises(PermissionDenied):
            proof_from_request(request, method="email_code", code="12345678")
    offered = proof_from_request(SimpleNamespace(session=session), method="totp", code="123456")
    assert offered == ProofOffered("totp", "of a browser", "123456")


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({"shown_sha256": "0" * 64}, {"shown_sha256": ["other_text"]}),
        ({"consents": {}}, {"consents": ["consent"]}),
        ({"consents": {"sign": "yes"}}, {"consents": ["consent"]}),
        ({"idempotency_key": ""}, {"idempotency_key": ["key"]}),
        ({"idempotency_key": "k" * 65}, {"idempotency_key": ["key"]}),
    ],
)
def test_what_is_sent_must_fit(stage: Stage, changes: dict[str, Any], refused: dict[str, list[str]]) -> None:
    sent = stage.prepare(first_slot(stage))
    assert refusals(lambda: sign(**sent | changes)) == refused


def test_nobody_signs_what_they_have_not_confirmed(stage: Stage) -> None:
    slot = first_slot(stage)
    sent = stage.prepare(slot)
    RequestSigner.objects.filter(pk=slot.pk).update(checked_at=None)
    assert refusals(lambda: sign(**sent)) == {"state": ["unchecked"]}


def test_nobody_signs_before_their_turn(stage: Stage) -> None:
    slot = stage.slot(stage.open(), stage.mayor)
    sent = {
        "signer_id": slot.pk,
        "by": stage.mayor,
        "shown_sha256": slot.request.version.sha256,
        "proof": stage.offer(stage.mayor, code="12345678"),
        "idempotency_key": "early",
        "consents": {"sign": True},
    }
    assert refusals(lambda: sign(**sent)) == {"state": ["not_turn"]}
    assert refusals(lambda: stage.prepare(slot)) == {"state": ["not_turn"]}


def test_a_request_ends_by_the_clock_of_the_database_before_any_sweep(stage: Stage) -> None:
    sent = stage.prepare(first_slot(stage))
    SigningRequest.objects.update(expires_at=database_now())
    assert refusals(lambda: sign(**sent)) == {"state": ["expired"]}
    assert SigningRequest.objects.get().state == RequestState.COLLECTING


def test_nothing_is_signed_after_the_end(stage: Stage) -> None:
    request = stage.open()
    sent = stage.prepare(stage.slot(request, stage.first))
    decline(
        signer_id=stage.slot(request, stage.second).pk, by=stage.second, reason="The second sheet is wrong."
    )
    assert refusals(lambda: sign(**sent)) == {"state": ["declined"]}
    stage.commitment.state = "accepted"
    stage.commitment.save()
    request = stage.open()
    sent = stage.prepare(stage.slot(request, stage.first))
    cancel_request(request_id=request.pk, by=stage.officer)
    assert refusals(lambda: sign(**sent)) == {"state": ["cancelled"]}


@pytest.mark.parametrize(
    "end", [{"ended_at": timezone.now()}, {"valid_until": timezone.localdate() - timedelta(days=1)}]
)
def test_a_mandate_that_ended_in_between_signs_nothing(stage: Stage, end: dict[str, Any]) -> None:
    sent = stage.prepare(first_slot(stage))
    Mandate.objects.filter(person=stage.first).update(**end)
    assert refusals(lambda: sign(**sent)) == {"signers": ["mandate"]}


def test_who_left_signs_nothing(stage: Stage) -> None:
    request = stage.open()
    sent = stage.prepare(stage.slot(request, stage.first))
    stage.organisation.memberships.filter(user=stage.first).delete()
    assert refusals(lambda: sign(**sent)) == {"signers": ["not_signatory"]}
    stage.first.is_active = False
    with pytest.raises(PermissionDenied):
        sign(**sent | {"by": stage.first})


def test_who_signs_says_whether_the_organisation_is_named(stage: Stage) -> None:
    sent = stage.prepare(first_slot(stage))
    sign(**sent | {"consents": {"sign": True, "is_named": False}})
    stage.commitment.refresh_from_db()
    assert stage.commitment.is_named is False


def test_a_changed_statement_shows_in_the_check_of_the_log(stage: Stage) -> None:
    record = stage.sign(first_slot(stage))
    with pytest.raises(DatabaseError), transaction.atomic():
        SignatureRecord.objects.filter(pk=record.pk).update(statement="{}")
    with without_triggers("stakeholders_signaturerecord"):
        rows = SignatureRecord.objects.filter(pk=record.pk)
        rows.update(statement="{}", statement_sha256=statement_sha256("{}"))
    assert [fault.fault for fault in check_evidence().faults] == [
        "the statement of the signature is not what was signed"
    ]


def test_a_refused_signature_leaves_nothing_but_the_attempt(stage: Stage) -> None:
    sent = stage.prepare(first_slot(stage))
    before = (events(stage), Mail.objects.count())
    wrong = ProofOffered("email_code", sent["proof"].session_key, "00000000")
    with pytest.raises(ValidationError):
        sign(**sent | {"proof": wrong})
    assert (events(stage), Mail.objects.count()) == before
    assert IdentityProof.objects.values_list("attempts", "consumed_at").get() == (1, None)


def test_frozen_text_of_a_submission_is_the_one_that_is_signed(stage: Stage) -> None:
    version = freeze_commitment(commitment_id=stage.commitment.pk, by=stage.officer, language="it")
    assert stage.open().version == version


def test_queries_of_a_signature_do_not_grow(stage: Stage, django_assert_max_num_queries: Any) -> None:
    sent = stage.prepare(first_slot(stage))
    with django_assert_max_num_queries(50):
        sign(**sent)
    with django_assert_max_num_queries(9):
        sign(**sent)
