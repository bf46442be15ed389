"""The restore drill: a portal comes back as it was, proven by what was published; or nothing changes at all."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from core.enums import KeyPurpose
from core.models import Checkpoint, EvidenceEvent
from core.services.backups import Backup, count_rows
from core.services.checkpoints import make_checkpoint, published_note, read_notes
from core.services.evidence_checks import check_whole_log
from core.services.keys import sign_bytes
from core.services.restores import RestoreRefused, name_of_database, place_whole, restore_backup
from tests.append_only import without_triggers
from tests.core.backups.portals import PASSPHRASE, STREAM, add_event, empty_database, use_folder


def files_of(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Every file of a data folder that is not the database, with its content and who may read it."""
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mode & 0o777)
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith(("portal.sqlite3", "last_backup"))
    }


def restore(backup: Backup, **told: Any) -> Any:
    return restore_backup(path=backup.path, passphrase=PASSPHRASE, **told)


def refusal_of(backup: Backup, **told: Any) -> str:
    with pytest.raises(RestoreRefused) as refusal:
        restore(backup, **told)
    return str(refusal.value)


def is_untouched(folder: Path) -> bool:
    """Whether nothing was restored into an empty portal."""
    return (count_rows(), files_of(folder)) == ({}, {})


def test_a_portal_comes_back_as_it_was(backup: Backup, portal: Path, elsewhere: Path) -> None:
    restored = restore(backup)
    assert files_of(elsewhere) == files_of(portal)
    assert count_rows() == restored.manifest.tables == backup.manifest.tables
    assert EvidenceEvent.objects.filter(stream=STREAM).count() == 2
    assert (check_whole_log().faults, restored.report.faults, restored.lost) == ((), (), ())
    assert sign_bytes(KeyPurpose.SEAL, b"after the restore").signature_base64


def test_a_restored_log_still_only_grows(backup: Backup, elsewhere: Path) -> None:
    restore(backup)
    for change in (lambda: EvidenceEvent.objects.update(kind="other"), EvidenceEvent.objects.all().delete):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
    add_event(3)
    assert make_checkpoint() is not None
    assert check_whole_log().faults == ()


def test_the_backup_holds_what_was_published(backup: Backup, elsewhere: Path, portal: Path) -> None:
    restore(backup)
    note = published_note()
    assert restore(backup, notes=read_notes(note), replace=name_of_database()).report.faults == ()


