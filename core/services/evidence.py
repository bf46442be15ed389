"""The evidence log: appending events that chain, and checking that they still do.

An event's digest is `sha256(0x00 || "ccc-ev1" || digest of the event before || canonical([stream, seq, at, kind,
payload]))`. Payloads name people and things by their ids only, so that a person can be forgotten while the chain
stays whole.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import groupby
from typing import Any
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, OuterRef, Q, Subquery

from core.canonical import canonical_json
from core.clock import database_now
from core.models import EvidenceCheck, EvidenceEvent, EvidenceHead

PREFIX = b"\x00ccc-ev1"
ONE_LATER = timedelta(microseconds=1)
Proof = Callable[[dict[str, Any]], Iterable[str]]
_proofs: dict[str, Proof] = {}


def register_proof(kind: str, prove: Proof) -> None:
    """Let `prove` say what is not as the payload of an event of that kind tells: upper rooms keep such things."""
    _proofs[kind] = prove


@transaction.atomic
def append_event(*, stream: UUID, kind: str, payload: dict[str, Any]) -> EvidenceEvent:
    """Add an event to a stream, in the transaction of what it tells: both are kept, or neither.

    The head of the stream is locked, so numbers are dense and two writers wait for one another. An event is later than
    the one before, even when the clock went back. The clock is that of the database: one process whose own is ahead
    would else put every event that follows into the future.
    """
    head, _is_new = EvidenceHead.objects.select_for_update().get_or_create(stream=stream)
    now = database_now()
    at = max(now, head.at + ONE_LATER) if head.at else now
    seq, text = head.seq + 1, canonical_json(payload)
    digest = event_sha256(stream=stream, seq=seq, at=at, kind=kind, payload=text, previous=head.sha256)
    event = EvidenceEvent.objects.create(
        id=event_id(stream, seq),
        stream=stream,
        seq=seq,
        at=at,
        kind=kind,
        payload=text,
        previous_sha256=head.sha256,
        sha256=digest,
    )
    head.seq, head.at, head.sha256 = seq, at, digest
    head.save()
    return event


def event_sha256(*, stream: UUID, seq: int, at: datetime, kind: str, payload: str, previous: str) -> str:
    """The digest of an event; `payload` is its canonical text, `previous` the digest of the event before."""
    told = canonical_json(
        [str(stream), seq, at.astimezone(UTC).isoformat(timespec="microseconds"), kind, payload]
    )
    return sha256(PREFIX + previous.encode() + told.encode()).hexdigest()


def event_id(stream: UUID, seq: int) -> UUID:
    """The id of an event, which follows from its place: a row with another id is not of this log."""
    return uuid5(stream, f"evidence/{seq}")


def is_log_sound() -> bool:
    """Whether the newest check of the log found no fault, or there was none yet; while it is not, nothing is sealed."""
    newest = EvidenceCheck.objects.values_list("faults", flat=True).first()
    return not newest


@dataclass(frozen=True, slots=True)
class Fault:
    """An event, the head of a stream (`seq` 0) or a checkpoint that is not what was written."""

    stream: UUID
    seq: int
    kind: str
    fault: str


@dataclass(frozen=True, slots=True)
class EvidenceReport:
    """What a check of the log came to."""

    streams: int
    events: int
    faults: tuple[Fault, ...]
    checkpoints: int = 0


def check_evidence(*, since: datetime | None = None) -> EvidenceReport:
    """Read the log and name every event that does not chain; memory does not grow with its length.

    With `since`, only events from that moment on are read, each stream from the last event before it; heads are
    always all looked at.
    """
    heads = {head.stream: head for head in EvidenceHead.objects.all()}
    rows = EvidenceEvent.objects.order_by("stream", "seq")
    if since:
        rows = rows.filter(at__gte=since)
    faults: list[Fault] = []
    streams, count = set(heads), 0
    for stream, events in groupby(rows.iterator(chunk_size=2_000), key=lambda event: event.stream):
        streams.add(stream)
        last = None
        for event in events:
            if last is None and since:
                last = _event_before(event)
            faults += [Fault(stream, event.seq, event.kind, fault) for fault in _faults_of(event, last)]
            last, count = event, count + 1
        faults += _faults_of_head(stream, heads.pop(stream, None), last)
    for stream, head in heads.items():
        last = EvidenceEvent.objects.filter(stream=stream).order_by("-seq").first() if since else None
        faults += _faults_of_head(stream, head, last)
    return EvidenceReport(streams=len(streams), events=count, faults=tuple(faults))


def _event_before(event: EvidenceEvent) -> EvidenceEvent | None:
    return EvidenceEvent.objects.filter(stream=event.stream, seq__lt=event.seq).order_by("-seq").first()


def _faults_of(event: EvidenceEvent, before: EvidenceEvent | None) -> Iterator[str]:
    """What is wrong with one event, given the one before it in its stream."""
    if event.seq != (before.seq + 1 if before else 1):
        yield "events before it are missing"
    if event.previous_sha256 != (before.sha256 if before else ""):
        yield "does not follow the event before it"
    if before and event.at < before.at:
        yield "earlier than the event before it"
    if event.pk != event_id(event.stream, event.seq):
        yield "has another id"
    if event.sha256 != event_sha256(
        stream=event.stream,
        seq=event.seq,
        at=event.at,
        kind=event.kind,
        payload=event.payload,
        previous=event.previous_sha256,
    ):
        yield "its content is not what its digest says"
    if not is_canonical(event.payload):
        yield "its payload is not canonical JSON"
    elif event.kind in _proofs:
        yield from _prove(event.kind, event.payload)


def _prove(kind: str, payload: str) -> Iterator[str]:
    """What the room that keeps the things of an event says of them; a payload that it cannot read proves nothing."""
    try:
        yield from _proofs[kind](json.loads(payload))
    except (LookupError, TypeError, ValueError, AttributeError, ValidationError):
        yield "its payload cannot be proven"


def is_canonical(text: str) -> bool:
    """Whether a text is canonical JSON."""
    try:
        return bool(canonical_json(json.loads(text)) == text)
    except (ValueError, TypeError):
        return False


def _faults_of_head(stream: UUID, head: EvidenceHead | None, last: EvidenceEvent | None) -> list[Fault]:
    """Whether the head of a stream is its last event, if need be as both are now: someone may write while we read."""
    expected = (last.seq, last.sha256, last.at) if last else (0, "", None)
    if head and (head.seq, head.sha256, head.at) == expected:
        return []
    if _has_grown(stream, last.seq if last else 0):
        return []
    if head is None:
        return [Fault(stream, 0, "head", "the head of the stream is missing")]
    return [Fault(stream, 0, "head", "the head of the stream is not its last event")]


def _has_grown(stream: UUID, seq: int) -> bool:
    """Whether the stream has events after `seq` and its head is the last of them, both read in one statement."""
    events = EvidenceEvent.objects.filter(stream=OuterRef("stream")).order_by("-seq")
    newest = {name: Subquery(events.values(name)[:1]) for name in ("seq", "sha256", "at")}
    same = Q(seq__gt=seq, seq=F("last_seq"), sha256=F("last_sha256"), at=F("last_at"))
    heads = EvidenceHead.objects.filter(stream=stream)
    return heads.annotate(**{f"last_{name}": value for name, value in newest.items()}).filter(same).exists()
