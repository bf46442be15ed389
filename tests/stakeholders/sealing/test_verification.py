"""What anyone learns of a document: four answers, each for itself, and a light only where they agree."""

from datetime import timedelta
from hashlib import sha256

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from ccc_portal.page_frame import TRAINING_NOTICE
from core.certificates import make_key
from core.enums import KeyPurpose, KeyStanding
from core.pdf_signatures.making import Signer, add_seal
from core.sealing import SealState, seal_pdf
from core.services.checkpoints import make_checkpoint
from core.services.evidence import append_event
from core.services.keys import active_key, ensure_keys, revoke_key
from stakeholders.enums import CommitmentState, RequestKind, RequestState
from stakeholders.models import Commitment, SealedDocument, SigningRequest
from stakeholders.selectors.verification import Light, Status, check_file, key_of, key_of_file, status_of
from stakeholders.services.sealing import seal_request
from stakeholders.tokens import make_verify_code, read_verify_code
from stakeholders.web.verification_words import answer_key
from tests.core.sealing import pdfs
from tests.core.sealing.authorities import NOW, make_authority
from tests.factories.signing import (
    CommitmentVersionFactory,
    RequestSignerFactory,
    SealedDocumentFactory,
    SignatureRecordFactory,
    SigningRequestFactory,
    signed_request,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def issued():
    """A sealed file, and its document in the register; without the cost of typesetting it."""
    ensure_keys()
    sealed = seal_pdf(pdfs.plain_pdf(), field_name="PortalSeal", reason="x")
    document = SealedDocumentFactory(
        sealed_sha256=sealed.sha256,
        key_id=sealed.key_id,
        verify_code=make_verify_code(),
        request__version__commitment__state=CommitmentState.SIGNED,
        request__version__commitment__signed_on="2026-11-20",
    )
    SignatureRecordFactory(
        signer=RequestSignerFactory(request=document.request, person__name="Persona Firmataria")
    )
    return document, sealed.pdf


def _by_a_forger(pdf):
    root = make_authority("Portal root - localhost")
    made = make_key(name="Portal seal - localhost", root=root, now=NOW)
    signer = Signer(made.key, made.certificate, (root.certificate,))
    return add_seal(
        pdfs.plain_pdf(), signer=signer, field_name="PortalSeal", label="x", reason="x", certify=True
    )


ATTACKS = {
    "untouched": (lambda pdf: pdf, SealState.INTACT_WHOLE, Light.GREEN),
    "bytes at the end": (lambda pdf: pdf + b"\nmore", SealState.ADDED_AFTER, Light.YELLOW),
    "title rewritten": (pdfs.with_title_rewritten, None, None),
    "page rewritten": (pdfs.with_page_rewritten, SealState.BROKEN, Light.RED),
    "note laid over": (pdfs.with_note, SealState.BROKEN, Light.RED),
    "one byte": (lambda pdf: pdf.replace(b"(Impegno)", b"(Impegna)", 1), SealState.BROKEN, Light.RED),
    "seal cut out": (lambda pdf: pdfs.plain_pdf(), SealState.NO_SEAL, Light.RED),
    "forged authority": (_by_a_forger, SealState.INTACT_WHOLE, Light.RED),
    "no PDF": (lambda pdf: b"x" * 100, SealState.UNREADABLE, Light.NONE),
    "empty": (lambda pdf: b"", SealState.UNREADABLE, Light.NONE),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_each_way_to_tamper_has_its_state_and_light(issued, attack):
    document, pdf = issued
    change, state, light = ATTACKS[attack]
    answer = check_file(change(pdf))
    if state is None:  # as pyHanko takes it: added to or broken, in any case never green
        state, light = {
            SealState.ADDED_AFTER: (SealState.ADDED_AFTER, Light.YELLOW),
            SealState.BROKEN: (SealState.BROKEN, Light.RED),
        }[answer.report.state]
    found = document if attack == "untouched" else None
    assert (answer.report.state, answer.light, answer.document) == (state, light, found)
    if state is SealState.ADDED_AFTER:
        assert answer.original == document


def test_a_whole_seal_that_the_register_does_not_know_gives_no_light(issued):
    SealedDocument.objects.update(sealed_sha256="0" * 64)
    assert check_file(issued[1]).light is Light.NONE


def test_each_status_has_its_day(issued):
    document, _pdf = issued
    commitment, today = document.request.version.commitment, timezone.localdate()
    document = SealedDocument.objects.get()
    assert status_of(document).status is Status.IN_FORCE
    Commitment.objects.update(withdrawn_on=today + timedelta(days=3))
    document = SealedDocument.objects.get()
    found = [status_of(document).status, status_of(document, today=today + timedelta(days=3)).status]
    assert found == [Status.TO_BE_WITHDRAWN, Status.WITHDRAWN]
    Commitment.objects.update(withdrawn_on=None)
    newer = CommitmentVersionFactory(commitment=commitment, number=2)
    SealedDocumentFactory(request=SigningRequestFactory(version=newer, kind=RequestKind.AMEND))
    SigningRequest.objects.filter(pk=document.request_id).update(state=RequestState.SUPERSEDED)
    now = status_of(SealedDocument.objects.get(pk=document.pk))
    assert (now.status, now.on, now.by_version) == (Status.SUPERSEDED, today, 2)


def test_an_acknowledgement_gives_way_to_a_newer_one_and_a_promise_does_not(issued):
    document, _pdf = issued
    commitment = document.request.version.commitment
    first, second = (
        SealedDocumentFactory(
            request__version=CommitmentVersionFactory(commitment=commitment, number=number),
            request__kind=RequestKind.ACKNOWLEDGE,
        )
        for number in (2, 3)
    )
    SigningRequest.objects.exclude(pk=second.request_id).update(state=RequestState.SUPERSEDED)
    found = [status_of(SealedDocument.objects.get(pk=one.pk)).by_version for one in (first, document)]
    assert found == [3, None]


@pytest.mark.parametrize("is_testified", [True, False])
def test_a_revoked_key_proves_only_what_others_testify_to_be_older(issued, is_testified):
    document, _pdf = issued
    stream = document.request.version.commitment.contract_id
    append_event(stream=stream, kind="request.sealed", payload={"sealed_sha256": document.sealed_sha256})
    if is_testified:
        make_checkpoint()
    revoke_key(key_id=active_key(KeyPurpose.SEAL).key_id, reason="stolen")
    standing = KeyStanding.SIGNED_BEFORE_REVOCATION if is_testified else KeyStanding.NEEDS_REVIEW
    assert key_of(document).standing is standing


def test_the_code_shows_the_document_without_persons_and_the_file_shows_them(client, issued):
    document, pdf = issued
    by_code = client.get(reverse("verify-code", args=[document.verify_code.lower()]))
    file = SimpleUploadedFile("x.pdf", pdf)
    by_file = client.post(reverse("verify"), {"code": "", "file": file})
    shown = [page.content.decode() for page in (by_code, by_file)]
    organisation = str(document.request.version.commitment.organisation)
    assert ["Persona Firmataria" in page for page in shown] == [False, True]
    assert [organisation in page for page in shown] == [True, True]
    assert [page.context["headline"] and page.context["headline"].look for page in (by_code, by_file)] == [
        None,
        "done",
    ]
    looks = [[one.look for one in page.context["answers"]] for page in (by_code, by_file)]
    assert looks == [["unknown", "unknown", "done", "done"], ["done"] * 4]
    assert by_code["X-Robots-Tag"] == "noindex"


def test_the_key_of_a_strangers_file_is_not_told_to_be_that_of_the_code(client, issued):
    given = {"code": issued[0].verify_code, "file": SimpleUploadedFile("x.pdf", _by_a_forger(b""))}
    page = client.post(reverse("verify"), given)
    assert [one.look for one in page.context["answers"]] == ["late", "late", "unknown", "done"]


@pytest.mark.parametrize("attack", ["one byte", "seal cut out", "no PDF"])
def test_nothing_is_said_of_a_key_that_cannot_be_read(attack, issued):
    change, _state, _light = ATTACKS[attack]
    answer = check_file(change(issued[1]))
    with override("en"):
        said = answer_key(key_of_file(answer.report), answer.report, level=answer.report.level)
    assert (said.look, said.words) == (
        "unknown",
        "Cannot be said: the file was changed after sealing."
        if attack == "one byte"
        else "No seal can be read, so no key is named.",
    )


def test_a_document_of_a_training_city_is_called_invented(client, issued):
    document, _pdf = issued
    city = document.request.version.commitment.contract.city
    page = reverse("verify-code", args=[document.verify_code])
    shown = []
    for is_training in (False, True):
        type(city).objects.update(is_training=is_training)
        shown.append(str(TRAINING_NOTICE) in client.get(page).content.decode())
    assert shown == [False, True]


def test_an_organisation_that_is_not_named_in_public_is_not_named_by_a_code(client, issued):
    document, _pdf = issued
    Commitment.objects.update(is_named=False)
    page = client.get(reverse("verify-code", args=[document.verify_code])).content.decode()
    assert str(document.request.version.commitment.organisation) not in page


def test_the_printed_address_leads_to_the_page_in_a_language(client, issued):
    code = issued[0].verify_code
    answer = client.get(f"/v/{code}", follow=True)
    assert (answer.status_code, answer.request["PATH_INFO"]) == (200, f"/it/v/{code}/")


def test_unknown_codes_are_not_found_and_guessing_is_stopped(client, db):
    addresses = [reverse("verify-code", args=[code]) for code in ("x", make_verify_code())]
    assert [client.get(one).status_code for one in addresses] == [404, 404]
    statuses = [client.get(addresses[1]).status_code for _try in range(60)]
    assert (statuses[57], statuses[58:]) == (404, [429, 429])


def test_a_form_without_anything_and_a_wrong_code_say_so(client, db):
    answers = [client.post(reverse("verify"), {"code": code}) for code in ("", "ABC")]
    assert [list(one.context["form"].errors) for one in answers] == [["code"], ["code"]]


@pytest.mark.parametrize("typed", ["abcde fghij klmno pqrst uvwxy", "ABCDEFGHIJKLMN0PQRSTUVWXY", "x", ""])
def test_codes_are_read_as_people_type_them(typed):
    wanted = "ABCDE-FGHIJ-KLMNO-PQRST-UVWXY" if len(typed) > 20 else ""
    assert read_verify_code(typed) == wanted


def test_only_the_parties_download_the_sealed_file(client):
    request = signed_request()
    document = seal_request(request_id=request.pk)
    address = reverse("sealed-file", args=[document.pk])
    signer = request.signers.exclude(organisation=None).get().person
    statuses = [client.get(address).status_code]
    for person in (RequestSignerFactory().person, signer):
        client.force_login(person)
        answer = client.get(address)
        statuses.append(answer.status_code)
    assert (statuses, sha256(answer.getvalue()).hexdigest()) == ([302, 404, 200], document.sealed_sha256)
    text = client.get(reverse("sealed-text", args=[document.pk])).content.decode()
    assert text == request.version.canonical
