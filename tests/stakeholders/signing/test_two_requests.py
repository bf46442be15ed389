"""Requests that stand beside each other, and people who left in between."""

import logging
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from core.fields import Texts
from core.log_filters import HideSecretLinks
from core.models import Mail
from stakeholders.documents import commitment_document
from stakeholders.enums import CommitmentState, RequestKind, RequestState
from stakeholders.models import (
    Attachment,
    CommitmentNote,
    CommitmentVersion,
    OrganisationMembership,
    SigningRequest,
)
from stakeholders.selectors.amendments import proposed_amendment, waiting_amendments
from stakeholders.services.amendments import freeze_amendment, refuse_amendment
from stakeholders.services.effects import take_effect
from stakeholders.services.requests import cancel_request
from stakeholders.services.slots import decline
from stakeholders.services.withdrawals import open_withdrawal
from tests.factories import ActionFactory
from tests.refusals import refusals
from tests.stakeholders.signing.stage import Stage, last_token
from tests.stakeholders.web.signing import browser_of, url

pytestmark = pytest.mark.django_db

REASON = "The plant was sold to another company."


@pytest.fixture
def signed(stage: Stage) -> SigningRequest:
    """The request by which the commitment of the stage is in force."""
    request = stage.open()
    stage.sign_all(request)
    stage.put_in_force(request)
    return request


def amend(stage: Stage, title: str) -> CommitmentVersion:
    fields = {"title": Texts({"it": title})}
    return freeze_amendment(commitment_id=stage.commitment.pk, by=stage.first, language="it", fields=fields)


def refuse(stage: Stage, reason: str) -> CommitmentNote:
    return refuse_amendment(commitment_id=stage.commitment.pk, by=stage.officer, reason=reason)


def ask(stage: Stage, version: CommitmentVersion) -> SigningRequest:
    return stage.open(version=version, kind=RequestKind.AMEND)


def withdraw(stage: Stage, by: Any) -> SigningRequest:
    return open_withdrawal(
        commitment_id=stage.commitment.pk, by=by, reason=REASON, effect_on=timezone.localdate()
    )


def test_two_texts_of_a_commitment_are_never_signed_side_by_side(
    stage: Stage, signed: SigningRequest
) -> None:
    ask(stage, amend(stage, "Due forni"))
    later = amend(stage, "Tre forni")
    assert refusals(lambda: ask(stage, later)) == {"state": ["open"]}
    assert withdraw(stage, stage.first).state == RequestState.COLLECTING


def test_an_amendment_that_nobody_answered_may_be_asked_for_again(
    stage: Stage, signed: SigningRequest
) -> None:
    version = amend(stage, "Due forni")
    request = ask(stage, version)
    assert proposed_amendment(stage.commitment) is None
    cancel_request(request_id=request.pk, by=stage.officer)
    assert proposed_amendment(stage.commitment) == version
    assert ask(stage, version).state == RequestState.COLLECTING


def test_the_city_hears_of_an_amendment_and_may_refuse_it(stage: Stage, signed: SigningRequest) -> None:
    version = amend(stage, "Due forni")
    told = Mail.objects.filter(kind="commitment_amended").values_list("to", flat=True)
    assert sorted(told) == sorted([stage.officer.email, stage.mayor.email])
    contract = stage.commitment.contract
    assert list(waiting_amendments(contract)) == [version]
    assert refusals(lambda: refuse(stage, " ")) == {"reason": ["required"]}
    refuse(stage, "Two ovens are not in the plan.")
    assert (proposed_amendment(stage.commitment), list(waiting_amendments(contract))) == (None, [])
    mail = Mail.objects.filter(kind="commitment_note", to=stage.first.email).get()
    assert "Two ovens are not in the plan." in mail.body
    with pytest.raises(ValidationError) as refused:
        refuse(stage, "Again")
    assert refused.value.code == "none"


def test_a_seal_that_comes_after_the_withdrawal_puts_nothing_in_force(
    stage: Stage, signed: SigningRequest
) -> None:
    request = ask(stage, amend(stage, "Due forni"))
    stage.sign_all(request)
    stage.sign(stage.slot(withdraw(stage, stage.first), stage.first))
    late = SigningRequest.objects.select_related("version__commitment").get(pk=request.pk)
    take_effect(request=late, signed_on=timezone.localdate())
    stage.commitment.refresh_from_db()
    assert (late.state, stage.commitment.state) == (RequestState.WITHDRAWN, CommitmentState.WITHDRAWN)


def test_the_city_stops_no_withdrawal_but_its_own(stage: Stage, signed: SigningRequest) -> None:
    theirs = withdraw(stage, stage.first)
    with pytest.raises(PermissionDenied):
        cancel_request(request_id=theirs.pk, by=stage.officer)
    SigningRequest.objects.filter(pk=theirs.pk).update(opened_by=stage.officer)
    assert cancel_request(request_id=theirs.pk, by=stage.officer).state == RequestState.CANCELLED


def test_who_left_the_organisation_neither_declines_nor_reads_what_is_withheld(stage: Stage) -> None:
    request = stage.open()
    slot = stage.slot(request, stage.first)
    OrganisationMembership.objects.filter(user=stage.first).delete()
    with pytest.raises(PermissionDenied):
        decline(signer_id=slot.pk, by=stage.first, reason=REASON)
    page = browser_of(stage.first).get(url("read", last_token(stage.first)))
    assert (page.status_code, page.context["comparison"]) == (200, None)


def test_the_link_of_an_old_mail_opens_nothing_without_signing_in(stage: Stage, client: Any) -> None:
    request = stage.open()
    token = last_token(stage.first)
    assert client.get(url("text", token)).status_code == 200
    stage.sign(stage.slot(request, stage.first))
    assert client.get(url("text", token)).status_code == 302


def test_evidence_of_a_report_is_no_annex_of_the_next_text(stage: Stage, signed: SigningRequest) -> None:
    given = {"size_bytes": 1, "commitment": stage.commitment}
    Attachment.objects.create(original_name="piano.pdf", sha256="a" * 64, **given)
    bill = Attachment.objects.create(original_name="bolletta.pdf", sha256="b" * 64, **given)
    action = ActionFactory(contract=stage.commitment.contract)
    bill.reports.create(commitment=stage.commitment, action=action, reported_on=timezone.localdate())
    annexes = commitment_document(stage.commitment, "it")["annexes"]
    assert [one["file"] for one in annexes] == ["piano.pdf"]


def test_logs_do_not_tell_secret_links() -> None:
    line = ("Forbidden: %s", ("/it/firma/s3cret/leggi/",))
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, *line, None)
    assert HideSecretLinks().filter(record)
    assert record.getMessage() == "Forbidden: /it/firma/***/leggi/"
