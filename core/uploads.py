"""Files that people send: what they really are is read from their first bytes, never from their name."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePosixPath
from uuid import uuid4

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from core.validators import refusal

LARGEST_BYTES = 20 * 1024 * 1024
LONGEST_NAME = 200
SIGNATURES = {
    ".pdf": (b"%PDF-",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".png": (b"\x89PNG\r\n\x1a\n",),
}
"""How a file of each kind begins."""
ENVELOPES = {".pdf": SIGNATURES[".pdf"], ".p7m": (b"\x30", b"MI", b"-----BEGIN ")}
"""The same for documents that were signed outside: a PDF, or an envelope (CAdES) in bytes or in letters."""
CONTENT_TYPES = {
    ".pdf": "application/pdf",
    ".p7m": "application/pkcs7-mime",
    ".jpg": "image/jpeg",
    ".png": "image/png",
}
ACCEPTED = ",".join(SIGNATURES)
"""What a file field offers to choose from."""


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file that may be kept: under `name`, which is ours; the sender's name is only a text."""

    name: str
    original_name: str
    size_bytes: int
    sha256: str


def check_upload(file: UploadedFile, field: str = "file") -> CheckedFile:
    """Read a file once; raises `ValidationError` at `field` for one that is too large, empty or not what it says.

    The file is left at its beginning, ready to be stored.
    """
    return _check(
        file,
        field,
        SIGNATURES,
        wrong_type=_("Choose a PDF, JPG or PNG file."),
        wrong_content=_("The file is not what its name says: choose a real PDF, JPG or PNG file."),
    )


def check_signed_file(file: UploadedFile, field: str = "file") -> CheckedFile:
    """The same for a document that was signed outside: a PDF, or an envelope around one (`.p7m`)."""
    return _check(
        file,
        field,
        ENVELOPES,
        wrong_type=_("Choose the signed PDF, or its envelope (.p7m)."),
        wrong_content=_("The file is not what its name says: choose the signed PDF, or its envelope (.p7m)."),
    )


def _check(
    file: UploadedFile,
    field: str,
    kinds: Mapping[str, tuple[bytes, ...]],
    *,
    wrong_type: str,
    wrong_content: str,
) -> CheckedFile:
    original = shown_name(file.name or "")
    extension = PurePosixPath(original).suffix.lower()
    if extension not in kinds:
        raise refusal(field, wrong_type, "wrong_type")
    size = file.size or 0
    if size > LARGEST_BYTES:
        raise refusal(field, _("The file is larger than 20 MB."), "too_large")
    if size == 0:
        raise refusal(field, _("The file is empty."), "empty")
    file.seek(0)
    if not file.read(16).startswith(kinds[extension]):
        raise refusal(field, wrong_content, "wrong_content")
    name = f"{uuid4()}{'.jpg' if extension == '.jpeg' else extension}"
    return CheckedFile(name=name, original_name=original, size_bytes=size, sha256=_digest(file))


def shown_name(name: str) -> str:
    """The sender's name of a file as a harmless text: no folders, no control characters, not too long."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    plain = "".join(sign for sign in last if unicodedata.category(sign)[0] != "C").strip()
    path = PurePosixPath(plain)
    return f"{path.stem[: LONGEST_NAME - len(path.suffix)]}{path.suffix}"[:LONGEST_NAME]


def content_type(name: str) -> str:
    """The content type of a file that `check_upload` named."""
    return CONTENT_TYPES.get(PurePosixPath(name).suffix, "application/octet-stream")


def _digest(file: UploadedFile) -> str:
    digest = sha256()
    file.seek(0)
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()
