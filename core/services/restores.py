"""Restoring a backup: read whole and checked first, proven by the evidence log, then put in place; or nothing changes.

The order is: the place is empty (or its owner said by name what is replaced), every digest of the backup, the release
that made it, the rows that came back, the evidence log with the checkpoint of the backup and those that were kept
elsewhere. Files are moved last, by renaming.
"""

import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from core.services.backups import CHECKPOINT, Manifest, applied_migrations, count_rows, read_backup
from core.services.checkpoints import SignedNote, read_notes
from core.services.database_copies import DATABASE_PARTS, open_sqlite, restored_postgres, use_database
from core.services.evidence import EvidenceReport, Fault
from core.services.evidence_checks import check_whole_log

IS_LATER = "was published and is missing here"
"""What the check says of a checkpoint that is younger than the backup."""
BEFORE = ".before-restore"
MOST_TOLD = 10
Move = tuple[Path | None, Path]
"""Something new and the place it goes to; None where a place is only made empty."""


class RestoreRefused(Exception):
    """Nothing was restored; the message tells an administrator why."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back: the manifest of the backup, the check of the log, and the checkpoints that are lost."""

    manifest: Manifest
    report: EvidenceReport
    lost: tuple[Fault, ...]


def restore_backup(
    *,
    path: Path,
    passphrase: str,
    notes: Iterable[SignedNote] = (),
    replace: str = "",
    accept_loss: bool = False,
) -> Restored:
    """Put a backup in the place of nothing, or of what `replace` names (`name_of_database`).

    With `accept_loss`, checkpoints younger than the backup may be missing: what they signed is lost, and is told.
    Raises `RestoreRefused`, `CopyFailed`, `NotReadable` or `OSError`; then everything is as it was.
    """
    notes = list(notes)
    if replace != name_of_database():
        _require_empty(replace)
    data = Path(settings.DATA_DIR)
    data.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".restore-", dir=data) as folder:
        stage = Path(folder)
        manifest = read_backup(path, passphrase, into=stage)
        _require_same_release(manifest)
        kept = [*read_notes((stage / CHECKPOINT).read_text()), *notes]

        def check() -> Restored:
            return _check_restored(manifest, kept, accept_loss=accept_loss)

        restore = {"sqlite": _restore_sqlite, "postgresql": _restore_postgres}[connection.vendor]
        return restore(stage, check)


def name_of_database() -> str:
    """What is to be typed to replace a portal: the name of its database, or of its file."""
    return Path(str(connection.settings_dict["NAME"])).name


def _require_empty(replace: str) -> None:
    if replace:
        raise RestoreRefused(
            f"This portal's database is {name_of_database()}, not {replace}: nothing was replaced."
        )
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
    folders = [Path(settings.MEDIA_ROOT), Path(settings.KEY_DIR)]
    full = [str(folder) for folder in folders if any(path.is_file() for path in folder.rglob("*"))]
    if tables:
        full.insert(0, f"the database {name_of_database()}")
    if full:
        raise RestoreRefused(
            f"Not empty: {', '.join(full)}. Restore into an empty database and folder, or give "
            f"--replace {name_of_database()} to lose what is there."
        )


def _require_same_release(manifest: Manifest) -> None:
    """Whether this release has exactly the migrations of the backup: models read its tables to prove it."""
    if manifest.engine != connection.vendor:
        raise RestoreRefused(f"The backup is of {manifest.engine}, the database here is {connection.vendor}.")
    loader = MigrationLoader(None)
    known = set(loader.disk_migrations) | {
        old for migration in loader.disk_migrations.values() for old in migration.replaces
    }
    applied = {(room, name) for room, name in manifest.migrations}
    if newer := applied - known:
        raise RestoreRefused(f"The backup was made by a newer release: {_names(newer)} are not known here.")
    if missing := set(loader.graph.nodes) - applied:
        raise RestoreRefused(
            f"The backup was made by an older release, without {_names(missing)}: restore it with that release, "
            "then upgrade."
        )


def _names(migrations: set[tuple[str, str]]) -> str:
    names = [f"{room}.{name}" for room, name in sorted(migrations)]
    return ", ".join(names[:MOST_TOLD]) + (" and others" if len(names) > MOST_TOLD else "")


def _check_restored(manifest: Manifest, notes: list[SignedNote], *, accept_loss: bool) -> Restored:
    """Whether the database, now the restored one, is what was backed up, and what was published before."""
    if (applied_migrations(), count_rows()) != (manifest.migrations, manifest.tables):
        raise RestoreRefused("The restored tables do not have the rows that the backup counted.")
    report = check_whole_log(notes=notes)
    lost = tuple(fault for fault in report.faults if accept_loss and fault.fault == IS_LATER)
    if faults := [fault for fault in report.faults if fault not in lost]:
        told = "\n".join(
            f"  {fault.stream} {fault.seq} ({fault.kind}): {fault.fault}" for fault in faults[:MOST_TOLD]
        )
        raise RestoreRefused(f"The evidence log of the backup is not what was published:\n{told}")
    return Restored(manifest, report, lost)


def _restore_sqlite(stage: Path, check: Callable[[], Restored]) -> Restored:
    copy = stage / DATABASE_PARTS["sqlite"]
    with use_database(open_sqlite(copy)):
        restored = check()
    place = Path(str(connection.settings_dict["NAME"]))
    connection.close()
    beside: list[Move] = [(None, place.with_name(f"{place.name}{end}")) for end in ("-wal", "-shm")]
    place_whole([*beside, (copy, place), *_moves_of_files(stage)])
    return restored


def _restore_postgres(stage: Path, check: Callable[[], Restored]) -> Restored:
    with restored_postgres(stage / DATABASE_PARTS["postgresql"]):
        restored = check()
        place_whole([*_moves_of_files(stage)])
    return restored


def _moves_of_files(stage: Path) -> Iterator[Move]:
    """Where the folders and secrets of a backup go; a folder that the backup does not have is emptied."""
    for name, place in (("media", settings.MEDIA_ROOT), ("keys", settings.KEY_DIR)):
        yield (stage / name if (stage / name).exists() else None), Path(place)
    for secret in sorted((stage / "secrets").glob("*")):
        yield secret, Path(settings.DATA_DIR) / secret.name


def place_whole(moves: list[Move]) -> None:
    """Move new things to their places, all of them or none; what was there before is removed at the end."""
    with ExitStack() as undo:
        for new, place in moves:
            if place.exists():
                before = _before(place)
                place.rename(before)
                undo.callback(before.rename, place)
            if new:
                place.parent.mkdir(parents=True, exist_ok=True)
                undo.callback(_remove, place)
                shutil.move(new, place)
        undo.pop_all()
    for _new, place in moves:
        _remove(_before(place))


def _before(place: Path) -> Path:
    return place.with_name(f"{place.name}{BEFORE}")


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
