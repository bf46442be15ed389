"""Check an evidence bundle of a Climate City Contract portal, offline, without trusting the portal.

    python3 ccc_verify.py BUNDLE.json [--key KEY_ID] [--note NOTE.txt]

The bundle holds the events of one contract. This program checks, in this order, that
 1. every event has the content its digest says, and follows the one before it (SHA-256 chain);
 2. the last event is under the root of a checkpoint of the whole log (Merkle tree, RFC 6962);
 3. the checkpoint is signed (ECDSA P-256, SHA-256) by the key whose id it names;
 4. with --key, that this is the key which you know to be the portal's; with --note, that the checkpoint is the very
    one, or a later one, than the checkpoint that you kept from before.

It needs Python 3.9 or newer and nothing else; only step 3 needs the package `cryptography`, and the program says so
when it is missing. Exit status: 0 all of it holds; 1 something does not; 2 a file cannot be read; 3 all but the
signature was checked and holds.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import re
import sys
from pathlib import Path
from typing import Any

try:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.serialization import load_der_public_key
except ImportError:
    CAN_CHECK_SIGNATURES = False  # step 3 is then left out, and said to be
else:
    CAN_CHECK_SIGNATURES = True

HOLDS, BROKEN, UNREADABLE, UNSIGNED = 0, 1, 2, 3
BUNDLE_FIELDS = {"schema", "events", "head", "proof", "checkpoint", "public_key"}
EVENT_FIELDS = {"seq", "at", "kind", "payload", "previous_sha256", "sha256"}
NOTE_FIELDS = {"schema", "origin", "number", "at", "size", "events", "root", "previous", "key_id"}
DIGEST = re.compile(r"[0-9a-f]{64}")
KEPT_NOTE = re.compile(r"^(\{.*\})\n\n\u2014 (\S+) (\S+)\n", re.MULTILINE)


class Broken(Exception):
    """Something in the bundle is not as it was written."""


def canonical(content: Any) -> str:
    """The one way in which the portal writes JSON."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(data: bytes) -> str:
    """SHA-256 in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def demand(is_so: bool, otherwise: str) -> None:  # noqa: FBT001 - reads as a sentence
    """Refuse the bundle with these words."""
    if not is_so:
        raise Broken(otherwise)


def read_canonical(text: str, what: str) -> Any:
    """The content of a text that must be canonical JSON: no byte of it may be changed and mean the same."""
    try:
        content = json.loads(text)
    except ValueError as error:
        raise Broken(f"{what} is not JSON: {error}") from error
    demand(canonical(content) == text, f"{what} is not written in canonical form")
    return content


def check_fields(content: Any, fields: set[str], what: str) -> None:
    """Refuse what has other fields than these: nothing may stand in a bundle unchecked."""
    demand(isinstance(content, dict) and set(content) == fields, f"{what} has other fields than it should")


def check_events(stream: str, events: Any) -> None:
    """Step 1: the chain of digests."""
    demand(isinstance(events, list) and bool(events), "there are no events")
    previous, before = "", ""
    for number, event in enumerate(events, start=1):
        what = f"event {number}"
        check_fields(event, EVENT_FIELDS, what)
        demand(type(event["seq"]) is int and event["seq"] == number, f"{what} has another number")
        demand(event["previous_sha256"] == previous, f"{what} does not follow the event before it")
        demand(
            isinstance(event["at"], str) and event["at"] >= before, f"{what} is earlier than the one before"
        )
        demand(isinstance(event["kind"], str) and isinstance(event["payload"], str), f"{what} is no event")
        read_canonical(event["payload"], f"the payload of {what}")
        told = canonical([stream, number, event["at"], event["kind"], event["payload"]])
        expected = digest(b"\x00ccc-ev1" + previous.encode() + told.encode())
        demand(event["sha256"] == expected, f"{what} has other content than its digest says")
        previous, before = expected, event["at"]


def root_over(leaf: bytes, index: int, size: int, path: list[str]) -> str:
    """The root that a leaf and its path give (RFC 6962, RFC 9162 section 2.1.3.2)."""
    demand(0 <= index < size, "the place in the tree is outside it")
    node, rest, last = hashlib.sha256(b"\x00" + leaf).digest(), list(path), size - 1
    while last:
        if index ^ 1 <= last:
            demand(bool(rest), "the path to the root is too short")
            sibling = bytes.fromhex(rest.pop(0))
            pair = sibling + node if index & 1 else node + sibling
            node = hashlib.sha256(b"\x01" + pair).digest()
        index, last = index // 2, last // 2
    demand(not rest, "the path to the root is too long")
    return node.hex()


def check_inclusion(head: list[Any], proof: Any, note: dict[str, Any]) -> None:
    """Step 2: from the last event to the root."""
    check_fields(proof, {"index", "path"}, "the proof")
    index, path = proof["index"], proof["path"]
    is_path = isinstance(path, list) and all(isinstance(one, str) and DIGEST.fullmatch(one) for one in path)
    demand(type(index) is int and is_path, "the proof is no path")
    root = root_over(canonical(head).encode(), index, note["size"], path)
    demand(root == note["root"], "the last event is not under the root of the checkpoint")


def read_note(text: str) -> dict[str, Any]:
    """What a checkpoint says."""
    note = read_canonical(text, "the checkpoint")
    check_fields(note, NOTE_FIELDS, "the checkpoint")
    demand(note["schema"] == "ccc-checkpoint/1", "the checkpoint is of an unknown kind")
    demand(type(note["size"]) is int and type(note["number"]) is int, "the checkpoint has no number")
    return note


def decode(text: Any, what: str) -> bytes:
    """Base64 that is written in the one way there is."""
    try:
        data = base64.b64decode(text, validate=True)
    except (TypeError, ValueError) as error:
        raise Broken(f"{what} is not base64") from error
    demand(base64.b64encode(data).decode() == text, f"{what} is not written in canonical form")
    return data


def check_signature(note: str, key_id: str, signature: str, public_key: str) -> bool:
    """Step 3: whether the key that the checkpoint names signed it; False when that could not be checked."""
    public, signed = decode(public_key, "the public key"), decode(signature, "the signature")
    demand(digest(public)[:32] == key_id, "the public key is not the one that the checkpoint names")
    if not CAN_CHECK_SIGNATURES:
        return False
    try:
        load_der_public_key(public).verify(signed, note.encode(), ec.ECDSA(SHA256()))  # type: ignore[union-attr,call-arg,arg-type]
    except (InvalidSignature, ValueError, TypeError) as error:
        raise Broken("the signature of the checkpoint does not hold") from error
    return True


def check_kept(note: dict[str, Any], text: str, kept: str) -> str:
    """Step 4: how the checkpoint stands to one that was kept from before, in words."""
    notes = [read_note(found.group(1)) for found in KEPT_NOTE.finditer(kept)]
    demand(bool(notes), "the note that you kept holds no checkpoint")
    for old in notes:
        is_same = old["number"] == note["number"]
        demand(not is_same or canonical(old) == text, "another checkpoint was published under this number")
    if any(old["number"] == note["number"] for old in notes):
        return "It is the checkpoint that you kept."
    highest = max(old["number"] for old in notes)
    demand(highest < note["number"], f"you kept checkpoint {highest}; this bundle is older: fetch a new one")
    return f"You kept checkpoint {highest}; this one is later and says nothing else about it."


def verify(text: str, key_id: str = "", kept: str = "") -> tuple[bool, list[str]]:
    """Check a bundle: whether its signature was checked too, and what was found, in words. Raises `Broken`."""
    bundle = read_canonical(text, "the bundle")
    check_fields(bundle, BUNDLE_FIELDS, "the bundle")
    demand(bundle["schema"] == "ccc-evidence/1", "the bundle is of an unknown kind")
    head, events, checkpoint = bundle["head"], bundle["events"], bundle["checkpoint"]
    demand(isinstance(head, list) and len(head) == 3, "the head is no head")
    check_events(head[0], events)
    last = events[-1]
    demand(
        canonical(head) == canonical([head[0], last["seq"], last["sha256"]]), "the head is not the last event"
    )
    check_fields(checkpoint, {"note", "signature"}, "the checkpoint")
    demand(isinstance(checkpoint["note"], str), "the checkpoint is no text")
    note = read_note(checkpoint["note"])
    check_inclusion(head, bundle["proof"], note)
    is_signed = check_signature(
        checkpoint["note"], note["key_id"], checkpoint["signature"], bundle["public_key"]
    )
    found = [
        f"{len(events)} events of {head[0]} chain, from {events[0]['at']} to {last['at']}.",
        f"They are under checkpoint {note['number']} of {note['origin']}, made {note['at']}.",
    ]
    if key_id:
        demand(
            note["key_id"] == key_id, f"the checkpoint is signed by {note['key_id']}, not by the key you know"
        )
    if kept:
        found.append(check_kept(note, checkpoint["note"], kept))
    return is_signed, [
        *found,
        f"Its key is {note['key_id']}: compare it with the one that the city publishes.",
    ]


def main() -> int:
    """Read the files, check, and say what came of it."""
    parser = argparse.ArgumentParser(description="Check an evidence bundle offline.")
    parser.add_argument("bundle", help="the evidence file of a contract (JSON)")
    parser.add_argument(
        "--key", default="", help="the id of the portal's key for checkpoints, as you know it"
    )
    parser.add_argument("--note", default="", help="a file with a checkpoint that you kept from before")
    options = parser.parse_args()
    try:
        text = Path(options.bundle).read_bytes().decode()
        kept = Path(options.note).read_text(encoding="utf-8") if options.note else ""
    except (OSError, UnicodeDecodeError) as error:
        print(f"CANNOT BE READ: {error}")
        return UNREADABLE
    try:
        is_signed, found = verify(text, options.key, kept)
    except Broken as fault:
        print(f"DOES NOT HOLD: {fault}.")
        return BROKEN
    print("\n".join(found))
    if is_signed:
        print("HOLDS: chain, tree and signature.")
        return HOLDS
    print("SIGNATURE NOT CHECKED: the Python package cryptography is missing. Chain and tree hold.")
    return UNSIGNED


if __name__ == "__main__":
    sys.exit(main())