def test_a_backup_older_than_what_was_published_fails_loudly(
    backup: Backup, portal: Path, settings: Any, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    add_event(3)
    make_checkpoint()
    kept = list(read_notes(published_note()))
    elsewhere = request.getfixturevalue("elsewhere")
    told = refusal_of(backup, notes=kept)
    assert told.splitlines()[0] == "The evidence log of the backup is not what was published:"
    assert told.endswith(" 2 (checkpoint): was published and is missing here")
    assert is_untouched(elsewhere)
    restored = restore(backup, notes=kept, accept_loss=True)
    assert [(fault.seq, fault.fault) for fault in restored.lost] == [(2, "was published and is missing here")]


def test_a_backup_of_a_log_that_was_changed_is_refused(
    portal: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    with without_triggers("core_evidenceevent"):
        EvidenceEvent.objects.filter(stream=STREAM, seq=1).update(payload='{"n":7}')
    request.getfixturevalue("backup")
    elsewhere = request.getfixturevalue("elsewhere")
    told = refusal_of(request.getfixturevalue("backup"), accept_loss=True)
    assert told.endswith(f"{STREAM} 1 (test.step): its content is not what its digest says")
    assert is_untouched(elsewhere)


def test_a_full_portal_is_not_overwritten(backup: Backup, portal: Path, elsewhere: Path) -> None:
    restore(backup)
    before = files_of(elsewhere)
    told = refusal_of(backup)
    assert told.startswith(f"Not empty: the database {name_of_database()}, {elsewhere / 'media'}, ")
    assert refusal_of(backup, replace="other") == (
        f"This portal's database is {name_of_database()}, not other: nothing was replaced."
    )
    assert files_of(elsewhere) == before


def test_a_portal_is_replaced_by_its_name(backup: Backup, elsewhere: Path) -> None:
    restore(backup)
    before = files_of(elsewhere)
    add_event(3)
    (elsewhere / "media" / "later.csv").write_text("later")
    restore(backup, replace=name_of_database())
    assert EvidenceEvent.objects.filter(stream=STREAM).count() == 2
    assert files_of(elsewhere) == before


def test_a_replacement_that_fails_leaves_everything(backup: Backup, elsewhere: Path) -> None:
    restore(backup)
    add_event(3)
    make_checkpoint()
    notes, before = list(read_notes(published_note())), files_of(elsewhere)
    refusal_of(backup, notes=notes, replace=name_of_database())
    assert (Checkpoint.objects.count(), check_whole_log(notes=notes).faults) == (2, ())
    assert files_of(elsewhere) == before


def test_files_that_cannot_be_placed_leave_everything(backup: Backup, elsewhere: Path) -> None:
    restore(backup)
    before = files_of(elsewhere)
    add_event(3)
    (elsewhere / "keys.before-restore").mkdir()
    (elsewhere / "keys.before-restore" / "left").write_text("by a restore that was killed")
    with pytest.raises(OSError, match="not empty"):
        restore(backup, replace=name_of_database())
    assert EvidenceEvent.objects.filter(stream=STREAM).count() == 3
    assert files_of(elsewhere) == before | {
        "keys.before-restore/left": (b"by a restore that was killed", 0o644)
    }


def test_places_are_changed_together_or_not_at_all(tmp_path: Path) -> None:
    for name in ("new", "old"):
        (tmp_path / name).write_text(name)
    with pytest.raises(FileNotFoundError):
        place_whole([(tmp_path / "new", tmp_path / "old"), (tmp_path / "missing", tmp_path / "other")])
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == ["old"]
    assert (tmp_path / "old").read_text() == "old"


@pytest.mark.parametrize(
    ("statement", "refusal"),
    [
        (
            "INSERT INTO django_migrations (app, name, applied) VALUES ('core', '9999_later', CURRENT_TIMESTAMP)",
            "The backup was made by a newer release: core.9999_later are not known here.",
        ),
        (
            "DELETE FROM django_migrations WHERE app = 'core' AND name = '0002_spread_job_name'",
            (
                "The backup was made by an older release, without core.0002_spread_job_name: "
                "restore it with that release, then upgrade."
            ),
        ),
    ],
    ids=["newer", "older"],
)
def test_another_release_is_told(
    statement: str, refusal: str, portal: Path, request: pytest.FixtureRequest
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT app, name, applied FROM django_migrations")
        rows = cursor.fetchall()
        cursor.execute(statement)
    try:
        backup = request.getfixturevalue("backup")
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM django_migrations")
            cursor.executemany("INSERT INTO django_migrations (app, name, applied) VALUES (%s, %s, %s)", rows)
    elsewhere = request.getfixturevalue("elsewhere")
    assert refusal_of(backup) == refusal
    assert is_untouched(elsewhere)


def test_the_commands_make_check_and_restore(
    portal: Path, settings: Any, tmp_path: Path, capsys: Any, request: pytest.FixtureRequest
) -> None:
    settings.BACKUP_PASSWORD = PASSPHRASE
    file, notes = str(tmp_path / "portal.backup"), tmp_path / "notes.txt"
    notes.write_text(published_note())
    call_command("backup", file)
    call_command("restore", file, check=True)
    lines = capsys.readouterr().out.splitlines()
    assert [line.rsplit("; ", 1)[1] for line in lines] == ["written and read back", "nothing was restored"]
    use_folder(settings, tmp_path / "elsewhere")
    with empty_database(tmp_path / "elsewhere"):
        call_command("restore", file, against=str(notes))
        assert capsys.readouterr().out.splitlines()[1].endswith("1 checkpoints: whole")
        with pytest.raises(CommandError, match=r"^Nothing was restored\. Not empty"):
            call_command("restore", file)
