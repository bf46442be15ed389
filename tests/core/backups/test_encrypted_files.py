"""Encrypted files: what goes in comes out, and no change of a single byte goes unnoticed."""

import json
from collections.abc import Callable
from io import BytesIO

import pytest

from core.encrypted_files import FRAME_BYTES, MAGIC, DecryptingReader, EncryptingWriter, NotReadable

PASSPHRASE = "a long enough passphrase"
CHEAP = 2**4


def encrypt(content: bytes) -> bytes:
    file = BytesIO()
    writer = EncryptingWriter(file, PASSPHRASE, cost=CHEAP)
    writer.write(content)
    writer.finish()
    return file.getvalue()


def decrypt(sealed: bytes, passphrase: str = PASSPHRASE) -> bytes:
    reader = DecryptingReader(BytesIO(sealed), passphrase)
    parts = []
    while part := reader.read(100_000):
        parts.append(part)
    reader.finish()
    return b"".join(parts)


def refusal_of(sealed: bytes, passphrase: str = PASSPHRASE) -> str:
    with pytest.raises(NotReadable) as refusal:
        decrypt(sealed, passphrase)
    return str(refusal.value)


def with_header(sealed: bytes, **told: object) -> bytes:
    """The file with another header of a right length."""
    start = len(MAGIC) + 4
    size = int.from_bytes(sealed[len(MAGIC) : start])
    header = json.dumps(json.loads(sealed[start : start + size]) | told).encode()
    return MAGIC + len(header).to_bytes(4) + header + sealed[start + size :]


@pytest.mark.parametrize("length", [0, 1, FRAME_BYTES - 1, FRAME_BYTES, FRAME_BYTES + 1, 3 * FRAME_BYTES])
def test_content_comes_back(length: int) -> None:
    content = bytes(range(256)) * (length // 256 + 1)
    assert decrypt(encrypt(content[:length])) == content[:length]


def test_the_same_content_is_never_encrypted_alike() -> None:
    assert encrypt(b"content") != encrypt(b"content")


def test_another_passphrase_is_refused() -> None:
    assert refusal_of(encrypt(b"content"), "another passphrase") == (
        "The passphrase is another one, or the file was changed."
    )


def test_every_changed_byte_is_found() -> None:
    sealed = encrypt(b"content")
    for place in range(len(sealed)):
        for bit in (1, 128):
            changed = bytearray(sealed)
            changed[place] ^= bit
            assert refusal_of(bytes(changed)), place


def test_every_cut_is_found() -> None:
    sealed = encrypt(b"content")
    for length in range(len(sealed)):
        assert refusal_of(sealed[:length]), length


FRAME = FRAME_BYTES + 16 + 4
MOVES: dict[str, Callable[[bytes, int], bytes]] = {
    "last left out": lambda sealed, start: sealed[: start + 2 * FRAME],
    "first left out": lambda sealed, start: sealed[:start] + sealed[start + FRAME :],
    "two exchanged": lambda sealed, start: (
        sealed[:start]
        + sealed[start + FRAME : start + 2 * FRAME]
        + sealed[start : start + FRAME]
        + sealed[start + 2 * FRAME :]
    ),
    "last twice": lambda sealed, start: sealed + sealed[start + 2 * FRAME :],
    "something added": lambda sealed, start: sealed + b"x",
}


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ("last left out", "The file was cut: its end is missing."),
        ("first left out", "The passphrase is another one, or the file was changed."),
        ("two exchanged", "The passphrase is another one, or the file was changed."),
        ("last twice", "Something was added to the end of the file."),
        ("something added", "Something was added to the end of the file."),
    ],
)
def test_frames_stay_where_they_were(change: str, refusal: str) -> None:
    sealed = encrypt(bytes(3 * FRAME_BYTES - 5))
    start = len(sealed) - 3 * FRAME + 5
    assert refusal_of(MOVES[change](sealed, start)) == refusal


def test_a_later_frame_that_was_changed_is_told_from_a_wrong_passphrase() -> None:
    sealed = bytearray(encrypt(bytes(2 * FRAME_BYTES)))
    sealed[-1] ^= 1
    assert refusal_of(bytes(sealed)) == "The file was changed."


@pytest.mark.parametrize(
    "told",
    [
        {"n": 2**40},
        {"n": 12},
        {"n": 1},
        {"n": "16"},
        {"r": 10_000},
        {"p": 0},
        {"frame": 2**40},
        {"kdf": "none"},
        {"salt": "no base64!"},
        {"salt": None},
    ],
)
def test_a_header_that_asks_too_much_is_refused_before_its_key_is_made(told: dict[str, object]) -> None:
    assert refusal_of(with_header(encrypt(b"content"), **told)) == "The header of the file is damaged."


def test_a_header_of_another_salt_is_refused() -> None:
    changed = with_header(encrypt(b"content"), salt="AAAAAAAAAAAAAAAAAAAAAA==")
    assert refusal_of(changed) == "The passphrase is another one, or the file was changed."


def test_another_file_is_told_so() -> None:
    assert refusal_of(b"%PDF-1.7 and much more") == "This is not an encrypted file of the portal."
