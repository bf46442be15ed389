import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from contracts.models import ContractVersion
from core.fields import Texts
from core.models import EvidenceEvent
from stakeholders.enums import CommitmentState, RequestKind, RequestState
from stakeholders.models import Commitment, Mandate, SigningRequest
from stakeholders.selectors.clauses import changed_parties
from stakeholders.selectors.signing import version_in_force
from stakeholders.services.reasking import ask_changed_parties
from stakeholders.services.signatures import sign
from stakeholders.services.withdrawals import end_withdrawn, open_withdrawal
from tests.factories import ClauseFactory, ContractVersionFactory, UserFactory
from tests.refusals import refusals
from tests.stakeholders.signing.stage import Stage

pytestmark = pytest.mark.django_db

REASON = "The plant was sold to another company."


@pytest.fixture
def signed(stage: Stage) -> SigningRequest:
    """The request by which the commitment of the stage is in force."""
    request = stage.open()
    stage.sign_all(request)
    stage.put_in_force(request)
    return request


def withdraw(stage: Stage, **changes: Any) -> SigningRequest:
    given = {"by": stage.first, "reason": REASON, "effect_on": timezone.localdate()}
    return open_withdrawal(commitment_id=stage.commitment.pk, **given | changes)


def standing(stage: Stage) -> tuple[str, Any]:
    return Commitment.objects.values_list("state", "withdrawn_on").get(pk=stage.commitment.pk)


def test_a_withdrawal_is_signed_like_the_promise(stage: Stage, signed: SigningRequest) -> None:
    request = withdraw(stage)
    assert (request.kind, request.version, standing(stage)) == ("withdraw", signed.version, ("signed", None))
    record = stage.sign(stage.slot(request, stage.first))
    today = timezone.localdate()
    assert f'"effect_on":"{today.isoformat()}"' in record.statement
    assert standing(stage) == ("withdrawn", today)
    assert list(SigningRequest.objects.order_by("opened_at").values_list("state", flat=True)) == [
        RequestState.WITHDRAWN,
        RequestState.SEALING,
    ]
    assert EvidenceEvent.objects.filter(kind="commitment.withdrawn").count() == 1


def test_a_withdrawal_from_a_later_day_waits_for_it(stage: Stage, signed: SigningRequest) -> None:
    later = timezone.localdate() + timedelta(days=30)
    stage.sign(stage.slot(withdraw(stage, effect_on=later), stage.first))
    assert (standing(stage), end_withdrawn()) == (("signed", later), 0)
    Commitment.objects.update(withdrawn_on=timezone.localdate())
    assert (end_withdrawn(), end_withdrawn()) == (1, 0)
    assert standing(stage)[0] == CommitmentState.WITHDRAWN


def test_a_withdrawal_that_is_signed_late_holds_from_its_signature(
    stage: Stage, signed: SigningRequest
) -> None:
    request = withdraw(stage)
    SigningRequest.objects.filter(pk=request.pk).update(effect_on=timezone.localdate() - timedelta(days=9))
    stage.sign(stage.slot(request, stage.first))
    today = timezone.localdate()
    assert standing(stage) == ("withdrawn", today)
    told = EvidenceEvent.objects.get(kind="commitment.withdrawn").payload
    assert json.loads(told)["effect_on"] == today.isoformat()


def test_what_has_run_out_is_not_withdrawn_by_the_sweep(stage: Stage, signed: SigningRequest) -> None:
    request = withdraw(stage)
    Commitment.objects.update(state=CommitmentState.EXPIRED)
    stage.sign(stage.slot(request, stage.first))
    assert (standing(stage), end_withdrawn()) == (("expired", timezone.localdate()), 0)


def test_withdrawals_are_refused(stage: Stage, signed: SigningRequest) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    assert refusals(lambda: withdraw(stage, reason="short")) == {"reason": ["length"]}
    assert refusals(lambda: withdraw(stage, effect_on=yesterday)) == {"effect_on": ["past"]}
    with pytest.raises(PermissionDenied):
        withdraw(stage, by=UserFactory())
    SigningRequest.objects.filter(pk=signed.pk).update(state=RequestState.SUPERSEDED)
    assert refusals(lambda: withdraw(stage)) == {"state": ["not_in_force"]}


