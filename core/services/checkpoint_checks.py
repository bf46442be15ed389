"""Checks of checkpoints: that they chain, are signed, and that the log still holds what they signed."""

import base64
import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings

from core.merkle import merkle_root
from core.models import Checkpoint, EvidenceEvent
from core.services.checkpoints import (
    CHECKPOINTS,
    Head,
    SignedNote,
    checkpoint_id,
    count_events,
    leaves_of,
    read_notes,
    told_by,
)
from core.services.evidence import Fault, is_canonical
from core.services.keys import check_signature

KIND = "checkpoint"
AT_A_TIME = 400
"""Heads asked for in one query."""


def check_checkpoints(*, since: datetime | None = None) -> Iterator[Fault]:
    """Every fault of the checkpoints, and of the events under them; with `since`, of those from that moment on."""
    rows = Checkpoint.objects.select_related("key").order_by("number")
    before = rows.filter(at__lt=since).last() if since else None
    known = {tuple(head) for head in read_heads_of(before) or []} if before else set()
    for checkpoint in (rows.filter(at__gte=since) if since else rows).iterator(chunk_size=100):
        for fault in _faults_of(checkpoint, before):
            yield Fault(CHECKPOINTS, checkpoint.number, KIND, fault)
        heads = read_heads_of(checkpoint)
        if heads is not None:
            yield from _lost_events(checkpoint, [head for head in heads if tuple(head) not in known])
            known = {tuple(head) for head in heads}
        before = checkpoint


def read_heads_of(checkpoint: Checkpoint) -> list[Head] | None:
    """The heads that a checkpoint signed; None where the text is not such a list, or does not give its root."""
    try:
        heads = json.loads(checkpoint.heads)
        told = (merkle_root(leaves_of(heads)), len(heads), count_events(heads))
        is_plain = is_canonical(checkpoint.heads) and all(str(UUID(stream)) == stream for stream, *_ in heads)
    except (ValueError, TypeError, AttributeError):
        return None
    is_signed_so = told == (checkpoint.root_sha256, checkpoint.size, checkpoint.events)
    return heads if is_plain and is_signed_so else None


def _faults_of(checkpoint: Checkpoint, before: Checkpoint | None) -> Iterator[str]:
    """What is wrong with a checkpoint, given the one before it."""
    if checkpoint.number != (before.number + 1 if before else 1):
        yield "checkpoints before it are missing"
    if checkpoint.previous_sha256 != (before.sha256 if before else ""):
        yield "does not follow the checkpoint before it"
    if before and checkpoint.at < before.at:
        yield "earlier than the checkpoint before it"
    if checkpoint.pk != checkpoint_id(checkpoint.number):
        yield "has another id"
    if checkpoint.sha256 != sha256(checkpoint.note.encode()).hexdigest():
        yield "its text is not what its digest says"
    if _told_in(checkpoint.note) != told_by(checkpoint):
        yield "its text does not say what stands beside it"
    if read_heads_of(checkpoint) is None:
        yield "its heads do not give its root"
    yield from _faults_of_signature(checkpoint)


def _faults_of_signature(checkpoint: Checkpoint) -> Iterator[str]:
    """Whether the key that the text names signed it, while it was to be trusted."""
    key = checkpoint.key
    if not is_signed(SignedNote(checkpoint.note, key.key_id, checkpoint.signature)):
        yield "its signature does not hold"
    if key.revoked_at and checkpoint.at >= key.revoked_at:
        yield "its key was revoked before it was signed"


def is_signed(note: SignedNote) -> bool:
    """Whether a note is signed by that key of ours, and the signature is written in the one way there is."""
    try:
        plain = base64.b64encode(base64.b64decode(note.signature, validate=True)).decode()
        return plain == note.signature and check_signature(note.key_id, note.note.encode(), note.signature)
    except ValueError:
        return False


def _told_in(note: str) -> dict[str, Any] | None:
    """What the text of a checkpoint says of its columns; None where it is not canonical JSON."""
    told = json.loads(note) if is_canonical(note) else None
    if not isinstance(told, dict):
        return None
    return {name: value for name, value in told.items() if name != "origin"}


def _lost_events(checkpoint: Checkpoint, heads: list[Head]) -> Iterator[Fault]:
    """The heads that a checkpoint signed and that are no longer events of the log."""
    for start in range(0, len(heads), AT_A_TIME):
        some = heads[start : start + AT_A_TIME]
        streams, numbers, _digests = zip(*some, strict=True)
        stored = EvidenceEvent.objects.filter(stream__in=streams, seq__in=set(numbers)).values_list(
            "stream", "seq", "sha256"
        )
        there = {(str(stream), seq, digest) for stream, seq, digest in stored}
        for stream, seq, digest in some:
            if (stream, seq, digest) not in there:
                fault = f"the log does not hold the event that checkpoint {checkpoint.number} signed"
                yield Fault(UUID(stream), seq, KIND, fault)


def check_against(notes: Iterable[SignedNote]) -> Iterator[Fault]:
    """What stands in checkpoints that were kept elsewhere and is no longer so here."""
    for note in notes:
        stored = Checkpoint.objects.select_related("key").filter(number=note.number).first()
        if stored and (stored.note, stored.signature) == (note.note, note.signature):
            continue
        if not is_signed(note):
            yield Fault(CHECKPOINTS, note.number, KIND, "the published text is not signed by this portal")
        elif stored is None:
            yield Fault(CHECKPOINTS, note.number, KIND, "was published and is missing here")
        elif stored.note != note.note:
            yield Fault(CHECKPOINTS, note.number, KIND, "is not the one that was published")


def kept_notes() -> list[SignedNote]:
    """The checkpoints in the file to which this portal adds them; none where it keeps no file, or not yet."""
    path = Path(settings.CHECKPOINT_FILE) if settings.CHECKPOINT_FILE else None
    return list(read_notes(path.read_text(encoding="utf-8"))) if path and path.exists() else []
