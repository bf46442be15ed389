"""Sealing: once, whole, and with everything that follows from it."""

import io
import json
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from pypdf import PdfReader

from core.durable_files import store_folder
from core.enums import JobName, JobState, KeyPurpose
from core.jobs import run_job
from core.key_files import private_path
from core.models import EvidenceCheck, EvidenceEvent, Job, Mail
from core.sealing import SealState, check_pdf
from core.services.checkpoints import make_checkpoint
from core.services.evidence import append_event, check_evidence
from core.services.keys import active_key
from stakeholders.enums import CommitmentState, RequestKind, RequestState
from stakeholders.models import Commitment, SealedDocument, SigningRequest
from stakeholders.papers import render_paper
from stakeholders.selectors.sealed import TROUBLES, paper_facts, waiting_of
from stakeholders.selectors.verification import Status, StatusNow, status_of
from stakeholders.services.seal_watch import remove_stray_files, sweep_seals
from stakeholders.services.sealing import seal_request
from stakeholders.tasks import seal_signed_request
from tests.factories import CityMembershipFactory
from tests.factories.sheets import AttachmentFactory
from tests.factories.signing import CommitmentVersionFactory, signed_request
from tests.stakeholders.signing.stage import make_stage

pytestmark = pytest.mark.django_db
CODE = "ABCDE-FGHIJ-KLMNO-PQRST-UVWXY"


def sealed_files() -> list[str]:
    """The sealed files in the store."""
    return sorted(path.name for path in (store_folder() / "sealed").rglob("*") if path.is_file())


def test_what_everyone_signed_is_sealed_once_and_in_force():
    stage = make_stage()
    request = stage.open()
    stage.sign_all(request)
    Mail.objects.all().delete()
    job = Job.objects.get(name=JobName.SEAL_REQUEST)
    run_job(job.pk, seal_signed_request.run.__wrapped__)
    document = SealedDocument.objects.get()
    again = seal_request(request_id=request.pk)
    request.refresh_from_db()
    stage.commitment.refresh_from_db()
    pdf = (store_folder() / str(document.file.name)).read_bytes()
    report = check_pdf(pdf)
    assert (report.state, report.trusted_by_us, report.level) == (SealState.INTACT_WHOLE, True, "B-B")
    assert (again, sealed_files()) == (document, [document.file.name.rpartition("/")[2]])
    assert (request.state, stage.commitment.state) == (RequestState.IN_FORCE, CommitmentState.SIGNED)
    assert stage.commitment.signed_on == timezone.localdate()
    people = {stage.first.email, stage.second.email, stage.mayor.email, stage.officer.email}
    assert set(Mail.objects.values_list("to", "kind")) == {(one, "commitment_sealed") for one in people}
    assert Job.objects.filter(name=JobName.MAKE_CHECKPOINT).count() == 1
    told = EvidenceEvent.objects.filter(kind="request.sealed").values_list("payload", flat=True)
    assert [json.loads(one)["sealed_sha256"] for one in told] == [document.sealed_sha256]
    assert check_evidence().faults == ()


def test_the_mail_to_the_parties_names_the_newest_checkpoint_and_promises_no_file():
    request = signed_request()
    append_event(stream=request.version.commitment.contract_id, kind="test.step", payload={})
    checkpoint = make_checkpoint()
    stage_mail = Mail.objects.filter(kind="commitment_sealed")
    CityMembershipFactory(city=request.version.commitment.contract.city, user__language="en")
    seal_request(request_id=request.pk)
    [body] = {one.body for one in stage_mail if one.language == "en"}
    told = [f"stood at checkpoint {checkpoint.number}", checkpoint.root_sha256, "you sign in to download it"]
    assert [words for words in told if words not in body] == []


def test_a_document_that_was_changed_in_the_register_is_a_fault_of_the_log():
    document = seal_request(request_id=signed_request().pk)
    SealedDocument.objects.update(sealed_sha256="0" * 64)
    (fault,) = check_evidence().faults
    assert (fault.kind, document.level) == ("request.sealed", "B-B")


def test_the_paper_has_the_whole_text_and_is_the_same_bytes_again():
    request = signed_request()
    facts = paper_facts(request, generation=1, code=CODE)
    paper = render_paper(facts)
    printed = "".join("".join(page.extract_text() for page in PdfReader(io.BytesIO(paper.pdf)).pages).split())
    promised = [text for part in facts.parts for line in part.lines for text in line]
    evidence = [facts.version_sha256, CODE, *(one.statement_sha256 for one in facts.signatures)]
    assert [one for one in (*promised, *evidence) if "".join(one.split()) not in printed] == []
    assert render_paper(paper_facts(request, generation=1, code=CODE)) == paper


