"""Checkpoints of the evidence log: made when it grew, chained, signed, kept in a file; every change of one is found."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from core.clock import database_now
from core.enums import KeyPurpose
from core.merkle import merkle_root
from core.models import Checkpoint, EvidenceEvent, EvidenceHead, PortalKey
from core.services.checkpoint_checks import check_against, check_checkpoints, is_signed
from core.services.checkpoints import (
    CHECKPOINTS,
    inclusion_proof,
    index_of,
    leaves_of,
    make_checkpoint,
    published_note,
    read_notes,
)
from core.services.evidence import append_event, event_sha256
from core.services.evidence_checks import check_whole_log
from core.services.keys import ensure_keys, revoke_key, rotate_key
from docs.verify.ccc_verify import root_over
from tests.append_only import without_triggers

pytestmark = pytest.mark.django_db

STREAM = UUID("00000000-0000-7000-8000-000000000001")
OTHER = UUID("00000000-0000-7000-8000-000000000002")
TABLE = "core_checkpoint"


@pytest.fixture
def log() -> list[Checkpoint]:
    """Two streams that grew, with a checkpoint after each of three steps."""
    ensure_keys()
    made = []
    for n in (1, 2, 3):
        append_event(stream=STREAM, kind="test.step", payload={"n": n})
        append_event(stream=OTHER, kind="test.other", payload={"n": n})
        made.append(make_checkpoint())
    return [one for one in made if one]


def faults(report: Any = None) -> list[tuple[UUID, int, str]]:
    return [(one.stream, one.seq, one.fault) for one in report or check_whole_log().faults]


def test_a_checkpoint_has_the_time_of_the_database_whatever_its_worker_thinks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ensure_keys()
    append_event(stream=STREAM, kind="test.step", payload={})
    moment = database_now()
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment + timedelta(days=9))
    make_checkpoint()
    assert moment <= Checkpoint.objects.get().at <= database_now()


def test_a_log_without_events_has_no_checkpoint() -> None:
    assert (make_checkpoint(), published_note(), Checkpoint.objects.count()) == (None, "", 0)


def test_a_checkpoint_says_what_the_log_holds(log: list[Checkpoint]) -> None:
    first, second, third = log
    heads = json.loads(third.heads)
    assert heads == sorted(heads)
    assert [head[:2] for head in heads if head[0] in (str(STREAM), str(OTHER))] == [
        [str(STREAM), 3],
        [str(OTHER), 3],
    ]
    assert (third.number, third.size, third.events) == (3, len(heads), EvidenceEvent.objects.count())
    assert third.root_sha256 == merkle_root(leaves_of(heads))
    assert [one.previous_sha256 for one in log] == ["", first.sha256, second.sha256]
    assert json.loads(third.note) == {
        "schema": "ccc-checkpoint/1",
        "origin": "http://localhost:8000",
        "number": 3,
        "at": third.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "size": third.size,
        "events": third.events,
        "root": third.root_sha256,
        "previous": second.sha256,
        "key_id": third.key.key_id,
    }
    assert third.key.purpose == KeyPurpose.CHECKPOINT


def test_no_checkpoint_is_made_while_nothing_was_added(log: list[Checkpoint]) -> None:
    assert (make_checkpoint(), Checkpoint.objects.count()) == (None, 3)


def test_a_checkpoint_is_never_earlier_than_the_one_before(log: list[Checkpoint]) -> None:
    later = log[-1].at + timedelta(days=1)
    with without_triggers(TABLE):
        Checkpoint.objects.filter(pk=log[-1].pk).update(at=later)
    append_event(stream=STREAM, kind="test.step", payload={})
    made = make_checkpoint()
    assert made is not None
    assert made.at == later


def test_a_whole_log_with_checkpoints_has_no_faults(log: list[Checkpoint]) -> None:
    report = check_whole_log()
    assert (report.checkpoints, report.faults) == (3, ())


def test_a_new_key_signs_what_comes_after_it(log: list[Checkpoint]) -> None:
    new = rotate_key(purpose=KeyPurpose.CHECKPOINT)
    made = make_checkpoint()
    assert made is not None
    assert (made.key, check_whole_log().faults) == (new, ())


def test_a_revoked_key_keeps_what_it_signed_and_signs_no_more(log: list[Checkpoint]) -> None:
    key = log[0].key
    revoke_key(key_id=key.key_id, reason="lost")
    assert check_whole_log().faults == ()
    PortalKey.objects.filter(pk=key.pk).update(revoked_at=log[1].at)
    revoked = "its key was revoked before it was signed"
    assert faults() == [(CHECKPOINTS, 2, revoked), (CHECKPOINTS, 3, revoked)]


@pytest.mark.parametrize("stream", [STREAM, OTHER])
def test_inclusion_proof_leads_from_a_head_to_the_root(log: list[Checkpoint], stream: UUID) -> None:
    for checkpoint in log:
        heads = json.loads(checkpoint.heads)
        index = index_of(heads, stream)
        path = inclusion_proof(checkpoint, stream)
        leaf = leaves_of(heads)[index]
        assert root_over(leaf, index, checkpoint.size, path) == checkpoint.root_sha256


def test_a_stream_that_is_not_there_has_no_proof(log: list[Checkpoint]) -> None:
    with pytest.raises(LookupError):
        inclusion_proof(log[0], UUID(int=7))


def test_published_note_is_signed(log: list[Checkpoint]) -> None:
    note = published_note(2)
    assert note == f"{log[1].note}\n\n— {log[1].key.key_id} {log[1].signature}\n"
    assert [is_signed(one) for one in read_notes(note)] == [True]
    assert (published_note(), published_note(4)) == (published_note(3), "")


@given(steps=st.lists(st.sampled_from([STREAM, OTHER, UUID(int=3), None]), max_size=12))
@hypothesis_settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_growing_log_is_whole_and_all_its_checkpoints_hold(steps: list[UUID | None]) -> None:
    with transaction.atomic():
        ensure_keys()
        made = 0
        for stream in [*steps, None]:
            if stream:
                append_event(stream=stream, kind="test.step", payload={})
            else:
                made += bool(make_checkpoint())
        report = check_whole_log()
        assert (report.faults, report.checkpoints) == ((), made)
        assert list(check_against(read_notes("\n".join(published_note(n + 1) for n in range(made))))) == []
        transaction.set_rollback(True)


DIGEST, SAYS = "its text is not what its digest says", "its text does not say what stands beside it"
HEADS, SIGNED = "its heads do not give its root", "its signature does not hold"
FOLLOW, MISSING = "does not follow the checkpoint before it", "checkpoints before it are missing"
EARLIER, ID = "earlier than the checkpoint before it", "has another id"


def other_signature(row: Checkpoint) -> str:
    return Checkpoint.objects.get(number=3).signature


CHANGES: list[tuple[str, Any, list[tuple[int, str]]]] = [
    ("id", UUID(int=1), [(2, ID)]),
    ("number", 9, [(3, MISSING), (3, FOLLOW), (9, MISSING), (9, FOLLOW), (9, EARLIER), (9, ID), (9, SAYS)]),
    ("at", datetime(2020, 1, 1, tzinfo=UTC), [(2, EARLIER), (2, SAYS)]),
    ("at", datetime(2099, 1, 1, tzinfo=UTC), [(2, SAYS), (3, EARLIER)]),
    ("size", 99, [(2, SAYS), (2, HEADS)]),
    ("events", 0, [(2, SAYS), (2, HEADS)]),
    ("root_sha256", "f" * 64, [(2, SAYS), (2, HEADS)]),
    ("root_sha256", "", [(2, SAYS), (2, HEADS)]),
    ("previous_sha256", "", [(2, FOLLOW), (2, SAYS)]),
    ("heads", "", [(2, HEADS)]),
    ("heads", "[]", [(2, HEADS)]),
    ("heads", "{}", [(2, HEADS)]),
    ("heads", "[[1,2]]", [(2, HEADS)]),
    ("heads", lambda row: row.heads.replace(",", ", "), [(2, HEADS)]),
    ("heads", lambda row: row.heads.replace(f'"{STREAM}",2', f'"{STREAM}",1'), [(2, HEADS)]),
    ("note", "", [(2, DIGEST), (2, SAYS), (2, SIGNED)]),
    ("note", "[]", [(2, DIGEST), (2, SAYS), (2, SIGNED)]),
    ("note", lambda row: row.note.replace("localhost", "elsewhere"), [(2, DIGEST), (2, SIGNED)]),
    ("note", lambda row: row.note.replace(",", ", "), [(2, DIGEST), (2, SAYS), (2, SIGNED)]),
    ("sha256", "f" * 64, [(2, DIGEST), (3, FOLLOW)]),
    ("key", lambda row: PortalKey.objects.get(purpose=KeyPurpose.SEAL), [(2, SAYS), (2, SIGNED)]),
    ("signature", "", [(2, SIGNED)]),
    ("signature", "no base64", [(2, SIGNED)]),
    ("signature", lambda row: row.signature + "\n", [(2, SIGNED)]),
    ("signature", other_signature, [(2, SIGNED)]),
]


@pytest.mark.parametrize(("column", "value", "found"), CHANGES)
def test_a_changed_value_of_a_checkpoint_is_named(
    log: list[Checkpoint], column: str, value: Any | Callable[[Checkpoint], Any], found: list[tuple[int, str]]
) -> None:
    new = value(log[1]) if callable(value) else value
    with without_triggers(TABLE):
        Checkpoint.objects.filter(pk=log[1].pk).update(**{column: new})
    assert faults() == [(CHECKPOINTS, seq, fault) for seq, fault in found]


def test_every_column_of_a_checkpoint_is_changed_above() -> None:
    assert {column for column, _value, _found in CHANGES} == {
        field.name for field in Checkpoint._meta.concrete_fields
    }


def test_a_deleted_checkpoint_is_missed(log: list[Checkpoint]) -> None:
    with without_triggers(TABLE):
        log[1].delete()
    assert faults() == [(CHECKPOINTS, 3, MISSING), (CHECKPOINTS, 3, FOLLOW)]


@pytest.mark.parametrize("statement", ["UPDATE {} SET size = size", "DELETE FROM {}"])
def test_checkpoints_are_never_changed_or_deleted(log: list[Checkpoint], statement: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(TABLE))
    assert Checkpoint.objects.count() == 3


def cut_tail(stream: UUID) -> None:
    """Take the newest event of a stream away and write its head anew, as the owner of the database can."""
    with without_triggers("core_evidenceevent"):
        EvidenceEvent.objects.filter(stream=stream).order_by("-seq")[:1].get().delete()
    last = EvidenceEvent.objects.filter(stream=stream).order_by("-seq")[0]
    EvidenceHead.objects.filter(stream=stream).update(seq=last.seq, sha256=last.sha256, at=last.at)


def test_a_cut_tail_with_a_new_head_is_found_by_the_checkpoint(log: list[Checkpoint]) -> None:
    cut_tail(STREAM)
    assert faults() == [(STREAM, 3, "the log does not hold the event that checkpoint 3 signed")]


def test_a_log_written_anew_from_end_to_end_is_found_by_the_checkpoint(log: list[Checkpoint]) -> None:
    with without_triggers("core_evidenceevent"):
        previous = ""
        for event in EvidenceEvent.objects.filter(stream=OTHER).order_by("seq"):
            event.previous_sha256, event.payload = previous, '{"n":7}'
            previous = event.sha256 = event_sha256(
                stream=OTHER,
                seq=event.seq,
                at=event.at,
                kind=event.kind,
                payload=event.payload,
                previous=previous,
            )
            event.save()
    EvidenceHead.objects.filter(stream=OTHER).update(sha256=previous)
    lost = "the log does not hold the event that checkpoint {} signed"
    assert faults() == [(OTHER, n, lost.format(n)) for n in (1, 2, 3)]


def test_a_cut_tail_with_new_head_and_checkpoints_is_found_by_an_older_one(log: list[Checkpoint]) -> None:
    kept = published_note(3)
    cut_tail(STREAM)
    cut_tail(OTHER)
    with without_triggers(TABLE):
        log[2].delete()
    assert faults() == []
    assert faults(check_against(read_notes(kept))) == [(CHECKPOINTS, 3, "was published and is missing here")]
    assert make_checkpoint() is None, "the log is now as it was at checkpoint 2"
    append_event(stream=STREAM, kind="test.step", payload={"n": "other"})
    make_checkpoint()
    assert faults() == []
    assert faults(check_against(read_notes(kept))) == [(CHECKPOINTS, 3, "is not the one that was published")]


def test_a_note_that_is_not_ours_is_named(log: list[Checkpoint]) -> None:
    false = published_note(3).replace('"size":', '"size":1')
    assert faults(check_against(read_notes(false))) == [
        (CHECKPOINTS, 3, "the published text is not signed by this portal")
    ]


def test_checks_since_a_moment_read_only_what_came_after(log: list[Checkpoint]) -> None:
    with without_triggers(TABLE):
        Checkpoint.objects.filter(pk=log[0].pk).update(signature="")
    assert [one.seq for one in check_checkpoints(since=log[1].at)] == []
    assert [one.seq for one in check_checkpoints(since=log[0].at)] == [1]
