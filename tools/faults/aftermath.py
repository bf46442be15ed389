"""After the kills: all work is let end, then what is kept is laid beside what was acknowledged."""

import time
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from django.db.models import Count

from core.durable_files import store_folder
from core.enums import JobState, MailState
from core.models import EvidenceEvent, Job, Mail
from core.services.evidence_checks import check_whole_log
from core.services.keys import check_signature
from stakeholders.enums import RequestState, SignerState
from stakeholders.models import RequestSigner, SealedDocument, SignatureRecord, SigningRequest
from stakeholders.services.seal_watch import sweep_seals
from stakeholders.services.statements import signed_bytes
from tools.faults.acts import SIGNED_MAIL
from tools.faults.load import Diary

END_SECONDS, ASK_SECONDS = 300, 15


def wait_for_the_end() -> float:
    """Wait until no job is open and nothing waits for its seal; how many seconds that took."""
    begun = asked = time.monotonic()
    while time.monotonic() < begun + END_SECONDS:
        if time.monotonic() > asked + ASK_SECONDS:
            # Long pauses between attempts, and the sweep that comes every five minutes, are not waited for. Not more
            # often: a mail that a killed worker had in its hands is left to it for a while.
            Job.objects.filter(state=JobState.PENDING).update(run_after=None)
            sweep_seals()
            asked = time.monotonic()
        is_sealing = SigningRequest.objects.filter(state=RequestState.SEALING).exists()
        if not is_sealing and not Job.objects.filter(state__in=JobState.open()).exists():
            break
        time.sleep(1)
    return time.monotonic() - begun


def examine(diary: Diary) -> dict[str, Any]:
    """What was kept, in counts, and every fault in words."""
    records = list(SignatureRecord.objects.select_related("signer__request"))
    signed = Counter(str(record.signer_id) for record in records)
    acknowledged = set(diary.acknowledged)
    lost = sorted(acknowledged - set(signed))
    faults = [f"acknowledged and lost: {slot}" for slot in lost]
    faults += [*_faults_of_records(records), *_faults_of_requests(), *_faults_of_work()]
    faults += [f"a strange answer: {words}" for words in diary.strange]
    faults += [f"never answered: {slot}" for slot in diary.unanswered]
    faults += [f"the log: {fault.kind} {fault.fault}" for fault in check_whole_log().faults]
    return {
        "acknowledged": len(acknowledged),
        "lost": len(lost),
        "records": len(records),
        "sealed": SealedDocument.objects.count(),
        "events": EvidenceEvent.objects.count(),
        "mails": Mail.objects.count(),
        "maybe_sent": Mail.objects.filter(state=MailState.MAYBE_SENT).count(),
        "answers": dict(diary.answers),
        "faults": faults,
    }


def _faults_of_records(records: list[SignatureRecord]) -> Iterator[str]:
    """One record for each signed slot, one event for each record, the portal's signature over it, its mails once."""
    signed = set(RequestSigner.objects.filter(state=SignerState.SIGNED).values_list("pk", flat=True))
    if signed != {record.signer_id for record in records}:
        yield f"{len(signed)} slots are signed, {len(records)} have records"
    events = EvidenceEvent.objects.filter(kind="signature.recorded").values_list("payload", flat=True)
    if len(events) != len(records):
        yield f"{len(events)} events of signing, {len(records)} records"
    text = "\n".join(events)
    for record in records:
        if text.count(f'"{record.pk}"') != 1:
            yield f"record {record.pk} has {text.count(str(record.pk))} events"
        if not check_signature(record.key_id, signed_bytes(record.statement), record.portal_signature):
            yield f"the portal's signature on {record.pk} does not hold"
    people = RequestSigner.objects.filter(request__in=[record.signer.request_id for record in records])
    promised = people.count() + len({record.signer.request_id for record in records})
    mails = Mail.objects.filter(kind=SIGNED_MAIL).count()
    if mails != promised:
        yield f"{mails} mails tell of signatures, {promised} should"


def _faults_of_requests() -> Iterator[str]:
    """What everyone signed is sealed once, and its file is there; nothing else is."""
    for request in SigningRequest.objects.annotate(papers=Count("documents")).prefetch_related("signers"):
        is_whole = all(slot.state == SignerState.SIGNED for slot in request.signers.all())
        expected = (RequestState.IN_FORCE, 1) if is_whole else (RequestState.COLLECTING, 0)
        if (request.state, request.papers) != expected:
            yield f"request {request.pk}: {request.state}, {request.papers} documents, promised {expected}"
    for document in SealedDocument.objects.all():
        file = store_folder() / str(document.file.name)
        if not file.exists() or sha256(file.read_bytes()).hexdigest() != document.sealed_sha256:
            yield f"the file of document {document.pk} is missing or another"


def _faults_of_work() -> Iterator[str]:
    """No job is left or given up, no mail waits."""
    left = Job.objects.exclude(state__in=[JobState.DONE, JobState.MERGED])
    for job in left.values("name", "state", "error").annotate(count=Count("pk"))[:10]:
        yield f"{job['count']} jobs {job['name']} {job['state']}: {job['error'][:200]}"
    waiting = Mail.objects.exclude(state__in=[MailState.SENT, MailState.MAYBE_SENT]).count()
    if waiting:
        yield f"{waiting} mails were not sent"
