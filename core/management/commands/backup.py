"""Back the portal up: `manage.py backup FILE [--password-file FILE]`."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.services.backups import BackupFailed, make_backup, read_passphrase


class Command(BaseCommand):
    """Writes one encrypted file with the database, files, keys and the newest checkpoint, and reads it back."""

    help = (
        "Write the whole portal into one new file, encrypted with CCC_BACKUP_PASSWORD or the passphrase in a file, "
        "and read it back. The portal may run meanwhile."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", help="a file that is not there yet")
        parser.add_argument("--password-file", metavar="FILE", help="a file that holds the passphrase")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            backup = make_backup(
                path=Path(options["file"]), passphrase=read_passphrase(options["password_file"])
            )
        except BackupFailed as reason:
            raise CommandError(f"No backup was made. {reason}") from reason
        rows = sum(backup.manifest.tables.values())
        self.stdout.write(
            f"{backup.path}: {backup.size} bytes, {rows} rows in {len(backup.manifest.tables)} tables, "
            f"{len(backup.manifest.parts)} parts; written and read back"
        )
