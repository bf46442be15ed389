"""The words of a signature say what is really done: which text, by which route, and what its tick means."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from core.models import Mail, User
from stakeholders.enums import RequestKind
from stakeholders.models import Commitment, Mandate, SigningRequest
from stakeholders.seal_emails import sealed_text
from stakeholders.services.requests import create_request
from stakeholders.services.withdrawals import open_withdrawal
from tests.factories import CityMembershipFactory
from tests.factories.signing import CommitmentVersionFactory, SealedDocumentFactory
from tests.pages import words
from tests.stakeholders.signing.stage import Stage, make_stage
from tests.stakeholders.web.signing import browser_of, go_to_code, url

pytestmark = pytest.mark.django_db

LATER = "You can withdraw the commitment later"
CODE, CERTIFICATE = "confirm it with a code", "sign it with your own certificate"


@pytest.fixture(autouse=True)
def _english_addresses() -> Iterator[None]:
    with override("en"):
        yield


def english_stage(**organisation: Any) -> Stage:
    made = make_stage(**organisation)
    made.first.language = "en"
    made.first.save()
    return made


@pytest.fixture
def stage() -> Stage:
    return english_stage()


def code_page(stage: Stage, person: User, request: SigningRequest) -> str:
    slot, browser = stage.slot(request, person), browser_of(person)
    go_to_code(browser, slot.pk)
    with override("en"):  # a sign-in page leaves its language behind
        return words(browser.get(url("code", slot.pk)))


def test_who_withdraws_signs_the_end_and_not_the_text(stage: Stage) -> None:
    request = stage.open()
    assert LATER in code_page(stage, stage.first, request)
    stage.sign_all(request)
    stage.put_in_force(request)
    ending = open_withdrawal(
        commitment_id=stage.commitment.pk,
        by=stage.first,
        reason="The plant was sold.",
        effect_on=timezone.localdate(),
    )
    page = code_page(stage, stage.first, ending)
    assert (LATER in page, "I have read the whole text" in page) == (False, False)
    assert f"I may sign for {stage.organisation}, and I sign its withdrawal." in page


def test_a_withdrawal_says_first_that_one_withdraws_from_when_and_why(stage: Stage) -> None:
    request = stage.open()
    stage.sign_all(request)
    stage.put_in_force(request)
    ending = open_withdrawal(
        commitment_id=stage.commitment.pk,
        by=stage.first,
        reason="The plant was sold.",
        effect_on=timezone.localdate(),
    )
    browser = browser_of(stage.first)
    with override("en"):  # a sign-in page leaves its language behind
        page = words(browser.get(url("read", stage.slot(ending, stage.first).pk)))
    _before, _asked, after = page.partition("What you are asked to sign")
    assert after.strip().startswith("With your signature the commitment “")
    assert after.index("is withdrawn from") < after.index("The reason: The plant was sold.")
    assert after.index("The plant was sold.") < after.index("The text that is withdrawn")


def test_the_mail_of_a_withdrawal_says_so_from_when_and_why(stage: Stage) -> None:
    request = stage.open()
    stage.sign_all(request)
    stage.put_in_force(request)
    Commitment.objects.update(withdrawn_on=date(2027, 3, 1))
    SigningRequest.objects.update(kind=RequestKind.WITHDRAW, reason="The plant was sold.")
    document = SealedDocumentFactory(request=SigningRequest.objects.get(pk=request.pk))
    mail = sealed_text(document=document, person=stage.first)
    assert ": withdrawal of the commitment of " in mail.subject
    assert "it takes effect on 1 March 2027." in mail.body
    assert "> The plant was sold." in mail.body


def test_who_asks_for_signatures_reads_who_has_seen_each_mandate(stage: Stage) -> None:
    elsewhere = CityMembershipFactory(user__name="Person of another city").user
    Mandate.objects.filter(person=stage.first).update(confirmed_by=elsewhere)
    city = stage.commitment.contract.city.slug
    browser = browser_of(stage.officer)
    with override("en"):
        page = browser.get(reverse("request-create", args=[city, stage.commitment.pk]))
        labels = [label for _value, label in page.context["form"].fields["mandates"].choices]
    assert [label.endswith(" · seen by Person of another city") for label in labels].count(True) == 1


def asked_mail(stage: Stage, **request: Any) -> str:
    stage.open(**request)
    return Mail.objects.filter(kind="signing_asked", to=stage.first.email).latest("created_at").body


def test_the_mail_to_a_public_body_asks_for_its_certificate_and_no_code() -> None:
    company, body = asked_mail(english_stage()), asked_mail(english_stage(is_public_body=True))
    assert [CODE in company, CERTIFICATE in company] == [True, False]
    assert [CODE in body, CERTIFICATE in body] == [False, True]


@pytest.mark.parametrize(
    ("kind", "asked"),
    [
        (RequestKind.AMEND, "you are asked to sign the amended commitment of"),
        (RequestKind.ACKNOWLEDGE, "You are asked to acknowledge them for the commitment of"),
    ],
)
def test_the_mail_says_what_kind_of_signature_is_asked(stage: Stage, kind: str, asked: str) -> None:
    create_request(
        version=CommitmentVersionFactory(commitment=stage.commitment),
        kind=kind,
        signers=stage.signers(),
        by=stage.officer,
        expires_at=timezone.now() + timedelta(days=3),
    )
    assert asked in Mail.objects.filter(to=stage.first.email).get().body
