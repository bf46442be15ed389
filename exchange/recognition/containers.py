"""What kind of file this is, told from its bytes; what is dangerous is refused before anything opens it."""

import io
import zipfile
from enum import StrEnum
from pathlib import PurePath

from exchange.recognition.refusals import Refusal, RefusedFile

MAX_FILE_BYTES = 20 * 2**20
MAX_UNPACKED_BYTES = 100 * 2**20
MAX_RATIO = 100
MAX_ENTRIES = 1000
"""Workbooks with one form per action have hundreds of sheets, so that 200 entries would refuse honest ones."""
SMALL_BYTES = 2**20
"""Below this size a part may be packed as tightly as it likes: blank sheets pack better than 100:1."""
TEXT_EXTENSIONS = (".csv", ".tsv", ".txt")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
STARTS = {
    b"%PDF": Refusal.PDF,
    b"MZ": Refusal.PROGRAM,
    b"\x7fELF": Refusal.PROGRAM,
    b"#!": Refusal.PROGRAM,
    b"\x89PNG": Refusal.PICTURE,
    b"\xff\xd8\xff": Refusal.PICTURE,
    b"GIF8": Refusal.PICTURE,
    b"II*\x00": Refusal.PICTURE,
    b"\x1f\x8b": Refusal.BINARY,
    b"7z\xbc\xaf": Refusal.BINARY,
    b"Rar!": Refusal.BINARY,
}


class FileKind(StrEnum):
    """How a file is read."""

    WORKBOOK = "workbook"
    TEXT = "text"


def check_file(name: str, content: bytes) -> FileKind:
    """The kind of a file that may be read; raises `RefusedFile`. Cheap: a workbook's directory is read, no part."""
    _check_size(content)
    extension = PurePath(name).suffix.lower()
    if extension == ".xlsm":
        raise RefusedFile(Refusal.MACROS)
    if content.startswith(OLE):
        raise RefusedFile(_ole_refusal(content))
    for start, refusal in STARTS.items():
        if content.startswith(start):
            raise RefusedFile(refusal)
    if content.startswith(b"PK"):
        check_archive(content)
        return _expect(extension, (".xlsx",), FileKind.WORKBOOK)
    if extension == ".xlsx":
        raise RefusedFile(Refusal.NOT_A_WORKBOOK)
    if _is_markup(content):
        raise RefusedFile(Refusal.WEB_PAGE)
    return _expect(extension, TEXT_EXTENSIONS, FileKind.TEXT)


def check_archive(content: bytes) -> None:
    """Refuse a packed file that is too large, too dense, encrypted, with macros, or no workbook, by its directory."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as error:
        raise RefusedFile(Refusal.DAMAGED) from error
    _check_sizes(parts, len(content))
    if any(part.flag_bits & 0x1 for part in parts):
        raise RefusedFile(Refusal.ENCRYPTED)
    names = {part.filename.replace("\\", "/").lower().lstrip("/") for part in parts}
    if any(name.endswith(("vbaproject.bin", "vbadata.xml")) or "macrosheets/" in name for name in names):
        raise RefusedFile(Refusal.MACROS)
    if "xl/workbook.bin" in names or "content.xml" in names:
        raise RefusedFile(Refusal.OTHER_WORKBOOK)
    if "[content_types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise RefusedFile(Refusal.NOT_A_WORKBOOK)


def _check_size(content: bytes) -> None:
    if not content.strip():
        raise RefusedFile(Refusal.EMPTY)
    if len(content) > MAX_FILE_BYTES:
        raise RefusedFile(
            Refusal.TOO_LARGE, megabytes=_megabytes(len(content)), limit=_megabytes(MAX_FILE_BYTES)
        )


def _check_sizes(parts: list[zipfile.ZipInfo], packed_bytes: int) -> None:
    """Refuse by what the directory says; parts that share their bytes would let a small file say little."""
    total = sum(part.file_size for part in parts)
    dense = any(part.file_size > max(SMALL_BYTES, MAX_RATIO * max(1, part.compress_size)) for part in parts)
    overlapping = sum(part.compress_size for part in parts) > packed_bytes
    if total > MAX_UNPACKED_BYTES or len(parts) > MAX_ENTRIES or dense or overlapping:
        raise RefusedFile(Refusal.BOMB, megabytes=_megabytes(total), limit=_megabytes(MAX_UNPACKED_BYTES))


def _ole_refusal(content: bytes) -> Refusal:
    """The container of old Excel is also that of encrypted new Excel."""
    return Refusal.ENCRYPTED if "EncryptedPackage".encode("utf-16-le") in content else Refusal.OLD_WORKBOOK


def _is_markup(content: bytes) -> bool:
    start = content[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith((b"<!doctype", b"<html", b"<?xml", b"<table", b"<svg", b"<script"))


def _expect(extension: str, allowed: tuple[str, ...], kind: FileKind) -> FileKind:
    """The kind, if the name of the file says the same."""
    if extension in allowed:
        return kind
    if extension in (*TEXT_EXTENSIONS, ".xlsx"):
        raise RefusedFile(Refusal.BINARY if kind == FileKind.WORKBOOK else Refusal.NOT_A_WORKBOOK)
    raise RefusedFile(Refusal.EXTENSION, extension=extension or "-")


def _megabytes(size: int) -> int:
    return -(-size // 2**20)
