"""Signing outside on its pages: the way there, the document, the verdict in words, and the officer's decision."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfWriter

from core.models import EvidenceEvent
from core.text_diff import word_diff
from stakeholders.models import ExternalSignedFile, SignatureRecord
from stakeholders.selectors.outside_texts import TextPair
from stakeholders.services.external import offered_file, upload_signed
from tests.core.sealing.authorities import make_authority, make_person, sign_outside
from tests.core.sealing.pdfs import plain_pdf
from tests.stakeholders.signing.stage import last_token, make_stage
from tests.stakeholders.web.signing import browser_of, url

pytestmark = pytest.mark.django_db
REASON = "Compared with the identity card by the office."


@pytest.fixture
def stage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return make_stage(is_public_body=True)


def test_a_public_body_downloads_sends_back_and_an_officer_decides(stage):
    request = stage.open()
    slot, token, browser = stage.slot(request, stage.first), last_token(stage.first), browser_of(stage.first)
    outside = url("outside", token)
    assert outside in browser.get(url("read", token)).content.decode()
    early = browser.get(url("offer", token))["Location"]
    assert (early, EvidenceEvent.objects.filter(kind="request.offered").count()) == (outside, 0)
    offered = browser.post(url("offer", token))
    assert browser.get(url("offer", token)).content == offered.content
    authority = make_authority()
    pdf = sign_outside(offered.content, make_person(authority, name=slot.person.name, tax_code=""), authority)
    assert (
        browser.post(outside, {"file": SimpleUploadedFile("testo.pdf", offered.content)})["Location"]
        == outside
    )
    assert browser.post(outside, {"file": SimpleUploadedFile("firmato.pdf", pdf)})["Location"] == outside
    shown = browser.get(outside)
    assert [(one.row.verdict, one.waits) for one in shown.context["files"]] == [
        ("indeterminate", True),
        ("failed", False),
    ]
    file = ExternalSignedFile.objects.get(verdict="indeterminate")
    city = stage.commitment.contract.city.slug
    decide = reverse("request-accept", args=[city, request.pk, file.pk])
    office = browser_of(stage.officer)
    assert decide in office.get(reverse("request-detail", args=[city, request.pk])).content.decode()
    assert office.get(reverse("request-signed-file", args=[city, request.pk, file.pk])).getvalue() == pdf
    assert (office.post(decide, {"reason": "short"}).status_code, SignatureRecord.objects.count()) == (200, 0)
    assert office.post(decide, {"reason": REASON})["Location"] == reverse(
        "request-detail", args=[city, request.pk]
    )
    assert SignatureRecord.objects.get().signer_id == slot.pk
    assert office.get(decide).context["may_accept"] is False
    assert browser.get(outside)["Location"] == url("receipt", token)


def rewritten(pdf):
    """What a program makes of a file that writes it anew."""
    writer, made = PdfWriter(clone_from=BytesIO(pdf)), BytesIO()
    writer.write(made)
    return made.getvalue()


@pytest.mark.parametrize("is_same", [True, False])
def test_an_officer_reads_both_texts_of_a_file_that_was_written_anew(stage, is_same):
    request, authority = stage.open(), make_authority()
    slot, office = stage.slot(request, stage.first), browser_of(stage.officer)
    document = rewritten(offered_file(slot)) if is_same else plain_pdf()
    pdf = sign_outside(document, make_person(authority, name=slot.person.name, tax_code=""), authority)
    row = upload_signed(signer_id=slot.pk, by=slot.person, file=SimpleUploadedFile("firmato.pdf", pdf))
    assert (row.verdict, "rewritten" in row.report["reasons"]) == ("indeterminate", True)
    city = stage.commitment.contract.city.slug
    page = office.get(reverse("request-accept", args=[city, request.pk, row.pk]))
    texts = page.context["texts"]
    assert (texts.is_readable, texts.is_same, page.context["may_accept"]) == (is_same, is_same, True)
    assert (slot.request.version.sha256 in texts.received) is is_same


def test_texts_that_differ_are_told_word_by_word():
    pair = TextPair("uno due", "uno tre", word_diff("uno due", "uno tre"))
    assert (pair.is_same, TextPair("uno  due", "uno\ndue").is_same) == (False, True)
    assert pair.pieces == [("same", "uno "), ("removed", "due"), ("added", "tre")]


def test_others_find_the_way_beside_the_portals_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    stage = make_stage()
    stage.open()
    token, browser = last_token(stage.first), browser_of(stage.first)
    assert url("outside", token) in browser.get(url("check", token)).content.decode()
    missing = browser.post(url("outside", token), {})
    assert (missing.status_code, ExternalSignedFile.objects.count()) == (200, 0)
    assert list(missing.context["form"].errors) == ["file"]


def test_only_the_signer_gets_the_document(stage, client):
    stage.open()
    token = last_token(stage.first)
    assert client.get(url("offer", token)).status_code == 302
    assert browser_of(stage.second).get(url("offer", token)).status_code == 403


def test_an_officer_records_a_signature_on_paper(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    stage = make_stage()
    request = stage.open()
    slot, office = stage.slot(request, stage.first), browser_of(stage.officer)
    city = stage.commitment.contract.city.slug
    detail, paper = (
        reverse("request-detail", args=[city, request.pk]),
        reverse("request-paper", args=[city, request.pk, slot.pk]),
    )
    assert paper in office.get(detail).content.decode()
    sent = {"signed_on": f"{timezone.localdate():%d.%m.%Y}", "reason": REASON}
    assert list(office.post(paper, sent).context["form"].errors) == ["file"]
    scan = SimpleUploadedFile("foglio.pdf", plain_pdf(pages=1))
    assert office.post(paper, sent | {"file": scan})["Location"] == detail
    assert SignatureRecord.objects.get().route == "paper"
    assert [one.paper_day for one in office.get(detail).context["outside"]] == [timezone.localdate()]