def test_nothing_more_is_signed_under_what_was_withdrawn(stage: Stage, signed: SigningRequest) -> None:
    amendment = amend(stage)
    sent = stage.prepare(stage.slot(amendment, stage.first))
    Commitment.objects.update(withdrawn_on=timezone.localdate())
    assert refusals(lambda: sign(**sent)) == {"state": ["withdrawn"]}


def amend(stage: Stage, **changes: Any) -> SigningRequest:
    stage.commitment.title = Texts({"it": "Un altro titolo", "en": "Another title"})
    stage.commitment.save()
    return stage.open(kind=RequestKind.AMEND, **changes)


def test_an_amendment_leaves_the_version_before_in_force(stage: Stage, signed: SigningRequest) -> None:
    amendment = amend(stage)
    assert (amendment.version.supersedes, amendment.version.number) == (signed.version, 2)
    stage.sign_all(amendment)
    assert (version_in_force(stage.commitment), standing(stage)[0]) == (signed.version, "signed")
    stage.put_in_force(amendment)
    assert version_in_force(stage.commitment) == amendment.version


def test_an_amendment_changes_something_that_is_in_force(stage: Stage) -> None:
    assert refusals(lambda: amend(stage)) == {"kind": ["not_in_force"]}
    request = stage.open()
    stage.sign_all(request)
    stage.put_in_force(request)
    assert refusals(lambda: stage.open(kind=RequestKind.AMEND)) == {"version": ["unchanged"]}


def new_version(stage: Stage, **clauses: str) -> ContractVersion:
    made = ContractVersionFactory(
        contract=stage.commitment.contract, number=9, is_current=False, state="open_for_signature"
    )
    for key, text in clauses.items():
        ClauseFactory(version=made, key=key, text=Texts({"it": text}))
    return made


def test_only_parties_whose_clauses_changed_are_asked_again(stage: Stage) -> None:
    current = stage.commitment.contract.versions.get(is_current=True)
    ClauseFactory(version=current, key="goal", text=Texts({"it": "Ottanta per cento."}))
    request = stage.open()
    stage.sign_all(request)
    stage.put_in_force(request)
    same = new_version(stage, goal="Ottanta per cento.")
    assert list(changed_parties(same)) == []
    same.clauses.all().delete()
    ClauseFactory(version=same, key="goal", text=Texts({"it": "Novanta per cento."}))
    asked = ask_changed_parties(contract_version_id=same.pk, by=stage.officer)
    (again,) = asked.requests
    assert [one.changed for one in changed_parties(same)] == [("goal",)]
    assert (again.kind, again.version.contract_version, standing(stage)[0]) == ("acknowledge", same, "signed")
    assert set(again.signers.values_list("person", flat=True)) == {stage.first.pk, stage.second.pk}
    assert ask_changed_parties(contract_version_id=same.pk, by=stage.officer).open_already == (
        stage.commitment,
    )
    stage.sign_all(again)
    stage.put_in_force(again)
    assert list(changed_parties(same)) == []


def test_whose_signers_have_left_is_told_and_not_asked(stage: Stage, signed: SigningRequest) -> None:
    version = new_version(stage, goal="Novanta per cento.")
    Mandate.objects.update(ended_at=timezone.now())
    asked = ask_changed_parties(contract_version_id=version.pk, by=stage.officer, kind=RequestKind.AMEND)
    assert (asked.requests, asked.without_signer) == ((), (stage.commitment,))
    assert version_in_force(stage.commitment).number == 1
    with pytest.raises(PermissionDenied):
        ask_changed_parties(contract_version_id=version.pk, by=stage.first)


def test_an_amendment_of_the_clauses_asks_the_city_last(stage: Stage, signed: SigningRequest) -> None:
    version = new_version(stage, goal="Novanta per cento.")
    asked = ask_changed_parties(contract_version_id=version.pk, by=stage.officer, kind=RequestKind.AMEND)
    people = list(asked.requests[0].signers.order_by("step").values_list("step", "side"))
    assert people == [(1, "organisation"), (1, "organisation"), (2, "city")]
