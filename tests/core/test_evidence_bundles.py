"""A bundle is checked by the one-file program without the portal; no byte of it can be changed unseen."""

import json
import random
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings

from core.canonical import canonical_json
from core.services.checkpoints import make_checkpoint, published_note
from core.services.evidence import append_event
from core.services.evidence_bundles import evidence_bundle
from core.services.keys import ensure_keys
from docs.verify import ccc_verify

pytestmark = pytest.mark.django_db

STREAM = UUID("00000000-0000-7000-8000-000000000001")
VERIFIER = settings.BASE_DIR / "docs" / "verify" / "ccc_verify.py"
SAMPLED_BYTES = 400


@pytest.fixture
def text() -> str:
    """The file of a stream of three events among five streams."""
    ensure_keys()
    for number in range(2, 5):
        append_event(stream=UUID(int=number), kind="test.other", payload={"è": "più"})
    for n in (1, 2, 3):
        append_event(stream=STREAM, kind="test.step", payload={"n": n, "città": "Milano"})
    make_checkpoint()
    append_event(stream=STREAM, kind="test.step", payload={"n": "after the checkpoint"})
    return canonical_json(evidence_bundle(STREAM))


def refused(text: str, *known: str) -> str:
    with pytest.raises(ccc_verify.Broken) as fault:
        ccc_verify.verify(text, *known)
    return str(fault.value)


def changed(text: str, **fields: Any) -> str:
    return canonical_json(json.loads(text) | fields)


def test_a_stream_without_a_checkpoint_has_no_bundle() -> None:
    with pytest.raises(LookupError):
        evidence_bundle(STREAM)
    ensure_keys()
    make_checkpoint()
    with pytest.raises(LookupError):
        evidence_bundle(STREAM)


def test_the_program_accepts_a_bundle(text: str) -> None:
    is_signed, found = ccc_verify.verify(text)
    assert (is_signed, found[0].split(",")[0]) == (True, f"3 events of {STREAM} chain")


def test_a_bundle_ends_with_its_checkpoint(text: str) -> None:
    bundle = json.loads(text)
    assert (len(bundle["events"]), bundle["head"]) == (3, [str(STREAM), 3, bundle["events"][2]["sha256"]])


def test_the_program_refuses_sampled_changes_of_one_byte(text: str) -> None:
    draw, data = random.Random(20), text.encode()
    for place in draw.sample(range(len(data)), SAMPLED_BYTES):
        other = draw.choice([byte for byte in range(256) if byte != data[place]])
        tampered = data[:place] + bytes([other]) + data[place + 1 :]
        try:
            ccc_verify.verify(tampered.decode())
        except (ccc_verify.Broken, UnicodeDecodeError):
            continue
        pytest.fail(f"byte {place} changed from {data[place]} to {other} was not noticed")


def test_the_program_refuses_sampled_lost_and_added_bytes(text: str) -> None:
    draw = random.Random(21)
    for place in draw.sample(range(len(text)), 60):
        refused(text[:place] + text[place + 1 :])
        refused(f"{text[:place]} {text[place:]}")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"more": 1}, "the bundle has other fields than it should"),
        ({"schema": "ccc-evidence/2"}, "the bundle is of an unknown kind"),
        ({"events": []}, "there are no events"),
        ({"head": []}, "the head is no head"),
        ({"proof": {"index": 0, "path": []}}, "the path to the root is too short"),
        ({"proof": {"index": 99, "path": []}}, "the place in the tree is outside it"),
        ({"proof": {"index": 0, "path": ["00" * 32] * 9}}, "the path to the root is too long"),
        ({"proof": {"index": 0, "path": ["00 " * 32] * 3}}, "the proof is no path"),
        ({"proof": {"index": 0, "path": [1]}}, "the proof is no path"),
        ({"checkpoint": {"note": "{}", "signature": ""}}, "the checkpoint has other fields than it should"),
        ({"public_key": "AAAA"}, "the public key is not the one that the checkpoint names"),
        ({"public_key": "A"}, "the public key is not base64"),
    ],
)
def test_the_program_says_what_is_wrong(text: str, fields: dict[str, Any], words: str) -> None:
    assert refused(changed(text, **fields)) == words


def test_the_program_refuses_a_cut_tail(text: str) -> None:
    bundle = json.loads(text)
    events = bundle["events"][:-1]
    head = [str(STREAM), 2, events[-1]["sha256"]]
    assert refused(changed(text, events=events)) == "the head is not the last event"
    assert (
        refused(changed(text, events=events, head=head))
        == "the last event is not under the root of the checkpoint"
    )


def test_the_program_refuses_another_signature(text: str) -> None:
    bundle = json.loads(text)
    append_event(stream=STREAM, kind="test.step", payload={})
    other = make_checkpoint()
    assert other is not None
    checkpoint = bundle["checkpoint"] | {"signature": other.signature}
    assert refused(changed(text, checkpoint=checkpoint)) == "the signature of the checkpoint does not hold"


def test_the_program_compares_with_a_known_key(text: str) -> None:
    key_id = json.loads(json.loads(text)["checkpoint"]["note"])["key_id"]
    assert ccc_verify.verify(text, key_id)[0] is True
    assert refused(text, "f" * 32) == f"the checkpoint is signed by {key_id}, not by the key you know"


def test_the_program_compares_with_a_kept_note(text: str) -> None:
    kept = published_note(1)
    append_event(stream=STREAM, kind="test.step", payload={})
    make_checkpoint()
    later = canonical_json(evidence_bundle(STREAM))
    assert "It is the checkpoint that you kept." in ccc_verify.verify(text, "", kept)[1]
    assert ccc_verify.verify(later, "", kept)[1][2].startswith("You kept checkpoint 1; this one is later")
    assert (
        refused(text, "", published_note(2)) == "you kept checkpoint 2; this bundle is older: fetch a new one"
    )
    assert refused(text, "", "nothing") == "the note that you kept holds no checkpoint"
    other = kept.replace('"size":', '"size":1')
    assert refused(text, "", other) == "another checkpoint was published under this number"


def run(*arguments: str | Path, isolated: bool = False) -> tuple[int, str]:
    """The program in a process of its own; isolated, it finds no package beside the standard library."""
    command = [sys.executable, *(["-I", "-S"] if isolated else []), str(VERIFIER), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout


def test_the_program_runs_alone(text: str, tmp_path: Path) -> None:
    bundle, false = tmp_path / "prove.json", tmp_path / "false.json"
    bundle.write_bytes(text.encode())
    false.write_bytes(text.replace("Milano", "Torino").encode())
    assert (run(bundle)[0], run(bundle)[1].splitlines()[-1]) == (0, "HOLDS: chain, tree and signature.")
    assert run(false) == (1, "DOES NOT HOLD: event 1 has other content than its digest says.\n")
    assert run(tmp_path / "nothing.json")[0] == 2
    status, said = run(bundle, isolated=True)
    assert (status, said.splitlines()[-1]) == (
        3,
        "SIGNATURE NOT CHECKED: the Python package cryptography is missing. Chain and tree hold.",
    )


def test_the_program_needs_only_the_standard_library() -> None:
    assert isinstance(ccc_verify, ModuleType)
    imported = {
        line.split()[1].split(".")[0] for line in VERIFIER.read_text().splitlines() if is_import(line)
    }
    assert imported - sys.stdlib_module_names == {"cryptography"}


def is_import(line: str) -> bool:
    return line.strip().startswith(("import ", "from ")) and not line.startswith(" " * 8)
