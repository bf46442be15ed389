"""Checks of the evidence log that are kept: what they block, and whom they tell, once for each fault."""

import json
from datetime import timedelta
from io import StringIO
from pathlib import Path
from uuid import UUID

import pytest
from celery.signals import beat_init
from django.core.management import CommandError, call_command
from django.utils import timezone

from core.enums import JobName
from core.jobs import defer
from core.models import Checkpoint, EvidenceCheck, EvidenceEvent, EvidenceHead, Job, Mail
from core.services.checkpoints import make_checkpoint, published_note
from core.services.evidence import append_event, is_log_sound, register_proof
from core.services.evidence_checks import check_whole_log, record_check
from core.services.keys import ensure_keys
from core.tasks import begin_hour, begin_night, check_log, sign_checkpoint
from tests.append_only import without_triggers
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

STREAM = UUID("00000000-0000-7000-8000-000000000001")
TABLE = "core_evidenceevent"


@pytest.fixture
def log() -> list[EvidenceEvent]:
    """Three events and the keys."""
    ensure_keys()
    return [append_event(stream=STREAM, kind="test.step", payload={"n": n}) for n in (1, 2, 3)]


def check() -> EvidenceCheck:
    return record_check(report=check_whole_log())


def test_a_log_that_was_never_checked_is_taken_for_sound() -> None:
    assert is_log_sound() is True


def test_a_check_is_kept(log: list[EvidenceEvent]) -> None:
    kept = check()
    events = EvidenceEvent.objects.count()
    assert (kept.streams, kept.events, kept.faults, is_log_sound()) == (2, events, [], True)


def test_a_fault_blocks_until_a_check_finds_none(log: list[EvidenceEvent]) -> None:
    EvidenceHead.objects.filter(stream=STREAM).update(seq=2)
    kept = check()
    assert (kept.faults, is_log_sound()) == (
        [
            {
                "stream": str(STREAM),
                "seq": 0,
                "kind": "head",
                "fault": "the head of the stream is not its last event",
            }
        ],
        False,
    )
    EvidenceHead.objects.filter(stream=STREAM).update(seq=3)
    check()
    assert is_log_sound() is True


def test_administrators_hear_once_of_each_fault(log: list[EvidenceEvent]) -> None:
    admin = UserFactory(is_superuser=True)
    UserFactory(is_superuser=True, is_active=False)
    UserFactory()
    EvidenceHead.objects.filter(stream=STREAM).update(seq=2)
    check()
    check()
    mail = Mail.objects.get()
    assert (mail.to, f"{STREAM} 0 (head): the head of the stream is not its last event" in mail.body) == (
        admin.email,
        True,
    )
    with without_triggers(TABLE):
        EvidenceEvent.objects.filter(pk=log[0].pk).update(kind="test.other")
    check()
    newest = Mail.objects.order_by("created_at").last()
    assert newest is not None
    assert (Mail.objects.count(), "(head)" in newest.body, "(test.other)" in newest.body) == (2, False, True)


def test_a_payload_that_its_proof_cannot_read_is_named(log: list[EvidenceEvent]) -> None:
    register_proof("test.proven", lambda payload: [payload["missing"]])
    append_event(stream=STREAM, kind="test.proven", payload={})
    assert [one.fault for one in check_whole_log().faults] == ["its payload cannot be proven"]


def test_writing_goes_on_while_the_log_is_read(log: list[EvidenceEvent]) -> None:
    """A proof is called in the midst of the reading: what it adds is news, not a fault."""
    added: list[EvidenceEvent] = []

    def add(payload: dict[str, str]) -> list[str]:
        if not added:
            added.append(append_event(stream=STREAM, kind="test.step", payload={}))
            added.append(append_event(stream=UUID(int=9), kind="test.step", payload={}))
        return []

    register_proof("test.adding", add)
    append_event(stream=UUID(int=1), kind="test.adding", payload={})
    assert (check_whole_log().faults, len(added)) == ((), 2)


def test_since_a_moment_only_later_events_are_read(log: list[EvidenceEvent]) -> None:
    with without_triggers(TABLE):
        EvidenceEvent.objects.filter(pk=log[0].pk).update(kind="test.other")
    later = check_whole_log(since=log[1].at)
    assert (len(check_whole_log().faults), later.faults, later.events) == (1, (), 2)
    assert check_whole_log(since=timezone.now() + timedelta(days=1)).faults == ()
    EvidenceHead.objects.filter(stream=STREAM).update(seq=2)
    assert len(check_whole_log(since=timezone.now() + timedelta(days=1)).faults) == 1


def test_verify_evidence_since_and_recorded(log: list[EvidenceEvent]) -> None:
    out = StringIO()
    call_command("verify_evidence", json=True, since="2100-01-01", stdout=out)
    assert json.loads(out.getvalue())["events"] == 0
    call_command("verify_evidence", record=True, stdout=out)
    assert EvidenceCheck.objects.get().faults == []
    for wrong in ({"since": "yesterday"}, {"since": "2100-01-01", "record": True}):
        with pytest.raises(CommandError) as refused:
            call_command("verify_evidence", stdout=out, **wrong)
        assert refused.value.returncode == 2


def test_verify_evidence_against_a_kept_checkpoint(log: list[EvidenceEvent], tmp_path: Path) -> None:
    make_checkpoint()
    kept, empty, out = tmp_path / "note.txt", tmp_path / "empty.txt", StringIO()
    kept.write_text(published_note())
    empty.write_text("nothing")
    call_command("verify_evidence", json=True, against=str(kept), stdout=out)
    told = json.loads(out.getvalue())
    assert (told["ok"], told["checkpoints"], told["compared"]) == (True, 1, 1)
    with without_triggers("core_checkpoint"):
        Checkpoint.objects.all().delete()
    statuses = []
    for name in (kept, empty, tmp_path / "missing.txt"):
        with pytest.raises(CommandError) as refused:
            call_command("verify_evidence", against=str(name), stdout=out, stderr=out)
        statuses.append(refused.value.returncode)
    assert statuses == [1, 2, 2]


def test_beat_asks_and_jobs_do(log: list[EvidenceEvent]) -> None:
    begin_hour()
    begin_night()
    assert set(Job.objects.values_list("name", flat=True)) == {"core.make_checkpoint", "core.check_evidence"}
    sign_checkpoint(str(defer(JobName.MAKE_CHECKPOINT, key="log").pk))
    check_log(str(defer(JobName.CHECK_EVIDENCE, key="log").pk))
    assert (Checkpoint.objects.count(), EvidenceCheck.objects.count()) == (1, 1)


def test_start_of_the_beat_asks_for_a_check():
    beat_init.send(sender=None)
    assert Job.objects.filter(name=JobName.CHECK_EVIDENCE).count() == 1
