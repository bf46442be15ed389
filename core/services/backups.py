"""Backups: database, files, keys and the newest checkpoint in one encrypted file, read back before it counts.

The file is a tar archive inside `core.encrypted_files`; its last member is the manifest, which names every other one
with its digest. The database is copied first, so that no row names a file that came later.
"""

import json
import os
import tarfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import file_digest, sha256
from io import BytesIO
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO, cast

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from core.encrypted_files import DecryptingReader, EncryptingWriter, NotReadable
from core.services.checkpoints import published_note
from core.services.database_copies import CopyFailed, copied_database

SCHEMA = "ccc-backup/1"
MANIFEST, CHECKPOINT = "manifest.json", "checkpoint"
SECRETS = ("key_password", "secret_key")
"""What an embedded installation made for itself in its data folder; in production the environment has them."""
FEWEST_CHARACTERS = 12
LARGEST_MANIFEST_BYTES = 2**28
PIECE_BYTES = 2**20


class BackupFailed(Exception):
    """No backup was made; the message tells an administrator why."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself: its parts with their digests, and what the restored portal must come to."""

    at: str
    portal: str
    engine: str
    parts: dict[str, str]
    migrations: list[list[str]]
    tables: dict[str, int]


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was made and read back."""

    path: Path
    at: datetime
    size: int
    manifest: Manifest


def read_passphrase(file: str | None) -> str:
    """The passphrase of backups, from a file or CCC_BACKUP_PASSWORD; raises `BackupFailed` without a good one."""
    try:
        passphrase = Path(file).read_text().strip() if file else settings.BACKUP_PASSWORD
    except (OSError, UnicodeDecodeError) as error:
        raise BackupFailed(f"{file} cannot be read: {error}") from error
    if len(passphrase) < FEWEST_CHARACTERS:
        raise BackupFailed(
            f"Set CCC_BACKUP_PASSWORD, or give --password-file: a passphrase of {FEWEST_CHARACTERS} characters or more."
        )
    return str(passphrase)


def make_backup(*, path: Path, passphrase: str) -> Backup:
    """Write a backup to a new file: whole, on the disk and read back, or not at all. Raises `BackupFailed`."""
    if path.exists():
        raise BackupFailed(f"{path} is there already.")
    beside = path.with_name(f"{path.name}.part")
    at = timezone.now()
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            _write(file, passphrase, at)
            file.flush()
            os.fsync(file.fileno())
        manifest = read_backup(beside, passphrase)
        beside.rename(path)
    except (OSError, CopyFailed, NotReadable, tarfile.TarError) as error:
        raise BackupFailed(str(error)) from error
    finally:
        beside.unlink(missing_ok=True)
    _remember(path, at)
    return Backup(path, at, path.stat().st_size, manifest)


def _write(file: BinaryIO, passphrase: str, at: datetime) -> None:
    writer = EncryptingWriter(file, passphrase)
    with (
        TemporaryDirectory(prefix="ccc-backup-", dir=settings.DATA_DIR) as folder,
        tarfile.open(fileobj=cast(Any, writer), mode="w|") as archive,
    ):
        with copied_database(Path(folder)) as database:
            migrations, tables = applied_migrations(), count_rows()
            engine, note = connection.vendor, published_note()
        parts = dict(_add_file(archive, database.name, database))
        parts |= _add_bytes(archive, CHECKPOINT, note.encode())
        for name, path in _files_to_keep():
            parts |= _add_file(archive, name, path)
        manifest = Manifest(
            at=at.isoformat(),
            portal=settings.PORTAL_ADDRESS,
            engine=engine,
            parts=parts,
            migrations=migrations,
            tables=tables,
        )
        text = json.dumps({"schema": SCHEMA} | asdict(manifest))
        _add_bytes(archive, MANIFEST, text.encode())
    writer.finish()


def _files_to_keep() -> Iterator[tuple[str, Path]]:
    """The files beside the database, and their names in the backup."""
    for name, folder in (("media", Path(settings.MEDIA_ROOT)), ("keys", Path(settings.KEY_DIR))):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not path.is_symlink():
                yield f"{name}/{path.relative_to(folder).as_posix()}", path
    for secret in SECRETS:
        path = Path(settings.DATA_DIR) / secret
        if path.is_file():
            yield f"secrets/{secret}", path


def _add_file(archive: tarfile.TarFile, name: str, path: Path) -> dict[str, str]:
    """Add a file as it is now; nothing for one that was removed meanwhile, as exports are when they grow old."""
    try:
        file = path.open("rb")
    except FileNotFoundError:
        return {}
    with file:
        digest = file_digest(file, "sha256").hexdigest()
        file.seek(0)
        member = tarfile.TarInfo(name)
        stat = os.fstat(file.fileno())
        member.size, member.mode, member.mtime = stat.st_size, stat.st_mode & 0o777, int(stat.st_mtime)
        archive.addfile(member, file)
    return {name: digest}


def _add_bytes(archive: tarfile.TarFile, name: str, content: bytes) -> dict[str, str]:
    member = tarfile.TarInfo(name)
    member.size, member.mode = len(content), 0o600
    archive.addfile(member, BytesIO(content))
    return {name: sha256(content).hexdigest()}


def read_backup(path: Path, passphrase: str, *, into: Path | None = None) -> Manifest:
    """Read a backup to its end and check every digest, and write its parts into a folder if one is given.

    Raises `NotReadable` when anything is not as it was written; then nothing in the folder is to be used.
    """
    try:
        with path.open("rb") as file:
            reader = DecryptingReader(file, passphrase)
            with tarfile.open(fileobj=cast(Any, reader), mode="r|") as archive:
                parts, told = _read_parts(archive, into)
            reader.finish()
    except (OSError, tarfile.TarError) as error:
        raise NotReadable(f"{path} cannot be read: {error}") from error
    manifest = _read_manifest(told)
    if parts != manifest.parts:
        wrong = sorted(name for name, _digest in parts.items() ^ manifest.parts.items())
        raise NotReadable(f"The backup is not what its manifest says: {', '.join(dict.fromkeys(wrong))}")
    return manifest


def _read_parts(archive: tarfile.TarFile, into: Path | None) -> tuple[dict[str, str], bytes]:
    """The digest of each member, and the content of the manifest."""
    parts: dict[str, str] = {}
    told = b""
    for member in archive:
        name = PurePosixPath(member.name)
        if not member.isreg() or name.is_absolute() or ".." in name.parts or member.name in parts:
            raise NotReadable(f"The backup holds {member.name}, which does not belong there.")
        file = cast(BinaryIO, archive.extractfile(member))
        if member.name == MANIFEST:
            told = file.read(LARGEST_MANIFEST_BYTES)
        elif into is None:
            parts[member.name] = _digest_of(file, None)
        else:
            place = into / name
            place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
                parts[member.name] = _digest_of(file, target)
            place.chmod(member.mode & 0o755)
    return parts, told


def _digest_of(file: BinaryIO, target: BinaryIO | None) -> str:
    digest = sha256()
    while piece := file.read(PIECE_BYTES):
        digest.update(piece)
        if target:
            target.write(piece)
    return digest.hexdigest()


def _read_manifest(content: bytes) -> Manifest:
    try:
        told = json.loads(content)
        if told.pop("schema") != SCHEMA:
            raise NotReadable("The backup was made by another release, in another format.")
        return Manifest(**told)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise NotReadable("The backup has no manifest.") from error


def applied_migrations() -> list[list[str]]:
    """The migrations that the database has, as [room, name]."""
    return sorted([room, name] for room, name in MigrationRecorder(connection).applied_migrations())


def count_rows() -> dict[str, int]:
    """How many rows each table has."""
    counts = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608 - its own name
            counts[table] = cursor.fetchone()[0]
    return counts


def _remember(path: Path, at: datetime) -> None:
    """Note the newest backup where `manage.py doctor` looks for it."""
    told = {"at": at.isoformat(), "name": path.name, "size": path.stat().st_size}
    note = Path(settings.LAST_BACKUP_FILE)
    beside = note.with_suffix(".new")
    beside.write_text(json.dumps(told))
    beside.rename(note)
