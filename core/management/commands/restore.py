"""Bring a backup back: `manage.py restore FILE [--against NOTES] [--check] [--replace NAME] [--accept-loss]`."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.encrypted_files import NotReadable
from core.services.backups import BackupFailed, Manifest, read_backup, read_passphrase
from core.services.checkpoints import SignedNote, read_notes
from core.services.database_copies import CopyFailed
from core.services.restores import RestoreRefused, restore_backup


class Command(BaseCommand):
    """Restores a backup into an empty portal, after proving that it is whole and what was published."""

    requires_system_checks = []
    help = (
        "Restore a backup into an empty database and data folder. Digests, migrations, rows, the evidence log and the "
        "checkpoints are checked before anything is put in place; a failure changes nothing. Stop the portal first."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", help="what manage.py backup wrote")
        parser.add_argument("--password-file", metavar="FILE", help="a file that holds the passphrase")
        parser.add_argument("--check", action="store_true", help="only read the backup and check its digests")
        parser.add_argument(
            "--against",
            metavar="NOTES",
            help="checkpoints kept outside the portal: the backup must hold them",
        )
        parser.add_argument(
            "--accept-loss",
            action="store_true",
            help="restore although checkpoints are younger than the backup: what they signed is lost",
        )
        parser.add_argument(
            "--replace",
            metavar="NAME",
            default="",
            help="lose what is there; NAME is the name of its database",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path = Path(options["file"])
        try:
            passphrase = read_passphrase(options["password_file"])
            if options["check"]:
                self._tell(read_backup(path, passphrase), "whole; nothing was restored")
                return
            restored = restore_backup(
                path=path,
                passphrase=passphrase,
                notes=_read(options["against"]),
                replace=options["replace"],
                accept_loss=options["accept_loss"],
            )
        except (BackupFailed, RestoreRefused, CopyFailed, NotReadable, OSError) as reason:
            raise CommandError(f"Nothing was restored. {reason}") from reason
        self._tell(restored.manifest, "restored")
        report = restored.report
        self.stdout.write(
            f"{report.events} events in {report.streams} streams, {report.checkpoints} checkpoints: whole"
        )
        for fault in restored.lost:
            self.stderr.write(f"LOST: checkpoint {fault.seq} {fault.fault}")

    def _tell(self, manifest: Manifest, outcome: str) -> None:
        rows = sum(manifest.tables.values())
        self.stdout.write(
            f"Backup of {manifest.portal} made {manifest.at}: {rows} rows in {len(manifest.tables)} tables, "
            f"{len(manifest.parts)} parts; {outcome}"
        )


def _read(name: str | None) -> list[SignedNote]:
    """The checkpoints in a file that was kept elsewhere; a file without one must not pass for a proof."""
    if not name:
        return []
    notes = list(read_notes(Path(name).read_text(encoding="utf-8")))
    if not notes:
        raise RestoreRefused(f"{name} holds no signed checkpoint.")
    return notes
