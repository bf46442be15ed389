"""Files of any length, encrypted and authenticated by a passphrase, written and read as a stream.

A file is a line that names the format, the length of a header, the header (JSON: how the key follows from the
passphrase) and frames. A frame is the length of its content and AES-256-GCM over at most `frame` bytes; its nonce
counts the frames and tells the last one, and the digest of everything before the frames is authenticated with each.
So frames that are changed, left out, moved or added, a header that is changed and a file that was cut are all found.
"""

import base64
import binascii
import json
import os
from hashlib import sha256
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

MAGIC = b"CCC-ENCRYPTED-1\n"
COST, BLOCK_SIZE, LANES = 2**17, 8, 1
"""What scrypt costs: 128 MB and some tenths of a second for each passphrase that is tried."""
LARGEST_COST, LARGEST_BLOCK_SIZE, LARGEST_LANES = 2**18, 8, 4
"""What the header of a file may ask for: one that was made to exhaust us is refused before its key is computed."""
FRAME_BYTES, LARGEST_FRAME_BYTES, LARGEST_HEADER_BYTES = 2**20, 2**24, 4_096
LENGTH_BYTES, TAG_BYTES, SALT_BYTES, KEY_BYTES = 4, 16, 16, 32


class NotReadable(Exception):
    """A file is not one of ours, was changed or cut, or the passphrase is another; the message says which."""


class EncryptingWriter:
    """Encrypts what is written to it into another file; `finish` must be called, or the file counts as cut."""

    def __init__(self, file: BinaryIO, passphrase: str, *, cost: int = COST) -> None:
        self._file, self._waiting, self._count = file, bytearray(), 0
        salt = os.urandom(SALT_BYTES)
        told = {
            "kdf": "scrypt",
            "n": cost,
            "r": BLOCK_SIZE,
            "p": LANES,
            "salt": base64.b64encode(salt).decode(),
            "frame": FRAME_BYTES,
        }
        header = json.dumps(told).encode()
        begin = MAGIC + len(header).to_bytes(LENGTH_BYTES) + header
        self._cipher = AESGCM(_derive(passphrase, salt, cost, BLOCK_SIZE, LANES))
        self._bound = sha256(begin).digest()
        file.write(begin)

    def write(self, content: bytes) -> int:
        """Take content; whole frames go on at once."""
        self._waiting += content
        while len(self._waiting) > FRAME_BYTES:  # one frame is kept back: the last is told apart
            self._write_frame(bytes(self._waiting[:FRAME_BYTES]), is_last=False)
            del self._waiting[:FRAME_BYTES]
        return len(content)

    def finish(self) -> None:
        """Write the last frame."""
        self._write_frame(bytes(self._waiting), is_last=True)

    def _write_frame(self, content: bytes, *, is_last: bool) -> None:
        sealed = self._cipher.encrypt(_nonce(self._count, is_last=is_last), content, self._bound)
        self._file.write(len(sealed).to_bytes(LENGTH_BYTES) + sealed)
        self._count += 1


class DecryptingReader:
    """Gives back what an `EncryptingWriter` took, never a byte that is not authentic; raises `NotReadable`."""

    def __init__(self, file: BinaryIO, passphrase: str) -> None:
        self._file, self._ready, self._count, self._is_ended = file, bytearray(), 0, False
        if _take(file, len(MAGIC)) != MAGIC:
            raise NotReadable("This is not an encrypted file of the portal.")
        length = _take(file, LENGTH_BYTES)
        size = int.from_bytes(length)
        if size > LARGEST_HEADER_BYTES:
            raise NotReadable("The header of the file is damaged.")
        header = _take(file, size)
        self._cipher, self._frame_bytes = _read_header(header, passphrase)
        self._bound = sha256(MAGIC + length + header).digest()

    def read(self, size: int) -> bytes:
        """The next bytes, fewer than asked for only at the end of the content."""
        while len(self._ready) < size and not self._is_ended:
            self._read_frame()
        content = bytes(self._ready[:size])
        del self._ready[:size]
        return content

    def finish(self) -> None:
        """Read to the end, so that a file that was cut, or to which something was added, is found."""
        while not self._is_ended:
            self._read_frame()
        if self._file.read(1):
            raise NotReadable("Something was added to the end of the file.")

    def _read_frame(self) -> None:
        size = int.from_bytes(_take(self._file, LENGTH_BYTES))
        if not TAG_BYTES <= size <= self._frame_bytes + TAG_BYTES:
            raise NotReadable("The file is damaged.")
        sealed = _take(self._file, size)
        for is_last in (False, True):
            try:
                self._ready += self._cipher.decrypt(_nonce(self._count, is_last=is_last), sealed, self._bound)
            except InvalidTag:
                continue
            self._count, self._is_ended = self._count + 1, is_last
            return
        if self._count:
            raise NotReadable("The file was changed.")
        raise NotReadable("The passphrase is another one, or the file was changed.")


def _read_header(header: bytes, passphrase: str) -> tuple[AESGCM, int]:
    """The cipher and the length of frames that a header leads to."""
    try:
        told = json.loads(header)
        cost, block_size, lanes, frame = (told[name] for name in ("n", "r", "p", "frame"))
        salt = base64.b64decode(told["salt"], validate=True)
        kind = told["kdf"]
    except (ValueError, TypeError, KeyError, binascii.Error) as error:
        raise NotReadable("The header of the file is damaged.") from error
    limits = (
        (cost, LARGEST_COST),
        (block_size, LARGEST_BLOCK_SIZE),
        (lanes, LARGEST_LANES),
        (frame, LARGEST_FRAME_BYTES),
    )
    is_fair = all(isinstance(value, int) and 1 <= value <= most for value, most in limits)
    if not is_fair or cost < 2 or cost & (cost - 1) or kind != "scrypt":
        raise NotReadable("The header of the file is damaged.")
    return AESGCM(_derive(passphrase, salt, cost, block_size, lanes)), frame


def _derive(passphrase: str, salt: bytes, cost: int, block_size: int, lanes: int) -> bytes:
    return Scrypt(salt=salt, length=KEY_BYTES, n=cost, r=block_size, p=lanes).derive(passphrase.encode())


def _nonce(count: int, *, is_last: bool) -> bytes:
    """Never the same twice under one key: the key is made for one file, by its salt."""
    return count.to_bytes(11) + bytes([is_last])


def _take(file: BinaryIO, size: int) -> bytes:
    """Exactly so many bytes; raises `NotReadable` where the file ends before."""
    content = file.read(size)
    if len(content) != size:
        raise NotReadable("The file was cut: its end is missing.")
    return content
