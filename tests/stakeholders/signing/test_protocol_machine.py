"""Whatever people do in whatever order, these things hold; `./check --long protocol` plays longer."""

import json
import os
from collections import Counter
from typing import Any

import pytest
from django.db.models import F
from hypothesis import HealthCheck, settings
from hypothesis.stateful import invariant, run_state_machine_as_test

from core.enums import JobName
from core.models import EvidenceEvent, Job, Mail
from core.services.evidence import check_evidence
from core.services.keys import check_signature
from stakeholders.documents import commitment_sha256
from stakeholders.enums import RequestState, SignerState
from stakeholders.models import Commitment, IdentityProof, RequestSigner, SignatureRecord, SigningRequest
from stakeholders.services.statements import signed_bytes, statement_sha256
from tests.stakeholders.signing.protocol_machine import PlayedProtocol

EXAMPLES = int(os.environ.get("CCC_PROTOCOL_EXAMPLES", "5"))
STEPS = int(os.environ.get("CCC_PROTOCOL_STEPS", "16"))
DONE = [RequestState.SEALING, RequestState.IN_FORCE, RequestState.WITHDRAWN]
OPEN = [SignerState.READY, SignerState.WAITING]


class Protocol(PlayedProtocol):
    """What must hold after every act."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: dict[Any, tuple[str, str]] = {}

    def records(self) -> list[SignatureRecord]:
        """All signatures, in order."""
        rows = SignatureRecord.objects.select_related("signer__request__version", "proof")
        return list(rows.order_by("event_seq"))

    @invariant()
    def services_do_what_the_model_allows_and_nothing_else(self) -> None:
        assert self.surprises == []

    @invariant()
    def a_slot_is_signed_when_it_has_a_record(self) -> None:
        signed = RequestSigner.objects.filter(state=SignerState.SIGNED).values_list("pk", flat=True)
        assert set(signed) == {record.signer_id for record in self.records()}

    @invariant()
    def every_record_is_one_event_of_the_log(self) -> None:
        told = EvidenceEvent.objects.filter(kind="signature.recorded").values_list("seq", "payload")
        digests = {(seq, json.loads(text)["statement_sha256"]) for seq, text in told}
        assert len(told) == len(digests)
        assert digests == {(one.event_seq, one.statement_sha256) for one in self.records()}

    @invariant()
    def statements_are_signed_by_the_portal(self) -> None:
        for record in self.records():
            if record.pk not in self.seen:
                assert statement_sha256(record.statement) == record.statement_sha256
                data = signed_bytes(record.statement)
                assert check_signature(record.key_id, data, record.portal_signature)

    @invariant()
    def records_never_change(self) -> None:
        now = {one.pk: (one.statement, one.portal_signature) for one in self.records()}
        assert {key: now.get(key) for key in self.seen} == self.seen
        self.seen = now

    @invariant()
    def statements_name_the_frozen_text_and_the_person_of_the_slot(self) -> None:
        for record in self.records():
            said, slot = json.loads(record.statement), record.signer
            assert said["version_sha256"] == commitment_sha256(slot.request.version.canonical)
            assert (said["person"], said["request"]) == (str(slot.person_id), str(slot.request_id))

    @invariant()
    def each_statement_follows_the_event_before_it(self) -> None:
        for record in self.records():
            said = json.loads(record.statement)
            log = EvidenceEvent.objects.filter(stream=said["contract"])  # each stream has numbers of its own
            digests = dict(log.values_list("seq", "sha256"))
            assert said["previous_event_sha256"] == digests[record.event_seq - 1]

    @invariant()
    def steps_follow_one_another(self) -> None:
        for earlier in RequestSigner.objects.filter(state__in=[*OPEN, SignerState.DECLINED]):
            later = earlier.request.signers.filter(step__gt=earlier.step)
            assert not later.filter(state__in=[SignerState.READY, SignerState.SIGNED]).exists()

    @invariant()
    def the_city_signs_every_signature_before_its_own(self) -> None:
        for record in self.records():
            if record.signer.side == "city":
                before = SignatureRecord.objects.filter(
                    signer__request=record.signer.request, event_seq__lt=record.event_seq
                )
                said = [one["statement_sha256"] for one in json.loads(record.statement)["countersigns"]]
                assert said == list(before.order_by("event_seq").values_list("statement_sha256", flat=True))

    @invariant()
    def a_closed_request_asks_nobody(self) -> None:
        closed = SigningRequest.objects.exclude(state=RequestState.COLLECTING)
        assert not RequestSigner.objects.filter(request__in=closed, state__in=OPEN).exists()

    @invariant()
    def an_open_request_asks_somebody(self) -> None:
        for request in SigningRequest.objects.filter(state=RequestState.COLLECTING):
            assert request.signers.filter(state=SignerState.READY).exists()

    @invariant()
    def sealing_begins_once_when_everyone_signed(self) -> None:
        done = SigningRequest.objects.filter(state__in=DONE)
        left = RequestSigner.objects.filter(request__in=done).exclude(
            state__in=[SignerState.SIGNED, SignerState.HANDED_OVER]
        )
        assert not left.exists()
        jobs = Job.objects.filter(name=JobName.SEAL_REQUEST).values_list("key", flat=True)
        assert Counter(jobs) == Counter(str(pk) for pk in done.values_list("pk", flat=True))

    @invariant()
    def a_commitment_waits_for_signatures_while_they_are_asked(self) -> None:
        asked = SigningRequest.objects.filter(kind="sign", state__in=["collecting", "sealing"])
        for commitment in Commitment.objects.all():
            waits = asked.filter(version__commitment=commitment).exists()
            assert (commitment.state == "ready_to_sign") == waits

    @invariant()
    def one_request_is_open_at_a_time(self) -> None:
        assert SigningRequest.objects.filter(state__in=["collecting", "sealing"]).count() <= 1

    @invariant()
    def a_proof_is_used_once_and_by_its_own_signer(self) -> None:
        used = IdentityProof.objects.exclude(consumed_at=None)
        records = self.records()
        assert set(used.values_list("pk", flat=True)) == {record.proof_id for record in records}
        assert [record for record in records if record.proof.signer_id != record.signer_id] == []

    @invariant()
    def nobody_guesses_more_than_five_times(self) -> None:
        assert not IdentityProof.objects.filter(attempts__gt=5).exists()
        assert Mail.objects.filter(kind="signing_code").count() == (
            IdentityProof.objects.filter(method="email_code").count()
        )

    @invariant()
    def public_bodies_never_sign_inside(self) -> None:
        inside = SignatureRecord.objects.filter(route="portal")
        assert not inside.filter(signer__request__minimum_route="external").exists()

    @invariant()
    def a_slot_that_was_handed_over_has_one_heir_and_no_signature(self) -> None:
        handed = RequestSigner.objects.filter(state=SignerState.HANDED_OVER)
        heirs = RequestSigner.objects.exclude(handed_from=None)
        assert set(handed.values_list("pk", flat=True)) == set(heirs.values_list("handed_from", flat=True))
        assert not SignatureRecord.objects.filter(signer__in=handed).exists()
        assert not heirs.exclude(step=F("handed_from__step")).exists()

    @invariant()
    def whoever_is_asked_has_a_link_of_their_own(self) -> None:
        asked = RequestSigner.objects.filter(state=SignerState.READY).values_list("token_sha256", flat=True)
        assert (len(set(asked)), "" in asked) == (len(asked), False)
        assert not RequestSigner.objects.filter(state=SignerState.WAITING).exclude(token_sha256="").exists()

    @invariant()
    def a_reason_is_kept_of_each_refusal(self) -> None:
        told = RequestSigner.objects.exclude(declined_reason="")
        declined = RequestSigner.objects.filter(state=SignerState.DECLINED)
        assert set(told) == set(declined)
        ended = SigningRequest.objects.filter(signers__in=declined)
        assert set(ended.values_list("state", flat=True)) <= {RequestState.DECLINED}

    @invariant()
    def the_chain_is_whole(self) -> None:
        assert check_evidence().faults == ()


@pytest.mark.django_db
@pytest.mark.slow
def test_protocol_holds_whatever_people_do() -> None:
    run_state_machine_as_test(
        Protocol,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            derandomize=True,
            database=None,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
