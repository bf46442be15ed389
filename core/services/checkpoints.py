"""Checkpoints: the whole evidence log in one signed digest, published where its keeper cannot take it back.

The leaves are the heads of all streams in the order of their ids, each the canonical JSON of [stream, number, digest];
the root over them (RFC 6962) stands in a note with its number, its time and the digest of the note before. Whoever
keeps a note can tell later that anything before it was changed or cut off, even by one who owns the database.
"""

import json
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from fcntl import LOCK_EX, flock
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.conf import settings
from django.db import transaction

from core.canonical import canonical_json
from core.clock import database_now
from core.enums import KeyPurpose
from core.merkle import inclusion_path, merkle_root
from core.models import Checkpoint, EvidenceHead
from core.services.keys import active_key, sign_bytes

CHECKPOINTS = uuid5(NAMESPACE_URL, "ccc:checkpoints")
"""Ids of checkpoints follow from it and their numbers: a row with another id is not one of ours."""
NOTE_SCHEMA = "ccc-checkpoint/1"
SIGNATURE_LINE = "\N{EM DASH} {key_id} {signature}"
SIGNED_NOTE = re.compile(
    r"^(?P<note>\{.*\})\n\n\N{EM DASH} (?P<key_id>\S+) (?P<signature>\S+)\n", re.MULTILINE
)
Head = list[Any]
"""[stream, number, digest], as texts and a whole number."""


@dataclass(frozen=True, slots=True)
class SignedNote:
    """A checkpoint as it is published: its text, and who signed it."""

    note: str
    key_id: str
    signature: str

    @property
    def number(self) -> int:
        """Which checkpoint it is; 0 when the text does not say."""
        try:
            told = json.loads(self.note).get("number")
        except ValueError:
            return 0
        return told if isinstance(told, int) else 0

    def __str__(self) -> str:
        line = SIGNATURE_LINE.format(key_id=self.key_id, signature=self.signature)
        return f"{self.note}\n\n{line}\n"


@transaction.atomic
def make_checkpoint() -> Checkpoint | None:
    """Sign the heads of all streams as they are now; None while nothing was added since the newest checkpoint.

    Two workers that sign at once write the same number: one of them fails and finds nothing to do when it tries again.
    """
    last, heads = Checkpoint.objects.first(), read_heads()
    root = merkle_root(leaves_of(heads))
    if not heads or (last and last.root_sha256 == root):
        return None
    now = database_now()
    checkpoint = _sign(heads, root=root, at=max(now, last.at) if last else now, last=last)
    transaction.on_commit(write_checkpoint_file)
    return checkpoint


def _sign(heads: list[Head], *, root: str, at: datetime, last: Checkpoint | None) -> Checkpoint:
    """Write the checkpoint that follows `last`, signed by the key that its note names."""
    key = active_key(KeyPurpose.CHECKPOINT)
    checkpoint = Checkpoint(
        number=last.number + 1 if last else 1,
        at=at,
        size=len(heads),
        events=count_events(heads),
        root_sha256=root,
        previous_sha256=last.sha256 if last else "",
        heads=canonical_json(heads),
        key=key,
    )
    note = canonical_json(told_by(checkpoint) | {"origin": settings.PORTAL_ADDRESS})
    signed = sign_bytes(KeyPurpose.CHECKPOINT, note.encode())
    if signed.key_id != key.key_id:
        raise RuntimeError("The key of checkpoints was changed while one was being signed.")
    checkpoint.id, checkpoint.note = checkpoint_id(checkpoint.number), note
    checkpoint.sha256, checkpoint.signature = sha256(note.encode()).hexdigest(), signed.signature_base64
    checkpoint.save(force_insert=True)
    return checkpoint


def told_by(checkpoint: Checkpoint) -> dict[str, Any]:
    """What the note of a checkpoint says of its columns, as plain data."""
    return {
        "schema": NOTE_SCHEMA,
        "number": checkpoint.number,
        "at": moment_text(checkpoint.at),
        "size": checkpoint.size,
        "events": checkpoint.events,
        "root": checkpoint.root_sha256,
        "previous": checkpoint.previous_sha256,
        "key_id": checkpoint.key.key_id,
    }


def checkpoint_id(number: int) -> UUID:
    """The id of a checkpoint, which follows from its number."""
    return uuid5(CHECKPOINTS, str(number))


def moment_text(at: datetime) -> str:
    """A moment as signed texts say it: UTC, to the microsecond."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def read_heads() -> list[Head]:
    """The heads of all streams that have an event, in the order of their ids."""
    rows = EvidenceHead.objects.filter(seq__gt=0).values_list("stream", "seq", "sha256")
    return sorted([str(stream), seq, digest] for stream, seq, digest in rows)


def leaves_of(heads: Iterable[Head]) -> list[bytes]:
    """The leaves of the tree: each head as canonical JSON."""
    return [canonical_json(head).encode() for head in heads]


def count_events(heads: Iterable[Head]) -> int:
    """How many events lie under these heads: numbers of events are dense."""
    return sum(seq for _stream, seq, _digest in heads)


def inclusion_proof(checkpoint: Checkpoint, stream: UUID) -> list[str]:
    """The digests that lead from the head of a stream to the root; raises `LookupError` for a stream not under it."""
    heads = json.loads(checkpoint.heads)
    return inclusion_path(leaves_of(heads), index_of(heads, stream))


def index_of(heads: list[Head], stream: UUID) -> int:
    """The place of a stream among the heads; raises `LookupError` where it has none."""
    for index, (name, _seq, _digest) in enumerate(heads):
        if name == str(stream):
            return index
    raise LookupError(f"The stream {stream} is not under this checkpoint.")


def streams_of(checkpoint: Checkpoint | None) -> list[str]:
    """The streams under a checkpoint; none without one."""
    return [stream for stream, _seq, _digest in json.loads(checkpoint.heads)] if checkpoint else []


def published_note(number: int | None = None) -> str:
    """A checkpoint as it is published, the newest without a number; empty when there is none."""
    rows = Checkpoint.objects.select_related("key")
    checkpoint = rows.first() if number is None else rows.filter(number=number).first()
    return str(signed_note(checkpoint)) if checkpoint else ""


def signed_note(checkpoint: Checkpoint) -> SignedNote:
    """The text, key and signature of a checkpoint."""
    return SignedNote(checkpoint.note, checkpoint.key.key_id, checkpoint.signature)


def read_notes(text: str) -> Iterator[SignedNote]:
    """Every whole signed note in a text, in its order: a published one, or a file to which many were added."""
    for found in SIGNED_NOTE.finditer(text):
        yield SignedNote(**found.groupdict())


def write_checkpoint_file() -> int:
    """Add every checkpoint that settings.CHECKPOINT_FILE does not hold yet, and wait for the disk; how many they were.

    A file that lost its end, or missed a crash, is made whole by the next run; what stands in it is never changed.
    """
    if not settings.CHECKPOINT_FILE:
        return 0
    path = Path(settings.CHECKPOINT_FILE)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+", encoding="utf-8") as file:
        flock(file, LOCK_EX)
        file.seek(0)
        text = file.read()
        newest = max((note.number for note in read_notes(text)), default=0)
        rows = Checkpoint.objects.filter(number__gt=newest).select_related("key").order_by("number")
        notes = [str(signed_note(checkpoint)) for checkpoint in rows]
        if notes and text and not text.endswith("\n"):
            file.write(" \n")  # a space at its end keeps the half-written line from passing for a signature
        file.write("".join(f"\n{note}" for note in notes))
        file.flush()
        os.fsync(file.fileno())
    return len(notes)
