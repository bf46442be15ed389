"""The four pages: who may see them, what they show, what they record, and every state in which they end."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.models import Change, EvidenceEvent, Mail
from stakeholders.models import Commitment, RequestSigner, SignatureRecord, SigningRequest
from stakeholders.selectors.agreed_text import agreed_parts
from stakeholders.services.naming import choose_naming
from stakeholders.services.requests import cancel_request
from stakeholders.services.signers import Signer
from tests.core.accounts.test_fresh_proof import let_pass
from tests.factories import UserFactory
from tests.factories.signing import SealedDocumentFactory
from tests.pages import field_errors, words
from tests.stakeholders.signing.stage import Stage, last_code, last_token, make_stage
from tests.stakeholders.web.signing import browser_of, go_to_code, sign_in_pages, url

pytestmark = pytest.mark.django_db
GOLDEN = Path(__file__).parent.parent / "golden" / "commitment.json"


@pytest.fixture
def stage() -> Stage:
    return make_stage()


@pytest.fixture
def request_(stage: Stage) -> SigningRequest:
    return stage.open()


@pytest.fixture
def token(stage: Stage, request_: SigningRequest) -> str:
    return last_token(stage.first)


def leaves(content: Any) -> list[str]:
    """Every text in a JSON document."""
    if isinstance(content, dict):
        return [leaf for value in content.values() for leaf in leaves(value)]
    if isinstance(content, list):
        return [leaf for value in content for leaf in leaves(value)]
    return [content] if isinstance(content, str) and content else []


def test_from_the_link_to_the_receipt(stage: Stage, request_: SigningRequest, token: str) -> None:
    browser = browser_of(stage.first)
    assert sign_in_pages(browser, token, stage.first)["Location"] == url("receipt", token)
    record = SignatureRecord.objects.get()
    receipt = words(browser.get(url("receipt", token)))
    shown = [record.statement_sha256, request_.version.sha256, f"{record.event_seq}"]
    assert [one for one in shown if one not in receipt] == []
    assert json.loads(record.statement)["consents"] == {"sign": True}


def test_whole_canonical_text_is_shown_and_nothing_of_the_live_rows(
    client: Client, request_: SigningRequest, token: str
) -> None:
    Commitment.objects.update(title={"it": "Cambiato dopo"}, statement={"it": "Cambiato dopo"})
    page = words(client.get(url("read", token)))
    document = json.loads(request_.version.canonical)
    told_in_words = {"organisation", "city", "material", "100.0000", "t CO2e/a"}
    missing = [leaf for leaf in leaves(document) if " ".join(leaf.split()) not in page]
    assert set(missing) - told_in_words == set()
    assert "Cambiato dopo" not in page


def test_what_people_read_stands_before_what_machines_need(request_: SigningRequest) -> None:
    version = request_.version
    version.canonical, version.language = GOLDEN.read_text(), "en"
    *shown, last = agreed_parts(version)
    assert [one.title for one in shown] == [
        "The commitment",
        "Clauses of the contract",
        "Party 1",
        "Party 2",
        "Sheet 1",
        "About this text",
    ]
    told = [line.text for part in shown for line in part.lines]
    assert {"45.5", "9.25", "Italian", "63.267\u00a0kg/GJ · Annex 2"} - set(told) == set()
    technical = {line.text for line in last.lines}
    ids = {f"00000000-0000-0000-0000-00000000000{number}" for number in range(1, 6)}
    assert (last.is_technical, technical) == (
        True,
        ids | {"valdoria", "ccc-commitment/1", "e" * 64, "0" * 64},
    )
    assert technical & set(told) == set()


def test_reading_before_the_sign_in_is_noted_once_it_is_known_who_read(
    client: Client, stage: Stage, request_: SigningRequest, token: str
) -> None:
    client.post(url("read", token))
    assert RequestSigner.objects.exclude(opened_at=None).count() == 0
    client.force_login(stage.first, backend=settings.AUTHENTICATION_BACKENDS[-1])
    first, second = (client.get(url("check", token)) for _time in range(2))
    assert [page.context["events"][1]["state"] for page in (first, second)] == ["done", "done"]
    assert RequestSigner.objects.exclude(opened_at=None).get().person == stage.first


def test_the_receipt_leads_to_the_sealed_document(stage: Stage, request_: SigningRequest, token: str) -> None:
    browser = browser_of(stage.first)
    sign_in_pages(browser, token, stage.first)
    assert browser.get(url("receipt", token)).context["may_download"] is False
    sealed = SealedDocumentFactory(request=request_)
    receipt = browser.get(url("receipt", token)).content.decode()
    assert reverse("sealed-file", args=[sealed.pk]) in receipt


def test_looking_changes_nothing(client: Client, stage: Stage, request_: SigningRequest, token: str) -> None:
    before = (EvidenceEvent.objects.count(), Mail.objects.count(), list(RequestSigner.objects.values()))
    for browser in (client, browser_of(stage.first)):
        for step in ("read", "text", "check", "code", "receipt", "decline", "hand-over"):
            browser.get(url(step, token))
    after = (EvidenceEvent.objects.count(), Mail.objects.count(), list(RequestSigner.objects.values()))
    assert after == before


def test_link_alone_lets_read_and_leads_to_sign_in(client: Client, token: str) -> None:
    page = client.get(url("read", token))
    assert (page.status_code, "no-store" in page["Cache-Control"]) == (200, True)
    assert page["Referrer-Policy"] == "strict-origin"
    assert client.post(url("read", token))["Location"] == url("check", token)
    for step in ("check", "code", "decline", "hand-over"):
        assert client.get(url(step, token))["Location"] == f"/it/conto/login/?next={url(step, token)}"


def test_pages_have_no_menu(client: Client, token: str) -> None:
    assert "it-header-navbar-wrapper" not in client.get(url("read", token)).content.decode()


def test_someone_else_is_told_so(stage: Stage, token: str) -> None:
    other = browser_of(stage.second)
    pages = [other.get(url(step, token)) for step in ("read", "check", "code", "decline")]
    assert [page.status_code for page in pages] == [403] * 4
    assert "è per un’altra persona" in words(pages[0]) or "for someone else" in words(pages[0])
    assert stage.first.email not in pages[0].content.decode()


def test_own_slot_opens_without_the_link_and_only_for_its_person(
    client: Client, stage: Stage, request_: SigningRequest
) -> None:
    slot = stage.slot(request_, stage.first)
    assert client.get(url("read", slot.pk))["Location"].startswith("/it/conto/login/?next=")
    assert browser_of(stage.first).get(url("read", slot.pk)).status_code == 200
    assert browser_of(stage.second).get(url("read", slot.pk)).status_code == 404
    assert client.get(url("read", "x-y")).status_code == 404


def test_signature_asks_for_a_fresh_sign_in(stage: Stage, token: str) -> None:
    browser = browser_of(stage.first)
    sent = go_to_code(browser, token) | {"consent": "on", "code": last_code(stage.first)}
    let_pass(browser, 301)
    assert browser.get(url("code", token))["Location"].startswith("/it/conto/reauthenticate/")
    led = browser.post(url("code", token), sent)
    assert (led["Location"].startswith("/it/conto/reauthenticate/"), SignatureRecord.objects.count()) == (
        True,
        0,
    )
    back = browser.post(led["Location"], {"password": "secret-of-tests"})
    assert (back["Location"], SignatureRecord.objects.count()) == (url("receipt", token), 1)


def test_without_consent_code_or_the_right_text_nothing_is_signed(stage: Stage, token: str) -> None:
    browser = browser_of(stage.first)
    sent = go_to_code(browser, token) | {"consent": "on", "code": last_code(stage.first)}
    faults = [
        field_errors(browser.post(url("code", token), sent | {"consent": ""})),
        field_errors(browser.post(url("code", token), sent | {"code": ""})),
        field_errors(browser.post(url("code", token), sent | {"code": "0000 0000"})),
        field_errors(browser.post(url("code", token), sent | {"shown_sha256": "0" * 64})),
        field_errors(browser.post(url("code", token), sent | {"way": "totp"})),
    ]
    assert faults == [{"consent": 1}, {"code": 1}, {"code": 1}, {"shown_sha256": 1}, {"way": 1}]
    assert SignatureRecord.objects.count() == 0


def test_nothing_is_ticked_in_advance(stage: Stage, token: str) -> None:
    browser = browser_of(stage.first)
    go_to_code(browser, token)
    assert " checked" not in browser.get(url("code", token)).content.decode()


def test_sending_the_last_form_twice_leads_to_the_one_receipt(stage: Stage, token: str) -> None:
    browser = browser_of(stage.first)
    sent = go_to_code(browser, token) | {"consent": "on", "code": last_code(stage.first)}
    answers = [browser.post(url("code", token), sent)["Location"] for _time in range(2)]
    assert (answers, SignatureRecord.objects.count()) == ([url("receipt", token)] * 2, 1)


def test_a_new_code_replaces_the_one_before(stage: Stage, token: str) -> None:
    browser = browser_of(stage.first)
    sent = go_to_code(browser, token) | {"consent": "on", "code": last_code(stage.first)}
    assert browser.post(url("send-code", token))["Location"] == url("code", token)
    assert field_errors(browser.post(url("code", token), sent)) == {"code": 1}
    assert browser.post(url("code", token), sent | {"code": last_code(stage.first)}).status_code == 302


def test_every_end_has_its_page(client: Client, stage: Stage, request_: SigningRequest, token: str) -> None:
    second = stage.slot(request_, stage.second)
    sign_in_pages(browser_of(stage.first), token, stage.first)
    seen = {"signed": client.get(url("read", token)).status_code}
    waiting = browser_of(stage.mayor).get(url("read", stage.slot(request_, stage.mayor).pk))
    seen["waiting"] = waiting.status_code
    other, link = browser_of(stage.second), last_token(stage.second)
    SigningRequest.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    seen["expired"] = other.get(url("read", link)).status_code
    seen["expired, signing"] = other.post(url("check", link)).status_code
    SigningRequest.objects.update(expires_at=timezone.now() + timedelta(days=1))
    cancel_request(request_id=request_.pk, by=stage.officer, reason="A wrong figure in the sheet.")
    page = other.get(url("read", second.pk))
    seen["cancelled"] = page.status_code
    assert seen == {"signed": 200, "waiting": 200, "expired": 410, "expired, signing": 410, "cancelled": 410}
    assert "A wrong figure in the sheet." in words(page)


def test_declining_needs_a_reason_and_ends_the_request(
    stage: Stage, request_: SigningRequest, token: str
) -> None:
    browser = browser_of(stage.first)
    assert field_errors(browser.post(url("decline", token), {"reason": "no"})) == {"reason": 1}
    answer = browser.post(url("decline", token), {"reason": "The second sheet is wrong."})
    assert (answer["Location"], browser.get(answer["Location"]).status_code) == (url("read", token), 410)
    request_.refresh_from_db()
    assert request_.state == "declined"


def test_handing_over_to_a_colleague_with_a_mandate(stage: Stage) -> None:
    request_ = stage.open(signers=[Signer(person=stage.first)])
    token, browser = last_token(stage.first), browser_of(stage.first)
    form = browser.get(url("hand-over", token)).context["form"]
    [(chosen, _label)] = form.fields["colleague"].choices
    assert browser.post(url("hand-over", token), {"colleague": chosen}).status_code == 302
    assert browser.get(url("read", token)).status_code == 410
    assert browser_of(stage.second).get(url("read", last_token(stage.second))).status_code == 200
    assert sorted(request_.signers.values_list("state", flat=True)) == ["handed_over", "ready"]


def test_city_countersigns_last_from_its_own_page(stage: Stage, request_: SigningRequest) -> None:
    for person in (stage.first, stage.second):
        sign_in_pages(browser_of(person), last_token(person), person)
    mayor = stage.slot(request_, stage.mayor)
    assert mayor.state == "ready"
    sign_in_pages(browser_of(stage.mayor), mayor.pk, stage.mayor)
    request_.refresh_from_db()
    statement = json.loads(stage.slot(request_, stage.mayor).signature.statement)
    assert (request_.state, len(statement["countersigns"])) == ("sealing", 2)
    assert statement["consents"] == {"sign": True}  # the city is not asked about anyone's name


def test_silence_about_the_name_keeps_what_the_organisation_chose(
    stage: Stage, request_: SigningRequest
) -> None:
    choose_naming(organisation_id=stage.organisation.pk, named=[], by=stage.first)
    Change.objects.all().delete()
    sign_in_pages(browser_of(stage.first), last_token(stage.first), stage.first)
    stage.commitment.refresh_from_db()
    assert (stage.commitment.is_named, Change.objects.count()) == (False, 0)
    sign_in_pages(browser_of(stage.second), last_token(stage.second), stage.second, is_named="yes")
    stage.commitment.refresh_from_db()
    assert (stage.commitment.is_named, Change.objects.get().made_by) == (True, stage.second)


def test_strangers_are_not_told_what_a_link_is(token: str) -> None:
    stranger = browser_of(UserFactory())
    assert stranger.get(url("text", token)).status_code == 403
