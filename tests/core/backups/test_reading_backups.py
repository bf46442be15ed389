"""What a backup file must be before anything of it is used."""

import json
import tarfile
from io import BytesIO
from pathlib import Path
from typing import Any, cast

import pytest

from core.encrypted_files import EncryptingWriter, NotReadable
from core.services.backups import MANIFEST, BackupFailed, make_backup, read_backup, read_passphrase

PASSPHRASE = "a long winter in Valdoria"
GOOD = {"at": "", "portal": "", "engine": "sqlite", "parts": {}, "migrations": [], "tables": {}}
SCHEMA = {"schema": "ccc-backup/1"}


def write(path: Path, *members: tuple[str, bytes], kind: bytes = tarfile.REGTYPE) -> Path:
    """An encrypted file with these members, well made or not."""
    with path.open("wb") as file:
        writer = EncryptingWriter(file, PASSPHRASE)
        with tarfile.open(fileobj=cast(Any, writer), mode="w|") as archive:
            for name, content in members:
                member = tarfile.TarInfo(name)
                member.size, member.type = len(content) if kind == tarfile.REGTYPE else 0, kind
                archive.addfile(member, BytesIO(content))
        writer.finish()
    return path


def manifest(**told: Any) -> tuple[str, bytes]:
    return MANIFEST, json.dumps(SCHEMA | GOOD | told).encode()


def test_a_backup_without_parts_can_be_read(tmp_path: Path) -> None:
    assert read_backup(write(tmp_path / "b", manifest()), PASSPHRASE).engine == "sqlite"


@pytest.mark.parametrize(
    ("members", "refusal"),
    [
        ([("../outside", b""), manifest()], "does not belong there"),
        ([("/etc/outside", b""), manifest()], "does not belong there"),
        ([("media/a", b"1"), ("media/a", b"2"), manifest()], "does not belong there"),
        ([("media/a", b"1"), manifest()], "not what its manifest says: media/a"),
        ([manifest(parts={"media/a": "0" * 64})], "not what its manifest says: media/a"),
        ([("media/a", b"1")], "no manifest"),
        ([manifest(schema="ccc-backup/9")], "made by another release"),
        ([manifest(more=1)], "no manifest"),
        ([(MANIFEST, b"[]")], "no manifest"),
    ],
)
def test_what_does_not_fit_is_refused(members: list[tuple[str, bytes]], refusal: str, tmp_path: Path) -> None:
    with pytest.raises(NotReadable, match=refusal):
        read_backup(write(tmp_path / "b", *members), PASSPHRASE, into=tmp_path / "into")
    assert not (tmp_path / "outside").exists()


def test_links_do_not_belong_there(tmp_path: Path) -> None:
    with pytest.raises(NotReadable, match="does not belong there"):
        read_backup(write(tmp_path / "b", ("media/a", b""), kind=tarfile.SYMTYPE), PASSPHRASE)


def test_a_file_that_is_not_there_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(NotReadable, match="cannot be read"):
        read_backup(tmp_path / "none", PASSPHRASE)


def test_another_passphrase_opens_nothing(tmp_path: Path) -> None:
    with pytest.raises(NotReadable):
        read_backup(write(tmp_path / "b", manifest()), PASSPHRASE + "!")


def test_a_passphrase_comes_from_a_file_or_the_environment(settings: Any, tmp_path: Path) -> None:
    (tmp_path / "word").write_text(f"{PASSPHRASE}\n")
    settings.BACKUP_PASSWORD = "another long winter"
    assert [read_passphrase(str(tmp_path / "word")), read_passphrase(None)] == [
        PASSPHRASE,
        "another long winter",
    ]


def test_a_short_or_missing_passphrase_is_refused(settings: Any, tmp_path: Path) -> None:
    settings.BACKUP_PASSWORD = "short"
    with pytest.raises(BackupFailed, match="12 characters"):
        read_passphrase(None)
    with pytest.raises(BackupFailed, match="cannot be read"):
        read_passphrase(str(tmp_path / "none"))


def test_a_backup_never_overwrites_a_file(tmp_path: Path) -> None:
    (tmp_path / "old").write_text("kept")
    with pytest.raises(BackupFailed, match="there already"):
        make_backup(path=tmp_path / "old", passphrase=PASSPHRASE)
    assert (tmp_path / "old").read_text() == "kept"


@pytest.mark.django_db
def test_a_backup_that_cannot_be_written_says_why(tmp_path: Path) -> None:
    with pytest.raises(BackupFailed, match="No such file"):
        make_backup(path=tmp_path / "none" / "b", passphrase=PASSPHRASE)
