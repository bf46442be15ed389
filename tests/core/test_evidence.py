import json
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from core.models import EvidenceEvent, EvidenceHead
from core.services.evidence import append_event, check_evidence, event_sha256
from tests.append_only import without_triggers

pytestmark = pytest.mark.django_db

STREAM = UUID("00000000-0000-7000-8000-000000000001")
OTHER = UUID("00000000-0000-7000-8000-000000000002")
TABLE = "core_evidenceevent"
DOCUMENTED = "4a30286391b0a0a3944a3209702b8ac0ba86ab7b26be8f1f9f7dfae104fb23ed"
"""Of the bytes 00, `ccc-ev1`, and the canonical JSON below, by another program (sha256sum)."""


@pytest.fixture
def log() -> list[EvidenceEvent]:
    """Three events of one stream, and one of another."""
    append_event(stream=OTHER, kind="test.other", payload={})
    return [append_event(stream=STREAM, kind="test.step", payload={"n": n}) for n in (1, 2, 3)]


def faults() -> list[tuple[UUID, int, str]]:
    return [(one.stream, one.seq, one.fault) for one in check_evidence().faults]


def test_event_sha256_is_the_documented_one() -> None:
    digest = event_sha256(
        stream=STREAM,
        seq=1,
        at=datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
        kind="a",
        payload="{}",
        previous="",
    )
    assert digest == DOCUMENTED


def test_append_event_chains(log: list[EvidenceEvent]) -> None:
    assert [event.seq for event in log] == [1, 2, 3]
    assert [event.previous_sha256 for event in log] == ["", log[0].sha256, log[1].sha256]
    assert log[0].payload == '{"n":1}'
    head = EvidenceHead.objects.get(stream=STREAM)
    assert (head.seq, head.sha256, head.at) == (3, log[2].sha256, log[2].at)


def test_append_event_is_later_than_the_one_before_whatever_the_clock_says(log: list[EvidenceEvent]) -> None:
    later = timezone.now() + timedelta(days=1)
    EvidenceHead.objects.filter(stream=STREAM).update(at=later)
    following = append_event(stream=STREAM, kind="test.step", payload={})
    assert following.at == later + timedelta(microseconds=1)


def test_append_event_is_rolled_back_with_its_effect(log: list[EvidenceEvent]) -> None:
    with transaction.atomic():
        append_event(stream=STREAM, kind="test.step", payload={})
        transaction.set_rollback(True)
    assert (EvidenceEvent.objects.filter(stream=STREAM).count(), faults()) == (3, [])


def test_a_whole_log_has_no_faults(log: list[EvidenceEvent]) -> None:
    report = check_evidence()
    assert (report.streams, report.events, report.faults) == (2, 4, ())


@pytest.mark.parametrize("statement", ["UPDATE {} SET kind = kind", "DELETE FROM {}"])
def test_events_are_never_changed_or_deleted(log: list[EvidenceEvent], statement: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(TABLE))
    assert EvidenceEvent.objects.count() == 4


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite replaces rows in one statement")
def test_events_are_never_replaced(log: list[EvidenceEvent]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"INSERT OR REPLACE INTO {TABLE} SELECT * FROM {TABLE}")


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no TRUNCATE")
def test_events_are_never_truncated(log: list[EvidenceEvent]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE {TABLE}")
    assert EvidenceEvent.objects.count() == 4


CONTENT, ORDER = "its content is not what its digest says", "does not follow the event before it"
MISSING, EARLIER = "events before it are missing", "earlier than the event before it"
FORM, ID = "its payload is not canonical JSON", "has another id"
HEAD, NO_HEAD = "the head of the stream is not its last event", "the head of the stream is missing"


@pytest.mark.parametrize(
    ("column", "value", "found"),
    [
        ("kind", "test.other", [(2, CONTENT)]),
        ("kind", "", [(2, CONTENT)]),
        ("payload", '{"n":9}', [(2, CONTENT)]),
        ("payload", '{"n": 2}', [(2, CONTENT), (2, FORM)]),
        ("payload", "", [(2, CONTENT), (2, FORM)]),
        ("previous_sha256", "", [(2, ORDER), (2, CONTENT)]),
        ("sha256", "f" * 64, [(2, CONTENT), (3, ORDER)]),
        ("at", datetime(2020, 1, 1, tzinfo=UTC), [(2, EARLIER), (2, CONTENT)]),
        ("at", datetime(2099, 1, 1, tzinfo=UTC), [(2, CONTENT), (3, EARLIER)]),
        (
            "seq",
            7,
            [
                (3, MISSING),
                (3, ORDER),
                (7, MISSING),
                (7, ORDER),
                (7, EARLIER),
                (7, ID),
                (7, CONTENT),
                (0, HEAD),
            ],
        ),
        ("id", UUID(int=1), [(2, ID)]),
        (
            "stream",
            UUID(int=1),
            [(2, MISSING), (2, ORDER), (2, ID), (2, CONTENT), (0, NO_HEAD), (3, MISSING), (3, ORDER)],
        ),
    ],
)
def test_a_changed_value_is_named(
    log: list[EvidenceEvent], column: str, value: Any, found: list[tuple[int, str]]
) -> None:
    with without_triggers(TABLE):
        EvidenceEvent.objects.filter(pk=log[1].pk).update(**{column: value})
    assert [(one.seq, one.fault) for one in check_evidence().faults] == found


@pytest.mark.parametrize("place", [0, 1])
def test_a_deleted_event_is_missed(log: list[EvidenceEvent], place: int) -> None:
    with without_triggers(TABLE):
        EvidenceEvent.objects.filter(pk=log[place].pk).delete()
    assert faults() == [(STREAM, place + 2, MISSING), (STREAM, place + 2, ORDER)]


def test_a_deleted_end_is_missed(log: list[EvidenceEvent]) -> None:
    with without_triggers(TABLE):
        EvidenceEvent.objects.filter(stream=STREAM, seq=3).delete()
        EvidenceEvent.objects.filter(stream=OTHER).delete()
    assert faults() == [(STREAM, 0, HEAD), (OTHER, 0, HEAD)]


@pytest.mark.parametrize(("column", "value"), [("seq", 2), ("sha256", ""), ("at", None)])
def test_a_changed_head_is_named(log: list[EvidenceEvent], column: str, value: Any) -> None:
    EvidenceHead.objects.filter(stream=STREAM).update(**{column: value})
    assert faults() == [(STREAM, 0, HEAD)]


def test_verify_evidence_says_that_the_log_is_whole(log: list[EvidenceEvent]) -> None:
    out = StringIO()
    call_command("verify_evidence", json=True, stdout=out)
    assert json.loads(out.getvalue()) == {
        "ok": True,
        "streams": 2,
        "events": 4,
        "checkpoints": 0,
        "compared": 0,
        "faults": [],
    }


def test_verify_evidence_fails_and_names_the_event(log: list[EvidenceEvent]) -> None:
    with without_triggers(TABLE):
        EvidenceEvent.objects.filter(pk=log[1].pk).update(kind="test.other")
    out, words = StringIO(), StringIO()
    with pytest.raises(CommandError) as refused:
        call_command("verify_evidence", json=True, stdout=out)
    with pytest.raises(CommandError):
        call_command("verify_evidence", stdout=out, stderr=words)
    assert refused.value.returncode == 1
    assert json.loads(out.getvalue().splitlines()[0])["faults"] == [
        {"stream": str(STREAM), "seq": 2, "kind": "test.other", "fault": CONTENT}
    ]
    assert words.getvalue() == f"{STREAM} 2 (test.other): {CONTENT}\n"