def test_a_failure_after_the_file_leaves_no_row_and_the_stray_file_goes():
    request = signed_request(version__commitment__state=CommitmentState.DRAFT)
    with pytest.raises(ValidationError):
        seal_request(request_id=request.pk)
    request.refresh_from_db()
    assert (SealedDocument.objects.count(), len(sealed_files())) == (0, 1)
    assert request.state == RequestState.SEALING
    Commitment.objects.update(state=CommitmentState.READY_TO_SIGN)
    document = seal_request(request_id=request.pk)
    tomorrow = timezone.now() + timedelta(days=2)
    assert (len(sealed_files()), remove_stray_files(), remove_stray_files(now=tomorrow)) == (2, 0, 1)
    assert sealed_files() == [document.file.name.rpartition("/")[2]]


def test_stray_files_go_wherever_signing_keeps_files():
    named = AttachmentFactory().file.name
    for folder in ("signed", "mandates", "commitments", "elsewhere"):
        default_storage.save(f"{folder}/2026/11/stray.pdf", ContentFile(b"%PDF-1.7"))
    assert (remove_stray_files(), remove_stray_files(now=timezone.now() + timedelta(days=2))) == (0, 3)
    assert [default_storage.exists(one) for one in (named, "elsewhere/2026/11/stray.pdf")] == [True, True]


def _no_authority(settings):
    settings.TSA_URL = "http://127.0.0.1:9/"


def _no_key(settings):
    private_path(active_key(KeyPurpose.SEAL).key_id).unlink()


def _no_sound_log(settings):
    EvidenceCheck.objects.create(streams=1, events=1, faults=[{"fault": "x"}])


BREAKS = {"TimestampFailed": _no_authority, "KeyUnusable": _no_key, "SealRefused": _no_sound_log}


@pytest.mark.parametrize("trouble", BREAKS)
def test_what_cannot_be_sealed_waits_says_why_and_alarms_the_officers_once(settings, trouble):
    request = signed_request()
    officer = CityMembershipFactory(city=request.version.commitment.contract.city).user
    BREAKS[trouble](settings)
    sweep_seals()
    job = Job.objects.get(name=JobName.SEAL_REQUEST)
    Job.objects.filter(pk=job.pk).update(attempts=5)
    assert run_job(job.pk, seal_signed_request.run.__wrapped__) is False
    job.refresh_from_db()
    (waiting,) = waiting_of(request.version.commitment)
    assert (job.state, waiting.request.state) == (JobState.FAILED, RequestState.SEALING)
    assert waiting.trouble == str(TROUBLES[trouble])
    assert [sweep_seals(), sweep_seals()] == [1, 0]
    Job.objects.filter(state=JobState.PENDING).update(state=JobState.FAILED, finished_at=timezone.now())
    assert [sweep_seals(), sweep_seals(now=timezone.now() + timedelta(hours=1))] == [0, 1]
    assert list(Mail.objects.filter(kind="seal_stuck").values_list("to", flat=True)) == [officer.email]
    assert SealedDocument.objects.count() == 0


def test_an_amendment_takes_the_place_of_the_text_before_it():
    first = seal_request(request_id=signed_request().pk)
    commitment = Commitment.objects.get()
    commitment.end_year = 2029
    newer = CommitmentVersionFactory(commitment=commitment, number=2, supersedes=first.request.version)
    assert Commitment.objects.get().end_year is None
    amended = seal_request(request_id=signed_request(version=newer, kind=RequestKind.AMEND).pk)
    states = [SigningRequest.objects.get(pk=one.request_id).state for one in (first, amended)]
    assert states == [RequestState.SUPERSEDED, RequestState.IN_FORCE]
    assert Commitment.objects.get().end_year == 2029
    assert EvidenceEvent.objects.filter(kind="commitment.superseded").count() == 1
    statuses = [status_of(SealedDocument.objects.get(pk=one.pk)).status for one in (first, amended)]
    assert statuses == [Status.SUPERSEDED, Status.IN_FORCE]


def test_a_withdrawal_is_sealed_beside_the_text_that_it_ends():
    day = timezone.localdate()
    request = signed_request(
        version__commitment__state=CommitmentState.WITHDRAWN,
        version__commitment__withdrawn_on=day,
        kind=RequestKind.WITHDRAW,
        effect_on=day,
        reason="La sede si sposta.",
    )
    document = seal_request(request_id=request.pk)
    printed = PdfReader(store_folder() / str(document.file.name)).pages[0].extract_text()
    assert "La sede si sposta." in printed
    assert status_of(document) == StatusNow(Status.WITHDRAWAL, day)
