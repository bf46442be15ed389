"""What was signed outside: the sealed paper tells its digest and the report of its check, the file lies beside it."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from core.certificates import as_pem
from core.durable_files import store_folder
from core.sealing import SealState, check_pdf
from stakeholders.enums import RequestState
from stakeholders.models import ExternalSignedFile
from stakeholders.papers.files import build_files
from stakeholders.selectors.counted_files import counted_files
from stakeholders.selectors.sealed import paper_facts
from stakeholders.services.external import accept_external, offered_file, upload_signed
from stakeholders.services.sealing import seal_request
from tests.core.sealing.authorities import make_authority, make_person, revocation_list, sign_outside
from tests.factories.signing import SealedDocumentFactory, signed_request
from tests.stakeholders.signing.stage import Stage, make_stage
from tests.stakeholders.web.signing import browser_of

pytestmark = pytest.mark.django_db
REASON = "Compared with the identity card by the office."


@pytest.fixture
def stage(settings, tmp_path) -> Stage:
    """The portal keeps its files in a folder of the test."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return make_stage(is_public_body=True)


@pytest.fixture
def files(stage, settings, tmp_path) -> list[bytes]:
    """What each of them signed outside, the last by an authority that only an officer takes."""
    authority, other = make_authority(), make_authority("Another")
    list_of_today = f"# {timezone.localdate()}\n{as_pem(authority.certificate)}{revocation_list(authority)}"
    (tmp_path / "roots.pem").write_text(f"{list_of_today}{as_pem(other.certificate)}")
    settings.SIGNATURE_ROOTS = str(tmp_path / "roots.pem")
    request, sent = stage.open(), []
    for person, by in ((stage.first, authority), (stage.second, authority), (stage.mayor, other)):
        slot = stage.slot(request, person)
        sent.append(sign_outside(offered_file(slot), make_person(by, name=person.name, tax_code="X"), by))
        upload = SimpleUploadedFile("firmato.pdf", sent[-1])
        row = upload_signed(signer_id=slot.pk, by=person, file=upload)
    accept_external(file_id=row.pk, by=stage.officer, reason=REASON)
    return sent


def content_of(row: ExternalSignedFile) -> bytes:
    """The bytes that are kept."""
    with row.file.open("rb") as file:
        return file.read()


def test_the_sealed_paper_names_the_files_and_what_their_check_found(stage, files):
    request = stage.commitment.versions.get().requests.get()
    assert request.state == RequestState.SEALING
    document = seal_request(request_id=request.pk)
    pdf = (store_folder() / str(document.file.name)).read_bytes()
    printed = "".join("".join(one.extract_text() for one in PdfReader(io.BytesIO(pdf)).pages).split())
    counted = counted_files(request)
    told = [one.sha256 for one in counted] + [one.report["offered_sha256"] for one in counted]
    told += [one["certificate_sha256"] for row in counted for one in row.report["signatures"]]
    assert [digest for digest in told if digest not in printed] == []
    assert "".join(REASON.split()) in printed
    assert check_pdf(pdf).state is SealState.INTACT_WHOLE
    assert [content_of(one) for one in counted] == files


def test_the_parties_get_each_file_beside_the_paper_as_it_came(stage, files, client):
    request = stage.commitment.versions.get().requests.get()
    document = SealedDocumentFactory(request=request)
    other = SealedDocumentFactory(request=signed_request())
    last = counted_files(request)[-1]
    address = reverse("sealed-outside", args=[document.pk, last.pk])
    browser = browser_of(stage.first)
    assert client.get(address).status_code == 302
    assert browser.get(address).getvalue() == files[-1]
    assert browser.get(reverse("sealed-outside", args=[document.pk, document.pk])).status_code == 404
    stranger = browser_of(other.request.signers.first().person)
    assert stranger.get(address).status_code == 404
    own = stage.organisation.pk
    pages = [
        reverse("commitment-detail", args=[own, stage.commitment.pk]),
        reverse("signing-list", args=[own]),
    ]
    assert [address in browser.get(page).content.decode() for page in pages] == [True, True]


def test_a_paper_of_the_portals_own_signatures_has_no_files():
    assert build_files(paper_facts(signed_request(), generation=1, code="")) is None
